"""In which two ways can a letter fail to leave?"""

IMPOSSIBLE_ADDRESS = 553  # RFC 5321 section 4.2.3: mailbox name not allowed


class Permanent(Exception):
    """This letter to this recipient will never go: a 5xx answer or an impossible address. code is the SMTP code."""

    def __init__(self, code: int, text: str) -> None:
        super().__init__(f"{code} {text}")
        self.code, self.text = code, text


class Temporary(Exception):
    """Not now: a 4xx answer, trouble with the connection or the disk, or a fault of our own settings."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class Uncertain(Temporary):
    """The whole letter was handed over, and no answer came: it may arrive twice, with one Message-ID (RFC 5321, 4.5.3.2.6 and 6.1)."""


class Unfit(Temporary):
    """The relay cannot be entered as the settings want it: no STARTTLS, no valid certificate, no login, or our sender is refused.

    Nothing went out in clear; an operator must mend it.
    """
