"""Is anybody taken for somebody else? Forged From lines, look-alike addresses, strange headers, strangers in the thread (T063-T072)."""

import hashlib
import json
import unicodedata

import pytest

from tests.stories import writing
from tests.stories.writing import arrive, kinds, row, written
from tests.world import ADDRESS, ANA, CARLOS, JOAO, MARIA, Letter, World

OUTSIDER = "curioso@fora.example"
SECRET = "Senha anotada no quadro."
# Hidden or invented signs by which a mail might ask to be trusted, moved or hurried (T066).
SIGNS = {
    "X-Carteiro-State": "closed",
    "X-Ticket-State": "solved",
    "X-Priority": "1",
    "Importance": "high",
    "Auto-Submitted": "no",
    "X-Verified": "yes",
    "X-Originating-IP": "[127.0.0.1]",
    "X-Authenticated-Sender": MARIA,
    "Authentication-Results": "mx.carteiro.example; dmarc=pass header.from=str-valesereno.example",
    "Received-SPF": "pass",
    "ARC-Authentication-Results": "i=1; mx.carteiro.example; dmarc=pass header.from=str-valesereno.example",
}


def solved(world: World) -> Letter:
    """A ticket of Maria with a solution that waits: the solution letter."""
    world.mail_in(MARIA, "[11] Como protocolar?", SECRET)
    world.work_off()
    world.reply(world.last(ANA), "SOLUCIONAR\nVeja o manual.")
    world.work_off()
    world.clock.at = world.clock.at.replace(minute=5)
    return world.last(MARIA)


def standing(world: World) -> tuple[int, str, int]:
    return world.count(), world.ticket().status if world.count() else "", len(writing.events(world))


@pytest.mark.parametrize("record", ["v=DMARC1; p=reject", ""])
def test_a_forged_from_opens_nothing_and_the_real_one_is_asked(world: World, record: str) -> None:
    """T063: DMARC fails or there is none, from another host; no number, no word of any ticket in what is answered."""
    writing.with_dns(world, writing.zone(MARIA, dmarc=record))
    solution = solved(world)
    before, sent = standing(world), len(world.relay.letters)
    opening = arrive(world, written(world, MARIA, "[12] Portal fora do ar"))
    decision = arrive(world, written(world, MARIA, solution.subject, "APROVAR"), mail_from=f"x@{writing.domain(MARIA)}")
    world.work_off()
    assert [world.outcome(m) for m in (opening, decision)] == ["held-claimed"] * 2
    assert standing(world) == before
    (asked,) = world.relay.letters[sent:]
    assert asked.to == MARIA
    assert "L_6112300" not in asked.mail.as_string()
    assert not asked.says("Como protocolar?")
    assert not asked.says(SECRET)


@pytest.mark.parametrize("name", ["Reply-To", "Return-Path", "X-Original-From", "Sender", "X-Sender", "Resent-From", "Errors-To"])
def test_no_other_header_names_the_writer(world: World, name: str) -> None:
    """T065: a stranger who names a representative elsewhere is a stranger; a representative who names a stranger is answered at home."""
    by_stranger = arrive(world, written(world, OUTSIDER, "[12] Portal", headers={name: MARIA}), mail_from=MARIA)
    world.work_off()
    assert (world.outcome(by_stranger), world.count(), world.letters()) == ("stranger", 0, [])
    world.mail_in(MARIA, "[12] Portal fora do ar", headers={name: OUTSIDER})
    claimed = world.mail_in(JOAO, "[12] Portal fora do ar", headers={name: OUTSIDER}, login=False)
    world.work_off()
    assert world.outcome(claimed) == "held-claimed"
    assert {x.to for x in world.letters()} >= {MARIA, JOAO}
    assert not [x for x in world.letters() if "fora.example" in x.to + str(x.mail["Cc"]) + x.mail.as_string()]


def test_no_invented_header_has_any_effect(world: World) -> None:
    """T066: neither for whom it might favour nor on what a proven mail does."""
    solution = solved(world)
    before = standing(world)
    held = arrive(world, written(world, MARIA, solution.subject, "APROVAR", headers=SIGNS))
    stranger = arrive(world, written(world, OUTSIDER, "[12] Portal", headers=SIGNS))
    world.work_off()
    assert (world.outcome(held), world.outcome(stranger)) == ("held-claimed", "stranger")
    assert standing(world) == before
    mail = world.reply(solution, "Uma dúvida: e o anexo?")
    plain = world.outcome(mail)
    world.work_off()
    assert plain is None
    assert (world.outcome(mail), world.ticket().status, world.ticket().technician) == ("commented", "solved", world.person(ANA).id)


def look_alikes() -> list[str]:
    local, _, host = MARIA.partition("@")
    return [
        f"{local}\uff20{host}",  # fullwidth @
        MARIA.replace("a", "\u0430", 1),  # Cyrillic
        f"{MARIA}.",
        f"{local}+x@{host}",
        f"{local}.@{host}",
        f"{local}@{host.replace('s', chr(0x17F), 1)}",  # long s, folds to s
        f"{local}@{host.replace('r', chr(0xFF52), 1)}",
        f"{local}\u200b@{host}",
        f"{local}@{host} ",
        f'"{local} "@{host}',
    ]


@pytest.mark.parametrize("address", look_alikes(), ids=ascii)
def test_what_looks_like_an_address_is_another(world: World, address: str) -> None:
    """T068: only a trailing blank, which no address has, is left out before the comparison."""
    raw = f"From: {address}\r\nTo: {ADDRESS}\r\nSubject: [12] Portal\r\nMessage-ID: <{id(world)}@x.example>\r\n\r\nTexto.\r\n"
    mail = arrive(world, raw.encode())
    world.work_off()
    same = address.rstrip() == MARIA
    assert world.outcome(mail) == ("held-claimed" if same else "stranger")
    assert [x.to for x in world.letters()] == ([MARIA] if same else [])


def test_the_case_of_letters_makes_no_difference_and_answers_go_to_the_address_as_stored(world: World) -> None:
    """T068: the one written rule of `mail_key`."""
    world.change(JOAO, mail=("Joao@STR-ValeSereno.example",))
    mail = world.mail_in("JOAO@str-valesereno.EXAMPLE", "[12] Portal fora do ar")
    world.work_off()
    assert world.outcome(mail) == "opened"
    assert [x.to for x in world.letters() if x.to.lower() == JOAO] == ["Joao@STR-ValeSereno.example"]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_letters_with_accents_are_equal_only_sign_by_sign(world: World, form: str) -> None:
    """T068: neither composed and decomposed letters nor a name in Unicode and its A-label are taken for one."""
    world.change(JOAO, mail=("joão@ribeirão.example",))
    address = unicodedata.normalize(form, "joão@ribeirão.example")
    raw = f"From: {address}\r\nTo: {ADDRESS}\r\nSubject: [12] Portal\r\nMessage-ID: <u@x.example>\r\n\r\nTexto.\r\n"
    mail = arrive(world, raw.encode())
    label = arrive(world, written(world, f"joao@{'ribeirão.example'.encode('idna').decode()}", "[12] Portal"))
    world.work_off()
    assert world.outcome(mail) == ("held-claimed" if form == "NFC" else "stranger")
    assert world.outcome(label) == "stranger"


@pytest.mark.parametrize("road", ["Reply-To", "In-Reply-To", "References"])
def test_a_stranger_with_everything_right_but_the_name_gets_nothing(world: World, road: str) -> None:
    """T070: the token of a passed-on letter, its ids and its subject; not a word comes back, nobody joins."""
    solution = solved(world)
    before, sent = standing(world), len(world.relay.letters)
    to, headers = (str(solution.mail["Reply-To"]), {}) if road == "Reply-To" else (ADDRESS, {road: str(solution.mail["Message-ID"])})
    mails = [
        world.mail_in(OUTSIDER, solution.subject, words, to=to, headers=headers, login=False)
        for words in ("APROVAR", "RECUSAR: não resolveu", "Qual foi a resposta?", "CONSULTAR")
    ]
    world.work_off()
    assert {world.outcome(m) for m in mails} == {"stranger"}
    assert (standing(world), len(world.relay.letters)) == (before, sent)
    assert all(row(world, m).ticket_id is None for m in mails)
    world.reply(world.last(ANA), "Mais uma informação.")
    world.work_off()
    assert OUTSIDER not in {x.to for x in world.letters()}


@pytest.mark.parametrize("name", ["Cc", "To", "Resent-Cc", "Bcc"])
def test_an_outsider_on_copy_never_gets_anything_and_never_joins(world: World, name: str) -> None:
    """T071: neither of a new ticket nor of a reply; and what the outsider answers is a stranger's."""
    named = {name: f"{ADDRESS}, {OUTSIDER}" if name == "To" else OUTSIDER}
    world.mail_in(MARIA, "[11] Como protocolar?", headers=named)
    world.work_off()
    solution = world.reply(world.last(ANA), "SOLUCIONAR\nVeja o manual.")
    world.work_off()
    assert world.outcome(solution) == "solved"
    world.mail_in(MARIA, f"RES: {world.last(MARIA).subject}", "RECUSAR: ainda há erro", headers=named, to=ADDRESS)
    world.work_off()
    answer = world.mail_in(OUTSIDER, f"RES: {world.last(MARIA).subject}", "Concordo.", login=False)
    world.work_off()
    world.reply(world.last(ANA), "SOLUCIONAR\nVeja o manual novo.")
    world.work_off()
    world.reply(world.last(MARIA), "APROVAR")
    world.work_off()
    assert (world.ticket().status, world.outcome(answer)) == ("closed", "stranger")
    assert not [x for x in world.letters() if OUTSIDER in x.mail.as_string()]


@pytest.mark.parametrize("subject", ["RES: [L_61123001] Como protocolar?", "ENC: Como protocolar?", "Outro assunto", "Re: RES: Fwd: x", ""])
def test_the_token_address_is_enough_whatever_became_of_the_subject(world: World, subject: str) -> None:
    """T072: without References, subject rewritten or gone."""
    solution = solved(world)
    mail = world.mail_in(MARIA, subject, "Segue a dúvida.", to=str(solution.mail["Reply-To"]), login=False)
    world.work_off()
    assert (world.outcome(mail), row(world, mail).ticket_id) == ("commented", world.ticket().id)


@pytest.mark.parametrize(("subject", "named"), [("RES: [L_61123001] x", True), ("ENC: l61123001", True), ("Outro assunto", False)])
def test_without_a_token_the_number_attaches_for_the_proven_only(world: World, subject: str, named: bool) -> None:
    """T072: by login and by alignment; what merely claims is held."""
    writing.with_dns(world, writing.zone(MARIA))
    solved(world)
    claimed = world.mail_in(MARIA, subject, "Segue a dúvida um.", login=False)
    login = world.mail_in(MARIA, subject, "Segue a dúvida dois.")
    aligned = writing.signed_in(world, MARIA, subject, "Segue a dúvida três.")
    world.work_off()
    assert world.outcome(claimed) == "held-claimed"
    assert {world.outcome(m) for m in (login, aligned)} == {"commented" if named else "held-code"}
    told = "".join(x.text for x in world.letters(ANA))
    assert ("dúvida um" in told, "dúvida dois" in told, "dúvida três" in told) == (False, named, named)


def test_signed_opens_and_the_evidence_is_on_record(world: World) -> None:
    """T067: key, selector and verdict on the row, their digest in the record; the same mail altered on its way is held."""
    writing.with_dns(world, writing.zone(MARIA))
    raw = writing.signed(written(world, MARIA, "[12] Portal fora do ar", "O erro aparece."), writing.domain(MARIA))
    altered = arrive(world, raw.replace(b"O erro aparece", b"O erro sumiu"))
    world.work_off()
    assert (world.outcome(altered), world.count()) == ("held-claimed", 0)
    mail = arrive(world, raw)
    world.work_off()
    assert world.outcome(mail) == "opened"
    kept = row(world, mail)
    verdict = kept.verdict or {}
    (signature,) = verdict["dkim"]
    assert (kept.proof, verdict["verdict"], verdict["by"], verdict["dmarc"]["record"]) == ("aligned", "pass", "dkim", "v=DMARC1; p=reject")
    assert (signature["verdict"], signature["s"], signature["d"]) == ("pass", "k1", writing.domain(MARIA))
    assert writing.key().public in signature["key"]
    digest = hashlib.sha256(json.dumps(verdict, sort_keys=True).encode()).hexdigest()
    assert json.loads(writing.events(world)[0].payload)["facts"]["verdict_sha256"] == digest
    failed = row(world, altered).verdict or {}
    assert (failed["verdict"], failed["dkim"][0]["verdict"]) == ("fail", "fail")


def test_nobody_hears_of_a_forged_mail_but_the_one_who_is_named(world: World) -> None:
    """Also not the group, the entity's others or the operator."""
    solved(world)
    sent = len(kinds(world))
    for sender in (MARIA, JOAO, ANA, CARLOS):
        world.mail_in(sender, "RES: [L_61123001]", "APROVAR", login=False)
    world.work_off()
    assert kinds(world)[sent:] == [("confirm", MARIA), ("confirm", JOAO), ("confirm", ANA), ("confirm", CARLOS)]
