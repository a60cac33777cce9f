"""How does a test sit at a terminal? A real pseudo-terminal: it waits for what a program asks, and types."""

import os
import pty
import re
import select
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Self

SECONDS = 60.0
STEERING = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|\r")


class Terminal:
    """One program at a terminal of its own, 100 columns wide unless said otherwise. Ends with its `with` block."""

    def __init__(self, command: Sequence[str], folder: Path, columns: int = 100) -> None:
        self._ours, theirs = pty.openpty()
        subprocess.run(["stty", "cols", str(columns), "rows", "50"], stdin=theirs, check=True)
        # A session of its own, whose terminal this is: what asks for a password asks there.
        whole = ["setsid", "--ctty", "--wait", *command]
        self._process = subprocess.Popen(whole, cwd=folder, stdin=theirs, stdout=theirs, stderr=theirs)
        os.close(theirs)
        self.shown = ""
        """All that was shown, without what steers a terminal."""
        self._read = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        os.close(self._ours)

    def waits_for(self, words: str) -> Self:
        """Until these words are shown, after those that were waited for before."""
        end = time.monotonic() + SECONDS
        while words not in self.shown[self._read :]:
            assert time.monotonic() < end, f"never asked: {words!r}, but:\n{self.shown[self._read :]}"
            assert self._take(), f"ended without: {words!r}, but:\n{self.shown[self._read :]}"
        self._read = self.shown.index(words, self._read) + len(words)
        return self

    def types(self, line: str) -> Self:
        os.write(self._ours, f"{line}\n".encode())
        return self

    def answers(self, *pairs: tuple[str, str]) -> Self:
        """For each: waits for the words, types the line."""
        for words, line in pairs:
            self.waits_for(words).types(line)
        return self

    def presses(self, keys: bytes) -> Self:
        """Keys, and no Enter after them."""
        os.write(self._ours, keys)
        return self

    def interrupts(self, every: float = 1.0) -> int:
        """The exit code after Ctrl-C, pressed again every so many seconds: CPython does not hear one between a prompt and its reading."""
        end = time.monotonic() + SECONDS
        pressed = 0.0
        while self._take():
            assert time.monotonic() < end, self.shown
            if time.monotonic() > pressed + every:
                self.presses(b"\x03")
                pressed = time.monotonic()
        return self._process.wait(SECONDS)

    def ends(self) -> int:
        """The exit code."""
        end = time.monotonic() + SECONDS
        while self._take():
            assert time.monotonic() < end, self.shown
        return self._process.wait(SECONDS)

    def _take(self) -> bool:
        """Whether the program still has its terminal."""
        if not select.select([self._ours], [], [], 0.2)[0]:
            return True
        try:
            said = os.read(self._ours, 65536)
        except OSError:  # EIO: nobody has it open any more
            return False
        self.shown += STEERING.sub("", said.decode(errors="replace"))
        return bool(said)
