"""Do several pollers on one mailbox put each mail on record once, in its order, and into its folder once?"""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, suppress
from datetime import timedelta
from pathlib import Path

import pytest

from gateway.doors.door import Door
from gateway.doors.imap.line import Line, Moved
from gateway.doors.imap.taking import Look
from gateway.doors.imap.trouble import UNREACHABLE, Trouble
from storage.mailbox import pickups
from tests.dovecot import Dovecot
from tests.faults import hasty_gateway
from tests.postgres import Postgres
from tests.wire.mailroom import Mailroom
from tests.wire.premises import until
from tests.wire.process import Running
from tests.wire.recount import look_on, recount

MAILS = 300
CONVERSATIONS = 7
NO_MOVE, NEITHER = ("MOVE",), ("MOVE", "UIDPLUS")


def mail(number: int) -> bytes:
    """One of a conversation."""
    head = f"From: maria@str-valesereno.example\r\nMessage-ID: <{number}@cliente.example>\r\nSubject: Re: [12] Portal\r\n"
    head += f"References: <primeira-{number % CONVERSATIONS}@cliente.example>\r\n"
    return f"{head}\r\nAinda não abre ({number}).\r\n".encode() + b"y" * 70 * (number % 50) + b"\r\n"


SENT = [mail(number) for number in range(MAILS)]


def all_taken(room: Mailroom, server: Dovecot) -> bool:
    return server.count() == 0 and all(one.outcome for one in room.pickups) and len(room.rows()) >= MAILS


def whole(room: Mailroom, server: Dovecot) -> None:
    look_on(room, server)
    recount(room, server, SENT).check()
    assert server.count() == 0
    assert len({row.conversation for row in room.rows()}) == CONVERSATIONS
    assert all(one.folder_uid for one in room.pickups)


@pytest.mark.parametrize(("pollers", "without"), [(2, ()), (3, ()), (3, NO_MOVE)])
def test_pollers_of_one_process_take_each_mail_once(tmp_path: Path, pollers: int, without: tuple[str, ...]) -> None:
    with Dovecot(without=without) as server, closing(Mailroom(tmp_path, server.url())) as room:
        room.look()
        server.put_many(SENT[:150])
        with room.polling(pollers):
            for first in range(150, MAILS, 30):
                server.put_many(SENT[first : first + 30])
                until(lambda first=first: len(room.rows()) >= first - 100, 60)  # type: ignore[misc] # a lambda with its count bound
            until(lambda: all_taken(room, server), 60)
        assert not room.told
        whole(room, server)


@pytest.mark.parametrize("without", [(), NO_MOVE])
def test_pollers_in_processes_on_postgresql_take_each_mail_once(tmp_path: Path, without: tuple[str, ...]) -> None:
    with ExitStack() as stack:
        database = stack.enter_context(Postgres()).create()
        server = stack.enter_context(Dovecot(without=without))
        room = stack.enter_context(closing(Mailroom(tmp_path / "home", server.url(), database)))
        room.look()
        server.put_many(SENT[:100])
        gateways = [Running(tmp_path / "home", settings={"MAILBOXES": server.url(), "DATABASE": database}) for _ in range(3)]
        for one in gateways:
            stack.callback(one.close)
            one.start("imap", wait=False)
        until(lambda: gateways[0].log.count("takes mail for") == len(gateways), 60)
        for first in range(100, MAILS, 40):
            server.put_many(SENT[first : first + 40])
            until(lambda first=first: len(room.rows()) >= first - 100, 60)  # type: ignore[misc] # a lambda with its count bound
        until(lambda: all_taken(room, server), 60)
        assert [one.stop() for one in gateways] == [0, 0, 0], gateways[0].log
        whole(room, server)


@pytest.fixture(params=[(), NO_MOVE, NEITHER], ids=["move", "no move", "neither"])
def overtaken(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Dovecot, Mailroom]]:
    with Dovecot(without=request.param) as server, closing(Mailroom(tmp_path, server.url())) as room:
        room.look()
        server.put_many(SENT[:20])
        yield server, room


def once(done: Callable[..., object], meanwhile: Callable[[], object], *, first: bool) -> Callable[..., object]:
    """The same, but at its first call something happens before or after it."""
    called: list[bool] = []

    def wrapped(*arguments: object) -> object:
        fresh = not called
        called.append(True)
        if fresh and first:
            meanwhile()
        result = done(*arguments)
        if fresh and not first:
            meanwhile()
        return result

    return wrapped


@pytest.mark.parametrize(
    ("owner", "step", "first"),
    [(Line, "bodies", True), (Line, "bodies", False), (Door, "commit", False), (Line, "move", True), (Line, "move", False)],
)
def test_a_poller_that_outstays_its_lease_does_no_harm(
    overtaken: tuple[Dovecot, Mailroom], monkeypatch: pytest.MonkeyPatch, owner: type, step: str, first: bool
) -> None:
    """Another one takes over, does everything, and the first one wakes up again. COPY into a folder twice is all that can come of it."""
    server, room = overtaken

    def take_over() -> None:
        room.ahead = timedelta(minutes=1)
        room.look()

    monkeypatch.setattr(owner, step, once(getattr(owner, step), take_over, first=first))
    room.look()
    assert not [one.last_error for one in room.pickups if one.last_error]
    look_on(room, server)
    amid_copying = step == "move" and server.count() > 0
    recount(room, server, SENT[:20]).check(copied=SENT[:20] if amid_copying else ())
    assert all(one.folder_uid and one.due_at is None for one in room.pickups)
    assert not room.told


def test_what_one_left_unfiled_is_filed_by_one_of_the_others(tmp_path: Path) -> None:
    with Dovecot(without=NO_MOVE) as server, closing(Mailroom(tmp_path, server.url())) as room:
        room.look()
        server.put_many(SENT[:20])
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Line, "move", _hang_up)
            with pytest.raises(Trouble):
                room.look()
        room.ahead = timedelta(minutes=1)
        both, move = threading.Barrier(2, timeout=5), Line.move

        def slow(line: Line, uids: Sequence[int], folder: Sequence[str]) -> Moved:
            with suppress(threading.BrokenBarrierError):
                both.wait(1)
            return move(line, uids, folder)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Line, "move", slow)
            with room.polling(2):
                until(lambda: server.count() == 0)
        recount(room, server, SENT[:20]).check()
        assert not room.told


def test_a_mail_that_somebody_moves_before_we_do_is_no_trouble(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Dovecot() as server, closing(Mailroom(tmp_path, server.url())) as room:
        room.look()
        server.put_many(SENT[:20])

        def taken_away() -> None:
            with server.client() as client:
                client.select("INBOX")
                client.uid("MOVE", "3,7:9", "Trash")

        monkeypatch.setattr(Door, "commit", once(Door.commit, taken_away, first=False))
        with server.client() as client:
            client.create("Trash")
        room.look()
        assert server.count("Trash") == 4
        assert (server.count(), len(room.rows()), room.told) == (0, 20, [])
        room.ahead = timedelta(minutes=5)
        room.look()
        assert {one.outcome for one in room.pickups} == {"filed"}


def _hang_up(*_: object) -> None:
    raise Trouble(UNREACHABLE, "the server hung up")


def test_pollers_that_wait_for_no_turn_are_caught(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("claim", "put_on_record"):
        monkeypatch.setattr(pickups, name, getattr(pickups, name))  # put back afterwards
    hasty_gateway.takes_all()
    both, seen, bodies = threading.Barrier(2, timeout=30), set[int](), Line.bodies

    def together(line: Line, uids: Sequence[int]) -> dict[int, bytes]:
        found = bodies(line, uids)
        if threading.get_ident() not in seen:
            seen.add(threading.get_ident())
            both.wait()
        return found

    with Dovecot() as server, closing(Mailroom(tmp_path, server.url())) as room:
        assert room.look() is Look.WHOLE
        server.put_many(SENT)
        monkeypatch.setattr(Line, "bodies", together)
        with room.polling(2):
            until(lambda: server.count() == 0, 60)
        assert recount(room, server, SENT).doubled
