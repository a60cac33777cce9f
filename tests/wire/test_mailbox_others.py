"""Do we and the others at a mailbox leave each other's work alone? Nothing is lost, doubled or removed that is not ours."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from gateway.doors.imap.line import Line, Listed
from gateway.doors.imap.taking import Look
from storage.tables import Inbound
from tests.dovecot import Dovecot
from tests.wire.premises import until
from tests.wire.test_mailbox import NOVEMBER, Opener, mail, opened
from tests.world import MARIA, World

__all__ = ["opened"]

FOLDER = "Recebidos/2026-11"
ABILITIES = [(), ("MOVE",), ("MOVE", "UIDPLUS"), ("UIDPLUS",), ("IDLE", "MOVE", "UIDPLUS")]


def put(server: Dovecot, *numbers: int) -> None:
    for n in numbers:
        server.put(mail(n), at=NOVEMBER)


def commands(server: Dovecot) -> Iterator[list[str]]:
    """What was said after a login, in words and capitals."""
    return (line.upper().split() for line in server.asked)


def plain_expunges(server: Dovecot) -> list[list[str]]:
    """Commands that remove what anybody has marked: EXPUNGE, and CLOSE of a folder that was opened for changing."""
    return [words for words in commands(server) if words[:1] in (["EXPUNGE"], ["CLOSE"])]


@pytest.mark.parametrize("without", ABILITIES)
def test_mails_that_somebody_has_read_or_answered_come_in_as_they_are(opened: Opener, without: tuple[str, ...]) -> None:
    server, room = opened(without=without)
    put(server, 1, 2, 3)
    server.flag("INBOX", [1], r"\Seen")
    server.flag("INBOX", [2], r"\Seen \Answered \Flagged")
    assert room.look() is Look.WHOLE
    assert room.mails() == server.mails(FOLDER) == [mail(n) for n in (1, 2, 3)]
    assert server.flags(FOLDER) == ["S", "FRS", ""]


@pytest.mark.parametrize("without", ABILITIES)
def test_what_another_client_marks_is_its_own(opened: Opener, without: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    """Marked before we look, a mail is taken in like any other; marked while we file others, or lying there from before, it stays."""
    server, room = opened(looked=False, without=without)
    put(server, 1)
    room.look()
    server.flag("INBOX", [1], r"\Deleted")
    put(server, 2, 3, 4)
    honest = Line.bodies

    def bodies(line: Line, uids: Sequence[int]) -> dict[int, bytes]:
        found = honest(line, uids)
        put(server, 5)
        with server.client() as other:
            other.select("INBOX")
            other.uid("STORE", "5", "+FLAGS", r"(\Deleted)")
        return found

    with monkeypatch.context() as patch:
        patch.setattr(Line, "bodies", bodies)
        assert room.look() is Look.WHOLE
    assert room.mails() == server.mails(FOLDER) == [mail(n) for n in (2, 3, 4)]
    copied = "UIDPLUS" in without and "MOVE" in without
    assert server.mails() == [mail(n) for n in ((1, 2, 3, 4, 5) if copied else (1, 5))]
    assert server.flags()[0] == server.flags()[-1] == "T", "ours removes neither of them"
    assert not plain_expunges(server)
    assert room.look() is Look.WHOLE
    assert room.mails() == [mail(n) for n in (2, 3, 4, 5)]
    assert mail(1) in server.mails()
    assert not plain_expunges(server)


@pytest.mark.parametrize("without", ABILITIES)
def test_only_what_the_server_offers_is_asked_of_it(opened: Opener, without: tuple[str, ...]) -> None:
    server, room = opened(without=without)
    put(server, 1, 2)
    with room.polling():
        until(lambda: {one.outcome for one in room.pickups} in ({"filed"}, {"copied"}))
        until(lambda: "IDLE" in without or ["IDLE"] in commands(server))
    words = [" ".join(one[:2]) for one in commands(server)]
    assert ("UID MOVE" in words) == ("MOVE" not in without)
    assert ("UID COPY" in words) == ("MOVE" in without)
    assert ("UID EXPUNGE" in words) == ("MOVE" in without and "UIDPLUS" not in without)
    assert ("IDLE" in words) == ("IDLE" not in without)
    assert not plain_expunges(server)


def test_copied_and_left_marked_nothing_is_doubled_by_the_next_looks(opened: Opener) -> None:
    server, room = opened(without=("MOVE", "UIDPLUS"))
    put(server, 1, 2)
    for n in range(4):
        assert room.look() is Look.WHOLE
        room.ahead += timedelta(hours=n)
    assert room.mails() == server.mails(FOLDER) == server.mails() == [mail(1), mail(2)]
    assert server.flags() == ["T", "T"]
    assert {one.outcome for one in room.pickups} == {"copied"}
    with server.client() as person:
        person.select("INBOX")
        person.expunge()
    put(server, 3)
    assert room.look() is Look.WHOLE
    assert room.mails() == server.mails(FOLDER) == [mail(n) for n in (1, 2, 3)]


def test_without_idle_a_mail_comes_at_the_next_look(opened: Opener) -> None:
    server, room = opened(without=("IDLE",))
    room.box = type(room.box)(**{name: getattr(room.box, name) for name in room.box.__slots__} | {"poll": 0.5})
    with room.polling():
        for n in range(3):
            put(server, n)
            until(lambda n=n: len(room.rows()) == n + 1)
        until(lambda: server.count() == 0)
    assert room.mails() == [mail(n) for n in range(3)]


def taken_away(server: Dovecot, monkeypatch: pytest.MonkeyPatch, name: str, uid: str) -> None:
    """A person moves a mail into another folder just before `name` is asked for the first time."""
    honest, done = getattr(Line, name), []

    def hooked(line: Line, uids: Sequence[int]) -> list[Listed] | dict[int, bytes]:
        if not done:
            done.append(name)
            with server.client() as person:
                person.select("INBOX")
                person.create("Pessoal")
                assert person.uid("MOVE", uid, "Pessoal")[0] == "OK"
        found: list[Listed] | dict[int, bytes] = honest(line, uids)
        return found

    monkeypatch.setattr(Line, name, hooked)


@pytest.mark.parametrize("name", ["listed", "bodies", "move"])
def test_a_mail_that_a_person_takes_away_under_our_hands(opened: Opener, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    server, room = opened()
    put(server, 1, 2, 3)
    if name == "move":
        honest = Line.move
        taken_away(server, monkeypatch, "bodies", "9")
        monkeypatch.setattr(Line, "move", lambda line, uids, folder: (by_hand(server), honest(line, uids, folder))[1])
    else:
        taken_away(server, monkeypatch, name, "2")
    room.look()
    room.ahead += timedelta(minutes=4)
    assert room.look() is Look.WHOLE
    assert server.mails("Pessoal") == [mail(2)]
    assert server.mails(FOLDER) == [mail(1), mail(3)]
    assert room.mails() == [mail(n) for n in ((1, 2, 3) if name == "move" else (1, 3))]
    assert all(row.size for row in room.rows()), "nothing empty is on record"
    outcomes = {one.uid: one.outcome for one in room.pickups}
    assert outcomes.get(2) == ("filed" if name == "move" else "gone")
    assert {outcomes[1], outcomes[3]} == {"filed"}
    assert room.told == []


def by_hand(server: Dovecot) -> None:
    with server.client() as person:
        person.select("INBOX")
        person.create("Pessoal")
        person.uid("MOVE", "2", "Pessoal")


def test_a_filed_mail_that_a_person_drags_back_arrives_again(opened: Opener, tmp_path: Path) -> None:
    """On record once more, as what it is: another copy of what had its effect already."""
    server, room = opened()
    world = World(tmp_path / "world", database=f"sqlite:///{tmp_path}/carteiro.db")
    world.clock.at = room.keeping.clock()
    world.raw_in(mail(1), login=world.person(MARIA).id, mail_from=MARIA)
    server.put(mail(1), at=world.clock.at)
    for _ in range(2):
        assert room.look() is Look.WHOLE
        world.later(minutes=2)
        folder = room.pickups[-1].folder
        assert (server.count(), server.mails(folder)) == (0, [mail(1)])
        with server.client() as person:
            person.select(folder)
            assert person.uid("MOVE", "1:*", "INBOX")[0] == "OK"
    first, *copies = room.rows(Inbound)
    assert (first.door, first.outcome) == ("smtp", "opened")
    assert [(one.door, one.outcome, one.duplicate_of) for one in copies] == [("imap", "duplicate", first.id)] * 2
    assert world.count() == 1
    world.close()
