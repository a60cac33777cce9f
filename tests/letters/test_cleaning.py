"""Does a stranger's text stay out of headers and in its line?"""

from datetime import UTC, datetime

import pytest

from gateway.post.cleaning import cleaned, many_lines, one_line, shortened
from gateway.post.facts import Entry


@pytest.mark.parametrize("sign", ["\r", "\n", "\r\n", "\v", "\f", "\x1c", "\x85", "\u2028", "\u2029", "\x00", "\t", "\x7f"])
def test_every_break_becomes_a_blank(sign: str) -> None:
    assert one_line(f"Oi{sign}Bcc: x@y.example{sign}") == "Oi Bcc: x@y.example"


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\u200f", "\u200b", "\ufeff", "\U000e0041"])
def test_hidden_signs_vanish(sign: str) -> None:
    assert one_line(f"nota{sign}fiscal") == "notafiscal"
    assert many_lines(f"nota{sign}fiscal") == "notafiscal"


def test_an_emoji_family_and_accents_stay_whole() -> None:
    assert one_line("Ação 👩‍👩‍👧") == "Ação 👩‍👩‍👧"


def test_half_a_surrogate_becomes_a_mark_that_can_be_encoded() -> None:
    assert one_line("a\ud83d").encode() == "a\ufffd".encode()


def test_a_text_keeps_its_lines_whatever_their_breaks() -> None:
    assert many_lines("\r\numa\r\nduas\rtrês\x85quatro\u2028\tcinco\x00\n") == "uma\nduas\ntrês\nquatro\n\tcinco"


def test_facts_are_cleaned_however_deep_and_only_text_keeps_lines() -> None:
    entry = Entry(datetime(2026, 11, 22, tzinfo=UTC), "Ana\nBcc: x", "técnico", "uma\r\nduas")
    facts = cleaned({"text": "a\r\nb", "author": "Rui\r\nX: y", "conversation": (entry,), "days": 2})
    assert (facts["text"], facts["author"], facts["days"]) == ("a\nb", "Rui X: y", 2)
    assert (facts["conversation"][0].who, facts["conversation"][0].text) == ("Ana Bcc: x", "uma\nduas")


@pytest.mark.parametrize(("text", "short"), [("abc", "abc"), ("abcd", "ab…"), ("a cd", "a…")])
def test_what_is_too_long_ends_in_an_ellipsis(text: str, short: str) -> None:
    assert shortened(text, 3) == short
