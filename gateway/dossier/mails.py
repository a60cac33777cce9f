"""How do the mails of a ticket come into its dossier? Byte for byte where the reader may have them; else as their sum, words and files."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from gateway.dossier.chain import ERASED, WITHHELD
from gateway.dossier.gathered import Gathered
from gateway.dossier.living import Living
from gateway.dossier.package import Package, file_name
from parsers.evidence.evidence import contents
from parsers.mime.message import parse
from storage.record import items
from storage.record.commitment import plain
from storage.tables import Attachment, Inbound, Message

LOST, LIVING = "perdido", "em uso"
Raw = Callable[[int], bytes]
"""The bytes of a mail on record. Raises LookupError or FileNotFoundError when they are gone, OSError."""


@dataclass(frozen=True, slots=True)
class Told:
    """A mail as the dossier tells of it. path: of its bytes, '' when they are not in it; why: a word, then; files: (row, path)."""

    row: Inbound
    path: str
    why: str
    said: Sequence[Message]
    files: Sequence[tuple[Attachment, str]] = field(default=())


def put(package: Package, found: Gathered, raw: Raw, living: Living) -> list[Told]:
    """Writes the mails and their files, one mail in memory at a time. Raises OSError."""
    told = [_one(package, found, row, raw, living) for row in found.mails]
    package.table("mails.json", [_facts(found, one) for one in told])
    package.table("files.json", [_of_file(row, path) for one in told for row, path in one.files])
    return told


def _one(package: Package, found: Gathered, row: Inbound, raw: Raw, living: Living) -> Told:
    said = found.words(row.id)
    files = [file for file in found.files if file.inbound_id == row.id and found.may_have(file)]
    mine = _is_mine(found, row)
    if not mine and not found.reader.inside and row.id not in found.of_entity:
        whole, why = b"", WITHHELD
    else:
        whole, why = _bytes(row, raw)
        if whole and not mine and living.within(_texts(whole)):
            whole, why = b"", LIVING
    path = f"mails/in-{row.id}.eml" if whole else ""
    if whole:
        package.put(path, [whole])
    return Told(row, path, why, said, list(_files(package, row, files, whole, raw)))


def _bytes(row: Inbound, raw: Raw) -> tuple[bytes, str]:
    """The bytes, or why there are none; of what was erased none, even where a copy is still about to go."""
    if row.erased_at:
        return b"", ERASED
    try:
        return raw(row.id), ""
    except (LookupError, FileNotFoundError):
        return b"", LOST


def _is_mine(found: Gathered, row: Inbound) -> bool:
    return found.reader.is_operator or row.person == found.reader.person


def _texts(whole: bytes) -> Iterator[bytes]:
    """All in which a token could stand: the mail as it came, and each of its parts decoded."""
    yield whole
    yield from (part.content for part in parse(whole).parts)


def _files(package: Package, row: Inbound, files: Sequence[Attachment], whole: bytes, raw: Raw) -> Iterator[tuple[Attachment, str]]:
    """Each file under a number, then what is left of its name: two of one name stay two, and no name leads out of its folder."""
    whole = whole or (_bytes(row, raw)[0] if files else b"")
    parts = contents(whole) if files and whole else ()
    for place, file in enumerate(files, 1):
        path = f"files/in-{row.id}/{place}-{file_name(file.original_name or file.name)}" if file.part < len(parts) else ""
        if path:
            package.put(path, [parts[file.part]])
        yield file, path


def _envelope(row: Inbound) -> dict[str, Any]:
    return {name: getattr(row, name) for name in items.ENVELOPE}


def _facts(found: Gathered, one: Told) -> dict[str, Any]:
    """What the seal of a mail holds. Its envelope (which host, whose login) is for its writer; others get the commitment to it."""
    row, seal = one.row, found.seals[items.MAIL].get(one.row.id)
    facts = {"id": row.id, "received_at": plain(row.received_at), "door": row.door, "size": row.size, "sha256": row.sha256}
    facts |= {"file": one.path, "why": one.why}
    if seal is None:
        return facts
    if seal.salt is not None and one.path and _is_mine(found, row):
        return facts | {"envelope": _envelope(row), "salt": seal.salt.hex()}
    return facts | {"commit": seal.commitment}


def _of_file(row: Attachment, path: str) -> dict[str, Any]:
    names = {"name": row.name, "original_name": row.original_name, "type": row.type}
    return {"mail": row.inbound_id, "part": row.part, "file": path, "size": row.size, "sha256": row.sha256, **names}
