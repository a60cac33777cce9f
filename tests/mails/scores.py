"""How well is each mail program read, and each language? (`python -m tests.mails.scores`, over the corpus's names)"""

import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from gateway.console.rows.readrow import as_row
from gateway.reader.careful import careful_read
from tests.parsers.test_corpus import cases, known, part_of

FORMS = {"texto", "html", "ambos"}
DECISIONS = {"APROVAR", "RECUSAR", "CANCELAR"}


@dataclass
class Score:
    """Counts over some mails. false: a decision was read that nobody took."""

    mails: int = 0
    texts: int = 0
    texts_right: int = 0
    orders: int = 0
    orders_right: int = 0
    false: int = 0
    right: int = 0

    def add(self, row: dict[str, Any], wanted: dict[str, Any]) -> None:
        self.mails += 1
        self.right += part_of(row, wanted) == wanted
        if "new_text" in wanted:
            self.texts += 1
            self.texts_right += row["new_text"] == wanted["new_text"]
        if "command" in wanted:
            self.orders += 1
            self.orders_right += part_of(row["command"], wanted["command"]) == wanted["command"]
            self.false += bool(_decisions(row["command"]) - _decisions(wanted["command"]))

    def cells(self) -> list[str]:
        return [
            str(self.mails),
            _share(self.texts_right, self.texts),
            _share(self.orders_right, self.orders),
            str(self.false),
            _share(self.right, self.mails),
        ]


def _decisions(orders: list[dict[str, str]]) -> set[str]:
    return {order["word"] for order in orders} & DECISIONS


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole} ({100 * part / whole:.1f} %)" if whole else "-"


def read() -> Iterator[tuple[str, str, dict[str, Any], dict[str, Any]]]:
    """(folder, name, row, wanted) of every mail whose name says client, form and language."""
    for case in cases():
        path, wanted = case.values
        if len(parts := path.stem.split(".")) == len(("client", "form", "language", "case")) and parts[1] in FORMS:
            yield path.parent.name, path.stem, as_row(path.name, careful_read(path.read_bytes(), known())), wanted


def table(title: str, scores: dict[str, Score]) -> str:
    """One table in Markdown, and its sum."""
    whole = Score()
    for score in scores.values():
        for field in vars(whole):
            setattr(whole, field, getattr(whole, field) + getattr(score, field))
    head = [title, "mails", "new text right", "commands right", "false decisions", "all right"]
    rows = [[name, *score.cells()] for name, score in sorted(scores.items())]
    lines = [head, ["---"] * len(head), *rows, ["**all**", *whole.cells()]]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def main() -> str:
    by: dict[str, dict[str, Score]] = {name: defaultdict(Score) for name in ("client", "form", "language", "folder")}
    for folder, name, row, wanted in read():
        client, form, language, _ = name.split(".")
        for key, value in (("client", client), ("form", form), ("language", language), ("folder", folder)):
            by[key][value].add(row, wanted)
    return "\n\n".join(table(title, scores) for title, scores in by.items())


if __name__ == "__main__":
    sys.stdout.write(main() + "\n")
