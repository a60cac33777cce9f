"""How many mails a second become tickets with their letters delivered, and how much CPU does one cost?"""

import smtplib
import threading
import time
from collections.abc import Iterator
from email.message import EmailMessage

from sqlalchemy import func, select

from bench.row import Row, Step
from bench.server import Server, serving, wait_for
from storage.database import Database
from storage.tables import Inbound, Outbound

WRITERS = (
    "maria@str-valesereno.example",
    "joao@str-valesereno.example",
    "conceicao@aposentados-portoclaro.example",
    "rita.moura@ribeiraomanso.example",
)
EACH = 50  # mails; an hour's answers to one person are limited
PASSWORD = "carteiro"
PICTURE = bytes(range(256)) * 120


def measure(step: Step) -> Iterator[Row]:
    """One run of `carteiro up`: SQLite, letters into Maildirs, four people who are logged in."""
    with serving("gateway", "up") as server:
        step("one mail to warm up")
        post(server, WRITERS[0], 1)
        settled(server, 1)
        mails = EACH * len(WRITERS)
        step(f"{mails} mails to tickets and letters")
        cpu, start = server.cpu_seconds(), time.perf_counter()
        threads = [threading.Thread(target=post, args=(server, writer, EACH)) for writer in WRITERS]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        taken = time.perf_counter() - start
        letters = settled(server, mails + 1)
        seconds, cpu = time.perf_counter() - start, server.cpu_seconds() - cpu
    how = f"{mails} mails of 45 KB, 4 logged-in senders on a connection each; {letters / (mails + 1):.1f} letters a ticket into Maildirs"
    yield Row("tickets a second, letters delivered", f"{mails / seconds:.1f}", f"{mails / taken:.1f} accepted", taken / seconds, how)
    yield Row("CPU per ticket, from DATA to the last letter", f"{cpu / mails * 1000:.1f} ms", how="the same run, the whole process")


def post(server: Server, writer: str, times: int) -> None:
    """Sends mails on one connection, with login."""
    with smtplib.SMTP(server.host, server.port, timeout=60) as client:
        client.login(writer, PASSWORD)
        for n in range(times):
            mail = EmailMessage()
            mail["From"], mail["To"], mail["Subject"] = writer, "suporte@carteiro.example", f"[11] Dúvida número {n}"
            mail["Message-ID"] = f"<{times}.{n}.{writer}>"
            mail.set_content("Bom dia,\n\nComo protocolar o requerimento?\n\nObrigada.\n")
            mail.add_attachment(PICTURE, maintype="image", subtype="png", filename="tela.png")
            client.send_message(mail)


def settled(server: Server, mails: int) -> int:
    """Waits until so many mails are decided and all letters are sent; returns how many letters."""
    database = Database(f"sqlite:///{server.home}/carteiro.db")

    def count(table: type[Inbound] | type[Outbound], *where: object) -> int:
        with database.reading() as session:
            return session.scalar(select(func.count()).select_from(table).where(*where)) or 0  # type: ignore[arg-type] # conditions

    wait_for(lambda: count(Inbound, Inbound.outcome == "opened") == mails and not count(Outbound, Outbound.outcome.is_(None)), 300)
    letters = count(Outbound)
    database.close()
    return letters
