"""What does the doctor say of an object store, and how is it mended?"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from gateway.console.doctor import evidence
from gateway.console.doctor.finding import Finding
from storage.evidence.s3 import Objects
from tests.s3 import S3, objects
from tests.storage.test_evidence_s3 import stub


@pytest.fixture(scope="module")
def s3() -> Iterator[S3]:
    with S3() as server:
        yield server


def word() -> str:
    return "palavra"


def wrong(finding: Finding) -> tuple[bool, str]:
    assert finding.mend or (finding.ok and not finding.why), finding
    assert "segredo" not in repr(finding)
    return finding.ok, finding.why


def test_a_bucket_that_can_be_used_is_well_and_nothing_is_left_in_it(s3: S3, tmp_path: Path) -> None:
    assert wrong(evidence.look(objects(s3, "exame", tmp_path), word)) == (True, "")
    assert s3.keys("exame") == []


def test_a_bucket_that_is_not_there_is_said(s3: S3, tmp_path: Path) -> None:
    store = Objects(replace(s3.bucket("exame"), bucket="ninguem"), tmp_path)
    assert wrong(evidence.look(store, word)) == (False, "no-bucket")


def test_a_store_that_does_not_answer_is_said(tmp_path: Path) -> None:
    with S3() as server:
        store = objects(server, "exame", tmp_path, seconds=1)
        server.hang()
        assert wrong(evidence.look(store, word)) == (False, "away")
        server.kill()
        assert wrong(evidence.look(store, word)) == (False, "away")


def test_credentials_that_may_not_write_or_not_read_are_said(tmp_path: Path) -> None:
    with stub(tmp_path, lambda *_: 403) as (store, _):
        assert wrong(evidence.look(store, word)) == (False, "denied")
    with stub(tmp_path, lambda method, _: 403 if method == "GET" else 0) as (store, _):
        assert wrong(evidence.look(store, word)) == (False, "unreadable")


def test_a_bucket_where_nothing_may_be_removed_is_as_good(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Objects, "forget", refused)
    with stub(tmp_path, lambda *_: 0) as (store, _):
        finding = evidence.look(store, word)
    assert wrong(finding) == (True, "")
    assert "nothing may be removed" in finding.says


def test_mails_in_clear_beyond_this_machine_are_worth_knowing(s3: S3, tmp_path: Path) -> None:
    store = objects(s3, "exame", tmp_path)
    store.name = "s3://provas/exame at http://s3.orgao.example"
    assert wrong(evidence.look(store, word)) == (True, "in-clear")
