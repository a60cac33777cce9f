"""carteiro up, smtp, imap, work: the gateway as one process or as parts."""

import asyncio
import ctypes
import gc
import logging
import resource
from contextlib import AsyncExitStack
from datetime import timedelta

from gateway.app import App, build
from gateway.commands.log import tell
from gateway.commands.starting import check_mailboxes, log_from, refuse_older, settings, warn_of_demo, warn_of_machines
from gateway.settings import BadSettings
from gateway.turning import listening, looking, polling, told_to_stop, working

M_MMAP_THRESHOLD = -3  # mallopt(3)
BIG_BLOCK = 1 << 20  # bytes
LEFTOVERS = timedelta(days=1)  # no mail takes that long to come in


def up() -> None:
    """Everything in one process, until Ctrl-C. It has its ports alone."""
    asyncio.run(_serve(opened(mailboxes=True), doors=True, mailboxes=True, work=True, page=True))


def smtp() -> None:
    """Only the listeners: takes mail in and puts it on record; `carteiro work` does the rest. Any number may share a port."""
    asyncio.run(_serve(opened(), doors=True))


def imap() -> None:
    """Only the mailboxes: takes mail out of them and puts it on record; `carteiro work` does the rest."""
    app = opened(mailboxes=True)
    if not app.pollers:
        raise BadSettings("CARTEIRO_MAILBOXES: names no mailbox; such as imaps://suporte@imap.orgao.example/INBOX?password_file=FILE")
    asyncio.run(_serve(app, mailboxes=True))


def work() -> None:
    """Only the worker: hears mail on record, sends letters, lets deadlines strike."""
    asyncio.run(_serve(opened(), work=True))


def opened(*, mailboxes: bool = False) -> App:
    """The gateway of the settings, its database up to date. mailboxes: they are to be read. Raises BadSettings, OlderState."""
    chosen = settings()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core file would hold mails and passwords
    _give_back()
    log_from(logging.INFO)
    warn_of_demo(chosen)
    warn_of_machines(chosen)
    if mailboxes:
        check_mailboxes(chosen)
    app = build(chosen)
    app.tools.database.upgrade()
    refuse_older(chosen, app.tools)
    app.seen.look()
    app.tools.evidence.sweep((app.tools.clock() - LEFTOVERS).timestamp())
    return app


def _give_back() -> None:
    """What a big mail took goes back to the system at once: glibc would learn to keep blocks of up to 32 MB, in each thread's heap."""
    adjust = getattr(ctypes.CDLL(None), "mallopt", None)
    if adjust is not None:
        adjust(M_MMAP_THRESHOLD, BIG_BLOCK)


async def _serve(app: App, *, doors: bool = False, mailboxes: bool = False, work: bool = False, page: bool = False) -> None:
    """Until it is told to stop. Raises CannotListen, and OlderState when the database was put back meanwhile."""
    # What was made at the start lives as long as the process: nobody need look again and again whether it may go.
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
    stop = told_to_stop(app.seen)
    async with AsyncExitStack() as running:
        running.enter_context(working(app) if work else looking(app))
        if mailboxes:
            running.enter_context(polling(app.pollers))
            for poller in app.pollers:
                tell(f"Carteiro takes mail for {app.settings.address} out of {poller.name}; Ctrl-C ends it.")
        if doors:
            for host, port in (await running.enter_async_context(listening(app, shared=not work))).addresses:
                tell(f"Carteiro takes mail for {app.settings.address} on {host}:{port}; Ctrl-C ends it.")
        if page:
            await _show(app, running)
        if work and not doors:
            tell("Carteiro is working; Ctrl-C ends it.")
        await stop.wait()
    if app.seen.older:
        raise app.seen.older


async def _show(app: App, running: AsyncExitStack) -> None:
    from gateway.console.page.server import serving  # noqa: PLC0415 - slow to import, and most commands do without

    if shown := await running.enter_async_context(serving(app.tools, app.settings)):
        tell(f"What came and what waits is shown at {shown}.")
