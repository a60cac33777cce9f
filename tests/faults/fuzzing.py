"""Does any mail, however broken, make the reader raise, spin or swell? `python -m tests.faults.fuzzing COUNT SEED`.

Prints a JSON line: inputs, the slowest in seconds of CPU, bytes of memory grown by. Exits 1 at the first input that breaks a promise,
and keeps that input as `var/fuzz-<seed>.eml`.
"""

import json
import pickle
import random
import re
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from gateway import app
from gateway.catalog import load
from parsers.read import read
from parsers.reading import Known, Reading
from tests.faults.mutating import mutated

MAILS = Path(__file__).parents[1] / "mails"
LONGEST = 40_000  # bytes of one input: a million of them have to be read
_SURROGATE = re.compile("[\ud800-\udfff]")
CPU = 5.0  # seconds
MEMORY = 300 * 1024 * 1024  # bytes


class BrokenPromiseError(Exception):
    """A reading that may not be."""


def corpus() -> list[bytes]:
    """The mails that are mutated."""
    return [path.read_bytes()[:LONGEST] for path in sorted(MAILS.rglob("*.eml"))]


def known() -> Known:
    """Ourselves, as in the embedded default."""
    return Known("suporte@carteiro.example", app.folded(load(Path("catalog.yml"))))


def inputs(seed: int, mails: list[bytes]) -> Iterator[bytes]:
    """Without end: mutated mails, the same for the same seed."""
    chance = random.Random(seed)
    while True:
        yield mutated(chance, chance.choice(mails), mails, most=LONGEST)


def promises(reading: Reading) -> None:
    """What holds for every reading. Raises BrokenPromiseError."""
    remaining = iter(reading.text.split("\n"))
    if not all(any(line == other for other in remaining) for line in reading.new_text.split("\n") if line):
        raise BrokenPromiseError("the new text is no part of the text")
    if reading.kind != "normal" and reading.commands:
        raise BrokenPromiseError(f"a mail of kind {reading.kind} orders something")
    written = pickle.dumps(reading)
    names = (attached.name for attached in reading.attachments)
    for text in (reading.text, reading.new_text, reading.subject, reading.title, reading.sender_name, *names):
        if "\0" in text or _SURROGATE.search(text):
            raise BrokenPromiseError("a text that no database takes")
    if pickle.loads(written) != reading:  # noqa: S301 - written above
        raise BrokenPromiseError("a reading that does not survive the process")


def one(raw: bytes, ourselves: Known) -> float:
    """Seconds of CPU that reading it took. Raises BrokenPromiseError, or what the reader raises."""
    started = time.process_time()
    reading = read(raw, ourselves)
    taken = time.process_time() - started
    promises(reading)
    if taken > CPU:
        raise BrokenPromiseError(f"{taken:.1f} s of CPU")
    return taken


def keep(raw: bytes, name: str) -> Path:
    """Writes an input down, to be looked at."""
    place = Path("var")
    place.mkdir(exist_ok=True)
    (place / f"{name}.eml").write_bytes(raw)
    return place / f"{name}.eml"


def fuzz(count: int, seed: int) -> dict[str, float]:
    """Read so many broken mails; the figures. Raises what the reader raises, having written the input down."""
    mails, ourselves = corpus(), known()
    slowest = 0.0
    for mail in mails:
        read(mail, ourselves)
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for number, raw in zip(range(count), inputs(seed, mails), strict=False):
        try:
            slowest = max(slowest, one(raw, ourselves))
        except BaseException:
            kept = keep(raw, f"fuzz-{seed}")
            sys.stderr.write(f"input {number} of seed {seed} is kept as {kept}\n")
            raise
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - held) * 1024
    if grown > MEMORY:
        raise BrokenPromiseError(f"{grown} bytes of memory more than before")
    return {"inputs": count, "seed": seed, "slowest": round(slowest, 3), "grown": grown}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(fuzz(int(sys.argv[1]), int(sys.argv[2]))) + "\n")
