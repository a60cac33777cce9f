"""What of a ticket's record may its reader hold in hands? Everything, the desk's side, or the entity's: a table, asked for every piece.

Who asks by mail was let in by gateway/people/rights.py before. What a reader may not have is left out whole, never altered: a hash of it
stays, so that the chain can be followed across the gap.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from gateway.desk.showing import INTERNAL

HIDDEN = INTERNAL | {"hold", "unhold"}
"""Moves that the entity is told nothing of."""
NAMED = re.compile(r"\bL_\d{8,}\b")
BY, OPENER_FOR = "by", "in_the_name_of"
GESTOR = "gestor"


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom a dossier is made. person: an id, '' for the operator, who gets everything; inside: of the technicians' side."""

    person: str = ""
    inside: bool = True

    @property
    def is_operator(self) -> bool:
        """Whether nothing is left out."""
        return not self.person

    def sees_event(self, kind: str, payload: str, own: Collection[str]) -> bool:
        """Whether an event may be read; own: the numbers of this dossier. What names somebody else's ticket is not for the entity."""
        return self.inside or (kind not in HIDDEN and set(NAMED.findall(payload)) <= set(own))

    def sees_value(self, name: str, value: str) -> bool:
        """Whether a personal value may be read: the entity gets the title, and of ids (which may be anything) the reader's own."""
        return self.inside or name == "title" or value == self.person

    def sees_letter(self, person: str) -> bool:
        """Whether a letter to this person may be read: the entity's side gets its own."""
        return self.inside or person == self.person


def is_of_entity(said: Mapping[str, Any], entities: Collection[str]) -> bool:
    """Whether the event of a mail shows that its writer spoke for the entity: by what the directory said of that person then."""
    person = said.get("facts", {}).get("person", {})
    spoke = GESTOR in person.get("profile", ()) and not set(entities).isdisjoint(person.get("entities", ()))
    return spoke and OPENER_FOR not in said.get("commit", {})
