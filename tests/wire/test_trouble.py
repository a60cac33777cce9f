"""Is our own trouble always a 4yz without detail, after which the same mail is taken?"""

import errno
import logging
import socket
from collections.abc import Callable

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from gateway.doors import listening, smtp
from gateway.doors.data import Intake
from parsers.letterhead.thread import conversation
from storage.evidence.files import FileSpool
from storage.mail import inbox
from tests.wire.premises import PLAIN, Caller, Opener, Premises, on_the_wire, registered, until

LATER = "451 4.3.0 Falha temporaria nossa; tente novamente em alguns minutos"
BIG = PLAIN + b"0123456789abcdef" * 200_000 + b"\r\n"


def failing(*errors: Exception, then: Callable[..., object]) -> Callable[..., object]:
    """Fails once for each error, then works."""
    left = list(errors)

    def either(*args: object, **more: object) -> object:
        if left:
            raise left.pop(0)
        return then(*args, **more)

    return either


def full() -> OSError:
    return OSError(errno.ENOSPC, "No space left on device")


def broken() -> OperationalError:
    return OperationalError("INSERT", {}, Exception("disk I/O error"))


def test_a_commit_that_fails_is_a_451_and_the_same_mail_is_taken_afterwards(premises: Premises, caller: Caller) -> None:
    failed: list[int] = []

    @event.listens_for(premises.database.engine, "commit")
    def commit(_connection: object) -> None:
        if not failed:
            failed.append(1)
            raise broken()

    assert caller.deliver(PLAIN) == LATER
    assert premises.rows == []
    assert premises.stored(registered(caller.deliver(PLAIN))) == PLAIN


@pytest.mark.parametrize("fault", [full(), broken(), RuntimeError("a bug of ours"), MemoryError()], ids=lambda f: type(f).__name__)
def test_whatever_goes_wrong_while_storing_is_a_451_without_detail(
    premises: Premises, caller: Caller, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    monkeypatch.setattr(inbox, "file", failing(fault, then=inbox.file))
    assert caller.deliver(PLAIN) == LATER
    assert premises.stored(registered(caller.deliver(PLAIN))) == PLAIN
    assert len(premises.rows) == 1


def test_a_bug_in_what_we_read_of_a_mail_is_a_451(premises: Premises, caller: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtp, "conversation", failing(ValueError("a header we cannot read"), then=conversation))
    assert caller.deliver(PLAIN) == LATER
    registered(caller.deliver(PLAIN))
    assert len(premises.rows) == 1


def test_one_mail_that_cannot_be_stored_costs_the_others_of_its_commit_nothing(premises: Premises, monkeypatch: pytest.MonkeyPatch) -> None:
    poison = PLAIN + b"veneno\r\n"
    really = inbox.file

    def file(session: object, arrivals: list[inbox.Arrival]) -> object:
        if any(a.raw == poison for a in arrivals):
            raise ValueError("cannot be stored")
        return really(session, arrivals)  # type: ignore[arg-type] # handed through

    monkeypatch.setattr(inbox, "file", file)
    premises.door.close()  # until the door opens again, what is submitted waits for one commit
    callers = [premises.call().greet().begin() for _ in range(4)]
    for n, each in enumerate(callers):
        each.send(on_the_wire(poison if n == 2 else PLAIN))
    until(lambda: premises.door._waiting.qsize() == 4)
    premises.door.open()
    answers = [each.answer() for each in callers]
    assert [a[:3] for a in answers] == ["250", "250", "451", "250"]
    assert len(premises.rows) == 3


@pytest.mark.parametrize("method", ["__init__", "write", "keep"])
def test_a_full_disk_in_mid_mail_is_a_451_after_its_end_and_the_connection_goes_on(
    premises: Premises, caller: Caller, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    monkeypatch.setattr(FileSpool, method, failing(full(), then=getattr(FileSpool, method)))
    assert caller.deliver(BIG) == LATER
    assert premises.rows == []
    assert list(premises.evidence.root.glob("tmp/*")) == []
    assert premises.stored(registered(caller.deliver(BIG))) == BIG


def test_after_a_bug_in_mid_mail_the_rest_of_it_is_not_heard_as_commands(
    premises: Premises, caller: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Intake, "add", failing(RuntimeError("a bug of ours"), then=Intake.add))
    inner = b"\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<suporte@carteiro.example>\r\nDATA\r\nAPROVAR\r\n"
    caller.begin().send(b"x" * 70_000 + inner * 2000 + b".\r\n")
    assert caller.answer().startswith("421 4.3.0")
    assert caller.answer() == ""
    assert premises.rows == []


def test_lmtp_tells_each_recipient_of_the_trouble(open_premises: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    premises = open_premises(urls=("lmtp://127.0.0.1:0",))
    monkeypatch.setattr(inbox, "file", failing(full(), then=inbox.file))
    caller = premises.call().greet("LHLO relay.example")
    for line in ("MAIL FROM:<>", "RCPT TO:<suporte@carteiro.example>", "RCPT TO:<suporte+x@carteiro.example>", "DATA"):
        caller.say(line)
    assert [caller.send(on_the_wire(PLAIN)).answer(), caller.answer()] == [LATER, LATER]
    registered(caller.deliver(PLAIN))


def test_a_mail_that_never_ends_is_cut_with_a_421(premises: Premises, caller: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtp, "DATA_SECONDS", 0.3)
    caller.begin().send(b"MAIL FROM:<a@b.example>\r\n")
    assert caller.answer().startswith("421 4.4.2 A mensagem demorou demais")
    assert caller.answer() == ""
    assert premises.rows == []


def test_who_says_nothing_is_sent_away_with_a_421(premises: Premises, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtp, "IDLE_SECONDS", 0.2)
    caller = premises.call().greet()
    assert caller.answer().startswith("421 4.4.2")
    assert caller.answer() == ""


def test_closing_says_421_to_the_idle_and_lets_a_mail_in_progress_come_to_its_answer(
    premises: Premises, monkeypatch: pytest.MonkeyPatch
) -> None:
    (address,) = premises.listening.addresses
    idle, halfway, endless = premises.call().greet(), premises.call().greet().begin(), premises.call().greet().begin()
    endless.send(b"o fim nao vem\r\n")
    monkeypatch.setattr(listening, "GRACE_SECONDS", 1)
    closing = premises.start(premises.listening.close())
    assert idle.answer().startswith("421 4.3.2")
    registered(halfway.send(on_the_wire(PLAIN)).answer())
    assert halfway.answer().startswith("421 4.3.2")
    assert endless.answer().startswith("421 4.3.2")
    closing.result(10)
    assert [premises.stored(row.id) for row in premises.rows] == [PLAIN]
    with pytest.raises(ConnectionRefusedError):
        Caller(address)


def test_what_is_submitted_when_the_door_closes_is_still_answered(premises: Premises) -> None:
    premises.door.close()
    callers = [premises.call().greet().begin() for _ in range(3)]
    for each in callers:
        each.send(on_the_wire(PLAIN))
    until(lambda: premises.door._waiting.qsize() == 3)
    premises.door.open()
    premises.door.close()
    assert sorted(registered(each.answer()) for each in callers) == [1, 2, 3]
    premises.door.open()


@pytest.fixture(autouse=True)
def _quiet(caplog: pytest.LogCaptureFixture) -> None:
    """Faults are logged with their traces, which is right, and no news here."""
    caplog.set_level(logging.CRITICAL)


def test_a_caller_who_reads_nothing_is_let_go_of(premises: Premises, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtp, "GOODBYE_SECONDS", 0.1)
    monkeypatch.setattr(smtp, "IDLE_SECONDS", 0.5)
    deaf = premises.call().greet()
    (listener,) = premises.listening._alive
    for each, buffer in ((deaf.socket, socket.SO_RCVBUF), (listener.transport.get_extra_info("socket"), socket.SO_SNDBUF)):
        each.setsockopt(socket.SOL_SOCKET, buffer, 4096)
    deaf.send(b"EHLO x\r\n" * 10_000)  # the answers fill every buffer on their way
    until(lambda: not premises.listening._alive)
