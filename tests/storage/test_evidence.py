"""Do both stores keep bytes alike: under their digest, whole or not at all, and once?"""

import hashlib
import math
import os
import threading
from pathlib import Path

import pytest

from storage.evidence.files import Files
from storage.evidence.store import Evidence
from tests.s3 import objects

RAW = bytes(range(256)) * 4000
CHUNKS = [(), (b"",), (RAW,), (RAW[:1], RAW[1:70_000], b"", RAW[70_000:])]


@pytest.fixture(params=["file", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Evidence:
    if request.param == "file":
        return Files(tmp_path / "evidence")
    return objects(request.getfixturevalue("s3"), tmp_path.name, tmp_path / "evidence")


def keep(store: Evidence, *chunks: bytes) -> str:
    with store.spool() as spool:
        for chunk in chunks:
            spool.write(chunk)
        return spool.keep()


def left(folder: Path) -> list[Path]:
    return list((folder / "evidence" / "tmp").glob("*"))


@pytest.mark.parametrize("chunks", CHUNKS)
def test_bytes_come_back_under_their_digest(store: Evidence, tmp_path: Path, chunks: tuple[bytes, ...]) -> None:
    whole = b"".join(chunks)
    sha256 = keep(store, *chunks)
    assert sha256 == hashlib.sha256(whole).hexdigest()
    assert store.read(sha256) == b"".join(store.pieces(sha256)) == whole
    assert store.has(sha256)
    assert left(tmp_path) == []


def test_bytes_in_memory_are_kept_like_those_that_came_in_chunks(store: Evidence) -> None:
    assert store.put(RAW) == keep(store, RAW[:9], RAW[9:]) == store.put(RAW)
    assert store.read(store.put(RAW)) == RAW
    assert store.read(store.put(b"")) == b""


def test_big_bytes_are_had_in_pieces_that_are_small(store: Evidence) -> None:
    sizes = [len(piece) for piece in store.pieces(keep(store, *[RAW] * 8))]
    assert sum(sizes) == 8 * len(RAW)
    assert max(sizes) < len(RAW)


def test_bytes_nobody_kept_are_not_there(store: Evidence) -> None:
    unknown = hashlib.sha256(b"never kept").hexdigest()
    assert not store.has(unknown)
    with pytest.raises(FileNotFoundError):
        store.read(unknown)
    with pytest.raises(FileNotFoundError):
        next(store.pieces(unknown))


def test_bytes_not_kept_are_forgotten(store: Evidence, tmp_path: Path) -> None:
    with store.spool() as spool:
        spool.write(RAW)
        assert spool.size == len(RAW)
        assert left(tmp_path)
    spool.drop()
    assert left(tmp_path) == []
    assert not store.has(hashlib.sha256(RAW).hexdigest())


def test_what_is_removed_is_gone_alone_and_may_be_removed_again(store: Evidence) -> None:
    first, second = store.put(b"um"), store.put(b"dois")
    store.forget(first)
    store.forget(first)
    assert (store.has(first), store.read(second)) == (False, b"dois")
    assert store.put(b"um") == first
    assert store.has(first)


def test_many_hands_keep_the_same_bytes_at_once(store: Evidence) -> None:
    kept: list[str] = []
    hands = [threading.Thread(target=lambda: kept.append(keep(store, RAW, b"once"))) for _ in range(8)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert len(kept) == 8
    assert len(set(kept)) == 1
    assert store.read(kept[0]) == RAW + b"once"


def test_what_a_crash_left_is_swept_and_what_is_kept_stays(store: Evidence, tmp_path: Path) -> None:
    assert store.sweep(math.inf) == 0
    sha256 = keep(store, RAW)
    half, fresh = (tmp_path / "evidence" / "tmp" / name for name in ("half", "fresh"))
    for path, touched in ((half, 1000), (fresh, 2000)):
        path.write_bytes(RAW[:100])
        os.utime(path, (touched, touched))
    assert store.sweep(2000) == 1
    assert left(tmp_path) == [fresh]
    assert store.read(sha256) == RAW


def test_a_store_says_where_it_is(store: Evidence, tmp_path: Path) -> None:
    assert tmp_path.name in store.name
    assert "segredo" not in store.name + repr(store.__dict__)
