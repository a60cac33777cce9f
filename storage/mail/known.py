"""What does the record know that bears on a mail before anything is decided about it? One question, for each mail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Exists, ScalarSelect, bindparam, exists, func, select
from sqlalchemy.orm import Session

from storage.prepared import Prepared, each, rows_of
from storage.tables import MESSAGE_ID_KEPT, Effect, Inbound, Outbound, Question


@dataclass(frozen=True, slots=True)
class Asked:
    """Which mail, whose, and since when its writer's letters are counted.

    digest, message_id, conversation: of the mail; person: an id, '' for nobody known; day: local, `2026-11-23`; kinds: of the letters that
    explain; operator: who is sent alarms, of kind `alarm`; refusal: the kind of the letter for the unentitled.
    """

    digest: str
    message_id: str
    conversation: str
    person: str
    an_hour: datetime
    a_day: datetime
    day: str
    kinds: Sequence[str]
    operator: str
    alarm: str
    refusal: str


@dataclass(frozen=True, slots=True)
class Known:
    """twin: the arrival of the same mail that took effect; reused: another mail has its Message-ID; ours: so has a letter of ours.

    earliest: when the first copy arrived. To the person within an hour: answers, and of them explained in this conversation; alarms and
    refusals within a day; confirmed: whether a question to confirm went on this day.
    """

    twin: int | None
    reused: bool
    ours: bool
    earliest: datetime | None
    answers: int
    explained: int
    alarms: int
    refusals: int
    confirmed: bool


def known(session: Session, asked: Asked) -> Known:
    """What stands on record now."""
    row: Sequence[Any] = rows_of(
        session,
        _known(tuple(asked.kinds)),
        digest=asked.digest,
        message_id=asked.message_id[:MESSAGE_ID_KEPT],
        whole_message_id=asked.message_id,
        conversation=asked.conversation,
        person=asked.person,
        an_hour=asked.an_hour,
        a_day=asked.a_day,
        day=asked.day,
        operator=asked.operator,
        alarm=asked.alarm,
        refusal=asked.refusal,
    ).one()
    twin, reused, ours, earliest, answers, explained, alarms, refusals, confirmed = row
    return Known(twin, bool(reused), bool(ours), earliest, answers, explained, alarms, refusals, bool(confirmed))


def _twin() -> ScalarSelect[Any]:
    return select(Effect.inbound_id).where(Effect.digest == bindparam("digest")).scalar_subquery()


def _reused() -> Exists:
    same = (Inbound.message_id == bindparam("message_id"), Inbound.message_id != "")
    return exists().where(*same, Inbound.digest != bindparam("digest"))


def _ours() -> Exists:
    return exists().where(Outbound.message_id == bindparam("whole_message_id"))


def _earliest() -> ScalarSelect[Any]:
    return select(func.min(Inbound.received_at)).where(Inbound.digest == bindparam("digest")).scalar_subquery()


def _letters(person: str, since: str) -> Any:
    return select(func.count()).select_from(Outbound).where(Outbound.person == bindparam(person), Outbound.created_at > bindparam(since))


def _explained(kinds: Sequence[str]) -> ScalarSelect[Any]:
    of_conversation = (Inbound.conversation == bindparam("conversation"), Inbound.conversation != "")
    query = _letters("person", "an_hour").join(Inbound, Inbound.id == Outbound.cause_id).where(*of_conversation)
    found: ScalarSelect[Any] = query.where(Outbound.answer, Outbound.kind.in_(each(kinds))).scalar_subquery()
    return found


@cache
def _known(kinds: tuple[str, ...]) -> Prepared:
    return Prepared(
        select(
            _twin(),
            _reused(),
            _ours(),
            _earliest(),
            _letters("person", "an_hour").where(Outbound.answer).scalar_subquery(),
            _explained(kinds),
            _letters("operator", "a_day").where(Outbound.kind == bindparam("alarm")).scalar_subquery(),
            _letters("person", "a_day").where(Outbound.kind == bindparam("refusal")).scalar_subquery(),
            exists().where(Question.person == bindparam("person"), Question.day == bindparam("day")),
        )
    )
