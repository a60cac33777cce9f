"""How do files become one dossier? A ZIP written as a stream, fixed dates, a fixed order: the same record gives the same bytes."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable
from typing import BinaryIO, Self
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

SUMS = "SHA256SUMS"
DATE = (1980, 1, 1, 0, 0, 0)  # the oldest that the format knows
UNIX = 3
PLAIN_FILE = 0o100644 << 16
NAME = 60  # signs of a file's own name
ENDING = 12
_OTHER = re.compile(r"[^A-Za-z0-9._-]+")


class Package:
    """A dossier that is being written, within its `with` block.

    Each name is given once, and is a path of plain signs below the dossier's own folder.
    """

    def __init__(self, out: BinaryIO) -> None:
        self._zip = ZipFile(out, "w", ZIP_DEFLATED)
        self._sums: dict[str, str] = {}

    def put(self, name: str, pieces: Iterable[bytes]) -> None:
        """Adds a file. Raises ValueError for a name that would leave the folder, or that stands there already."""
        steps = name.split("/")
        if any(_OTHER.search(step) or not step.strip(".") for step in steps) or name in self._sums:
            raise ValueError(f"{name!r} is no name for a file of a dossier")
        entry = ZipInfo(name, DATE)
        entry.compress_type, entry.create_system, entry.external_attr = ZIP_DEFLATED, UNIX, PLAIN_FILE
        found = hashlib.sha256()
        with self._zip.open(entry, "w") as file:
            for piece in pieces:
                found.update(piece)
                file.write(piece)
        self._sums[name] = found.hexdigest()

    def text(self, name: str, text: str) -> None:
        """Adds a text in UTF-8."""
        self.put(name, [text.encode()])

    def table(self, name: str, value: object) -> None:
        """Adds a value as JSON, sorted and indented, for people and programs."""
        self.text(name, json.dumps(value, sort_keys=True, indent=1, ensure_ascii=False) + "\n")

    def lines(self, name: str, values: Iterable[object]) -> None:
        """Adds values as JSON, one a line."""
        self.put(name, ((json.dumps(value, sort_keys=True, ensure_ascii=False) + "\n").encode() for value in values))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        """Adds the sums of all files (the format of sha256sum), and ends the dossier; one that failed is left as it is."""
        if kind is not None:
            self._zip.fp = None  # or it would be ended when it is forgotten, as if it were whole
            return
        self.text(SUMS, "".join(f"{found}  {name}\n" for name, found in sorted(self._sums.items())))
        self._zip.close()


def file_name(original: str) -> str:
    """A file's name in plain signs, never empty, hidden or a path; whatever was in it, it stands after a number and a hyphen."""
    plain = unicodedata.normalize("NFKD", original.replace("\\", "/").rpartition("/")[2]).encode("ascii", "ignore").decode()
    name = _OTHER.sub("_", plain).strip("._")
    if not name:
        return "arquivo"
    stem, dot, ending = name.rpartition(".")
    if dot and len(ending) <= ENDING:
        return f"{stem[: NAME - len(ending) - 1]}.{ending}"
    return name[:NAME]
