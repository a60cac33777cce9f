"""Where is mail taken in by SMTP?"""

from gateway.console.asking import server
from gateway.console.asking.asker import Asker
from gateway.console.asking.draft import Draft
from gateway.console.asking.part import Part, plain
from gateway.console.asking.question import Question
from gateway.console.asking.url import url
from gateway.doors.listening import DEFAULT_PORTS

LOOPBACK, OPEN = "loopback", "open"
KINDS = {
    LOOPBACK: "programs on this machine only; enough where mail comes out of a mailbox",
    OPEN: "other machines too: mail clients that log in, a border host; needs a certificate",
}
OWN = "smtp://127.0.0.1:2525"


def ask(asker: Asker, _draft: Draft) -> Part:
    """One listener."""
    if asker.choice("listen.kind", "Who may bring mail by SMTP?", KINDS, LOOPBACK) == LOOPBACK:
        return plain(
            "listen", [f"smtp://127.0.0.1:{asker.text('listen.port', 'Port', '2525')}"] if asker.answered("listen.port") else [OWN]
        )
    host = server.host(asker, "listen", "Address of this machine", "0.0.0.0")  # noqa: S104 - that is what is asked
    port = server.port(asker, "listen.port", 587)
    cert = asker.text("listen.cert", "Certificate (PEM), with its chain", check=server.there)
    key = asker.text("listen.key", "Its key (PEM)", check=server.there)
    scheme = "smtps" if port == DEFAULT_PORTS["smtps"] else "smtp"
    return plain("listen", [url(scheme, host, port, options={"tls_cert": cert, "tls_key": key})])


QUESTION = Question("listen", "Listener", "The port where mail is taken in. `carteiro up` opens it.", ask, ("listener",))
