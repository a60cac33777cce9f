"""Is a mail that cannot be filed on record once, told of once a day, in nobody's way, and filed when its folder takes it?"""

import shutil
from collections.abc import Callable
from datetime import timedelta

import pytest

from gateway.doors.imap.taking import Look
from storage.tables import Inbound
from tests.dovecot import Dovecot
from tests.wire.mailroom import Mailroom
from tests.wire.test_mailbox import NOVEMBER, Opener, mail, opened

__all__ = ["opened"]

FOLDER = "Recebidos/2026-11"
SOON = timedelta(minutes=6)  # longer than the wait between two tries to file
Mend = Callable[[], object]
Trouble = Callable[[Dovecot], Mend]


def read_only(server: Dovecot) -> Mend:
    server.read_only(FOLDER)
    return lambda: server.writable(FOLDER)


def no_children(server: Dovecot) -> Mend:
    """Nothing can be made below Recebidos: a file lies where the folder of the month should."""
    server.make("Recebidos")
    file = server.path(FOLDER)
    file.write_bytes(b"")
    return file.unlink


def no_folders(server: Dovecot) -> Mend:
    """No folder can be made at all."""
    root = server.path()
    for name in ("subscriptions", "dovecot.mailbox.log"):
        (root / name).unlink(missing_ok=True)
    taken = [root / ".Recebidos", server.path(FOLDER)]
    for one in taken:
        one.write_bytes(b"")
    return lambda: [one.unlink() for one in taken]


@pytest.mark.parametrize("trouble", [read_only, no_children, no_folders])
@pytest.mark.parametrize("without", [(), ("MOVE",)])
def test_a_folder_that_takes_nothing(opened: Opener, trouble: Trouble, without: tuple[str, ...]) -> None:
    server, room = opened(without=without)
    mend = trouble(server)
    server.put(mail(1), at=NOVEMBER)
    assert room.look() is Look.WHOLE, "all of it is on record"
    held_up(server, room)
    mend()
    room.ahead += SOON
    room.look()
    assert server.mails(FOLDER) == [mail(1), mail(2)]
    assert server.count() == 0
    assert room.mails() == [mail(1), mail(2)]
    assert {one.outcome for one in room.pickups} == {"filed"}


def held_up(server: Dovecot, room: Mailroom) -> None:
    """A second mail comes in as ever; the operator hears of it once a day; nothing is taken in twice."""
    assert (room.mails(), server.mails()) == ([mail(1)], [mail(1)])
    server.put(mail(2), at=NOVEMBER)
    for _ in range(4):
        assert room.look() is Look.WHOLE
        room.ahead += SOON
    assert room.mails() == [mail(1), mail(2)] == server.mails()
    assert [told.why for told in room.told] == ["unfiled"]
    assert FOLDER in room.told[0].detail
    room.ahead += timedelta(hours=22)
    room.look()
    assert len(room.told) == 1
    room.ahead += timedelta(hours=2)
    room.look()
    assert [told.why for told in room.told] == ["unfiled"] * 2
    assert room.mails() == [mail(1), mail(2)] == server.mails()


def test_over_quota(opened: Opener) -> None:
    server, room = opened(quota=2000)
    server.put(mail(1, 1200), at=NOVEMBER)
    room.look()
    server.put(mail(2, 1200), at=NOVEMBER)
    server.put(mail(3, 1200), at=NOVEMBER)
    for _ in range(3):
        assert room.look() is Look.WHOLE
        room.ahead += SOON
    assert (server.count(), server.mails(FOLDER), len(room.mails())) == (2, [mail(1, 1200)], 3)
    assert [told.why for told in room.told] == ["unfiled"]
    assert "uota" in room.told[0].detail
    server.change(quota=1_000_000)
    room.look()
    assert (server.count(), len(server.mails(FOLDER)), len(room.mails())) == (0, 3, 3)


def test_what_fits_is_filed_though_the_rest_is_too_big_for_the_folder(opened: Opener) -> None:
    server, room = opened(quota=2000)
    for n, size in enumerate((9000, 0, 0)):
        server.put(mail(n, size), at=NOVEMBER)
    for _ in range(3):
        room.look()
        room.ahead += SOON
    assert sorted(server.mails(FOLDER)) == [mail(1), mail(2)], "one that does not fit is in nobody's way"
    assert server.mails() == [mail(0, 9000)]


def test_a_folder_that_somebody_deletes_is_made_anew(opened: Opener) -> None:
    server, room = opened()
    for n in range(2):
        server.put(mail(n), at=NOVEMBER)
        room.look()
        assert server.mails(FOLDER) == [mail(n)]
        shutil.rmtree(server.path(FOLDER))
        shutil.rmtree(server.path("Recebidos"), ignore_errors=True)
    server.put(mail(2), at=NOVEMBER)
    room.look()
    assert server.mails(FOLDER) == [mail(2)]
    assert len(room.mails()) == 3
    assert room.told == []


def test_what_is_to_be_set_aside_from_a_folder_that_takes_no_change(opened: Opener) -> None:
    """Nobody's mail waits for it: the look is whole, and the connection sound."""
    server, room = opened()
    server.put(mail(1), at=NOVEMBER)
    room.look()
    dead(room)
    server.read_only(FOLDER)
    server.put(mail(2), at=NOVEMBER.replace(month=10))
    for _ in range(2):
        assert room.look() is Look.WHOLE
    assert room.mails() == [mail(1), mail(2)]
    assert server.mails("Recebidos/2026-10") == [mail(2)]
    assert [told.why for told in room.told] == ["unfiled"]
    server.writable(FOLDER)
    room.ahead += SOON
    room.look()
    assert (server.mails("Quarentena"), server.count(FOLDER)) == ([mail(1)], 0)


def test_what_is_to_be_set_aside_and_is_not_there_any_more(opened: Opener) -> None:
    server, room = opened()
    server.put(mail(1), at=NOVEMBER)
    room.look()
    dead(room)
    shutil.rmtree(server.path(FOLDER))
    server.put(mail(2), at=NOVEMBER.replace(month=10))
    for _ in range(2):
        assert room.look() is Look.WHOLE
    assert server.mails("Recebidos/2026-10") == [mail(2)]


def dead(room: Mailroom) -> None:
    """The newest mail on record could not be read by anybody."""
    with room.database.writing() as session:
        row = session.query(Inbound).order_by(Inbound.id.desc()).limit(1).one()
        row.outcome, row.due_at = "dead", None


def test_a_letter_about_it_names_the_folder_and_no_word_of_the_mail(opened: Opener) -> None:
    server, room = opened()
    read_only(server)
    secret = mail(1).replace(b"Nada abre.", b"CPF 905.173.264-81")
    server.put(secret, at=NOVEMBER)
    room.look()
    assert FOLDER in room.told[0].detail
    assert "905" not in f"{room.told} {[one.last_error for one in room.pickups]}"


@pytest.mark.parametrize(("prefix", "separator"), [("INBOX.", "."), ("", "."), ("INBOX/", "/"), ("Pessoal/", "/")])
def test_folders_are_named_as_the_server_wants_it(opened: Opener, prefix: str, separator: str) -> None:
    server, room = opened(prefix=prefix, separator=separator)
    server.put(mail(1), at=NOVEMBER)
    assert room.look() is Look.WHOLE
    assert server.mails(FOLDER) == room.mails() == [mail(1)]
    assert [one.folder for one in room.pickups] == [f"{prefix}Recebidos{separator}2026-11"]
    dead(room)
    assert room.look() is Look.WHOLE
    assert (server.mails("Quarentena"), server.count(FOLDER)) == ([mail(1)], 0)
    assert [one.folder for one in room.pickups] == [f"{prefix}Quarentena"]
