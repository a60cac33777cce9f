"""Which figures are there, and in which words? One family of Prometheus each; docs/metrics.md says what is normal."""

import platform
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from prometheus_client import Metric
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily

from gateway import __version__
from gateway.console.metrics.state import State
from gateway.console.metrics.tallies import Tallies, Tally

DOORS = ("smtp", "lmtp", "imap")
Labelled = Mapping[tuple[str, ...], float]


def of_process(*, reads: bool, disks: Iterable[tuple[str, int, int]], checks: Mapping[str, bool]) -> Iterator[Metric]:
    """What is known without the rows. reads: whether they could be read just now."""
    yield _gauge("up", "Whether the rows could be read just now (1) or not (0).", (), {(): reads})
    build = (__version__, platform.python_version())
    yield _gauge("build_info", "Always 1; which version this is.", ("version", "python"), {build: 1})
    sizes = list(disks)
    yield _gauge("disk_free_bytes", "Free bytes on the disk of a place.", ("place",), _each({place: free for place, free, _ in sizes}))
    yield _gauge("disk_size_bytes", "Bytes of the disk of a place.", ("place",), _each({place: whole for place, _, whole in sizes}))
    yield _gauge("check_ok", "Whether a named check of /health is well (1) or not (0).", ("check",), _each(checks))


def counted(tallies: Tallies) -> Iterator[Metric]:
    """What has happened since this process began."""
    arrived, mails, letters, moves = (tallies.of[name] for name in ("arrivals", "mails", "letters", "moves"))
    yield _counter("mails_received", "Mails taken in.", ("door",), {**_each(dict.fromkeys(DOORS, 0)), **arrived.counts})
    none_dead: Labelled = {(door, "dead"): 0 for door in DOORS}
    yield _counter("mails", "Mails that got a disposition.", ("door", "disposition"), {**none_dead, **mails.counts})
    yield _counter("letters", "Letters that were sent, or never will be.", ("kind", "outcome"), letters.counts)
    tried = _each({"mails": mails.retries, "letters": letters.retries})
    yield _counter("retries", "Tries beyond the first that settled rows had taken.", ("queue",), tried)
    yield _counter("ticket_moves", "Moves of tickets.", ("move",), moves.counts)
    yield _histogram("mail_settle_seconds", "From a mail's arrival to its first disposition.", mails)
    yield _histogram("letter_send_seconds", "From a letter's writing to the relay's taking it.", letters)


def standing(state: State) -> Iterator[Metric]:
    """How things stood at the last look."""
    queues = state.queues
    mailed = {name: queues[name] for name in ("mails", "letters")}
    waiting, oldest = ({name: q.waiting for name, q in mailed.items()}, {name: _age(state, q.oldest) for name, q in mailed.items()})
    yield _gauge("waiting", "Mails without a disposition, letters not sent yet.", ("queue",), _each(waiting))
    yield _gauge("waiting_oldest_seconds", "Age of the oldest that waits.", ("queue",), _each(oldest))
    retrying = {name: q.retrying for name, q in queues.items()}
    yield _gauge("retrying", "Rows that wait and were tried more than once.", ("queue",), _each(retrying))
    lag = {name: _age(state, q.late) for name, q in queues.items()}
    yield _gauge("sweep_lag_seconds", "How late the most overdue row is that a worker could take.", ("queue",), _each(lag))
    dead = {name: q.dead for name, q in queues.items()}
    yield _gauge("quarantine", "Rows set aside (dead) until an operator decides.", ("queue",), _each(dead))
    yield _gauge("held", "Mails that wait for their writer.", ("disposition",), _each(state.held))
    yield _gauge("tickets", "Tickets that are not closed.", ("status", "group"), state.tickets)
    yield _gauge("unsealed", "Mails, letters and events that no seal names yet.", (), {(): state.unsealed})


def _each(values: Mapping[str, float]) -> Labelled:
    return {(name,): value for name, value in values.items()}


def _age(state: State, since: datetime | None) -> float:
    return max(0.0, (state.at - since).total_seconds()) if since else 0.0


def _gauge(name: str, says: str, labels: tuple[str, ...], values: Labelled) -> Metric:
    family = GaugeMetricFamily(f"carteiro_{name}", says, labels=labels)
    for key, value in sorted(values.items()):
        family.add_metric(key, float(value))
    return family


def _counter(name: str, says: str, labels: tuple[str, ...], values: Labelled) -> Metric:
    family = CounterMetricFamily(f"carteiro_{name}", says, labels=labels)
    for key, value in sorted(values.items()):
        family.add_metric(key, float(value))
    return family


def _histogram(name: str, says: str, tally: Tally) -> Metric:
    family = HistogramMetricFamily(f"carteiro_{name}", says)
    family.add_metric((), tally.buckets(), tally.seconds)
    return family
