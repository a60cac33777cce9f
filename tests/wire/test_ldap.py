"""Does a whole gateway with LDAP take mail in, whatever becomes of its directory, and decide nothing until that is back? (T100)"""

import re
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.proxy import Proxy
from tests.slapd import HIDDEN, MAPPING, READABLE, Slapd
from tests.wire.premises import Caller, registered, until
from tests.wire.process import ROOT, Running
from tests.wire.test_login import log_in_slowly, plain

MARIA = "maria@str-valesereno.example"
ANA = "ana.barros@sr1.atendimento.example"
CPF = "104.382.617-00"
PATIENCE = 7.0  # seconds for the answer to an AUTH; the directory is given up after 5

SOONER = """\
from datetime import timedelta
from gateway.commands.line import main
from gateway.clockwork import jobs
jobs.WAIT_FOR_OTHERS = timedelta(seconds=3)
main()
"""
"""A gateway that looks again every 3 s, not every 30."""


def mail(number: int, sender: str = MARIA) -> bytes:
    """A first mail about item 12."""
    head = f"From: {sender}\r\nMessage-ID: <{number}@x.example>\r\nSubject: [11] Portal fora do ar {number}\r\n"
    return f"{head}\r\nErro {number} desde as 8h.\r\n".encode()


class Office:
    """A gateway, its directory, and what stands between them."""

    def __init__(self, home: Path, stack: ExitStack) -> None:
        self.slapd = stack.enter_context(Slapd())
        self.proxy = stack.enter_context(Proxy(self.slapd.port))
        self.home = home / "home"
        self._stack = stack
        self.gateway = self.open(self.slapd.url(port=self.proxy.port))

    def open(self, directory: str) -> Running:
        """A gateway on the same home with this directory."""
        self.gateway = Running(self.home, "-c", SOONER, settings={"DIRECTORY": directory})
        self._stack.callback(self.gateway.close)
        self.gateway.start()
        return self.gateway

    def call(self) -> Caller:
        made = Caller(self.gateway.address)
        self._stack.callback(made.hang_up)
        return made.greet()

    def dispositions(self) -> list[str]:
        return [str(row["disposition"]) for row in self.gateway.json("mail", "list") if row["way"] == "in"]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with ExitStack() as stack:
        yield Office(tmp_path, stack)


def test_a_first_mail_opens_a_ticket_by_cpf_and_password_of_the_directory(office: Office) -> None:
    caller = office.call()
    assert caller.say(plain(CPF, "errada")).startswith("535 5.7.8")
    assert caller.say(plain("654.942.376-55")).startswith("535 5.7.8"), "has left"
    assert log_in_slowly(caller, CPF).startswith("235")
    registered(caller.deliver(mail(1)))
    until(lambda: office.gateway.letters(ANA) and office.gateway.letters(MARIA))
    assert office.dispositions() == ["opened"]
    other = office.call()
    assert other.say(plain(MARIA)).startswith("235")
    people = {person["name"]: person for person in office.gateway.json("people")}
    assert len(people) == 13
    assert people["Maria Aparecida da Conceição"]["entities"] == ["27418305000100"]


def test_a_mail_program_submits_over_starttls_with_cpf_and_password_of_the_directory(
    office: Office, certificate: str, tmp_path: Path
) -> None:
    office.gateway.stop()
    address = office.gateway.address
    door = f"smtp://127.0.0.1:{address[1]}{certificate}"
    office.gateway = Running(office.home, settings={"DIRECTORY": office.slapd.url("starttls", f"ca={office.slapd.ca}"), "LISTEN": door})
    office.gateway.address = address
    office.gateway.start()
    body = tmp_path / "body"
    body.write_text("O portal não abre desde as 8h.\n")
    server, title = f"127.0.0.1:{office.gateway.address[1]}", "[11] Portal fora do ar"
    login = ["-tls", "--auth", "PLAIN", "--auth-user", CPF, "--auth-password", "carteiro"]
    swaks = ["swaks", "--server", server, *login, "--from", MARIA, "--to", "suporte@carteiro.example"]
    said = subprocess.run(
        [*swaks, "--h-Subject", title, "--body", f"@{body}"], check=False, capture_output=True, text=True, timeout=60, cwd=ROOT
    )
    assert said.returncode == 0, said.stdout + office.gateway.log
    assert "TLS started" in said.stdout
    until(lambda: office.gateway.letters(ANA) and office.gateway.letters(MARIA), 60)
    shown = office.gateway.json("mail", "show", "in-1")[0]
    assert (shown["disposition"], shown["proof"], str(shown["tls"])[:5]) == ("opened", "login", "TLSv1")
    office.gateway.stop()


def test_neither_the_process_list_nor_a_core_file_tells_a_password_or_a_cpf(office: Office) -> None:
    """T103: what everybody on the machine may read of the process, and what would be left of it."""
    caller = office.call()
    assert caller.say(plain(CPF)).startswith("235")
    registered(caller.deliver(mail(1)))
    assert office.gateway.process is not None
    proc = Path("/proc") / str(office.gateway.process.pid)
    told = (proc / "cmdline").read_bytes() + (proc / "environ").read_bytes()
    assert b"CARTEIRO_DIRECTORY" in told
    assert b"password_file" in told
    assert b"password=" not in told
    assert CPF.encode() not in told
    assert re.search(r"Max core file size\s+0\s+0\s", (proc / "limits").read_text())


def kill(office: Office) -> None:
    office.slapd.kill()


def pause(office: Office) -> None:
    office.slapd.pause()


def slow(office: Office) -> None:
    office.proxy.delay = 10


def blind(office: Office) -> None:
    office.slapd.kill()
    office.slapd.start(HIDDEN)


@pytest.mark.parametrize("outage", [kill, pause, slow, blind])
def test_an_outage_hinders_no_intake_and_decides_nothing(office: Office, outage: Callable[[Office], None]) -> None:
    before = office.call()
    assert before.say(plain(CPF)).startswith("235")
    outage(office)
    registered(before.deliver(mail(1)))  # logged in while the directory was there
    registered(office.call().deliver(mail(2)))  # merely claims to be Maria
    registered(office.call().deliver(mail(3, "estranho@fora.example")))
    begun = time.monotonic()
    answer = office.call().say(plain(CPF))
    assert answer.startswith("454 4.7.0"), answer
    assert time.monotonic() - begun < PATIENCE
    until(lambda: office.gateway.log.count("Put off: inbound") >= 3)
    assert office.gateway.letters(MARIA) == office.gateway.letters(ANA) == []
    assert all(disposition.startswith("waiting") for disposition in office.dispositions()), office.dispositions()
    office.proxy.delay = 0
    office.slapd.kill()
    office.slapd.start(READABLE)
    until(lambda: sorted(office.dispositions()) == ["held-claimed", "opened", "stranger"], 90)
    until(lambda: office.gateway.letters(ANA))
    assert "@" not in office.gateway.log.replace("suporte@carteiro.example", "")


@pytest.mark.parametrize("wrong", ["base", "certificate"])
def test_a_directory_that_is_set_up_wrongly_hinders_no_intake_and_decides_nothing(office: Office, tmp_path: Path, wrong: str) -> None:
    office.gateway.stop()
    base = tmp_path / "ldap.yml"
    base.write_text(MAPPING.read_text("utf-8").replace("ou=pessoas,", "ou=pessoal,"), "utf-8")
    other = tmp_path / "other.pem"
    with Slapd() as stranger:
        other.write_bytes(stranger.ca.read_bytes())
    office.open({"base": office.slapd.url(mapping=base), "certificate": office.slapd.url("starttls", f"ca={other}")}[wrong])
    registered(office.call().deliver(mail(1)))
    registered(office.call().deliver(mail(2, "estranho@fora.example")))
    begun = time.monotonic()
    assert office.call().say(plain(CPF)).startswith("454 4.7.0")
    assert time.monotonic() - begun < PATIENCE
    until(lambda: office.gateway.log.count("Put off: inbound") >= 2)
    assert all(disposition.startswith("waiting") for disposition in office.dispositions()), office.dispositions()
    office.gateway.stop()
    office.open(office.slapd.url("starttls", f"ca={office.slapd.ca}"))
    until(lambda: sorted(office.dispositions()) == ["held-claimed", "stranger"], 90)


def test_people_of_a_directory_that_is_away_are_not_listed_as_none(office: Office) -> None:
    office.slapd.kill()
    done = subprocess.run(office.gateway.command("people", "--json"), cwd=ROOT, check=False, capture_output=True, timeout=60)
    assert done.returncode == 75
    assert done.stdout == b""
    assert b"CARTEIRO_DIRECTORY cannot be asked now" in done.stderr
    assert b"Traceback" not in done.stderr
