"""Kept mail decided once more: the same code says the same, changed code shows where it differs, and nothing is touched."""

import hashlib
import json
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import Result
from sqlalchemy import select
from typer.testing import CliRunner

from gateway.clockwork import gather
from gateway.clockwork.replaying.again import again
from gateway.clockwork.replaying.differing import Difference
from gateway.clockwork.tools import Tools
from gateway.commands.line import cli
from gateway.desk import work
from gateway.desk.steps import Step
from gateway.post.relay import Permanent
from parsers.reading import Reading
from storage.mail import held
from storage.tables import Inbound, Row
from tests.databases import DATABASES
from tests.stories.writing import signed_in, with_dns, written, zone
from tests.world import ANA, ANTONIO, CARLOS, CONCEICAO, JOAO, MARIA, PAULO, PNG, World

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def differences(world: World, since: datetime = LONG_AGO) -> list[Difference]:
    with world.tools.database.snapshot() as then:
        return list(again(then, world.tools, since, lambda mails, _total: mails))


def named(found: list[Difference]) -> dict[int, set[str]]:
    return {difference.mail_id: set(difference.was) for difference in found}


def rows(world: World) -> str:
    """A mark of every row of every table."""
    with world.tools.database.reading() as session:
        said = [repr([tuple(row) for row in session.execute(select(table))]) for table in Row.metadata.sorted_tables]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def a_fortnight(world: World) -> dict[str, int]:
    """What people do in two weeks: solved and refused, left alone, asked back, claimed and confirmed, told in vain. Mails by name."""
    mails = {"opens": world.mail_in(MARIA, "[12] Portal fora do ar", files={"tela.png": PNG})}
    world.work_off()
    assigned = world.last(ANA)
    world.later(minutes=1)
    mails["without code"] = world.mail_in(CONCEICAO, "Até quando vale o nosso acordo?", "Precisamos das datas.")
    world.work_off()
    world.later(minutes=5)
    mails["names it"] = world.reply(world.last(CONCEICAO), "9")
    mails["asks"] = world.reply(assigned, "Bom dia. O erro aparece em todos os computadores?")
    world.work_off()
    world.later(minutes=7)
    mails["answers"] = world.reply(world.last(MARIA), "Em todos.")
    mails["note"] = world.reply(world.letters(CARLOS)[0], "NOTA\nJá vi isto.")
    mails["stranger"] = world.mail_in("estranho@fora.example", "Oi", login=False)
    world.work_off()
    world.later(hours=1)
    mails["claims"] = world.mail_in(MARIA, "[11] Sem prova", "Como se cadastra?", login=False)
    world.work_off()
    world.later(minutes=9)
    mails["confirms"] = world.reply(world.last(MARIA), "CONFIRMAR", login=False)
    mails["claims in vain"] = world.mail_in(JOAO, "[11] Nunca confirmado", login=False)
    world.work_off()
    world.later(minutes=1)
    mails["solves"] = world.reply(assigned, "SOLUCIONAR\nPronto.")
    mails["solves for good"] = world.reply(world.last(PAULO), "SOLUCIONAR\nVale até 2029.")
    world.work_off()
    world.later(hours=2)
    mails["refuses"] = world.reply(world.letters(MARIA, "Pronto.")[-1], "RECUSAR\nO erro voltou.")
    mails["which entity"] = world.mail_in(ANTONIO, "[11] De qual entidade?", "Uma dúvida.")
    world.work_off()
    world.later(hours=3)
    mails["this one"] = world.reply(world.last(ANTONIO), "2")
    world.relay.refuses[CONCEICAO] = Permanent(550, "no such user")
    mails["told in vain"] = world.reply(world.letters(PAULO)[-1], "Mais alguma coisa?")
    world.work_off()
    for _ in range(14):
        world.later(days=1)
    return mails


def test_the_same_code_decides_the_same_and_touches_nothing(world: World) -> None:
    a_fortnight(world)
    before, letters = rows(world), len(world.relay.letters)
    assert differences(world) == []
    assert (rows(world), len(world.relay.letters)) == (before, letters)


def test_what_came_twice_was_signed_or_let_go_by_the_operator_is_decided_the_same(world: World) -> None:
    with_dns(world, zone(MARIA))
    raw = written(world, MARIA, "[11] Duas vezes")
    login = world.person(MARIA).id
    world.raw_in(raw, login=login)
    world.raw_in(raw, login=login)
    signed_in(world, MARIA, "[12] Assinado")
    let_go = world.mail_in(JOAO, "[11] Sem prova", login=False)
    world.work_off()
    world.later(hours=1)
    with world.tools.database.writing() as session:
        held.free(session, let_go, "operator", world.clock())
    world.work_off()
    assert (world.outcome(2), world.outcome(3), world.outcome(let_go)) == ("duplicate", "opened", "opened")
    world.tools = replace(world.tools, resolver=zone())  # nobody asks the DNS of today
    assert differences(world) == []


def test_a_gateway_that_stood_still_for_days_is_decided_as_it_was(world: World) -> None:
    """Timers strike as late as they struck; what looks every minute whether a held mail is confirmed does not make it long."""
    world.mail_in(MARIA, "[12] Portal", files={"tela.png": PNG})
    world.work_off()
    world.reply(world.last(ANA), "SOLUCIONAR\nPronto.")
    world.work_off()
    deadline = world.ticket().deadline_at
    assert deadline is not None
    for days in (-1, 1, 2, 8):
        world.clock.at = deadline + timedelta(days=days)
        world.mail_in(MARIA, "RES: [L_61123001]", f"APROVAR {days}", login=False)
        world.work_off()
    world.later(hours=1)
    assert world.ticket().outcome == "expired"
    assert differences(world) == []


def test_a_changed_reader_is_seen_where_it_reads_otherwise_and_nowhere_else(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    mails = a_fortnight(world)
    understand = gather.understand

    def without_orders(tools: Tools, row: Inbound, raw: bytes) -> Reading:
        reading = understand(tools, row, raw)
        return replace(reading, commands=(), new_text="Já vi isto de novo.") if "Já vi isto" in reading.new_text else reading

    monkeypatch.setattr(gather, "understand", without_orders)
    found = differences(world)
    assert [d.mail_id for d in found] == [mails["note"]]
    (only,) = found
    assert (only.was["disposition"], only.would["disposition"]) == ("noted", "replied")
    assert {"echo", "disposition", "moves", "said", "letters"} <= set(only.was)
    assert (only.maybe, only.follows) == ("", None)


def test_a_changed_rule_of_the_desk_is_seen_and_what_follows_from_it_names_it(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    mails = a_fortnight(world)
    orders: Mapping[str, object] = work.ORDERS

    def solved_otherwise(*asked: object) -> Step:
        step = orders["SOLUCIONAR"](*asked)  # type: ignore[operator]
        return replace(step, outcome="solved-otherwise") if isinstance(step, Step) else step

    monkeypatch.setattr(work, "ORDERS", {**work.ORDERS, "SOLUCIONAR": solved_otherwise})
    assert named(differences(world)) == {mails["solves"]: {"disposition"}, mails["solves for good"]: {"disposition"}}
    monkeypatch.setattr(work, "ORDERS", {"NOTA": work.ORDERS["NOTA"]})
    found = {d.mail_id: d.follows for d in differences(world)}
    assert found[mails["solves"]] is None
    assert found[mails["refuses"]] == mails["solves"], "a solution that is none cannot be refused"
    assert not {mails["opens"], mails["note"], mails["this one"]} & set(found)


def test_a_mail_that_opens_nothing_now_is_listed_with_its_whole_conversation(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    mails = a_fortnight(world)
    understand = gather.understand

    def without_code(tools: Tools, row: Inbound, raw: bytes) -> Reading:
        reading = understand(tools, row, raw)
        return replace(reading, code=None) if reading.code == 12 else reading

    monkeypatch.setattr(gather, "understand", without_code)
    found = {d.mail_id: d for d in differences(world)}
    first = mails["opens"]
    assert (found[first].would["disposition"], found[first].was["ticket"], found[first].would["ticket"]) == ("held-code", "L_61123001", "")
    assert {n for n, d in found.items() if d.follows == first} >= {mails[n] for n in ("asks", "answers", "note", "solves", "refuses")}
    assert not {mails["names it"], mails["this one"], mails["confirms"]} & set(found)


def test_what_may_come_from_the_directory_of_today_is_marked_so(world: World) -> None:
    mails = a_fortnight(world)
    world.change(CONCEICAO, active=False)
    found = {d.mail_id: d for d in differences(world)}
    assert found[mails["without code"]].maybe == "directory"
    assert not {mails["opens"], mails["refuses"]} & set(found)


def test_what_was_decided_before_the_date_counts_and_is_not_listed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    mails = a_fortnight(world)
    monkeypatch.setattr(work, "ORDERS", {"NOTA": work.ORDERS["NOTA"]})
    with world.tools.database.reading() as session:
        since = session.get_one(Inbound, mails["refuses"]).received_at
    found = {d.mail_id: d.follows for d in differences(world, since)}
    assert found[mails["refuses"]] == mails["solves"]
    assert min(found) >= mails["refuses"]


def test_it_is_the_same_on_postgresql_which_would_refuse_every_change(tmp_path: Path) -> None:
    world = World(tmp_path, database=DATABASES.postgresql())
    mails = a_fortnight(world)
    before = rows(world)
    assert differences(world) == []
    assert (rows(world), world.outcome(mails["refuses"])) == (before, "refused")
    world.close()


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, ["replay", *words])


@pytest.fixture
def kept(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """A fortnight on record, and the command looking at it."""
    monkeypatch.setenv("CARTEIRO_HOME", str(tmp_path))
    a_fortnight(world)
    return world


def contents(folder: Path) -> dict[Path, bytes]:
    """Every file's bytes; SQLite's own index of its log, which whoever looks makes anew, and the log when it is empty, are none."""
    found = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and not path.name.endswith("-shm")}
    return {path: content for path, content in found.items() if content or not path.name.endswith("-wal")}


def test_the_command_says_that_all_is_the_same_and_leaves_every_file_as_it_was(
    kept: World, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    aside = tmp_path_factory.mktemp("aside")
    monkeypatch.setattr(tempfile, "tempdir", str(aside))
    kept.tools.database.close()
    before = contents(tmp_path)
    result = run("--since", "2026-11-01")
    assert (result.exit_code, "would be read and decided as it was" in result.output) == (0, True), result.output
    assert contents(tmp_path) == before
    assert list(aside.iterdir()) == []


@pytest.mark.usefixtures("kept")
def test_the_command_lists_what_differs_and_ends_with_1(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "ORDERS", {"SOLUCIONAR": work.ORDERS["SOLUCIONAR"]})
    result = run("--since", "2026-11-01")
    assert (result.exit_code, "noted" in result.stdout, "1 differ" in result.stdout) == (1, True, True), result.output
    told = run("--since", "2026-11-01", "--json")
    (row,) = (json.loads(line) for line in told.stdout.splitlines())
    assert told.exit_code == 1
    assert (row["disposition"], row["was"]["disposition"], row["would"]["disposition"]) == ("noted", "noted", row["today"])
    assert run("--since", "2026-11-24").exit_code == 0
    assert run("--since", "amanhã").exit_code == 2
    assert run().exit_code == 2


def test_of_a_confidential_mail_it_says_that_it_differs_and_no_more(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CARTEIRO_HOME", str(tmp_path))
    world.mail_in(MARIA, "[1] Desvio no balcão")
    world.work_off()
    understand = gather.understand
    monkeypatch.setattr(gather, "understand", lambda *asked: replace(understand(*asked), subject="[1] Outro assunto"))
    result = run("--since", "2026-11-01", "--json")
    row = json.loads(result.stdout)
    assert (row["from"], row["subject"], set(row["was"].values())) == ("(sigiloso)", "(sigiloso)", {"(sigiloso)"})
    assert "balcão" not in result.stdout
