"""A gateway whose health is watched: which checks are red, and what the operator is told of it, as time passes."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from gateway.clockwork.alarming import Alarming
from gateway.console.health.check import Check
from gateway.console.health.looking import look
from gateway.people.ldap.directory import LdapDirectory
from tests.world import MARIA, World

OPERATOR = "plantao@orgao.example"


class Watched(World):
    """works: whether anything works on what is due while time passes."""

    works = True

    def __init__(self, home: Path, database: str = "", **settings: object) -> None:
        super().__init__(home, database, **{"operator": OPERATOR, **settings})
        self.alarming = self.watcher()

    def watcher(self) -> Alarming:
        """Another process that looks."""
        return Alarming(self.tools, self.checks, lambda _job, _id: None)

    def checks(self) -> tuple[Check, ...]:
        return look(self.tools, self.settings)

    @property
    def red(self) -> set[str]:
        """The names of the checks that are red now."""
        return {check.name for check in self.checks() if not check.ok}

    def check(self, name: str) -> Check:
        return next(check for check in self.checks() if check.name == name)

    def pass_minutes(self, minutes: int) -> None:
        """In a dozen steps, each of a minute at least: what is due is worked off, and somebody looks whether all is well."""
        step = max(1, minutes // 12)
        for _ in range(0, minutes, step):
            self.later(minutes=step) if self.works else self.idle(step)
            self.alarming.look()
        if self.works:
            self.work_off()

    def idle(self, minutes: int) -> None:
        """Minutes in which the record goes on, and nothing else."""
        self.clock.at += timedelta(minutes=minutes)
        while self.sealing.seal():
            pass

    @property
    def told(self) -> list[str]:
        """The subjects of the letters to the operator, oldest first."""
        return [letter.subject for letter in self.letters(OPERATOR)]


@contextmanager
def watched(home: Path, database: str = "", **settings: object) -> Iterator[Watched]:
    """For one block."""
    world = Watched(home, database, **settings)
    try:
        yield world
    finally:
        world.close()
        if isinstance(world.tools.directory, LdapDirectory):
            world.tools.directory.close()


def opened(world: World, title: str = "Portal fora do ar") -> int:
    """A mail that opens a ticket, once somebody works it off."""
    return world.mail_in(MARIA, f"[11] {title}")
