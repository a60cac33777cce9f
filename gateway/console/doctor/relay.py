"""Are our letters taken? A Maildir is written to, an SMTP server greeted, entered and told whom a letter would be from; none is sent."""

import os
import smtplib
import socket
import ssl
import tempfile
from contextlib import closing
from pathlib import Path

from gateway.accesstoken import NoToken
from gateway.console.doctor import opening
from gateway.console.doctor.certificate import disbelieved
from gateway.console.doctor.finding import Finding, Note, summed
from gateway.loopback import is_loopback
from gateway.post.cleaning import one_line, shortened
from gateway.post.server import Server
from gateway.post.smtp import log_in
from gateway.settings import Settings

PART = "relay"
SETTING = "CARTEIRO_RELAY"
SECONDS = 20.0  # for one answer
LONGEST = 300  # characters of what a server says
OKAY = 250

MENDS = {
    "no-tls": f"This port does not begin with TLS: use smtp://…?starttls (587) in {SETTING}, or smtps:// with port 465.",
    "no-starttls": f"Let the relay offer STARTTLS, or use smtps:// (465) in {SETTING}; letters never go in clear where TLS was asked for.",
    "no-login": f"Take the user out of {SETTING} if the relay lets this host in without one; else enter where people log in: "
    "?starttls (587), or smtps:// (465).",
    "login": f"Look at the user and at password_file= (or token_command=) of {SETTING}.",
    "token": f"Run the command of token_command= in {SETTING} by hand, as Carteiro's user: it must print a token and end with 0.",
    "silent": "Look at the server's load, and at a firewall that lets nothing back; smtps:// at a port that begins in clear waits too.",
    "unknown-host": f"Name the host in {SETTING} as the DNS knows it, and look at this machine's resolver.",
    "unreachable": f"See that the relay runs, that {SETTING} names the right host and port, and that the firewall lets us through.",
    "sender": "Let the relay's user (or this host) send as CARTEIRO_ADDRESS.",
    "answer": "Show its answer to whoever runs the relay; it must let this host in.",
}
WORDS = {"no-tls": "tls", "no-starttls": "tls", "no-login": "login"}
# Which error is which word; the first that fits.
TROUBLES = (
    (NoToken, "token"),
    (smtplib.SMTPAuthenticationError, "login"),
    (ssl.SSLCertVerificationError, "tls"),
    (ssl.SSLError, "no-tls"),
    (TimeoutError, "silent"),
    (socket.gaierror, "unknown-host"),
    (smtplib.SMTPResponseException, "answer"),
)


def name(settings: Settings) -> str:
    """The folder, or host and port; never a password. Raises BadSettings."""
    if settings.relay.startswith("maildir:"):
        return _folder(settings)
    server = opening.relay(settings)
    return f"{server.host}:{server.port}"


def look(settings: Settings) -> Finding:
    """Tries the relay of the settings. Raises BadSettings."""
    return _maildir(_folder(settings)) if settings.relay.startswith("maildir:") else _smtp(opening.relay(settings), settings)


def entered(server: Server, greeting: str) -> smtplib.SMTP:
    """A connection on which MAIL may be said. Raises smtplib.SMTPException, OSError, NoToken."""
    context = None if server.tls == "none" else ssl.create_default_context()
    client = (
        smtplib.SMTP_SSL(server.host, server.port, greeting, timeout=SECONDS, context=context)
        if server.tls == "implicit"
        else smtplib.SMTP(server.host, server.port, greeting, timeout=SECONDS)
    )
    try:
        if server.tls == "starttls":
            client.starttls(context=context)
        client.ehlo_or_helo_if_needed()
        log_in(client, server)
    except BaseException:
        client.close()
        raise
    return client


def _folder(settings: Settings) -> str:
    return settings.path(settings.relay).removeprefix("maildir:")


def _maildir(folder: str) -> Finding:
    try:
        Path(folder).mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".doctor-") as file:
            file.write(b"carteiro doctor\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        mend = f"Let the user that runs Carteiro write there, make room on the disk, or name another folder in {SETTING}."
        return Finding(PART, folder, False, f"cannot be written: {error.strerror}", "unwritable", mend)
    mend = f"Set {SETTING} to the SMTP server that sends mail for you."
    return Finding(PART, folder, True, "writable; letters are put there, and nobody is sent one", "maildir", mend)


def _smtp(server: Server, settings: Settings) -> Finding:
    called = f"{server.host}:{server.port}"
    try:
        with closing(entered(server, settings.address.rpartition("@")[2])) as client:
            code, said = client.mail(settings.address)
            size = int(client.esmtp_features.get("size") or 0)
            client.rset()
            client.quit()
    except (smtplib.SMTPException, OSError, NoToken, ValueError) as error:
        why = _why(error)
        mend = disbelieved(str(error), SETTING, option="") if why == "tls" else MENDS[why]
        says = f"no answer within {SECONDS:.0f} s" if why == "silent" else _said(error)
        return Finding(PART, called, False, says, WORDS.get(why, why), mend)
    if code != OKAY:
        says = (
            f"does not take letters from {settings.address}: answers {code} {shortened(one_line(said.decode('utf-8', 'replace')), LONGEST)}"
        )
        return Finding(PART, called, False, says, "sender", MENDS["sender"])
    how = "in clear" if server.tls == "none" else "over TLS"
    return summed(
        PART, called, (f"answers {how}" + (f" and lets {server.user} in" if server.user else ""),), _notes(server, size, settings)
    )


def _notes(server: Server, size: int, settings: Settings) -> list[Note]:
    notes = []
    if server.tls == "none" and not is_loopback(server.host):
        notes.append(Note("in-clear", "letters travel there in clear", f"Add ?starttls to {SETTING}, or use smtps://."))
    if 0 < size < settings.size:
        says = f"it takes {size} bytes at most, and mails of {settings.size} are taken in"
        notes.append(Note("small", says, f"Let the relay take more, or lower CARTEIRO_SIZE to {size}: files are passed on to the group."))
    return notes


def _why(error: Exception) -> str:
    if isinstance(error.__context__, TimeoutError):  # smtplib covers it with another
        return "silent"
    if type(error) in {smtplib.SMTPException, smtplib.SMTPNotSupportedError}:  # what a server does not offer, in smtplib's own words
        return "no-starttls" if "STARTTLS" in str(error) else "no-login"
    return next((why for kind, why in TROUBLES if isinstance(error, kind)), "unreachable")


def _said(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error.decode("utf-8", "replace") if isinstance(error.smtp_error, bytes) else error.smtp_error
        return f"answers {error.smtp_code} {shortened(one_line(said), LONGEST)}"
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not believed: {error.verify_message}"
    words = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return shortened(one_line(words), LONGEST) or type(error).__name__
