"""What if the sender's domain cannot be asked? The mail waits a quarter of an hour, then is a claim; nobody else's is looked up."""

from datetime import timedelta

import pytest

from gateway.clockwork import proving
from tests.stories import writing
from tests.stories.writing import arrive, row, written
from tests.world import ANA, JOAO, MARIA, World

STRANGER = "estranho@fora.example"


def silent(*addresses: str) -> writing.Zones:
    """A DNS that answers nothing about these domains."""
    dns = writing.zone(*addresses)
    dns.entries = dict.fromkeys(dns.entries, "trouble")
    return dns


def test_a_signed_mail_waits_for_the_dns_and_is_opened_when_it_answers(world: World) -> None:
    writing.with_dns(world, silent(MARIA))
    arrived = world.clock.at
    mail = writing.signed_in(world, MARIA, "[12] Portal fora do ar")
    world.work_off()
    for _ in range(14):
        world.later(minutes=1)
        assert (world.outcome(mail), row(world, mail).attempts, row(world, mail).last_error) == (None, 0, "ProofWaits")
    assert not world.letters()
    writing.with_dns(world, writing.zone(MARIA))
    world.later(seconds=30)
    assert (world.outcome(mail), world.ticket().opened_at) == ("opened", arrived)


def test_after_a_quarter_of_an_hour_it_is_a_claim_like_others(world: World) -> None:
    writing.with_dns(world, silent(MARIA))
    mail = writing.signed_in(world, MARIA, "[12] Portal fora do ar")
    world.work_off()
    world.clock.at += proving.PATIENCE - timedelta(seconds=1)
    world.work_off()
    assert world.outcome(mail) is None
    world.later(seconds=31)
    assert (world.outcome(mail), world.count()) == ("held-claimed", 0)
    assert (row(world, mail).verdict or {})["verdict"] == "temperror"
    world.reply(world.last(MARIA), "CONFIRMAR", login=False)
    world.work_off()
    assert world.outcome(mail) == "opened"


def test_who_waits_for_the_dns_delays_nobody_else(world: World) -> None:
    """Not even other mails of the same person, unless they go on in the same conversation; and a reply by token needs no DNS."""
    world.mail_in(MARIA, "[11] Como protocolar?")
    world.work_off()
    receipt = world.last(MARIA)
    writing.with_dns(world, silent(MARIA))
    waits = writing.signed_in(world, MARIA, "[12] Portal fora do ar")
    others = [world.mail_in(JOAO, "[12] Portal"), world.mail_in(MARIA, "[13] Erro"), world.reply(receipt, "Mais um detalhe.", login=False)]
    world.work_off()
    assert world.outcome(waits) is None
    assert [world.outcome(m) for m in others] == ["opened", "opened", "commented"]
    world.later(minutes=16)
    assert world.outcome(waits) == "held-claimed"


def test_while_a_signed_answer_waits_for_the_dns_its_ticket_does_not_expire(world: World) -> None:
    world.mail_in(MARIA, "[11] Como protocolar?")
    world.work_off()
    world.reply(world.last(ANA), "SOLUCIONAR\nVeja o manual.")
    world.work_off()
    deadline = world.ticket().deadline_at
    assert deadline is not None
    world.clock.at = deadline - timedelta(minutes=1)
    writing.with_dns(world, silent(MARIA))
    mail = writing.signed_in(world, MARIA, "RES: [L_61123001]", "APROVAR")
    world.work_off()
    for _ in range(10):
        world.later(minutes=1)
    assert (world.outcome(mail), world.ticket().status) == (None, "solved")
    writing.with_dns(world, writing.zone(MARIA))
    world.later(minutes=2)
    assert (world.outcome(mail), world.ticket().outcome) == ("approved", "approved")


@pytest.mark.parametrize("sign", [True, False])
def test_a_stranger_makes_us_ask_nothing(world: World, sign: bool) -> None:
    dns = writing.with_dns(world, writing.zone(MARIA, STRANGER))
    raw = written(world, STRANGER, "[12] Portal", headers={"Reply-To": MARIA, "Sender": MARIA})
    raw = writing.signed(raw, writing.domain(STRANGER)) if sign else raw
    mail = arrive(world, raw, mail_from=STRANGER)
    world.work_off()
    assert (world.outcome(mail), dns.asked) == ("stranger", [])


def test_a_mere_claim_without_signature_makes_us_ask_nothing(world: World) -> None:
    """Nor does a strange domain's signature, a machine's mail, or a login."""
    dns = writing.with_dns(world, writing.zone(MARIA, STRANGER))
    raw = written(world, MARIA, "[12] Portal")
    plain = arrive(world, raw)
    strange = arrive(world, writing.signed(written(world, MARIA, "[11] Outro"), writing.domain(STRANGER)), mail_from=STRANGER)
    machine = arrive(world, writing.signed(written(world, MARIA, "[12] x", headers={"Precedence": "bulk"}), writing.domain(MARIA)))
    login = world.mail_in(MARIA, "[12] Portal")
    world.work_off()
    assert [world.outcome(m) for m in (plain, strange, machine, login)] == ["held-claimed", "held-claimed", "automatic", "opened"]
    assert dns.asked == []


def test_a_flood_of_signed_forgeries_asks_little_for_each(world: World) -> None:
    dns = writing.with_dns(world, silent(MARIA))
    raw = written(world, MARIA, "[12] Portal")
    many = b"".join(
        b"DKIM-Signature: v=1; a=rsa-sha256; d=d%d.str-valesereno.example; s=s%d; h=from; bh=x; b=x\r\n" % (n, n) for n in range(50)
    )
    arrive(world, many + raw)
    world.work_off()
    assert len(dns.asked) <= 12
    world.later(minutes=16)


def test_who_is_no_longer_known_when_the_dns_answers_is_nobody(world: World) -> None:
    writing.with_dns(world, silent(MARIA))
    mail = writing.signed_in(world, MARIA, "[12] Portal fora do ar")
    world.work_off()
    world.change(MARIA, active=False)
    writing.with_dns(world, writing.zone(MARIA))
    world.later(minutes=1)
    assert (world.outcome(mail), world.count()) == ("not-entitled", 0)
