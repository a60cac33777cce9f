"""Does a page ask the rows for what it shows, and no more?"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gateway.console.page.site import Site
from gateway.settings import Settings
from storage.counting import standing
from storage.schedule import amiss, due
from storage.tables import Timer
from tests.world import MARIA, World


@pytest.fixture
def site(world: World, tmp_path: Path) -> Iterator[Site]:
    return Site(world.tools, Settings.model_validate({"home": tmp_path}), "carteiro")


def never(*_: object, **__: object) -> object:
    raise AssertionError("nobody shows it")


def shown(site: Site, path: str) -> str:
    answer = site.answer(path, "")
    assert answer.status == 200
    return answer.body.decode()


def test_quarantine_counts_what_is_dead_and_today_what_waits_as_well(world: World, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    world.mail_in(MARIA, "[11] Uma pergunta")
    monkeypatch.setattr(amiss, "late", never)
    monkeypatch.setattr(amiss, "untaken", lambda *_: None)
    assert "mails waiting" in shown(site, "/")
    monkeypatch.setattr(standing, "waiting", never)
    shown(site, "/quarantine")
