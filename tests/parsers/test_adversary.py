"""Does none of ten thousand mails that look like a decision decide, and nearly every honest one? (T074, T075, T077)"""

import pytest

from parsers.read import read
from parsers.reading import Known, Reading
from tests.parsers.adversary import honest
from tests.parsers.adversary.kinds import KINDS, made

KNOWN = Known("suporte@carteiro.example", {("portal", "erro"): 13})
DECIDES = {"APROVAR", "RECUSAR", "CANCELAR", "CONFIRMAR"}
EACH = 440  # of each kind: more than ten thousand in all
HONEST = 3000
RECOGNISED = 0.99


def words(reading: Reading) -> list[str]:
    """What the desk would hear: the new text, or the whole subject of a mail without any."""
    subject = [reading.subject_command] if reading.subject_command and not reading.new_text.strip() else []
    return [order.word for order in (*reading.commands, *subject)]


@pytest.mark.parametrize("kind", KINDS)
def test_none_of_these_mails_decides(kind: str) -> None:
    mails = made(kind, EACH)
    assert len(set(mails)) == EACH
    readings = [read(raw, KNOWN) for raw in mails]
    assert [reading.new_text or reading.subject for reading in readings if not DECIDES.isdisjoint(words(reading))] == []


def test_there_are_ten_thousand_of_them() -> None:
    assert EACH * len(KINDS) >= 10_000


def test_nearly_every_honest_decision_is_recognised_and_none_is_taken_for_another() -> None:
    mails = honest.made(HONEST)
    heard = [(mail, words(read(mail.raw, KNOWN))) for mail in mails]
    assert [mail.text for mail, said in heard if said not in ([], [mail.word])] == []
    missed = [mail.text for mail, said in heard if said != [mail.word]]
    assert len(missed) <= (1 - RECOGNISED) * HONEST, missed[:20]
