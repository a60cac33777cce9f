"""Is an address that several people have, or had, taken for one of them only where nobody knows better?"""

from pathlib import Path

import pytest
from sqlalchemy import select, update

from gateway.privacy.exporting import export
from gateway.privacy.subject import Several, find
from storage.tables import Inbound, Outbound
from tests.privacy.cast import BODY, TITLE, left
from tests.privacy.test_erasing import erase
from tests.world import JOAO, MARIA, World


@pytest.fixture
def shared(world: World) -> tuple[World, int, int]:
    """João, logged in, wrote with Maria's address in From, and a letter to him went to it; she wrote herself. Both mails joined nothing."""
    his = world.mail_in(JOAO, f"CONSULTAR {TITLE}joao", f"{BODY}joao", headers={"From": MARIA})
    hers = world.mail_in(MARIA, "CONSULTAR", "")
    world.jobs.hear()
    with world.tools.database.writing() as session:  # neither sent nor sealed yet
        assert session.get_one(Inbound, his).person == world.person(JOAO).id
        session.execute(update(Outbound).where(Outbound.recipient == JOAO).values(recipient=MARIA))
    world.work_off()
    return world, his, hers


def test_what_another_is_known_to_have_written_is_neither_exported_nor_erased(shared: tuple[World, int, int], tmp_path: Path) -> None:
    world, his, hers = shared
    subject = find(world.tools, MARIA)
    assert subject is not None
    file = tmp_path / "maria.zip"
    counts = export(world.tools, subject, file, lambda _done, _of: None)
    file.unlink()
    with world.tools.database.reading() as session:
        own = session.scalars(select(Outbound.id).where(Outbound.person == subject.who.id)).all()
    assert (counts["mails"], counts["letters"]) == (1, len(own))
    outcome = erase(world, MARIA)
    assert list(outcome.mails) == [hers]
    assert left(world, f"{BODY}joao")
    with world.tools.database.reading() as session:
        assert session.get_one(Inbound, his).erased_at is None
        letters = session.scalars(select(Outbound.erased_at).where(Outbound.person == world.person(JOAO).id)).all()
    assert letters
    assert set(letters) == {None}


def test_an_address_that_is_nobodys_now_means_who_had_it(world: World) -> None:
    world.mail_in(MARIA, "CONSULTAR", "")
    world.work_off()
    maria = world.person(MARIA).id
    world.change(MARIA, mail=())
    subject = find(world.tools, MARIA)
    assert subject is not None
    assert (subject.who.id, subject.who.addresses) == (maria, (MARIA,))


def test_an_address_that_several_had_is_asked_about(shared: tuple[World, int, int]) -> None:
    world, _his, _hers = shared
    ids = [world.person(JOAO).id, world.person(MARIA).id]
    world.change(MARIA, mail=())
    with pytest.raises(Several, match=f"was the address of {', '.join(sorted(ids))}"):
        find(world.tools, MARIA)
