"""Are our letters taken? A Maildir is written to, an SMTP server greeted and entered; no letter is sent."""

import os
import smtplib
import ssl
import tempfile
from contextlib import closing
from pathlib import Path

from gateway.accesstoken import NoToken
from gateway.console.finding import Finding
from gateway.post.cleaning import one_line, shortened
from gateway.post.server import Server, read_url
from gateway.post.smtp import log_in
from gateway.settings import Settings

PART = "relay"
SECONDS = 20.0  # for one answer
LONGEST = 300  # characters of what a server says

MENDS = {
    "tls": "Renew the relay's certificate or install its authority on this machine; with ?starttls the relay must offer STARTTLS.",
    "login": "Look at the user and at password_file= (or token_command=) of CARTEIRO_RELAY.",
    "token": "Run the command of token_command= by hand, as the user that runs Carteiro: it must print a token and end with exit code 0.",
    "silent": "Look at the server's load, and at a firewall that lets nothing back.",
    "unreachable": "See that the relay runs, that CARTEIRO_RELAY names the right host and port, and that the firewall lets us through.",
    "answer": "Show its answer to whoever runs the relay; it must let this host in.",
}


def name(settings: Settings) -> str:
    """The folder, or host and port; never a password."""
    if settings.relay.startswith("maildir:"):
        return _folder(settings)
    server = read_url(settings.relay)
    return f"{server.host}:{server.port}"


def look(settings: Settings) -> Finding:
    """Tries the relay of the settings."""
    return _maildir(_folder(settings)) if settings.relay.startswith("maildir:") else _smtp(read_url(settings.relay), settings)


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
        mend = "Let the user that runs Carteiro write there, make room on the disk, or name another folder in CARTEIRO_RELAY."
        return Finding(PART, folder, False, f"cannot be written: {error.strerror}", "unwritable", mend)
    mend = "Set CARTEIRO_RELAY to the SMTP server that sends mail for you."
    return Finding(PART, folder, True, "writable; letters are put there, and nobody is sent one", "maildir", mend)


def _smtp(server: Server, settings: Settings) -> Finding:
    called = f"{server.host}:{server.port}"
    try:
        says = _enter(server, settings.address.rpartition("@")[2])
    except (smtplib.SMTPException, OSError, NoToken) as error:
        why = _why(error)
        says = f"no answer within {SECONDS:.0f} s" if why == "silent" else _said(error)
        return Finding(PART, called, False, says, why, MENDS[why])
    return Finding(PART, called, True, says)


def _enter(server: Server, greeting: str) -> str:
    """Up to where MAIL could be said. Raises smtplib.SMTPException, OSError, NoToken."""
    context = None if server.tls == "none" else ssl.create_default_context()
    client = (
        smtplib.SMTP_SSL(server.host, server.port, greeting, timeout=SECONDS, context=context)
        if server.tls == "implicit"
        else smtplib.SMTP(server.host, server.port, greeting, timeout=SECONDS)
    )
    with closing(client):
        if server.tls == "starttls":
            client.starttls(context=context)
        client.ehlo_or_helo_if_needed()
        log_in(client, server)
        client.quit()
    how = "in clear" if server.tls == "none" else "over TLS"
    return f"answers {how}" + (f" and lets {server.user} in" if server.user else "")


def _why(error: Exception) -> str:
    if isinstance(error, NoToken):
        return "token"
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return "login"
    if isinstance(error, (ssl.SSLError, smtplib.SMTPNotSupportedError)):
        return "tls"
    if isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError):  # smtplib covers it with another
        return "silent"
    if isinstance(error, smtplib.SMTPResponseException):
        return "answer"
    return "unreachable"


def _said(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error.decode("utf-8", "replace") if isinstance(error.smtp_error, bytes) else error.smtp_error
        return f"answers {error.smtp_code} {shortened(one_line(said), LONGEST)}"
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not believed: {error.verify_message}"
    words = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return shortened(one_line(words), LONGEST) or type(error).__name__
