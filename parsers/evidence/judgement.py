"""Can this file show anything? A judgement, and the one word that says why.

| why | evidence | what it is |
| --- | --- | --- |
| `file` | yes | any file that is none of the following |
| `message` | yes | a mail attached or forwarded as a file |
| `picture` | yes | a picture that was attached |
| `screenshot` | yes | a picture shown in the text, and large enough, or placed, to show something |
| `logo` | no | a small picture in the text, or a larger one below the closing or in a link |
| `repeated` | no | a picture in the text that this sender showed in another conversation before |
| `quoted` | no | a picture in quoted history: it came with the mail that is quoted |
| `pixel` | no | a side of 16 pixels or less: tracking pixels, rules |
| `empty` | no | no bytes at all |
| `signature` | no | cryptographic signatures and public keys |
| `machine` | no | what speaks to programs: reports and what they return, cards, invitations, leftovers of the mail client |
| `external` | no | a file that was not sent: the mail only names it, or a place, which is never visited |
| `container` | no | opened: its contents are listed after it |
| `encrypted` | no | only a key would open it |
| `unreadable` | no | a container that cannot be opened, or a piece of a mail |
| `program` | no | what runs when it is opened |
| `disguised` | no | its bytes are another kind of file than its name or type says, in a way that could hurt who opens it (claim.py) |
"""

import re
from collections.abc import Callable

from parsers.evidence.place import Place
from parsers.mime.leaves import Part

YES = frozenset({"file", "message", "picture", "screenshot"})
_PIXEL = 16  # a side no screen has
_LOGO = 200 * 200
_SIGNED = 500 * 300  # below a closing or in a link: no screen that can be read is smaller
_BANNER = 2.5  # times as wide as high: the strips that offices put below their names
_BANNER_HEIGHT = 300
_PLACED = 100 * 100  # with a closing below it: a cut-out error message
_PLACED_SIDE = 40
_UNREADABLE_LOGO = 2048
_SIGNATURES = frozenset(
    {"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-keys"}
)
_MACHINE = frozenset(
    {
        "application/applefile",
        "application/ics",
        "application/x-mso",
        "message/delivery-status",
        "message/disposition-notification",
        "message/feedback-report",
        "message/global-delivery-status",
        "message/global-headers",
        "message/rfc822-headers",
        "text/calendar",
        "text/directory",
        "text/rfc822-headers",
        "text/vcard",
        "text/x-amp-html",
        "text/x-vcalendar",
        "text/x-vcard",
    }
)
_SIGNED_NAMES = (".p7s", ".asc", ".sig")
_ELSEWHERE = frozenset({"message/external-body", "text/x-moz-deleted"})  # the second: Thunderbird took the file away
_SEALED = frozenset({"application/pgp-encrypted", "application/x-microsoft-rpmsg-message"})
_ENCRYPTED = frozenset({"application/pgp-encrypted", "application/pkcs7-mime"})
_MESSAGES = frozenset({"message/rfc822", "message/global"})
_CONTAINERS = frozenset({"application/ms-tnef", "application/vnd.ms-tnef", "message/partial"})
_SMIME = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
# Outlook's own parts of a page, and the texts that Exchange leaves where it took a part away.
_LEFTOVERS = re.compile(
    r"(?:oledata\.mso|editdata\.mso|themedata\.thmx|colorschememapping\.xml|filelist\.xml|header\.html?)\Z|att\d{5}\.(?:txt|html?|c)\Z"
)
_LEFTOVER_TEXT = 1024
_SCREEN_NAME = re.compile(r"captura|screen|print|tela\b|clipboard|colado|pasted|recorte", re.IGNORECASE)
_LOGO_NAME = re.compile(
    r"logo|assinatura|signature|banner|rodap|footer|icon|facebook|instagram|linkedin|whatsapp|twitter|youtube|\Aoutlook-", re.IGNORECASE
)
_MADE_NAME = re.compile(r"image\d{3}\.(?:png|jpe?g|gif)\Z", re.IGNORECASE)


def why(part: Part, sniffed: str, *, in_report: bool) -> str:
    """The word for a part that is no picture, '' for a picture."""
    word = next((word for word, holds in _RULES if holds(part, sniffed)), "file")
    if word == "message" and in_report:
        return "machine"
    return "" if word == "file" and (part.type.startswith("image/") or sniffed.startswith("image/")) else word


def _is_leftover(part: Part) -> bool:
    name = part.filename.lower()
    return _LEFTOVERS.match(name) is not None and (not name.startswith("att") or len(part.content) <= _LEFTOVER_TEXT)


# The first that holds gives the word.
_RULES: tuple[tuple[str, Callable[[Part, str], bool]], ...] = (
    ("external", lambda part, _: part.type in _ELSEWHERE),
    ("empty", lambda part, _: not part.content),
    ("container", lambda part, _: part.opened and part.type not in _MACHINE),
    (
        "signature",
        lambda part, sniffed: part.type in _SIGNATURES or (sniffed in _SIGNATURES and part.filename.lower().endswith(_SIGNED_NAMES)),
    ),
    ("machine", lambda part, sniffed: part.type in _MACHINE or sniffed in _MACHINE or _is_leftover(part)),
    ("encrypted", lambda part, sniffed: part.type in _SEALED or sniffed in _ENCRYPTED),
    ("unreadable", lambda part, _: part.type in _CONTAINERS or (part.type in _SMIME and part.filename.lower() in {"", "smime.p7m"})),
    ("message", lambda part, _: part.type in _MESSAGES),
)


def of_picture(part: Part, measure: tuple[int, int] | None, place: Place | None, *, inline: bool) -> str:
    """The word for a picture of these sides (None: not told), shown at that place of the page (None: not referred to there)."""
    if measure is not None and min(measure) <= _PIXEL:
        return "pixel"
    if not inline:
        left = measure is not None and measure[0] * measure[1] <= _LOGO and _MADE_NAME.match(part.filename) is not None
        return "logo" if left else "picture"  # a small image001.png that no text shows: a logo of a mail made plain
    if place is not None and place.quoted:
        return "quoted"
    if measure is None:
        return "logo" if len(part.content) <= _UNREADABLE_LOGO else "screenshot"
    return "screenshot" if _shows_something(part.filename, *_shown(measure, place), place) else "logo"


def _shows_something(name: str, width: int, height: int, place: Place | None) -> bool:
    """Small ones where something points to a screen, larger ones unless something points to a signature."""
    area = width * height
    if area <= _LOGO:
        large_enough = area >= _PLACED and min(width, height) >= _PLACED_SIDE
        return large_enough and (_SCREEN_NAME.search(name) is not None or (place is not None and place.above and not place.linked))
    if not _could_sign(width, height) or _SCREEN_NAME.search(name):
        return True
    return _LOGO_NAME.search(name) is None and (place is None or not (place.linked or place.below))


def _shown(measure: tuple[int, int], place: Place | None) -> tuple[int, int]:
    """The sides as the page shows them where that is smaller: logos are drawn for screens of twice the points."""
    width, height = measure
    wide, high = place.sides if place is not None else (0, 0)
    wide, high = wide or high * width // height, high or wide * height // width
    return (wide, high) if 0 < wide * high < width * height else measure


def _could_sign(width: int, height: int) -> bool:
    return width * height <= _SIGNED or (height <= _BANNER_HEIGHT and width >= _BANNER * height)
