"""May this signature count at all? What a DKIM-Signature says (RFC 6376 section 3.5), and what we refuse before anyone is asked.

A valid signature shows that a domain once signed this mail, not that what we read is what was signed: fields may have been added
above (section 8.15) or text below (`l=`, section 8.2). So every field that the gateway reads must be covered as often as it stands there.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dkim.util import InvalidTagValueList, parse_tag_value

from gateway.people.aligned import domains
from gateway.people.aligned.body import Body

_LONGEST = 8_000
_MOST_COVERED = 200
_SELECTOR = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]{0,118}[a-z0-9_])?")
# Long blanks make dkimpy's expression for b= quadratic; no signer writes them.
_LONG_BLANK = re.compile(rb"\s{80}")
_CANONICAL = {"simple", "relaxed", "simple/simple", "simple/relaxed", "relaxed/simple", "relaxed/relaxed"}
COVERED = ("from", "subject", "date", "message-id", "in-reply-to", "references")
"""What must be signed as often as it stands in the header: all that says who writes, when, about what, and in which conversation."""
ONCE = ("to", "cc", "reply-to", "mime-version")
"""What large providers leave unsigned, and what decides nothing by itself: one may stand there unsigned, never a second."""
_PLAIN_TEXT = re.compile(
    r"text/plain\s*(?:;\s*(?:charset=\"?(?:utf-8|us-ascii|iso-8859-1|windows-1252)\"?|format=flowed|delsp=\w+)\s*)*;?\s*", re.IGNORECASE
)
_MULTIPART = re.compile(
    r"multipart/(?:mixed|alternative|related)\s*;(?:.*;)?\s*boundary=(?:\"([^\"\s]{1,70})\"|([^\";\s]{1,70}))\s*(?:;.*)?",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Signature:
    """One DKIM-Signature. at: which of the mail, from 0; domain, selector: ready for a question; tags: as they stand there."""

    at: int
    domain: str
    selector: str
    tags: Mapping[str, str]

    @property
    def relaxed_body(self) -> bool:
        """By which form the body was hashed."""
        return self.tags.get("c", "").partition("/")[2] == "relaxed"


def read(at: int, value: bytes) -> Signature:
    """Reads the value of the field; what cannot be read has no domain, and counts for nobody."""
    if len(value) > _LONGEST or _LONG_BLANK.search(value):
        return Signature(at, "", "", {})
    try:
        tags = {name.decode("ascii"): text.decode("ascii") for name, text in parse_tag_value(value).items()}
    except (InvalidTagValueList, UnicodeDecodeError):
        return Signature(at, "", "", {})
    selector = tags.get("s", "").lower()
    return Signature(at, domains.ascii_name(tags.get("d", "")), selector if _SELECTOR.fullmatch(selector) else "", tags)


def refused(signature: Signature, fields: Mapping[str, Sequence[bytes]], body: Body, now: float) -> tuple[str, str]:
    """(verdict, reason) why it cannot count; ('unchecked', '') when it may. now: seconds of the epoch, for `x=`."""
    if reason := _unfit(signature, now) or _uncovered(signature.tags.get("h", ""), fields, body):
        return "permerror", reason
    if re.sub(r"\s", "", signature.tags.get("bh", "")) != body.digest(signature.relaxed_body):
        return "fail", "body-altered"
    return "unchecked", ""


def _unfit(signature: Signature, now: float) -> str:
    tags = signature.tags
    if not signature.selector or tags.get("v") != "1" or tags.get("c", "simple") not in _CANONICAL:
        return "malformed"
    if tags.get("a") != "rsa-sha256":  # RFC 8301: SHA-1 proves nothing; who signs with Ed25519 signs with RSA too
        return "algorithm"
    if "l" in tags:
        return "length"
    expires = tags.get("x", "")
    if "x" in tags and (not re.fullmatch(r"[0-9]{1,12}", expires) or int(expires) < now):
        return "expired"
    return ""


def _uncovered(covered: str, fields: Mapping[str, Sequence[bytes]], body: Body) -> str:
    names = [name.strip().lower() for name in covered.split(":", _MOST_COVERED)]
    if len(names) > _MOST_COVERED:
        return "malformed"
    # RFC 6376 section 5.4: From must be signed, whatever else is.
    open_ = [name for name in COVERED if names.count(name) < len(fields.get(name, ()))]
    open_ += [name for name in ONCE if max(1, names.count(name)) < len(fields.get(name, ()))]
    types = fields.get("content-type", ())
    if names.count("content-type") < len(types) and not (len(types) == 1 and _as_it_looks(types[0], body)):
        open_.append("content-type")
    codings = fields.get("content-transfer-encoding", ())
    if names.count("content-transfer-encoding") < len(codings) and [c.strip().lower() for c in codings] not in ([b"7bit"], [b"8bit"]):
        open_.append("content-transfer-encoding")
    if "from" not in names:
        return "unsigned-from"
    return f"unsigned-{open_[0]}" if open_ else ""


def _as_it_looks(value: bytes, body: Body) -> bool:
    """Whether an unsigned Content-Type reads the signed body in the one way it looks: plain text, or parts whose boundary opens it.

    With another type, or another boundary, words that stand in a quotation might be read as the mail's own.
    """
    text = " ".join(value.decode("latin-1").split())
    parts = _MULTIPART.fullmatch(text)
    if parts:
        return body.opens_with(f"--{parts[1] or parts[2]}".encode("latin-1"))
    return _PLAIN_TEXT.fullmatch(text) is not None
