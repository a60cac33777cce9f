"""How are events, seals and time stamps written down for somebody who checks them? As they stand in the record, and no word more."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from gateway.dossier.gathered import Gathered, Happened
from storage.record import dossier
from storage.record.commitment import plain
from storage.record.dossier import Until
from storage.tables import Seal, Stamp, Ticket

ERASED, WITHHELD = "apagado", "reservado"
MOST_LEAVES = 200_000
_SEQUENCE, _OBJECT = 0x30, 0x06  # tags of DER (X.690)


def events(found: Gathered) -> Iterator[dict[str, Any]]:
    """Each event in its place: whole, or where the reader may not read it only what holds the chain together."""
    for one in found.events:
        row = one.kept.row
        held = {"id": row.id, "ticket": one.ticket.number, "seq": row.seq, "prev": row.prev, "hash": row.hash}
        yield held | ({"payload": row.payload} if one.shown else {"withheld": True})


def personal(found: Gathered) -> dict[str, dict[str, Any]]:
    """Ticket -> seq of an event -> name -> value and salt (hex), or the word that says why they are not here."""
    values: dict[str, dict[str, Any]] = {}
    hidden = {gone for one in found.events if not one.shown for gone in _erased(one)}
    for one in found.events:
        if one.shown and one.said.get("commit"):
            told = {name: _value(found, one, name, hidden) for name in one.said["commit"]}
            values.setdefault(one.ticket.number, {})[str(one.kept.row.seq)] = told
    return values


def _erased(one: Happened) -> Iterator[tuple[str, int, str]]:
    """What an event says is gone: number, seq, name."""
    for seq, name in one.said.get("facts", {}).get("erased", ()):
        yield one.ticket.number, int(seq), str(name)


def _value(found: Gathered, one: Happened, name: str, hidden: Collection[tuple[str, int, str]]) -> dict[str, str]:
    """A value; hidden: what events say is gone that the reader may not read, so that for the reader it is withheld."""
    kept = one.kept.beside.get(name)
    if kept is None:
        return {"gone": WITHHELD if (one.ticket.number, one.kept.row.seq, name) in hidden else ERASED}
    if not found.reader.sees_value(name, kept.value):
        return {"gone": WITHHELD}
    return {"salt": kept.salt.hex(), "value": kept.value}


def states(found: Gathered) -> dict[str, dict[str, Any]]:
    """Number -> the ticket as it stands, in the fields that the events which may be read tell."""
    return {row.number: _state(found, row, [one for one in found.events if one.ticket is row]) for row in found.tickets}


def _state(found: Gathered, row: Ticket, events: Sequence[Happened]) -> dict[str, Any]:
    columns = row.__table__.columns.keys()
    whole = len(events) == row.events
    truth = {name: _plain(getattr(row, name)) for name in columns} if whole else _replayed(found, events, columns, all_of_it=True)
    told = _replayed(found, events, columns, all_of_it=found.reader.is_operator)
    # Of what a withheld event changed, the reader's replay knows an older value or none.
    names = told if found.reader.is_operator else {name for name, value in told.items() if truth.get(name) == value}
    ends = {"events": truth["events"], "head": truth["head"]} if events else {}
    return {name: truth[name] for name in names if name in truth} | ends


def _replayed(found: Gathered, events: Iterable[Happened], columns: Iterable[str], *, all_of_it: bool) -> dict[str, Any]:
    state: dict[str, Any] = {}
    names = set(columns)
    for one in events:
        if all_of_it or one.shown:
            state |= one.said.get("set", {})
            for name in names & set(one.said.get("commit", {})):
                kept = one.kept.beside.get(name)
                if kept is None or all_of_it or found.reader.sees_value(name, kept.value):
                    state[name] = kept.value if kept else ""
                else:
                    state.pop(name, None)
        state |= {"events": one.kept.row.seq, "head": one.kept.row.hash}
    return state


def _plain(value: object) -> object:
    return plain(value) if hasattr(value, "astimezone") else value


def seals(found: Gathered) -> list[Seal]:
    """The seals of all that is in the dossier, in the order of the chain."""
    return sorted((row for rows in found.seals.values() for row in rows.values()), key=lambda row: row.seq)


def seal(row: Seal) -> dict[str, Any]:
    """A seal as a line."""
    return {"seq": row.seq, "at": plain(row.at), "kind": row.kind, "of": row.of, "item": row.item, "prev": row.prev, "hash": row.hash}


@dataclass(frozen=True, slots=True)
class Slice:
    """A piece of the chain: from the first seal of the dossier that a time stamp covers, to that stamp."""

    first: int
    stamp: Stamp

    @property
    def bare(self) -> bool:
        """Whether the bytes are a TimeStampToken, no whole TimeStampResp (RFC 3161, 2.4.2): what openssl must be told."""
        token = self.stamp.token
        within = 2 + (token[1] & 0x7F if token[1] & 0x80 else 0)
        return token[0] == _SEQUENCE and token[within] == _OBJECT

    @property
    def name(self) -> str:
        """What its files are called."""
        return str(self.stamp.seq)


@dataclass(frozen=True, slots=True)
class Slices:
    """The pieces that are in the dossier. far: seals whose way to their stamp was too long; open: seals that no stamp covers yet."""

    kept: Sequence[Slice]
    far: int
    open: int


def slices(session: Session, sealed: Sequence[Seal], until: Until) -> Slices:
    """The ways from seals to the stamps over them, the newest first, for as long as MOST_LEAVES holds out. until: its end."""
    groups: dict[int, tuple[Stamp, list[int]]] = {}
    last: Stamp | None = None
    uncovered = 0
    for row in sealed:
        last = last if last is not None and last.seq >= row.seq else dossier.stamp_after(session, row.seq, until)
        if last is None:
            uncovered += 1
        else:
            groups.setdefault(last.seq, (last, []))[1].append(row.seq)
    kept, room, far = list[Slice](), MOST_LEAVES, 0
    for stamp, seqs in sorted(groups.values(), key=lambda group: -group[0].seq):
        inside = [seq for seq in seqs if stamp.seq - seq <= room]
        far += len(seqs) - len(inside)
        if inside:
            kept.append(Slice(inside[0], stamp))
            room -= stamp.seq - inside[0]
    session.expunge_all()
    return Slices(sorted(kept, key=lambda one: one.first), far, uncovered)


def sliced(session: Session, one: Slice) -> Iterator[bytes]:
    """The lines of a slice: the place where it begins, then what each seal behind that one adds to the chain."""
    yield f"{one.first}\n".encode()
    for leaf in dossier.leaves(session, one.first + 1, one.stamp.seq):
        yield f"{leaf}\n".encode()


def unsealed(found: Gathered) -> Mapping[str, int]:
    """How many things of each kind no seal names yet: they came in the last seconds."""
    counts = {"event": len(found.events), "mail": len(found.mails), "letter": len(found.letters)}
    return {kind: count - len(found.seals[kind]) for kind, count in counts.items()}
