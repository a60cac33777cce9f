"""What was set? The only reader of the environment and of carteiro.yml; everyone else gets a frozen Settings."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from gateway import allowed, pageurl

PREFIX = "CARTEIRO_"
FILE = "carteiro.yml"
MEGABYTE = 1_000_000
RESOLVER_SECONDS = 3
"""How long one question to the DNS may take, unless CARTEIRO_RESOLVER says otherwise."""
_QUOTED = re.compile(r"[\"'<]")


class BadSettings(Exception):
    """What is wrong with the settings: one line each, with the place and what is allowed."""


Mailbox = Annotated[str, allowed.starting("imaps://", "imap://")]
Listener = Annotated[str, allowed.starting("smtp://", "smtps://", "lmtp://")]


class Settings(BaseModel):
    """Every setting of the gateway (docs/settings.md), as read once at the start."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    address: Annotated[str, AfterValidator(allowed.an_address)] = "suporte@carteiro.example"
    home: Path = Path("var")
    database: Annotated[str, allowed.starting("sqlite:///", "postgresql+psycopg://")] = "sqlite:///{home}/carteiro.db"
    broker: Annotated[str, allowed.starting("local:", "redis://", "rediss://")] = "local:"
    evidence: Annotated[str, allowed.starting("file:", "s3://")] = "file:{home}/evidence"
    timestamps: Annotated[str, allowed.starting("off", "http://", "https://")] = "off"
    listen: Annotated[tuple[Listener, ...], BeforeValidator(allowed.several)] = ("smtp://127.0.0.1:2525",)
    mailboxes: Annotated[tuple[Mailbox, ...], BeforeValidator(allowed.several)] = ()
    relay: Annotated[str, allowed.starting("maildir:", "smtp://", "smtps://")] = "maildir:{home}/mail"
    directory: Annotated[str, allowed.starting("file:", "ldap://", "ldaps://")] = "file:demo/directory.yml"
    catalog: str = "catalog.yml"
    office: Annotated[str, AfterValidator(allowed.a_line)] = ""
    colors: str = ""
    page: Annotated[str, AfterValidator(pageurl.check)] = "http://127.0.0.1:8025"
    timezone: Annotated[str, AfterValidator(allowed.a_zone)] = "America/Sao_Paulo"
    holidays: str = "BR"
    secret: Annotated[tuple[str, ...], BeforeValidator(allowed.several)] = ()
    operator: str = ""
    log: Literal["text", "json"] = "text"
    subaddress: Literal["on", "off"] = "on"
    size: Annotated[int, Field(ge=MEGABYTE)] = 25 * MEGABYTE
    deadline: Literal["law", "plain"] = "law"
    deciders: Literal["opener", "entity"] = "opener"
    pending_days: Annotated[int, Field(ge=1, le=365)] = 15
    resolver: Annotated[str, AfterValidator(allowed.a_resolver)] = "dns:"
    trusted_authserv: Annotated[tuple[str, ...], BeforeValidator(allowed.several)] = ()
    border: Annotated[tuple[str, ...], BeforeValidator(allowed.several), AfterValidator(allowed.networks)] = ("127.0.0.1/32", "::1/128")

    def path(self, url: str) -> str:
        """What follows the scheme of a `file:`, `maildir:` or `sqlite:///` URL, with {home} filled in."""
        return url.replace("{home}", str(self.home))


@dataclass(frozen=True, slots=True)
class Sound:
    """What was set, without what is wrong: that has its default. faults: the setting's name, '' for the file itself, and a sentence each.

    files: variable and name of each file that holds the value of a setting (`CARTEIRO_SECRET_FILE`).
    """

    settings: Settings
    faults: tuple[tuple[str, str], ...] = ()
    files: tuple[tuple[str, Path], ...] = ()


def read(folder: Path | None = None, environment: Mapping[str, str] | None = None) -> Settings:
    """The settings from carteiro.yml in `folder` and from the environment, which wins. Raises BadSettings with every fault."""
    found = sound(folder, environment)
    if found.faults:
        raise BadSettings("\n".join(sentence for _, sentence in found.faults))
    return found.settings


def sound(folder: Path | None = None, environment: Mapping[str, str] | None = None) -> Sound:
    """The same for whoever goes on with what is right (`carteiro doctor`). Raises nothing."""
    environment = os.environ if environment is None else environment  # noqa: TID251 - the only reader of the environment
    found: dict[str, tuple[object, str]] = {}
    faults: list[tuple[str, str]] = []
    files: list[tuple[str, Path]] = []
    try:
        found = {name.lower(): (value, f"{FILE}: {name}") for name, value in of_file((folder or Path.cwd()) / FILE).items()}
    except BadSettings as error:
        faults.append(("", str(error)))
    given = {v.removeprefix(PREFIX).lower(): (value, v) for v, value in environment.items() if v.startswith(PREFIX)}
    found |= given
    for name in [n for n in found if n.endswith("_file") and n not in Settings.model_fields]:
        path, place = found.pop(name)
        files.append((place, Path(str(path))))
        try:
            found[name.removesuffix("_file")] = (Path(str(path)).read_text().strip(), place)
        except (OSError, UnicodeDecodeError) as error:
            why = error.strerror if isinstance(error, OSError) else "not UTF-8"
            sentence = f"{place}: {allowed.location(str(path))} cannot be read ({why}); name a readable file that holds the value"
            faults.append((name.removesuffix("_file"), sentence))
    try:
        settings = Settings.model_validate({name: value for name, (value, _) in found.items()})
    except ValidationError as error:
        faults += [(str(e["loc"][0]), _sentence(e, found)) for e in error.errors()]
        wrong = {name for name, _ in faults}
        settings = Settings.model_validate({name: value for name, (value, _) in found.items() if name not in wrong})
    return Sound(settings, tuple(faults), tuple(files))


def named(environment: Mapping[str, str] | None = None) -> frozenset[str]:
    """The settings that the environment names, `NAME_FILE` included."""
    environment = os.environ if environment is None else environment  # noqa: TID251 - the only reader of the environment
    found = {name.removeprefix(PREFIX).lower() for name in environment if name.startswith(PREFIX)}
    return frozenset(name if name in Settings.model_fields else name.removesuffix("_file") for name in found)


def of_file(path: Path) -> dict[str, object]:
    """What carteiro.yml says, as it stands there; {} when it is not there. Raises BadSettings."""
    if not path.exists():
        return {}
    try:
        content = YAML(typ="safe", pure=True).load(path.read_text())
    except OSError as error:
        raise BadSettings(f"{path.name}: cannot be read ({error.strerror})") from error
    except (YAMLError, UnicodeDecodeError) as error:
        raise BadSettings(f"{path.name}: not YAML ({_flaw(error)})") from error
    if not isinstance(content or {}, dict):
        raise BadSettings(f"{path.name}: must be `name: value` lines, such as `address: suporte@carteiro.example`")
    return {str(name): value for name, value in (content or {}).items()}


def _flaw(error: Exception) -> str:
    """What is wrong and on which line, without a word of the file, which may hold secrets."""
    if not isinstance(error, MarkedYAMLError) or error.problem_mark is None:
        return str(error)
    return f"line {error.problem_mark.line + 1}: {_QUOTED.split(error.problem or '')[0].strip()}"


def _sentence(error: object, found: Mapping[str, tuple[object, str]]) -> str:
    assert isinstance(error, dict)  # noqa: S101 - pydantic's ErrorDetails
    name = str(error["loc"][0])
    value, place = found.get(name, ("", name))
    if error["type"] == "extra_forbidden":
        return f"{place}: no such setting; allowed: {', '.join(PREFIX + n.upper() for n in Settings.model_fields)}"
    shown = allowed.COVERED if place.lower().endswith("_file") else allowed.shown(name, value)
    said = "" if allowed.COVERED in shown else f" {shown!r}"
    return f"{place}:{said} {error['msg'].removeprefix('Value error, ')}"
