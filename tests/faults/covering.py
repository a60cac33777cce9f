"""The same promises, with inputs chosen by the code they reach (atheris): `python -m tests.faults.covering -runs=N`.

libFuzzer stops at an input that raises, takes more than 5 s or makes the process hold more than 1 GB, and says which.
"""

import random
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["parsers"]):
    from tests.faults.fuzzing import LONGEST, corpus, known, one
    from tests.faults.mutating import mutated

OURSELVES = known()
MAILS = corpus()


def look(raw: bytes) -> None:
    one(raw, OURSELVES)


def mutate(raw: bytes, most: int, seed: int) -> bytes:
    """Ours in half of the cases, those of libFuzzer in the other."""
    if seed % 2:
        return bytes(atheris.Mutate(raw, most))
    return mutated(random.Random(seed), raw, MAILS, most=most)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for number, raw in enumerate(MAILS):
            (Path(folder) / f"{number}.eml").write_bytes(raw)
        limits = ["-timeout=5", "-rss_limit_mb=1024", f"-max_len={LONGEST}", "-print_final_stats=1"]
        atheris.Setup([sys.argv[0], *limits, *sys.argv[1:], folder], look, custom_mutator=mutate)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
