"""Is a mail whole on record, once, wherever its connection breaks?"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gateway.doors.imap import taking
from gateway.doors.imap.line import Patience
from gateway.doors.imap.taking import Look
from gateway.doors.imap.trouble import Trouble
from storage.mail import inbox
from storage.tables import Inbound, Pickup
from tests.dovecot import Dovecot
from tests.proxy import Proxy
from tests.wire.mailroom import PATIENCE, Mailroom
from tests.wire.test_mailbox import mail

NOVEMBER = datetime(2026, 11, 5, 12, 0, tzinfo=UTC)
FOLDER = "Recebidos/2026-11"
AFTERWARDS = timedelta(minutes=3)  # leases, waits after a first try, and the time that a mail may be out of sight


@contextmanager
def behind_a_proxy(home: Path, patience: Patience = PATIENCE, **wanted: object) -> Iterator[tuple[Dovecot, Proxy, Mailroom]]:
    """A server, what stands before it, and the gateway's side, which speaks plain text so that bytes can be counted.

    The mailbox has had its first look.
    """
    with Dovecot(**wanted) as server, Proxy(server.port) as proxy:
        room = Mailroom(home, server.url(scheme="imap", port=proxy.port), patience=patience)
        try:
            assert room.look() is Look.WHOLE
            yield server, proxy, room
        finally:
            room.close()


class Sweep:
    """The same mails again and again, the connection cut one step later each time."""

    def __init__(self, server: Dovecot, proxy: Proxy, room: Mailroom, *sizes: int) -> None:
        self.server, self.proxy, self.room = server, proxy, room
        self._sizes = sizes
        self._sent = 0

    def put(self) -> list[bytes]:
        mails = [mail(self._sent + n, size) for n, size in enumerate(self._sizes)]
        self._sent += len(mails)
        for one in mails:
            self.server.put(one, at=NOVEMBER)
        return mails

    def whole(self) -> int:
        """How many bytes the server says in a look that nothing disturbs, and for which there is a folder."""
        for _ in range(2):
            self.put()
            assert self.room.look() is Look.WHOLE
        return self.proxy.down[-1]

    def cut(self, at: int) -> None:
        mails = self.put()
        self.proxy.cut_after = at
        with suppress(Trouble):
            self.room.look()
        self.proxy.cut_after = None
        assert all(one in mails for one in self.newest(mails, whole=False)), f"cut at {at}: what is on record by then is whole"
        self.room.ahead += AFTERWARDS
        assert self.room.look() is Look.WHOLE, f"cut at {at}"
        assert self.newest(mails) == mails, f"cut at {at}"
        assert self.server.count() == 0, f"cut at {at}"

    def newest(self, mails: list[bytes], *, whole: bool = True) -> list[bytes]:
        """What came on record since they were put, oldest first."""
        with self.room.database.reading() as session:
            ids = [row for (row,) in session.query(Inbound.id).order_by(Inbound.id).offset(self._sent - len(mails))]
            assert not whole or session.query(Pickup).filter(Pickup.outcome.is_(None) | Pickup.claimed_until.is_not(None)).count() == 0
            return [inbox.raw(session, self.room.evidence, row) for row in ids]

    def over(self) -> None:
        """Nothing came twice into the folder, and everything came; the rows agree with it."""
        assert len(self.room.rows()) == self._sent == self.server.count(FOLDER)
        assert sorted(self.server.mails(FOLDER)) == sorted(self.room.mails())
        assert {one.outcome for one in self.room.pickups} == {"filed"}
        assert len({one.inbound_id for one in self.room.pickups}) == self._sent == len(self.room.pickups)


@pytest.mark.timeout(300)
def test_cut_at_every_997th_byte_of_a_look_over_200_kb(tmp_path: Path) -> None:
    with behind_a_proxy(tmp_path) as (server, proxy, room):
        sweep = Sweep(server, proxy, room, 500, 206_000, 0)
        cuts = range(997, sweep.whole(), 997)
        for at in cuts:
            sweep.cut(at)
        assert proxy.cuts == len(cuts) > 200
        sweep.over()


def test_cut_at_every_61st_byte_of_a_short_dialogue(tmp_path: Path) -> None:
    with behind_a_proxy(tmp_path) as (server, proxy, room):
        sweep = Sweep(server, proxy, room, 2000)
        cuts = range(0, sweep.whole(), 61)
        for at in cuts:
            sweep.cut(at)
        assert proxy.cuts == len(cuts) > 60
        sweep.over()


@pytest.mark.parametrize("without", ["MOVE", "UIDPLUS"])
def test_cut_where_mails_are_copied(tmp_path: Path, without: str) -> None:
    """Copied and not marked, marked and not taken away: what can be doubled is a copy in the folder, never what is on record."""
    with behind_a_proxy(tmp_path, without=("MOVE", without)) as (server, proxy, room):
        sweep = Sweep(server, proxy, room, 0)
        whole = sweep.whole()
        for at in range(whole - 700, whole, 23):
            server.put(mail(at), at=NOVEMBER)
            before = len(room.rows())
            proxy.cut_after = at
            with suppress(Trouble):
                room.look()
            proxy.cut_after = None
            room.ahead += AFTERWARDS
            assert room.look() is Look.WHOLE
            assert room.mails()[before:] == [mail(at)]
            assert {flags[-1:] for flags in server.flags()} <= {"T"}, "what is left is marked"
        assert set(server.mails(FOLDER)) == set(room.mails())
        assert not [said for said in server.asked if said.upper().startswith("EXPUNGE")]


@pytest.mark.timeout(300)
def test_cut_while_a_big_mail_comes_in_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking, "RIDES", 100_000)
    with behind_a_proxy(tmp_path) as (server, proxy, room):
        sweep = Sweep(server, proxy, room, 2_400_000)
        cuts = range(30_011, sweep.whole(), 30_011)
        for at in cuts:
            sweep.cut(at)
        assert proxy.cuts == len(cuts) > 75
        sweep.over()
        assert not list((tmp_path / "evidence" / "tmp").glob("*")), "no half of one is left on the disk"
