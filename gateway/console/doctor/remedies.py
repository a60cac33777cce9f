"""What does an operator do about a mailbox that cannot be read?"""

from gateway.console.doctor.certificate import disbelieved
from gateway.doors.imap import trouble
from gateway.doors.imap.trouble import Trouble
from gateway.doors.imap.url import Box

MENDS = {
    trouble.UNREACHABLE: "See that the server runs, that host and port are right, and that the firewall lets us through.",
    trouble.TLS: "Renew the server's certificate, name the host as the certificate does, or name its authority with ?ca=FILE.",
    trouble.LOGIN: "Look at the user and at password_file. Where password login is ended use token_command (docs/mailboxes.md).",
    trouble.TOKEN: "Is the grant revoked or over, IMAP switched off, or the token somebody else's? Look at the user in the URL, too.",
    trouble.FOLDER: "Name the folder as the server does after the / of the mailbox's URL, or make it there.",
    trouble.READ_ONLY: "Let this user change the folder and make others beside it.",
    trouble.BUSY: "See how many programs use this mailbox and whether it is full; often it passes by itself.",
    trouble.SILENT: "Look at the server's load, and at a firewall that lets nothing back.",
    trouble.ANSWER: "Show its answer to whoever runs the server.",
}

# What Trouble says -> what to do. The first that fits.
SAID = (
    # Exchange Online answers so to every command after a login that it took, when the login may not open this mailbox.
    (
        "authenticated but not connected",
        "Let the application (or user) open this mailbox: IMAP switched on, FullAccess given, the URL's user right (docs/mailboxes.md).",
    ),
    ("password file", "Let the user that runs Carteiro read the file named by password_file, and see that it holds the password."),
    ("holds no certificates", "Let the user that runs Carteiro read the file named by ca, and see that it holds certificates (PEM)."),
    ("no XOAUTH2", "Switch IMAP and OAuth on at the provider; a server that knows passwords only wants password_file, not token_command."),
    (
        "the token command",
        "Look at the command's file and its mode; run it by hand as Carteiro's user: it must print a token alone and end with exit code 0.",
    ),
    ("offers no STARTTLS", "Use imaps:// (port 993): this server encrypts nothing that begins in clear."),
)
# What OpenSSL makes of an answer in clear, by its version and by what is said.
_IN_CLEAR = (
    "WRONG_VERSION_NUMBER",
    "RECORD_LAYER_FAILURE",
    "PACKET_LENGTH_TOO_LONG",
    "UNKNOWN_PROTOCOL",
    "HTTP_REQUEST",
    "UNEXPECTED_MESSAGE",
)
NO_TLS = "This port does not begin with TLS: use port 993, or imap://…?starttls for this one."
PERHAPS_TLS = "Perhaps this port wants TLS from the first byte: then say imaps://. Else look"


def mended(error: Trouble, box: Box) -> str:
    """What an operator does about it."""
    said = str(error)
    for words, mend in SAID:
        if words in said:
            return mend
    if error.why == trouble.TLS and box.tls == "implicit" and any(reason in said for reason in _IN_CLEAR):
        return NO_TLS
    if error.why == trouble.TLS and "certificate" in said and "holds no" not in said:
        return disbelieved(said, "CARTEIRO_MAILBOXES")
    if error.why == trouble.SILENT and box.tls != "implicit":
        return MENDS[error.why].replace("Look", PERHAPS_TLS, 1)
    return MENDS[error.why]
