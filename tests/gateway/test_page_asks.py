"""Does a page ask the rows for what it shows, and no more?"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from gateway.clockwork.tools import Tools
from gateway.console.page import veil
from gateway.console.page.site import Site
from gateway.console.rows import duerow
from gateway.settings import Settings
from storage.counting import standing
from storage.evidence import archive
from storage.evidence.files import Files
from storage.schedule import amiss, due
from storage.tables import Inbound, InboundRaw, Outbound, Timer
from storage.ticket import tickets
from tests.world import CONCEICAO, MARIA, World


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


def test_of_a_dead_timer_nothing_is_foreseen(world: World, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    world.mail_in(MARIA, "[11] Uma pergunta")
    world.work_off()
    with world.tools.database.writing() as session:
        timer = session.query(Timer).order_by(Timer.id).limit(1).one()
        timer.outcome, timer.settled_at, timer.due_at, timer.last_error = due.DEAD, world.clock(), None, "KeyError"
        kind = timer.kind
    monkeypatch.setattr(duerow, "outcome", never)
    text = shown(site, "/quarantine")
    assert f'<h3>{kind} <a href="/tickets/{world.ticket().number}"' in text
    assert "KeyError" in text


def test_a_row_is_judged_once_and_what_rows_share_is_asked_for_once(world: World, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(3):
        world.mail_in(CONCEICAO, "[12] Uma pergunta", login=False)
    world.work_off()
    judges: list[list[int]] = []
    made = veil.secret_among

    def heard(tools: Tools, session: Session) -> Callable[[Inbound | Outbound], bool]:
        judge, judged = made(tools, session), list[int]()
        judges.append(judged)

        def is_secret(row: Inbound | Outbound) -> bool:
            judged.append(row.id)
            return judge(row)

        return is_secret

    monkeypatch.setattr(veil, "secret_among", heard)
    shown(site, "/mails")
    assert [sorted(judged) for judged in judges] == [[1, 2, 3]]
    judges.clear()
    assert "Uma pergunta" in shown(site, "/quarantine")
    assert [sorted(judged) for judged in judges] == [[1, 2, 3]] * 2, "before their bytes are read, and with what was read in them"


def test_no_rows_are_held_while_an_evidence_store_is_read(world: World, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    mail = world.mail_in(CONCEICAO, "[12] Uma pergunta", login=False)
    world.work_off()
    evidence = world.tools.evidence
    with world.tools.database.writing() as session:
        content = session.get_one(InboundRaw, mail)
        evidence.put(content.content)
        session.get_one(Inbound, mail).spooled = True
        session.delete(content)
        letters = archive.batch(session, world.clock() + timedelta(days=1))
        archive.let_go(session, letters, evidence.put(archive.packed(letters)))
    held = list[int]()
    read = type(evidence).read

    def watched(store: Files, sha256: str) -> bytes:
        held.append(world.tools.database.engine.pool.checkedout())  # type: ignore[attr-defined] # a QueuePool
        return read(store, sha256)

    monkeypatch.setattr(type(evidence), "read", watched)
    assert [path for path in ("/quarantine", f"/mails/in-{mail}") if "Uma pergunta" not in shown(site, path)] == []
    assert "CONFIRMAR" in shown(site, f"/mails/out-{letters[0].id}")
    assert held == [0, 0, 0]


def test_a_list_of_tickets_asks_for_all_of_them_at_once(world: World, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(3):
        world.mail_in(MARIA, "[11] Uma pergunta")
    world.work_off()
    monkeypatch.setattr(tickets, "get", never)
    assert shown(site, "/tickets").count('<th scope="row"') == 3
