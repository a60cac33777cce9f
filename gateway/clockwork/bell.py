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
LIMIT_MILLISECONDS = 600_000
GRACE_MILLISECONDS = 8_000
THREADS = {HEAR: 2, SEND: 2}
ENOUGH = 1000  # rings that wait for one job; the rows behind further ones are found by the sweeper


class Bell:
    """Rings jobs by name with the id of a row. The row is the truth; the in-process queue forgets everything at exit."""

    def __init__(self, jobs: Mapping[str, Callable[[], object]]) -> None:
        # No Retries middleware: attempts are counted in the row, and nowhere else.
        self._broker = StubBroker(middleware=[TimeLimit(time_limit=LIMIT_MILLISECONDS), ShutdownNotifications()])
        self._actors = {name: self._actor(name, job) for name, job in jobs.items()}
        # Letters to a slow relay must not keep mails from being heard.
        self._workers = [
            dramatiq.Worker(self._broker, queues={name}, worker_threads=THREADS.get(name, 1), worker_timeout=100) for name in jobs
        ]
        self._open = False

    def _actor(self, name: str, job: Callable[[], object]) -> dramatiq.Actor[[int], None]:
        def answer(_row_id: int) -> None:
            job()

        return dramatiq.Actor(answer, broker=self._broker, actor_name=name, queue_name=name, priority=0, options={})

    def ring(self, job: str, row_id: int) -> None:
        """Asks for a job soon. What goes wrong here is a lost ring: the sweeper will see the row.

        Where no worker listens (a door of its own) nothing is queued, so that nothing piles up.
        """
        if not self._open or self._broker.queues[job].qsize() >= ENOUGH:
            return
        try:
            self._actors[job].send(row_id)
        except Exception:
            log.exception("Ring lost: %s %d", job, row_id)

    def open(self) -> None:
        """Starts the worker threads."""
        self._broker.emit_after("process_boot")  # an embedded worker starts TimeLimit only on this
        for worker in self._workers:
            worker.start()
        self._open = True

    def close(self) -> None:
        """Lets the jobs in hand finish; what is still queued waits in its row."""
        self._open = False
        for worker in self._workers:
            worker.stop(timeout=GRACE_MILLISECONDS)
        self._broker.close()
