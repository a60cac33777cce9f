"""Are the blanks of a body counted line by line (RFC 6376, 3.4.4), whatever they are, and however many lines are looked at together?"""

import re
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.mime import blanks

PIECES = (b" ", b"  ", b"\t", b"\n", b" \n", b"\t\n", b"a", b"Obrigada", b"QUJDREVG" * 9)
BODY = st.lists(st.sampled_from([b"a", b".", b" ", b"\t", b"\r", b"\n", b"\r\n", b" \n"])).map(b"".join)


def line_by_line(body: bytes) -> bytes:
    return b"\n".join(re.sub(rb"[ \t]+", b" ", line).removesuffix(b" ") for line in body.split(b"\n")).rstrip(b"\n")


def test_blanks_are_counted_as_line_by_line() -> None:
    chance = Random(7)
    for _ in range(3000):
        body = b"".join(chance.choices(PIECES, k=chance.randrange(12))) + b"\n"
        assert blanks.relaxed(body) == line_by_line(body), body


@given(BODY, st.integers(0, 3), st.integers(1, 8))
def test_in_pieces_it_is_what_it_is_as_a_whole(raw: bytes, start: int, piece: int) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(blanks, "_PIECE", piece)
        found = list(blanks.relaxed_pieces(raw, start))
    assert b"".join(found) == blanks.relaxed(raw[start:].translate(None, b"\r")).rstrip(b" \n")


def test_blanks_count_only_where_they_part_words() -> None:
    assert b"".join(blanks.relaxed_pieces(b"Oi  \t tudo \r\n\r\nbem?\t\r\n \r\n", 0)) == b"Oi tudo\n\nbem?"
