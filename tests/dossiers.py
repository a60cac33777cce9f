"""How do tests make dossiers, take them apart and have them stamped? With an authority of the test's own, by openssl."""

import io
import subprocess
import sys
import zipfile
from pathlib import Path

from gateway.clockwork import dossiers
from gateway.clockwork.sealing import Sealing
from gateway.dossier.making import ALL
from gateway.dossier.reader import Reader
from storage.record import seals
from storage.record.dossier import Until
from storage.tables import Stamp
from tests.world import ANA, CARLOS, MARIA, PNG, World

KEPT = "evidence"  # what the watch over personal data passes over (tests/canaries.py)
NOTED, SHOWN = PNG + b"painel", PNG + b"manual"
_CONFIG = """\
[tsa]
default_tsa = main
[main]
serial = serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
"""


def story(world: World, *, closed: bool = True) -> str:
    """A ticket with files, a note, a refusal and two solutions; its number."""
    world.mail_in(MARIA, "[12] Portal fora do ar", files={"tela.png": PNG, "tela 2.png": PNG + b"2"})
    world.work_off()
    notice = world.last(ANA)
    world.reply(notice, "NOTA\nDesconfio do servidor.", files={"painel.png": NOTED})
    world.reply(notice, "Segue o manual.", files={"manual.png": SHOWN})
    world.work_off()
    world.reply(world.last(MARIA), "Isso eu já tinha lido.")
    world.work_off()
    world.reply(notice, "SOLUCIONAR\nVeja o manual.")
    world.work_off()
    world.clock.at = world.clock.at.replace(minute=5)
    world.reply(world.last(MARIA), "RECUSAR: ainda há erro")
    world.work_off()
    world.reply(world.last(ANA), "SOLUCIONAR\nO servidor foi trocado.")
    world.work_off()
    world.clock.at = world.clock.at.replace(minute=10)
    if closed:
        world.reply(world.last(MARIA), "APROVAR")
        world.work_off()
    sealed(world)
    return world.ticket().number


def sealed(world: World) -> int:
    """Everything is sealed; the seq of the end."""
    tools = world.tools
    sealing = Sealing(tools.database, tools.evidence, tools.clock, lambda: 0.0, tools.latest)
    while sealing.seal():
        pass
    with tools.database.reading() as session:
        return seals.head(session).seq


def made(world: World, number: str, reader: Reader | None = None, until: Until = ALL) -> bytes:
    """The dossier of a ticket."""
    out = io.BytesIO()
    dossiers.maker(world.tools).make(number, reader or Reader(), out, until)
    return out.getvalue()


def reader(world: World, address: str) -> Reader:
    """Somebody of whom the letters of these stories speak."""
    return Reader(world.person(address).id, inside=address in {ANA, CARLOS})


def unpacked(dossier: bytes, folder: Path) -> Path:
    """A dossier as files, where their personal data is no leak."""
    place = folder / KEPT / f"dossie-{len(list(folder.glob(f'{KEPT}/*')))}"
    place.mkdir(parents=True)
    with zipfile.ZipFile(io.BytesIO(dossier)) as package:
        package.extractall(place)
    return place


def sums(folder: Path) -> "subprocess.CompletedProcess[str]":
    """The first command of LEIA-ME.txt."""
    return _bare("sha256sum", "-c", "--quiet", "SHA256SUMS", folder=folder)


def verified(folder: Path) -> "subprocess.CompletedProcess[str]":
    """The second, by a Python that knows nothing but its own library."""
    return _bare(str(Path(sys.executable).resolve()), "-I", "-S", "verify.py", folder=folder)


def stamped(folder: Path, command: str) -> "subprocess.CompletedProcess[str]":
    """The third, as LEIA-ME.txt writes it."""
    return _bare(*command.split(), folder=folder)


def forge(folder: Path) -> None:
    """What a forger would do: the sums agree again."""
    names = sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file() and path.name != "SHA256SUMS")
    told = subprocess.run(["sha256sum", *names], cwd=folder, check=True, capture_output=True, text=True).stdout
    (folder / "SHA256SUMS").write_text(told)


def _bare(*command: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    """On a machine with next to nothing: no environment but the place of programs."""
    clean = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
    return subprocess.run(command, cwd=folder, env=clean, capture_output=True, text=True, check=False, timeout=60)


class Authority:
    """A time-stamping authority in a folder: `ca` is the PEM file of its root."""

    def __init__(self, home: Path) -> None:
        home.mkdir()
        self._home, self.ca = home, home / "autoridade.pem"
        (home / "tsa.cnf").write_text(_CONFIG)
        (home / "serial").write_text("01\n")
        (home / "usage").write_text("extendedKeyUsage=critical,timeStamping\n")
        root = ("-x509", "-subj", "/CN=Raiz", "-keyout", "ca.key", "-out", "autoridade.pem", "-days", "30")
        self._run("openssl", "req", "-newkey", "rsa:2048", "-nodes", *root)
        self._run("openssl", "req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=Carimbo", "-keyout", "tsa.key", "-out", "tsa.csr")
        issued = ("-CA", "autoridade.pem", "-CAkey", "ca.key", "-CAcreateserial", "-extfile", "usage", "-out", "tsa.pem", "-days", "30")
        self._run("openssl", "x509", "-req", "-in", "tsa.csr", *issued)

    def stamp(self, world: World, *, bare: bool = True) -> int:
        """A stamp over the end of the record, as its row; the seq. bare: only the token of the response."""
        with world.tools.database.reading() as session:
            end = seals.head(session)
        (self._home / "head").write_text(end.hash)
        self._run("openssl", "ts", "-query", "-data", "head", "-sha256", "-cert", "-out", "query")
        token = ("-token_out",) if bare else ()
        files = ("-signer", "tsa.pem", "-inkey", "tsa.key", "-queryfile", "query", "-out", "token")
        self._run("openssl", "ts", "-reply", "-config", "tsa.cnf", *files, *token)
        der = (self._home / "token").read_bytes()
        with world.tools.database.writing() as session:
            session.add(Stamp(seq=end.seq, head=end.hash, at=world.clock(), authority="http://carimbo.example/tsa", token=der))
        return end.seq

    def _run(self, *command: str) -> None:
        subprocess.run(command, cwd=self._home, check=True, capture_output=True)
