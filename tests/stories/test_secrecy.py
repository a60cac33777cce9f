"""Item 1 is seen by its author and its group alone, and no one learns of another's ticket (rules.md, Who is writing)."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gateway.commands.line import cli
from gateway.post.relay import Permanent
from tests.world import ANA, ANTONIO, CARLOS, CONCEICAO, JOAO, MARIA, PAULO, PNG, RITA, World

HELENA = "helena.matos@sr1.atendimento.example"
MARCOS, SILVIA = "marcos.teles@sr1.atendimento.example", "silvia.campos@sr3.atendimento.example"
SEBASTIAO = "sebastiao@str-valesereno.example"
GROUP = frozenset({ANA, CARLOS, HELENA})
SECRETS = ("Desvio", "tesoureiro", "recibo", "Ribanceira", "envelope", "Maria Aparecida", "Maria")


def opened(world: World) -> None:
    """Maria's denúncia, which her entity's others and the supervisors shall not see."""
    world.mail_in(MARIA, "[1] Desvio na entidade", "Foi o tesoureiro.", files={"recibo.png": PNG})
    world.work_off()
    assert world.ticket().confidential


def others_told(world: World) -> set[str]:
    """Who got any letter, beside the author and the group."""
    return {letter.to for letter in world.relay.letters} - {MARIA} - GROUP


def numbered(world: World) -> str:
    return f"Sobre o {world.ticket().number}"


def lived(world: World) -> None:
    """Every kind of letter that a ticket gives rise to."""
    opened(world)
    for to, text in (
        (ANA, "Quem mais viu a Ribanceira?"),
        (CARLOS, "NOTA\nFalar com a corregedoria."),
        (MARIA, "O envelope segue."),
        (ANA, "SOLUCIONAR\nEncaminhado."),
        (MARIA, "Obrigada."),
        (MARIA, "RECUSAR"),
        (MARIA, "Falta o envelope da Ribanceira."),
        (MARIA, "RECUSAR: falta o envelope."),
        (ANA, "SOLUCIONAR\nEncaminhado com o envelope."),
    ):
        world.reply(world.last(to), text)
        world.work_off()
    assert world.ticket().round == 2


def test_through_its_whole_life_only_its_author_and_its_group_get_a_letter(world: World) -> None:
    lived(world)
    for _ in range(9 * 24):
        world.later(hours=1)
    assert world.ticket().outcome == "expired"
    world.reply(world.last(MARIA), "E agora?")
    world.reply(world.last(ANA), "Depois do fim.")
    world.work_off()
    assert others_told(world) == set()
    assert world.ticket().confidential, "once confidential, always"


def test_approved_it_is_told_to_the_same_few(world: World) -> None:
    lived(world)
    world.reply(world.last(MARIA), "APROVAR")
    world.work_off()
    assert world.ticket().outcome == "approved"
    assert others_told(world) == set()


def test_a_letter_that_does_not_arrive_is_told_to_the_group_alone(world: World) -> None:
    opened(world)
    world.relay.refuses[MARIA] = Permanent(550, "5.1.1 unknown")
    world.reply(world.last(ANA), "SOLUCIONAR\nEncaminhado.")
    world.later(minutes=1)
    assert world.last(ANA).says("não chegou")
    assert others_told(world) == set()


@pytest.mark.parametrize("settings", [{}, {"deciders": "entity"}])
@pytest.mark.parametrize("left", [False, True])
def test_the_entitys_others_neither_see_nor_decide_it_even_when_its_author_has_left(
    tmp_path: Path, settings: dict[str, str], left: bool
) -> None:
    world = World(tmp_path, **settings)
    opened(world)
    world.reply(world.last(ANA), "SOLUCIONAR\nEncaminhado.")
    world.work_off()
    solution = world.last(MARIA)
    if left:
        world.change(MARIA, active=False)
    for body in ("APROVAR", "RECUSAR: não foi o tesoureiro", "O que é isto?", "CONSULTAR"):
        mails = [world.reply(solution, body, sender=JOAO), world.mail_in(JOAO, numbered(world), body)]
        world.work_off()
        assert {world.outcome(mail) for mail in mails} == {"not-theirs"}
        assert not any(world.last(JOAO).says(word) for word in (*SECRETS[:-2], "Encaminhado"))
    assert world.ticket().status == "solved"
    world.later(days=10)
    assert world.ticket().outcome in {"expired", ""}
    assert others_told(world) == {JOAO}
    assert not any(letter.says("Desvio") for letter in world.letters(JOAO))
    world.close()


@pytest.mark.parametrize("writer", [MARCOS, SILVIA, PAULO, JOAO, ANTONIO, CONCEICAO, RITA])
def test_whoever_else_writes_about_it_learns_nothing_and_changes_nothing(world: World, writer: str) -> None:
    opened(world)
    before = world.ticket()
    for body in ("O que é?", "NOTA\nVejam.", "SOLUCIONAR\nPronto.", "APROVAR"):
        mail = world.mail_in(writer, numbered(world), body)
        world.work_off()
        assert world.outcome(mail) == "not-theirs"
    assert world.ticket() == before
    assert {letter.to for letter in world.relay.letters} - {MARIA} - GROUP == {writer}
    assert not any(letter.says(word) for letter in world.letters(writer) for word in SECRETS[:-2])


def test_a_technician_who_leaves_the_group_hears_no_more(world: World) -> None:
    opened(world)
    letter = world.last(CARLOS)
    world.change(CARLOS, groups=("21150.SR-3",))
    heard = len(world.letters(CARLOS))
    world.reply(world.last(MARIA), "O envelope segue.")
    mail = world.reply(letter, "NOTA\nAinda sei disso.")
    world.work_off()
    assert world.outcome(mail) == "not-theirs"
    later = world.letters(CARLOS)[heard:]
    assert len(later) == 1
    assert not any(later[0].says(word) for word in ("envelope", "tesoureiro"))


# ---- walls between entities and groups ----


def public(world: World) -> None:
    world.mail_in(MARIA, "[12] Desvio na Ribanceira", "O tesoureiro não entra.", files={"recibo.png": PNG})
    world.work_off()


@pytest.mark.parametrize("writer", [CONCEICAO, ANTONIO, RITA, PAULO, SILVIA])
@pytest.mark.parametrize("body", ["O que houve?", "APROVAR", "RECUSAR: não", "SOLUCIONAR\nPronto.", "NOTA\nx", "CONSULTAR", ""])
def test_another_entity_group_or_supervisor_learns_and_changes_nothing(world: World, writer: str, body: str) -> None:
    public(world)
    before = world.ticket()
    told = len(world.relay.letters)
    mail = world.mail_in(writer, numbered(world), body)
    world.work_off()
    assert (world.outcome(mail), world.ticket()) == ("not-theirs", before)
    letters = world.relay.letters[told:]
    assert [letter.to for letter in letters] == [writer]
    assert not any(letters[0].says(word) for word in SECRETS)


def test_of_two_entities_only_the_tickets_own_counts(world: World) -> None:
    world.mail_in(RITA, "[11] Desvio na Ribanceira")
    world.work_off()
    world.mail_in(CONCEICAO, "[11] Outro assunto")
    world.work_off()
    assert {world.ticket(f"L_6112300{n}").entity for n in (1, 2)} == set(world.person(ANTONIO).entities)
    mail = world.mail_in(ANTONIO, "Sobre o L_61123001", "Eu também.")
    world.work_off()
    assert world.outcome(mail) == "commented", "he serves that entity"
    world.change(ANTONIO, entities=("38529416000111",))
    told = len(world.letters(ANTONIO))
    mail = world.mail_in(ANTONIO, "Sobre o L_61123001", "Ainda?")
    world.work_off()
    assert world.outcome(mail) == "not-theirs"
    assert not any(letter.says("Ribanceira") for letter in world.letters(ANTONIO)[told:])


@pytest.mark.parametrize("writer", [SEBASTIAO, MARIA, ANA])
def test_someone_inactive_is_told_nothing_whatever_they_once_were(world: World, writer: str) -> None:
    public(world)
    answered = world.last(MARIA if writer == SEBASTIAO else writer)
    world.change(writer, active=False)
    before, told = world.ticket(), len(world.relay.letters)
    mails = [world.mail_in(writer, numbered(world), "O que houve?"), world.reply(answered, "NOTA\nx", sender=writer)]
    world.work_off()
    assert {world.outcome(mail) for mail in mails} == {"not-entitled"}
    assert world.ticket() == before
    assert all(letter.to == writer and not any(letter.says(word) for word in SECRETS[:5]) for letter in world.relay.letters[told:])


def ways(number: str, token: str, message_id: str) -> list[dict[str, object]]:
    """Every road to a ticket: its number, the address of a reply, the id of a letter."""
    return [
        {"subject": f"Sobre o {number}"},
        {"subject": "Sobre isso", "to": token},
        {"subject": "Sobre isso", "headers": {"In-Reply-To": message_id}},
        {"subject": "Sobre isso", "headers": {"References": message_id}},
        {"subject": f"RES: [{number}] Sobre isso", "to": token, "headers": {"In-Reply-To": message_id}},
    ]


@pytest.mark.parametrize("way", range(5))
@pytest.mark.parametrize("code", [1, 12])
@pytest.mark.parametrize("writer", [CONCEICAO, PAULO, SILVIA])
def test_an_existing_ticket_and_one_that_is_not_there_are_answered_in_the_same_words(
    world: World, code: int, way: int, writer: str
) -> None:
    world.mail_in(MARIA, f"[{code}] Desvio", files={"tela.png": PNG})
    world.work_off()
    letter = world.last(MARIA)
    token, message_id = str(letter.mail["Reply-To"]), str(letter.mail["Message-ID"])
    missing = (token.replace("l61123001", "l61123999"), message_id.replace("l61123001", "l61123999"))
    assert missing[0] != token
    answers = []
    for number, *named in ((world.ticket().number, token, message_id), ("L_61123999", *missing)):
        chosen = ways(number, *named)[way]
        mail = world.mail_in(writer, body="O que houve?", **chosen)  # type: ignore[arg-type]
        world.work_off()
        answer = world.last(writer)
        answers.append((world.outcome(mail), answer.words, answer.subject.replace(number, "L"), sorted(answer.mail.keys())))
    assert answers[0] == answers[1]
    assert "Desvio" not in answers[0][1]


@pytest.mark.parametrize("way", range(5))
def test_a_stranger_who_knows_number_token_and_id_gets_no_answer_at_all(world: World, way: int) -> None:
    public(world)
    letter = world.last(MARIA)
    told = len(world.relay.letters)
    chosen = ways(world.ticket().number, str(letter.mail["Reply-To"]), str(letter.mail["Message-ID"]))[way]
    mail = world.mail_in("estranho@fora.example", body="O que houve?", login=False, **chosen)  # type: ignore[arg-type]
    world.work_off()
    assert world.outcome(mail) == "stranger"
    assert len(world.relay.letters) == told


# ---- lists ----


def run(*words: str) -> str:
    done = CliRunner().invoke(cli, list(words))
    assert done.exit_code == 0, done.output
    return done.stdout


def objects(*words: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in run(*words, "--json").splitlines()]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CARTEIRO_HOME", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "300")


@pytest.mark.usefixtures("home")
def test_lists_count_it_and_say_no_more(world: World) -> None:
    lived(world)
    ticket = objects("ticket", "list")[0]
    assert {ticket[key] for key in ("title", "requester", "entity", "technician")} == {"(sigiloso)"}
    assert (ticket["number"], ticket["status"], ticket["code"], ticket["group"]) == ("L_61123001", "solved", 1, "21150.SR-1")
    whole = objects("ticket", "show", "L_61123001")[0]
    assert set(whole) >= set(ticket) | {"events", "messages", "attachments"}
    assert whole["attachments"][0]["name"] == "(sigiloso)"  # type: ignore[index]
    assert len(whole["messages"]) > 3  # type: ignore[arg-type]
    mails = objects("mail", "list")
    assert {mail["subject"] for mail in mails} == {"(sigiloso)"}
    assert {mail["from"] for mail in mails if mail["way"] == "in"} == {"(sigiloso)"}
    assert {str(mail["to"]) for mail in mails} == {"['(sigiloso)']"}
    assert objects("due")[0]["number"] == "L_61123001"
    lists = [("ticket", "list"), ("ticket", "show", "L_61123001"), ("mail", "list"), ("due",)]
    lists += [("mail", "show", str(mail["id"])) for mail in mails]
    for words in lists:
        said = (run(*words) + run(*words, "--json")).lower()
        secrets = (*SECRETS, "maria", "str-valesereno", "Vale Sereno", "27418305000100", "Encaminhado", "corregedoria")
        assert [word for word in secrets if word.lower() in said] == [], words


@pytest.mark.usefixtures("home")
def test_the_bytes_are_the_evidence_and_stay_whole(world: World) -> None:
    opened(world)
    raw = run("mail", "show", "in-1", "--raw")
    assert "Subject: [1] Desvio na entidade" in raw
    assert "Foi o tesoureiro." in raw


@pytest.mark.usefixtures("home")
def test_mails_around_it_are_hidden_too_and_others_are_not(world: World) -> None:
    opened(world)
    letter = world.last(MARIA)
    answer = {"In-Reply-To": str(letter.mail["Message-ID"]), "Auto-Submitted": "auto-replied"}
    world.mail_in(MARIA, f"Resposta automática: {letter.subject}", "Férias.", headers=answer)
    world.mail_in(MARIA, "[1] Desvio ainda sem prova", "x", login=False)
    world.mail_in(ANTONIO, "[1] Desvio de quem serve duas", "x")
    world.mail_in(JOAO, "[12] Portal fora do ar", "x")
    world.work_off()
    shown = {str(mail["subject"]) for mail in objects("mail", "list") if mail["way"] == "in"}
    assert shown == {"(sigiloso)", "[12] Portal fora do ar"}
    assert "Desvio" not in run("mail", "list")


def test_the_same_gateway_hides_nothing_of_an_ordinary_ticket(world: World, home: None) -> None:
    assert home is None
    public(world)
    assert objects("ticket", "list")[0]["title"] == "Desvio na Ribanceira"
    assert {mail["subject"] for mail in objects("mail", "list") if mail["way"] == "in"} == {"[12] Desvio na Ribanceira"}
