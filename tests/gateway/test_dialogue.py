"""Is an address that is read at a glance the one that aiosmtpd reads, and does one timer keep every patience?"""

import asyncio

import pytest
from aiosmtpd.smtp import SMTP
from hypothesis import given
from hypothesis import strategies as st

from gateway.doors.dialogue import Dialogue
from gateway.doors.replies import SILENT, TOO_SLOW

PIECES = (
    "<",
    ">",
    "@",
    ".",
    "a",
    "Z9_-",
    "a.b",
    "x.example",
    "<a@b.example>",
    " ",
    "  ",
    "\t",
    "(c)",
    "SIZE=1",
    "BODY=8BITMIME",
    '"q"',
    "é",
    "\r",
)
arguments = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=8).map("".join)


@given(argument=arguments | arguments.map("<a.b@x-1.example>{}".format))
def test_an_address_read_at_a_glance_is_the_one_that_aiosmtpd_reads(argument: str) -> None:
    dialogue = Dialogue.__new__(Dialogue)
    try:
        expected = SMTP._getaddr(dialogue, argument)
    except Exception as error:  # noqa: BLE001 - whatever it is, it must come from ours too
        with pytest.raises(type(error)):
            dialogue._getaddr(argument)
    else:
        assert dialogue._getaddr(argument) == expected


class Watched(Dialogue):
    """Says what it would hang up with, and when: seconds since it was made."""

    def __init__(self, seconds: float) -> None:
        super().__init__(object(), hostname="x.example", timeout=seconds, loop=asyncio.get_running_loop())
        self.began = self.loop.time()
        self.gone: asyncio.Future[str] = self.loop.create_future()
        self.hang_up = self.gone.set_result


async def _hung_up(first: float, then: float, *, busy: bool = False) -> tuple[str, float]:
    one = Watched(first)
    one.busy = busy
    one._reset_timeout()
    one._reset_timeout(then)
    said = await asyncio.wait_for(one.gone, 20)
    return said, one.loop.time() - one.began


@pytest.mark.parametrize(("first", "then"), [(0.02, 0.3), (600, 0.3)])
def test_the_last_patience_counts_be_it_longer_or_shorter(first: float, then: float) -> None:
    said, seconds = asyncio.run(_hung_up(first, then))
    assert said == SILENT
    assert then <= seconds < 20


def test_who_is_slow_with_a_mail_hears_so() -> None:
    assert asyncio.run(_hung_up(0.02, 0.02, busy=True))[0] == TOO_SLOW
