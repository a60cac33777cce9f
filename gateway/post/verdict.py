"""What does a server's answer, or its silence, say of a letter?"""

import smtplib
import ssl

from gateway.accesstoken import NoToken
from gateway.post.cleaning import one_line, shortened
from gateway.post.failures import IMPOSSIBLE_ADDRESS, Permanent, Temporary, Unfit

# 5xx answers that speak of our login or our TLS, not of the letter: an operator mends them, the letter waits (RFC 4954 section 6).
OURS = frozenset({503, 530, 534, 535, 538})
PERMANENT_CODES = range(500, 600)
TOO_BIG = 552
TEXT_LIMIT = 500


def needs_mending(error: Exception) -> bool:
    """Whether trying again will not help by itself: TLS that is missing or not valid, a login that is refused."""
    if isinstance(error, ssl.SSLError):
        return not isinstance(error, (ssl.SSLEOFError, ssl.SSLZeroReturnError, ssl.SSLSyscallError))
    return isinstance(error, (smtplib.SMTPNotSupportedError, NoToken)) or getattr(error, "smtp_code", 0) in OURS


def verdict(error: Exception) -> Permanent | Temporary:
    """What a failed transaction means for its letter."""
    code, text = _answer(error)
    if isinstance(error, smtplib.SMTPSenderRefused) and code != TOO_BIG:
        # The relay does not take our own sender address: an operator mends that, the letter waits.
        return (Unfit if code in PERMANENT_CODES else Temporary)(f"{code} {text}")
    if code in PERMANENT_CODES and code not in OURS:
        return Permanent(code, text)
    return (Unfit if code in OURS else Temporary)(text)


def _answer(error: Exception) -> tuple[int, str]:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, answer = next(iter(error.recipients.values()))
        return code, _printable(answer)
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return IMPOSSIBLE_ADDRESS, "5.6.7 the relay does not carry international addresses (SMTPUTF8)"
    if isinstance(error, (smtplib.SMTPSenderRefused, smtplib.SMTPDataError)):
        return error.smtp_code, _printable(error.smtp_error)
    return 0, said(error)


def said(error: Exception) -> str:
    """What the server said, or what went wrong, in one line."""
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_printable(error.smtp_error)}"
    return shortened(one_line(str(error)), TEXT_LIMIT) or type(error).__name__


def _printable(answer: bytes | str) -> str:
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return shortened(one_line(text), TEXT_LIMIT)
