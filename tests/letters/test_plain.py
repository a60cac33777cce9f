"""Is a text folded as Python's textwrap would fold it?"""

import textwrap

from hypothesis import given
from hypothesis import strategies as st

from gateway.post.plain import COLUMNS, wrapped

WORDS = st.lists(st.text("aé.,-", min_size=1, max_size=12) | st.integers(60, 90).map("x".__mul__), min_size=1, max_size=40)
LEADS = {"": "", "  ": "  ", "- ": "  ", "12. ": "    ", "  • ": "    ", " " * 50: " " * (COLUMNS // 2)}  # and how far the next lines hang


@given(words=WORDS, lead=st.sampled_from(sorted(LEADS)), gap=st.sampled_from([" ", "  "]))
def test_a_line_is_folded_at_its_blanks(words: list[str], lead: str, gap: str) -> None:
    line = f"{lead}a {gap.join(words)}"
    folded = textwrap.wrap(
        line, COLUMNS, subsequent_indent=LEADS[lead], break_long_words=False, break_on_hyphens=False, replace_whitespace=False
    )
    assert wrapped(line) == "\n".join(folded if len(line) > COLUMNS else [line]) + "\n"


@given(st.lists(st.sampled_from(["", " ", "a", "b  "]), max_size=12))
def test_one_blank_line_at_most_stays(lines: list[str]) -> None:
    kept = wrapped("\n".join(lines))
    assert "\n\n\n" not in kept
    assert not kept.startswith("\n") or kept == "\n"
    assert kept.split() == "\n".join(lines).split()
    blank = [[not line.strip() for line in text.strip().split("\n")] for text in (kept, "\n".join(lines))]
    assert any(blank[0]) == any(blank[1])
