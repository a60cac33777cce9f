"""How are thousands of mails read on every core, in their order, with only a few of them in memory?"""

import multiprocessing
import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from typing import Final

from gateway.reader.careful import ReadingFailedError, careful_read
from parsers.reading import Known, Reading

Named = tuple[str, bytes]
Found = tuple[str, Reading | str]  # the reading, or why it could not be made

_FEW: Final = 200  # mails that are read before processes would have started
_BATCH: Final = 50
_BATCH_BYTES: Final = 4 * 1024 * 1024
_AHEAD: Final = 4  # batches for each process


def read_many(mails: Iterable[Named], known: Known) -> Iterator[Found]:
    """The reading of each named mail, in order; where one fails by a fault of ours, a sentence about it."""
    waiting = iter(mails)
    first = list(islice(waiting, _FEW))
    yield from _read(first, known)
    if len(first) < _FEW:
        return
    processes = os.cpu_count() or 1
    with ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn")) as pool:
        running: deque[Future[list[Found]]] = deque()
        for batch in _batches(waiting):
            running.append(pool.submit(_read, batch, known))
            if len(running) > processes * _AHEAD:
                yield from running.popleft().result()
        while running:
            yield from running.popleft().result()


def _batches(mails: Iterator[Named]) -> Iterator[list[Named]]:
    batch: list[Named] = []
    size = 0
    for mail in mails:
        batch.append(mail)
        size += len(mail[1])
        if len(batch) == _BATCH or size > _BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _read(batch: list[Named], known: Known) -> list[Found]:
    return [(name, _one(raw, known)) for name, raw in batch]


def _one(raw: bytes, known: Known) -> Reading | str:
    try:
        return careful_read(raw, known)
    except (ReadingFailedError, OSError) as error:
        return str(error)
