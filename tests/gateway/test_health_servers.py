"""Does each server that is away, and each disk that fills, turn one named check red, and green again, with one letter each time?"""

import socket
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from gateway.app import now
from storage.mailbox import mailboxes
from tests.disk import mounted
from tests.dovecot import Dovecot
from tests.redis import Redis
from tests.slapd import Slapd
from tests.watched import Watched, watched
from tests.wire.mailroom import Mailroom
from tests.wire.premises import until

SIZE = 40_000_000  # bytes


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A small disk."""
    with mounted(tmp_path / "small", f"size={SIZE}") as place:
        yield place


@pytest.fixture
def crowded(tmp_path: Path) -> Iterator[Path]:
    """A disk with room for few files."""
    with mounted(tmp_path / "crowded", "size=1000000,nr_inodes=40") as place:
        yield place


def is_green(world: Watched) -> bool:
    """After what was asked a moment ago is asked anew."""
    world.clock.at += timedelta(seconds=11)
    return world.red == set()


def test_a_disk_with_less_than_a_tenth_left(small: Path, tmp_path: Path) -> None:
    with watched(tmp_path / "home", evidence=f"file:{small}/evidence") as world:
        world.pass_minutes(1)
        assert world.red == set()
        ballast = small / "ballast"
        ballast.write_bytes(b"\0" * (SIZE * 905 // 1000))
        world.pass_minutes(4)
        assert world.red == {"disk"}
        assert "the disk of the evidence has 9 % of its room left" in world.check("disk").says
        assert world.check("disk").since is not None, "as the alarm knows"
        assert world.told == ["Carteiro: o disco está quase cheio"]
        ballast.unlink()
        world.pass_minutes(40)
        assert world.red == set()
        assert world.told[1:] == ["Carteiro: o disco voltou a ter espaço"]


def test_a_disk_with_few_file_entries_left(crowded: Path, tmp_path: Path) -> None:
    with watched(tmp_path / "home", evidence=f"file:{crowded}") as world:
        files = [crowded / str(n) for n in range(37)]
        for file in files:
            file.touch()
        assert world.red == {"disk"}
        assert "file entries" in world.check("disk").says
        for file in files:
            file.unlink()
        assert world.red == set()


def test_an_object_store_that_is_away(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    (tmp_path / "key").write_text("two")
    url = f"s3://bucket/?endpoint=http://127.0.0.1:{port}&region=us-east-1&access_key=one&secret_key_file={tmp_path}/key&timeout=1"
    with watched(tmp_path / "home", evidence=url) as world:
        assert (world.red, world.check("evidence").says) == ({"evidence"}, "the store cannot be asked (OSError)")


def test_a_folder_of_evidence_that_is_in_the_way(tmp_path: Path) -> None:
    with watched(tmp_path / "home", evidence=f"file:{tmp_path}/evidence") as world:
        assert world.red == set()
        world.clock.at += timedelta(minutes=2)
        (tmp_path / "evidence").touch()
        assert "evidence" in world.red


def test_a_directory_that_is_away(tmp_path: Path) -> None:
    with Slapd() as slapd, watched(tmp_path, directory=slapd.url()) as world:
        world.pass_minutes(1)
        assert world.red == set()
        slapd.kill()
        world.pass_minutes(4)
        assert world.red == {"directory"}
        assert world.told == ["Carteiro: o diretório não responde"]
        slapd.start()
        until(lambda: is_green(world), 30)
        world.pass_minutes(40)
        assert world.told[1:] == ["Carteiro: o diretório voltou a responder"]


def test_a_redis_that_is_away(tmp_path: Path) -> None:
    with Redis() as redis, watched(tmp_path, broker=redis.url) as world:
        assert world.red == set()
        redis.kill()
        world.pass_minutes(4)
        assert world.red == {"broker"}
        assert world.told == ["Carteiro: o Redis não responde"]
        redis.start()
        world.pass_minutes(40)
        assert world.red == set()
        assert world.told[1:] == ["Carteiro: o Redis voltou a responder"]


@pytest.fixture
def dovecot() -> Iterator[Dovecot]:
    with Dovecot() as server:
        yield server


@pytest.fixture
def world(tmp_path: Path, dovecot: Dovecot) -> Iterator[Watched]:
    """With a mailbox, in our own time."""
    with watched(tmp_path, mailboxes=dovecot.url()) as made:
        made.clock.at = now()
        yield made


@pytest.fixture
def room(world: Watched, tmp_path: Path, dovecot: Dovecot) -> Iterator[Mailroom]:
    """Whoever reads it."""
    made = Mailroom(tmp_path, dovecot.url(), world.settings.database)
    yield made
    made.close()


def reads_on(world: Watched, room: Mailroom) -> None:
    """For longer than an alarm takes to be over."""
    for _ in range(6):
        room.ahead = world.clock() - now()
        room.look()
        world.pass_minutes(7)


def test_a_mailbox_that_nobody_looks_at(world: Watched, room: Mailroom) -> None:
    assert (world.red, world.check("mailboxes").says) == ({"mailboxes"}, "one on 127.0.0.1 was never looked at")
    room.look()
    assert world.red == set()
    world.pass_minutes(9)
    assert world.red == set()
    world.pass_minutes(2)
    assert world.red == {"mailboxes"}
    assert "last looked at" in world.check("mailboxes").says
    world.pass_minutes(15)
    assert world.told == ["Carteiro: uma caixa postal não é lida"]
    reads_on(world, room)
    assert world.red == set()
    assert world.told[1:] == ["Carteiro: as caixas postais voltaram a ser lidas"]


def test_a_mailbox_that_cannot_be_entered_is_told_of_by_its_poller_and_its_end_by_us(
    world: Watched, room: Mailroom, dovecot: Dovecot
) -> None:
    room.look()
    dovecot.set_password("outra")
    with room.polling():
        until(lambda: world.red == {"mailboxes"})
    check = world.check("mailboxes")
    assert "cannot be read (login)" in check.says
    assert "password_file" in check.mend
    assert "suporte" not in check.says + check.mend, "the host alone"
    with world.tools.database.writing() as session:  # as the poller does after ten minutes
        assert mailboxes.to_be_told(session, room.mailbox.id, "login", now(), timedelta(days=1))
    for _ in range(4):
        world.clock.at += timedelta(minutes=2)
        world.alarming.look()
    assert (world.red, world.told) == ({"mailboxes"}, [])
    room.ahead = timedelta(minutes=8)
    for _ in range(3):
        with world.tools.database.writing() as session:
            mailboxes.troubled(session, room.mailbox.id, "login", "", world.clock())
        world.clock.at += timedelta(minutes=6)
        world.alarming.look()
    assert (world.red, world.told) == ({"mailboxes"}, [])
    dovecot.set_password("carteiro")
    reads_on(world, room)
    assert world.red == set()
    assert world.told == ["Carteiro: as caixas postais voltaram a ser lidas"]
