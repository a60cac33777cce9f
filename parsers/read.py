"""What does this mail say? The one call: bytes in, a frozen Reading out, whatever the bytes."""

from dataclasses import replace
from hashlib import sha256

from parsers.evidence import evidence
from parsers.keyword import faces
from parsers.letterhead import origin, subject, thread
from parsers.machine import automatic, bounce
from parsers.mime import blanks
from parsers.mime.message import Mail, parse
from parsers.reading import Known, Reading
from parsers.reply import fused, reply
from parsers.text import body

BUDGET = "budget"  # the defect of a mail that asked for more than it may have, and of which only the header was read
_LONGEST_HEAD = 64 * 1024


def read(raw: bytes, known: Known, envelope_recipients: tuple[str, ...] = (), mail_from: str | None = None) -> Reading:
    """Read a mail. Never raises; the same arguments always give the same Reading.

    envelope_recipients and mail_from: of the SMTP envelope where there was one; mail_from is None when unknown, '' for the null sender.
    """
    return _reading(raw, parse(raw), known, envelope_recipients, mail_from)


def header_only(raw: bytes, known: Known, envelope_recipients: tuple[str, ...] = (), mail_from: str | None = None) -> Reading:
    """What the header alone says of a mail that is set aside whole, with the defect `budget`. Its digest is that of the whole mail."""
    mail = parse(raw[:_LONGEST_HEAD])
    return _reading(raw, replace(mail, parts=(), defects=(*mail.defects, BUDGET)), known, envelope_recipients, mail_from)


def _reading(raw: bytes, mail: Mail, known: Known, envelope_recipients: tuple[str, ...], mail_from: str | None) -> Reading:
    kind = automatic.kind(mail, mail_from)
    by_person = kind == "normal"
    sender, sender_name = origin.read(mail)
    author = sender or origin.author(mail)
    shown = body.best(mail)
    text = fused.apart(shown.words)
    new_text = reply.new_text(text, marked=shown.marked)
    titled = mail.header("subject")
    about = subject.read(titled, known)
    code, unknown_code, title = about.code, about.unknown_code, about.title
    if code is None and unknown_code is None:
        code, unknown_code, rest = subject.code_line(new_text, known)
        title = title or rest
    files = evidence.attachments(mail)
    odd_from = ["from"] * (author != sender)
    defects = tuple(dict.fromkeys((*mail.defects, *odd_from, *shown.defects, *evidence.defects(files))))
    ordered = faces.read(mail, text, new_text, defects) if by_person else None
    message_id, in_reply_to, references = thread.ids(mail)
    to = mail.addresses("to", "cc")
    return Reading(
        kind=kind,
        sender=sender,
        sender_name=sender_name,
        to=to,
        subject=titled,
        title=title,
        code=code,
        unknown_code=unknown_code,
        bare_code=subject.bare_code(new_text, known) if by_person else None,
        number=about.number,
        text=text,
        new_text=new_text,
        commands=ordered.commands if ordered else (),
        subject_command=faces.of_subject(about.rest, text, defects) if by_person else None,
        unclear=ordered.unclear if ordered else "",
        attachments=files,
        message_id=message_id,
        in_reply_to=in_reply_to,
        references=references,
        tokens=thread.tokens(known.address, (*envelope_recipients, *to), in_reply_to, references),
        bounce=bounce.read(mail) if kind == "bounce" else None,
        digest=_digest(raw, mail),
        silenced=automatic.is_silenced(mail),
        author=author,
        defects=defects,
    )


def _digest(raw: bytes, mail: Mail) -> str:
    """Equal for the same mail by two doors: trace headers and line ends differ there, what the author's client wrote does not.

    Blanks do not count, as they do not for a DKIM signature (RFC 6376, 3.4.4): a signed mail with one blank more is still signed, and must
    not be another mail. Without a Message-ID the subject stands in for it, and a mark, so that no written id can be equal to a missing one.
    """
    names = ("message-id", "from", "date")
    values = [" ".join(" ".join(mail.headers(name)).split()) for name in names]
    if not values[0]:
        values = ["no message-id", *values[1:], " ".join(mail.header("subject").split())]
    digest = sha256("\0".join(values).encode("utf-8", "replace") + b"\0\0")
    for piece in blanks.relaxed_pieces(raw, mail.body_at):
        digest.update(piece)
    return digest.hexdigest()
