"""Does the doctor name what is broken in settings, files and permissions, with the mend that mends it?"""

import shlex
import socket
import subprocess
from pathlib import Path

import pytest

from tests.certificate import certify
from tests.doctored import Broken, House, house, told
from tests.ports import free_port
from tests.wire.process import ROOT

__all__ = ["house"]


def certified(house: House, *, names: str = "DNS:mail.orgao.example", expired: bool = False, key: str = "server.key") -> None:
    certify(house.folder, names, expired=expired)
    for file in house.folder.glob("*.key"):
        file.chmod(0o600)
    house.set(LISTEN=f"smtp://127.0.0.1:0?tls_cert={house.folder}/server.pem&tls_key={house.folder}/{key}")


def as_told(house: House) -> None:
    """Runs the `chmod` that the mend names."""
    [row] = [row for row in house.doctor() if not row["ok"]]
    command = str(row["mend"]).partition("`")[2].partition("`")[0]
    assert command.startswith("chmod ")
    subprocess.run(shlex.split(command), check=True)


def exposed(house: House, name: str, text: str = "segredo") -> Path:
    return house.write(name, text, 0o644)


def at_home(house: House, name: str) -> None:
    (house.home / name).write_text("segredo-de-dezesseis-letras" if name == "secret" else "")
    (house.home / name).chmod(0o644)


def taken(house: House) -> None:
    port = free_port()
    house.servers.enter_context(socket.create_server(("127.0.0.1", port)))
    house.set(LISTEN=f"smtp://127.0.0.1:{port}")


def without(*words: str) -> str:
    """The demo's catalogue without routes to where people are."""
    text = (ROOT / "catalog.yml").read_text("utf-8")
    for word in words:
        text = text.replace(word, "  - {group: 21150.SR-2}\n")
    return text


TABLE = [
    Broken(
        "a relay of a kind that does not exist",
        lambda h: h.set(RELAY="pigeon:"),
        "settings", "bad", ("CARTEIRO_RELAY", "maildir:{home}/mail"),
        lambda h: h.set(RELAY=""),
    ),
    Broken(
        "a name that is nearly that of a setting",
        lambda h: h.set(ADRESS="suporte@orgao.example"),
        "settings", "unknown", ("CARTEIRO_ADDRESS meant", "Take CARTEIRO_ADRESS away"),
        lambda h: h.set(ADRESS=""),
    ),
    Broken(
        "a file that holds a setting and is not there",
        lambda h: h.set(SECRET_FILE=h.folder / "none"),
        "settings", "bad", ("CARTEIRO_SECRET",),
        lambda h: h.write("none", "segredo-de-dezesseis-letras"),
    ),
    Broken(
        "a file of days that cannot be read",
        lambda h: h.set(HOLIDAYS=h.write("days", "amanhã\n")),
        "settings", "bad", ("CARTEIRO_HOLIDAYS",),
        lambda h: h.write("days", "+ 2026-12-08 Imaculada Conceição\n"),
    ),
    Broken(
        "a secret that is too short",
        lambda h: h.set(SECRET="curto"),
        "settings", "bad", ("CARTEIRO_SECRET",),
        lambda h: h.set(SECRET="segredo-de-dezesseis-letras"),
    ),
    Broken(
        "alarms to our own address",
        lambda h: h.set(OPERATOR="Suporte@orgao.example"),
        "settings", "bad-operator", ("CARTEIRO_OPERATOR",),
        lambda h: h.set(OPERATOR="plantao@orgao.example"),
    ),
    Broken(
        "nobody for alarms",
        lambda h: h.set(OPERATOR=""),
        "settings", "no-operator", ("CARTEIRO_OPERATOR",),
        lambda h: h.set(OPERATOR="plantao@orgao.example"),
        ok=True,
    ),
    Broken(
        "the demo's people where others can log in",
        lambda h: (certified(h), h.set(LISTEN=f"smtp://0.0.0.0:0?tls_cert={h.folder}/server.pem&tls_key={h.folder}/server.key")),
        "settings", "demo-people", ("CARTEIRO_DIRECTORY", "carteiro password"),
        lambda h: h.own_people(),
    ),
    Broken("a secret that others may read", lambda h: at_home(h, "secret"), "permissions", "secret-open", ("chmod 600",), as_told),
    Broken(
        "a password that others may read",
        lambda h: h.set(SECRET_FILE=exposed(h, "s", "segredo-de-dezesseis-letras")),
        "permissions", "password-open", ("chmod o-rwx",), as_told,
    ),
    Broken(
        "a home that is a file",
        lambda h: h.set(HOME=h.write("file", "")),
        "permissions", "unwritable", ("CARTEIRO_HOME",),
        lambda h: h.set(HOME=h.home),
        also=frozenset({("database", "read-only"), ("evidence", "unwritable"), ("relay", "unwritable"), ("record", "no-witness")}),
    ),
    Broken(
        "a catalogue with a wrong line",
        lambda h: h.set(CATALOG=h.write("catalog.yml", (ROOT / "catalog.yml").read_text("utf-8").replace("code: 12\n", "code: doze\n"))),
        "catalogue", "faulty", ("carteiro catalog check", "CARTEIRO_CATALOG"),
        lambda h: h.write("catalog.yml", (ROOT / "catalog.yml").read_text("utf-8")),
    ),
    Broken(
        "a last route to nobody",
        lambda h: h.set(CATALOG=h.write("catalog.yml", without("  - {group: 21150.SR-1}\n"))),
        "catalogue", "nobody", ("21150.SR-2", "carteiro people"),
        lambda h: h.set(CATALOG=""),
    ),
    Broken(
        "a directory without a supervisor",
        lambda h: h.directory(lambda text: text.replace("supervisor]", "tecnico]").replace("supervises:", "groups:")),
        "people", "no-supervisor", ("profile: [supervisor]",),
        lambda h: h.directory(),
        ok=True,
    ),
    Broken(
        "a certificate whose time is over",
        lambda h: certified(h, expired=True),
        "listener", "expired", ("Renew", "server.pem"), certified,
    ),
    Broken(
        "a certificate that ends in days",
        certified,
        "listener", "ending", ("Renew", "server.pem"),
        lambda h: h.set(LISTEN="smtp://127.0.0.1:0"),
        ok=True,
    ),
    Broken(
        "a key that is another's",
        lambda h: certified(h, key="ca.key"),
        "listener", "misfit", ("tls_key=", "CARTEIRO_LISTEN"), certified,
    ),
    Broken(
        "a key that is not there",
        lambda h: certified(h, key="none"),
        "listener", "no-certificate", ("tls_key=", "CARTEIRO_LISTEN"), certified,
    ),
    Broken("a port of another program", taken, "listener", "taken", ("ss -ltnp", "CARTEIRO_LISTEN"), lambda h: h.servers.close()),
    Broken(
        "an address of another machine",
        lambda h: (h.own_people(), h.set(LISTEN="smtp://192.0.2.1:2525")),
        "listener", "no-address", ("CARTEIRO_LISTEN", "an address of this machine"),
        lambda h: h.set(LISTEN="smtp://127.0.0.1:0"),
    ),
]  # fmt: skip


@pytest.mark.parametrize("broken", TABLE, ids=[broken.name for broken in TABLE])
def test_what_is_broken_is_named_and_the_mend_mends_it(house: House, broken: Broken) -> None:
    told(house, broken)
