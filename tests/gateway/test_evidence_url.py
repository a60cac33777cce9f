"""Which store of evidence do the settings name, and what is said of one that cannot be?"""

from pathlib import Path

import pytest

from gateway.app import equip
from gateway.settings import BadSettings, read
from storage.evidence.bucket import Bucket, read_url
from storage.evidence.files import Files
from storage.evidence.s3 import Objects


def test_files_under_home_are_the_default(tmp_path: Path) -> None:
    store = equip(read(tmp_path, {"CARTEIRO_HOME": str(tmp_path)})).evidence
    assert isinstance(store, Files)
    assert store.root == tmp_path / "evidence"


def test_a_bucket_is_entered_as_its_url_says(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("segredo\n")
    url = f"s3://provas/mails/?endpoint=https://s3.orgao.example:9000&region=sa-east-1&access_key=carteiro&secret_key_file={tmp_path}/key"
    store = equip(read(tmp_path, {"CARTEIRO_HOME": str(tmp_path), "CARTEIRO_EVIDENCE": f"{url}&timeout=7.5"})).evidence
    assert isinstance(store, Objects)
    assert store.bucket == Bucket("provas", "mails", "https://s3.orgao.example:9000", "sa-east-1", "carteiro", "segredo", seconds=7.5)
    assert store.name == "s3://provas/mails at https://s3.orgao.example:9000"
    assert "segredo" not in repr(store.bucket)


def test_the_little_that_must_be_said_is_the_bucket() -> None:
    assert read_url("s3://provas") == Bucket("provas")


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("s3://", "is no name of a bucket"),
        ("s3://Provas", "is no name of a bucket"),
        ("s3://user:senha@provas", "is no name of a bucket"),
        ("s3://provas?secret_key=x", "unknown option 'secret_key'"),
        ("s3://provas?access_key=x", "come together"),
        ("s3://provas?secret_key_file=/dev/null", "come together"),
        ("s3://provas?access_key=x&secret_key_file=/nowhere/key", "/nowhere/key cannot be read (No such file or directory)"),
        ("s3://provas?access_key=x&secret_key_file=/dev/null", "is empty"),
        ("s3://provas?endpoint=s3.orgao.example", "is no http://host[:port]"),
        ("s3://provas?endpoint=https://s3.orgao.example/path", "is no http://host[:port]"),
        ("s3://provas?endpoint=https://s3.orgao.example:port", "is no http://host[:port]"),
        ("s3://provas?endpoint=https://user@s3.orgao.example", "is no http://host[:port]"),
        ("s3://provas?timeout=0", "timeout=0 is no number of seconds"),
        ("s3://provas?timeout=soon", "timeout=soon is no number of seconds"),
        ("s3://provas?timeout=3600", "up to 300"),
        ("s3://provas?ca=/nowhere/ca.pem", "ca=/nowhere/ca.pem cannot be read"),
    ],
)
def test_what_is_wrong_stops_the_start_and_is_said(tmp_path: Path, url: str, says: str) -> None:
    with pytest.raises(BadSettings) as wrong:
        equip(read(tmp_path, {"CARTEIRO_HOME": str(tmp_path), "CARTEIRO_EVIDENCE": url}))
    assert str(wrong.value).startswith("CARTEIRO_EVIDENCE: ")
    assert says in str(wrong.value)
    assert "senha" not in str(wrong.value)


@pytest.mark.parametrize("url", ["s3:provas", "evidence", "https://provas"])
def test_other_kinds_of_store_are_not_known(tmp_path: Path, url: str) -> None:
    with pytest.raises(BadSettings, match=r"allowed: file:, s3://"):
        read(tmp_path, {"CARTEIRO_EVIDENCE": url})
