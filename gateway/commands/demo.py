"""carteiro demo: one whole conversation over real SMTP, shown as people would read it; then it goes on serving."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from rich.console import Console

from gateway import shipped
from gateway.app import App, build, now, pollers
from gateway.commands.starting import check_mailboxes
from gateway.commands.starting import settings as chosen_settings
from gateway.demo.player import Player, StoryClock
from gateway.demo.screen import Screen
from gateway.demo.script import Story, load
from gateway.doors.imap.poller import Poller
from gateway.settings import Settings
from gateway.turning import listening, polling, told_to_stop, working


def demo(
    leave: Annotated[bool, typer.Option("--exit", help="End after the story instead of serving on.")] = False,
) -> None:
    """Plays the story in a home of its own, in days gone by that end now; then serves until Ctrl-C."""
    story = load(shipped.find("demo") / "story.yml")
    chosen = chosen_settings()
    if not leave:
        check_mailboxes(chosen)
    settings = _own_home(chosen, leave=leave)
    clock = StoryClock(_start(story, settings))
    app = build(settings, clock, lambda: clock().timestamp())  # the story makes time leap
    app.tools.database.upgrade()
    watched = () if leave else pollers(chosen, app.tools, app.door, app.bell)
    asyncio.run(_play(app, clock, story, watched, leave=leave))


async def _play(app: App, clock: StoryClock, story: Story, watched: Sequence[Poller], *, leave: bool) -> None:
    from gateway.console.page.server import serving  # noqa: PLC0415 - slow to import, and most commands do without

    stopped = told_to_stop(app.seen)
    with working(app):
        async with listening(app) as doors, serving(app.tools, app.settings, _command(app.settings), elsewhere=True) as page:
            server = doors.addresses[0]
            names = {address: p.name for p in app.tools.directory.everyone() for address in p.mail}
            screen = Screen(Console(), app.tools.office.timezone, names)
            told = asyncio.create_task(asyncio.to_thread(_tell, clock, story, Player(app, clock, server), screen))
            stop = asyncio.create_task(stopped.wait())
            await asyncio.wait({told, stop}, return_when=asyncio.FIRST_COMPLETED)
            if told.done():
                told.result()
                screen.farewell(app.settings, None if leave else server, page)
                if not leave:
                    with polling(watched):  # only now: the story's days are over
                        for poller in watched:
                            typer.echo(f"Mail is taken out of {poller.name} too.")
                        await stop
            stop.cancel()


def _command(settings: Settings) -> str:
    """How `carteiro` is told which home is meant."""
    return f"CARTEIRO_HOME={settings.home} .venv/bin/carteiro"


def _tell(clock: StoryClock, story: Story, player: Player, screen: Screen) -> None:
    for conversation in story.tickets:
        screen.title(conversation.title)
        for scene, letters, ticket in player.play(conversation):
            if scene and scene.note:
                screen.note(scene.note)
            if scene and not scene.silence:
                screen.wrote(scene, clock())
            if scene is None:
                screen.later(clock())
            screen.letters(letters)
            screen.stands(ticket)
    clock.come_home()


def _start(story: Story, settings: Settings) -> datetime:
    """The story's first instant: a working morning some weeks ago."""
    local = now().astimezone(ZoneInfo(settings.timezone)) - timedelta(days=story.days_ago)
    while local.weekday() > 2:  # noqa: PLR2004 - Monday to Wednesday, so that the conversation runs on working days
        local -= timedelta(days=1)
    hour, minute = (int(part) for part in story.at.split(":"))
    return local.replace(hour=hour, minute=minute, second=0, microsecond=0)


def _own_home(settings: Settings, *, leave: bool) -> Settings:
    """Nothing of the demo touches the real home: a folder for each showing, and nothing is deleted."""
    home = Path(settings.home) / "demo" / f"{now():%Y%m%d-%H%M%S}"
    own = {"home": home, "database": "sqlite:///{home}/carteiro.db", "relay": "maildir:{home}/mail", "directory": "file:demo/directory.yml"}
    own |= {
        "evidence": "file:{home}/evidence",
        "secret": (),
        "mailboxes": (),
        "listen": ("smtp://127.0.0.1:0",) if leave else settings.listen,
        "page": "off" if leave else settings.page,
    }
    return settings.model_copy(update=own)
