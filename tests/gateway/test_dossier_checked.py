"""Can anybody check a dossier with nothing of ours? Three commands pass; whatever is changed in it, they fail (dangers.md, P8)."""

import ast
import hashlib
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from storage.tables import Seal
from tests.dossiers import Authority, forge, made, sealed, stamped, story, sums, unpacked, verified
from tests.world import CARLOS, MARIA, World

CHECKER = Path("gateway/dossier/verify.py")


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("tsa") / "ca")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, authority: Authority) -> Path:
    """A stamped dossier, unpacked; the record went on before and after the stamp."""
    home = tmp_path_factory.mktemp("dossier")
    world = World(home / "world")
    number = story(world)
    world.mail_in(MARIA, "[11] Outra pergunta")
    world.work_off()
    sealed(world)
    authority.stamp(world)
    folder = unpacked(made(world, number), home)
    shutil.copy(authority.ca, folder.parent / "autoridade.pem")
    world.close()
    return folder


@pytest.fixture
def copy(whole: Path, tmp_path: Path) -> Path:
    """One to spoil."""
    return Path(shutil.copytree(whole, tmp_path / "evidence" / "dossie"))


def third(folder: Path) -> str:
    """The command for the time stamp as the dossier itself writes it, with the authority's file beside the folder."""
    found = re.search(r"^ +(openssl ts -verify .*)$", (folder / "LEIA-ME.txt").read_text(), re.MULTILINE)
    assert found
    return found[1].replace("autoridade.pem", "../autoridade.pem")


def names(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def flip(path: Path, at: int = -2) -> None:
    """One byte of a file is another one."""
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


def test_the_three_commands_pass(whole: Path) -> None:
    assert (sums(whole).returncode, sums(whole).stdout) == (0, "")
    done = verified(whole)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert len([line for line in lines if line.startswith("certo: ")]) == 8
    assert re.search(r"certo: \d+ selos cobertos por carimbo do tempo; 0 sem carimbo", done.stdout)
    assert "0 itens ainda não tinham selo" in done.stdout
    assert "4 anexos conferem; 4 foram achados, iguais, no e-mail inteiro" in done.stdout
    assert stamped(whole, third(whole)).stdout == "Verification: OK\n"


def test_a_whole_response_is_stamped_too_and_said_so(world: World, tmp_path: Path, authority: Authority) -> None:
    number = story(world)
    seq = authority.stamp(world, bare=False)
    folder = unpacked(made(world, number), tmp_path)
    shutil.copy(authority.ca, folder.parent / "autoridade.pem")
    assert "-token_in" not in third(folder)
    assert f"stamps/{seq}.tsr" in third(folder)
    assert stamped(folder, third(folder)).stdout == "Verification: OK\n"
    assert verified(folder).returncode == 0


def test_one_byte_of_any_file_is_found_by_the_sums(copy: Path) -> None:
    found = []
    for name in names(copy):
        kept = (copy / name).read_bytes()
        flip(copy / name)
        if not sums(copy).returncode:
            found.append(name)
        (copy / name).write_bytes(kept)
    assert found == []
    assert sums(copy).returncode == 0


@pytest.mark.parametrize("kind", ["mails", "files", "letters", "stamps", "slices"])
def test_a_forger_who_writes_new_sums_is_found_by_the_program(copy: Path, kind: str) -> None:
    spoilt = [name for name in names(copy) if name.startswith(f"{kind}/")]
    assert spoilt
    for name in spoilt:
        kept = (copy / name).read_bytes()
        at = kept.index(b'"words"') + 30 if kind == "letters" else len(kept) // 2
        if name.endswith(".tsr"):
            at = kept.index(_imprint(copy, name))
        flip(copy / name, at)
        forge(copy)
        assert sums(copy).returncode == 0
        done = verified(copy)
        assert done.returncode == 1, name
        assert done.stderr.startswith("ERRADO: ")
        assert name in done.stderr or kind in {"slices", "stamps"}
        (copy / name).write_bytes(kept)


def _imprint(folder: Path, name: str) -> bytes:
    return hashlib.sha256((folder / name.replace(".tsr", ".txt")).read_bytes()).digest()


def _of_events(rows: list[dict[str, Any]]) -> None:
    rows[2]["payload"] = rows[2]["payload"].replace('"proof":"login"', '"proof":"token"')


def _without_one(rows: list[dict[str, Any]]) -> None:
    del rows[2]


def _swapped(rows: list[dict[str, Any]]) -> None:
    rows[1], rows[2] = rows[2], rows[1]


def _cut(rows: list[dict[str, Any]]) -> None:
    del rows[-1]


def _item(rows: list[dict[str, Any]]) -> None:
    rows[3]["item"] = "0" * 64


def _later(rows: list[dict[str, Any]]) -> None:
    rows[3]["at"] = "2031-01-01T00:00:00+00:00"


SPOILT: list[tuple[str, Callable[[list[dict[str, Any]]], None]]] = [
    ("events.jsonl", _of_events),
    ("events.jsonl", _without_one),
    ("events.jsonl", _swapped),
    ("events.jsonl", _cut),
    ("seals.jsonl", _item),
    ("seals.jsonl", _later),
]


@pytest.mark.parametrize(("name", "spoil"), SPOILT)
def test_an_event_or_seal_that_is_not_what_it_was_is_found(copy: Path, name: str, spoil: Callable[[list[dict[str, Any]]], None]) -> None:
    rows = [json.loads(line) for line in (copy / name).read_text().splitlines()]
    spoil(rows)
    (copy / name).write_text("".join(json.dumps(row) + "\n" for row in rows))
    forge(copy)
    done = verified(copy)
    assert done.returncode == 1
    assert done.stderr.startswith("ERRADO: ")
    assert ".json" in done.stderr


def test_a_personal_value_that_was_altered_or_taken_out_is_found(copy: Path) -> None:
    path = copy / "personal.json"
    kept = path.read_text()
    for change in ({"value": "Outro título"}, {"gone": "apagado"}):
        values = json.loads(kept)
        one = values["L_61123001"]["1"]["title"]
        one.update(change)
        if "gone" in change:
            del one["salt"], one["value"]
        path.write_text(json.dumps(values))
        forge(copy)
        done = verified(copy)
        assert done.returncode == 1
        assert "personal.json: 'title' do evento 1 de L_61123001" in done.stderr
    path.write_text(kept.replace('"salt"', '"sal"'))
    assert "ERRADO: personal.json: não tem mais a forma" in verified(copy).stderr


def test_a_state_that_the_events_do_not_tell_is_found(copy: Path) -> None:
    path = copy / "ticket.json"
    state = json.loads(path.read_text())
    state["L_61123001"]["outcome"] = "expired"
    path.write_text(json.dumps(state))
    assert "ERRADO: ticket.json: 'outcome' de L_61123001 não é o que os eventos dizem" in verified(copy).stderr


def test_a_record_written_anew_is_not_the_stamped_one(world: World, tmp_path: Path, authority: Authority) -> None:
    """Whoever holds the database can make all hashes agree; the stamp is over what was there before."""
    number = story(world)
    end = authority.stamp(world)
    with world.tools.database.writing() as session:
        rows = session.query(Seal.seq).count()
    assert rows == end
    folder = unpacked(made(world, number), tmp_path)
    seals = [json.loads(line) for line in (folder / "seals.jsonl").read_text().splitlines()]
    _rehash(folder, seals)
    forge(folder)
    done = verified(folder)
    assert done.returncode == 1
    assert f"slices/{end}.txt" in done.stderr or f"stamps/{end}" in done.stderr


def _rehash(folder: Path, rows: list[dict[str, Any]]) -> None:
    """Another hour of the first seal, and every hash after it made to agree."""

    def sha(text: str) -> str:
        return hashlib.sha256(text.encode()).hexdigest()

    rows[0]["at"] = "2020-01-01T00:00:00+00:00"
    ends = {rows[0]["seq"] - 1: rows[0]["prev"]}
    for row in rows:
        row["prev"] = ends.get(row["seq"] - 1, row["prev"])
        leaf = {key: row[key] for key in ("at", "item", "kind", "of", "seq")}
        row["hash"] = ends[row["seq"]] = sha(row["prev"] + sha(json.dumps(leaf, sort_keys=True, separators=(",", ":"))))
    (folder / "seals.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))


def test_without_a_stamp_it_says_so_and_what_that_means(world: World, tmp_path: Path) -> None:
    folder = unpacked(made(world, story(world)), tmp_path)
    told = " ".join((folder / "LEIA-ME.txt").read_text().split())
    assert "Não há carimbo do tempo" in told
    assert "openssl" not in told
    assert not (folder / "stamps").exists()
    assert "0 selos cobertos por carimbo do tempo" in verified(folder).stdout


def test_the_same_record_gives_the_same_bytes(world: World) -> None:
    number = story(world)
    assert made(world, number) == made(world, number)


def test_what_was_merged_comes_along(world: World, tmp_path: Path) -> None:
    for sender in (MARIA, MARIA):
        world.mail_in(sender, "[11] Portal fora do ar")
        world.work_off()
    world.reply(world.last(CARLOS), "MESCLAR L_61123001")
    world.work_off()
    sealed(world)
    folder = unpacked(made(world, "L_61123001"), tmp_path)
    assert set(json.loads((folder / "ticket.json").read_text())) == {"L_61123001", "L_61123002"}
    assert "o estado de 2 chamado(s)" in verified(folder).stdout


def test_the_program_is_one_page_that_old_pythons_understand() -> None:
    source = CHECKER.read_text()
    assert len(source.splitlines()) < 200
    tree = ast.parse(source, feature_version=(3, 8))
    imported = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    imported |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert imported == {"__future__", "email", "hashlib", "json", "pathlib", "sys", "typing"}
