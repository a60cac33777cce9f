"""Does a YAML file fit its frozen dataclass? Fields say in their description what is allowed (`repr=False`: a secret, never shown)."""

from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Annotated, Any, TypeVar, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from gateway.yamlfile import FaultyFileError, Flaw, Place, Sheet, read

Shape = TypeVar("Shape")

_WRONG = {
    "missing": "is missing",
    "unexpected_keyword_argument": "is not known here",
    "dataclass_type": "is no mapping",
    "tuple_type": "is no list",
    "string_too_short": "is empty",
    "too_short": "is empty",
}


def load(path: Path, shape: type[Shape], check: Callable[[Sheet], Iterable[Flaw]]) -> Shape:
    """The file as a value of `shape`. `check` looks at what no single field can know (names that refer to each other).

    Raises FaultyFileError with all flaws of form, shape and check together.
    """
    sheet = read(path)
    flaws = [*sheet.flaws, *check(sheet)]
    try:
        value = TypeAdapter(shape).validate_python(sheet.value, extra="forbid")
    except ValidationError as error:
        # A list is also called too short when all it holds is faulty: its entries say that better.
        told = (one for one in error.errors() if one["type"] != "too_short" or not one["input"])
        found = (_flaw(sheet, shape, one["type"], one["loc"], one["msg"], one["input"]) for one in told)
        raise FaultyFileError(path, [*flaws, *found]) from None  # pydantic's own text would show what is secret
    if flaws:
        raise FaultyFileError(path, flaws)
    return value


def _flaw(sheet: Sheet, shape: type, kind: str, place: Place, message: str, given: object) -> Flaw:
    plain = "does not fit" if kind == "string_pattern_mismatch" else f"{message[:1].lower()}{message[1:]}"
    hints = _walk(shape, place)
    secret = any(not note.repr for hint in hints for note in _notes(hint))
    wrong = _WRONG.get(kind) or (plain if secret else f"{given!r:.60}: {plain}")
    allowed = ", ".join(_keys(hints[-2])) if kind == "unexpected_keyword_argument" else _described(hints)
    return sheet.flaw(place, wrong, allowed)


def _keys(holder: Any) -> list[str]:
    return [field.name for field in fields(holder)]


def _notes(hint: Any) -> list[FieldInfo]:
    return [note for note in get_args(hint)[1:] if isinstance(note, FieldInfo)] if get_origin(hint) is Annotated else []


def _described(hints: list[Any]) -> str:
    """The nearest description on the way down: that of a list stands for its entries."""
    for hint in reversed(hints):
        if is_dataclass(hint):
            return "the keys " + ", ".join(_keys(hint))
        for note in _notes(hint):
            if note.description:
                return note.description
    return "see the comments at the top of the file"


def _walk(shape: type, place: Place) -> list[Any]:
    """The type hints from the top down to the place."""
    hints: list[Any] = [shape]
    for step in place:
        inner = hints[-1]
        while get_origin(inner) is Annotated:
            inner = get_args(inner)[0]
        if is_dataclass(inner) and isinstance(step, str):
            hints.append(get_type_hints(inner, include_extras=True).get(step))
        else:
            hints.append(get_args(inner)[0])
    return hints
