"""Is what nobody takes told, however much waits in front of it for another?"""

from datetime import timedelta

import pytest

from storage.counting import standing
from storage.database import Database
from storage.schedule import amiss, due
from storage.tables import Inbound
from tests.storage.rows import NOON, arrive

LATER = NOON + timedelta(hours=1)


@pytest.mark.parametrize("blocked", [3, due.LOOKED_AT + 1])
def test_what_waits_for_another_hides_nothing_that_is_late(database: Database, blocked: int) -> None:
    first, *_ = arrive(database, *["a"] * (1 + blocked), "")
    with database.writing() as session:
        session.get_one(Inbound, first).due_at = LATER + timedelta(hours=1)
    alone = NOON + timedelta(seconds=1 + blocked)
    with database.reading() as session:
        assert standing.queue(session, "mails", LATER).late == alone
        assert amiss.late(session, Inbound, LATER) == amiss.untaken(session, LATER) == alone
        assert amiss.late(session, Inbound, alone - timedelta(seconds=1)) is None
