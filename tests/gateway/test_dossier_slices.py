"""How far is it from a ticket's seals to their time stamp? Every hour apart, the newest first, and never without a bound."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from gateway.dossier import chain
from storage.record.dossier import Until
from tests.dossiers import Authority, made, sealed, unpacked, verified
from tests.world import ANA, MARIA, World


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("tsa") / "ca")


def hours(world: World, authority: Authority) -> list[int]:
    """A ticket about which something is written in three hours, each of them stamped, with others' tickets between; the stamps' seqs."""
    stamps = []
    for hour in range(3):
        if hour:
            world.reply(world.letters(ANA, "L_61123001")[0], f"Resposta {hour}")
        else:
            world.mail_in(MARIA, "[11] Portal fora do ar", "Desde cedo.")
        world.work_off()
        world.mail_in(MARIA, f"[11] Outra pergunta {hour}", "Como?")
        world.work_off()
        sealed(world)
        stamps.append(authority.stamp(world))
        world.clock.at += timedelta(minutes=15)
    return stamps


def test_each_seal_leads_to_the_first_stamp_after_it(world: World, tmp_path: Path, authority: Authority) -> None:
    stamps = hours(world, authority)
    folder = unpacked(made(world, "L_61123001"), tmp_path)
    assert sorted(int(path.stem) for path in (folder / "stamps").glob("*.tsr")) == stamps
    seals = [json.loads(line)["seq"] for line in (folder / "seals.jsonl").read_text().splitlines()]
    lines = [len((folder / f"slices/{seq}.txt").read_text().splitlines()) for seq in stamps]
    ends = [0, *stamps]
    firsts = [min(seq for seq in seals if seq > before) for before in ends[:-1]]
    assert lines == [end - first + 1 for first, end in zip(firsts, stamps, strict=True)]
    assert f"{len(seals)} selos cobertos por carimbo do tempo; 0 sem carimbo" in verified(folder).stdout


def test_what_came_after_the_last_stamp_is_counted(world: World, tmp_path: Path, authority: Authority) -> None:
    hours(world, authority)
    world.reply(world.letters(ANA, "L_61123001")[0], "Mais uma resposta")
    world.work_off()
    sealed(world)
    folder = unpacked(made(world, "L_61123001"), tmp_path)
    done = verified(folder)
    assert done.returncode == 0
    assert "; 0 sem carimbo" not in done.stdout
    assert "Selos mais novos, ainda sem carimbo:" in " ".join((folder / "LEIA-ME.txt").read_text().split())


def test_a_stamp_that_came_later_is_not_in_a_dossier_of_before(world: World, authority: Authority) -> None:
    """It is weighed when it is asked for, and may be made again much later, when the relay takes letters again."""
    hours(world, authority)
    world.reply(world.letters(ANA, "L_61123001")[0], "Mais uma resposta")
    world.work_off()
    sealed(world)
    then = Until(world.clock())
    weighed = made(world, "L_61123001", until=then)
    world.clock.at += timedelta(minutes=15)
    stamp = authority.stamp(world)
    assert made(world, "L_61123001", until=then) == weighed
    assert f"stamps/{stamp}.tsr".encode() in made(world, "L_61123001")


def test_a_way_that_is_too_long_is_left_out_and_said(
    world: World, tmp_path: Path, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamps = hours(world, authority)
    last = unpacked(made(world, "L_61123001"), tmp_path)
    most = len((last / f"slices/{stamps[-1]}.txt").read_text().splitlines())
    monkeypatch.setattr(chain, "MOST_LEAVES", most)
    folder = unpacked(made(world, "L_61123001"), tmp_path)
    assert f"{stamps[-1]}.tsr" in {path.name for path in (folder / "stamps").iterdir()}
    assert sum(len(path.read_text().splitlines()) - 1 for path in (folder / "slices").iterdir()) <= most
    assert "seria longo demais para este arquivo" in " ".join((folder / "LEIA-ME.txt").read_text().split())
    assert verified(folder).returncode == 0
