"""Is a fault of ours no mail's fault, and not the end of a poller?"""

import errno
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.exc import OperationalError

from gateway.doors.data import RIDES
from gateway.doors.imap import poller
from gateway.doors.imap.taking import BACKOFF, Look
from storage.evidence.store import Evidence
from storage.mailbox import pickups
from tests.dovecot import PASSWORD
from tests.wire.premises import until
from tests.wire.test_mailbox import Opener, mail, opened

__all__ = ["opened"]


def test_what_cannot_be_told_does_not_end_the_poller(opened: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    server, room = opened()

    def broken(*_: object) -> None:
        raise RuntimeError("no letter")

    monkeypatch.setattr(poller, "ALARM", timedelta())
    monkeypatch.setattr(poller, "LOGIN_PAUSE", 0.1)
    room.keeping = replace(room.keeping, tell=broken)
    server.set_password("outra")
    server.put(mail(1))
    with room.polling():
        until(lambda: room.mailbox.told)
        server.set_password(PASSWORD)
        until(lambda: len(room.mails()) == 1)


@pytest.mark.parametrize("big", [True, False])
def test_a_full_disk_or_a_database_away_is_no_mails_fault(opened: Opener, big: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    server, room = opened()
    server.put(mail(1, RIDES + 1 if big else 0))

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    def away(*_: object) -> None:
        raise OperationalError("INSERT", {}, Exception("away"))

    with monkeypatch.context() as broken:
        broken.setattr(Evidence, "spool", full)
        broken.setattr(pickups, "put_on_record", away)
        for _ in range(2 * len(BACKOFF)):
            with pytest.raises((OSError, OperationalError)):
                room.look()
            room.ahead += max(BACKOFF) + timedelta(minutes=1)
    assert room.look() is Look.WHOLE
    assert len(room.mails()) == 1
    assert server.count("INBOX") == 0
    assert room.told == []
