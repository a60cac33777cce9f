"""When an operator agrees to go on with an older state: is it on record, and is no number given out twice?"""

import json
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from gateway.app import now
from storage.record import items, seals
from storage.restoring import restored, witness
from storage.restoring.restored import OlderState
from storage.tables import Seal
from tests.databases import POSTGRESQL
from tests.restoring import REASON, Office, back_up, lose_and_restore, office, run

__all__ = ["office"]


def test_the_act_is_on_record_with_what_the_witness_saw(office: Office, tmp_path: Path) -> None:
    office.works(1)
    back_up(office, tmp_path / "backup")
    with closing(office.world()) as world, world.tools.database.reading() as session:
        was = seals.head(session)
    office.works(1)
    seen = witness.read(office.home / witness.NAME)
    assert seen is not None
    lose_and_restore(office, tmp_path / "backup")
    assert run("evidence", "accept", "--reason", f"{REASON}, CPF 905.173.264-81").exit_code == 0
    with closing(office.world()) as world, world.tools.database.reading() as session:
        act = session.query(Seal).filter(Seal.kind == items.OPERATOR).one()
        said = json.loads(act.said)
        assert restored.copied(session) is None
    assert {key: said[key] for key in ("act", "from", "to")} == {
        "act": "restored",
        "from": {"seq": seen.seq, "hash": seen.hash},
        "to": {"seq": was.seq, "hash": was.hash},
    }
    assert "173.264" not in said["reason"].replace("***.173.264-**", "")
    assert abs((datetime.fromisoformat(said["at"]) - now()).total_seconds()) < 600
    fresh = witness.read(office.home / witness.NAME)
    assert fresh is not None
    assert (fresh.seq, fresh.hash) == (act.seq, act.hash)


def test_numbers_go_on_behind_what_the_witness_saw(office: Office, tmp_path: Path) -> None:
    office.works(2)
    back_up(office, tmp_path / "backup")
    office.works(3)
    lose_and_restore(office, tmp_path / "backup")
    assert run("evidence", "accept", "--reason", REASON).exit_code == 0
    office.works(1)
    assert any(number.endswith("10006") for number in office.given)


def test_without_a_witness_numbers_go_on_behind_the_backup(office: Office, tmp_path: Path) -> None:
    """The machine is lost, and with it what it remembered; a dump of PostgreSQL does not say that it is one."""
    office.works(2)
    back_up(office, tmp_path / "backup")
    office.works(3)
    lose_and_restore(office, tmp_path / "backup")
    (office.home / witness.NAME).unlink()
    words = ("evidence", "accept", "--reason", REASON)
    if office.kind == POSTGRESQL:
        assert run(*words).exit_code == 1
        words = (*words, "--restored")
    assert run(*words).exit_code == 0
    office.works(1)
    assert any(number.endswith("10003") for number in office.given)


@pytest.mark.parametrize("step", ["storage.record.seals.act", "storage.restoring.restored.unmark", "storage.restoring.witness.write"])
def test_to_agree_and_to_be_cut_off_leaves_it_refused_until_it_is_done(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    office.works(2)
    back_up(office, tmp_path / "backup")
    office.works(2)
    lose_and_restore(office, tmp_path / "backup")
    words = ("evidence", "accept", "--reason", REASON)

    def cut_off(*_: object) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as broken:
        broken.setattr(step, cut_off)
        assert isinstance(run(*words).exception, OSError)
    seen = witness.read(office.home / witness.NAME)
    with closing(office.world()) as world, world.tools.database.reading() as session, pytest.raises(OlderState):
        restored.refuse(session, seen)
    assert run(*words).exit_code == 0
    office.works(1)
    assert office.wrong() == set()


def test_what_is_no_older_state_is_left_alone(office: Office) -> None:
    office.works(1)
    refused = run("evidence", "accept", "--reason", REASON)
    assert (refused.exit_code, "Nothing shows" in refused.output) == (1, True)
    office.works(1)
    assert sorted(number[-3:] for number in office.given) == ["001", "002"]


@pytest.mark.parametrize("reason", ["", "  ", "x" * 501])
def test_a_reason_is_given(office: Office, reason: str) -> None:
    office.works(1)
    assert run("evidence", "accept", "--reason", reason).exit_code == 2
