"""carteiro page: the operator's page alone, where doors and workers are processes of their own."""

import asyncio
import logging
import sys
from contextlib import closing, suppress

from sqlalchemy.exc import SQLAlchemyError

from gateway import app as application
from gateway import pageurl
from gateway.clockwork.tools import Tools
from gateway.commands.log import tell
from gateway.commands.shown import AGAIN, complain
from gateway.commands.starting import log_from, settings
from gateway.settings import BadSettings, Settings
from gateway.turning import until_told
from storage.database import Database
from storage.made import Unmade, refuse_unmade


def page() -> None:
    """Only the page of CARTEIRO_PAGE, with /health and /metrics: what came, what waits and why. It changes nothing."""
    chosen = settings()
    if chosen.page == pageurl.OFF:
        raise BadSettings(f"CARTEIRO_PAGE: is off; name where the page is to be served: {pageurl.FORM}")
    log_from(logging.INFO)
    _refuse_unmade(chosen)
    asyncio.run(_serve(application.equip(chosen), chosen))


def _refuse_unmade(chosen: Settings) -> None:
    """Before anything is made in the home. Raises OtherSchema. What is away now, or made in a moment, ends nothing for good."""
    with closing(Database(chosen.path(chosen.database))) as database, suppress(SQLAlchemyError):
        try:
            refuse_unmade(database)
        except Unmade as why:
            complain(str(why))
            sys.exit(AGAIN)


async def _serve(tools: Tools, chosen: Settings) -> None:
    from gateway.console.page.server import serving  # noqa: PLC0415 - slow to import, and most commands do without

    stop = until_told()
    async with serving(tools, chosen) as shown:
        tell(f"What came and what waits is shown at {shown}; Ctrl-C ends it.")
        await stop.wait()
