"""What does this mail say? One call, frozen values out; every question has a file of its own."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Known:
    """What the reader must know of us to recognise it in a mail.

    address: the one address people write to, e.g. `suporte@carteiro.example`.
    paths: catalogue paths, folded by `subject.fold`, each step one string -> item code (aliases included).
    """

    address: str
    paths: Mapping[tuple[str, ...], int]

    @property
    def codes(self) -> frozenset[int]:
        """The item codes of the catalogue."""
        return frozenset(self.paths.values())


@dataclass(frozen=True, slots=True)
class Attachment:
    """One file in a mail. `part` is the MIME leaf's index in document order; `size` in bytes of the decoded content.

    name is cleaned for display, original_name is what the mail said; type is the claimed media type, sniffed the one that the
    bytes show ('' when they show none); inline means shown in the text (Content-ID or disposition inline). evidence is False
    for signature logos and tracking pixels; why: one word for that judgement, e.g. `file`, `picture`, `logo`, `pixel`, `empty`.
    """

    part: int
    name: str
    original_name: str
    type: str
    size: int
    sha256: str
    inline: bool
    evidence: bool
    sniffed: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Command:
    """A keyword as written in the first line (rules.md, Keywords).

    word: capitals, e.g. APROVAR; argument: rest of the line where the word takes one (a number, an address, a group);
    text: what belongs to it (the reason, the solution).
    """

    word: str
    argument: str
    text: str


@dataclass(frozen=True, slots=True)
class Token:
    """One of our reply tokens found in a mail: `ref` names a ticket (`l61122001`), a kept mail (`m48213`) or a question (`c48213`).

    `mac` proves the recipient.
    """

    ref: str
    round: int
    mac: str


@dataclass(frozen=True, slots=True)
class Bounce:
    """A delivery status (RFC 3464): final recipient, action (`failed`, `delayed`, ...), enhanced status code, the returned Message-ID."""

    recipient: str
    action: str
    status: str
    message_id: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A mail as read. Pure data, picklable; the same bytes always give the same Reading.

    kind: `normal`, `auto` (RFC 3834 and its cousins), `bounce`, `list` or `report` (read receipt, feedback loop).
    sender: the one plain From address, lower case, or '' when the From is not one plain address (then nobody is identified);
    author: the address to show, read leniently from the same line: it never identifies anybody.
    code: item of the catalogue, or None; unknown_code: a well-formed code that the catalogue does not have.
    number: ticket number as `L_20530001`, from the subject, or ''.
    bare_code: the whole new text is one bare number of the catalogue (an answer to our own list), or None.
    tokens: reply tokens from the recipient addresses, then In-Reply-To, then References (newest first).
    commands: from the new text; subject_command: the whole peeled subject is a keyword (counts only when the body is empty
    and the ticket is proven). unclear: why a keyword was not taken, '' when there is nothing to explain.
    digest: SHA-256 hex of Message-ID + From + Date + body without trace headers: the same mail by two doors is equal.
    """

    kind: str
    sender: str
    sender_name: str
    to: tuple[str, ...]
    subject: str
    title: str
    code: int | None
    unknown_code: int | None
    bare_code: int | None
    number: str
    text: str
    new_text: str
    commands: tuple[Command, ...]
    subject_command: Command | None
    unclear: str
    attachments: tuple[Attachment, ...]
    message_id: str
    in_reply_to: str
    references: tuple[str, ...]
    tokens: tuple[Token, ...]
    bounce: Bounce | None
    digest: str
    silenced: bool = False
    author: str = ""
    defects: tuple[str, ...] = field(default=())
