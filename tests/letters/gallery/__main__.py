"""What do the letters look like? `make letters` draws every one of them and prints where the page is."""

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from tests.letters.asked import ALL
from tests.letters.gallery.drawing import hang
from tests.letters.gallery.shown import Shown
from tests.letters.samples import OFFICE, letters

HERE = Path("var/letters")


def main(arguments: Sequence[str]) -> int:
    """Draws the letters named (all by default); 0 when done, 2 for a name that no letter has."""
    parser = argparse.ArgumentParser(prog="python -m tests.letters.gallery", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="LETTER", help="only these, as the gallery names them: solution, digest-day-14 ...")
    parser.add_argument("--into", type=Path, default=HERE, help=f"the folder, which is the gallery's own (default: {HERE})")
    parser.add_argument("--sharp", type=int, default=1, choices=(1, 2, 3), help="device pixels for each CSS pixel (default: 1)")
    given = parser.parse_args(arguments)
    console = Console(stderr=True, highlight=False)
    unknown = sorted(set(given.names) - {sample.name for sample in ALL})
    if unknown:
        console.print(f"No letter is called {', '.join(unknown)}. The names stand in tests/letters/samples.py and asked.py.")
        return 2
    chosen = [sample for sample in ALL if not given.names or sample.name in given.names]

    def follow(missing: Sequence[Shown]) -> Iterable[Shown]:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=console) as progress:
            task = progress.add_task("Drawing", total=len(missing))
            for letter in missing:
                progress.update(task, description=f"Drawing {letter.name[:32]:<32}")
                yield letter
                progress.advance(task)

    hung = hang(given.into, chosen, letters(), OFFICE, given.sharp, follow)
    done = "nothing had changed" if not hung.drawn else f"{hung.drawn} drawn"
    Console(highlight=False, soft_wrap=True).print(f"{hung.letters} letters, {done}: open {hung.page.resolve().as_uri()}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
