"""Who sends our letters?"""

from gateway.console.asking import server
from gateway.console.asking.asker import Asker
from gateway.console.asking.draft import Draft
from gateway.console.asking.part import Part, Place, plain
from gateway.console.asking.question import Question
from gateway.console.asking.server import NONE, STARTTLS, TLS, Login
from gateway.console.asking.url import url

SMTP, MAILDIR = "smtp", "maildir"
KINDS = {SMTP: "an SMTP server that sends mail for you", MAILDIR: "nobody: letters are put into a folder, to try it out"}
PORTS = {STARTTLS: 587, TLS: 465, NONE: 25}


def ask(asker: Asker, _draft: Draft) -> Part:
    """Host, port, encryption, user and password."""
    if asker.choice("relay.kind", "Who sends our letters?", KINDS, SMTP) == MAILDIR:
        return plain("relay", "maildir:{home}/mail")
    host = server.host(asker, "relay", "Server")
    how, port = server.tls(asker, "relay", PORTS, STARTTLS)
    user = asker.text("relay.user", "User; Enter: it lets this machine in without one", "")
    login = server.login(asker, "relay", user, "relay.password") if user else Login("")

    def value(place: Place) -> str:
        return url("smtps" if how == TLS else "smtp", host, port, user=user, options=server.flags(how) | login.options(place))

    return Part("relay", value, login.files)


QUESTION = Question("relay", "Relay", "The SMTP server that takes our letters and sends them.", ask, ("relay",))
