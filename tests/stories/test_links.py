"""Does opening anything in our letters do anything? No letter of any kind holds a link but such as write a mail (T083)."""

import ast
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from gateway.clockwork import alarm
from gateway.post.relay import Temporary
from tests.stories.handed import MARCOS
from tests.stories.writing import kinds
from tests.world import ANA, ANTONIO, CARLOS, JOAO, MARIA, PNG, RITA, Letter, World

OPERATOR = "operador@carteiro.example"
WEB = re.compile(r"https?://|\bwww\.|//[a-z0-9-]+\.[a-z]", re.IGNORECASE)
SERVERS = {"http", "wsgiref", "socketserver", "xmlrpc", "flask", "aiohttp", "uvicorn", "fastapi", "starlette", "tornado"}


def every_kind(world: World) -> None:
    """A long day, on which a letter of each kind is written."""
    with world.tools.database.writing() as session:
        alarm.of_stamps(world.tools, session, "missing", "https://ac.example/", world.clock.at)  # stamps
        alarm.of_check(world.tools, session, "disk", world.clock.at)  # health
    world.mail_in(MARIA, "AJUDA", "")  # catalogue
    world.mail_in(ANTONIO, "[11] Como protocolar?")  # which_entity, hold_ended
    world.mail_in(ANA, "[11] Como protocolar?")  # not_entitled
    world.mail_in(JOAO, "[11] Como protocolar?", login=False)  # confirm
    world.mail_in(MARIA, "[12] Portal fora do ar", files={"tela.png": PNG})  # received, assigned
    world.work_off()
    world.reply(world.last(JOAO), "Sim, fui eu.", login=False)  # unconfirmed
    world.work_off()
    world.reply(world.last(JOAO), "CANCELAR", login=False)  # withdrawn
    receipt, notice = world.last(MARIA), world.last(ANA)
    asked(world, receipt, notice)
    world.reply(receipt, "Mais um detalhe.")  # comment
    world.reply(notice, "Qual navegador?")  # answer, understood, colleague
    world.work_off()
    solution = solved(world, notice)  # solution, solution_sent
    world.reply(solution, "Obrigada!")  # undecided
    world.reply(solution, "RECUSAR")  # refusal_reason
    world.work_off()
    world.reply(solution, "RECUSAR: ainda há erro")  # refused
    world.work_off()
    late(world, notice)  # deadline_moved
    world.later(days=6)  # reminder
    world.reply(world.last(MARIA), "APROVAR")  # approved
    world.work_off()
    on_the_way(world)
    many_at_once(world)
    world.reply(solution, "O erro voltou.")  # closed
    world.mail_in(MARIA, "[11] Outra pergunta")
    world.work_off()
    world.reply(world.last(ANA), "RECLASSIFICAR 13")  # reclassified
    world.work_off()
    bounced(world, solved(world, world.last(ANA)))  # delivery_failed
    solved(world, world.last(ANA))
    world.later(days=12)  # expired
    joined(world)
    world.mail_in(ANA, "[11] Como protocolar?", f"EM NOME DE {MARIA}\nEla quer saber.")  # opened_for
    world.work_off()
    for n in range(7):
        world.mail_in(MARIA, "Sobre L_61123777", f"Olá {n}", headers={"References": "<um@x.example>"})  # cannot, alarm
    world.mail_in(MARCOS, "RELATÓRIO 30", "")  # digest
    alarm.of_mailbox(world.tools, "suporte@imap.example/INBOX", "login", "NO", world.clock())  # mailbox
    world.work_off()


def asked(world: World, receipt: Letter, notice: Letter) -> None:
    """What is only asked: status, queue, history, enclosed, dossier, help."""
    for letter in (receipt, notice):
        for question in ("CONSULTAR", "CONSULTAR L_61123001", "ANEXO 1", "PROVA", "AJUDA"):
            world.reply(letter, question)
    world.work_off()


def on_the_way(world: World) -> None:
    """Tickets that end otherwise, or take a turn on their way."""
    for n, word in enumerate(("FORA DO ESCOPO", "PENDENTE\nQual navegador?", "PENDENTE\nQual navegador?")):  # out_of_scope, question
        world.mail_in(MARIA, f"[11] Uma dúvida {n}")
        world.work_off()
        world.reply(world.last(ANA), word)
        world.work_off()
        if n == 0:
            world.reply(world.last(ANA), "DESFAZER")  # taken_back
            world.reply(world.last(MARIA), "CANCELAR")  # cancelled
        if n == 1:
            world.reply(world.last(MARIA), "O Firefox.")  # resumed
        world.work_off()
    world.mail_in(MARIA, "[14] Lento")
    world.work_off()
    for words in ("Que tela?", "Não consigo enviar"):  # missing, routed
        world.reply(world.last(MARIA), words)
        world.work_off()
    world.later(days=8)  # question_reminder
    world.later(days=13)  # unanswered


def many_at_once(world: World) -> None:
    """An incident from its beginning to its end."""
    for sender in (MARIA, JOAO, RITA, MARIA, JOAO):  # spike
        world.mail_in(sender, "[5] O curso não abre")
    world.work_off()
    offer = world.last(ANA)
    world.reply(offer, "INCIDENTE")
    world.work_off()
    world.mail_in(RITA, "[5] Ainda não abre")  # joined
    world.work_off()
    world.reply(offer, "RECLASSIFICAR 6")  # left
    world.work_off()


def joined(world: World) -> None:
    """One problem of two people: merged, absorbed."""
    for sender in (MARIA, JOAO):
        world.mail_in(sender, "[11] Portal fora do ar")
        world.work_off()
    world.reply(world.last(ANA), f"MESCLAR L_{int(world.ticket().number[2:]) - 1}")
    world.work_off()


def solved(world: World, notice: Letter) -> Letter:
    world.reply(notice, "SOLUCIONAR\nVeja o manual.")
    world.work_off()
    world.clock.at = world.clock.at.replace(second=30)
    return world.last(MARIA)


def late(world: World, notice: Letter) -> None:
    world.relay.refuses[MARIA] = Temporary("450 later")
    world.reply(notice, "SOLUCIONAR\nVeja o manual.")
    for _ in range(26):
        world.later(hours=1)
    world.relay.refuses.clear()
    world.later(hours=2)


def bounced(world: World, letter: Letter) -> None:
    raw = (
        f"From: MAILER-DAEMON@mx.example\r\nTo: {letter.envelope_from}\r\nSubject: Undelivered\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
        f"Final-Recipient: rfc822; {MARIA}\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--b--\r\n"
    )
    world.raw_in(raw.encode(), to=letter.envelope_from, mail_from="")
    world.work_off()


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> World:
    """The gateway after that day, with all its letters."""
    world = World(tmp_path_factory.mktemp("day"), operator=OPERATOR)
    every_kind(world)
    return world


def page(letter: Letter) -> str:
    part = letter.mail.get_body(("html",))
    assert part is not None
    return str(part.get_content())


class Links(HTMLParser):
    """What a page fetches or leads to."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(markup)

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value or "" for name, value in attrs if name in {"href", "src", "action", "srcset", "background", "poster", "data"}]


def links(letter: Letter) -> list[str]:
    """Every link of both parts."""
    return Links(page(letter)).found + re.findall(r"mailto:[^\s>]+", letter.text)


def test_the_day_has_seen_a_letter_of_every_kind(day: World) -> None:
    assert {kind for kind, _ in kinds(day)} == {p.name for p in Path("templates").iterdir() if not p.name.startswith("_")}


def test_no_letter_holds_an_address_of_the_web(day: World) -> None:
    assert [x.subject for x in day.letters() if WEB.search(x.text) or WEB.search(page(x)) or WEB.search(str(x.mail["Subject"]))] == []
    assert not [name for x in day.letters() for name in x.mail if name.lower().startswith("list-")], "no one-click unsubscribing"


def test_every_link_only_writes_a_mail_to_us(day: World) -> None:
    """It opens a draft: to one address, ours; nothing is sent, and nothing else is named, copied or attached."""
    found = [link for x in day.letters() for link in links(x)]
    assert len(found) > 100
    for link in found:
        parts = urlsplit(link)
        local, _, domain = unquote(parts.path).partition("@")
        assert (parts.scheme, local.partition("+")[0], domain) == ("mailto", "suporte", "carteiro.example"), link
        assert set(parse_qs(parts.query)) <= {"subject", "body"}, link
    assert not [x for x in day.letters() if re.search(r"<(form|script|img|iframe|object|meta[^>]+refresh)\b", page(x), re.IGNORECASE)]


def test_a_page_that_a_sender_wrote_brings_no_link_into_a_letter(world: World) -> None:
    """What somebody wrote may name an address of the web; it is text, and nothing that can be clicked."""
    world.mail_in(MARIA, "[11] Veja https://x.example/a", "Veja https://x.example/aprovar?id=1 e <a href='https://x.example'>aqui</a>")
    world.work_off()
    assert world.last(ANA).says("https://x.example/aprovar?id=1")
    for letter in (world.last(ANA), world.last(MARIA), world.last(CARLOS)):
        assert {urlsplit(link).scheme for link in Links(page(letter)).found} <= {"mailto"}


def test_nothing_of_the_gateway_but_the_page_that_changes_nothing_answers_http() -> None:
    """There is no address that a program which opens links could act upon: no other part of the program imports a server of the web."""
    imported = {
        (name.name if isinstance(node, ast.Import) else node.module or "").replace("http.client", "client of http").partition(".")[0]
        for path in (*Path("gateway").rglob("*.py"), *Path("storage").rglob("*.py"), *Path("parsers").rglob("*.py"))
        if not path.is_relative_to("gateway/console/page")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in node.names
    }
    assert "asyncio" in imported
    assert not SERVERS & imported
