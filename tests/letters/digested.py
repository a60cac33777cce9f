"""What does a digest look like? Invented figures for samples.py."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from gateway.post.digestfacts import (
    AgeFacts,
    CountFacts,
    DayFacts,
    DigestFacts,
    HeadFacts,
    ItemCountFacts,
    ListFacts,
    MedianFacts,
    WaitingFacts,
)

UNTIL = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)
SPANS = {"day": 1, "week": 7, "asked": 30}  # days
WAITING = WaitingFacts(
    "L_61122001",
    "12 - PORTAL DE REQUERIMENTOS > SISTEMA > INDISPONIBILIDADE",
    "Associação Aurora do Vale",
    "21150.SR-1",
    UNTIL - timedelta(hours=17),
)
OTHER = replace(
    WAITING,
    number="L_61119004",
    item="4 - SERVIÇO > MANUTENÇÃO DO ACORDO > CAPACITAÇÃO",
    entity="Sindicato Bela Vista",
    group="21150.SR-2",
    at=UNTIL + timedelta(days=2, hours=16, minutes=29),
)
WORDS = ("opened", "solved", "approved", "refused", "expired", "unanswered", "withdrawn", "merged")
ITEMS = (
    ("12 - PORTAL DE REQUERIMENTOS > SISTEMA > INDISPONIBILIDADE", 0.5, 0.12, True),
    ("11 - PORTAL DE REQUERIMENTOS > DÚVIDAS", 0.25, 0.3, False),
    ("5 - SERVIÇO > CAPACITAÇÃO", 0.1, None, False),
)


def digest(span: str, busy: int) -> DigestFacts:
    """A digest of so many tickets a day; 0 for a quiet one."""
    return DigestFacts(
        span=span,
        since=UNTIL - timedelta(days=SPANS[span]),
        until=UNTIL,
        groups=("21150.SR-1", "21150.SR-2"),
        counts=tuple(CountFacts(word, busy // (n + 1), busy // (n + 2)) for n, word in enumerate(WORDS)),
        medians=(MedianFacts("first_answer", 1.25 if busy else None, None), MedianFacts("solution", 11.0 if busy else None, 9.5)),
        statuses=tuple(
            CountFacts(word, busy * part // 8, 0) for word, part in (("new", 1), ("pending", 3), ("assigned", 7), ("solved", 5))
        ),
        ages=tuple(
            AgeFacts(a, b, busy * part // 8) for a, b, part in ((0, 1, 6), (1, 3, 4), (3, 7, 3), (7, 15, 2), (15, 30, 1), (30, None, 0))
        ),
        approval=ListFacts((OTHER, replace(OTHER, number="L_61120002"))[: min(busy, 2)], busy * 5 // 8),
        late=ListFacts((WAITING,)[: min(busy, 1)], min(busy, 1)),
        days=_days(busy),
        items=tuple(
            ItemCountFacts(item, max(1, round(busy * now)), None if usual is None else busy * usual, odd) for item, now, usual, odd in ITEMS
        )
        if busy
        else (),
        hidden=min(busy, 1),
        received=busy * 3,
        settled=busy * 3 - min(busy, 1),
        head=HeadFacts(48_213 * busy, "5e" * 32),
        head_before=HeadFacts(47_100 * busy, "a7" * 32),
    )


def _days(busy: int) -> tuple[DayFacts, ...]:
    """Thirty days with their weekends; what waits grows and shrinks with what comes and goes."""
    waiting, days = busy, []
    for n in range(30):
        day = date(2026, 10, 26) + timedelta(days=n)
        works = day.weekday() < 5
        opened = busy * (6 + n * 7 % 5) // 8 * works + busy * (n % 7 == 5) // 8
        solved = min(waiting + opened, busy * (5 + n * 3 % 7) // 8 * works)
        waiting += opened - solved
        days.append(DayFacts(day, opened, solved, waiting))
    return tuple(days)
