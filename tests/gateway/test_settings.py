"""Settings: read once, refused with a sentence that says how to mend them (contract.md, Settings)."""

from pathlib import Path

import pytest

from gateway.app import equip
from gateway.commands.starting import warn_of_demo, warn_of_machines
from gateway.settings import BadSettings, Settings, read


def test_defaults_need_nothing(tmp_path: Path) -> None:
    settings = read(tmp_path, {})
    assert settings.address == "suporte@carteiro.example"
    assert settings.listen == ("smtp://127.0.0.1:2525",)
    assert settings.path(settings.relay) == "maildir:var/mail"


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    (tmp_path / "carteiro.yml").write_text("address: a@x.example\nholidays: BR\n")
    assert read(tmp_path, {}).address == "a@x.example"
    assert read(tmp_path, {"CARTEIRO_ADDRESS": "b@x.example"}).address == "b@x.example"


def test_several_values_are_comma_separated(tmp_path: Path) -> None:
    settings = read(tmp_path, {"CARTEIRO_LISTEN": "smtp://127.0.0.1:1, lmtp://127.0.0.1:2"})
    assert settings.listen == ("smtp://127.0.0.1:1", "lmtp://127.0.0.1:2")


def test_a_secret_may_lie_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "s").write_text("0123456789abcdef\n")
    assert read(tmp_path, {"CARTEIRO_SECRET_FILE": str(tmp_path / "s")}).secret == ("0123456789abcdef",)


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("CARTEIRO_ADRESS", "x@y.example", "no such setting; allowed: CARTEIRO_ADDRESS"),
        ("CARTEIRO_ADDRESS", "nobody", "one plain address"),
        ("CARTEIRO_ADDRESS", "a+b@x.example", "without '+'"),
        ("CARTEIRO_LISTEN", "http://127.0.0.1", "allowed: smtp://, smtps://, lmtp://"),
        ("CARTEIRO_LISTEN", "smtp://127.0.0.1:99999", "0 to 65535"),
        ("CARTEIRO_OFFICE", "Suporte\n", "one line of 80 letters at most"),
        ("CARTEIRO_OFFICE", "Suporte\u202e", "without control or invisible characters"),
        ("CARTEIRO_OFFICE", "S" * 81, "one line of 80 letters at most"),
        ("CARTEIRO_BROKER", "amqp://127.0.0.1", "allowed: local:, redis://, rediss://"),
        ("CARTEIRO_DATABASE", "mysql://x", "allowed: sqlite:///, postgresql+psycopg://"),
        ("CARTEIRO_TIMEZONE", "Brasilia", "IANA"),
        ("CARTEIRO_SUBADDRESS", "maybe", "'on' or 'off'"),
        ("CARTEIRO_SIZE", "12", "greater than or equal to 1000000"),
        ("CARTEIRO_SECRET_FILE", "/does/not/exist", "cannot be read"),
    ],
)
def test_a_bad_value_names_its_place_and_what_is_allowed(tmp_path: Path, name: str, value: str, sentence: str) -> None:
    with pytest.raises(BadSettings) as bad:
        read(tmp_path, {name: value})
    assert name in str(bad.value)
    assert sentence in str(bad.value)


def test_every_fault_is_said_at_once_and_no_secret_is_shown(tmp_path: Path) -> None:
    with pytest.raises(BadSettings) as bad:
        read(tmp_path, {"CARTEIRO_ADDRESS": "x", "CARTEIRO_TIMEZONE": "y", "CARTEIRO_SECRT": "geheim"})
    assert len(str(bad.value).splitlines()) == 3
    assert "geheim" not in str(bad.value)


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "carteiro.yml").write_text("address: [")
    with pytest.raises(BadSettings, match=r"carteiro\.yml"):
        read(tmp_path, {})


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("secret", ("short",), "16 characters"),
        ("catalog", "no-such.yml", "no-such.yml"),
        ("holidays", "no-such-file", "no-such-file"),
    ],
)
def test_what_only_shows_when_used_is_refused_at_the_start_too(tmp_path: Path, field: str, value: object, sentence: str) -> None:
    with pytest.raises(BadSettings, match=sentence):
        equip(Settings.model_validate({"home": tmp_path, field: value}))


def test_a_directory_with_an_unknown_group_stops_the_start(tmp_path: Path) -> None:
    shipped = Path("demo/directory.yml").read_text()
    (tmp_path / "d.yml").write_text(shipped.replace("21150.SR-3", "21150.SR-33"))
    with pytest.raises(BadSettings, match=r"21150\.SR-33.*allowed"):
        equip(Settings.model_validate({"home": tmp_path, "directory": f"file:{tmp_path / 'd.yml'}"}))


def test_the_demos_people_are_never_served_to_others() -> None:
    with pytest.raises(BadSettings, match="only be served on loopback"):
        warn_of_demo(Settings.model_validate({"listen": ("smtp://0.0.0.0:25",)}))
    warn_of_demo(Settings.model_validate({"listen": ("smtp://0.0.0.0:25",), "directory": "file:people.yml"}))


def test_the_secret_under_home_is_made_once_and_is_private(tmp_path: Path) -> None:
    equip(Settings.model_validate({"home": tmp_path}))
    first = (tmp_path / "secret").read_text()
    equip(Settings.model_validate({"home": tmp_path}))
    assert (tmp_path / "secret").read_text() == first
    assert (tmp_path / "secret").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"database": "postgresql+psycopg://host/name"}, True),
        ({"database": "postgresql+psycopg://host/name", "secret": "0123456789abcdef"}, False),
        ({}, False),
    ],
)
def test_a_database_of_several_machines_wants_one_secret(given: dict[str, str], told: bool, capsys: pytest.CaptureFixture[str]) -> None:
    warn_of_machines(Settings.model_validate(given))
    assert ("give all of them one CARTEIRO_SECRET" in " ".join(capsys.readouterr().err.split())) is told
