"""Which leaves does a mail have? Every part with its content decoded, in document order, within a budget of parts and depth."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from parsers.mime import fields, filename, header, transfer

_DELIMITER_END = re.compile(rb"(--)?[ \t]*+\r?(?:\n|\Z)")
_PARTS = 500
_DEPTH = 30
_DELIMITERS = 5000


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


def read(raw: bytes, body_at: int, entity: Mapping[str, tuple[bytes, ...]]) -> tuple[tuple[Part, ...], list[str]]:
    """(leaves, defect words) of the mail whose header fields are given and whose body begins there; no leaves beyond the budget."""
    splitter = _Splitter()
    try:
        splitter.walk(raw, body_at, len(raw), entity)
    except _OverBudgetError as over:
        return (), [str(over)]
    return tuple(splitter.parts), splitter.defects


def content_type(entity: Mapping[str, tuple[bytes, ...]], default: str) -> tuple[str, dict[str, str]]:
    """(media type, parameters) of a mail or part with these header fields."""
    value = header.unfold(entity.get("content-type", (b"",))[0])
    return header.content_type(value, default), header.parameters(value)


class _Splitter:
    """Collects the leaves of one mail, and counts what it costs."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.defects: list[str] = []
        self.entities = 0
        self.delimiters = 0
        self.alternatives = 0

    def walk(
        self,
        raw: bytes,
        start: int,
        end: int,
        entity: Mapping[str, tuple[bytes, ...]],
        *,
        depth: int = 0,
        default: str = "text/plain",
        alternative: int = 0,
    ) -> None:
        """Walk the entity whose body stands in raw[start:end]; the outer boundary wins over the inner (RFC 2046, 5.1.2)."""
        self.entities += 1
        if self.entities > _PARTS:
            raise _OverBudgetError("parts")
        if depth > _DEPTH:
            raise _OverBudgetError("depth")
        media_type, parameters = content_type(entity, default)
        if not media_type.startswith("multipart/"):
            self._leaf(raw[start:end], media_type, parameters, entity, alternative)
            return
        if media_type == "multipart/alternative" and not alternative:
            self.alternatives += 1
            alternative = self.alternatives
        inner = "message/rfc822" if media_type == "multipart/digest" else "text/plain"
        found = False
        for begin, stop in self._bodies(raw, start, end, parameters.get("boundary", "").rstrip().encode()):
            found = True
            part_fields, body_at, defect = fields.read(raw, begin, stop)
            if defect == "headers":
                raise _OverBudgetError("headers")
            self.walk(raw, body_at, stop, part_fields, depth=depth + 1, default=inner, alternative=alternative)
        if not found:
            self.defects.append("boundary")
            self._leaf(raw[start:end], "text/plain", {}, {}, alternative)

    def _bodies(self, raw: bytes, start: int, end: int, boundary: bytes) -> Iterator[tuple[int, int]]:
        """Where each body part begins and ends; a missing last delimiter is forgiven."""
        mark, opened, at = b"--" + boundary, -1, start
        while boundary and (at := raw.find(mark, at, end)) >= 0:
            self.delimiters += 1
            if self.delimiters > _DELIMITERS:
                raise _OverBudgetError("parts")
            tail = _DELIMITER_END.match(raw, at + len(mark), end)
            if tail is None or (at > start and raw[at - 1 : at] != b"\n"):
                at += len(mark)
                continue
            if opened >= 0:
                yield opened, _before_line_end(raw, opened, at)
            if tail[1]:
                return
            opened = at = tail.end()
        if opened >= 0:
            yield opened, end

    def _leaf(
        self, body: bytes, media_type: str, parameters: dict[str, str], entity: Mapping[str, tuple[bytes, ...]], alternative: int
    ) -> None:
        encoding = header.unfold(entity.get("content-transfer-encoding", (b"",))[0]).lower()
        content, defect = transfer.decode(body, encoding, is_text=media_type.startswith("text/"))
        if defect:
            self.defects.append(defect)
        disposition = header.unfold(entity.get("content-disposition", (b"",))[0])
        original = header.words(header.parameters(disposition).get("filename", "") or parameters.get("name", ""))
        part = Part(
            index=len(self.parts),
            type=media_type,
            parameters=parameters,
            disposition=disposition.partition(";")[0].strip().lower(),
            filename="",
            original_filename=original,
            content_id=header.unfold(entity.get("content-id", (b"",))[0]).strip("<> "),
            content=content,
            alternative=alternative,
        )
        self.parts.append(replace(part, filename=filename.clean(original, part.index, media_type)) if original else part)


def _before_line_end(raw: bytes, start: int, at: int) -> int:
    """The line end before a delimiter belongs to the delimiter (RFC 2046, 5.1.1)."""
    if at > start and raw[at - 1 : at] == b"\n":
        at -= 1
        if at > start and raw[at - 1 : at] == b"\r":
            at -= 1
    return at
