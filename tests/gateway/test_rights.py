"""Who may see, decide and work what?"""

from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.people.directory import Person
from gateway.people.rights import may_advise, may_decide, may_see, may_work


@dataclass(frozen=True, slots=True)
class Ticket:
    entity: str = "E1"
    requester: str = "maria"
    group: str = "G1"
    technician: str = ""
    confidential: bool = False


MARIA = Person("maria", "Maria", "1", ("maria@x.example",), frozenset({"gestor"}), active=True, entities=("E1",))
JOAO = replace(MARIA, id="joao")
BOTH = replace(MARIA, id="antonio", entities=("E2", "E1"))
OTHER = replace(MARIA, id="rita", entities=("E2",))
MOVED = replace(MARIA, entities=("E2",))
TECH = Person("ana", "Ana", "2", ("ana@x.example",), frozenset({"tecnico"}), active=True, groups=("G1",))
ELSEWHERE = replace(TECH, id="paulo", groups=("G2",))
CHIEF = Person("marcos", "Marcos", "3", ("marcos@x.example",), frozenset({"supervisor"}), active=True, supervises=("G1",))
FAR_CHIEF = replace(CHIEF, id="silvia", supervises=("G2",))
TITLE_ONLY = replace(MARIA, id="x", profile=frozenset({"supervisor"}), groups=("G1",))
PUBLIC, SECRET = Ticket(), Ticket(confidential=True)


@pytest.mark.parametrize(
    ("who", "sees", "sees_secret", "decides", "works", "works_secret"),
    [
        (MARIA, True, True, True, False, False),
        (JOAO, True, False, False, False, False),
        (BOTH, True, False, False, False, False),
        (OTHER, False, False, False, False, False),
        (MOVED, False, False, False, False, False),
        (TECH, True, True, False, True, True),
        (ELSEWHERE, False, False, False, False, False),
        (CHIEF, True, False, False, False, False),
        (FAR_CHIEF, False, False, False, False, False),
        (TITLE_ONLY, False, False, False, False, False),
    ],
)
def test_each_sees_decides_and_works_what_is_theirs(
    who: Person, sees: bool, sees_secret: bool, decides: bool, works: bool, works_secret: bool
) -> None:
    assert (may_see(who, PUBLIC), may_see(who, SECRET)) == (sees, sees_secret)
    assert may_decide(who, PUBLIC) == may_decide(who, SECRET) == decides
    assert (may_work(who, PUBLIC), may_work(who, SECRET)) == (works, works_secret)


def test_supervisors_and_technicians_may_speak_to_the_desk_unseen_by_the_entity() -> None:
    assert [may_advise(who, PUBLIC) for who in (TECH, CHIEF, FAR_CHIEF, ELSEWHERE, MARIA)] == [True, True, False, False, False]
    assert not may_advise(CHIEF, SECRET)


@pytest.mark.parametrize("way", [{"others_may": True}, {"opener_left": True}])
def test_the_entitys_others_decide_by_setting_or_when_the_opener_left(way: dict[str, bool]) -> None:
    assert [may_decide(who, PUBLIC, **way) for who in (MARIA, JOAO, BOTH, OTHER, MOVED, TECH, CHIEF)] == [True] * 3 + [False] * 4
    assert [may_decide(who, SECRET, **way) for who in (MARIA, JOAO, BOTH)] == [True, False, False]


def test_a_technician_who_is_also_gestor_decides_as_gestor_only() -> None:
    double = replace(TECH, profile=frozenset({"tecnico", "gestor"}), entities=("E1",))
    assert may_work(double, PUBLIC)
    assert not may_decide(double, PUBLIC)
    assert may_decide(double, replace(PUBLIC, requester="ana"))


def people() -> st.SearchStrategy[Person]:
    some = st.lists(st.sampled_from(("E1", "E2", "G1", "G2")), max_size=3).map(tuple)
    profiles = st.frozensets(st.sampled_from(("gestor", "tecnico", "supervisor")))
    ids = st.sampled_from(("maria", "ana"))
    return st.builds(Person, ids, st.just(""), st.just(""), st.just(()), profiles, st.booleans(), some, some, some)


def tickets() -> st.SearchStrategy[Ticket]:
    return st.builds(
        Ticket, st.sampled_from(("E1", "E2")), st.sampled_from(("maria", "ana")), st.sampled_from(("G1", "G2")), confidential=st.booleans()
    )


@given(people(), tickets(), st.booleans(), st.booleans())
def test_nobody_acts_on_what_they_may_not_see_and_inactive_people_may_nothing(
    person: Person, ticket: Ticket, others_may: bool, opener_left: bool
) -> None:
    acts = may_work(person, ticket) or may_decide(person, ticket, others_may, opener_left)
    assert may_see(person, ticket) or not acts
    assert person.active or not may_see(person, ticket)


@given(people(), tickets())
def test_confidence_only_ever_takes_rights_away(person: Person, ticket: Ticket) -> None:
    open_, secret = replace(ticket, confidential=False), replace(ticket, confidential=True)
    assert may_see(person, open_) or not may_see(person, secret)
    assert may_work(person, open_) or not may_work(person, secret)
