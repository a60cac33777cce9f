"""Do two gateways that know each other fall silent? Each one's letters come in at the other's door (T085)."""

from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from parsers.letterhead.thread import conversation
from storage.mail.inbox import Arrival
from tests.world import ADDRESS, ANA, MARIA, PNG, Letter, World

OTHER = "ajuda@vizinho.example"
MARKS = ("Auto-Submitted", "X-Auto-Response-Suppress", "Precedence")
ROUNDS = 40


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[World, World]]:
    """Ours, which takes the other for Maria, and the other, which takes us for Maria."""
    ours, other = World(tmp_path / "a"), World(tmp_path / "b", address=OTHER)
    ours.change(MARIA, mail=(OTHER,))
    other.change(MARIA, mail=(ADDRESS,))
    yield ours, other
    for world in (ours, other):
        world.work_off()
        world.check_record()
        world.close()


def carry(letter: Letter, to: World, *, strip: bool) -> None:
    """The letter comes in at the other's door; strip: a host on the way threw away what marks it as a program's."""
    mail: EmailMessage = letter.mail
    if strip:
        for name in MARKS:
            del mail[name]
    raw = mail.as_bytes()
    key = conversation(raw, (letter.to,), to.tools.known.address)
    sender = letter.envelope_from if not strip else str(mail["From"].addresses[0].addr_spec)
    login = to.person(str(mail["From"].addresses[0].addr_spec)).id
    arrival = Arrival(to.clock(), "smtp", (letter.to,), sender, len(raw), key, raw, peer="127.0.0.1", login=login)
    to.door.accept(arrival)


def talk(ours: World, other: World, *, strip: bool) -> int:
    """Carries letters to and fro until both are silent; returns how many were carried."""
    seen = {ADDRESS: 0, OTHER: 0}
    carried = 0
    for _ in range(ROUNDS):
        news = []
        for world, to, address in ((ours, other, OTHER), (other, ours, ADDRESS)):
            letters = world.letters(address)
            news += [(letter, to) for letter in letters[seen[address] :]]
            seen[address] = len(letters)
        if not news:
            return carried
        for letter, to in news:
            carry(letter, to, strip=strip)
            carried += 1
        ours.work_off()
        other.work_off()
    raise AssertionError(f"they still talk after {carried} mails")


@pytest.mark.parametrize("subject", ["[12] Portal fora do ar", "Portal fora do ar", "AJUDA", "Sobre L_61123777"])
def test_two_gateways_exchange_three_mails_at_most(pair: tuple[World, World], subject: str) -> None:
    """T085: though each is proven to the other by login."""
    ours, other = pair
    ours.mail_in(OTHER, subject, "Olá.")
    ours.work_off()
    assert talk(ours, other, strip=False) <= 3
    assert (ours.count() + other.count()) <= 1


@pytest.mark.parametrize("subject", ["[12] Portal fora do ar", "Portal fora do ar", "AJUDA", "Sobre L_61123777"])
def test_without_their_marks_they_fall_silent_too(pair: tuple[World, World], subject: str) -> None:
    """Where a host on the way throws the marks away, other signs and the caps end it, without a ticket for each mail."""
    ours, other = pair
    ours.mail_in(OTHER, subject, "Olá.")
    ours.work_off()
    assert talk(ours, other, strip=True) <= 14
    assert ours.count() + other.count() <= 2


@pytest.mark.parametrize("sender", [ADDRESS, f"Suporte <{ADDRESS}>", ADDRESS.upper()])
def test_our_own_address_as_the_sender_is_ours(world: World, sender: str) -> None:
    raw = f"From: {sender}\r\nTo: {ADDRESS}\r\nSubject: [12] Portal\r\nMessage-ID: <1@x.example>\r\n\r\nTexto.\r\n"
    mail = world.raw_in(raw.encode())
    world.work_off()
    assert (world.outcome(mail), world.count(), world.letters()) == ("own", 0, [])


@pytest.mark.parametrize("login", [True, False])
def test_our_own_mail_forwarded_back_does_nothing(world: World, login: bool) -> None:
    """T085: redirected as it is, or sent on by a rule under the reader's own name with our Message-ID."""
    world.mail_in(MARIA, "[12] Portal fora do ar", files={"tela.png": PNG})
    world.work_off()
    receipt = world.last(MARIA)
    before = len(world.letters())
    redirected = world.raw_in(receipt.mail.as_bytes(), mail_from=MARIA)
    del receipt.mail["From"], receipt.mail["Auto-Submitted"]
    receipt.mail["From"] = MARIA
    renamed = world.raw_in(receipt.mail.as_bytes(), mail_from=MARIA, login=world.person(MARIA).id if login else "")
    world.work_off()
    assert {world.outcome(redirected), world.outcome(renamed)} <= {"own", "automatic"}
    assert (world.count(), len(world.letters())) == (1, before)
    assert world.letters(ANA)
