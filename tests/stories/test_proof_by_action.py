"""Does each proof open what docs/proofs.md says, and nothing else? Its tables are acted out, cell by cell (rules.md, Who is writing)."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.stories import writing
from tests.world import ADDRESS, ANA, ANTONIO, CARLOS, CONCEICAO, JOAO, MARIA, PAULO, PNG, Letter, World

PAGE = Path("docs/proofs.md").read_text(encoding="utf-8")
MARCOS = "marcos.teles@sr1.atendimento.example"
SEBASTIAO = "sebastiao@str-valesereno.example"
STRANGER = "estranho@fora.example"
# The text of each action, and the subject of a mail that goes by no letter of ours ({} is the ticket's number).
ACTIONS = {
    "open": ("Texto do pedido.", "[11] Como assinar?"),
    "comment": ("Segue mais um detalhe.", "Chamado {}"),
    "APROVAR": ("APROVAR", "Chamado {}"),
    "RECUSAR": ("RECUSAR: ainda há erro.", "Chamado {}"),
    "SOLUCIONAR": ("SOLUCIONAR\nVeja o manual.", "Chamado {}"),
    "NOTA": ("NOTA\nDesconfio do servidor.", "Chamado {}"),
    "ASSUMIR": ("ASSUMIR", "Chamado {}"),
    "ATRIBUIR": (f"ATRIBUIR {CARLOS}", "Chamado {}"),
    "TRANSFERIR": ("TRANSFERIR 21150.SR-3", "Chamado {}"),
    "RECLASSIFICAR": ("RECLASSIFICAR 13", "Chamado {}"),
    "CONSULTAR": ("CONSULTAR", "Chamado {}"),
    "ANEXO": ("ANEXO 1", "Chamado {}"),
    "CANCELAR": ("CANCELAR", "Chamado {}"),
    "PENDENTE": ("PENDENTE\nQual é o navegador?", "Chamado {}"),
    "DESFAZER": ("DESFAZER", "Chamado {}"),
    "INCIDENTE": ("INCIDENTE", "Chamado {}"),
    "FORA DO ESCOPO": ("FORA DO ESCOPO", "Chamado {}"),
    "MESCLAR": ("MESCLAR L_61123001", "Chamado {}"),
    "EM NOME DE": (f"EM NOME DE {JOAO}\nEle não acha o botão.", "[11] Como protocolar?"),
    "CONFIRMAR": ("CONFIRMAR", "Sobre a pergunta"),
    "`11`": ("11", "Sobre a pergunta"),
    "entity": ("2", "Sobre a pergunta"),
    "what is missing": ("Atua só por esta entidade", "Chamado {}"),
}
OTHERS = {
    "João, same entity, login": (JOAO, "login"),
    "Conceição, other entity, login": (CONCEICAO, "login"),
    "Paulo, other group, login": (PAULO, "login"),
    "Marcos, supervisor, login": (MARCOS, "login"),
    "Sebastião, inactive, login": (SEBASTIAO, "login"),
    "a stranger, aligned": (STRANGER, "aligned"),
    "a stranger": (STRANGER, "claimed"),
}


def table(title: str) -> list[tuple[str, str, str]]:
    """(row, column, cell) of the page's table under a heading."""
    section = PAGE.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]
    lines = [[cell.strip() for cell in line.strip("|").split("|")] for line in section.splitlines() if line.startswith("|")]
    return [(row, column, cell) for row, *cells in lines[2:] for column, cell in zip(lines[0][1:], cells, strict=True) if cell != "—"]


@pytest.fixture(scope="module")
def stages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, World]]:
    """The moments from which the cells start."""
    names = ("fresh", "assigned", "solved", "two", "question", "list", "entities", "demanded")
    made = {name: World(tmp_path_factory.mktemp(name)) for name in names}
    for world in made.values():
        writing.with_dns(world, writing.zone(MARIA, ANTONIO, ANA, STRANGER))
    made["two"].mail_in(MARIA, "[11] Como protocolar?")
    made["two"].work_off()
    for name in ("assigned", "solved", "two"):
        made[name].mail_in(MARIA, "[11] Como protocolar?")
    made["solved"].work_off()
    made["solved"].reply(made["solved"].last(ANA), "SOLUCIONAR\nVeja o manual.")
    made["question"].mail_in(MARIA, "[11] Como protocolar?", login=False)
    made["list"].mail_in(MARIA, "Como protocolar?")
    made["demanded"].mail_in(MARIA, "[16] Cadastrar representante")
    made["entities"].mail_in(ANTONIO, "[11] Como protocolar?")
    for world in made.values():
        world.work_off()
        world.clock.at = world.clock.at.replace(minute=5)
    yield made
    for world in made.values():
        world.close()


def stage_of(action: str) -> str:
    if action in {"APROVAR", "RECUSAR", "DESFAZER"}:
        return "solved"
    stages = {
        "open": "fresh",
        "EM NOME DE": "fresh",
        "CONFIRMAR": "question",
        "`11`": "list",
        "entity": "entities",
        "MESCLAR": "two",
        "what is missing": "demanded",
    }
    return stages.get(action, "assigned")


def who(row: str, action: str) -> tuple[str, str]:
    """(address, proof) of a row."""
    if row in OTHERS:
        return OTHERS[row]
    person, proof = row.split(", ", 1)
    return (ANA if person == "technician" else ANTONIO if action == "entity" else MARIA), proof


def send(world: World, sender: str, proof: str, action: str) -> int:
    """Writes what the cell says; returns the mail's id. An answer goes by the letter of whom it was written to, as if forwarded."""
    body, subject = ACTIONS[action]
    number = world.ticket().number if world.count() else ""
    letter = None if stage_of(action) == "fresh" else asked_by(world, sender, action)
    headers: dict[str, str] = {}
    to = ADDRESS
    if letter is not None and proof not in {"claimed", "confirmed"}:
        to, subject = str(letter.mail["Reply-To"]), f"RES: {letter.subject}"
        headers = {"In-Reply-To": str(letter.mail["Message-ID"])}
    subject = subject.format(number)
    if proof == "login":
        return world.mail_in(sender, subject, body, to=to, headers=headers)
    if proof == "aligned":
        return writing.signed_in(world, sender, subject, body, to=to, headers=headers)
    if proof == "aligned, by the border":
        return writing.vouched_in(world, sender, subject, body, to=to, headers=headers)
    return world.mail_in(sender, subject, body, to=to, headers=headers, login=False)


def asked_by(world: World, sender: str, action: str) -> Letter:
    """The letter that is answered: the writer's own, or else the representative's that was passed on to the writer."""
    own = world.letters(sender)
    return own[-1] if own else world.last(ANTONIO if action == "entity" else MARIA)


def seen(world: World, mail: int, before: tuple[int, int, str]) -> str:
    """A cell as the page writes it."""
    tickets, events, status = before
    now = state(world)
    arrow = f" → {now[2]}" if now[0] > tickets or now[2] != status else ""
    return f"{world.outcome(mail)}{arrow or (' +' if now[1] > events else '')}"


def state(world: World) -> tuple[int, int, str]:
    """How many tickets, how many entries in their record, the status of the newest."""
    return world.count(), len(writing.events(world)), world.ticket().status if world.count() else ""


@pytest.mark.parametrize(
    ("row", "action", "cell"),
    table("Who may do what")
    + table("Who may hand on")
    + table("Who may ask what")
    + table("Withdrawing, asking, taking back")
    + table("Sending what is missing")
    + table("Making two one")
    + table("Opening for who called")
    + table("Who may begin an incident"),
)
def test_who_may_do_what(stages: dict[str, World], tmp_path: Path, row: str, action: str, cell: str) -> None:
    world = writing.branch(stages[stage_of(action)], tmp_path)
    sender, proof = who(row, action)
    before, sent = state(world), len(world.relay.letters)
    mail = send(world, sender, proof, action)
    world.work_off()
    if proof == "confirmed":
        assert world.outcome(mail) == "held-claimed"
        confirm(world, sender)
    assert seen(world, mail, before) == cell
    if proof == "claimed":
        to = {x.to for x in world.relay.letters[sent:]}
        assert to <= {sender} - {STRANGER}, "nobody but the person in the directory hears of a mere claim"
        assert all("CONFIRMAR" in x.text for x in world.relay.letters[sent:])
    world.work_off()
    world.check_record()
    world.close()


def confirm(world: World, sender: str) -> None:
    """The person in the directory says that it was so."""
    while not any("CONFIRMAR" in x.text for x in world.letters(sender)):
        world.later(hours=1)
    asked = [x for x in world.letters(sender) if "CONFIRMAR" in x.text][-1]
    world.reply(asked, "CONFIRMAR", login=False)
    world.work_off()


@pytest.fixture(scope="module")
def rounds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A ticket of Maria whose second solution waits, and a newer one of hers without solution."""
    world = World(tmp_path_factory.mktemp("rounds"))
    writing.with_dns(world, writing.zone(MARIA))
    world.mail_in(MARIA, "[11] Como protocolar?")
    world.work_off()
    first = world.last(ANA)
    world.reply(first, "SOLUCIONAR\nVeja o manual.")
    world.work_off()
    world.reply(world.last(MARIA), "RECUSAR: ainda há erro.")
    world.work_off()
    world.reply(first, "SOLUCIONAR\nVeja o manual novo.")
    world.work_off()
    world.mail_in(MARIA, "[12] Portal fora do ar", files={"tela.png": PNG})
    world.work_off()
    world.clock.at = world.clock.at.replace(minute=5)
    yield world
    world.close()


def address_of(world: World, which: str) -> str:
    """The reply address that a row of the table means; the plain one where it carries none."""
    solutions = [x for x in world.letters(MARIA) if x.says("SOLUÇÃO") or "RECUSAR" in x.text]
    first, second = solutions[0], solutions[-1]
    local, _, host = str(second.mail["Reply-To"]).partition("@")
    return {
        "of this solution": f"{local}@{host}",
        "of an old solution": str(first.mail["Reply-To"]),
        "of another ticket": str(world.last(MARIA).mail["Reply-To"]),
        "of another recipient": str(next(x for x in world.letters(ANA) if "L_61123001" in x.subject).mail["Reply-To"]),
        "one letter altered": f"{local[:-1]}{'a' if local[-1] != 'a' else 'b'}@{host}",
        "cut short": f"{local[:-1]}@{host}",
    }.get(which, ADDRESS)


def by_road(world: World, which: str, road: str) -> int:
    """The mail of a cell, with the ticket's number in its subject."""
    address, words = address_of(world, which), "APROVAR"
    token = address.partition("+")[2].partition("@")[0]
    identifier = f"<{token or 'nada'}.0123456789ab@carteiro.example>"
    subject = "Re: nossa conversa" if which == "none, subject rewritten" else "RES: [L_61123001] Como protocolar?"
    how: Callable[..., int] = partial(world.mail_in, login=road.startswith("login"))
    if road.startswith("aligned"):
        how = partial(writing.signed_in, world)
    if road.endswith("Reply-To"):
        return how(MARIA, subject, words, to=address)
    headers = {"In-Reply-To": identifier} if road == "In-Reply-To" else {"References": f"<alheia@x.example> {identifier}"}
    return how(MARIA, subject, words, headers=headers)


@pytest.mark.parametrize(("which", "road", "cell"), table("What a token opens"))
def test_what_a_token_opens(rounds: World, tmp_path: Path, which: str, road: str, cell: str) -> None:
    """T069, and the roads of T072."""
    world = writing.branch(rounds, tmp_path)
    before, told = world.ticket("L_61123001"), len(world.letters(JOAO)) + len(world.letters(CARLOS))
    events, sent = len(writing.events(world)), len(world.relay.letters)
    mail = by_road(world, which, road)
    world.work_off()
    after = world.ticket("L_61123001")
    arrow = f" → {after.status}" if after.status != before.status else ""
    assert f"{world.outcome(mail)}{arrow or (' +' if len(writing.events(world)) > events else '')}" == cell
    if cell == "held-claimed":
        assert [x.to for x in world.relay.letters[sent:]] == [MARIA]
        assert not world.last(MARIA).says("Veja o manual")
    assert len(world.letters(JOAO)) + len(world.letters(CARLOS)) == told
    world.check_record()
    world.close()
