"""Are lists of the page whole, part by part, and are they bounded?"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from gateway.console.page.mails import MOST
from gateway.console.page.site import Site
from gateway.people.directory import DirectoryUnavailable
from gateway.settings import Settings
from storage.counting import looking
from tests.world import MARIA, World


@pytest.fixture
def site(world: World, tmp_path: Path) -> Iterator[Site]:
    return Site(world.tools, Settings.model_validate({"home": tmp_path}), "CARTEIRO_HOME=aqui carteiro")


def followed(site: Site, path: str) -> tuple[list[str], int]:
    """The ids of a list from its newest part on, and how many parts it has."""
    found, parts = [], 0
    while path:
        text = site.answer(*path.split("?", 1) if "?" in path else (path, "")).body.decode()
        found += re.findall(r'<th scope="row" data-name="(?:id|number)"><a href="([^"]+)"', text)
        older = re.search(r'<a href="([^"]+)">older', text)
        path, parts = (older[1].replace("&amp;", "&") if older else ""), parts + 1
    return found, parts


def test_a_long_list_is_turned_over_part_by_part(world: World, site: Site) -> None:
    sent = [world.mail_in(MARIA, "bom dia", login=False) for _ in range(2 * MOST + 7)]
    assert followed(site, "/mails") == ([f"/mails/in-{each}" for each in reversed(sent)], 3)
    assert followed(site, "/mails?only=waiting") == ([f"/mails/in-{each}" for each in reversed(sent)], 3)
    assert followed(site, "/mails?only=opened") == ([], 1)


def test_what_is_rare_is_looked_for_so_far_back_at_a_time(world: World, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "LOOKED_AT", 10)
    opened = world.mail_in(MARIA, "[11] Uma pergunta")
    world.work_off()
    for _ in range(35):
        world.mail_in(MARIA, "bom dia", login=False)
    assert followed(site, "/mails?only=opened") == ([f"/mails/in-{opened}"], 4)
    assert "there may be older ones" in site.answer("/mails", "only=opened").body.decode()


def test_an_empty_gateway_says_how_to_write_the_first_mail(site: Site) -> None:
    for path in ("/", "/mails", "/tickets", "/letters"):
        text = site.answer(path, "").body.decode()
        assert "suporte@carteiro.example" in text
        assert "[11] Uma pergunta" in text
    assert "Nothing is set aside, and nothing is held." in site.answer("/quarantine", "").body.decode()


def test_a_directory_that_is_away_takes_no_ticket_from_the_page(world: World, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    world.mail_in(MARIA, "[11] Uma pergunta")
    world.work_off()

    asked = []

    def away(entity: str) -> None:
        asked.append(entity)
        raise DirectoryUnavailable("it is away")

    monkeypatch.setattr(world.tools.directory, "entity", away)
    answer = site.answer(f"/tickets/{world.ticket().number}", "")
    assert answer.status == 200
    assert "Uma pergunta" in answer.body.decode()
    assert asked == [world.ticket().entity]


def test_commands_are_called_as_they_are_called_here(world: World, site: Site) -> None:
    world.mail_in(MARIA, "[11] Uma pergunta", login=False)
    world.work_off()
    assert "CARTEIRO_HOME=aqui carteiro mail release in-1" in site.answer("/quarantine", "").body.decode()


def test_letters_are_shown_of_invented_people_alone(world: World, tmp_path: Path) -> None:
    own = tmp_path / "people.yml"
    own.write_text("entities: []\npeople: []\n")
    for settings in ({"directory": f"file:{own}"}, {"relay": "smtp://127.0.0.1:25"}):
        site = Site(world.tools, Settings.model_validate({"home": tmp_path, **settings}), "carteiro")
        assert site.answer("/letters", "").status == 404
        assert b">Letters<" not in site.answer("/", "").body
