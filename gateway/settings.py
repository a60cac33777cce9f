"""What was set? The only reader of the environment and of carteiro.yml; everyone else gets a frozen Settings."""

import os
import re
from collections.abc import Mapping
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

PREFIX = "CARTEIRO_"
FILE = "carteiro.yml"
MEGABYTE = 1_000_000
MOST_LETTERS = 80  # of the name that letters carry
RESOLVER_SECONDS = 3
"""How long one question to the DNS may take, unless CARTEIRO_RESOLVER says otherwise."""


class BadSettings(Exception):
    """What is wrong with the settings: one line each, with the place and what is allowed."""


def _several(value: object) -> object:
    return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value


def _an_address(value: str) -> str:
    local, at, domain = value.strip().lower().rpartition("@")
    if not (at and local and domain) or "+" in local or any(c.isspace() for c in value.strip()):
        raise ValueError("must be one plain address without '+', such as suporte@carteiro.example")
    return value.strip().lower()


def _starting(*starts: str) -> AfterValidator:
    """A URL that begins in one of the allowed ways."""

    def check(value: str) -> str:
        if value.startswith(starts):
            _port_fits(value)
            return value
        raise ValueError(f"allowed: {', '.join(starts)}")

    return AfterValidator(check)


def _port_fits(url: str) -> None:
    try:
        # Several hosts of one directory stand side by side: ldap://one:389,two:389
        _ = [urlsplit(f"//{host}").port for host in urlsplit(url).netloc.split(",")]
    except ValueError:
        raise ValueError("a port is a number from 0 to 65535") from None


def _a_line(value: str) -> str:
    if len(value) > MOST_LETTERS or not value.isprintable():
        raise ValueError(f"allowed: one line of {MOST_LETTERS} letters at most, without control or invisible characters")
    return value


def _a_zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        raise ValueError("allowed: a name of the IANA time zone database, such as America/Sao_Paulo") from None
    return value


_RESOLVER = re.compile(r"dns:(?://(?P<host>[0-9.]+|\[[0-9A-Fa-f:]+\])(?::[0-9]+)?)?(?:\?timeout=(?P<seconds>[0-9]{1,2}(?:\.[0-9])?))?")


def _a_resolver(value: str) -> str:
    found = _RESOLVER.fullmatch(value)
    if not found or not _is_address(found["host"]) or float(found["seconds"] or 1) == 0:
        raise ValueError(
            "allowed: dns: (the system's resolvers) or dns://ADDRESS[:PORT], such as dns://127.0.0.1:5353, each with ?timeout=SECONDS"
        )
    _port_fits(value)
    return value


def _is_address(host: str | None) -> bool:
    try:
        return host is None or bool(ip_address(host.strip("[]")))
    except ValueError:
        return False


def _networks(value: tuple[str, ...]) -> tuple[str, ...]:
    for one in value:
        try:
            ip_network(one)
        except ValueError:
            raise ValueError(f"{one} is no network; allowed: addresses and networks, such as 10.0.0.5, 192.168.7.0/24 or ::1/128") from None
    return value


Mailbox = Annotated[str, _starting("imaps://", "imap://")]
Listener = Annotated[str, _starting("smtp://", "smtps://", "lmtp://")]


class Settings(BaseModel):
    """Every setting of the gateway (docs/settings.md), as read once at the start."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    address: Annotated[str, AfterValidator(_an_address)] = "suporte@carteiro.example"
    home: Path = Path("var")
    database: Annotated[str, _starting("sqlite:///", "postgresql+psycopg://")] = "sqlite:///{home}/carteiro.db"
    broker: Annotated[str, _starting("local:", "redis://", "rediss://")] = "local:"
    evidence: Annotated[str, _starting("file:", "s3://")] = "file:{home}/evidence"
    timestamps: Annotated[str, _starting("off", "http://", "https://")] = "off"
    listen: Annotated[tuple[Listener, ...], BeforeValidator(_several)] = ("smtp://127.0.0.1:2525",)
    mailboxes: Annotated[tuple[Mailbox, ...], BeforeValidator(_several)] = ()
    relay: Annotated[str, _starting("maildir:", "smtp://", "smtps://")] = "maildir:{home}/mail"
    directory: Annotated[str, _starting("file:", "ldap://", "ldaps://")] = "file:demo/directory.yml"
    catalog: str = "catalog.yml"
    office: Annotated[str, AfterValidator(_a_line)] = ""
    colors: str = ""
    page: Annotated[str, _starting("http://", "off")] = "http://127.0.0.1:8025"
    timezone: Annotated[str, AfterValidator(_a_zone)] = "America/Sao_Paulo"
    holidays: str = "BR"
    secret: Annotated[tuple[str, ...], BeforeValidator(_several)] = ()
    operator: str = ""
    subaddress: Literal["on", "off"] = "on"
    size: Annotated[int, Field(ge=MEGABYTE)] = 25 * MEGABYTE
    deadline: Literal["law", "plain"] = "law"
    deciders: Literal["opener", "entity"] = "opener"
    pending_days: Annotated[int, Field(ge=1, le=365)] = 15
    resolver: Annotated[str, AfterValidator(_a_resolver)] = "dns:"
    trusted_authserv: Annotated[tuple[str, ...], BeforeValidator(_several)] = ()
    border: Annotated[tuple[str, ...], BeforeValidator(_several), AfterValidator(_networks)] = ("127.0.0.1/32", "::1/128")

    def path(self, url: str) -> str:
        """What follows the scheme of a `file:`, `maildir:` or `sqlite:///` URL, with {home} filled in."""
        return url.replace("{home}", str(self.home))


def read(folder: Path | None = None, environment: Mapping[str, str] | None = None) -> Settings:
    """The settings from carteiro.yml in `folder` and from the environment, which wins. Raises BadSettings with every fault."""
    folder = folder or Path.cwd()
    environment = os.environ if environment is None else environment  # noqa: TID251 - the only reader of the environment
    found: dict[str, tuple[object, str]] = {}
    faults: list[str] = []
    for name, value in _of_file(folder / FILE).items():
        found[name.lower()] = (value, f"{FILE}: {name}")
    for variable, value in environment.items():
        if variable.startswith(PREFIX):
            found[variable.removeprefix(PREFIX).lower()] = (value, variable)
    for name in [n for n in found if n.endswith("_file") and n not in Settings.model_fields]:
        path, place = found.pop(name)
        try:
            found[name.removesuffix("_file")] = (Path(str(path)).read_text().strip(), place)
        except OSError as error:
            faults.append(f"{place}: {path} cannot be read ({error.strerror}); name a readable file that holds the value")
    try:
        settings = Settings.model_validate({name: value for name, (value, _) in found.items()})
    except ValidationError as error:
        faults += [_sentence(e, found) for e in error.errors()]
    if faults:
        raise BadSettings("\n".join(faults))
    return settings


def _of_file(path: Path) -> dict[str, object]:
    if not path.exists():
        return {}
    try:
        content = YAML(typ="safe", pure=True).load(path.read_text())
    except (YAMLError, UnicodeDecodeError) as error:
        raise BadSettings(f"{path.name}: not YAML ({error})") from error
    if not isinstance(content or {}, dict):
        raise BadSettings(f"{path.name}: must be `name: value` lines, such as `address: suporte@carteiro.example`")
    return dict(content or {})


def _sentence(error: object, found: Mapping[str, tuple[object, str]]) -> str:
    assert isinstance(error, dict)  # noqa: S101 - pydantic's ErrorDetails
    name = str(error["loc"][0])
    value, place = found.get(name, ("", name))
    if error["type"] == "extra_forbidden":
        return f"{place}: no such setting; allowed: {', '.join(PREFIX + n.upper() for n in Settings.model_fields)}"
    shown = "" if "secret" in name else f" {value!r}"
    return f"{place}:{shown} {error['msg'].removeprefix('Value error, ')}"
