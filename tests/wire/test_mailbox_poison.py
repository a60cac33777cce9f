"""Does one bad mail stay in nobody's way, and end with a person?"""

import logging
import os
from collections.abc import Sequence
from datetime import timedelta

import pytest

from gateway.doors.imap import taking
from gateway.doors.imap.line import Line
from gateway.doors.imap.taking import BACKOFF, Look
from gateway.doors.imap.trouble import BUSY, Refused, Trouble
from storage.tables import Inbound
from tests.dovecot import Dovecot
from tests.wire.mailroom import Mailroom
from tests.wire.test_mailbox import NOVEMBER, Opener, mail, opened

__all__ = ["opened"]

FOLDER = "Recebidos/2026-11"
HEAD = b"From: maria@str-valesereno.example\r\nSubject: "


def put(server: Dovecot, mails: Sequence[bytes]) -> None:
    for one in mails:
        server.put(one, at=NOVEMBER)


def lock(server: Dovecot, text: bytes) -> None:
    """The server cannot open this mail's file (nor tell its size); it hangs up on whoever asks for it."""
    [file] = [one for part in ("new", "cur") for one in (server.path() / part).iterdir() if text in one.read_bytes()]
    # What Dovecot runs as may not read it; who runs the tests may be root.
    if os.getuid() == 0:
        os.chown(file, 0, 0)
    file.chmod(0)


def look_until(room: Mailroom, looks: int) -> list[str]:
    """So many looks, each over a new connection and after the longest wait; what each came to."""
    outcomes = []
    for _ in range(looks):
        try:
            outcomes.append(room.look().value)
        except Trouble as trouble:
            outcomes.append(trouble.why)
        room.ahead += max(BACKOFF) + timedelta(minutes=1)
    return outcomes


@pytest.mark.parametrize("place", [0, 7, 19])
def test_one_that_the_server_falls_over(opened: Opener, place: int) -> None:
    """It ends the connection even when it is listed: the rest is on record at the next look, whatever comes before or after it."""
    server, room = opened()
    put(server, [mail(n) for n in range(20)])
    lock(server, b"<%d@" % place)
    with pytest.raises(Trouble):
        room.look()
    good = [mail(n) for n in range(20) if n != place]
    for _ in range(2):
        look_until(room, 1)
    assert sorted(room.mails()) == sorted(good)
    outcomes = look_until(room, len(BACKOFF) + 1)
    assert Look.WHOLE.value not in outcomes[:3]
    assert outcomes[-1] == Look.WHOLE.value
    assert room.mailbox.whole_at
    assert [told.why for told in room.told] == ["unfetchable"]
    [bad] = [one for one in room.pickups if one.outcome != "filed"]
    assert (bad.outcome, bad.inbound_id) == ("unfetchable", None)
    put(server, [mail(20)])
    assert room.look() is Look.WHOLE
    assert sorted(room.mails()) == sorted([*good, mail(20)])


def refusing(monkeypatch: pytest.MonkeyPatch, uids: set[int], why: str = "") -> list[Sequence[int]]:
    """The server refuses these mails' bodies, or with `why` hangs up over them; what it was asked for."""
    asked: list[Sequence[int]] = []
    honest = Line.bodies

    def bodies(line: Line, wanted: Sequence[int]) -> dict[int, bytes]:
        asked.append(wanted)
        if uids & set(wanted):
            raise Trouble(why, "the server hung up") if why else Refused("FETCH: NO [SERVERBUG] Internal error")
        return honest(line, wanted)

    monkeypatch.setattr(Line, "bodies", bodies)
    return asked


def test_one_that_the_server_refuses(opened: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    server, room = opened()
    asked = refusing(monkeypatch, {5})
    put(server, [mail(n) for n in range(1, 21)])
    assert room.look() is Look.UNFINISHED, "the look is not whole while one is missing"
    whole_at = room.mailbox.whole_at
    assert room.mails() == [mail(n) for n in range(1, 21) if n != 5]
    for wait in BACKOFF:
        asked.clear()
        room.ahead += wait - timedelta(seconds=3)
        assert room.look() is Look.UNFINISHED
        assert asked == [], "not before its time"
        room.ahead += timedelta(seconds=4)
        assert room.look() is Look.UNFINISHED
        assert asked == [[5]]
    assert room.told == []
    assert room.mailbox.whole_at == whole_at
    assert room.look() is Look.WHOLE
    assert (server.mails("Quarentena"), server.count()) == ([mail(5)], 0)
    assert [told.why for told in room.told] == ["unfetchable"]
    assert len(room.mails()) == 19


def test_a_server_that_gives_nothing_at_all_sets_nothing_aside(opened: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    """Then it is not the mail: each is tried for ever, the operator knows, and all come on record at last."""
    server, room = opened()
    put(server, [mail(n) for n in range(3)])
    with monkeypatch.context() as patch:
        refusing(patch, {1, 2, 3})
        assert set(look_until(room, 12)) == {Look.UNFINISHED.value}
    assert {one.outcome for one in room.pickups} == {None}
    assert {told.why for told in room.told} == {"answer"}
    assert room.look() is Look.WHOLE
    assert sorted(room.mails()) == [mail(n) for n in range(3)]
    assert server.count("Quarentena") == 0


def test_a_server_that_puts_off_is_not_the_mails_fault(opened: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    server, room = opened()
    put(server, [mail(1)])
    with monkeypatch.context() as patch:
        refusing(patch, {1}, BUSY)
        assert set(look_until(room, 12)) == {BUSY}
    assert room.look() is Look.WHOLE
    assert room.mails() == [mail(1)]


def test_what_was_given_up_as_unreadable_lies_in_quarantine_at_a_later_look(opened: Opener) -> None:
    server, room = opened()
    put(server, [mail(n) for n in range(4)])
    room.look()
    with room.database.writing() as session:
        for row, outcome in zip(session.query(Inbound).order_by(Inbound.id), ("opened", "dead", "too-costly", "spam"), strict=True):
            row.outcome, row.due_at = outcome, None
    put(server, [mail(4)])
    assert room.look() is Look.WHOLE
    assert server.mails("Quarentena") == [mail(1), mail(2)]
    assert server.mails(FOLDER) == [mail(0), mail(3), mail(4)]
    assert [one.outcome for one in room.pickups] == ["filed", "quarantined", "quarantined", "filed", "filed"]
    assert room.look() is Look.WHOLE
    assert server.count("Quarentena") == 2


def test_no_word_of_a_bad_mail_is_logged(opened: Opener, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    server, room = opened()
    refusing(monkeypatch, {1})
    put(server, [HEAD + b"CPF 905.173.264-81\r\n\r\nErro\r\n", mail(2)])
    with caplog.at_level(logging.DEBUG):
        look_until(room, len(taking.BACKOFF) + 2)
    assert "905" not in f"{caplog.text} {room.told} {[one.last_error for one in room.pickups]}"
    assert server.count("Quarentena") == 1
