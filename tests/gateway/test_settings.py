"""Settings: read once, refused with a sentence that says how to mend them (contract.md, Settings)."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.allowed import location, shown
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


URL = "postgresql://u:GEHEIM@db.example/t?sslpassword=GEHEIM"


@pytest.mark.parametrize(
    ("name", "value", "seen"),
    [
        ("DATABASE", URL, "'postgresql://db.example/t' allowed: sqlite:///"),
        ("DATABASE", "postgresql://u:12/GEHEIM@db.example/t", "CARTEIRO_DATABASE: allowed"),
        ("DATABASE", "postgresql://u:12?GEHEIM@db.example/t", "CARTEIRO_DATABASE: allowed"),
        ("DATABASE", "postgresql://GEHEIM?x@db.example/t", "CARTEIRO_DATABASE: allowed"),
        ("BROKER", "redis//:GEHEIM@r.example", "CARTEIRO_BROKER: allowed"),
        ("BROKER", "GEHEIM@r.example", "CARTEIRO_BROKER: allowed"),
        ("BROKER", "redis://:GE]HEIM@r.example", "'redis://r.example' a port is"),
        ("BROKER", "redis://:GEHEIM@[::1", "CARTEIRO_BROKER: a port is"),
        (
            "DIRECTORY",
            "ldap+x://cn=a:GEHEIM@one.example:389,two.example?bind=a@b&password=GEHEIM",
            "'ldap+x://one.example:389,two.example' ",
        ),
        ("MAILBOXES", "imap://a:p@h.example/INBOX,imapx://b:GE,HEIM@[::1]:9/INBOX", "'imap://h.example/INBOX, imapx://[::1]:9/INBOX' "),
        ("MAILBOXES", "imap://h.example/INBOX,b:GEHEIM@h.example", "CARTEIRO_MAILBOXES: allowed"),
        ("LISTEN", "smtps//u:GEHEIM@127.0.0.1:1,smtp://127.0.0.1:2", "CARTEIRO_LISTEN: allowed"),
        ("BORDER", "http://u:GEHEIM@10.0.0.1", "http://10.0.0.1 is no network"),
        ("ADDRESS", "a+b@x.example", "'a+b@x.example' must be"),
        ("DATABASE_FILE", "postgresql://u:GEHEIM@db.example/t", "CARTEIRO_DATABASE_FILE: postgresql://db.example/t cannot be read"),
        ("TIMEZONE", "Brasilia", "'Brasilia' allowed"),
    ],
)
def test_a_bad_value_is_shown_without_who_enters_and_how(tmp_path: Path, name: str, value: str, seen: str) -> None:
    with pytest.raises(BadSettings) as bad:
        read(tmp_path, {f"CARTEIRO_{name}": value})
    assert seen in str(bad.value)
    assert not any(word in str(bad.value) for word in ("GE", "HEIM"))


@pytest.mark.parametrize("written", [URL, {"url": URL}, [URL, URL], [{"password": "GEHEIM"}]])
@pytest.mark.parametrize("name", ["database", "mailboxes", "listen", "relay"])
def test_no_value_of_any_form_in_the_file_tells_its_password(tmp_path: Path, name: str, written: object) -> None:
    (tmp_path / "carteiro.yml").write_text(json.dumps({name: written}))
    with pytest.raises(BadSettings) as bad:
        read(tmp_path, {})
    assert "GEHEIM" not in str(bad.value)


def test_what_a_file_holds_is_not_shown(tmp_path: Path) -> None:
    (tmp_path / "s").write_text("GEHEIM\n")
    with pytest.raises(BadSettings, match=r"CARTEIRO_DATABASE_FILE: allowed: sqlite") as bad:
        read(tmp_path, {"CARTEIRO_DATABASE_FILE": str(tmp_path / "s")})
    assert "GEHEIM" not in str(bad.value)


@pytest.mark.parametrize(
    "line", ["broker: redis://:GEHEIM@h: x", "broker: 'a'\nbroker: GEHEIM", "broker: *GEHEIM", "broker: !GEHEIM x", 'broker: "GEHEIM \\h"']
)
def test_a_file_that_is_no_yaml_is_told_by_line_and_not_by_its_words(tmp_path: Path, line: str) -> None:
    (tmp_path / "carteiro.yml").write_text(f"office: Suporte\n{line}\n")
    with pytest.raises(BadSettings, match=r"carteiro\.yml: not YAML \(line [23]: [a-z ]+\)") as bad:
        read(tmp_path, {})
    assert "GEHEIM" not in str(bad.value)


@pytest.mark.parametrize(
    ("url", "seen"),
    [
        ("smtps://u:p%40@[fe80::1%25eth0]:465/x?y=z", "smtps://[fe80::1%25eth0]:465/x"),
        ("s3://provas/2026?endpoint=https://u:p@s3.example", "s3://provas/2026"),
        ("file:/var/a@b?c", "file:/var/a@b"),
        ("sqlite:////var/c.db#x", "sqlite:////var/c.db"),
        ("redis://u:p/w@h", "***"),
        ("://@:", "***"),
    ],
)
def test_a_place_is_a_url_without_who_enters_and_how(url: str, seen: str) -> None:
    assert location(url) == seen


@given(st.text(alphabet="ab:/@?#[],=%. 0\n\x00\u2100", max_size=30))
def test_whatever_was_set_can_be_asked_how_it_is_shown(text: str) -> None:
    for url in (text, f"redis://{text}", f"redis://{text}@h/0"):
        assert "@" not in location(url) or "://" not in url
        assert "@" not in shown("broker", [url, url])


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
