"""carteiro up, smtp, work: the gateway as one process or as parts."""

import asyncio
import logging
import resource
from contextlib import AbstractContextManager, nullcontext
from datetime import timedelta

from rich.console import Console

from gateway.app import App, build
from gateway.commands.starting import log_from, settings, warn_of_demo
from gateway.turning import listening, told_to_stop, working

console = Console(stderr=True)
LEFTOVERS = timedelta(days=1)  # no mail takes that long to come in


def up() -> None:
    """Everything in one process, until Ctrl-C."""
    app = opened()
    asyncio.run(_serve(app, doors=True, work=True))


def smtp() -> None:
    """Only the doors: takes mail in and puts it on record; `carteiro work` does the rest."""
    asyncio.run(_serve(opened(), doors=True, work=False))


def work() -> None:
    """Only the worker: hears mail on record, sends letters, lets deadlines strike."""
    asyncio.run(_serve(opened(), doors=False, work=True))


def opened() -> App:
    """The gateway of the settings, its database up to date."""
    chosen = settings()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core file would hold mails and passwords
    log_from(logging.INFO)
    warn_of_demo(chosen)
    app = build(chosen)
    app.tools.database.upgrade()
    app.tools.evidence.sweep((app.tools.clock() - LEFTOVERS).timestamp())
    return app


async def _serve(app: App, *, doors: bool, work: bool) -> None:
    stop = told_to_stop()
    with working(app) if work else _nothing():
        if not doors:
            console.print("Carteiro is working; Ctrl-C ends it.")
            await stop.wait()
            return
        async with listening(app) as open_doors:
            for host, port in open_doors.addresses:
                console.print(f"Carteiro takes mail for {app.settings.address} on {host}:{port}; Ctrl-C ends it.", highlight=False)
            await stop.wait()


def _nothing() -> AbstractContextManager[None]:
    return nullcontext()
