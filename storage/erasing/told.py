"""When and why was a mail, or a letter, erased? As the record itself says."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.record import findings, items, replay
from storage.tables import Event, Inbound, Outbound, Seal


@dataclass(frozen=True, slots=True)
class Told:
    """at: when; reason, law: as the record has them, '' where it says nothing."""

    at: datetime
    reason: str = ""
    law: str = ""


def why(session: Session, row: Inbound | Outbound) -> Told | None:
    """None for what was not erased."""
    if row.erased_at is None:
        return None
    kind = "mails" if isinstance(row, Inbound) else "letters"
    events = select(Event.payload).where(Event.kind == replay.ERASE, Event.at == row.erased_at)
    found = [json.loads(payload)["facts"] for payload in session.scalars(events)]
    acts = select(Seal.said).where(Seal.kind == items.OPERATOR, Seal.at == row.erased_at)
    found += [said for text in session.scalars(acts) if (said := json.loads(text)).get("act") == findings.ERASED]
    named: dict[str, Any] = next((facts for facts in found if row.id in facts.get(kind, ())), {})
    return Told(row.erased_at, str(named.get("reason", "")), str(named.get("law", "")))
