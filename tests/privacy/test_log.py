"""Does emptying the write-ahead file hold up nobody, and is it done when something was erased and at no other time?"""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import func, select, text

from storage.database import BUSY_SECONDS
from storage.erasing import forgetting
from storage.tables import Inbound
from tests.privacy.cast import small
from tests.privacy.test_erasing import erase
from tests.world import MARIA, World

ON_SQLITE = pytest.mark.parametrize("kind", ["sqlite"], indirect=True)


@ON_SQLITE
def test_while_somebody_reads_it_is_put_off_at_once(world: World) -> None:
    database = world.tools.database
    world.mail_in(MARIA, "[11] Zebra", "Texto.")
    said: list[bool] = []
    emptying = threading.Thread(target=lambda: said.append(database.empty_log()))
    with database.snapshot() as then:
        then.scalar(select(func.count()).select_from(Inbound))
        emptying.start()
        emptying.join(BUSY_SECONDS / 3)
        put_off = list(said)
        with database.reading() as session:  # on the connection that was used for it
            waits = session.scalar(text("PRAGMA busy_timeout"))
    emptying.join()
    assert put_off == [False]
    assert waits == BUSY_SECONDS * 1000
    assert database.empty_log()


def test_only_what_was_erased_lately_asks_for_it(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    tools = world.tools
    emptied: list[bool] = []
    monkeypatch.setattr(tools.database, "empty_log", lambda: emptied.append(True))
    number = small(world, "um")
    forgetting.forget(tools.database, tools.evidence, world.clock())
    assert emptied == []
    erase(world, MARIA, number)
    assert emptied == [True]
    forgetting.forget(tools.database, tools.evidence, world.clock() + timedelta(days=1))
    assert emptied == [True, True], "somebody may have been reading from it the night before"
    forgetting.forget(tools.database, tools.evidence, world.clock() + timedelta(days=3))
    assert emptied == [True, True]
