"""PROVA: who may see a ticket gets its record as one file, to be checked without us; nobody gets what is not theirs."""

import io
import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from gateway.clockwork.jobs import Jobs
from gateway.post import registered
from gateway.post.relay import Temporary
from tests.dossiers import NOTED, SHOWN, story, sums, unpacked, verified
from tests.stories.handed import MARCOS
from tests.stories.writing import events
from tests.world import ANA, CARLOS, CONCEICAO, JOAO, MARIA, PAULO, PNG, RITA, Letter, World

NUMBER = "L_61123001"
TOKEN = re.compile(rb"([lmbc]\d+)\.(\d+)\.([a-z2-7]{26})")


def ask(world: World, who: str, words: str = f"PROVA {NUMBER}", **more: object) -> Letter:
    """What the answer to somebody is, who writes outside of any thread; the record stays as it was."""
    before = len(events(world))
    mail = world.mail_in(who, "Registro", words, **more)  # type: ignore[arg-type]
    world.work_off()
    assert world.outcome(mail) == "answered"
    assert len(events(world)) == before
    return world.last(who)


def dossier(letter: Letter) -> dict[str, bytes]:
    """The files in the one that came with a letter."""
    with zipfile.ZipFile(io.BytesIO(letter.files[f"dossie-{NUMBER}.zip"])) as package:
        return {name: package.read(name) for name in package.namelist()}


def folder(letter: Letter, tmp_path: Path) -> Path:
    found = unpacked(letter.files[f"dossie-{NUMBER}.zip"], tmp_path)
    assert (sums(found).returncode, verified(found).returncode, verified(found).stderr) == (0, 0, "")
    return found


def withheld(files: dict[str, bytes]) -> dict[int, str]:
    """Mails whose bytes are not in a dossier -> why."""
    return {one["id"]: one["why"] for one in json.loads(files["mails.json"]) if one["why"]}


def withheld_and_whole(files: dict[str, bytes]) -> list[int]:
    """All mails that a dossier tells of; the last one asked for it."""
    return [one["id"] for one in json.loads(files["mails.json"])]


def foreign(world: World, files: dict[str, bytes], who: str) -> list[str]:
    """Files that hold a token which somebody else was given."""
    tokens, person = world.tools.tokens, world.person(who).id
    return [
        name
        for name, data in files.items()
        for ref, round_, mac in TOKEN.findall(data)
        if not tokens.is_for(mac.decode(), ref.decode(), int(round_), person)
    ]


def test_the_opener_of_a_closed_ticket_gets_all_that_is_the_entitys(world: World, tmp_path: Path) -> None:
    story(world)
    told = ask(world, MARIA)
    assert told.says("Segue o dossiê do chamado L_61123001", "LEIA-ME.txt diz como qualquer perito confere")
    assert not told.says("Não repasse o dossiê antes")
    found = folder(told, tmp_path)
    page = (found / "chamado.html").read_text()
    for words in (
        "Isso eu já tinha lido.",
        "Veja o manual.",
        "RECUSAR: ainda há erro",
        "O servidor foi trocado.",
        "APROVAR",
        "Fechado, aprovado",
    ):
        assert words.removeprefix("RECUSAR: ") in page
    assert [(found / one["file"]).read_bytes() for one in json.loads((found / "files.json").read_text())] == [PNG, PNG + b"2", SHOWN]
    letters = [json.loads(path.read_text()) for path in sorted((found / "letters").iterdir())]
    assert {one["words"]["recipient"] for one in letters} == {MARIA}


def test_the_entity_never_gets_a_note_nor_the_bytes_of_a_technicians_mail(world: World) -> None:
    """What a technician answers quotes what the technicians were told, notes included."""
    story(world)
    for who in (MARIA, JOAO):
        files = dossier(ask(world, who))
        assert not [name for name, data in files.items() if b"Desconfio" in data or data == NOTED]
        assert not [name for name, data in files.items() if ANA.encode() in data or b"ana.barros" in data]
        assert set(withheld(files).values()) == {"reservado"}
        rows = [json.loads(line) for line in files["events.jsonl"].splitlines()]
        hidden = [row for row in rows if row.get("withheld")]
        assert [set(row) for row in hidden] == [{"id", "ticket", "seq", "prev", "hash", "withheld"}]
        assert "Passos internos" in files["LEIA-ME.txt"].decode()


def test_any_letter_that_somebody_kept_names_an_event_of_the_dossier(world: World) -> None:
    """Of the internal ones too, whose words are not in it: what left our hands says what the chain was."""
    story(world)
    rows = {row["seq"]: row["hash"] for row in map(json.loads, dossier(ask(world, MARIA))["events.jsonl"].splitlines())}
    named = [registered.read(str(x.mail["X-Registro"])) for x in world.letters(MARIA) + world.letters(ANA) if x.mail["X-Registro"]]
    chains = [one.ticket for one in named if one and one.ticket]
    assert len(chains) > 5
    assert [chain for chain in chains if rows[chain.events] != chain.head] == []


def test_only_a_mails_own_writer_gets_its_envelope(world: World) -> None:
    """From which host it came, and with whose login, is sealed as a commitment, which the others get."""
    story(world)
    last = max(withheld_and_whole(dossier(ask(world, ANA))))
    for who in (MARIA, JOAO, CARLOS):
        listed = [one for one in json.loads(dossier(ask(world, who))["mails.json"]) if one["id"] < last]
        told = {one["id"] for one in listed if "envelope" in one}
        assert bool(told) == (who == MARIA)
        assert all("commit" in one for one in listed if "envelope" not in one)


def test_the_technicians_get_the_notes(world: World, tmp_path: Path) -> None:
    story(world)
    told = ask(world, CARLOS)
    assert told.says("Ele traz as notas internas: não o repasse à entidade")
    found = folder(told, tmp_path)
    assert "Desconfio do servidor." in (found / "chamado.html").read_text()
    assert NOTED in [path.read_bytes() for path in (found / "files").rglob("*") if path.is_file()]
    assert withheld(dossier(told)) == {}


@pytest.mark.parametrize("who", [MARIA, JOAO, ANA, CARLOS, MARCOS])
def test_while_a_ticket_is_open_nobody_gets_a_token_that_somebody_else_could_use(world: World, tmp_path: Path, who: str) -> None:
    story(world, closed=False)
    told = ask(world, who)
    assert told.says("Não repasse o dossiê antes de o chamado fechar")
    files = dossier(told)
    assert foreign(world, files, who) == []
    folder(told, tmp_path)
    if who in {CARLOS, MARCOS, JOAO}:
        assert "em uso" in withheld(files).values()
        assert "Depois que o chamado fechar, peça o dossiê de novo." in " ".join(files["LEIA-ME.txt"].decode().split())
        assert "Isso eu já tinha lido." in files["chamado.html"].decode()
    assert 1 not in withheld(files), "the mail that opened it holds no token"


def test_a_token_of_another_ticket_that_is_open_stays_withheld_after_the_end(world: World) -> None:
    world.mail_in(MARIA, "[11] Outra pergunta")
    world.work_off()
    other = str(world.last(MARIA).mail["Reply-To"])
    world.mail_in(MARIA, "[12] Portal fora do ar", f"Escrevi também para {other}, sem resposta.")
    world.work_off()
    world.reply(world.last(MARIA), "CANCELAR")
    world.work_off()
    files = dossier_of(ask(world, JOAO, "PROVA L_61123002"), "L_61123002")
    assert foreign(world, {name: data for name, data in files.items() if name.startswith("chamado")}, JOAO) == []
    assert withheld(files) == {2: "em uso"}
    assert "[endereço de resposta omitido]" in files["chamado.html"].decode()
    assert withheld(dossier_of(ask(world, MARIA, "PROVA L_61123002"), "L_61123002")) == {}


def dossier_of(letter: Letter, number: str) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(letter.files[f"dossie-{number}.zip"])) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_a_merged_ticket_is_closed_and_its_tokens_live_on_in_the_other(world: World) -> None:
    for sender in (MARIA, MARIA):
        world.mail_in(sender, "[11] Portal fora do ar")
        world.work_off()
    world.reply(world.last(MARIA), "Mais um detalhe.")
    world.work_off()
    world.reply(world.last(ANA), f"MESCLAR {NUMBER}")
    world.work_off()
    assert world.ticket("L_61123002").status == "closed"
    files = dossier(ask(world, JOAO, "PROVA L_61123002"))
    assert foreign(world, files, JOAO) == []
    assert "Mais um detalhe." in files["chamado.html"].decode()
    assert withheld(files)[3] == "em uso"


@pytest.mark.parametrize(
    ("who", "subject"), [(CONCEICAO, "[11] Como?"), (PAULO, "[11] Como?"), (JOAO, "[1] Fato grave"), (MARCOS, "[1] Fato")]
)
def test_a_ticket_of_others_is_answered_like_none_and_like_a_question(world: World, who: str, subject: str) -> None:
    world.mail_in(MARIA, subject)
    world.work_off()
    texts = []
    for words in (f"PROVA {NUMBER}", "PROVA L_61123777", f"CONSULTAR {NUMBER}"):
        mail = world.mail_in(who, "Registro", words)
        world.work_off()
        assert world.outcome(mail) == "not-theirs"
        assert world.last(who).files == {}
        texts.append(world.last(who).words)
    assert len(set(texts)) == 1


def test_a_denuncia_is_for_its_author_and_its_group(world: World, tmp_path: Path) -> None:
    world.mail_in(MARIA, "[1] Fato grave", "O chefe desvia verbas.")
    world.work_off()
    for who in (MARIA, ANA):
        assert "O chefe desvia verbas." in (folder(ask(world, who), tmp_path) / "chamado.html").read_text()


def test_a_stranger_gets_nothing_and_a_mere_claim_is_asked(world: World) -> None:
    story(world)
    told = len(world.relay.letters)
    stranger = world.raw_in(f"From: x@fora.example\nSubject: PROVA\n\nPROVA {NUMBER}\n".encode())
    claim = world.mail_in(JOAO, "Registro", f"PROVA {NUMBER}", login=False)
    world.work_off()
    assert [world.outcome(mail) for mail in (stranger, claim)] == ["stranger", "held-claimed"]
    assert [(x.to, x.files) for x in world.relay.letters[told:]] == [(JOAO, {})]
    world.reply(world.last(JOAO), "CONFIRMAR", login=False)
    world.work_off()
    assert world.last(JOAO).files


def test_in_its_thread_by_token_by_subject_and_without_a_ticket(world: World) -> None:
    story(world)
    receipt = world.letters(MARIA)[0]
    told = len(world.letters(MARIA))
    mails = [world.reply(receipt, "Prova, por favor.", login=False), world.mail_in(MARIA, f"PROVA {NUMBER}", "")]
    world.work_off()
    assert [world.outcome(mail) for mail in mails] == ["answered", "answered"]
    assert [f"dossie-{NUMBER}.zip" in x.files for x in world.letters(MARIA)[told:]] == [True, True]
    assert ask(world, MARIA, "PROVA").says("não diz de qual chamado", "como em PROVA L_61123001")


def test_what_stands_below_it_still_reaches_the_technicians(world: World) -> None:
    story(world, closed=False)
    mail = world.reply(world.last(MARIA), "PROVA\n\nPreciso dele para a assembleia de sexta.")
    world.work_off()
    assert world.outcome(mail) == "commented"
    assert any(x.says("assembleia de sexta") for x in world.letters(ANA))
    assert any(f"dossie-{NUMBER}.zip" in x.files for x in world.letters(MARIA))


def test_a_technician_asks_among_other_orders_and_for_one_ticket_at_a_time(world: World) -> None:
    story(world, closed=False)
    mail = world.reply(world.last(ANA), f"NOTA: para o jurídico\n\nPROVA\n\nCONSULTAR {NUMBER}")
    other = world.reply(world.last(ANA), "NOTA: outra\n\nPROVA L_61123777")
    world.work_off()
    assert [world.outcome(each) for each in (mail, other)] == ["answered", "noted"]
    assert sum(f"dossie-{NUMBER}.zip" in x.files for x in world.letters(ANA)) == 1
    assert any(x.says("O dossiê pedido é de outro chamado") for x in world.letters(ANA))


def test_five_a_day_for_one_person(world: World) -> None:
    story(world)
    for _ in range(5):
        assert ask(world, MARIA).files
    assert ask(world, MARIA).says("Você já recebeu hoje os dossiês", "Peça de novo amanhã.")
    assert world.last(MARIA).files == {}
    assert ask(world, JOAO).files
    world.later(days=1, minutes=1)
    assert ask(world, MARIA).files


def test_one_too_big_for_any_mail_is_not_sent_and_the_way_is_told(world: World) -> None:
    story(world)
    for largest in (100_000, 2_000):
        world.tools = replace(world.tools, rules=replace(world.tools.rules, largest=largest))
        world.jobs = Jobs(world.tools)
        for who, way in ((MARIA, "peça à equipe"), (CARLOS, "Peça o dossiê a quem opera este canal")):
            told = ask(world, who)
            assert told.says("é grande demais para um e-mail", way)
            assert told.files == {}


def test_a_dossier_that_waits_for_the_relay_is_the_one_that_was_asked_for(world: World) -> None:
    """Whoever lost the right to see a ticket meanwhile learns nothing that came later."""
    story(world, closed=False)
    world.relay.refuses[JOAO] = Temporary("450 later")
    world.mail_in(JOAO, "Registro", f"PROVA {NUMBER}")
    world.work_off()
    world.clock.at = world.clock.at.replace(minute=30)
    world.reply(world.last(MARIA), "RECUSAR: agora é segredo")
    world.work_off()
    world.change(JOAO, active=False)
    world.relay.refuses.clear()
    world.later(hours=1)
    files = dossier(world.last(JOAO))
    assert not [name for name, data in files.items() if b"segredo" in data]
    assert json.loads(files["ticket.json"])[NUMBER]["status"] == "solved"


def test_a_ticket_of_an_incident_names_no_other(world: World, tmp_path: Path) -> None:
    for sender in (MARIA, RITA):
        world.mail_in(sender, "[5] O curso não abre")
        world.work_off()
        if sender == MARIA:
            world.reply(world.last(ANA), "INCIDENTE")
            world.work_off()
    assert world.ticket("L_61123002").incident == NUMBER
    world.reply(world.letters(ANA, NUMBER)[0], "SOLUCIONAR\nO curso voltou.")
    world.work_off()
    files = dossier_of(ask(world, RITA, "PROVA L_61123002"), "L_61123002")
    assert not [name for name, data in files.items() if NUMBER.encode() in data]
    assert "O curso voltou." in files["chamado.html"].decode()
    assert verified(unpacked(world.last(RITA).files["dossie-L_61123002.zip"], tmp_path)).returncode == 0


def test_what_strangers_wrote_is_text_on_the_page(world: World) -> None:
    world.mail_in(MARIA, "[11] <script>alert(1)</script>", "<img src=x onerror=alert(1)> {{ 7*7 }}", files={"<b>.png": PNG})
    world.work_off()
    page = dossier(ask(world, MARIA))["chamado.html"].decode()
    assert not re.search(r"<(script|img|iframe|link|form)", page)
    assert "{{ 7*7 }}" in page
    assert not re.search(r"(https?:|//|url\()", page)
    assert set(re.findall(r'href="([a-z]+)/', page)) <= {"mails", "files", "letters"}
