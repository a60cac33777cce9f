"""ANEXO n: every file of a ticket comes back byte for byte, to whoever may see it, under the number that the letters show."""

from dataclasses import replace
from hashlib import sha256

import pytest

from gateway.clockwork.jobs import Jobs
from gateway.desk import telling
from tests.stories.writing import events
from tests.world import ANA, CONCEICAO, JOAO, MARIA, PNG, Letter, World

SECOND = PNG + b"2"
NOTED = PNG + b"nota"


def opened(world: World) -> Letter:
    world.mail_in(MARIA, "[12] Portal fora do ar", files={"um.png": PNG, "dois.png": SECOND})
    world.work_off()
    return world.last(ANA)


def ask(world: World, letter: Letter, body: str, **more: object) -> Letter:
    before = len(events(world))
    mail = world.reply(letter, body, **more)  # type: ignore[arg-type]
    world.work_off()
    assert world.outcome(mail) == "answered"
    assert len(events(world)) == before
    return world.last(str(more.get("sender") or letter.to))


@pytest.mark.parametrize("words", ["ANEXO 2", "anexo nº 2", "Anexo 2, por favor"])
def test_a_file_comes_back_byte_for_byte(world: World, words: str) -> None:
    opened(world)
    told = ask(world, world.last(MARIA), words)
    assert told.files == {"dois.png": SECOND}
    assert told.says("dois.png", sha256(SECOND).hexdigest())


def test_the_letters_show_the_numbers_and_both_sides_have_the_same(world: World) -> None:
    notice = opened(world)
    assert notice.says("ANEXO 1: um.png", "ANEXO 2: dois.png")
    assert world.last(MARIA).says("ANEXO 1: um.png", "ANEXO 2: dois.png")
    world.reply(notice, "NOTA\nVeja o painel.", files={"painel.png": NOTED})
    world.reply(notice, "Segue o manual.", files={"manual.png": PNG + b"m"})
    world.work_off()
    assert world.last(MARIA).says("ANEXO 3: manual.png")
    assert ask(world, notice, "ANEXO 3").files == {"manual.png": PNG + b"m"}
    assert ask(world, notice, "ANEXO 501").files == {"painel.png": NOTED}


def test_what_came_with_a_note_stays_inside(world: World) -> None:
    notice = opened(world)
    world.reply(notice, "NOTA\nVeja o painel.", files={"painel.png": NOTED})
    world.work_off()
    told = ask(world, world.last(MARIA), "ANEXO 501")
    assert told.files == {}
    assert told.says("não tem arquivo 501", "ANEXO 1", "ANEXO 2")
    assert not told.says("painel")


def test_files_of_a_mail_that_went_to_nobody_are_no_files_of_the_ticket(world: World) -> None:
    notice = opened(world)
    mail = world.reply(notice, "Nota interna: não mostre", files={"painel.png": NOTED})
    world.work_off()
    assert world.outcome(mail) == "unclear"
    assert not ask(world, world.last(MARIA), "ANEXO 3").files


def test_a_file_too_big_to_ride_along_is_named_and_sent_alone(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telling, "RIDE_ALONG", len(PNG))
    notice = opened(world)
    assert notice.files == {"um.png": PNG}
    assert notice.says("NÃO COUBERAM", "ANEXO 2: dois.png", "body=ANEXO%202")
    assert ask(world, notice, "ANEXO 2").files == {"dois.png": SECOND}


def test_a_file_too_big_for_any_mail_is_described(world: World) -> None:
    opened(world)
    world.tools = replace(world.tools, rules=replace(world.tools.rules, largest=len(PNG)))
    world.jobs = Jobs(world.tools)
    told = ask(world, world.last(MARIA), "ANEXO 1")
    assert told.files == {}
    assert told.says(f"({len(PNG)} bytes)", sha256(PNG).hexdigest(), "peça à equipe")


def test_only_who_may_see_the_ticket_gets_its_files(world: World) -> None:
    opened(world)
    receipt = world.last(MARIA)
    assert ask(world, receipt, "ANEXO 1", sender=JOAO).files == {"um.png": PNG}
    mail = world.reply(receipt, "ANEXO 1", sender=CONCEICAO)
    world.work_off()
    assert world.outcome(mail) == "not-theirs"
    assert world.last(CONCEICAO).files == {}


def test_by_the_number_in_the_subject_and_without_any(world: World) -> None:
    opened(world)
    named, bare = world.mail_in(MARIA, "L_61123001", "ANEXO 1"), world.mail_in(MARIA, "Arquivo", "ANEXO 1")
    world.work_off()
    assert {world.outcome(mail) for mail in (named, bare)} == {"answered"}
    assert [x for x in world.letters(MARIA) if x.files == {"um.png": PNG}]
    assert [x for x in world.letters(MARIA) if x.says("não diz de qual chamado")]


def test_several_files_in_one_mail(world: World) -> None:
    opened(world)
    ask(world, world.last(MARIA), "ANEXO 1\nANEXO 2")
    assert [x.files for x in world.letters(MARIA)[1:] if x.files] == [{"um.png": PNG}, {"dois.png": SECOND}]
