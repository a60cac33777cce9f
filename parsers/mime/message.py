"""What is this mail made of? Its header fields, and its leaves with their content decoded: any bytes, within a budget.

Split by hand, not by the stdlib: `email.policy.default` takes ten times as long and has holes, and compat32 recurses without a bound.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from parsers.mime import containers, fields, header, leaves
from parsers.mime.address import recipients

_ENVELOPES = (b"From ", b">From ")
_WITHIN = 4096  # bytes in which a mail shows its line ends


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

    @property
    def charset(self) -> str:
        """The charset in which raw 8-bit fields may be: that of the mail, else of its first text."""
        own = self.parameters.get("charset", "")
        return own or next((part.charset for part in self.parts if part.type.startswith("text/")), "")

    def header(self, name: str) -> str:
        """The first field of that name decoded to one line without control characters, '' when missing."""
        raw = self.fields.get(name.lower())
        return self._decoded(raw[0]) if raw else ""

    def headers(self, name: str) -> tuple[str, ...]:
        """Every field of that name, decoded, in order."""
        return tuple(map(self._decoded, self.fields.get(name.lower(), ())))

    def _decoded(self, raw: bytes) -> str:
        return header.decode(raw, "" if raw.isascii() else self.charset)

    def addresses(self, *names: str) -> tuple[str, ...]:
        """The addresses of these fields (`to`, `cc`) in lower case, each once."""
        found = (address for name in names for raw in self.fields.get(name.lower(), ()) for address in recipients(_bare(raw)))
        return tuple(dict.fromkeys(found))


def _bare(raw: bytes) -> str:
    """A line of addresses; some programs encode all of it."""
    value = header.unfold(raw)
    return header.words(value) if "@" not in value else value


def parse(raw: bytes) -> Mail:
    """Take a mail apart. Never raises; one beyond the budget has the headers read so far, no parts, and a defect word.

    Defects: `headers` `parts` `depth` (budgets), `separator` (no blank line after the header), `stray` (a line above or amid the
    header that is no field), `duplicate` (a field twice that stands once; the first counts), `lines` (line ends or an encoding of the whole
    that no mail has), `boundary`, `base64`, `encoding` (parts that are not what they say); those of
    `containers.opened`.
    """
    plain = _plain(raw)
    start = fields.above(plain)
    top, body_at, trouble = fields.read(plain, start, len(plain))
    odd = start > 0 and not plain.startswith(_ENVELOPES)
    defects = [word for word in ("lines" if plain is not raw else "", "stray" if odd else "", trouble) if word]
    if any(len(top.get(name, ())) > 1 for name in fields.ONCE):
        defects.append("duplicate")
    parts: tuple[leaves.Part, ...] = ()
    if trouble != "headers":
        parts, broken = leaves.read(plain, body_at, top)
        parts, closed = containers.opened(parts, _inside)
        defects += [*broken, *closed]
    media_type, parameters = leaves.content_type(top, "text/plain")
    return Mail(top, media_type, parameters, parts, body_at if len(plain) == len(raw) else 0, tuple(dict.fromkeys(defects)))


def _plain(raw: bytes) -> bytes:
    """The mail with the line ends of mail: a file saved as UTF-16, with CR alone (old Macs) or CR CR LF (a copy as text) has others."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace").encode("utf-8", "replace")
    first = raw.find(b"\n", 0, _WITHIN)
    if first < 0 and b"\r" in raw[:_WITHIN] and b"\n" not in raw:
        return raw.replace(b"\r", b"\n")
    if first > 1 and raw[first - 2 : first] == b"\r\r":
        return raw.replace(b"\r\r\n", b"\r\n")
    return raw


def _inside(entity: bytes) -> tuple[tuple[leaves.Part, ...], list[str]]:
    """The leaves of a MIME entity that stood in a container."""
    top, body_at, trouble = fields.read(entity, 0, len(entity))
    return ((), ["headers"]) if trouble == "headers" else leaves.read(entity, body_at, top)
