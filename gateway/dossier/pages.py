"""What does somebody read who opens a dossier? LEIA-ME.txt, with the commands that check it, and the conversation as one plain page."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from gateway import shipped
from gateway.catalog import Catalog
from gateway.dossier.chain import Slices, unsealed
from gateway.dossier.gathered import Gathered, Happened
from gateway.dossier.letters import Written
from gateway.dossier.living import Living
from gateway.dossier.mails import Told
from gateway.masking import masked
from gateway.post.cleaning import many_lines, one_line
from gateway.post.letters import Office
from gateway.post.wording import date_pt, size_pt, status_label, when_pt
from storage.tables import Message, Seal
from storage.ticket import lifecycle

NAMES = {"LEIA-ME.txt": "_base/leia-me.txt", "chamado.html": "_base/chamado.html"}
ENDS = {
    "approved": "aprovado",
    "expired": "por decurso de prazo",
    "withdrawn": "cancelado pelo representante",
    "unanswered": "sem resposta do representante",
    "merged": "juntado a outro chamado",
}
"""How a ticket ended; an outcome of its own each, and none of them another's."""


@dataclass(frozen=True, slots=True)
class Seen:
    """All that is in a dossier."""

    found: Gathered
    mails: Sequence[Told]
    letters: Sequence[Written]
    sealed: Sequence[Seal]
    ways: Slices
    living: Living


class Pages:
    """Writes the two pages. Whatever a stranger wrote is escaped there, and stands in no address."""

    def __init__(self, office: Office, catalog: Catalog) -> None:
        self._office, self._catalog = office, catalog
        self._templates = Environment(
            loader=FileSystemLoader(shipped.find("templates")),
            undefined=StrictUndefined,
            autoescape=select_autoescape(("html",)),
            trim_blocks=True,
            lstrip_blocks=True,
        )
        zone = office.timezone
        self._templates.filters.update(
            when=lambda moment: when_pt(moment, zone),
            date=lambda moment: date_pt(moment, zone),
            size=size_pt,
            label=status_label,
            line=_line,
            lines=_lines,
        )

    def written(self, seen: Seen) -> Iterator[tuple[str, str]]:
        """The pages by name."""
        facts = self._facts(seen)
        for name, template in NAMES.items():
            yield name, self._templates.get_template(template).render(facts)

    def _facts(self, seen: Seen) -> dict[str, Any]:
        found = seen.found
        ticket = found.tickets[0]
        ended = max((one.kept.row.at for one in found.events), default=ticket.updated_at)
        return {
            "office": self._office,
            "ticket": ticket,
            "item": self._item(ticket.code),
            "end": ENDS.get(ticket.outcome, ""),
            "others": found.numbers[1:],
            "reader": found.reader,
            "open": ticket.status != lifecycle.CLOSED,
            "until": ended,
            "said": [_said(seen, row) for row in found.said if row.public or found.reader.inside],
            "moves": [_move(one) for one in found.events],
            "mails": seen.mails,
            "letters": seen.letters,
            "kept_back": {one.why for one in seen.mails} | {one.why for one in seen.letters},
            "hidden": sum(not one.shown for one in found.events),
            "last": seen.sealed[-1] if seen.sealed else None,
            "ways": seen.ways,
            "unsealed": sum(unsealed(found).values()),
        }

    def _item(self, code: int) -> str:
        found = next((item for item in self._catalog.items if item.code == code), None)
        return f"{found.code} - {found.title}" if found else str(code)


def _said(seen: Seen, row: Message) -> Mapping[str, Any]:
    told = next((one for one in seen.mails if one.row.id == row.inbound_id), None)
    text = row.text if seen.found.reader.is_operator else seen.living.covered(row.text)
    return {"at": row.at, "who": row.who, "side": row.side, "public": row.public, "round": row.round, "text": text, "mail": told}


def _move(one: Happened) -> Mapping[str, Any]:
    row = one.kept.row
    return {"ticket": one.ticket.number, "seq": row.seq, "at": row.at, "kind": row.kind if one.shown else "", "hash": row.hash}


def _line(text: str) -> str:
    return masked(one_line(text))


def _lines(text: str) -> Markup:
    """Escaped, each line break a <br>."""
    return Markup("<br>\n").join(many_lines(text).split("\n"))
