"""Does the broker answer? A ping, and whether it may grow without end; mail is worked off without it, only later."""

from urllib.parse import urlsplit

import redis

from gateway.console.finding import Finding
from gateway.settings import Settings

PART = "broker"
SECONDS = 5.0


def name(settings: Settings) -> str:
    """The broker without user and password."""
    parts = urlsplit(settings.broker)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}" if parts.netloc else "local:"


def look(settings: Settings) -> Finding:
    """Pings Redis; the in-process broker is always there."""
    if settings.broker == "local:":
        return Finding(
            PART, name(settings), True, "in this process; doors of their own ring nobody, their mail is found within a second or two"
        )
    client = redis.Redis.from_url(settings.broker, socket_connect_timeout=SECONDS, socket_timeout=SECONDS)
    try:
        client.ping()
        version = client.info("server")["redis_version"]
    except (redis.RedisError, OSError) as error:
        mend = (
            "Start Redis, or mend CARTEIRO_BROKER; until then each worker finds the mail of other doors by itself, a second or two later."
        )
        return Finding(PART, name(settings), False, f"does not answer ({error})", "away", mend)
    finally:
        client.close()
    return Finding(PART, name(settings), True, f"answers (Redis {version})")
