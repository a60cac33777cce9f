"""What does a command say of a mail or letter that was erased?"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from storage.erasing.told import why
from storage.tables import Inbound, Outbound

Local = Callable[[datetime], datetime]


def fields(session: Session, row: Inbound | Outbound, local: Local) -> dict[str, Any]:
    """When and why; {} of what was not erased."""
    told = why(session, row)
    return {"erased_at": local(told.at), "erased_because": told.reason, "law": told.law} if told else {}


def sentence(session: Session, row: Inbound | Outbound, name: str, local: Local) -> str:
    """The same in words; '' of what was not erased. name: as listed, `in-12`."""
    told = why(session, row)
    if told is None:
        return ""
    because = " (".join(part for part in (told.reason, told.law) if part)
    because = f" because of: {because}{')' if told.reason and told.law else ''}" if because else ""
    return f"{name} was erased on {local(told.at):%Y-%m-%d}{because}. Its number, times, size and digest stay."
