"""Do mails get into another folder once, whatever the server can do, and do those of others stay?"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from gateway.doors.imap.line import Line, Moved
from gateway.doors.imap.trouble import Refused
from gateway.doors.imap.url import read_url
from tests.dovecot import Dovecot

MAILS = [b"Subject: %d\r\n\r\nx\r\n" % number for number in range(1, 7)]
MONTH = ("Recebidos", "2026-11")


@contextmanager
def entered(dovecot: Dovecot, **options: object) -> Iterator[Line]:
    line = Line(read_url(dovecot.url(**options)))  # type: ignore[arg-type]
    try:
        yield line
    finally:
        line.close()


def expunges(dovecot: Dovecot) -> list[str]:
    """What could take a mail away for good."""
    return [said for said in dovecot.asked if said.startswith(("EXPUNGE", "CLOSE", "UID EXPUNGE", "DELETE"))]


@pytest.mark.parametrize(
    ("without", "left", "removed"),
    [
        ((), [MAILS[0], *MAILS[3:]], []),
        (("MOVE",), [MAILS[0], *MAILS[3:]], ["UID EXPUNGE 2:3"]),
        (("MOVE", "UIDPLUS"), MAILS, []),
    ],
    ids=["MOVE", "COPY and UID EXPUNGE", "COPY"],
)
def test_mails_move_and_those_that_others_marked_stay(without: tuple[str, ...], left: list[bytes], removed: list[str]) -> None:
    with Dovecot(without=without) as dovecot:
        dovecot.put_many(MAILS)
        with entered(dovecot) as line:
            dovecot.flag("INBOX", [5], r"\Deleted")
            moved = line.move([3, 2], MONTH)
            assert moved == Moved("Recebidos/2026-11", moved.uidvalidity, {2: 1, 3: 2}, stayed=left == MAILS)
            assert moved.uidvalidity > 0
        assert dovecot.mails() == left
        assert dovecot.mails("Recebidos/2026-11") == MAILS[1:3]
        assert expunges(dovecot) == removed
        marked = [mail for mail, flags in zip(dovecot.mails(), dovecot.flags(), strict=True) if "T" in flags]
        assert marked == (MAILS[1:3] if left == MAILS else []) + [MAILS[4]]


@pytest.mark.parametrize(("separator", "prefix"), [("/", ""), (".", "INBOX."), ("/", "Caixa/"), (".", "É.")])
def test_a_folder_is_made_once_where_the_server_keeps_ours(separator: str, prefix: str) -> None:
    with Dovecot(separator=separator, prefix=prefix) as dovecot:
        dovecot.put_many(MAILS)
        with entered(dovecot) as line:
            name = line.move([1], MONTH).folder
            assert line.move([2], MONTH).uids == {2: 2}
        assert name == f"{prefix}Recebidos{separator}2026-11"
        assert dovecot.mails("Recebidos/2026-11") == MAILS[:2]
        assert sum(said.startswith("CREATE") for said in dovecot.asked) == 2
        with dovecot.client() as other:
            subscribed = b"".join(part for part in other.lsub()[1] if isinstance(part, bytes))
        assert b"2026-11" in subscribed


def test_without_namespaces_the_separator_is_asked_for() -> None:
    with Dovecot(separator=".", without=("NAMESPACE",)) as dovecot:
        dovecot.put_many(MAILS)
        with entered(dovecot) as line:
            assert line.move([1], MONTH).folder == "Recebidos.2026-11"


def test_a_server_that_has_no_place_for_the_folder_says_so() -> None:
    with Dovecot(separator=".", prefix="INBOX.", without=("NAMESPACE",)) as dovecot:
        dovecot.put_many(MAILS)
        with entered(dovecot) as line:
            with pytest.raises(Refused, match=r"MOVE into Recebidos\.2026-11: "):
                line.move([1], MONTH)
            assert line.uids(1) == [1, 2, 3, 4, 5, 6]


def test_a_mail_that_cannot_be_moved_stays_and_goes_later() -> None:
    with Dovecot(quota=1000) as dovecot:
        dovecot.put_many([b"Subject: x\r\n\r\n" + b"x" * 1200 + b"\r\n"])
        with entered(dovecot) as line:
            with pytest.raises(Refused, match=r"MOVE into Recebidos/2026-11: \[OVERQUOTA\]"):
                line.move([1], MONTH)
            assert line.uids(1) == [1], "the connection is sound"
    with Dovecot() as dovecot:
        dovecot.put_many(MAILS)
        dovecot.make("Recebidos")
        dovecot.read_only("Recebidos")
        with entered(dovecot) as line:
            with pytest.raises(Refused, match="MOVE into Recebidos: "):
                line.move([1], MONTH[:1])
            dovecot.writable("Recebidos")
            assert line.move([1], MONTH[:1]).uids == {1: 1}


def test_mails_that_are_gone_do_not_hold_up_the_others() -> None:
    with Dovecot() as dovecot:
        dovecot.put_many(MAILS)
        with entered(dovecot) as line, entered(dovecot) as other:
            assert line.uids(1) == other.uids(1)
            other.move([2, 3], ("Outros",))
            assert line.move([1, 2, 3, 4], MONTH).uids == {1: 1, 4: 2}
            assert line.move([1, 77], MONTH).uids == {}
            assert line.uids(1) == [5, 6]


def test_mails_move_out_of_another_folder_while_the_intake_stays_open() -> None:
    with Dovecot() as dovecot:
        dovecot.put_many(MAILS)
        with entered(dovecot) as line:
            held = line.move([1, 2], ("Quarentena",))
            with pytest.raises(Refused, match="numbered anew"):
                line.move_from("Quarentena", held.uidvalidity + 1, [1, 2], MONTH)
            assert dovecot.count("Quarentena") == 2
            assert line.move_from("Quarentena", held.uidvalidity, [2], MONTH).uids == {2: 1}
            assert dovecot.mails("Recebidos/2026-11") == [MAILS[1]]
            assert line.uids(1) == [3, 4, 5, 6]
            with pytest.raises(Refused, match="Nada is not there"):
                line.move_from("Nada", 1, [1], MONTH)
            assert line.uids(1) == [3, 4, 5, 6]
