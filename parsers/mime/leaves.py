"""Which leaves does a mail have? Every part with its content decoded, in document order, within a budget of parts and depth."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from parsers.mime import content, fields, filename, header, multipart, transfer

_PARTS = 500
_DEPTH = 30
_DELIMITERS = 5000
_BLANK = 4  # bytes of a body that is none

Fields = Mapping[str, tuple[bytes, ...]]


@dataclass(frozen=True, slots=True)
class Part:
    """One leaf of the MIME tree. A forwarded message (message/rfc822) is a leaf: a file, whose words are not the sender's.

    index: place among the leaves; parameters: of Content-Type; filename: safe to show, '' when the mail gives none;
    content: decoded from its transfer encoding; alternative: number of the outermost multipart/alternative around it, 0 for none;
    opened: a container whose content follows as leaves of their own (containers.py).
    """

    index: int
    type: str
    parameters: Mapping[str, str]
    disposition: str
    filename: str
    original_filename: str
    content_id: str
    content: bytes
    alternative: int
    opened: bool = False

    @property
    def charset(self) -> str:
        """The declared charset, '' when there is none."""
        return self.parameters.get("charset", "")


class _OverBudgetError(Exception):
    """A mail that would cost too much to take apart; the argument is its defect word."""


class _Around(NamedTuple):
    """What the multiparts around an entity say of it: depth, default type, alternative, boundary; charset and encoding for parts without.

    RFC 2045, 6.4 forbids another encoding of a multipart than 7bit, 8bit and binary; programs write it.
    """

    depth: int = 0
    default: str = "text/plain"
    alternative: int = 0
    boundary: bytes = b""
    charset: str = ""
    encoding: str = "7bit"


def read(raw: bytes, body_at: int, entity: Fields) -> tuple[tuple[Part, ...], list[str]]:
    """(leaves, defect words) of the mail whose header fields are given and whose body begins there; no leaves beyond the budget."""
    splitter = _Splitter()
    try:
        splitter.walk(raw, body_at, len(raw), entity, _Around())
    except _OverBudgetError as over:
        return (), [str(over)]
    return tuple(splitter.parts), splitter.defects


def content_type(entity: Fields, default: str) -> tuple[str, dict[str, str]]:
    """(media type, parameters) of a mail or part with these header fields."""
    if "content-type" not in entity:
        return default, {}
    media_type, parameters = header.typed(entity["content-type"][0])
    return media_type or default, dict(parameters)


class _Splitter:
    """Collects the leaves of one mail, and counts what it costs."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.defects: list[str] = []
        self.entities = 0
        self.delimiters = 0
        self.alternatives = 0

    def walk(self, raw: bytes, start: int, end: int, entity: Fields, around: _Around) -> None:
        """Walk the entity whose body stands in raw[start:end]; the outer boundary wins over the inner (RFC 2046, 5.1.2)."""
        self.entities += 1
        if self.entities > _PARTS:
            raise _OverBudgetError("parts")
        if around.depth > _DEPTH:
            raise _OverBudgetError("depth")
        media_type, parameters = content_type(entity, around.default)
        if not around.depth and "content-type" not in entity:
            media_type, shown = multipart.untold(raw, start, end)
            parameters = {"boundary": shown} if shown else {}
            self.defects += ["boundary"] * bool(shown)
        if not media_type.startswith("multipart/"):
            self._leaf(raw[start:end], media_type, parameters, entity, around)
            return
        alternative = around.alternative
        if media_type == "multipart/alternative" and not alternative:
            self.alternatives = alternative = self.alternatives + 1
        boundary = parameters.get("boundary", "").rstrip().encode("utf-8", "replace")
        within = _Around(
            around.depth + 1,
            "message/rfc822" if media_type == "multipart/digest" else "text/plain",
            alternative,
            boundary,
            parameters.get("charset", around.charset),
            content.encoding(entity),
        )
        if not self._parts(raw, start, end, within):
            self._lost(raw, start, end, entity, within)

    def _parts(self, raw: bytes, start: int, end: int, within: _Around) -> bool:
        """Walk the parts between the boundaries; false when there are none."""
        found, closed, nested = False, False, within
        words = len(self.parts)
        for begin, stop, closing in multipart.bodies(raw, start, end, within.boundary):
            self.delimiters += 1
            if self.delimiters > _DELIMITERS:
                raise _OverBudgetError("parts")
            if begin < 0:
                closed, nested = closed or closing, within
                continue
            if closed:
                self.defects.append("boundary")
            part_fields, body_at, defect = fields.read(raw, begin, stop)
            if defect == "headers":
                raise _OverBudgetError("headers")
            found = True
            if stop - body_at <= _BLANK and (inner := self._shares(part_fields, within)):
                nested = inner
            else:
                self.walk(raw, body_at, stop, part_fields, nested)
            if closing:
                closed, nested = nested is within, within
        if found and not any(part.type.startswith("text/") and not part.content.isspace() and part.content for part in self.parts[words:]):
            self._preamble(raw, start, end, within)
        return found

    def _shares(self, entity: Fields, within: _Around) -> _Around | None:
        """A multipart with the boundary of the one around it: what follows up to the next closing delimiter stands in it."""
        media_type, parameters = content_type(entity, "")
        if not media_type.startswith("multipart/") or parameters.get("boundary", "").rstrip().encode("utf-8", "replace") != within.boundary:
            return None
        self.defects.append("boundary")
        if media_type == "multipart/alternative" and not within.alternative:
            self.alternatives += 1
            return within._replace(alternative=self.alternatives)
        return within

    def _preamble(self, raw: bytes, start: int, end: int, within: _Around) -> None:
        """Words before the first part, where no part has any: somebody's program put the letter there."""
        if words := multipart.around(raw, start, end, within.boundary):
            self._leaf(words, "text/plain", {}, {}, within._replace(encoding="7bit"))

    def _lost(self, raw: bytes, start: int, end: int, entity: Fields, within: _Around) -> None:
        """A multipart without its boundary: encoded as a whole, or under another boundary, or no multipart at all."""
        self.defects.append("boundary")
        if within.encoding in {"base64", "quoted-printable"}:
            decoded, _ = transfer.decode(raw[start:end], within.encoding, is_text=True)
            if self._parts(decoded, 0, len(decoded), within._replace(encoding="7bit")):
                return
        guessed = multipart.guess(raw, start, end)
        if guessed and self._parts(raw, start, end, within._replace(boundary=guessed)):
            return
        kept = {name: values for name, values in entity.items() if name == "content-transfer-encoding"}
        self._leaf(raw[start:end], "text/html" if multipart.is_page(raw, start, end) else "text/plain", {}, kept, within)

    def _leaf(self, body: bytes, media_type: str, parameters: dict[str, str], entity: Fields, around: _Around) -> None:
        held = content.read(body, media_type, parameters, entity, around.encoding)
        if held.defect:
            self.defects.append(held.defect)
        if around.charset and media_type.startswith("text/") and "charset" not in parameters:
            parameters = {**parameters, "charset": around.charset}
        self._add(
            media_type, parameters, held.disposition, held.name, held.content_id, decoded=held.decoded, alternative=around.alternative
        )
        for name, decoded in held.files:
            self._add("application/octet-stream", {}, "attachment", name, "", decoded=decoded, alternative=around.alternative)

    def _add(self, media_type: str, parameters: Mapping[str, str], *said: str, decoded: bytes, alternative: int) -> None:
        index = len(self.parts)
        kind, original, content_id = said
        shown = filename.clean(original, index, media_type) if original else ""
        self.parts.append(Part(index, media_type, parameters, kind, shown, original, content_id, decoded, alternative))
