"""Does Redis answer, where doors ring their workers through it? Mail is worked off without it, some two seconds later."""

import redis

from gateway.console.health.check import Check

NAME = "broker"
LOCAL = "local:"
SECONDS = 1.0
MEND = "Start Redis, or mend CARTEIRO_BROKER (`carteiro doctor` tries it). Until then mail of other processes waits a second or two more."


def look(url: str) -> Check:
    """Pings it; the in-process broker is always there."""
    if url == LOCAL:
        return Check(NAME, True, "in this process")
    client = redis.Redis.from_url(url, socket_connect_timeout=SECONDS, socket_timeout=SECONDS)
    try:
        client.ping()
    except (redis.RedisError, OSError) as error:
        return Check(NAME, False, f"Redis does not answer ({type(error).__name__})", MEND)
    finally:
        client.close()
    return Check(NAME, True, "Redis answers")
