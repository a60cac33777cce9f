"""Does the page give a reply token away, which decides as the person whom it was given to?"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from gateway.console.page.site import Site
from gateway.console.page.tokens import COVERED, without_tokens
from gateway.console.page.view import line, words
from gateway.settings import Settings
from tests.world import ADDRESS, MARIA, World

MAC = "r3wnabcdefghijklmnopqrstuv"
TOKEN = f"l61126002.0.{MAC}"


@pytest.fixture
def site(world: World, tmp_path: Path) -> Iterator[Site]:
    return Site(world.tools, Settings.model_validate({"home": tmp_path}), "carteiro")


@pytest.mark.parametrize(
    "held",
    [
        f"suporte+{TOKEN}@carteiro.example",
        f"<{TOKEN.upper()}.a1b2c3d4e5f6@carteiro.example>",
        f"mailto:suporte%2B{TOKEN}%40carteiro.example",
        f"> Reply-To: suporte+l61126002.0.{MAC[:9]}\n> {MAC[9:]}@carteiro.example",
        f"Reply-To: suporte+l61126002.0.{MAC[:9]}=\n{MAC[9:]}@carteiro.example",
        f"suporte+l61126002.0.{MAC[:20]}",
    ],
)
def test_a_token_is_covered_wherever_it_stands(held: str) -> None:
    for shown in (without_tokens(held), str(line(held)), str(words(held))):
        assert COVERED in shown
        assert not any(part in shown.lower() for part in (MAC[:6], MAC[12:18]))


def test_a_token_at_the_end_of_a_cell_is_covered_before_it_is_cut() -> None:
    assert MAC[:6] not in str(line(f"{'x ' * 190}{TOKEN}"))


def test_other_addresses_and_numbers_stay() -> None:
    for text in (MARIA, ADDRESS, "L_61126002", "10.0.0.5", "mail.1.2.example", "c12.3", "ab12.0.curto"):
        assert without_tokens(text) == text


def test_no_page_shows_a_token(world: World, site: Site) -> None:
    world.mail_in(MARIA, "[12] Uma pergunta")
    world.work_off()
    letter = world.last(MARIA)
    quoted = f"Ainda não abre.\n\n> Reply-To: {letter.mail['Reply-To']}\n> Message-ID: {letter.mail['Message-ID']}\n"
    answer = world.reply(letter, quoted)
    world.work_off()
    mac = str(letter.mail["Reply-To"]).rpartition(".0.")[2].partition("@")[0]
    assert len(mac) == len(MAC)
    pages = ["/", "/mails", "/quarantine", "/queues", f"/tickets/{world.ticket().number}"]
    pages += [f"/mails/in-{number}" for number in range(1, 3)] + [f"/mails/out-{number}" for number in range(1, 3)]
    shown = {path: site.answer(path, "").body.decode() for path in pages}
    assert [path for path, text in shown.items() if mac in text] == []
    assert f"suporte+{COVERED}@carteiro.example" in shown[f"/mails/in-{answer}"]
