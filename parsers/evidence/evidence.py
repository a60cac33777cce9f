"""Which files came with this mail, and which of them can show anything? Each with its SHA-256, to be had back byte for byte."""

from hashlib import sha256

from parsers.evidence import picture
from parsers.mime import filename
from parsers.mime.leaves import Part
from parsers.mime.message import Mail, parse
from parsers.reading import Attachment
from parsers.text import body

_PIXEL = 16  # a side no screen has
_LOGO_AREA = 200 * 200
_UNREADABLE_LOGO = 2048
# Parts that speak to programs: signatures, reports, cards and invitations, the second faces of a text.
_NO_EVIDENCE = frozenset(
    {
        "application/pgp-signature",
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "message/delivery-status",
        "message/disposition-notification",
        "message/feedback-report",
        "text/calendar",
        "text/rfc822-headers",
        "text/vcard",
        "text/x-amp-html",
        "text/x-vcard",
    }
)


def attachments(mail: Mail) -> tuple[Attachment, ...]:
    """Every leaf that is not the mail's text, in order.

    `evidence` is False for an empty file, for parts that speak to programs, for a picture with a side of 16 pixels or less
    (tracking pixels, rules), and for a picture shown in the text of at most 200 x 200 pixels, or of unknown measure and
    at most 2 KiB (signature logos). A picture that was attached, and any larger one pasted into the text, counts.
    """
    return tuple(_attachment(mail, part) for part in mail.parts if not body.is_text(part, mail))


def contents(raw: bytes) -> tuple[bytes, ...]:
    """The decoded bytes of every part, by part number; reads the mail once."""
    return tuple(part.content for part in parse(raw).parts)


def content(raw: bytes, part: int) -> bytes:
    """The bytes of the attachment with this part number, decoded from its transfer encoding. Raises IndexError when there is none."""
    return parse(raw).parts[part].content


def _attachment(mail: Mail, part: Part) -> Attachment:
    inline = _is_inline(mail, part)
    return Attachment(
        part=part.index,
        name=part.filename or filename.clean("", part.index, part.type),
        original_name=part.original_filename,
        type=part.type,
        size=len(part.content),
        sha256=sha256(part.content).hexdigest(),
        inline=inline,
        evidence=_can_show_something(part, inline=inline),
    )


def _is_inline(mail: Mail, part: Part) -> bool:
    """Shown in the text: said so, or named there by its Content-ID. Outlook gives attached files one too."""
    if part.disposition == "inline":
        return True
    if not part.content_id:
        return False
    if part.disposition != "attachment":
        return True
    mark = b"cid:" + part.content_id.encode()
    return any(mark in other.content for other in mail.parts if other.type == "text/html")


def _can_show_something(part: Part, *, inline: bool) -> bool:
    if not part.content or part.type in _NO_EVIDENCE:
        return False
    if not part.type.startswith("image/"):
        return True
    measure = picture.size(part.content)
    if measure is None:
        return not inline or len(part.content) > _UNREADABLE_LOGO
    width, height = measure
    return min(width, height) > _PIXEL and not (inline and width * height <= _LOGO_AREA)
