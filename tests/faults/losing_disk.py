"""How is a home put on a disk whose power can be cut? A file system in memory (FUSE) that forgets what nobody synced (losing.py).

`python -m tests.faults.losing_disk MOUNT IMAGE [SEED]` serves MOUNT from what the last run left in IMAGE until it is unmounted: that is
the power cut, and IMAGE then holds what survived; SEED is that of the lot. Whoever cuts ends the processes first. Reads and shared memory
go through the kernel's page cache, as SQLite's WAL needs (no `direct_io`): what it held comes down as writes that nobody synced. Locks are
the kernel's own.
"""

import os
import pickle
import random
import stat
import sys
import time
from errno import EEXIST, ENOENT, ENOTEMPTY
from pathlib import Path
from typing import Any

import mfusepy

from tests.faults.losing import PAGE, File, Folder


class LosingDisk(mfusepy.Operations):  # type: ignore[misc] # the library has no types
    """The calls of the kernel; a handle is a number of `open_files`."""

    use_ns = True

    def __init__(self, root: Folder) -> None:
        self.root = root
        self._open: dict[int, File] = {}
        self._handles = 0

    def _find(self, path: str) -> Any:
        found: Any = self.root
        for name in path.split("/")[1:] if path != "/" else ():
            if not isinstance(found, Folder) or name not in found.names:
                raise mfusepy.FuseOSError(ENOENT)
            found = found.names[name]
        return found

    def _split(self, path: str) -> tuple[Any, str]:
        folder, _, name = path.rpartition("/")
        return self._find(folder or "/"), name

    def _enter(self, path: str, one: File | Folder) -> None:
        folder, name = self._split(path)
        if name in folder.names:
            raise mfusepy.FuseOSError(EEXIST)
        one.at = folder.at = time.time_ns()
        folder.names[name] = one

    def getattr(self, path: str, fh: int | None = None) -> dict[str, Any]:
        one = self._open[fh] if fh in self._open else self._find(path)
        size, links = (len(one.data), one.links) if isinstance(one, File) else (PAGE, 2)
        return {"st_mode": one.mode, "st_nlink": links, "st_size": size, "st_mtime": one.at, "st_ctime": one.at, "st_atime": one.at}

    def readdir(self, path: str, _fh: int) -> list[str]:
        return [".", "..", *self._find(path).names]

    def mkdir(self, path: str, mode: int) -> None:
        self._enter(path, Folder(stat.S_IFDIR | mode))

    def create(self, path: str, mode: int, _fi: Any = None) -> int:
        self._enter(path, File(stat.S_IFREG | mode))
        return self.open(path, 0)

    def open(self, path: str, _flags: int) -> int:
        self._handles += 1
        self._open[self._handles] = self._find(path)
        return self._handles

    def release(self, _path: str, fh: int) -> None:
        del self._open[fh]

    def read(self, _path: str, size: int, offset: int, fh: int) -> bytes:
        return bytes(self._open[fh].data[offset : offset + size])

    def write(self, _path: str, data: bytes, offset: int, fh: int) -> int:
        self._open[fh].at = time.time_ns()
        return self._open[fh].put(data, offset)

    def truncate(self, path: str, length: int, fh: int | None = None) -> None:
        (self._open[fh] if fh in self._open else self._find(path)).resize(length)

    def fsync(self, _path: str, _datasync: int, fh: int) -> None:
        self._open[fh].sync()

    def fsyncdir(self, path: str, _datasync: int, _fh: int) -> None:
        self._find(path).sync()

    def chmod(self, path: str, mode: int) -> None:
        one = self._find(path)
        one.mode = stat.S_IFMT(one.mode) | stat.S_IMODE(mode)

    def utimens(self, path: str, times: tuple[int, int] | None = None) -> None:
        self._find(path).at = times[1] if times else time.time_ns()

    def link(self, target: str, source: str) -> None:
        one = self._find(source)
        self._enter(target, one)
        one.links += 1

    def unlink(self, path: str) -> None:
        folder, name = self._split(path)
        folder.names.pop(name).links -= 1

    def rmdir(self, path: str) -> None:
        folder, name = self._split(path)
        if folder.names[name].names:
            raise mfusepy.FuseOSError(ENOTEMPTY)
        del folder.names[name]

    def rename(self, old: str, new: str) -> None:
        (before, was), (after, name) = self._split(old), self._split(new)
        if was not in before.names:
            raise mfusepy.FuseOSError(ENOENT)
        after.names[name] = before.names.pop(was)


def serve(mount: str, image: Path, chance: random.Random | None) -> None:
    """Until it is unmounted; then what was not synced is gone."""
    root = pickle.loads(image.read_bytes()) if image.exists() else Folder(stat.S_IFDIR | 0o755)  # noqa: S301 - written below
    mfusepy.FUSE(LosingDisk(root), mount, foreground=True, nothreads=True, hard_remove=True)
    root.cut(chance)
    fresh = image.with_suffix(".new")
    fresh.write_bytes(pickle.dumps(root))
    os.replace(fresh, image)  # noqa: PTH105 - seen at once and whole


if __name__ == "__main__":
    serve(sys.argv[1], Path(sys.argv[2]), random.Random(int(sys.argv[3])) if len(sys.argv) > 3 else None)
