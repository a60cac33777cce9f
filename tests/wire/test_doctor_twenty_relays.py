"""Does the doctor name what is wrong with a relay and with answers to it, with the mend that mends it?"""

import socket
import ssl

import pytest

from gateway.console.doctor import relay
from tests.certificate import certify
from tests.doctored import Broken, House, house, told
from tests.ports import free_port
from tests.sink import Listener, Sink

__all__ = ["house"]

OPEN = "smtp://suporte@{host}:{port}?password_file={file}"
STARTTLS = "smtp://suporte@{host}:{port}?starttls&password_file={file}"


def sink(house: House, form: str = OPEN, host: str = "127.0.0.1", tls: ssl.SSLContext | None = None) -> Sink:
    """A relay that knows one user and lets nobody in but by password."""
    mind = house.kept["sink"] = Sink()
    made = Listener(mind, hostname="127.0.0.1", port=0, authenticator=mind.authenticate, auth_require_tls=False, tls_context=tls)
    made.start()
    house.servers.callback(made.stop)
    house.set(RELAY=form.format(host=host, port=made.port, file=house.write("password", "segredo")))
    return mind


def context(house: House, names: str, *, expired: bool = False, believed: bool = True) -> ssl.SSLContext:
    """A server's, with a certificate that this machine believes, or does not."""
    folder = house.folder / f"tls{len(list(house.folder.glob('tls*')))}"
    folder.mkdir()
    certify(folder, names, expired=expired)
    house.kept["ca"] = folder / "ca.pem"
    if believed:
        trust(house)
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(folder / "server.pem", folder / "server.key")
    return made


def trust(house: House) -> None:
    """What update-ca-certificates does."""
    house.surroundings("SSL_CERT_FILE", house.kept["ca"])


def secured(house: House, names: str = "DNS:localhost", *, host: str = "localhost", expired: bool = False, believed: bool = True) -> None:
    sink(house, STARTTLS, host, context(house, names, expired=expired, believed=believed))


def refusing(house: House, step: str, answer: str) -> None:
    sink(house).answers[step] = answer


def untagged(house: House) -> None:
    sink(house).refuses["suporte+doctor@orgao.example"] = "550 5.1.1 No such user"


def shut_in_clear(house: House) -> None:
    """As most relays do, it lets people log in only over TLS."""
    mind = Sink()
    made = Listener(mind, hostname="127.0.0.1", port=0)
    made.start()
    house.servers.callback(made.stop)
    house.set(RELAY=OPEN.format(host="127.0.0.1", port=made.port, file=house.write("password", "segredo")))


def hung(house: House) -> None:
    server = house.servers.enter_context(socket.create_server(("127.0.0.1", 0)))
    house.set(RELAY=f"smtp://127.0.0.1:{server.getsockname()[1]}")


TABLE = [
    Broken(
        "a relay with another password",
        lambda h: (sink(h), h.write("password", "errada")),
        "relay", "login", ("password_file=", "CARTEIRO_RELAY"),
        lambda h: h.write("password", "segredo"),
    ),
    Broken(
        "a relay whose password file is not there",
        lambda h: (sink(h), (h.folder / "password").unlink()),
        "relay", "setting", ("Mend CARTEIRO_RELAY",),
        lambda h: h.write("password", "segredo"),
    ),
    Broken(
        "a relay that is not there",
        lambda h: h.set(RELAY=f"smtp://127.0.0.1:{free_port()}"),
        "relay", "unreachable", ("CARTEIRO_RELAY", "host and port"), sink,
    ),
    Broken(
        "a relay whose name nobody knows",
        lambda h: h.set(RELAY="smtp://relay.orgao.invalid"),
        "relay", "unknown-host", ("CARTEIRO_RELAY", "DNS"), sink,
    ),
    Broken("a relay that knows no login", shut_in_clear, "relay", "login", ("Take the user out of CARTEIRO_RELAY", "?starttls"), secured),
    Broken("a relay that says nothing", hung, "relay", "silent", ("firewall",), sink),
    Broken("a relay without STARTTLS", lambda h: sink(h, STARTTLS), "relay", "tls", ("offer STARTTLS", "smtps://"), secured),
    Broken(
        "a relay whose certificate is over",
        lambda h: secured(h, expired=True),
        "relay", "tls", ("Renew the certificate of the server that CARTEIRO_RELAY names",), secured,
    ),
    Broken(
        "a relay that is called otherwise than its certificate",
        lambda h: secured(h, host="127.0.0.1"),
        "relay", "tls", ("Name the server in CARTEIRO_RELAY as its certificate does",), secured,
    ),
    Broken(
        "a relay whose authority this machine does not know",
        lambda h: secured(h, believed=False),
        "relay", "tls", ("update-ca-certificates",), trust,
    ),
    Broken(
        "a relay that does not let us send as our address",
        lambda h: refusing(h, "MAIL", "553 5.7.1 Sender address rejected: not owned by user"),
        "relay", "sender", ("CARTEIRO_ADDRESS",),
        lambda h: h.kept["sink"].answers.update(MAIL=""),
    ),
    Broken(
        "a mail server that refuses what stands behind a plus",
        untagged,
        "subaddress", "refused", ("CARTEIRO_SUBADDRESS=off", "recipient_delimiter"),
        lambda h: h.set(SUBADDRESS="off"),
        ok=True,
    ),
    Broken(
        "the demo's address with a real relay",
        lambda h: (sink(h), h.set(ADDRESS="")),
        "settings", "demo-address", ("CARTEIRO_ADDRESS",),
        lambda h: h.set(ADDRESS="suporte@orgao.example"),
    ),
    Broken(
        "a certificate of the relay that ends in days",
        secured,
        "certificate", "ending", ("Renew", "CARTEIRO_RELAY"),
        sink,
        ok=True,
    ),
]  # fmt: skip


@pytest.mark.parametrize("broken", TABLE, ids=[broken.name for broken in TABLE])
def test_what_is_broken_is_named_and_the_mend_mends_it(house: House, broken: Broken, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relay, "SECONDS", 3.0)
    told(house, broken)


def test_no_letter_is_sent(house: House) -> None:
    mind = sink(house)
    house.doctor()
    assert (mind.taken, len(mind.peers)) == ([], 2)
