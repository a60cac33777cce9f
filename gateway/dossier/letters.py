"""How do our letters come into a dossier? With their exact words as they were sealed; what the reader may not have, as its commitment."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from gateway.dossier.chain import ERASED
from gateway.dossier.gathered import Gathered
from gateway.dossier.living import Living
from gateway.dossier.mails import LIVING, LOST
from gateway.dossier.package import Package
from storage.record import items
from storage.record.commitment import canonical, plain
from storage.tables import Outbound

Restored = Callable[[Outbound], None]
"""Gives an old letter its words back. Raises OSError."""


@dataclass(frozen=True, slots=True)
class Written:
    """A letter as the dossier tells of it. path: where its facts stand; why: the word that says why its words do not, or ''."""

    row: Outbound
    path: str
    why: str


def put(package: Package, found: Gathered, restored: Restored, living: Living) -> list[Written]:
    """Writes the letters. Raises OSError while the words of an old one cannot be had."""
    return [_one(package, found, row, restored, living) for row in found.letters]


def _one(package: Package, found: Gathered, row: Outbound, restored: Restored, living: Living) -> Written:
    seal = found.seals[items.LETTER].get(row.id)
    facts: dict[str, Any] = {"id": row.id, "created_at": plain(row.created_at), "kind": row.kind}
    words, why = ({}, ERASED) if row.erased_at else _words(row, restored)
    mine = found.reader.is_operator or row.person == found.reader.person
    if words and not mine and living.within([canonical(words).encode()]):
        why = LIVING
    if not why:
        facts |= {"words": words} | ({"salt": seal.salt.hex()} if seal and seal.salt else {})
    elif seal:
        facts |= {"commit": seal.commitment}
    path = f"letters/out-{row.id}.json"
    package.table(path, facts | {"why": why})
    return Written(row, path, why)


def _words(row: Outbound, restored: Restored) -> tuple[dict[str, Any], str]:
    try:
        restored(row)
    except FileNotFoundError:
        return {}, LOST
    return {name: getattr(row, name) for name in items.WORDS}, ""
