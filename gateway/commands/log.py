"""How does a line of the log read? One line a record, whatever is in it, and nobody's CPF, address, name or words."""

import copy
import logging
import re
import traceback

from sqlalchemy.exc import OperationalError

from gateway.commands.shown import printable
from gateway.masking import masked

ADDRESS = re.compile(r"[^\s<>\"'(=]+@[^\s<>\"')]+")
FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


class OneLine(logging.Formatter):
    """A record as one line. Of an exception it tells kind and place, and no word: its text may hold what somebody wrote."""

    def __init__(self) -> None:
        super().__init__(FORMAT)

    def format(self, record: logging.LogRecord) -> str:
        """The record masked, in one line of printable signs."""
        record = copy.copy(record)
        record.exc_text = None  # where another handler keeps the exception in its own words
        return ADDRESS.sub("(address)", printable(masked(super().format(record))))

    def formatException(self, ei: object) -> str:  # noqa: N802 - logging's name
        """The frames of an exception and of those behind it, oldest last."""
        error = ei[1] if isinstance(ei, tuple) else None
        return "\n".join(_told(error)) if isinstance(error, BaseException) else ""


def _told(error: BaseException) -> list[str]:
    lines: list[str] = []
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        lines.append(_kind(error))
        lines += [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)]
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)  # type: ignore[assignment]  # None ends it
    return lines


def _kind(error: BaseException) -> str:
    """The exception's type; what a disk or a database says of itself is worth reading, and is not about anybody."""
    name = f"{type(error).__module__}.{type(error).__qualname__}"
    if isinstance(error, OSError) and error.errno is not None:
        return f"{name}: {error.strerror}"
    return f"{name}: {error.orig}" if isinstance(error, OperationalError) else name
