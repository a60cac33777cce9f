"""Does the doctor see what is wrong with the house itself: its clock, its time zones, its page, who may read its files?"""

import http.server
import os
import socket
import threading
import zoneinfo
from datetime import timedelta
from pathlib import Path

import pytest

from gateway.app import now
from gateway.console.doctor import clock, setting
from gateway.console.doctor.certificate import Certificate
from gateway.console.doctor.finding import Finding
from gateway.console.doctor.trials import trial_of
from gateway.settings import Settings
from tests.databases import DATABASES
from tests.doctored import House, house, wrong
from tests.ports import free_port

__all__ = ["house"]

ZONE = "America/Sao_Paulo"


def found(finding: Finding) -> tuple[bool, str]:
    assert bool(finding.mend) == bool(finding.why) == bool(finding.matters), finding
    return finding.ok, finding.why


def test_a_clock_that_is_not_the_databases(tmp_path: Path) -> None:
    chosen = Settings(home=tmp_path, database=DATABASES.postgresql())
    late = trial_of("clock", chosen, lambda: now() + timedelta(hours=1)).run()
    assert found(late) == (False, "differs")
    assert "timedatectl set-ntp true" in late.mend
    assert trial_of("clock", chosen, now).run().ok


def test_a_clock_that_nothing_sets_is_worth_knowing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert clock.synchronised() in {True, False, None}
    for known, why in ((False, "unsynchronised"), (True, ""), (None, "")):
        monkeypatch.setattr(clock, "synchronised", lambda known=known: known)
        assert found(trial_of("clock", Settings(home=tmp_path), now).run()) == (True, why)


def test_time_zones_of_long_ago(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A system whose zone still has other hours than the program's own data."""
    monkeypatch.setattr(clock, "synchronised", lambda: True)
    place = tmp_path / ZONE
    place.parent.mkdir(parents=True)
    [system] = [path for path in zoneinfo.TZPATH if (Path(path) / "Asia/Tokyo").exists()][:1]
    place.write_bytes((Path(system) / "Asia/Tokyo").read_bytes())
    before = zoneinfo.TZPATH
    zoneinfo.reset_tzpath([str(tmp_path)])
    zoneinfo.ZoneInfo.clear_cache()
    try:
        old = trial_of("clock", Settings(home=tmp_path), now).run()
    finally:
        zoneinfo.reset_tzpath(before)
        zoneinfo.ZoneInfo.clear_cache()
    assert found(old) == (False, "old-zones")
    assert "apt-get install tzdata" in old.mend
    assert found(trial_of("clock", Settings(home=tmp_path), now).run()) == (True, "")


class Other(http.server.BaseHTTPRequestHandler):
    """Another program's page, or ours, as the header says."""

    def do_GET(self) -> None:
        self.send_response(401)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.mark.parametrize(("named", "why"), [("Apache", "taken"), ("Carteiro", "")])
def test_a_page_whose_port_is_taken(monkeypatch: pytest.MonkeyPatch, named: str, why: str) -> None:
    monkeypatch.setattr(Other, "version_string", lambda _: named)
    with http.server.HTTPServer(("127.0.0.1", 0), Other) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        page = trial_of("page", Settings(page=f"http://127.0.0.1:{server.server_port}"), now).run()
        server.shutdown()
        thread.join()
    assert found(page) == (True, why)


def test_a_page_that_is_open_to_others(tmp_path: Path) -> None:
    (tmp_path / "password").write_text("segredo")
    page = trial_of("page", Settings(page=f"http://0.0.0.0:{free_port()}?password_file={tmp_path}/password"), now).run()
    assert found(page) == (True, "open")
    assert "?" not in page.name
    (tmp_path / "password").unlink()
    gone = trial_of("page", Settings(page=f"http://127.0.0.1:{free_port()}?password_file={tmp_path}/password"), now).run()
    assert (found(gone), "CARTEIRO_PAGE" in gone.mend) == ((False, "setting"), True)
    assert "http://127.0.0.1:8025" in page.mend
    assert found(trial_of("page", Settings(page=f"http://127.0.0.1:{free_port()}"), now).run()) == (True, "")


def test_a_file_of_settings_that_holds_a_secret_and_is_open(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(house.folder)
    for secret in ("secret: segredo-de-dezesseis-letras", "broker: redis://:senha@127.0.0.1:1/0"):
        house.set(BROKER="local:")
        file = house.write("carteiro.yml", f"{secret}\n", 0o644)
        assert wrong(house.doctor()) == {("permissions", "settings-open")}
        file.chmod(0o600)
        assert wrong(house.doctor()) == set()
    house.write("carteiro.yml", "office: Suporte\n", 0o644)
    assert wrong(house.doctor()) == set()


def test_a_directory_file_that_is_open_and_a_home_of_somebody_else(house: House) -> None:
    house.own_people().chmod(0o644)
    [row] = [row for row in house.doctor() if row["part"] == "permissions"]
    assert (row["ok"], row["why"]) == (True, "directory-open")
    house.own_people().chmod(0o600)
    os.chown(house.home, os.geteuid() + 4711 if os.geteuid() == 0 else os.geteuid(), -1)
    [row] = [row for row in house.doctor() if row["part"] == "permissions"]
    assert (row["ok"], row["why"]) == (True, "other-user" if os.geteuid() == 0 else "")


def test_whose_results_count_at_the_border(house: House) -> None:
    for border, trusted, why in (("192.0.2.0/24", "", "no-authserv"), ("127.0.0.1/32", "mx.orgao.example", "no-border"), ("", "", "")):
        house.own_people()
        house.set(BORDER=border, TRUSTED_AUTHSERV=trusted, LISTEN="smtp://0.0.0.0:0")
        [row] = [row for row in house.doctor() if row["part"] == "settings"]
        assert (row["ok"], row["why"]) == (True, why)


def test_a_secret_of_one_machine_alone_beside_a_database_of_many() -> None:
    chosen = Settings(database="postgresql+psycopg://u@db.example/t", operator="plantao@orgao.example", directory="file:none")
    alone = setting.look(chosen)
    assert (found(alone), "CARTEIRO_SECRET" in alone.mend) == ((True, "own-secret"), True)


def test_a_star_covers_one_label() -> None:
    star = Certificate(now(), now(), ("*.orgao.example", "192.0.2.1"))
    assert [star.covers(host) for host in ("Mail.orgao.example", "a.b.orgao.example", "orgao.example", "192.0.2.1")] == [
        True,
        False,
        False,
        True,
    ]


def test_a_page_whose_port_says_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:  # says nothing
        assert found(trial_of("page", Settings(page=f"http://127.0.0.1:{other.getsockname()[1]}"), now).run()) == (True, "taken")
