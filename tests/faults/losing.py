"""What does a disk forget when its power is cut? Files and folders in memory, and beside each what was synced of it.

More strictly than most disks are (POSIX fsync, fsync(2)):
- bytes survive by fsync or fdatasync of their file, and a file's size with them;
- a name survives by fsync of its folder: a file that was synced in a folder that was not is gone, and so is all that lies below a folder
  whose own name was not synced; a rename is two changes of names.
Either all else is lost, or each page and each name that was not synced is lost or kept by lot: writes arrive torn and out of order.
Not modelled: a disk that lies about its syncs, and bits that rot.
"""

import random
from dataclasses import dataclass, field
from typing import Any

PAGE = 4096  # bytes


@dataclass
class File:
    """data: as processes see it; disk: as a power cut leaves it; dirty: pages in which they may differ."""

    mode: int
    data: bytearray = field(default_factory=bytearray)
    disk: bytearray = field(default_factory=bytearray)
    dirty: set[int] = field(default_factory=set)
    links: int = 1
    at: int = 0

    def put(self, content: bytes, offset: int) -> int:
        self.resize(max(len(self.data), offset + len(content)))
        self.data[offset : offset + len(content)] = content
        self._touch(offset, offset + len(content))
        return len(content)

    def resize(self, size: int) -> None:
        self._touch(min(size, len(self.data)), max(size, len(self.data)))
        del self.data[size:]
        self.data.extend(bytes(size - len(self.data)))

    def _touch(self, start: int, end: int) -> None:
        self.dirty.update(range(start // PAGE, end // PAGE + 1))

    def sync(self) -> None:
        self._write(self.dirty)
        del self.disk[len(self.data) :]
        self.dirty.clear()

    def _write(self, pages: set[int]) -> None:
        for page in pages:
            piece = self.data[page * PAGE : (page + 1) * PAGE]
            self.disk.extend(bytes(max(0, page * PAGE + len(piece) - len(self.disk))))
            self.disk[page * PAGE : page * PAGE + len(piece)] = piece

    def cut(self, chance: random.Random | None) -> None:
        if chance:
            self._write({page for page in sorted(self.dirty) if chance.random() < 0.5})
        self.data = bytearray(self.disk)
        self.dirty.clear()


@dataclass
class Folder:
    """names: as processes see them; disk: as a power cut leaves them."""

    mode: int
    names: dict[str, Any] = field(default_factory=dict)
    disk: dict[str, Any] = field(default_factory=dict)
    at: int = 0

    def sync(self) -> None:
        self.disk = dict(self.names)

    def cut(self, chance: random.Random | None) -> None:
        if chance:
            for name in sorted(self.names.keys() | self.disk.keys()):
                if chance.random() < 0.5:
                    self.disk.pop(name, None)
                    if name in self.names:
                        self.disk[name] = self.names[name]
        self.names = dict(self.disk)
        for one in self.names.values():
            one.cut(chance)
