"""How is one letter handed over? MAIL, RCPT and DATA in one write where the server hears them so (RFC 2920), then the letter in another."""

import re
import smtplib
from contextlib import suppress

TIMEOUT = 20.0  # seconds for one answer
DOT_TIMEOUT = 600.0  # seconds for the answer to a whole mail (RFC 5321, 4.5.3.2.6): who gives up earlier sends it twice
OKAY = frozenset({250})
TAKEN = frozenset({250, 251})  # RFC 5321, 4.3.2
GO_ON = frozenset({354})
OVER = frozenset({421, -1})  # it hangs up, or what it says is no answer
_DOT = re.compile(rb"\n\.")


class Patient(smtplib.SMTP):
    """A client that waits longer for the answer to a letter than for that to a command.

    handed_over: a whole letter left, and its answer has not come.
    """

    handed_over = False

    def hand_over(self, sender: str, recipient: str, letter: bytes) -> None:
        """One letter in a transaction of its own; the addresses are as they go on the wire (addresses.py).

        Raises smtplib.SMTPException: SMTPSenderRefused, SMTPRecipientsRefused and SMTPDataError with the answer, and the next letter
        may follow; the others when the connection is lost.
        """
        self.ehlo_or_helo_if_needed()
        steps = (
            (f"MAIL FROM:<{sender}>{self._options(sender + recipient, letter)}\r\n", OKAY),
            (f"RCPT TO:<{recipient}>\r\n", TAKEN),
            ("DATA\r\n", GO_ON),
        )
        together = self.has_extn("pipelining")
        if together:
            self.send("".join(words for words, _ in steps).encode())
        for number, (words, good) in enumerate(steps):
            if not together:
                self.send(words.encode())
            if good is GO_ON and self.sock:
                self.sock.settimeout(DOT_TIMEOUT)
            code, text = self.getreply()
            if code not in good:
                self._give_up(code, unheard=len(steps) - 1 - number if together else 0)
                raise _refusal(number, code, text, sender, recipient)
        self.send(stuffed(letter))
        self.handed_over = True
        code, text = self.getreply()
        self.handed_over = False
        self._be_quick()
        if code not in OKAY:
            self._give_up(code)
            raise smtplib.SMTPDataError(code, text)

    def _options(self, addresses: str, letter: bytes) -> str:
        """What is said of the letter in advance (RFC 1870, 6531). Raises SMTPNotSupportedError."""
        size = f" SIZE={len(letter)}" if self.has_extn("size") else ""
        if addresses.isascii():
            return size
        if not self.has_extn("smtputf8"):
            raise smtplib.SMTPNotSupportedError("SMTPUTF8 not supported by server")
        return f"{size} SMTPUTF8 BODY=8BITMIME"

    def _be_quick(self) -> None:
        if self.sock:
            self.sock.settimeout(TIMEOUT)

    def _give_up(self, code: int, unheard: int = 0) -> None:
        """Comes back to where the next letter may begin. unheard: answers to what was said behind the command that was refused."""
        self._be_quick()
        if code in OVER:
            self.close()
            return
        with suppress(smtplib.SMTPException):  # whoever sends the next letter learns of it
            if any(self.getreply()[0] in GO_ON for _ in range(unheard)):
                self.close()  # RFC 2920, 3.1: it waits for a letter that has no recipient
            else:
                self.rset()


def _refusal(step: int, code: int, text: bytes, sender: str, recipient: str) -> smtplib.SMTPException:
    """As smtplib tells what a server refused. step: 0 for the sender, 1 for the recipient, 2 for the letter."""
    if step == 0:
        return smtplib.SMTPSenderRefused(code, text, sender)
    return smtplib.SMTPRecipientsRefused({recipient: (code, text)}) if step == 1 else smtplib.SMTPDataError(code, text)


def stuffed(letter: bytes) -> bytes:
    """A letter as SMTP carries it, its end included: a line that begins with a dot gets another (RFC 5321, 4.5.2)."""
    end = b".\r\n" if letter.endswith(b"\r\n") else b"\r\n.\r\n"
    return _DOT.sub(b"\n..", letter.replace(b".", b"..", 1) if letter.startswith(b".") else letter) + end
