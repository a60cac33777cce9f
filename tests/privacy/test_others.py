"""Does everything else that reads the record go on once something of it was erased?"""

from contextlib import closing
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from typer.testing import CliRunner

from gateway.clockwork import retaining
from gateway.clockwork.replaying.again import again
from gateway.commands import due
from gateway.commands.line import cli
from gateway.console.doctor import evidence as looked
from storage import copying
from storage.database import Database
from storage.tables import Inbound, Seal
from tests.databases import DATABASES
from tests.privacy.cast import BODY, TITLE, closed, sealed, settled, small, wrong
from tests.privacy.test_erasing import erase
from tests.world import ANA, JOAO, MARIA, World

ON_SQLITE = pytest.mark.parametrize("kind", ["sqlite"], indirect=True)


@ON_SQLITE
def test_the_whole_moves_to_postgresql(world: World) -> None:
    erase(world, MARIA, closed(world))
    sealed(world)
    with closing(Database(DATABASES.postgresql())) as target:
        copying.copy(world.tools.database, target, lambda _name, _n: None)
        with target.reading() as session:
            assert session.scalar(select(func.count()).select_from(Seal).where(Seal.salt.is_(None), Seal.kind != "event"))
            assert session.scalar(select(func.count()).select_from(Inbound).where(Inbound.erased_at.is_not(None)))


@ON_SQLITE
def test_kept_mail_is_decided_again_without_what_is_gone(world: World) -> None:
    gone = small(world, "um")
    small(world, "dois")
    erase(world, MARIA, gone)
    with world.tools.database.snapshot() as then:
        assert list(again(then, world.tools, world.clock() - timedelta(days=1), lambda ids, _n: ids)) == []


def test_mail_to_an_erased_ticket_is_answered_and_tells_nothing_old(world: World) -> None:
    number = closed(world)
    settled(world)
    before = world.last(MARIA)
    technicians = world.letters(ANA, number)[0]
    erase(world, MARIA, number)
    for letter in (before, technicians):
        mail = world.reply(letter, "Ainda com o mesmo problema.")
        world.work_off()
        assert world.outcome(mail) == "after-closing"
    asked = world.mail_in(JOAO, f"CONSULTAR {number}", "")
    world.work_off()
    assert world.outcome(asked) is not None
    told = world.last(JOAO)
    assert told.says("Dados pessoais foram apagados")
    assert TITLE not in told.text + told.subject
    assert BODY not in told.text
    sealed(world)
    assert wrong(world) == []


def test_the_night_is_among_what_is_due_and_the_store_is_sound(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    retaining.begin(world.tools)
    monkeypatch.setattr(due, "looking", lambda: world.tools)
    assert "erases what the catalogue keeps no longer" in CliRunner().invoke(cli, ["due"], env={"COLUMNS": "300"}).output
    erase(world, MARIA, closed(world))
    assert looked.look(world.tools.evidence, lambda: "uma palavra").ok
