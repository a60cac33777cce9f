"""How does the page of an ordinary month look? `python -m tests.wire.pictured` draws docs/pictures/page-*.png."""

import random
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rich.progress import track

from storage.schedule import due
from storage.tables import Inbound
from tests.letters.browser import SIZES, Sight
from tests.wire.chromium import chromium
from tests.wire.looked_at import looking
from tests.world import ANA, CONCEICAO, JOAO, MARIA, PAULO, PNG, Letter, World

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
DRAWN = {"page-desktop": (Sight(1200, "light"), 1), "page-phone": (Sight(360, "dark"), 1.5)}  # device pixels for each CSS pixel
SUBJECTS = (
    "[11] Erro ao anexar documento",
    "[12] Portal fora do ar",
    "[12] Não consigo entrar",
    "[13] Requerimento não aparece",
    "[15] Tela em branco ao protocolar",
)


def main() -> None:
    """Draws both pictures."""
    with tempfile.TemporaryDirectory() as home:
        lived(Path(home))
        with looking(Path(home)) as site, chromium() as browser:
            for name, (sight, sharp) in DRAWN.items():
                size = {"width": sight.width, "height": SIZES[sight.width]}
                page = browser.new_page(viewport=size, color_scheme=sight.scheme, device_scale_factor=sharp)  # type: ignore[arg-type]
                page.goto(f"{site.url}/")
                page.screenshot(path=PICTURES / f"{name}.png", full_page=sight.width > 1000)


def lived(home: Path) -> None:
    """Puts a month on record: some mails a day, most of them solved and approved; today some wait, and one is dead."""
    chance = random.Random(11)
    world = World(home, database=f"sqlite:///{home}/carteiro.db", evidence=f"file:{home}/evidence")
    now = datetime.now(UTC)  # noqa: TID251 - the process that is looked at has the real clock
    for day in track([*workdays(now)], description="Living a month"):
        world.clock.at = day
        passed(world, chance)
    world.clock.at = now - timedelta(minutes=42)
    held(world)
    while world.sealing.seal():
        pass
    world.close()


def workdays(now: datetime) -> Iterator[datetime]:
    """A time on each working day of the last four weeks, and on this day."""
    for back in range(27, 0, -1):
        day = now - timedelta(days=back)
        if day.weekday() < 5:
            yield day.replace(hour=12, minute=3)
    yield now - timedelta(hours=2)


def passed(world: World, chance: random.Random) -> None:
    """A day: mails come in, technicians solve, representatives approve."""
    for _ in range(chance.choice((1, 2, 2, 3, 4, 5))):
        world.mail_in(chance.choice((MARIA, JOAO, CONCEICAO)), chance.choice(SUBJECTS), "Desde as 8h.", files={"tela.png": PNG})
        world.clock.at += timedelta(minutes=11)
    known = len(world.letters())
    world.work_off()
    for notice in asked(world, known):
        if chance.random() < 0.8:
            world.clock.at += timedelta(minutes=7)
            solved(world, notice, approves=chance.random() < 0.7)


def asked(world: World, known: int) -> list[Letter]:
    """The notices of what has just been opened, one for each ticket."""
    return [letter for letter in world.letters()[known:] if letter.to in (ANA, PAULO)]


def solved(world: World, notice: Letter, approves: bool) -> None:
    known = len(world.letters())
    world.reply(notice, "SOLUCIONAR\nLimpe o cache do navegador e entre de novo.")
    world.work_off()
    solutions = [letter for letter in world.letters()[known:] if letter.to in (MARIA, JOAO, CONCEICAO)]
    if approves and solutions:
        world.reply(solutions[0], "APROVAR")
        world.work_off()


def held(world: World) -> None:
    """Mails that are held for two reasons, and one that is set aside after every try."""
    world.mail_in(CONCEICAO, "[12] Não consigo entrar", "Dá erro.", login=False)
    world.mail_in(CONCEICAO, "Preciso de ajuda", "Sem código.")
    world.work_off()
    world.mail_in(MARIA, "[13] Arquivo estranho", "Pedido.")
    with world.tools.database.writing() as session:
        for claim in due.claim(session, Inbound, world.clock(), 5):
            due.fail(session, Inbound, claim, world.clock(), "OSError: No space left on device", ())


if __name__ == "__main__":
    main()
