"""What does a YAML file of ours say, and on which line does it say it? All its flaws are told at once."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML, MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.error import MarkedYAMLError, YAMLError

Scalar = str | int | float | bool | None
Place = tuple[str | int, ...]
"""The way from the top of the file to a value: keys and positions (counted from 0)."""

_TYPED = tuple(f"tag:yaml.org,2002:{name}" for name in ("int", "float", "bool", "null"))


@dataclass(frozen=True, slots=True, order=True)
class Flaw:
    """One thing wrong in a file: its line (from 1), the place (`items[3].code`), what is wrong and what is allowed there."""

    line: int
    place: str
    wrong: str
    allowed: str


class FaultyFileError(Exception):
    """The file cannot be used. The text has one line a flaw: `FILE:LINE: <place>: <what is wrong>; allowed: <what>`."""

    def __init__(self, path: Path, flaws: Iterable[Flaw]) -> None:
        self.path = path
        self.flaws = tuple(sorted(set(flaws)))
        super().__init__("\n".join(f"{path}:{flaw.line}: {flaw.place}: {flaw.wrong}; allowed: {flaw.allowed}" for flaw in self.flaws))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file as read: plain dicts, lists and scalars, and the line of each place. `flaws` are those of its form (doubled keys)."""

    path: Path
    value: object
    lines: Mapping[Place, int]
    flaws: tuple[Flaw, ...]

    def flaw(self, place: Place, wrong: str, allowed: str) -> Flaw:
        """A flaw at this place; of what is missing the line is that of what it is missing from."""
        known = place
        while known not in self.lines:
            known = known[:-1]
        return Flaw(self.lines[known], _spelled(place), wrong, allowed)

    def pick(self, *steps: str) -> Iterator[tuple[Place, object]]:
        """The values at a pattern such as `"items", "*", "code"` with their places, as far as the file holds them (`*`: each of a list)."""
        found: list[tuple[Place, object]] = [((), self.value)]
        for step in steps:
            found = [one for place, value in found for one in _inner(place, value, step)]
        yield from found

    def doubled(self, *steps: str, key: Callable[[Scalar], Scalar] = lambda value: value) -> Iterator[Flaw]:
        """A flaw for each value at the pattern that stands a second time; equal are those with the same key."""
        first: dict[Scalar, Place] = {}
        for place, value in self._scalars(*steps):
            if key(value) in first:
                yield self.flaw(place, f"{value} is taken since line {self.lines[first[key(value)]]}", "each once")
            first.setdefault(key(value), place)

    def unknown(self, pattern: tuple[str, ...], known: tuple[str, ...]) -> Iterator[Flaw]:
        """A flaw for each value at the pattern that is not among the values at `known`."""
        allowed = dict.fromkeys(value for _, value in self._scalars(*known))
        for place, value in self._scalars(*pattern):
            if value not in allowed:
                yield self.flaw(place, f"{value} is not in {known[0]}", ", ".join(map(str, allowed)))

    def _scalars(self, *steps: str) -> Iterator[tuple[Place, Scalar]]:
        return ((place, value) for place, value in self.pick(*steps) if isinstance(value, Scalar))


def read(path: Path) -> Sheet:
    """Reads YAML 1.2 in UTF-8: one document, plain keys, no anchors. Raises FaultyFileError."""
    try:
        text = path.read_bytes().decode("utf-8")
        top = YAML(typ="safe", pure=True).compose(text)
    except OSError as error:
        raise _unreadable(path, 1, error.strerror or str(error), "a file that can be read") from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise _unreadable(path, line, f"byte {error.object[error.start]:#04x} is no text", "UTF-8") from error
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise _unreadable(path, line, " ".join(filter(None, (error.context, error.problem))), "YAML 1.2") from error
    except YAMLError as error:
        line = text.count("\n", 0, getattr(error, "position", 0)) + 1
        raise _unreadable(path, line, getattr(error, "reason", str(error)), "YAML 1.2") from error
    if top is None:
        raise _unreadable(path, 1, "is empty", "keys and values")
    builder = _Builder()
    value = builder.build(top, (), 1)
    return Sheet(path, value, builder.lines, tuple(builder.flaws))


class _Builder:
    """Turns the tree of nodes into plain values and remembers the line of each."""

    def __init__(self) -> None:
        self.lines: dict[Place, int] = {}
        self.flaws: list[Flaw] = []
        self._seen: set[int] = set()
        self._scalar = YAML(typ="safe", pure=True).constructor

    def build(self, node: Node, place: Place, line: int) -> object:
        self.lines[place] = line
        if id(node) in self._seen:  # an alias may hold itself, or grow without end
            self._flaw(line, place, "is an alias (*)", "the value written out")
            return None
        self._seen.add(id(node))
        match node:
            case MappingNode():
                return self._mapping(node, place)
            case SequenceNode():
                return [self.build(child, (*place, index), child.start_mark.line + 1) for index, child in enumerate(node.value)]
            case _ if node.tag in _TYPED:
                return self._scalar.construct_object(node)
            case _:
                return node.value

    def _mapping(self, node: MappingNode, place: Place) -> dict[str, object]:
        built: dict[str, object] = {}
        for key_node, child in node.value:
            key, line = key_node.value, key_node.start_mark.line + 1
            if not isinstance(key_node, ScalarNode):
                self._flaw(line, place, "has a list or mapping as key", "plain words as keys")
            elif key in built:
                self._flaw(line, (*place, key), f"stands a second time (first on line {self.lines[(*place, key)]})", "each key once")
            else:
                built[key] = self.build(child, (*place, key), line)
        return built

    def _flaw(self, line: int, place: Place, wrong: str, allowed: str) -> None:
        self.flaws.append(Flaw(line, _spelled(place), wrong, allowed))


def _inner(place: Place, value: object, step: str) -> Iterator[tuple[Place, object]]:
    match value:
        case list() if step == "*":
            yield from (((*place, index), one) for index, one in enumerate(value))
        case dict() if step in value:
            yield (*place, step), value[step]


def _spelled(place: Place) -> str:
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in place)
    return text.removeprefix(".") or "the file"


def _unreadable(path: Path, line: int, wrong: str, allowed: str) -> FaultyFileError:
    return FaultyFileError(path, [Flaw(line, "the file", wrong, allowed)])
