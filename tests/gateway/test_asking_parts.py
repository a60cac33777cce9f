"""Does an answer in parts come to the setting that is meant, for every kind of database, store, broker, listener and relay?"""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine import make_url
from typer.testing import CliRunner

from gateway import settings as reader
from gateway.commands.line import cli
from gateway.doors.imap.url import read_url as read_box
from gateway.post.server import read_url as read_relay
from gateway.settings import Settings
from storage.evidence.bucket import read_url as read_bucket
from tests.gateway.standing import standing_in

ODD = "sé&nh@/a:#1"


def told(folder: Path, **answers: Any) -> Settings:
    """The settings that these answers come to, with what else is needed."""
    (folder / "answers.yml").write_text(
        json.dumps({"address": "suporte@orgao.example", "directory": "file:demo/directory.yml", "relay": "maildir", **answers})
    )
    done = CliRunner().invoke(cli, ["init", "--answers", str(folder / "answers.yml"), "--no-test", "--yes"])
    assert done.exit_code == 0, done.output
    assert "sé" not in (folder / "carteiro.yml").read_text(), "no secret stands there"
    return reader.read(folder)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return standing_in(tmp_path, monkeypatch)


def test_postgresql_and_redis(folder: Path) -> None:
    found = told(
        folder,
        database={"kind": "postgresql", "host": "::1", "name": "correio", "user": "car@teiro", "password": ODD},
        broker="r.example:6379",
    )
    url = make_url(found.database)
    assert (url.host, url.port, url.database, url.username, url.password) == ("::1", 5432, "correio", "car@teiro", ODD)
    assert found.broker == "redis://r.example:6379/0"


def test_object_storage(folder: Path) -> None:
    said = {"kind": "s3", "bucket": "provas/2026", "endpoint": "https://s3.example:9000", "access_key": "K", "secret_key": ODD}
    bucket = read_bucket(told(folder, evidence=said).evidence)
    assert (bucket.bucket, bucket.prefix, bucket.endpoint) == ("provas", "2026", "https://s3.example:9000")
    assert (bucket.access_key, bucket.secret_key) == ("K", ODD)


def test_a_listener_for_others(folder: Path) -> None:
    for name in ("cert.pem", "key.pem"):
        (folder / name).write_text("")
    found = told(folder, listen={"kind": "open", "cert": "cert.pem", "key": "key.pem"})
    assert found.listen == ("smtp://0.0.0.0:587?tls_cert=cert.pem&tls_key=key.pem",)
    found = told(folder, listen={"kind": "open", "port": 465, "cert": "cert.pem", "key": "key.pem"})
    assert found.listen == ("smtps://0.0.0.0:465?tls_cert=cert.pem&tls_key=key.pem",)
    assert told(folder, listen="loopback").listen == ("smtp://127.0.0.1:2525",)


def test_relays(folder: Path) -> None:
    for said, tls, port in (({}, "starttls", 587), ({"tls": "tls"}, "implicit", 465), ({"tls": "tls", "port": 4650}, "implicit", 4650)):
        relay = read_relay(told(folder, relay={"host": "mail.example", "user": "car@teiro", "password": ODD, **said}).relay)
        assert (relay.host, relay.tls, relay.port, relay.user, relay.password) == ("mail.example", tls, port, "car@teiro", ODD)
    relay = read_relay(told(folder, relay={"host": "mail.example", "user": "c", "token_command": "print-token --for 'c'"}).relay)
    assert relay.token_command == "print-token --for 'c'"


def test_several_mailboxes(folder: Path) -> None:
    boxes = [
        {"host": "imap.example", "password": ODD, "backlog": "all"},
        {"host": "imap.example", "tls": "starttls", "user": "b", "token_command": "t a,b", "folder": "Entrada"},
    ]
    one, two = map(read_box, told(folder, mailboxes=boxes, trusted_authserv="mx.orgao.example").mailboxes)
    assert (one.user, one.folder, one.backlog, one.tls) == ("suporte@orgao.example", "INBOX", "all", "implicit")
    assert Path(one.password_file).read_text() == f"{ODD}\n"
    assert (two.user, two.folder, two.token_command, two.tls) == ("b", "Entrada", "t a,b", "starttls")
    assert reader.read(folder).trusted_authserv == ("mx.orgao.example",)


def test_what_is_not_asked_about_is_written_as_it_is(folder: Path) -> None:
    found = told(folder, pending_days=20, subaddress=False, colors="primary=#1351B4", office="Órgão: setor de apoio")
    assert (found.pending_days, found.colors, found.office) == (20, "primary=#1351B4", "Órgão: setor de apoio")
