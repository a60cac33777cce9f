"""What is this mail made of? Its header fields, and its leaves with their content decoded: any bytes, within a budget.

Split by hand, not by the stdlib: `email.policy.default` takes ten times as long and has holes, and compat32 recurses without a bound.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from parsers.mime import containers, fields, header, leaves
from parsers.mime.address import recipients

# The envelope line of an mbox file; not `From :`, which is an author.
_MBOX_LINE = re.compile(rb"From (?![ \t]*+:)")
_ONCE = ("from", "subject", "date", "message-id", "to")


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail taken apart. fields: raw values by lower-case name, in order; body_at: where the body begins in the raw bytes.

    type and parameters: the Content-Type of the whole; defects: words for what was broken or beyond the budget.
    """

    fields: Mapping[str, tuple[bytes, ...]]
    type: str
    parameters: Mapping[str, str]
    parts: tuple[leaves.Part, ...]
    body_at: int
    defects: tuple[str, ...]

    def header(self, name: str) -> str:
        """The first field of that name decoded to one line without control characters, '' when missing."""
        raw = self.fields.get(name.lower())
        return header.decode(raw[0]) if raw else ""

    def headers(self, name: str) -> tuple[str, ...]:
        """Every field of that name, decoded, in order."""
        return tuple(header.decode(raw) for raw in self.fields.get(name.lower(), ()))

    def addresses(self, *names: str) -> tuple[str, ...]:
        """The addresses of these fields (`to`, `cc`) in lower case, each once."""
        found = (address for name in names for raw in self.fields.get(name.lower(), ()) for address in recipients(header.unfold(raw)))
        return tuple(dict.fromkeys(found))


def parse(raw: bytes) -> Mail:
    """Take a mail apart. Never raises; one beyond the budget has the headers read so far, no parts, and a defect word.

    Defects: `headers` `parts` `depth` (budgets), `separator` (no blank line after the header), `duplicate` (a field twice that
    stands once; the first counts), `boundary`, `base64`, `encoding` (parts that are not what they say); those of `containers.opened`.
    """
    start = raw.find(b"\n") + 1 if _MBOX_LINE.match(raw) else 0
    top, body_at, trouble = fields.read(raw, start, len(raw))
    defects = [trouble] if trouble else []
    if any(len(top.get(name, ())) > 1 for name in _ONCE):
        defects.append("duplicate")
    parts: tuple[leaves.Part, ...] = ()
    if trouble != "headers":
        parts, broken = leaves.read(raw, body_at, top)
        parts, closed = containers.opened(parts, _inside)
        defects += [*broken, *closed]
    media_type, parameters = leaves.content_type(top, "text/plain")
    return Mail(top, media_type, parameters, parts, body_at, tuple(dict.fromkeys(defects)))


def _inside(entity: bytes) -> tuple[tuple[leaves.Part, ...], list[str]]:
    """The leaves of a MIME entity that stood in a container."""
    top, body_at, trouble = fields.read(entity, 0, len(entity))
    return ((), ["headers"]) if trouble == "headers" else leaves.read(entity, body_at, top)
