"""Where is mail taken in by SMTP?"""

import errno
from urllib.parse import quote

from gateway.console.asking import server
from gateway.console.asking.asker import Asker
from gateway.console.asking.draft import Draft
from gateway.console.asking.part import Part, plain
from gateway.console.asking.question import Question
from gateway.console.asking.url import SAFE

PART = "listener"
LOOPBACK, OPEN = "loopback", "open"
KINDS = {
    LOOPBACK: "programs on this machine only; enough where mail comes out of a mailbox",
    OPEN: "other machines too: mail clients that log in, a border host; needs a certificate",
}
OWN = "smtp://127.0.0.1:2525"
PORTS = {"smtp": 25, "smtps": 465, "lmtp": 24}
MENDS = {
    errno.EADDRINUSE: "End what has the port (`ss -ltnp` shows it), or name another one; if it is Carteiro itself, all is well.",
    errno.EACCES: "Ports below 1024 want CAP_NET_BIND_SERVICE, which deploy/systemd gives; or name a higher one.",
    errno.EADDRNOTAVAIL: "Name an address of this machine (`ip address` shows them), 0.0.0.0 for all of them.",
}


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
    shown = f"[{host}]" if ":" in host else host
    files = "&".join(f"{name}={quote(file, safe=SAFE).replace('+', '%2B')}" for name, file in (("tls_cert", cert), ("tls_key", key)))
    return plain("listen", [f"{'smtps' if port == PORTS['smtps'] else 'smtp'}://{shown}:{port}?{files}"])


QUESTION = Question("listen", "Listener", "The port where mail is taken in. `carteiro up` opens it.", ask, ("listener",))
