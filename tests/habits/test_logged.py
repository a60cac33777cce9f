"""Does docs/log.md tell of every record that the program writes, and of none that it does not?"""

import re
from pathlib import Path

import pytest

from tests.habits.logged import Logged, all_records, records
from tests.habits.tree import code, text

PAGE = Path("docs/log.md")
ROW = re.compile(r"^\| `(.+?)` \| (debug|info|warning|error|critical(?: or warning)?) \| (.+?) \| (.+?) \|$", re.MULTILINE)


def told(page: str) -> list[tuple[str, str]]:
    """(words, level) of each row."""
    return [(words, level) for words, level, means, do in ROW.findall(page) if means.strip() and do.strip()]


def written(found: list[Logged]) -> set[tuple[str, str]]:
    return {(one.words, one.level) for one in found}


def test_every_record_is_told_with_its_level() -> None:
    missing = [one for one in all_records() if (one.words, one.level) not in told(text(PAGE))]
    assert missing == [], f"{PAGE} says nothing of them"


def test_nothing_is_told_that_is_not_written_and_nothing_twice() -> None:
    page = told(text(PAGE))
    assert set(page) - written(all_records()) == set()
    assert len(page) == len(set(page))


def test_calls_are_found_in_every_way_they_are_written() -> None:
    source = """
log.info("Digest: %d letters", 3)
log.exception("Failed: %s %d, try %d", a, b, c)
log.log(logging.WARNING if soft else logging.CRITICAL, "Alarm: %s", why)
log.info("%s", one.said)
Kept(rings, said=f"Sent out-{claim.id}: {row.kind}" if sent else "")
"""
    assert written(list(records(Path("x.py"), source))) == {
        ("Digest: … letters", "info"),
        ("Failed: … …, try …", "error"),
        ("Alarm: …", "critical or warning"),
        ("Sent out-…: …", "info"),
    }


def test_words_that_are_put_together_elsewhere_are_refused() -> None:
    with pytest.raises(ValueError, match="not in the source"):
        list(records(Path("x.py"), 'log.info(f"Sent {kind}")'))


def test_every_logger_is_called_log() -> None:
    """Otherwise its calls would not be found."""
    made = re.compile(r"^(\w+)(?:: [\w.]+)? = logging\.getLogger\(__name__\)", re.MULTILINE)
    assert {name for path in code() for name in made.findall(text(path))} == {"log"}
