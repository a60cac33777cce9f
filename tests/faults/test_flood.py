"""Does a thousand mails in a minute from one representative cost them nothing but the answers, and the others little?"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.wire.premises import until
from tests.wire.process import Running
from tests.wire.test_flood import ANSWERS, decided, flood
from tests.world import ANA, CONCEICAO, MARIA


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    made = Running(tmp_path / "home")
    made.start()
    yield made
    made.close()


@pytest.mark.faults
def test_a_thousand_mails_in_a_minute_are_all_kept_and_another_sender_is_answered(running: Running) -> None:
    found = flood(running, 1000)
    print(found.figures)  # noqa: T201 - what was measured is wanted, whatever it is
    assert len(set(found.ids)) == 1000
    assert found.other_taken < 10
    rows = decided(running, 600)
    assert {row["id"] for row in rows} == {f"in-{n}" for n in found.ids}
    assert {row["disposition"] for row in rows} == {"opened"}
    assert len(running.letters(CONCEICAO)) == 1
    assert 0 < len(running.letters(MARIA)) <= ANSWERS, "then silence"
    assert "Alarm: answers" in running.log
    until(lambda: len(list((running.home / "mail" / ANA / "new").iterdir())) == 1000, 300)  # the group has every ticket
