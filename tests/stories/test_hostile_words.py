"""Words made to be run, by a page, a template or a header: do they stay words in every letter, from the receipt to the digest?"""

import email
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import pytest
from lxml import etree

from gateway.clockwork.jobs import Jobs
from gateway.post.cleaning import many_lines, one_line
from gateway.post.relay import relay
from tests.sink import Clock, Listener, Sink
from tests.stories.handed import HELENA, MARCOS
from tests.world import ADDRESS, ANA, CARLOS, MARIA, PNG, Letter, World

PAGES = (
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>' onmouseover='alert(1)",
    "<svg/onload=alert(1)><iframe srcdoc='<p>x'>",
    '<a href="javascript:alert(1)">Abrir</a>',
    "</td></table></div></body><h1>Fim</h1><table><td>",
    "<style>*{display:none}</style><base href=https://mau.example>",
    "<!--[if mso]><p>Oi<![endif]--><!-- <![CDATA[<b>x</b>]]>",
    "&lt;script&gt;alert(1)&lt;/script&gt; &#60;b&#62; \\u003cb\\u003e",
    "<math><mtext></p><noscript><p title='</noscript><img src=x>'>",
    "<form action=https://mau.example><input autofocus onfocus=x>",
    "<meta http-equiv=refresh content=0><plaintext><textarea>",
)
TEMPLATES = (
    "{{7*7}} {{ config }} {{ ticket.number }}",
    "{% for x in (1, 2) %}x{% endfor %}{# nada #}{%",
    "%(x)s %s %d %% {0.__class__} {x!r} {}",
    "${7*7} #{7*7} <%= 7*7 %> [[7*7]] \\n\\r\\t",
)
BREAKS = ("\r\n", "\r", "\n", "\v", "\f", "\x1c", "\x85", "\u2028", "\u2029", "\x00", "\u202e", "\u2066", "\r\n\r\n")
NAMES = {
    "from", "to", "reply-to", "subject", "date", "message-id", "in-reply-to", "references",
    "auto-submitted", "x-auto-response-suppress", "x-registro", "mime-version", "content-type",
}  # fmt: skip
OF_A_PART = {"content-type", "content-disposition", "content-transfer-encoding"}
NOBODY = "Visconde"  # who the From line claims to be; the directory knows better


def encoded(text: str) -> str:
    return "=?utf-8?Q?" + "".join(f"={byte:02X}" for byte in text.encode()) + "?="


def send(world: World, sender: str, subject: str, body: str, file: str = "", answers: Letter | None = None) -> str:
    """A mail with these words in its display name, subject, body and file name; what becomes of it."""
    world._sent += 1
    world.clock.at = world.clock.at.replace(minute=(world.clock.at.minute + 1) % 60)
    thread = f"In-Reply-To: {answers.mail['Message-ID']}\r\n" if answers else ""
    to = str(answers.mail["Reply-To"]) if answers else ADDRESS
    raw = (
        f"From: {encoded(f'{NOBODY} {file or subject}')} <{sender}>\r\nTo: {to}\r\nSubject: {encoded(subject)}\r\n"
        f"Message-ID: <{world._sent}@cliente.example>\r\n{thread}MIME-Version: 1.0\r\n"
        "Content-Type: multipart/mixed; boundary=limite\r\n\r\n"
        f"--limite\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{body}\r\n"
    ).encode()
    if file:
        named = f'Content-Type: image/png\r\nContent-Disposition: attachment; filename="{encoded(file)}"\r\n\r\n'
        raw += b"--limite\r\n" + named.encode() + PNG + b"\r\n"
    mail = world.raw_in(raw + b"--limite--\r\n", login=world.person(sender).id, to=to, mail_from=sender)
    world.work_off()
    return str(world.outcome(mail))


def told(world: World, words: Sequence[str]) -> list[Letter]:
    """Every letter of a story in which both sides write nothing but these words, wherever one can write.

    After an order they stand in one line: a control that mail programs take for a letter makes it unclear whose words they are.
    """
    for word in words:
        line = one_line(word)
        assert send(world, MARIA, f"[11] {word}", f"Bom dia.\n\n{word}", f"{word}.png") == "opened"
        assert send(world, ANA, word, word, f"{word}.png", world.last(ANA)) == "replied"
        assert send(world, ANA, word, f"NOTA\n{line}", answers=world.last(ANA)) == "noted"
        assert send(world, ANA, word, f"SOLUCIONAR\n{line}", f"{word}.png", world.last(ANA)) == "solved"
    solution = world.last(MARIA)
    assert send(world, MARIA, "RES: x", f"Olhe {line}", answers=solution) == "commented"
    assert send(world, MARIA, "RES: x", f"RECUSAR: {line}", f"{words[-1]}.png", solution) == "refused"
    number = world.ticket().number
    for sender, order in ((MARIA, "CONSULTAR"), (ANA, "CONSULTAR"), (MARIA, f"CONSULTAR {number}"), (ANA, f"CONSULTAR {number}")):
        assert send(world, sender, order, order) == "answered"
    assert send(world, MARIA, "RES: x", "ANEXO 1", answers=world.last(MARIA)) == "answered"
    assert send(world, MARIA, f"Portal fora do ar {words[0]}", f"Bom dia.\n\n{words[0]}", f"{words[0]}.png") == "held-code"
    assert send(world, MARCOS, "", "RELATÓRIO 7, com CSV") == "answered"
    return world.relay.letters


@cache
def shape_of_harmless_letters(count: int) -> list[list[tuple[str, tuple[str, ...]]]]:
    with TemporaryDirectory() as folder:
        world = World(Path(folder))
        letters = told(world, [f"palavra {n}" for n in range(count)])
        world.close()
    return [shape(html(letter)) for letter in letters]


def html(letter: Letter) -> str:
    part = letter.mail.get_body(("html",))
    assert part is not None
    return str(part.get_content())


def shape(page: str) -> list[tuple[str, tuple[str, ...]]]:
    """Every element and comment in its order, with the names of its attributes."""
    return [(str(each.tag), tuple(sorted(map(str, each.attrib)))) for each in etree.HTML(page).iter()]


def seen(page: str) -> str:
    return " ".join("".join(etree.HTML(page).itertext()).split())


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("words", [PAGES[:4], PAGES[4:8], PAGES[8:], TEMPLATES], ids=["script", "layout", "parser", "template"])
def test_hostile_words_are_shown_and_change_no_letter(world: World, words: tuple[str, ...]) -> None:
    letters = told(world, words)
    harmless = shape_of_harmless_letters(len(words))
    assert len(letters) == len(harmless)
    for letter, expected in zip(letters, harmless, strict=True):
        page = html(letter)
        if letter.subject.startswith("Portal"):  # lists the items that the words are likely about
            assert set(shape(page)) <= {each for one in harmless for each in one}
        else:
            assert shape(page) == expected, f"{letter.subject}: the same elements, comments and attributes as with harmless words"
        assert {urlsplit(link).scheme for link in etree.HTML(page).xpath("//@href | //@src | //@action")} <= {"mailto"}
        assert NOBODY not in str(letter.mail), "who writes is who the directory says"
    for word in words:
        about = [letter for letter in letters if letter.subject.startswith("[L_") and word in letter.subject]
        assert {letter.to for letter in about} >= {MARIA, ANA, CARLOS, HELENA}
        number = next(n for letter in about for n in re.findall(r"^\[(L_\d+)\]", letter.subject))
        assert {letter.subject for letter in about} == {f"[{number}] {word}"}
        for letter in about:
            assert flat(word) in flat(letter.text), letter.text
            assert flat(word) in seen(html(letter)), html(letter)
    report = world.last(MARCOS)
    assert not any(word in report.text or word in seen(html(report)) for word in words), "a digest names no title"


def test_no_control_of_any_kind_adds_a_header_or_a_reader(world: World) -> None:
    words = [f"Erro{sign}Bcc: todos@z.example{sign}X-Mau: sim{sign}" for sign in BREAKS]
    letters = told(world, words)
    for letter in letters:
        check(letter.mail, letter.to)
    lines = {one_line(f"Erro{sign}Bcc: todos@z.example{sign}X-Mau: sim") for sign in BREAKS}
    assert {letter.subject.partition("] ")[2] for letter in letters if letter.subject.startswith("[L_")} == lines
    assert {letter.to for letter in letters} == {MARIA, ANA, CARLOS, HELENA, MARCOS}


def check(mail: email.message.EmailMessage, to: str) -> None:
    """A letter has our headers, each once, and one reader; nothing in it is hidden or a control."""
    names = [name.lower() for name in mail]
    assert set(names) <= NAMES
    assert len(names) == len(set(names))
    assert [address.addr_spec for address in mail["To"].addresses] == [to]
    assert all(one_line(value) == value for value in map(str, mail.values())), list(mail.values())
    for part in mail.iter_attachments():
        assert {name.lower() for name in part} <= OF_A_PART
        assert one_line(str(part.get_filename())) == part.get_filename()
    for kind in ("plain", "html"):
        body = mail.get_body((kind,))
        assert body is not None
        text = str(body.get_content()).replace("\r\n", "\n")
        assert many_lines(text) == text.strip("\n ")


@pytest.fixture
def sink(world: World) -> Iterator[Sink]:
    """A server that takes the world's letters."""
    mind = Sink()
    listener = Listener(mind, hostname="127.0.0.1", port=0)
    listener.start()
    world.tools = replace(world.tools, relay=relay(f"smtp://127.0.0.1:{listener.port}", Clock(), name="carteiro.example"))
    world.jobs = Jobs(world.tools)
    yield mind
    world.tools.relay.close()
    listener.stop()


def test_a_real_server_is_given_one_reader_and_our_lines_alone(world: World, sink: Sink) -> None:
    bad = "Erro\r\n.\r\nRCPT TO:<todos@z.example>\r\nBcc: todos@z.example\r\n\r\n<script>alert(1)</script>{{7*7}}"
    send(world, MARIA, f"[11] {bad}", f"Bom dia.\n\n{bad}\n.\nQUIT\n", f"{bad}.png")
    assert sorted(envelope.rcpt_tos for envelope in sink.taken) == sorted([[MARIA], [ANA], [CARLOS], [HELENA]])
    for envelope in sink.taken:
        assert isinstance(envelope.content, bytes)
        head = envelope.content.partition(b"\r\n\r\n")[0].decode("ascii")
        names = {line.partition(":")[0].lower() for line in re.sub(r"\r\n[ \t]", " ", head).split("\r\n")}
        assert names <= NAMES
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(mail, email.message.EmailMessage)
        check(mail, envelope.rcpt_tos[0])
        assert mail["Subject"] == f"[{world.ticket().number}] {one_line(bad)}"
        page = mail.get_body(("html",))
        assert page is not None
        assert "<script" not in page.get_content()
        assert envelope.content.endswith(b"--\r\n"), "whole, to its last boundary"
