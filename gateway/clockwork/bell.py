"""How is work rung in? dramatiq as a doorbell: a ring may be lost, doubled or late, and never raises."""

import logging
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor

import dramatiq
from dramatiq.brokers.stub import StubBroker
from dramatiq.middleware import ShutdownNotifications, TimeLimit

from gateway.clockwork.carrier import Carrier

log = logging.getLogger(__name__)

HEAR = "hear"
SEND = "send"
STRIKE = "strike"
ENOUGH = 2  # rings that wait for one thread: whoever answers one works until nothing is due
A_WHILE = 60.0  # seconds of work for one ring; what is left is rung for again, so that none comes near the limit
LIMIT_MILLISECONDS = 1_800_000  # beyond the longest lease
GRACE_MILLISECONDS = 8_000
LOOK_MILLISECONDS = 500  # how often a thread without work looks whether it is to end; a ring wakes it at once
THREADS = {HEAR: 2, SEND: 2}


class Bell:
    """Rings jobs by name with the id of a row. The row is the truth; the queues may forget everything.

    Where workers run, a ring stays in the house; a door of its own rings over Redis, if there is one.
    """

    def __init__(self, jobs: Mapping[str, Callable[[], object]], redis: str = "", monotonic: Callable[[], float] = time.monotonic) -> None:
        """redis: the URL of the Redis that other processes ring through; '' for a gateway of one process. Raises ValueError."""
        # A queue and threads for each job: letters to a slow relay must not keep mails from being heard.
        self._queues = {name: _Queue(name, job, self.goes_on, monotonic) for name, job in jobs.items()}
        self._carrier = Carrier(redis, jobs, THREADS, LIMIT_MILLISECONDS, monotonic) if redis else None
        self._open = False

    def ring(self, job: str, row_id: int) -> None:
        """Asks for a job soon. What goes wrong here is a lost ring: the sweeper will see the row.

        Where no worker listens (a door of its own, and no Redis) nothing is queued, so that nothing piles up.
        """
        if not self._open:
            if self._carrier:
                self._carrier.ring(job, row_id)
            return
        if self.waiting(job) >= ENOUGH * THREADS.get(job, 1):
            return
        try:
            self._queues[job].actor.send(row_id)
        except Exception:
            log.exception("Ring lost: %s %d", job, row_id)

    def waiting(self, job: str) -> int:
        """How many rings wait here for a job."""
        return int(self._queues[job].broker.queues[job].qsize())

    def goes_on(self) -> bool:
        """Whether workers are to go on; False before they begin, and as soon as they are to end."""
        return self._open

    def open(self) -> None:
        """Starts the worker threads."""
        for queue in self._queues.values():
            queue.broker.emit_after("process_boot")  # an embedded worker starts TimeLimit only on this
            queue.worker.start()
        if self._carrier:
            self._carrier.open()
        self._open = True

    def close(self) -> None:
        """Lets the jobs in hand finish, all within one grace; what is still queued waits in its row."""
        self._open = False
        workers = [queue.worker for queue in self._queues.values()] + (self._carrier.workers if self._carrier else [])
        with ThreadPoolExecutor(len(workers)) as at_once:
            list(at_once.map(lambda worker: worker.stop(timeout=GRACE_MILLISECONDS), workers))
        for queue in self._queues.values():
            queue.broker.close()
        if self._carrier:
            self._carrier.close()


class _Queue:
    """One job's in-process broker, its actor and its threads. No Retries middleware: attempts are counted in the row, nowhere else."""

    def __init__(self, name: str, job: Callable[[], object], goes_on: Callable[[], bool], monotonic: Callable[[], float]) -> None:
        def answer(row_id: int) -> None:
            until = monotonic() + A_WHILE
            while job() and goes_on():
                if monotonic() > until:
                    self.actor.send(row_id)
                    return

        self.broker = StubBroker(middleware=[TimeLimit(time_limit=LIMIT_MILLISECONDS), ShutdownNotifications()])
        self.actor = dramatiq.Actor(answer, broker=self.broker, actor_name=name, queue_name=name, priority=0, options={})
        self.worker = dramatiq.Worker(self.broker, worker_threads=THREADS.get(name, 1), worker_timeout=LOOK_MILLISECONDS)
