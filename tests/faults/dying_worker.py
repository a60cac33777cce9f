"""How does a worker die at one place? The real program, killed when it first passes there: `... PASSAGE work` (tests/faults/passing.py)."""

import sys

from gateway import __main__ as program
from tests.faults.passing import DEATH, Passage

if __name__ == "__main__":
    Passage(1, DEATH, sys.argv.pop(1)).watch()
    program.main()
