"""How many mails a second are taken in durably, beside Postfix that holds them and beside bare aiosmtpd that throws them away?"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from statistics import median

from bench import disk, mails
from bench.postfix import Missing, forget, postfix
from bench.row import Row, Step
from bench.server import Program, loading, serving

MAIN_ROUNDS, ROUNDS = 7, 3
SIZES = ((mails.TYPICAL, "45 KB"), (mails.SMALL, "4 KB"))
SESSIONS = {10: 600, 1: 200, 50: 600}  # how many at once -> mails a turn
OTHERS = ("Postfix", "bare aiosmtpd")


@dataclass(frozen=True)
class Turn:
    """One turn of one server, per mail, in seconds."""

    wall: float
    cpu: float


def measure(step: Step) -> Iterator[Row]:
    """All in turns; the main row (45 KB, 10 sessions) first."""
    with ExitStack() as stack:
        doors = {"ours": stack.enter_context(serving("gateway", "smtp"))}
        try:
            doors["Postfix"] = stack.enter_context(postfix())
        except Missing as why:
            yield Row("accepted mails a second, beside Postfix", "", f"{why}")
        doors["bare aiosmtpd"] = stack.enter_context(serving("bench.bare"))
        for size, words in SIZES:
            for sessions, count in SESSIONS.items():
                what = f"{words}, {sessions} session{'s' if sessions > 1 else ''}"
                rounds = MAIN_ROUNDS if (size, sessions) == (mails.TYPICAL, 10) else ROUNDS
                yield from _rows(
                    what, rounds, doors, lambda door, size=size, sessions=sessions, count=count: load(door, size, sessions, count), step
                )


def _rows(what: str, rounds: int, doors: dict[str, Program], turn: Callable[[Program], Turn], step: Step) -> Iterator[Row]:
    turns: dict[str, list[Turn]] = {name: [] for name in doors}
    probes = []
    for n in range(-1, rounds):  # the first one warms up
        step(f"taking in mails of {what}, round {max(n, 0) + 1} of {rounds}")
        probes.append(disk.probe())
        for name, door in doors.items():
            turns[name].append(turn(door))
    for one in turns.values():
        del one[0]
    how = f"kept connections, {rounds} rounds in turns; ours has committed and synced before its 250; {disk.said(probes)}"
    floor = "floor 1.0, aim 1.5; " if rounds == MAIN_ROUNDS else ""
    for name in filter(turns.__contains__, OTHERS):
        ratio = median(other.wall / our.wall for our, other in zip(turns["ours"], turns[name], strict=True))
        yield Row(
            f"accepted a second: {what}, beside {name}",
            _said(turns["ours"]),
            _said(turns[name]),
            ratio,
            (floor if name == "Postfix" else "") + how,
        )


def load(door: Program, size: int, sessions: int, count: int) -> Turn:
    """One turn; what Postfix holds is thrown away afterwards."""
    before = door.cpu_seconds()
    start, end = loading(door.port, count, sessions, size)
    turn = Turn((end - start) / count, (door.cpu_seconds() - before) / count)
    if (door.home / "queue").exists() and (held := forget(door)) != count:
        raise RuntimeError(f"Postfix holds {held} of {count} mails")
    return turn


def _said(turns: list[Turn]) -> str:
    return f"{1 / median(turn.wall for turn in turns):.0f} at {median(turn.cpu for turn in turns) * 1000:.2f} ms of CPU"
