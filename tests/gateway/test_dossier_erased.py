"""What was erased as the law asks is in no dossier, and its chain holds all the same; what is merely gone is an error."""

import json
from pathlib import Path

import pytest
from sqlalchemy import null, update

from gateway.dossier.living import lives
from storage.tables import Inbound, InboundRaw, Message, Outbound, Personal, Seal
from storage.ticket import tickets
from tests import canaries
from tests.dossiers import made, reader, sealed, story, unpacked, verified
from tests.world import JOAO, MARIA, World


def erase(world: World, *, said: bool = True) -> None:
    """The title, the first mail and the first letter of the ticket are gone, with the word of an event or without."""
    assert canaries.in_letters(world) == []
    world.relay.letters.clear()  # they left before: whose ticket they were about is not known any more
    with world.tools.database.writing() as session:
        row = tickets.lock(session, world.ticket().id)
        session.query(Personal).filter_by(name="title").delete()
        if not said:
            return
        letter = session.query(Outbound.id).filter_by(ticket_id=row.id).order_by(Outbound.id).limit(1).scalar()
        raw = session.query(InboundRaw).filter_by(inbound_id=1).one()
        world.tools.evidence.put(raw.content)  # a copy that is about to go: nobody may be given it
        session.delete(raw)
        gone = {"erased_at": world.clock(), "spooled": True, "rcpt_to": [], "peer": "", "login": "", "mail_from": "", "person": ""}
        session.execute(update(Inbound).where(Inbound.id == 1).values(gone))
        words = {"erased_at": world.clock(), "body_text": "", "body_html": "", "subject": "", "recipient": "", "person": "", "files": []}
        session.execute(update(Outbound).where(Outbound.id == letter).values(words))
        session.execute(update(Message).where(Message.inbound_id == 1).values(text="", who="", by=""))
        for kind, of in (("mail", 1), ("letter", letter)):
            session.execute(update(Seal).where(Seal.kind == kind, Seal.of == of).values(salt=null()))
        facts = {"erased": [[1, "title"]], "mails": [1], "letters": [letter], "reason": "prazo de guarda", "law": "LGPD art. 16"}
        tickets.move(session, row, "erase", at=world.clock(), by="operator", changes={"title": ""}, facts=facts)
    sealed(world)


@pytest.mark.parametrize("who", ["", MARIA, JOAO])
def test_what_was_erased_is_not_in_it_and_it_holds(world: World, tmp_path: Path, who: str) -> None:
    number = story(world)
    erase(world)
    folder = unpacked(made(world, number, reader(world, who) if who else None), tmp_path)
    done = verified(folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert not (folder / "mails/in-1.eml").exists()
    first = next(one for one in json.loads((folder / "mails.json").read_text()) if one["id"] == 1)
    assert (first["why"], "salt" in first, "envelope" in first) == ("apagado", False, False)
    assert json.loads((folder / "personal.json").read_text())[number]["1"]["title"] == {"gone": "apagado"}
    assert json.loads((folder / "ticket.json").read_text())[number]["title"] == ""
    assert "Texto do pedido" not in (folder / "chamado.html").read_text()
    assert "foi apagado como a lei pede" in (folder / "LEIA-ME.txt").read_text()


def test_a_value_that_is_gone_without_a_word_is_an_error(world: World, tmp_path: Path) -> None:
    number = story(world)
    with world.tools.database.reading() as session:
        kept = session.query(Personal).filter_by(name="title").one()
        values = {"event_id": kept.event_id, "name": kept.name, "salt": kept.salt, "value": kept.value}
    erase(world, said=False)
    done = verified(unpacked(made(world, number), tmp_path))
    assert done.returncode == 1
    assert "'title' do evento 1 de L_61123001 falta, e nenhum evento diz que foi apagado" in done.stderr
    with world.tools.database.writing() as session:
        session.add(Personal(**values))


def test_what_keeps_a_token_alive(world: World) -> None:
    """The ticket it names, and whatever that went on as; a kept mail until it became a closed ticket; a question always."""
    world.mail_in(MARIA, "Sem número")  # in-1 is kept
    world.work_off()
    refs = ("l61123001", "m1", "b1", "c1", "l61123777", "m777", "b777")

    def living() -> set[str]:
        with world.tools.database.reading() as session:
            return {ref for ref in refs if lives(session, ref)}

    assert living() == {"m1", "c1"}
    world.reply(world.last(MARIA), "11")
    world.work_off()
    assert living() == {"l61123001", "m1", "c1"}
    letter = next(x for x in world.letters(MARIA) if x.says("O número do chamado é L_61123001"))
    with world.tools.database.reading() as session:
        number = session.query(Outbound.id).filter_by(message_id=str(letter.mail["Message-ID"]).strip("<>")).scalar()
        assert lives(session, f"b{number}")
    world.reply(letter, "CANCELAR")
    world.work_off()
    assert living() == {"c1"}
    with world.tools.database.reading() as session:
        assert not lives(session, f"b{number}")
