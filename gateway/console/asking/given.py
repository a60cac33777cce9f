"""Which answers were given beforehand, in a file or as options, so that nobody need be asked?"""

from collections.abc import Mapping
from pathlib import Path

from gateway import yamlfile
from gateway.console.asking.talk import Stopped
from gateway.settings import Settings

# What stands below a setting in place of a ready value.
PARTS: dict[str, tuple[str, ...]] = {
    "database": ("kind", "host", "port", "name", "user", "password"),
    "evidence": ("kind", "folder", "bucket", "endpoint", "region", "access_key", "secret_key", "ca"),
    "directory": (
        *("kind", "file", "host", "port", "tls", "ca", "bind", "password", "password_file", "mapping"),
        *("base", "people", "entities", "groups", "cpf", "cnpj", "profile"),
    ),
    "relay": ("kind", "host", "port", "tls", "user", "password", "password_file", "token_command"),
    "listen": ("kind", "host", "port", "cert", "key"),
    "mailboxes": ("host", "port", "tls", "ca", "user", "password", "password_file", "token_command", "folder", "topmost", "backlog"),
}
MANY = "mailboxes"


def flat(answers: Mapping[str, object]) -> dict[str, str]:
    """`{relay: {port: 587}}` as `{"relay.port": "587"}`; of several mailboxes `mailboxes.1.host`. Raises Stopped for what is not known."""
    found: dict[str, str] = {}
    for name, value in answers.items():
        if name.removesuffix("_file") not in Settings.model_fields:
            raise Stopped(f"{name}: no such answer; allowed: {', '.join(Settings.model_fields)}")
        if name == MANY and not isinstance(value, str):
            for number, one in enumerate(value if isinstance(value, list) else [value], 1):
                found |= _one(name, f"{name}.{number}", one)
        else:
            found |= _one(name, name, ",".join(map(str, value)) if isinstance(value, list) else value)
    return found


def _one(name: str, key: str, value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        text = _text(value)
        return {f"{key}.kind" if text and ":" not in text and "kind" in PARTS.get(name, ()) else key: text}
    allowed = PARTS.get(name, ())
    for part in value:
        if part not in allowed:
            raise Stopped(f"{key}.{part}: no such answer; allowed: {', '.join(allowed) or 'a plain value'}")
    return {f"{key}.{part}": _text(one) for part, one in value.items()}


def _text(value: object) -> str:
    """As settings write it."""
    return "" if value is None else ("on" if value else "off") if isinstance(value, bool) else str(value)


def read(file: Path) -> dict[str, str]:
    """The answers of a file. Raises Stopped, with the line where the file cannot be read."""
    try:
        sheet = yamlfile.read(file)
    except yamlfile.FaultyFileError as error:
        raise Stopped(str(error)) from None
    if sheet.flaws:
        raise Stopped(str(yamlfile.FaultyFileError(file, sheet.flaws)))
    if not isinstance(sheet.value, dict):
        raise Stopped(f"{file}: must be `name: value` lines, such as `address: suporte@orgao.example`")
    return flat(sheet.value)
