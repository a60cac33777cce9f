"""How many mails a second become tickets with their letters at a relay, and how much CPU does one cost, beside django-helpdesk and roundup?

All acknowledge a ticket to its writer, and tell a group of one. Ours takes each mail by SMTP from a border host and hands over two letters:
the receipt, and the technician's with the picture. The peers find the same mails lying there and take no SMTP; django-helpdesk hands over
two letters as well, roundup one with two recipients.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from functools import partial
from itertools import count
from statistics import median
from typing import Protocol

from bench import disk, helpdesk, mails, roundup_desk
from bench.house import WRITERS, House, embedded, grown, ledger
from bench.peer import Missing, Turn
from bench.row import Row, Step
from bench.sink import Sink, sinking

MAILS, ROUNDS, FEW, WORKERS = 600, 3, 20, 2
OURS = {
    "embedded": "`carteiro up`, SQLite",
    "embedded and a worker": "`carteiro up` and one `carteiro work`, SQLite",
    "grown": f"`carteiro smtp` and {WORKERS} `carteiro work`, PostgreSQL, Redis",
}


class Peer(Protocol):
    """A ticket system that takes mails."""

    def take(self, mails: list[bytes]) -> Turn:
        """Makes a ticket of each."""


def measure(step: Step) -> Iterator[Row]:
    """All in turns; each has an own relay."""
    with ExitStack() as stack:
        turns: dict[str, Callable[[int], Turn]] = {}
        for name, open_peer in ((helpdesk.NAME, helpdesk.helpdesk), (roundup_desk.NAME, roundup_desk.roundup)):
            step(f"setting up {name}")
            try:
                turns[name] = _peer(stack.enter_context(open_peer(stack.enter_context(sinking()))))
            except Missing as why:
                yield Row(f"tickets a second, beside {name}", "", f"{why}")
        peers = tuple(turns)
        step("starting ours")
        houses: dict[str, Callable[[str], AbstractContextManager[House]]] = {
            "embedded": embedded,
            "embedded and a worker": partial(embedded, workers=1),
            "grown": partial(grown, workers=WORKERS),
        }
        for name, house in houses.items():
            sink = stack.enter_context(sinking())
            turns[name] = _ours(stack.enter_context(house(sink.url)), sink)
        yield from _rows(turns, peers, step)


def _rows(turns: dict[str, Callable[[int], Turn]], peers: tuple[str, ...], step: Step) -> Iterator[Row]:
    done: dict[str, list[Turn]] = {name: [] for name in turns}
    probes = []
    for n in range(-1, ROUNDS):  # the first one warms up
        probes.append(disk.probe())
        for name, turn in turns.items():
            step(f"mails to tickets, {name}, round {max(n, 0) + 1} of {ROUNDS}")
            done[name].append(turn(FEW if n < 0 else MAILS))
    for one in done.values():
        del one[0]
    for ours, words in OURS.items():
        how = f"floor 3, aim 10 beside the fastest; {words}; {MAILS} mails of 45 KB, {ROUNDS} rounds in turns; {disk.said(probes)}"
        for peer in peers or ("",):
            yield from _pair(ours, done[ours], peer, done.get(peer, []), how)


def _pair(ours: str, our: list[Turn], peer: str, their: list[Turn], how: str) -> Iterator[Row]:
    beside = f", beside {peer}" if peer else ""
    pairs = list(zip(our, their, strict=False))
    faster = median(b.wall / a.wall for a, b in pairs) if pairs else None
    cheaper = median(a.cpu / b.cpu for a, b in pairs) if pairs else None
    yield Row(f"tickets a second, {ours}{beside}", _rate(our), _rate(their), faster, how)
    yield Row(
        f"CPU per ticket, {ours}{beside}",
        _cpu(our),
        _cpu(their),
        cheaper,
        "floor 0.5, aim 0.15; the same rounds; ratio without the servers'",
    )


def _rate(turns: list[Turn]) -> str:
    return f"{1 / median(turn.wall for turn in turns):.1f}, {median(turn.letters for turn in turns):.1f} letters each" if turns else ""


def _cpu(turns: list[Turn]) -> str:
    if not turns:
        return ""
    beside = median(turn.beside for turn in turns) * 1000
    return f"{median(turn.cpu for turn in turns) * 1000:.1f} ms" + (f" + {beside:.1f} ms of its servers'" if beside else "")


def _ours(house: House, sink: Sink) -> Callable[[int], Turn]:
    def turn(number: int) -> Turn:
        with ledger(house) as rows:
            letters, cpu, beside = sink.letters(), house.cpu_seconds(), house.cpu_beside()
            start = house.load(number)
            rows.settled(number)
            wall = time.monotonic() - start
            cpu, beside, letters = house.cpu_seconds() - cpu, house.cpu_beside() - beside, sink.letters() - letters
        if letters < 2 * number:
            raise RuntimeError(f"{number} tickets made {letters} letters")
        return Turn(wall / number, cpu / number, beside / number, letters / number)

    return turn


def _peer(peer: Peer) -> Callable[[int], Turn]:
    body, numbers = mails.body(mails.TYPICAL), count()

    def turn(number: int) -> Turn:
        names = [next(numbers) for _ in range(number)]
        return peer.take([mails.whole(f"n{n}", mails.CODES[n % len(mails.CODES)], mails.writer(n % WRITERS + 1), body) for n in names])

    return turn
