"""Which golden mails have changed? Writes them anew, one file a sample: `python -m tests.letters.golden`."""

import sys

from tests.letters.asked import ALL
from tests.letters.golden_mails import GOLDEN, mail, shown
from tests.letters.samples import letters


def main() -> None:
    """Writes what differs, removes what has no sample any more, and names each."""
    office = letters()
    wanted = {f"{sample.name}.txt": shown(mail(office, sample)) for sample in ALL}
    there = {path.name: path.read_text(encoding="utf-8") for path in GOLDEN.glob("*.txt")}
    for name in sorted(there.keys() - wanted.keys()):
        (GOLDEN / name).unlink()
        sys.stdout.write(f"gone     {name}\n")
    changed = [name for name, text in wanted.items() if there.get(name) != text]
    for name in changed:
        (GOLDEN / name).write_text(wanted[name], encoding="utf-8", newline="\n")
        sys.stdout.write(f"{'changed' if name in there else 'new':8} {name}\n")
    sys.stdout.write(f"{len(wanted)} golden mails, {len(changed)} written; look at them with git diff before committing.\n")


if __name__ == "__main__":
    main()
