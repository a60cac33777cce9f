"""How is work rung in? dramatiq as a doorbell: a ring may be lost, doubled or late, and never raises."""

import logging
from collections.abc import Callable, Mapping

import dramatiq
from dramatiq.brokers.stub import StubBroker
from dramatiq.middleware import ShutdownNotifications, TimeLimit

log = logging.getLogger(__name__)

HEAR = "hear"
SEND = "send"
STRIKE = "strike"
LIMIT_MILLISECONDS = 1_800_000  # beyond the longest lease
GRACE_MILLISECONDS = 8_000
THREADS = {HEAR: 2, SEND: 2}
ENOUGH = 1000  # rings that wait for one job; the rows behind further ones are found by the sweeper


class Bell:
    """Rings jobs by name with the id of a row. The row is the truth; the in-process queue forgets everything at exit."""

    def __init__(self, jobs: Mapping[str, Callable[[], object]]) -> None:
        # A queue and threads for each job: letters to a slow relay must not keep mails from being heard.
        self._queues = {name: _Queue(name, job) for name, job in jobs.items()}
        self._open = False

    def ring(self, job: str, row_id: int) -> None:
        """Asks for a job soon. What goes wrong here is a lost ring: the sweeper will see the row.

        Where no worker listens (a door of its own) nothing is queued, so that nothing piles up.
        """
        if not self._open or self.waiting(job) >= ENOUGH:
            return
        try:
            self._queues[job].actor.send(row_id)
        except Exception:
            log.exception("Ring lost: %s %d", job, row_id)

    def waiting(self, job: str) -> int:
        """How many rings wait for a job."""
        return int(self._queues[job].broker.queues[job].qsize())

    def open(self) -> None:
        """Starts the worker threads."""
        for queue in self._queues.values():
            queue.broker.emit_after("process_boot")  # an embedded worker starts TimeLimit only on this
            queue.worker.start()
        self._open = True

    def close(self) -> None:
        """Lets the jobs in hand finish; what is still queued waits in its row."""
        self._open = False
        for queue in self._queues.values():
            queue.worker.stop(timeout=GRACE_MILLISECONDS)
            queue.broker.close()


class _Queue:
    """One job's in-process broker, its actor and its threads. No Retries middleware: attempts are counted in the row, nowhere else."""

    def __init__(self, name: str, job: Callable[[], object]) -> None:
        def answer(_row_id: int) -> None:
            job()

        self.broker = StubBroker(middleware=[TimeLimit(time_limit=LIMIT_MILLISECONDS), ShutdownNotifications()])
        self.actor = dramatiq.Actor(answer, broker=self.broker, actor_name=name, queue_name=name, priority=0, options={})
        self.worker = dramatiq.Worker(self.broker, worker_threads=THREADS.get(name, 1), worker_timeout=100)
