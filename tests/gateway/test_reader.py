"""Does a mail that asks for too much cost more than its budget?"""

import os
from collections.abc import Iterator
from typing import Any

import pytest

from gateway.reader.careful import ALWAYS, Budget, ReadingFailedError, careful_read, read_apart
from gateway.reader.many import read_many
from gateway.reader.suspicion import looks_costly
from parsers.read import read
from parsers.reading import Known
from tests.world import MARIA, World

KNOWN = Known("suporte@carteiro.example", {("portal", "erro"): 13})
HEAD = b"From: Maria <maria@x.example>\r\nMessage-ID: <a@x.example>\r\nSubject: [13] Erro\r\n"
ORDINARY = HEAD + b"\r\nO portal mostra um erro.\r\n"
COSTLY = HEAD + b"Content-Type: text/html\r\n\r\n" + b"<b>a</b> " * 30_000


class Spinning(dict[Any, Any]):
    """A catalogue that never answers in another process; the child finds this class, as it runs where the tests do."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.home = os.getpid()

    def values(self) -> Any:
        while os.getpid() != self.home:
            pass
        return super().values()


def test_only_what_could_cost_much_goes_to_a_process_of_its_own() -> None:
    assert not looks_costly(ORDINARY)
    assert not looks_costly(HEAD + b"Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n" + b"QUJD" * 500_000)
    assert not looks_costly(b"X-MS-TNEF-Correlator: <a@x.example>\r\nX-MS-Has-Attach:\r\n" + ORDINARY), "as every mail of Exchange has it"
    assert looks_costly(COSTLY)
    picture = b"--x\r\nContent-Transfer-Encoding: base64\r\n\r\n" + b"QUJDREVGQUJDREVG\r\n" * 400
    assert not looks_costly(HEAD + picture + b"--x--\r\n")
    assert looks_costly(HEAD + picture + b"--x\r\nContent-Type: application/ms-tnef\r\n\r\nx"), "below a picture"
    assert looks_costly(HEAD + picture + b"eJ8+IgAA\r\n--x--\r\n"), "amid what looks like one"
    assert looks_costly(HEAD + picture * 201), "each picture's delimiter counts"
    assert looks_costly(HEAD + b"Content-Type: multipart/mixed; boundary=x\r\n\r\n" + b"--x\r\n\r\na\r\n" * 300)
    assert looks_costly(b"X-A: b\r\n" * 20_000 + ORDINARY)
    assert looks_costly(HEAD + b"Content-Type: application/ms-tnef\r\n\r\nx")
    assert looks_costly(HEAD + b"Content-Type: application/vnd.ms-tnef\r\n\r\nx")


@pytest.mark.parametrize("raw", [ORDINARY, COSTLY])
def test_the_reading_is_the_same_in_either_place(raw: bytes) -> None:
    assert careful_read(raw, KNOWN, ("suporte@carteiro.example",), "") == read(raw, KNOWN, ("suporte@carteiro.example",), "")


@pytest.mark.parametrize("budget", [Budget(memory=0), Budget(wall=0.05)])
def test_what_breaks_the_budget_is_read_by_its_header_alone(budget: Budget) -> None:
    reading = careful_read(COSTLY, KNOWN, budget=budget)
    assert (reading.sender, reading.code, reading.text, reading.attachments) == ("maria@x.example", 13, "", ())
    assert "budget" in reading.defects
    assert reading.digest != careful_read(COSTLY + b"b", KNOWN, budget=budget).digest


def test_a_mail_that_spins_is_stopped() -> None:
    reading = careful_read(COSTLY, Known("suporte@carteiro.example", Spinning({("a",): 1})), budget=Budget(cpu=1))
    assert "budget" in reading.defects


def test_a_mail_that_is_read_apart_need_not_be_whole_in_memory() -> None:
    given = ("suporte@carteiro.example",), ""
    assert read_apart(len(COSTLY), lambda: in_pieces(COSTLY), KNOWN, *given) == read(COSTLY, KNOWN, *given)
    assert looks_costly(b"a" * (ALWAYS + 1)), "so that nobody need look at one to know"


def in_pieces(raw: bytes) -> Iterator[bytes]:
    yield from (raw[at : at + 1000] for at in range(0, len(raw), 1000))


def test_a_mail_that_did_not_come_whole_is_not_read() -> None:
    with pytest.raises(ReadingFailedError):
        read_apart(len(COSTLY) + 1, lambda: (COSTLY,), KNOWN)


def test_a_store_that_breaks_off_is_no_fault_of_the_mail() -> None:
    def breaks() -> Iterator[bytes]:
        yield COSTLY[:1000]
        raise TimeoutError("the store is silent")

    with pytest.raises(TimeoutError):
        read_apart(len(COSTLY), breaks, KNOWN)


def test_a_process_that_ends_before_it_has_the_mail_is_told_by_its_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gateway.reader.careful.sys.executable", "/bin/false")
    with pytest.raises(ReadingFailedError):
        read_apart(len(COSTLY), lambda: in_pieces(COSTLY), KNOWN)


def test_a_fault_of_ours_is_no_fault_of_the_mail() -> None:
    with pytest.raises(ReadingFailedError):
        careful_read(COSTLY, None)  # type: ignore[arg-type]  # the child raises on it


def test_a_mail_set_aside_whole_is_told_to_its_proven_sender_and_nobody_else(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def stingy(*given: Any, **more: Any) -> Any:
        return careful_read(*given, budget=Budget(memory=0), **more)

    monkeypatch.setattr("gateway.clockwork.reading.careful_read", stingy)
    body = "<b>a</b> " * 30_000
    proven, claimed = world.mail_in(MARIA, "[12] Portal fora", body), world.mail_in(MARIA, "[12] Portal fora", body, login=False)
    world.work_off()
    assert (world.outcome(proven), world.outcome(claimed)) == ("too-costly", "held-claimed")
    assert (world.count(), len(world.letters())) == (0, 2)
    assert world.letters(MARIA)[0].says("está guardado")
    assert world.last(MARIA).says("CONFIRMAR")


def test_many_mails_are_read_in_their_order() -> None:
    mails = [(f"{n}.eml", HEAD + b"\r\nTela %d.\r\n" % n) for n in range(450)]
    assert [(name, found.text) for name, found in read_many(mails, KNOWN)] == [(f"{n}.eml", f"Tela {n}.") for n in range(450)]


def test_one_of_many_that_fails_by_our_fault_is_named_and_the_others_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(raw: bytes, known: Known) -> Any:
        if raw == COSTLY:
            raise ReadingFailedError("no process")
        return careful_read(raw, known)

    monkeypatch.setattr("gateway.reader.many.careful_read", fails)
    found = dict(read_many([("a", ORDINARY), ("b", COSTLY), ("c", ORDINARY)], KNOWN))
    assert (found["a"].code, found["b"], found["c"].code) == (13, "no process", 13)
