"""Are the bytes on record the bytes that were sent, and does only CRLF.CRLF end a mail?"""

import asyncio
import hashlib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gateway.doors.data import RIDES, Intake, Room, receive
from storage.evidence.files import Files
from storage.evidence.store import Evidence
from tests.wire.premises import PLAIN, Caller, Premises, on_the_wire, registered

# What mails are made of where framing can go wrong, and lumps that cross the reader's limit of 64 KiB.
PIECES = (
    b"\r",
    b"\n",
    b".",
    b"\r\n",
    b"\r\n.",
    b".\r\n",
    b"\r\n.\r\n",
    b"..",
    b"\x00",
    b"\xe9\xff",
    b"a",
    b"b" * 1000,
    b"c" * 65530,
    b"\r" * 9,
)
contents = st.lists(st.sampled_from(PIECES) | st.binary(max_size=20), max_size=14).map(b"".join).map(lambda b: b + b"\r\n" if b else b)


@pytest.fixture(scope="module")
def long_open(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Premises]:
    """One door for many examples."""
    made = Premises(tmp_path_factory.mktemp("door"))
    yield made
    made.close()


def test_a_250_carries_the_inbox_id_and_the_row_holds_mail_and_envelope(premises: Premises, caller: Caller) -> None:
    inbound_id = registered(caller.deliver(PLAIN))
    (row,) = premises.rows
    assert (row.id, row.size, row.sha256) == (inbound_id, len(PLAIN), hashlib.sha256(PLAIN).hexdigest())
    assert premises.stored(inbound_id) == PLAIN
    assert (row.door, row.peer, row.helo, row.tls, row.login) == ("smtp", "127.0.0.1", "cliente.example", "", "")
    assert (row.mail_from, row.rcpt_to) == ("maria@str-valesereno.example", ["suporte@carteiro.example"])
    assert premises.rings == [inbound_id]


@given(content=contents)
@settings(max_examples=120, deadline=None)
def test_any_bytes_arrive_as_sent(long_open: Premises, content: bytes) -> None:
    caller = long_open.call().greet()
    assert long_open.stored(registered(caller.deliver(content))) == content
    caller.hang_up()


@given(content=contents, cuts=st.lists(st.integers(0, 200_000), max_size=12), late=st.lists(st.integers(1, 12), max_size=6))
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_however_the_network_cuts_a_mail_into_pieces(tmp_path: Path, content: bytes, cuts: list[int], late: list[int]) -> None:
    wire = on_the_wire(content) + b"MAIL FROM:<next>"
    ends = sorted({min(cut, len(wire)) for cut in cuts} | {max(0, len(wire) - 16 - n) for n in late} | {0, len(wire)})
    pieces = [wire[a:b] for a, b in pairwise(ends)]
    got, left = asyncio.run(_through(Files(tmp_path), pieces))
    assert got == content
    assert left == b"MAIL FROM:<next>"


async def _through(evidence: Evidence, pieces: list[bytes]) -> tuple[bytes | None, bytes]:
    reader = asyncio.StreamReader(limit=1 << 16)
    intake = Intake(evidence, 1 << 24, Room())
    taking = asyncio.create_task(receive(reader, intake))
    for piece in pieces:
        reader.feed_data(piece)
        await asyncio.sleep(0)
    await taking
    reader.feed_eof()
    return (await intake.finish()).raw, await reader.read()


@pytest.mark.parametrize("length", [998, 1000, 1001, 2000, 100_000])
def test_lines_of_any_length_are_kept(premises: Premises, caller: Caller, length: int) -> None:
    mail = PLAIN + b"x" * length + b"\r\n"
    assert premises.stored(registered(caller.deliver(mail))) == mail


def test_an_empty_mail_is_a_mail(premises: Premises, caller: Caller) -> None:
    assert premises.stored(registered(caller.deliver(b""))) == b""
    assert premises.stored(registered(caller.deliver(b"\r\n"))) == b"\r\n"


FALSE_ENDS = (
    b"\n.\n",
    b"\r.\r",
    b"\n.\r\n",
    b"\r\n.\n",
    b"\r\n.\r",
    b"\r.\r\n",
    b"\r\n.\x00\r\n",
    b"\r\n\x00.\r\n",
    b"\n\n.\r\r\n",
    b"\r\n. \r\n",
)


@pytest.mark.parametrize("false_end", FALSE_ENDS)
def test_a_false_end_of_data_smuggles_nothing(premises: Premises, caller: Caller, false_end: bytes) -> None:
    smuggled = b"MAIL FROM:<ana@x.example>\r\nRCPT TO:<suporte@carteiro.example>\r\nDATA\r\nSubject: APROVAR\r\n\r\nAPROVAR\r\n"
    answer = caller.begin().send(PLAIN[:-2] + false_end + smuggled + b".\r\n").answer()
    assert premises.stored(registered(answer)) == PLAIN[:-2] + false_end.replace(b"\r\n.", b"\r\n") + smuggled
    assert len(premises.rows) == 1
    assert caller.say("NOOP").startswith("250")


def test_mails_behind_one_another_in_one_packet_are_each_answered(premises: Premises, caller: Caller) -> None:
    envelope = b"MAIL FROM:<a@x.example>\r\nRCPT TO:<suporte@carteiro.example>\r\nDATA\r\n"
    mails = [PLAIN + b"%d\r\n" % n for n in range(5)]
    caller.send(b"".join(envelope + on_the_wire(mail) for mail in mails) + b"QUIT\r\n")
    answers = [caller.answer() for _ in range(21)]
    assert [a[:3] for a in answers] == ["250", "250", "354", "250"] * 5 + ["221"]
    assert [premises.stored(registered(a)) for a in answers[3::4]] == mails


@pytest.mark.parametrize("start", [b"", b".", b"\r\n", b"\r\n." * 3])
def test_a_big_mail_is_durable_in_the_evidence_store_before_its_250(premises: Premises, caller: Caller, start: bytes) -> None:
    mail = start + b"Message-ID: <grande@x.example>\r\n\r\n" + b"\r\n.".join([b"0123456789" * 7] * 40_000) + b"\r\n"
    assert len(mail) > 2 * RIDES
    inbound_id = registered(caller.deliver(mail))
    (row,) = premises.rows
    assert (row.spooled, row.size, row.sha256) == (True, len(mail), hashlib.sha256(mail).hexdigest())
    assert premises.stored(inbound_id) == mail
    assert list((premises.evidence.root / "tmp").iterdir()) == []


def test_nothing_but_line_ends_is_read_in_bulk_too(premises: Premises, caller: Caller) -> None:
    # Each of these bytes might begin the end of the mail: reading them one by one would block the door for all.
    mail = b"\r\n" * 1_000_000
    assert premises.stored(registered(caller.deliver(mail))) == mail
