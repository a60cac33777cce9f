"""kill -9 at every step of a look into a mailbox: is each mail on record once, and in its folder, when it is looked again?"""

import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gateway.doors.imap.taking import Look
from storage.database import Database
from tests.dovecot import Dovecot
from tests.postgres import Postgres
from tests.wire.mailroom import Mailroom
from tests.wire.process import ROOT
from tests.wire.recount import look_on, recount
from tests.wire.test_mailbox import mail

OCTOBER = datetime(2026, 10, 30, 12, 0, tzinfo=UTC)
NOVEMBER = datetime(2026, 11, 5, 12, 0, tzinfo=UTC)
SENT = [mail(1, 60_000), mail(2), mail(3, 70_000), mail(4, 2_500_000), mail(5), mail(6)]
NO_MOVE, NEITHER = ("MOVE",), ("MOVE", "UIDPLUS")


@pytest.fixture(scope="module")
def postgres() -> Iterator[tuple[Postgres, str]]:
    """A server, and a database on it with every table, to be copied."""
    with Postgres() as server:
        model = server.create()
        with closing(Database(model)) as made:
            made.upgrade()
        yield server, model


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/carteiro.db"
    server, model = request.getfixturevalue("postgres")
    return str(server.create(model))


def die(point: str, room: Mailroom, home: Path, url: str, database: str, *program: str) -> None:
    """One look in a process of its own, up to the point."""
    command = [sys.executable, "-m", *(program or ("tests.wire.poll_and_die",)), point, str(home), url, database]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, timeout=60)
    assert done.returncode == -signal.SIGKILL, (point, done.stderr.decode())
    assert room.pickups


def killed(home: Path, database: str, point: str, without: tuple[str, ...] = (), copied: Sequence[bytes] = ()) -> None:
    with Dovecot(without=without) as server, closing(Mailroom(home, server.url(), database)) as room:
        assert room.look() is Look.WHOLE
        for one in SENT:
            server.put(one, at=OCTOBER if one is SENT[0] else NOVEMBER)
        die(point, room, home, server.url(), database)
        look_on(room, server)
        recount(room, server, SENT).check(copied=copied)
        assert server.count() == (len(SENT) if without == NEITHER else 0)


@pytest.mark.parametrize(
    "point", ["claimed", "fetching", "fetching a big one", "uncommitted", "committed", "half moved", "moved", "unmarked"]
)
def test_killed_at_a_step_every_mail_is_on_record_once_and_filed(tmp_path: Path, database: str, point: str) -> None:
    killed(tmp_path, database, point)


@pytest.mark.parametrize(
    ("point", "without", "copied"),
    [
        ("committed", NO_MOVE, []),
        ("copied", NO_MOVE, SENT[:1]),
        ("flagged", NO_MOVE, SENT[:1]),
        ("moved", NO_MOVE, []),
        ("copied", NEITHER, SENT[:1]),
        ("unmarked", NEITHER, SENT[:1]),
    ],
)
def test_without_move_a_folder_may_hold_a_copy_twice_and_the_record_none(
    tmp_path: Path, point: str, without: tuple[str, ...], copied: list[bytes]
) -> None:
    killed(tmp_path, f"sqlite:///{tmp_path}/carteiro.db", point, without, copied)


@pytest.mark.parametrize(
    ("kind", "point", "fault"),
    [("marks_first", "fetching", "lost"), ("moves_first", "uncommitted", "lost"), ("takes_all", "committed", "doubled")],
)
def test_a_poller_that_does_it_in_another_order_is_caught(tmp_path: Path, kind: str, point: str, fault: str) -> None:
    database = f"sqlite:///{tmp_path}/carteiro.db"
    with Dovecot() as server, closing(Mailroom(tmp_path, server.url(), database)) as room:
        room.look()
        server.put_many(SENT)
        die(point, room, tmp_path, server.url(), database, "tests.faults.hasty_gateway", kind)
        look_on(room, server)
        assert getattr(recount(room, server, SENT), fault)
