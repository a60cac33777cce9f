"""What of a stranger's text may stand in a header, in one line, or in a letter's body?

Headers are split at CR and LF by the wire, and at VT, FF, U+0085, U+2028 and U+2029 by programs that read them with
`str.splitlines`; bidirectional controls let a name or a file name show other than it is. A CPF stands in what its writer
wrote, and nowhere else: not in a title, a subject, a file name or any other fact of one line.
"""

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from gateway.masking import masked

_BREAKS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_CONTROLS_BUT_LINES = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]+")
# Bidirectional controls, zero-width marks and tag characters; the joiners U+200C and U+200D stay, emoji need them.
_HIDDEN = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]+")
_HALVES = re.compile("[\ud800-\udfff]")

MANY_LINES = frozenset({"text"})  # the only facts that keep their line breaks


def one_line(text: str) -> str:
    """The text as one printable line: no control, no line break of any alphabet, no bidi mark; blanks run together."""
    if text.isprintable():
        return " ".join(text.split())
    return " ".join(_HALVES.sub("\ufffd", _HIDDEN.sub("", _CONTROLS.sub(" ", text))).split())


def many_lines(text: str) -> str:
    """The text with every line break as LF and without other controls; blank edges are dropped."""
    return _HALVES.sub("\ufffd", _HIDDEN.sub("", _CONTROLS_BUT_LINES.sub("", _BREAKS.sub("\n", text)))).strip("\n ")


def shortened(text: str, limit: int) -> str:
    """The text in at most `limit` characters, an ellipsis where something was left off."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def cleaned(facts: Mapping[str, object]) -> dict[str, Any]:
    """The facts of a letter, however deep: texts named `text` keep their lines, all others become one line without CPFs."""
    return {name: _clean(name, value) for name, value in facts.items()}


def _clean(name: str, value: Any) -> Any:
    if isinstance(value, str):
        return many_lines(value) if name in MANY_LINES else masked(one_line(value))
    if isinstance(value, (tuple, list)):
        return tuple([_clean(name, each) for each in value])
    inner = _names(value.__class__)
    if not inner:
        return value
    before = [getattr(value, each) for each in inner]
    after = [_clean(*each) for each in zip(inner, before, strict=True)]
    return value if after == before else type(value)(*after)


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    """The fields of a dataclass, in order; none of anything else."""
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()
