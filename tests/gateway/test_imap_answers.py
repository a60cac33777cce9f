"""Is a server's answer to FETCH understood whatever its order, and nonsense left out?"""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.doors.imap import answers, uidsets
from gateway.doors.imap.answers import Listed, Part

TEN = datetime(2026, 11, 7, 13, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "data",
    [
        [(b"1 (UID 7 BODY[] {5}", b"hello"), b")"],
        [(b"1 (BODY[] {5}", b"hello"), b" UID 7)"],
        [(b"1 (FLAGS (\\Seen $X) body[] ~{5}", b"hello"), b" MODSEQ (12) uid 7)"],
        [b'1 (UID 7 BODY[] "hello")'],
        [b'1 (BODY[] "hel\\lo" UID 7)'],
        [b"3 (FLAGS (\\Seen))", (b"1 (UID 7 BODY[] {5}", b"hello"), b")", b"3 (UID 7 FLAGS (\\Seen))"],
        [(b"1 (UID 7 BODY[HEADER.FIELDS (SUBJECT {1})] {3}", b"x)("), (b" BODY[] {5}", b"hello"), b")"],
        [(b"1 (UID 7 BODY[] {5}", b"hello"), b")", (b"1 (UID 7 BODY[] {5}", b"other"), b")"],
        [b"1 (UID 7 BODY[] NIL)", (b"1 (UID 7 BODY[] {5}", b"hello"), b")"],
    ],
)
def test_a_mail_is_found_wherever_it_stands(data: list[Part]) -> None:
    assert answers.bodies(data) == {7: b"hello"}


def test_the_literal_is_the_mail_whatever_stands_in_it() -> None:
    mail = b") UID 9 BODY[] {3}\r\nabc)\r\n* 2 FETCH (UID 8 BODY[] {1}\r\n\0\xff"
    assert answers.bodies([(b"1 (UID 7 BODY[] {%d}" % len(mail), mail), b")", (b"2 (UID 8 BODY[] {0}", b""), b")"]) == {7: mail, 8: b""}
    assert answers.bodies([b'2 (UID 8 BODY[] "")']) == {8: b""}


@pytest.mark.parametrize(
    "data",
    [
        [None],
        [],
        [b""],
        [b")"],
        [b"1 (UID 7 BODY[] NIL)"],
        [b"1 (UID 7)"],
        [b"1 (UID 7 BODY[] (a b))"],
        [(b"1 (UID 0 BODY[] {5}", b"hello"), b")"],
        [(b"1 (UID -7 BODY[] {5}", b"hello"), b")"],
        [(b"1 (UID " + b"7" * 5000 + b" BODY[] {5}", b"hello"), b")"],
        [(b"1 (BODY[] {5}", b"hello"), b")"],
        [(b"1 (UID 7 BODY[] {5}", b"hello")],
        [(b"1 (UID 7 BODY[] {5}", b"hello"), b""],
        [(b"1 (UID 7 BODY[] {5}", b"hello"), b" X)"],
        [(b"1 (UID 7 (BODY[] {5}", b"hello"), b")"],
        [(b"1 (UID {1}", b"7"), (b" (BODY[] {5}", b"hello"), b"))"],
        [(b"x (UID 7 BODY[] {5}", b"hello"), b")"],
        [(b"1 UID 7 BODY[] {5}", b"hello"), b")"],
        [(b"1 (UID 7 BODY[TEXT] {5}", b"hello"), b")"],
        [(b"1 (UID 7 BODY[]<0> {5}", b"hello"), b")"],
        [b'1 (UID 7 BODY[] "hello)'],
        [b'1 ("UID" 7 BODY[] "hello")'],
    ],
)
def test_what_is_no_mail_is_left_out(data: list[Part]) -> None:
    assert answers.bodies(data) == {}


@pytest.mark.parametrize(
    ("said", "instant"),
    [
        (b" 7-Nov-2026 10:00:00 -0300", TEN),
        (b"07-nov-2026 13:00:00 +0000", TEN),
        (b"8-Nov-2026 03:00:00 +1400", TEN),
        (b"07-Nov-2026 10:00:00", None),
        (b"31-Nov-2026 10:00:00 -0300", None),
        (b"07-Abc-2026 10:00:00 -0300", None),
        (b"07-Nov-2026 10:00:00 -9900", None),
        (b"01-Jan-0001 00:00:00 +0100", None),
        (b"31-Dec-9999 23:59:59 -0100", None),
        (b"\xff", None),
        (b"", None),
    ],
)
def test_a_mail_is_listed_whatever_its_date_is(said: bytes, instant: datetime | None) -> None:
    data = b'1 (INTERNALDATE "' + said + b'" UID 7 RFC822.SIZE 4301)'
    assert answers.listed([data]) == [Listed(7, 4301, instant)]


def test_only_who_has_a_size_or_a_date_is_listed_by_uid() -> None:
    said: list[Part] = [
        b"4 (UID 12 RFC822.SIZE 3)",
        b"3 (UID 9 FLAGS (\\Seen))",
        b"1 (FLAGS ())",
        b"2 (RFC822.SIZE x INTERNALDATE NIL UID 8)",
        None,
    ]
    assert answers.listed(said) == [Listed(8, 0, None), Listed(12, 3, None)]


def test_a_piece_is_known_by_where_it_begins() -> None:
    data: list[Part] = [(b"1 (UID 7 BODY[]<10> {3}", b"abc"), b")", b'2 (UID 8 BODY[]<10> "x")', b"1 (UID 7 BODY[]<20> NIL)"]
    assert [answers.piece(data, 7, offset) for offset in (0, 10, 20)] == [None, b"abc", None]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ([b"38505 304,319:320 3956:3958"], (38505, {304: 3956, 319: 3957, 320: 3958})),
        ([b"38505 320:319,304 9,7,8] Done (0.001 + 0.000 secs)."], (38505, {319: 9, 320: 7, 304: 8})),
        ([b"38505 304 1", b"38505 319 2"], (38505, {304: 1, 319: 2})),
        ([b"38505 305 1"], (38505, {})),
        ([b"38505 304:305 1"], (0, {})),
        ([b"38505 1:4294967295 1:4294967295"], (0, {})),
        ([b"38505 304 0"], (0, {})),
        ([b"38505 304 *"], (0, {})),
        ([b"38505 304"], (0, {})),
        ([b"\xff 304 1", None, (b"", b"")], (0, {})),
        ([], (0, {})),
    ],
)
def test_where_mails_went_is_told_by_copyuid(said: list[Part], told: tuple[int, dict[int, int]]) -> None:
    assert answers.copied(said, [304, 319, 320]) == told


HEADS = st.sampled_from([b"1 (UID 7 BODY[] ", b"1 (", b'"', b"\\", b"(", b")", b"[", b"<0>", b" UID 7", b"{3}", b"NIL", b"\xff", b"\n"])
LINES = st.lists(HEADS | st.binary(max_size=5), max_size=8).map(b"".join)


@given(st.lists(st.none() | LINES | st.tuples(LINES, st.binary(max_size=9)), max_size=6))
def test_nothing_that_a_server_says_is_an_error(data: list[Part]) -> None:
    answers.bodies(data)
    answers.listed(data)
    answers.piece(data, 7, 0)
    assert all(isinstance(uid, int) for uid in answers.copied(data, [7])[1])


@pytest.mark.parametrize("year", ["0001", "1901", "1970", "9999"])
def test_no_mail_arrived_before_there_were_any_or_at_the_end_of_time(year: str) -> None:
    assert answers.instant(f"31-Dec-{year} 23:59:59 +0000".encode()) is None


def test_a_long_line_is_read_in_one_pass() -> None:
    flags = b"$x " * 400_000
    assert answers.bodies([(b"1 (FLAGS (" + flags + b") UID 7 BODY[] {1}", b"x"), b")"]) == {7: b"x"}


@given(st.sets(st.integers(1, 400)), st.integers(1, 60))
def test_a_set_names_just_what_was_asked_for(uids: set[int], longest: int) -> None:
    sets = list(uidsets.written(uids, longest))
    assert [uid for _, named in sets for uid in named] == sorted(uids)
    assert all(uidsets.read(said, len(uids)) == named for said, named in sets)
    assert all(len(said) <= longest or "," not in said for said, _ in sets)


def test_a_set_is_short() -> None:
    assert [said for said, _ in uidsets.written([9, 1, 3, 2, 5, 4, 4294967295])] == ["1:5,9,4294967295"]
    many = list(uidsets.written(range(1, 20_000, 2)))
    assert len(many) > 1
    assert max(len(said) for said, _ in many) < 8000
