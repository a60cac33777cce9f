"""Does a gateway at work tell its operator of a directory that is away, and that it is back, while no mail can be decided?"""

from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from gateway.app import build
from gateway.clockwork import alarming
from gateway.settings import Settings
from gateway.turning import working
from tests.slapd import Slapd
from tests.watched import OPERATOR
from tests.wire.premises import until


def subjects(home: Path) -> list[str]:
    letters = sorted((home / "mail" / OPERATOR / "new").glob("*"), key=lambda path: path.stat().st_mtime_ns)
    return [str(message_from_bytes(path.read_bytes(), policy=policy.default)["Subject"]) for path in letters]


def test_a_gateway_at_work_tells_its_operator(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alarming, "EVERY_SECONDS", 0.2)
    monkeypatch.setattr(alarming, "PATIENCE", timedelta(seconds=1))
    monkeypatch.setattr(alarming, "CALM", timedelta(seconds=1))
    with Slapd() as slapd:
        app = build(Settings(home=tmp_path, directory=slapd.url(), operator=OPERATOR))
        app.tools.database.upgrade()
        with working(app):
            slapd.kill()
            until(lambda: len(subjects(tmp_path)) == 1, 60)
            slapd.start()
            until(lambda: len(subjects(tmp_path)) == 2, 60)
        app.tools.directory.close()  # type: ignore[attr-defined] # LDAP's hangs up
        app.tools.database.close()
    assert subjects(tmp_path) == ["Carteiro: o diretório não responde", "Carteiro: o diretório voltou a responder"]
