"""Which gateway do the tests of the page look at, and how? One with something of every kind on record, over real HTTP."""

import hashlib
import http.client
import re
import socket
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

from sqlalchemy import select

from storage.database import Database
from storage.schedule import due
from storage.tables import Inbound, Outbound, Row
from tests.ports import free_port
from tests.wire.premises import until
from tests.wire.process import Running
from tests.world import ANA, CONCEICAO, MARIA, PNG, World

SECRET_WORDS = "Meu chefe vende vagas"  # of the confidential ticket
MASKED, CPF = "***.173.264-**", "905.173.264-81"


@dataclass(frozen=True)
class Got:
    """An answer."""

    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def links(self) -> list[str]:
        """Every address that it names."""
        return [unescape(link) for link in re.findall(r'(?:href|src|action)="([^"]*)"', self.text)]


class Site:
    """A page of a process that runs."""

    def __init__(self, running: Running, port: int) -> None:
        self.running, self.port = running, port

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(self, path: str, method: str = "GET", headers: Mapping[str, str] | None = None, body: bytes | None = None) -> Got:
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)) as line:
            line.request(method, path, body=body, headers=dict(headers or {}))
            answer = line.getresponse()
            return Got(answer.status, dict(answer.getheaders()), answer.read().decode())

    def raw(self, sent: bytes) -> bytes:
        """What is said to these bytes until the other side hangs up."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=30) as line:
            line.sendall(sent)
            said = b""
            with suppress(ConnectionResetError):
                while piece := line.recv(65536):
                    said += piece
            return said

    def crawl(self, first: str = "/") -> dict[str, Got]:
        """Every page that links lead to; those of letters lead nowhere."""
        found: dict[str, Got] = {}
        waits = [first]
        while waits:
            link = waits.pop().partition("#")[0]
            if link and link not in found:
                assert link.startswith("/"), f"{link} leads elsewhere"
                found[link] = self.ask(link)
                is_ours = found[link].headers["Content-Type"].startswith("text/html") and not link.endswith(
                    "/html"
                )  # of the demo: a letter
                waits += found[link].links if is_ours else []
        return found


@contextmanager
def looking(home: Path, command: str = "page", guarded: Path | None = None) -> Iterator[Site]:
    """A process that serves the page of a home. guarded: the file that holds its password."""
    port = free_port()
    running = Running(home, settings={"PAGE": f"http://127.0.0.1:{port}{f'?password_file={guarded}' if guarded else ''}"})
    try:
        running.start(command, wait=False)
        site = Site(running, port)
        until(lambda: answers(site), 60)
        yield site
    finally:
        running.close()


def answers(site: Site) -> bool:
    assert site.running.process is not None
    assert site.running.process.poll() is None, site.running.log
    try:
        return site.ask("/health/live").status == 200
    except OSError:
        return False


def filled(home: Path) -> None:
    """Puts on record, today: tickets in hand, solved and confidential, mails held for two reasons, what is dead, and what waits."""
    world = World(home, database=f"sqlite:///{home}/carteiro.db", evidence=f"file:{home}/evidence")
    world.clock.at = datetime.now(UTC)  # noqa: TID251 - the process that is looked at has the real clock
    world.mail_in(MARIA, "[12] Portal fora do ar", f"Não abre desde as 8h. CPF {CPF}.", files={"tela.png": PNG})
    world.mail_in(MARIA, "[1] Denúncia", SECRET_WORDS)
    world.mail_in(CONCEICAO, "Preciso de ajuda", "Sem código nenhum.")
    world.work_off()
    world.reply(world.letters(ANA, about="Portal")[0], "SOLUCIONAR\nLimpe o cache.")
    world.mail_in(CONCEICAO, "[12] Não consigo entrar", "Dá erro.", login=False)
    world.work_off()
    for table in (Inbound, Outbound):
        if table is Inbound:
            world.mail_in(MARIA, "[13] Isto ninguém consegue ler", "Pedido.")
        else:
            world.mail_in(MARIA, "[14] Resposta que não sai", "Pedido.")
            world.jobs.hear()
        with world.tools.database.writing() as session:
            for claim in due.claim(session, table, world.clock(), 50):
                due.fail(session, table, claim, world.clock(), "550 5.7.1 recusado", ())
    world.mail_in(MARIA, "[15] Ainda por decidir", "Pedido.")
    world.sealing.seal()
    world.close()


def rows(home: Path) -> str:
    """A digest of every row of every table."""
    digest = hashlib.sha256()
    with closing(Database(f"sqlite:///{home}/carteiro.db")) as database, database.reading() as session:
        for table in Row.metadata.sorted_tables:
            for row in session.execute(select(table).order_by(*table.primary_key.columns)):
                digest.update(repr((table.name, tuple(row))).encode())
    return digest.hexdigest()
