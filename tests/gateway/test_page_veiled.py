"""Does the page show anybody, or a word, of a denúncia whose item is not known yet?"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from gateway.console.page.site import Site
from gateway.settings import Settings
from tests.world import CONCEICAO, MARIA, World

WORDS, ABOUT = "Meu chefe vende vagas", "Uma coisa grave"


@pytest.fixture
def site(world: World, tmp_path: Path) -> Iterator[Site]:
    return Site(world.tools, Settings.model_validate({"home": tmp_path}), "carteiro")


def shown(site: Site, *paths: str) -> dict[str, str]:
    found = {path: site.answer(path, "") for path in ("/", "/mails", "/quarantine", "/queues", *paths)}
    assert {path: answer.status for path, answer in found.items() if answer.status != 200} == {}
    return {path: answer.body.decode() for path, answer in found.items()}


def telling(pages: dict[str, str], *words: str) -> list[str]:
    return [path for path, text in pages.items() if any(word in text for word in words)]


def test_a_held_mail_without_an_item_is_there_and_no_more(world: World, site: Site) -> None:
    mail = world.mail_in(CONCEICAO, ABOUT, WORDS)
    world.work_off()
    assert world.outcome(mail) == "held-code"
    listed = site.answer("/mails", "way=out").body.decode()
    pages = shown(site, f"/mails/in-{mail}", "/mails/out-1") | {"letters": listed}
    assert telling(pages, CONCEICAO, "conceicao", ABOUT, WORDS) == []
    for path in ("/mails", "/quarantine", f"/mails/in-{mail}"):
        assert f"in-{mail}" in pages[path]
        assert "held-code" in pages[path]


def test_a_mail_that_nobody_has_decided_yet_is_shown_only_when_its_item_is_known_and_open_to_all(world: World, site: Site) -> None:
    vague, secret, plain = (world.mail_in(MARIA, f"{code}{ABOUT}", WORDS) for code in ("", "[1] ", "[12] "))
    pages = shown(site, f"/mails/in-{vague}", f"/mails/in-{secret}", f"/mails/in-{plain}")
    assert telling(pages, MARIA, ABOUT, WORDS) == [f"/mails/in-{plain}"]


def test_a_held_mail_whose_item_is_known_is_shown_with_its_reading(world: World, site: Site) -> None:
    mail = world.mail_in(CONCEICAO, f"[12] {ABOUT}", WORDS, login=False)
    world.work_off()
    assert world.outcome(mail) == "held-claimed"
    pages = shown(site, f"/mails/in-{mail}")
    assert WORDS in pages["/quarantine"]
    assert CONCEICAO in pages["/quarantine"]
    assert WORDS in pages[f"/mails/in-{mail}"]


def test_a_hold_that_ended_says_no_more_than_before(world: World, site: Site) -> None:
    mail = world.mail_in(CONCEICAO, ABOUT, WORDS)
    world.work_off()
    world.later(days=60)
    assert world.outcome(mail) == "hold-expired"
    assert telling(shown(site, f"/mails/in-{mail}", "/mails/out-1"), CONCEICAO, ABOUT, WORDS) == []
