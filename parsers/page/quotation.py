"""Which elements of a page hold another mail, and which a signature? By the names that mail programs give them, else by their looks."""

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum, auto


class Role(Enum):
    """What an element is in a mail.

    CITE: another mail, for sure. SOFT: it looks like one, and is if the mail answers one. PLAIN: a mere `blockquote`, and EDGE: an
    indented or edged block: another mail where an attribution goes before. ENVELOPE: another mail with its attribution, where answers
    may stand between `blockquote`s. HELD: another mail whole. ATTRIBUTION: `Em ..., Fulano escreveu:`. REST: from here on all is another
    mail. RULE: the line above which Outlook writes; it is REST where header lines follow. BULLET: Word's bullet or number.
    """

    CITE = auto()
    SOFT = auto()
    PLAIN = auto()
    EDGE = auto()
    ENVELOPE = auto()
    HELD = auto()
    ATTRIBUTION = auto()
    REST = auto()
    RULE = auto()
    SIGNATURE = auto()
    BULLET = auto()


# Gmail, Yahoo, Outlook on the web, Hotmail and Roundcube put something before the names of a page that they quote.
_PREFIX = re.compile(r"(?:x_)++|m_-?[0-9]++_?|ydp[0-9a-f]++|yiv[0-9]++|ecx(?=[a-z])|v1(?=[a-z])")
_NUMBER = re.compile(r"[_-]?[0-9]++\Z")
_ROLES: dict[str, Role] = {
    **dict.fromkeys(
        # Outlook on the web and mobile, Outlook 2003, Exchange 2010 (`divRpF123`), Hotmail, Zimbra, Nine, BlackBerry
        (
            *("appendonsend", "divrplyfwdmsg", "divrpf", "mail-editor-reference-message-container", "outlookmessageheader"),
            *("ms-outlook-mobile-reference-message", "zwchr", "__divider__", "__headers__", "__quoted_text__"),
            *("stopspelling", "quoted_header", "_origmsg_"),
        ),
        Role.REST,
    ),
    **dict.fromkeys(("gmail_attr", "moz-cite-prefix", "reply-intro", "yahoo-quoted-begin", "airmail_on", "replyheader"), Role.ATTRIBUTION),
    **dict.fromkeys(
        (
            *("gmail_quote", "gmail_quote_container", "protonmail_quote", "zmail_extra", "missive_quote", "freshdesk_quote"),
            *("messagereplysection", "front-quote", "hs_reply"),
        ),
        Role.ENVELOPE,
    ),
    **dict.fromkeys(
        (
            *("yahoo_quoted", "yahoo-quoted", "moz-forward-container", "olk_src_body_section", "mac_olk_src_body_section"),
            *("mac_outlook_attribution_blockquote", "isreplycontent", "tutanota_quote", "fairemail_quote", "fairemail:reference"),
            *("mail_quoted", "mail-quote-collapse", "name:quote", "quoted-content", "aolmail_quoted"),
            *("canaryblockquote", "edo-original", "__pbconvbody", "ntes-pcmail-quote", "origbody", "forwardbody"),
        ),
        Role.HELD,
    ),
    **dict.fromkeys(
        (
            *("gmail_signature", "moz-signature", "ms-outlook-mobile-signature", "applemailsignature", "__sig_pre__", "__sig_post__"),
            *("protonmail_signature_block", "signature", "composer_signature", "fairemail_signature", "fairemail:signature"),
            *("messagesignaturesection", "edo-signature", "mailbird-signature", "tutanota_signature", "zmail_signature"),
            *("bloop_sign", "canarysig", "io-ox-signature"),
        ),
        Role.SIGNATURE,
    ),
}
_CITES = frozenset(
    (
        *("iosymail", "spark_quote", "history_container", "front-blockquote", "protonmail_quote", "tutanota_quote"),
        *("freshdesk_quote", "fairemail_quote", "isreplycontent", "mac_outlook_attribution_blockquote", "missive_quote", "yahoo-quoted"),
    )
)
_INDENTS = frozenset({"webkit-indent-blockquote"})
_BOXES = frozenset({"div", "p", "section", "span", "article"})
_NO_EDGE = ("none", "0", "initial", "inherit", "hidden", "medium none", "unset")
_NONE_GIVEN: frozenset[str] = frozenset()


def role(tag: str, given: Mapping[str, str], said: Mapping[str, str]) -> Role | None:
    """What the element is in a mail. given: its attributes; said: the declarations of its `style`."""
    names = _names(given)
    if tag == "blockquote":
        return _of_blockquote(given, said, names)
    for name in names:
        if (found := _ROLES.get(name)) is not None:
            return found
    if said.get("mso-list") == "ignore":
        return Role.BULLET
    if _is_rule(tag, given, said):
        return Role.RULE
    if (tag in _BOXES and _edged(said)) or (tag in {"div", "table", "p"} and _indented(said)):
        return Role.EDGE
    return None


def _names(given: Mapping[str, str]) -> Iterable[str]:
    if given.keys().isdisjoint(("class", "id", "name", "data-marker", "fairemail")):
        return _NONE_GIVEN
    words = [*given.get("class", "").lower().split()[:20]]
    words += (given.get(key, "").lower() for key in ("id", "data-marker"))
    if "name" in given:
        words += (given["name"].lower(), f"name:{given['name'].lower()}")
    if "fairemail" in given:
        words.append(f"fairemail:{given['fairemail'].lower()}")
    return [_NUMBER.sub("", _PREFIX.sub("", word, count=1)) if word[:1] in "xmyve" or word[-1:].isdigit() else word for word in words]


def _of_blockquote(given: Mapping[str, str], said: Mapping[str, str], names: Iterable[str]) -> Role | None:
    if given.get("type", "").lower() == "cite" or not _CITES.isdisjoint(names) or given.get("cite", "").lower().startswith("mid:"):
        return Role.CITE
    if not _INDENTS.isdisjoint(names):
        return None
    return Role.SOFT if "gmail_quote" in names or _edged(said) else Role.PLAIN


def _edged(said: Mapping[str, str]) -> bool:
    return any(name.startswith("border-left") and value and not value.startswith(_NO_EDGE) for name, value in said.items())


def _indented(said: Mapping[str, str]) -> bool:
    margin = said.get("margin", "").split()
    left = said.get("margin-left") or said.get("padding-left") or (margin[3] if margin[3:] else "")
    return left[:1] in "123456789" if left else False


def _is_rule(tag: str, given: Mapping[str, str], said: Mapping[str, str]) -> bool:
    if tag == "hr":
        return given.get("tabindex") == "-1"
    if tag == "a":
        return given.get("name", "").lower() == "_mailoriginal"
    top = said.get("border-top") or said.get("border-color", "")
    return bool(top) and not top.startswith(_NO_EDGE) and said.get("padding", "").startswith("3")


_WROTE = re.compile(
    r"\b(?:escreveu|escreveram|wrote|writes|a écrit|ecrit|escribió|escribio|schrieb|ha scritto|scrisse|schreef|skrev|napisał|pisze"
    r"|enviou|respondeu|пишет|написал)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[^\s<>@]@[^\s<>@]")
_DATED = re.compile(r"[0-9]{1,2}(?:[:.h][0-9]{2}|/[0-9]{1,2}/[0-9]{2})|[0-9]{4}-[0-9]{2}")
_LONGEST = 400
_LABEL = re.compile(r"[^\W\d_][^:@|]{0,24}(?::(?: \||\s|\Z)|：)")
_FEWEST = 3
_MOST = 8


def attributes(line: str) -> bool:
    """Whether a line says who wrote what follows, as a mail program says it: with an address or a date beside the verb.

    A person who cites a norm or a screen writes `O edital diz:`, or a date, and names neither.
    """
    line = line.strip()
    if not line.endswith(":") or len(line) > _LONGEST:
        return False
    address, dated = _ADDRESS.search(line) is not None, _DATED.search(line) is not None
    return (address and dated) or ((address or dated) and _WROTE.search(line) is not None)


def is_dated(line: str) -> bool:
    """Whether the line names a day or an hour."""
    return _DATED.search(line) is not None


def heads(lines: Sequence[str]) -> bool:
    """Whether the lines begin with the header of a mail, in whatever language: some labels, and among their values an address or a date."""
    written = [line for line in lines[: 2 * _MOST] if line.strip()][:_MOST]
    if not written or not _LABEL.match(written[0].strip()):
        return False
    labelled = [line for line in written if _LABEL.match(line.strip())]
    return len(labelled) >= _FEWEST and any(_ADDRESS.search(line) or _DATED.search(line) for line in labelled)
