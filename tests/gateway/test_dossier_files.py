"""Do files of any name come out of a dossier as they went in? Under numbers, in plain signs, never out of their folder."""

import io
import json
import subprocess
import zipfile
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest

from gateway.clockwork.filing import Filing
from gateway.dossier.package import Package, file_name
from tests.dossiers import made, sealed, unpacked, verified
from tests.world import MARIA, PNG, World

NAMES = (
    "../../x",
    "C:\\x",
    "nulo\x00.png",
    "a\r\nBcc: x@fora.example\r\n.png",
    "l" * 5000 + ".png",
    "foto\u202egnp.exe",
    "\u200b.htaccess",
    "CON",
    "COM1.txt",
    ".",
    "..",
    "",
    "tela.png",
    "tela.png",
    "TELA.PNG",
    "/etc/passwd",
    "declaração do João.pdf",
    "名前.pdf",
    "a/b/c.png",
    "-rf",
    "x.png ",
    "mails.json",
)


def mail(names: tuple[str, ...]) -> bytes:
    """A file of each name, each with bytes of its own."""
    head = f"From: {MARIA}\r\nTo: suporte@carteiro.example\r\nSubject: [12] Portal fora do ar\r\nMessage-ID: <nomes@cliente.example>\r\n"
    parts = ['MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n\r\nVeja.\r\n']
    for place, name in enumerate(names):
        named = f"filename*=UTF-8''{quote(name, safe='')}"
        parts.append(f"--b\r\nContent-Type: image/png\r\nContent-Disposition: attachment;\r\n {named}\r\n\r\narquivo {place}\r\n")
    undecodable = (
        b'--b\r\nContent-Type: image/png\r\nContent-Disposition: attachment; filename="\xff\xfe\x80.png"\r\n\r\nsem nome\r\n--b--\r\n'
    )
    return (head + "".join(parts)).encode() + undecodable


def test_every_file_comes_back_under_a_name_of_its_own(world: World, tmp_path: Path) -> None:
    world.raw_in(mail(NAMES), login=world.person(MARIA).id, mail_from=MARIA)
    world.work_off()
    sealed(world)
    dossier = made(world, world.ticket().number)
    folder = unpacked(dossier, tmp_path)
    listed = json.loads((folder / "files.json").read_text())
    assert len(listed) == len(NAMES) + 1
    paths = [one["file"] for one in listed]
    assert len({path.casefold() for path in paths}) == len(paths)
    assert [(folder / path).read_bytes() for path in paths] == [*(f"arquivo {n}".encode() for n in range(len(NAMES))), b"sem nome"]
    assert all(Path(path).name.isascii() and len(Path(path).name) < 80 for path in paths)
    assert {str(path.relative_to(folder).parent) for path in (folder / "files").rglob("*") if path.is_file()} == {"files/in-1"}
    assert [one["original_name"] for one in listed][:2] == ["../../x", "C:\\x"]
    assert verified(folder).returncode == 0


def test_any_program_opens_it(world: World, tmp_path: Path) -> None:
    world.raw_in(mail(NAMES), login=world.person(MARIA).id, mail_from=MARIA)
    world.work_off()
    path = tmp_path / "dossie.zip"
    path.write_bytes(made(world, world.ticket().number))
    done = subprocess.run(["unzip", "-t", path], capture_output=True, text=True, check=False)
    assert (done.returncode, "No errors detected" in done.stdout) == (0, True)
    with zipfile.ZipFile(path) as package:
        assert package.testzip() is None
        entries = package.infolist()
    assert len({entry.filename for entry in entries}) == len(entries)
    assert not [entry.filename for entry in entries if entry.filename.startswith(("/", "\\")) or ".." in Path(entry.filename).parts]
    assert {(entry.date_time, entry.external_attr >> 16) for entry in entries} == {((1980, 1, 1, 0, 0, 0), 0o100644)}


@pytest.mark.parametrize("name", ["../x", "/x", "a//b", "a/./b", "a/../b", "", ".", "a b", "ç", "a\\b", "a\nb"])
def test_nothing_is_put_outside_of_it_or_twice(name: str) -> None:
    package = Package(io.BytesIO())
    with pytest.raises(ValueError, match="no name for a file"):
        package.text(name, "x")
    package.text("a/b.txt", "x")
    with pytest.raises(ValueError, match="no name for a file"):
        package.text("a/b.txt", "y")


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("tela do erro.png", "tela_do_erro.png"),
        ("José.pdf", "Jose.pdf"),
        (".htaccess", "htaccess"),
        ("名前", "arquivo"),
        ("x" * 99, "x" * 60),
    ],
)
def test_a_name_in_plain_signs(name: str, plain: str) -> None:
    assert file_name(name) == plain


def test_a_big_file_that_rode_in_the_evidence_store(world: World, tmp_path: Path) -> None:
    """Bytes that were filed away from the database are found all the same, and a file that is gone is named."""
    world.mail_in(MARIA, "[12] Portal fora do ar", files={"tela.png": PNG})
    world.work_off()
    number = world.ticket().number
    before = made(world, number)
    _file_away(world)
    assert made(world, number) == before
    sha256 = next(one["sha256"] for one in json.loads((unpacked(before, tmp_path) / "mails.json").read_text()))
    world.tools.evidence.forget(sha256)
    folder = unpacked(made(world, number), tmp_path)
    assert "perdido" in (folder / "LEIA-ME.txt").read_text()
    assert [one["file"] for one in json.loads((folder / "files.json").read_text())] == [""]
    assert verified(folder).returncode == 0
    world.tools.evidence.put(_raw(before))


def _file_away(world: World) -> None:

    tools = world.tools
    world.clock.at += timedelta(hours=1)
    filing = Filing(tools.database, tools.evidence, tools.clock, lambda: 0.0, lambda: 0.0)
    assert filing.file() == 1


def _raw(dossier: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(dossier)) as package:
        return package.read("mails/in-1.eml")
