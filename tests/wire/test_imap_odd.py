"""Is an IMAP server that speaks oddly, or means ill, understood or left? By a script, for Dovecot does neither."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from gateway.doors.imap.line import Line, Patience
from gateway.doors.imap.trouble import ANSWER, BUSY, READ_ONLY, UNREACHABLE, Refused, Trouble
from tests.wire.scripted import Scripted

QUICK = Patience(5, 5)
DONE = b"TAG OK done\r\n"


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    file = tmp_path / "password"
    file.write_text('se"gredo\\')
    return file


@contextmanager
def entered(server: Scripted, secret: Path) -> Iterator[Line]:
    line = Line(server.box(secret), QUICK)
    try:
        yield line
    finally:
        line.close()


@pytest.mark.parametrize(
    ("answer", "bodies"),
    [
        (b"* 1 FETCH (BODY[] {5}\r\nhello UID 7)\r\n* 3 FETCH (FLAGS (\\Seen))\r\n", {7: b"hello"}),
        (b'* 1 FETCH (UID 7 BODY[] "hello")\r\n* 2 EXPUNGE\r\n* 2 FETCH (UID 9 BODY[] NIL)\r\n', {7: b"hello"}),
        (b"* OK [NOTICE] x\r\n* 1 FETCH (UID 7 BODY[] {0}\r\n)\r\n* 1 FETCH (UID 666 BODY[] {1}\r\nx)\r\n", {7: b""}),
        (b"", {}),
        (b"* 1 FETCH (UID 7\r\n* 2 FETCH nonsense\r\n", {}),
    ],
)
def test_mails_are_found_in_any_answer(secret: Path, answer: bytes, bodies: dict[int, bytes]) -> None:
    with Scripted({"UID FETCH": answer + DONE}) as server, entered(server, secret) as line:
        assert line.bodies([7, 9]) == bodies


@pytest.mark.parametrize(("command", "answer"), [("LOGIN", b"TAG BAD what? LOGIN ana %s\r\n"), ("LOGIN", b"* BYE no %s\r\nEND")])
@pytest.mark.parametrize("told", [b'"se\\"gredo\\\\"', b'se"gredo\\', b"AGFuYQBzZSJncmVkb1w="])
def test_a_server_that_repeats_a_password_is_not_quoted(secret: Path, command: str, answer: bytes, told: bytes) -> None:
    with Scripted({command: answer % told}) as server, pytest.raises(Trouble) as trouble:
        Line(server.box(secret), QUICK)
    assert not any(word in str(trouble.value) for word in ("gredo", "AGFu"))


def test_mails_that_others_took_do_not_hide_the_rest(secret: Path) -> None:
    there = b"* 1 FETCH (UID 7 BODY[] {5}\r\nhello)\r\n"
    answers = [there + b"TAG NO [EXPUNGEISSUED] gone\r\n", there + b"TAG NO cannot\r\n", b"TAG BAD what\r\n"]
    with Scripted({"UID FETCH": answers}) as server, entered(server, secret) as line:
        assert line.bodies([7, 8]) == {7: b"hello"}
        for words in ("cannot", "what"):
            with pytest.raises(Refused, match=f"^FETCH: {words}$"):
                line.bodies([7, 8])


ENDLESS = b"* OK " + b"x" * (1 << 20)
HOSTILE = [
    (b"* 1 FETCH (UID 7 BODY[] {67108865}\r\n", ANSWER, "more than 64 MiB"),
    (b"* 1 FETCH (UID 7 BODY[] {" + b"9" * 5000 + b"}\r\n", ANSWER, "not understood"),
    (ENDLESS * 21, ANSWER, "more than 20 MiB"),
    ((ENDLESS + b"\r\n") * 65, ANSWER, "more than 64 MiB"),
    (b"no IMAP, but Subject: hello\r\n", ANSWER, "not understood"),
    (b"* 1 FETCH (UID 7 BODY[] {5}\r\nhello\n", ANSWER, "not understood"),
    (b"* 1 FETCH (UID 7 BODY[] {5}\r\nhelEND", UNREACHABLE, "hung up"),
    (b"* BYE shutting down\r\nEND", UNREACHABLE, "shutting down"),
    (b"* BYE Too many commands\r\nEND", BUSY, "Too many"),
    (b"END", UNREACHABLE, "hung up"),
]


@pytest.mark.parametrize(("answer", "why", "words"), HOSTILE, ids=[f"{why}-{words}" for _, why, words in HOSTILE])
def test_what_cannot_be_understood_or_borne_is_trouble_without_a_word_of_the_mail(
    secret: Path, answer: bytes, why: str, words: str
) -> None:
    with Scripted({"UID FETCH": answer}) as server, entered(server, secret) as line:
        with pytest.raises(Trouble, match=words) as trouble:
            line.bodies([7])
        assert trouble.value.why == why
        assert "hello" not in str(trouble.value)


def test_two_million_mails_are_found_at_once_and_asked_for_in_short_commands(secret: Path) -> None:
    found = b" ".join(b"%d" % number for number in range(1_000_000, 3_000_000))
    with Scripted({"UID SEARCH": b"* SEARCH " + found + b"\r\n* SEARCH 3000000\r\n" + DONE, "UID FETCH": DONE}) as server:
        with entered(server, secret) as line:
            uids = line.uids(1)
            assert (len(uids), uids[0], uids[-1]) == (2_000_001, 1_000_000, 3_000_000)
            line.listed(uids[:9000:2])
        fetched = [said for said in server.asked if said.startswith("UID FETCH")]
        assert len(fetched) > 1
        assert max(map(len, fetched)) < 8000


IDLES = {
    "before the +": b"* 4 EXISTS\r\n+ idling\r\n",
    "with the +": b"+ idling\r\n* 4 EXISTS\r\n",
    "instead of the +": b"* 4 EXISTS\r\nTAG OK over\r\n",
    "ended by the server": b"+\r\n* 4 EXISTS\r\nTAG OK over\r\n",
    "only recent": b"+ idling\r\n* 1 RECENT\r\n",
}


@pytest.mark.parametrize("answer", IDLES.values(), ids=IDLES)
def test_a_mail_is_heard_of_wherever_it_is_told(secret: Path, answer: bytes) -> None:
    with Scripted({"IDLE": answer, "UID SEARCH": DONE}) as server, entered(server, secret) as line:
        assert line.wait(30, threading.Event())


QUIET = {
    "the same number": b"+ idling\r\n* 3 EXISTS\r\n* OK still here\r\n* 1 FETCH (FLAGS (\\Seen))\r\n",
    "one less": b"* 1 EXPUNGE\r\n+ idling\r\n* 2 EXISTS\r\n",
    "ended by the server": b"+ idling\r\nTAG OK over\r\n",
    "refused": b"TAG NO not now\r\n",
    "unknown": b"TAG BAD what\r\n",
}


@pytest.mark.parametrize("answer", QUIET.values(), ids=QUIET)
def test_what_is_no_mail_does_not_end_the_wait(secret: Path, answer: bytes) -> None:
    with Scripted({"IDLE": [answer, answer if b"TAG" in answer else b"+ idling\r\n"]}) as server:
        with entered(server, secret) as line:
            assert not line.wait(1, threading.Event())
            assert not line.wait(0.1, threading.Event())
        assert server.asked.count("IDLE") <= 2, "a server that ends it at once is not asked without a pause"


def test_a_folder_that_turns_read_only_is_noticed(secret: Path) -> None:
    with Scripted({"UID SEARCH": b"* SEARCH 1\r\n* OK [READ-ONLY] now\r\n" + DONE}) as server, entered(server, secret) as line:
        line.uids(1)
        with pytest.raises(Trouble, match="read only") as trouble:
            line.bodies([1])
        assert trouble.value.why == READ_ONLY


def test_an_intake_numbered_anew_meanwhile_is_noticed(secret: Path) -> None:
    opened = [
        b"* 1 EXISTS\r\n* OK [UIDVALIDITY %d] .\r\n* OK [UIDNEXT 2] .\r\nTAG OK [READ-WRITE] done\r\n" % number for number in (9, 5, 10)
    ]
    listed = b'* LIST () "/" Quarentena\r\n' + DONE
    script = {"SELECT": opened, 'LIST "" "Quarentena"': listed, "LIST": listed, "UID MOVE": DONE}
    with Scripted(script) as server, entered(server, secret) as line:
        with pytest.raises(Trouble, match="INBOX has been numbered anew"):
            line.move_from("Quarentena", 5, [1], ("Recebidos",))
        assert 'UID MOVE 1 "Recebidos"' in server.asked


@pytest.mark.parametrize(
    ("delimiter", "name"), [(b'"\\\\"', "Recebidos\\\\2026-11"), (b"NIL", "Recebidos-2026_11"), (b'"-"', "Recebidos-2026_11")]
)
def test_levels_are_parted_as_the_server_parts_them(secret: Path, delimiter: bytes, name: str) -> None:
    script = {"LIST": b"* LIST (\\Noselect) " + delimiter + b' ""\r\n' + DONE, "UID MOVE": DONE}
    with Scripted(script) as server, entered(server, secret) as line:
        line.move([1], ("Recebidos", "2026-11"))
        assert f'UID MOVE 1 "{name}"' in server.asked


def test_a_piece_that_is_none_of_ours_is_refused(secret: Path) -> None:
    whole = b"* 1 FETCH (UID 7 BODY[]<0> {30}\r\n" + b"x" * 30 + b")\r\n" + DONE
    end = [b"* 1 FETCH (UID 7 BODY[]<0> {3}\r\nabc)\r\n" + DONE, b"* 1 FETCH (UID 7 BODY[]<3> NIL)\r\n" + DONE]
    with Scripted({"UID FETCH": [whole, *end]}) as server, entered(server, secret) as line:
        with pytest.raises(Refused, match="30 octets where 10"):
            list(line.pieces(7, 10))
        assert list(line.pieces(7, 10)) == [b"abc"]


def test_a_folder_that_somebody_else_makes_meanwhile_serves_as_well(secret: Path) -> None:
    script = {"UID MOVE": [b"TAG NO [TRYCREATE] no\r\n", b"TAG OK [COPYUID 5 1 8] done\r\n"], "CREATE": b"TAG NO it exists\r\n"}
    with Scripted(script) as server, entered(server, secret) as line:
        assert line.move([1], ("Recebidos", "2026-11")).uids == {1: 8}
    with Scripted({"UID MOVE": b"TAG NO [TRYCREATE] no\r\n", "CREATE": b"TAG NO not yours\r\n"}) as server, entered(server, secret) as line:
        with pytest.raises(Refused, match=r"^MOVE into Recebidos: not yours$"):
            line.move([1], ("Recebidos",))
        tried = [said for said in server.asked if said.endswith('"Recebidos"')]
        assert tried == ['UID MOVE 1 "Recebidos"', 'CREATE "Recebidos"', 'UID MOVE 1 "Recebidos"']
