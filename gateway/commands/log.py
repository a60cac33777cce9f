"""How does a line of the log read? One line a record, whatever is in it, and nobody's CPF, address, name or words.

In either form it says of which mail, letter and ticket it tells (gateway/about.py).
"""

import logging
import re
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.exc import OperationalError
from structlog.contextvars import merge_contextvars
from structlog.stdlib import ProcessorFormatter
from structlog.typing import EventDict

from gateway import about
from gateway.commands.shown import as_line, printable, say
from gateway.masking import masked

log = logging.getLogger(__name__)

ADDRESS = re.compile(r"[^\s<>\"'(=]{1,256}@[^\s<>\"')]+")  # no local part is longer (RFC 5321: 64), and no long word costs much
NAMED = re.compile(r"(?:in|out)-\d+|L_\d+")
"""What may stand behind a line: a row, a ticket."""

Thrown = tuple[str, list[str]]
"""The kind of an exception, and its frames, oldest first."""


class OneLine(ProcessorFormatter):
    """A record as one line. Of an exception it tells kind and place, and no word: its text may hold what somebody wrote."""

    def __init__(self) -> None:
        super().__init__(processors=[merge_contextvars, _about, _exception, self._line])

    def _line(self, _logger: object, _method: str, found: EventDict) -> str:
        record: logging.LogRecord = found["_record"]
        said = [f"{self.formatTime(record)} {record.levelname} {record.name}: {found['event']}"]
        for kind, frames in found["exception"]:
            said += [kind, *(f"  {frame}" for frame in frames)]
        line = covered(printable("\n".join([*said, found.get("stack_info") or ""]).rstrip("\n")))
        return " ".join([line, *(f"{name}={value}" for name, value in found["about"].items())])


class JsonLine(ProcessorFormatter):
    """The same as one JSON object."""

    def __init__(self) -> None:
        super().__init__(processors=[merge_contextvars, _about, _exception, self._object])

    def _object(self, _logger: object, _method: str, found: EventDict) -> str:
        record: logging.LogRecord = found["_record"]
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        line: dict[str, Any] = {"time": at, "level": record.levelname.lower(), "logger": record.name, "event": covered(found["event"])}
        line |= found["about"] | {"process": record.process}
        if found["exception"]:
            line["exception"] = [{"kind": covered(kind), "at": frames} for kind, frames in found["exception"]]
        return as_line(line)


FORMS = {"text": OneLine, "json": JsonLine}


def tell(sentence: str, style: str = "") -> None:
    """Says something to whoever started a part of the gateway; where the log is JSON, as a record of it. style: a colour for a warning."""
    if any(isinstance(handler.formatter, JsonLine) for handler in logging.getLogger().handlers):
        log.log(logging.WARNING if style else logging.INFO, "%s", sentence)
    else:
        say(sentence, style)


def covered(text: str) -> str:
    """The text without anybody's CPF or address."""
    return ADDRESS.sub("(address)", masked(text))


def _about(_logger: object, _method: str, found: EventDict) -> EventDict:
    """Only what is named as our rows are."""
    named = {name: str(found.pop(name)) for name in about.FIELDS if name in found}
    return {**found, "about": {name: said for name, said in named.items() if NAMED.fullmatch(said)}}


def _exception(_logger: object, _method: str, found: EventDict) -> EventDict:
    error = (found.pop("exc_info", None) or (None, None))[1]
    return {**found, "exception": list(_thrown(error))}


def _thrown(error: BaseException | None) -> Iterator[Thrown]:
    """An exception, then those behind it."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield _kind(error), [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)]
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _kind(error: BaseException) -> str:
    """The exception's type; what a disk or a database says of itself is worth reading, and is not about anybody."""
    name = f"{type(error).__module__}.{type(error).__qualname__}"
    if isinstance(error, OSError) and error.errno is not None:
        return f"{name}: {error.strerror}"
    return f"{name}: {error.orig}" if isinstance(error, OperationalError) else name
