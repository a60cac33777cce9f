"""Is every mail of a mailbox there once, however often the gateway is killed?"""

from pathlib import Path

import pytest

from tests.faults.mailbox_killing import run


@pytest.mark.timeout(300)  # seconds on a busy machine; the program starts many times
def test_every_mail_of_the_mailbox_is_a_ticket_once(tmp_path: Path) -> None:
    run(tmp_path / "home", mails=60, kills=6, seed=23).check(60)


@pytest.mark.faults
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_three_hundred_mails_under_forty_kills(tmp_path: Path, seed: int) -> None:
    found = run(tmp_path / "home", mails=300, kills=40, seed=seed)
    found.check(300)
    assert found.amid, "some kills hit it with mails in hand"
