"""Which server is it, how is the connection kept from others, and who are we to it? The same for relay, mailbox and directory."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from gateway.console.asking.asker import Asker
from gateway.console.asking.part import SECRETS, Place

TLS, STARTTLS, NONE = "tls", "starttls", "none"
WORDS = {
    TLS: "encrypted from the first byte",
    STARTTLS: "begins in clear and is encrypted then",
    NONE: "never encrypted; on this machine only, or without a password",
}
HIGHEST = 65535


@dataclass(frozen=True, slots=True)
class Login:
    """Who we are: at most one of the three. file: a file of ours, with its text in `files`."""

    user: str
    file: str = ""
    theirs: str = ""
    command: str = ""
    files: Mapping[str, str] = field(default_factory=dict, repr=False)

    def options(self, place: Place) -> dict[str, str | None]:
        """What a URL says of it."""
        if self.command:
            return {"token_command": self.command}
        return {"password_file": place(self.file) if self.file else self.theirs} if self.file or self.theirs else {}


def host(asker: Asker, key: str, question: str, default: str | None = None) -> str:
    """A name or an address."""

    def check(said: str) -> str:
        if not said or any(sign.isspace() or sign in "/@?#," for sign in said):
            raise ValueError("must be the name of a host or its address, and nothing else, such as mail.orgao.example")
        return said.strip("[]")

    return asker.text(f"{key}.host", question, default, check=check)


def tls(asker: Asker, key: str, ports: Mapping[str, int], default: str) -> tuple[str, int]:
    """How it is encrypted, and the port, with the usual one offered."""
    how = asker.choice(
        f"{key}.tls", "How is the connection encrypted?", {word: f"{WORDS[word]} (port {ports[word]})" for word in ports}, default
    )
    return how, port(asker, f"{key}.port", ports[how])


def flags(how: str) -> dict[str, str | None]:
    """What a URL says of it besides its scheme."""
    return {"starttls": None} if how == STARTTLS else {}


def port(asker: Asker, key: str, usual: int) -> int:
    """A number."""

    def check(said: str) -> str:
        if not said.isascii() or not said.isdecimal() or not 0 < int(said) <= HIGHEST:
            raise ValueError(f"a port is a number from 1 to {HIGHEST}")
        return str(int(said))

    return int(asker.text(key, "Port", str(usual), check=check))


def authority(asker: Asker, key: str) -> dict[str, str | None]:
    """The file of the authority that signed the server's certificate, if it is not one of the system's."""
    file = asker.text(f"{key}.ca", "File (PEM) of the authority of its certificate; Enter: those of the system", "", check=there)
    return {"ca": file} if file else {}


def there(name: str) -> str:
    """A file that is there, or none. Raises ValueError."""
    if name and not Path(name).is_file():
        raise ValueError(f"there is no file {name}")
    return name


def login(asker: Asker, key: str, user: str, name: str, *, tokens: bool = True) -> Login:
    """The password, typed unseen into a file of its own, or in a file that is there, or the command that prints a token."""
    if asker.given(f"{key}.password_file"):
        return Login(user, theirs=asker.text(f"{key}.password_file", "File with the password", check=there))
    command = asker.given(f"{key}.token_command") or ""
    if not command:
        more = "; Enter alone: none, but a command that prints an access token" if tokens else ""
        question, check = f"Password of {user} (not shown{more})", _line if tokens else _needed
        password = asker.text(f"{key}.password", question, "" if tokens else None, hidden=True, check=check)
        if password:
            file = f"{SECRETS}/{name}"
            return Login(user, file=file, files={file: f"{password}\n"})
    return Login(user, command=asker.text(f"{key}.token_command", "Command that prints an access token (XOAUTH2)", check=_words))


def _line(said: str) -> str:
    if "\n" in said or "\r" in said or "\0" in said:
        raise ValueError("a password is one line")
    return said


def _needed(said: str) -> str:
    if not said:
        raise ValueError("a password is needed")
    return _line(said)


def _words(said: str) -> str:
    if not said:
        raise ValueError("a password or a command is needed")
    return said
