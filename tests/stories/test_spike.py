"""Many write of one thing at once: their group is offered an incident, once, with the orders ready; a usual day offers none."""

from datetime import timedelta

import pytest

from storage.schedule import timers
from storage.tables import TicketDay, Timer
from storage.ticket import tickets
from tests.stories.handed import HELENA, TEREZA
from tests.stories.incidents import SCREEN, TITLE, about, ask, count, order
from tests.world import ANA, CARLOS, CONCEICAO, JOAO, MARIA, RITA, World

FIVE = (MARIA, RITA, JOAO, MARIA, RITA)


def many(world: World, senders: tuple[str, ...], subject: str = TITLE) -> list[str]:
    return [ask(world, sender, subject) for sender in senders]


def test_the_group_is_offered_an_incident_about_the_oldest_ticket(world: World) -> None:
    numbers = many(world, FIVE)
    assert count(world, "spike") == 3
    for member in (ANA, CARLOS, HELENA):
        letter = about(world, numbers[0], member)[-1]
        assert letter.says(
            "Chegaram 5 chamados do mesmo assunto ao grupo 21150.SR-1 em uma hora", f"O mais antigo ainda aberto é o {numbers[0]}"
        )
        assert letter.says("body=INCIDENTE>", *(f"body=INCIDENTE%20{numbers[0]}" for _ in numbers[1:]), *numbers[1:])
    assert not world.letters(TEREZA)


def test_its_buttons_do_what_they_say(world: World) -> None:
    first, *others = many(world, FIVE)
    world.reply(about(world, first, ANA)[-1], "INCIDENTE")
    world.work_off()
    assert world.ticket(first).incident == first
    for number in others:
        assert order(world, number, f"INCIDENTE {first}") == "joined"
    assert count(world, "joined") == 0, "who brought them in needs no news of it"
    order(world, first, "SOLUCIONAR\nO portal voltou.")
    assert {world.ticket(n).status for n in (first, *others)} == {"solved"}


def test_once_a_day_however_many_come(world: World) -> None:
    many(world, FIVE * 2)
    assert count(world, "spike") == 3
    world.later(hours=25)
    many(world, FIVE)
    assert count(world, "spike") == 6


@pytest.mark.parametrize(
    ("senders", "why"),
    [(FIVE[:4], "too few"), ((MARIA, RITA, MARIA, RITA, MARIA, RITA), "two people"), ((*FIVE[:4], CONCEICAO), "two groups")],
)
def test_fewer_are_no_spike(world: World, senders: tuple[str, ...], why: str) -> None:
    many(world, senders)
    assert count(world, "spike") == 0, why


def test_one_who_writes_many_times_sets_nothing_going(world: World) -> None:
    for n in range(12):
        world.mail_in(MARIA, f"{TITLE} {n}", files=SCREEN)
    while world.jobs.hear():
        pass
    assert not waiting(world)
    for n in range(12):
        world.mail_in((RITA, JOAO)[n % 2], f"{TITLE} {n}", files=SCREEN)
    while world.jobs.hear():
        pass
    assert len(waiting(world)) == 1, "one look at them all, not one for each"


def waiting(world: World) -> list[Timer]:
    with world.tools.database.reading() as session:
        return [t for t in timers.pending(session) if t.kind == timers.SPIKE]


def test_slower_than_in_an_hour_is_no_spike(world: World) -> None:
    for sender in FIVE:
        ask(world, sender)
        world.later(minutes=16)
    assert count(world, "spike") == 0


def test_of_several_items_none_is_many(world: World) -> None:
    for n, sender in enumerate(FIVE, start=10):
        ask(world, sender, f"[{n}] Uma coisa")
    assert count(world, "spike") == 0


def test_a_confidential_item_is_never_pointed_out(world: World) -> None:
    many(world, FIVE, "[1] Uma denúncia")
    assert count(world, "spike") == 0
    for n in range(1, 6):
        order(world, f"L_61123{n:03d}", "RECLASSIFICAR 3")
    many(world, FIVE[:2], "[3] Uma reclamação")
    assert count(world, "spike") == 0


def test_none_while_an_incident_is_open(world: World) -> None:
    numbers = many(world, FIVE[:4])
    order(world, numbers[0], "INCIDENTE")
    many(world, FIVE)
    assert count(world, "spike") == 0


def test_when_all_of_them_are_solved_there_is_nothing_to_lead(world: World) -> None:
    for number in many(world, FIVE[:4]):
        order(world, number, "SOLUCIONAR\nFeito.")
    number = ask(world, JOAO)
    assert count(world, "spike") == 3
    assert about(world, number, ANA)[-1].says(f"O mais antigo ainda aberto é o {number}"), "but this one may lead"


@pytest.mark.parametrize(("before", "letters"), [(250, 3), (400, 0)])
def test_what_is_usual_for_an_item_is_no_spike(world: World, before: int, letters: int) -> None:
    """A month of some 200 office hours: five in an hour are many where one comes, and not where two do."""
    with world.tools.database.writing() as session:
        session.add(TicketDay(day="61001", last=before))
        for n in range(before):
            at = world.clock.at - timedelta(days=1 + n % 20)
            values = {"code": 12, "title": "Portal", "entity": "27418305000100", "requester": "maria.conceicao", "group": "21150.SR-1"}
            tickets.open_new(session, at=at, by="maria.conceicao", values={"number": f"L_61001{n + 1:03d}", **values}, facts={})
    many(world, FIVE)
    assert count(world, "spike") == letters


def test_the_technicians_history_tells_of_it_and_the_representatives_does_not(world: World) -> None:
    first, *_ = many(world, FIVE)
    order(world, first, f"CONSULTAR {first}")
    assert world.last(ANA).says("Avisamos o grupo de muitos chamados do mesmo assunto")
    world.mail_in(MARIA, f"Chamado {first}", f"CONSULTAR {first}")
    world.work_off()
    assert not world.last(MARIA).says("muitos chamados")
