"""How does a ring reach workers in other processes, on this machine or another? dramatiq over Redis.

Redis holds hints only. What it loses, the sweeper of any worker finds; what it doubles, finds nothing to claim.
"""

import logging
from collections.abc import Callable, Mapping
from typing import Any

import dramatiq
import redis
from dramatiq import Consumer
from dramatiq.brokers.redis import RedisBroker
from dramatiq.middleware import Middleware, ShutdownNotifications, TimeLimit

log = logging.getLogger(__name__)

NAMESPACE = "carteiro"
HEARTBEAT_MILLISECONDS = 30_000
ALWAYS = 1_000_000  # maintenance with every command: what a killed worker held comes back after a heartbeat, not after minutes
REACH_SECONDS = 1.0  # how long a door may wait for Redis
SILENT_SECONDS = 5.0  # how long no ring is tried after one that failed
WAIT_SECONDS = 1  # for the next ring, in one question; a worker that is to end hears of it after as long
NAP_MILLISECONDS = 20  # at most, before Redis is asked again: where another worker was quicker, or all threads have work


class Carrier:
    """Rings jobs in other processes, and here when opened. url: `redis://[:password@]host[:port][/number]`, or `rediss://`.

    Raises ValueError for a URL that cannot be one.
    """

    def __init__(
        self, url: str, jobs: Mapping[str, Callable[[], object]], threads: Mapping[str, int], limit: int, monotonic: Callable[[], float]
    ) -> None:
        """limit: milliseconds that a job may take."""
        hurried = redis.Redis.from_url(url, socket_connect_timeout=REACH_SECONDS, socket_timeout=REACH_SECONDS)
        self._out = _broker(hurried, jobs, [])
        # No time limit on what a worker asks: dramatiq would take one that ran out for an answer.
        patient = redis.Redis.from_url(url, socket_connect_timeout=REACH_SECONDS, health_check_interval=10)
        self._in = _broker(patient, jobs, [TimeLimit(time_limit=limit), ShutdownNotifications()])
        self.workers = [dramatiq.Worker(self._in, queues={name}, worker_threads=threads.get(name, 1)) for name in jobs]
        self._monotonic = monotonic
        self._silent_until = float("-inf")

    def ring(self, job: str, row_id: int) -> None:
        """Asks for a job soon, wherever a worker is. Raises nothing: what goes wrong is a lost ring, and the next ones wait a little."""
        if self._monotonic() < self._silent_until:
            return
        try:
            self._out.get_actor(job).send(row_id)
        except Exception as error:  # noqa: BLE001 - whatever it is: what is on record must not be filed again for it
            self._silent_until = self._monotonic() + SILENT_SECONDS
            log.warning("Redis cannot be rung (%s); mails on record are found by the sweeper", error)

    def open(self) -> None:
        """Starts the worker threads."""
        self._in.emit_after("process_boot")
        for worker in self.workers:
            worker.start()

    def close(self) -> None:
        """Lets go of Redis; the workers have been stopped."""
        self._in.close()


class _Listening(RedisBroker):
    """Whose workers wait in Redis for the next ring. dramatiq's own ask, and sleep longer each time that there is nothing."""

    def consume(self, queue_name: str, prefetch: int = 1, timeout: int = NAP_MILLISECONDS) -> Consumer:
        """See dramatiq. timeout: what a worker sleeps at most between two questions; shortened here."""
        return super().consume(queue_name, prefetch, min(timeout, NAP_MILLISECONDS))

    def do_fetch(self, queue_name: str, most: int) -> Any:
        """Up to so many messages, as soon as there is one. Raises redis.ConnectionError."""
        rings = f"{self.namespace}:{queue_name}"
        # The first ring is taken out and put back where it was: all who wait here wake, and nothing is lost with one of them.
        self.client.blmove(rings, rings, WAIT_SECONDS, "LEFT", "LEFT")
        return self._dispatch("fetch")(queue_name, most)  # type: ignore[no-untyped-call] # dramatiq leaves it without types


def _broker(client: redis.Redis, jobs: Mapping[str, Callable[[], object]], middleware: list[Middleware]) -> RedisBroker:
    broker = _Listening(  # type: ignore[no-untyped-call] # dramatiq leaves it without types
        client=client, middleware=middleware, namespace=NAMESPACE, heartbeat_timeout=HEARTBEAT_MILLISECONDS, maintenance_chance=ALWAYS
    )
    for name, job in jobs.items():
        _actor(broker, name, job)
    return broker


def _actor(broker: RedisBroker, name: str, job: Callable[[], object]) -> None:
    def answer(_row_id: int) -> None:
        job()

    dramatiq.Actor(answer, broker=broker, actor_name=name, queue_name=name, priority=0, options={})
