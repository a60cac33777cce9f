"""Does the doctor name what is broken between us and real servers, with the mend that mends it?"""

import pytest

from tests import tsa
from tests.doctored import Broken, House, house, told
from tests.dovecot import Dovecot
from tests.ports import free_port
from tests.redis import Redis
from tests.s3 import S3
from tests.slapd import HIDDEN, PASSWORD, READABLE, Slapd
from tests.tsa import Authority

__all__ = ["house"]


def redis(house: House, *more: str) -> None:
    server = house.kept["redis"] = Redis()
    server.start(*more)
    house.servers.callback(server.kill)
    house.set(BROKER=server.url)


def closed_redis(house: House) -> None:
    redis(house)
    house.kept["redis"].client.config_set("requirepass", "segredo")


def as_redis_user(house: House, user: str) -> None:
    house.set(BROKER=house.kept["redis"].url.replace("redis://", f"redis://{user}@"))


def slapd(house: House, *options: str, scheme: str = "ldap", **made: str) -> Slapd:
    server: Slapd = house.servers.enter_context(Slapd(**made))
    server.password_file.chmod(0o600)
    house.kept["slapd"] = server
    house.set(DIRECTORY=server.url(*options, scheme=scheme))
    return server


def slapd_restarted(house: House, access: str) -> None:
    house.kept["slapd"].kill()
    house.kept["slapd"].start(access)


def dovecot(house: House, folder: str = "INBOX", **made: object) -> Dovecot:
    server: Dovecot = house.servers.enter_context(Dovecot(**made))  # type: ignore[arg-type] # handed through
    server.password_file.chmod(0o600)
    house.kept["dovecot"] = server
    house.set(MAILBOXES=server.url(folder=folder))
    return server


def authority(house: House, mode: str) -> None:
    made = house.kept["tsa"] = house.servers.enter_context(Authority(house.folder / "tsa"))
    made.mode = mode
    house.set(TIMESTAMPS=made.url.replace("timeout=5", "timeout=30"))


def stamps(house: House) -> None:
    house.kept["tsa"].mode = tsa.WELL


def bucket(house: House) -> None:
    made = house.servers.enter_context(S3())
    house.set(EVIDENCE=made.url("exame", house.folder / "key").replace("s3://provas", "s3://ninguem"))
    (house.folder / "key").chmod(0o600)
    house.kept["s3"] = made


TABLE = [
    Broken(
        "a Redis that wants a password",
        closed_redis,
        "broker", "login", ("CARTEIRO_BROKER", "redis://:PASSWORD@host"),
        lambda h: as_redis_user(h, ":segredo"),
    ),
    Broken(
        "a Redis that wants another password",
        lambda h: (closed_redis(h), as_redis_user(h, ":errada")),
        "broker", "login", ("CARTEIRO_BROKER",),
        lambda h: as_redis_user(h, ":segredo"),
    ),
    Broken(
        "a Redis that is not there",
        lambda h: h.set(BROKER=f"redis://127.0.0.1:{free_port()}/0"),
        "broker", "away", ("Start Redis", "CARTEIRO_BROKER"), redis,
    ),
    Broken(
        "a Redis that drops what it was given",
        lambda h: redis(h, "--maxmemory", "50mb", "--maxmemory-policy", "allkeys-lru"),
        "broker", "evicts", ("CONFIG SET maxmemory-policy noeviction",),
        lambda h: h.kept["redis"].client.config_set("maxmemory-policy", "noeviction"),
        ok=True,
    ),
    Broken(
        "an LDAP account with another password",
        lambda h: slapd(h).password_file.write_text("errada\n"),
        "directory", "login", ("password_file=", "CARTEIRO_DIRECTORY"),
        lambda h: h.kept["slapd"].password_file.write_text(f"{PASSWORD}\n"),
    ),
    Broken(
        "an LDAP account that sees nobody",
        lambda h: slapd(h, access=HIDDEN),
        "directory", "blind", ("mapping", "service account may read"),
        lambda h: slapd_restarted(h, READABLE),
    ),
    Broken(
        "an LDAP server whose authority nobody named",
        lambda h: slapd(h, scheme="ldaps"),
        "directory", "tls", ("ca=FILE", "CARTEIRO_DIRECTORY"),
        lambda h: h.set(DIRECTORY=h.kept["slapd"].url(f"ca={h.kept['slapd'].ca}", scheme="ldaps")),
    ),
    Broken(
        "an LDAP server that is not there",
        lambda h: slapd(h).kill(),
        "directory", "unreachable", ("CARTEIRO_DIRECTORY", "host and port"),
        lambda h: h.kept["slapd"].start(),
    ),
    Broken(
        "a mailbox whose server has a certificate that is over",
        lambda h: dovecot(h, expired=True),
        "mailbox", "tls", ("Renew the certificate", "CARTEIRO_MAILBOXES"), dovecot,
    ),
    Broken(
        "a mailbox whose server has another name",
        lambda h: dovecot(h, names="DNS:imap.orgao.example"),
        "mailbox", "tls", ("Name the server in CARTEIRO_MAILBOXES as its certificate does",), dovecot,
    ),
    Broken(
        "a mailbox with another password",
        lambda h: dovecot(h).password_file.write_text("errada\n"),
        "mailbox", "login", ("password_file",),
        lambda h: h.kept["dovecot"].password_file.write_text("carteiro\n"),
    ),
    Broken(
        "a mailbox without the folder",
        lambda h: dovecot(h, "Entrada"),
        "mailbox", "folder", ("make it there",),
        lambda h: h.kept["dovecot"].make("Entrada"),
    ),
    Broken(
        "a bucket that is not there",
        bucket,
        "evidence", "no-bucket", ("Make the bucket",),
        lambda h: h.kept["s3"].ask("PUT", "/ninguem"),
    ),
    Broken("an authority that is busy", lambda h: authority(h, tsa.BUSY), "timestamps", "away", ("CARTEIRO_TIMESTAMPS",), stamps),
    Broken("an authority with another time", lambda h: authority(h, tsa.EARLY), "timestamps", "clock", ("timedatectl",), stamps),
    Broken(
        "an authority that nobody trusts",
        lambda h: authority(h, tsa.STRANGER),
        "timestamps", "refused", ("ca=FILE", "CARTEIRO_TIMESTAMPS"), stamps,
    ),
]  # fmt: skip


@pytest.mark.parametrize("broken", TABLE, ids=[broken.name for broken in TABLE])
def test_what_is_broken_is_named_and_the_mend_mends_it(house: House, broken: Broken) -> None:
    told(house, broken)
