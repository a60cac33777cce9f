"""Does `carteiro doctor` try the time-stamping authority, and say what is wrong with it?"""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gateway.commands.line import cli
from tests import tsa
from tests.tsa import Authority


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Authority]:
    with Authority(tmp_path / "tsa") as made:
        monkeypatch.setenv("CARTEIRO_HOME", str(tmp_path))
        monkeypatch.setenv("CARTEIRO_RESOLVER", "dns://127.0.0.1:1?timeout=1")
        monkeypatch.setenv("CARTEIRO_TIMESTAMPS", made.url)
        yield made


def finding() -> dict[str, object]:
    rows = map(json.loads, CliRunner().invoke(cli, ["doctor", "--json"]).stdout.splitlines())
    [found] = [row for row in rows if row["part"] == "timestamps"]
    return dict(found)


def test_an_authority_that_stamps_is_well(authority: Authority) -> None:
    found = finding()
    assert (found["ok"], found["why"], found["name"]) == (True, "", f"http://127.0.0.1:{authority.port}/tsa")
    assert "stamps; its time is 20" in str(found["says"])


@pytest.mark.parametrize(
    ("mode", "why", "says"),
    [(tsa.BUSY, "away", "no token: HTTP status 503"), (tsa.EXPIRED, "refused", "the token is refused: its certificate was not valid")],
)
def test_what_is_wrong_is_said_with_what_to_do(authority: Authority, mode: str, why: str, says: str) -> None:
    authority.mode = mode
    found = finding()
    assert (found["ok"], found["why"]) == (False, why)
    assert says in str(found["says"])
    assert found["mend"]
