"""Does the broker answer, and take what doors put there? Mail is worked off without it, only later."""

from urllib.parse import urlsplit

import redis

from gateway import allowed
from gateway.console.doctor import opening
from gateway.console.doctor.certificate import disbelieved
from gateway.console.doctor.finding import Finding, Note, first_that_fits, summed
from gateway.settings import Settings

PART = "broker"
SETTING = "CARTEIRO_BROKER"
SECONDS = 5.0
OLDEST = (6, 2)
LATER = "until then each worker finds the mail of other doors by itself, a second or two later"
LOCAL = "in this process; doors of their own ring nobody, their mail is found within a second or two"

CLOSED = f"Put the password into {SETTING}: redis://:PASSWORD@host (CARTEIRO_BROKER_FILE keeps it in a file)."
UNKNOWN = f"Take it away from {SETTING}: redis-py says which there are; an authority is named with ssl_ca_certs=FILE, in rediss:// only."

# What Redis or the system says -> the word for it, and what to do. The first that fits.
TROUBLES = (
    ("certificate verify failed", "tls", ""),
    ("WRONG_VERSION_NUMBER", "tls", f"This port speaks no TLS: use redis:// in {SETTING}, or the server's tls-port."),
    ("wrong version number", "tls", f"This port speaks no TLS: use redis:// in {SETTING}, or the server's tls-port."),
    ("invalid username-password", "login", f"Look at user and password in {SETTING} (CARTEIRO_BROKER_FILE keeps them in a file)."),
    ("NOAUTH", "login", CLOSED),
    ("authentication required", "login", CLOSED),
    ("already authenticated", "login", CLOSED),
    ("no permissions", "denied", f"Give the user of {SETTING} its rights: `ACL SETUSER NAME on ~* +@all` on the server."),
    ("Name or service not known", "unknown-host", f"Name the host in {SETTING} as the DNS knows it."),
    ("name resolution", "unknown-host", f"Look at this machine's resolver, and at the host in {SETTING}."),
    ("No address associated", "unknown-host", f"Name the host in {SETTING} as the DNS knows it."),
    ("Timeout", "silent", f"Look at the server's load, and at a firewall that lets nothing back; {LATER}."),
    ("OOM command not allowed", "full", "Raise `maxmemory` in redis.conf: the server takes nothing more."),
    (
        "MISCONF",
        "full",
        'Make room on the disk of the Redis server, or set `save ""`: it cannot write its snapshot and takes nothing more.',
    ),
    ("read only replica", "read-only", f"Name the primary Redis in {SETTING}; a replica only reads."),
    ("", "away", f"Start Redis, or mend {SETTING}; {LATER}."),
)


def name(settings: Settings) -> str:
    """The broker without user and password."""
    return allowed.location(settings.broker) if urlsplit(settings.broker).netloc else "local:"


def look(settings: Settings) -> Finding:
    """Writes a word to Redis and takes it away; the in-process broker is always there."""
    if settings.broker == "local:":
        return Finding(PART, name(settings), True, LOCAL)
    client = opening.made("BROKER", lambda: redis.Redis.from_url(settings.broker, socket_connect_timeout=SECONDS, socket_timeout=SECONDS))
    word = f"carteiro-doctor-{opening.unique()}"
    try:
        client.set(word, "1", ex=60)
        client.delete(word)
        server = {**client.info("server"), **client.info("memory")}
    except (redis.RedisError, OSError) as error:
        said = str(error)
        why, mend = first_that_fits(said, TROUBLES)
        return Finding(PART, name(settings), False, f"cannot be used ({said})", why, mend or disbelieved(said, SETTING, "ssl_ca_certs"))
    except TypeError:  # an option that no connection takes is seen with the first one
        return Finding(PART, name(settings), False, "has an option that is not known", "setting", UNKNOWN)
    finally:
        client.close()
    return summed(PART, name(settings), (f"answers (Redis {server['redis_version']})",), [*_old(server), *_evicts(server)])


def _old(server: dict[str, object]) -> list[Note]:
    version = tuple(int(number) for number in str(server["redis_version"]).split(".")[:2])
    if version >= OLDEST:
        return []
    return [Note("old", "is older than Redis 6.2", "Bring the Redis server up to version 6.2 or later.", ok=False)]


def _evicts(server: dict[str, object]) -> list[Note]:
    policy = str(server.get("maxmemory_policy", "noeviction"))
    if not int(str(server.get("maxmemory", 0))) or policy == "noeviction":
        return []
    mend = "Set `maxmemory-policy noeviction` in redis.conf (`redis-cli CONFIG SET maxmemory-policy noeviction` at once)."
    return [Note("evicts", f"drops rings when its memory is full (maxmemory-policy {policy})", mend)]
