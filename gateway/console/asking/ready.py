"""What is made of a value that is given as settings write it? A password in it goes into a file of its own, or it is refused."""

from urllib.parse import parse_qsl, unquote, urlsplit

from gateway.console.asking.part import SECRETS, Part, in_file, plain
from gateway.console.asking.talk import Stopped

WHOLE = ("database", "broker")  # their passwords stand in the URL, so that all of it is secret
LISTS = ("mailboxes", "listen")
WORDS = frozenset({"password", "passwd", "pass", "sslpassword", "secret", "secret_key", "token"})  # options that are secrets themselves
OPTION = {"evidence": "secret_key_file"}
REFUSED = "{setting}: a password stands in it; write it into a file that only you may read, and name that: {option}=FILE"


def is_one(value: str) -> bool:
    """Whether it is a URL, and no answer to a question."""
    return "://" in value or value.startswith(("file:", "maildir:", "local:"))


def part(setting: str, value: str) -> Part:
    """The same value, without a secret in it. Raises Stopped for one that cannot be taken out."""
    if setting == "secret":
        return in_file("secret", "secret", value)
    if setting in WHOLE and _tells(value):
        return in_file(setting, f"{setting}.url", value)
    if setting == "relay" and (password := _password(value)) and not _named(value):
        return _relay(value, password)
    if any(_tells(one) for one in (several(value) if setting in LISTS else [value])):
        raise Stopped(REFUSED.format(setting=setting, option=OPTION.get(setting, "password_file")))
    if setting in LISTS:
        return plain(setting, several(value))
    return plain(setting, value)


def _relay(value: str, password: str) -> Part:
    parts, file = urlsplit(value), f"{SECRETS}/relay.password"
    user, _, host = parts.netloc.rpartition("@")
    bare = f"{parts.scheme}://{user.partition(':')[0]}@{host}{parts.path}?{parts.query}{'&' if parts.query else ''}password_file="
    return Part("relay", lambda place: f"{bare}{place(file)}", {file: f"{password}\n"})


def _tells(value: str) -> bool:
    """Whether a secret stands in it."""
    return _password(value) != "" or _named(value)


def _named(value: str) -> bool:
    """Whether an option of it is a secret."""
    return any(name.lower() in WORDS for name, _ in parse_qsl(value.partition("?")[2]))


def _password(value: str) -> str | None:
    """What a URL has, '' for none; None where it cannot be read, and may hold one."""
    try:
        return unquote(urlsplit(value).password or "")
    except ValueError:
        return None


def several(value: str) -> list[str]:
    """The values of a list as settings write it."""
    return [one.strip() for one in value.split(",") if one.strip()]
