"""Do real shells offer commands, options and fixed words at TAB, at once, silently, and without starting anything?"""

import shlex
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gateway.commands.line import cli
from tests.terminal import Terminal

PLACES = {
    "bash": ".local/share/bash-completion/completions/carteiro",
    "zsh": ".zfunc/_carteiro",
    "fish": ".config/fish/completions/carteiro.fish",
}
FILES = {"(files)"}
# What is typed -> what is offered.
OFFERED = {
    "carteiro mail re": {"retry", "release", "reconcile"},
    "carteiro mail ": {"list", "show", "retry", "release", "reconcile"},
    "carteiro mail list --only held": {"held-", "held-code", "held-entity", "held-reason", "held-claimed"},
    "carteiro mail list --js": {"--json"},
    "carteiro ticket list --status s": {"solved"},
    "carteiro ticket list --group 21150.SR-1": {"21150.SR-1"},
    "carteiro evidence ve": {"verify"},
    "carteiro --show-completion z": {"zsh"},
    "carteiro read ": FILES,
    "carteiro init --answers ": FILES,
}
BASH = """
source "$1"; shift
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
_carteiro
[ ${#COMPREPLY[@]} -gt 0 ] || [ -n "${COMP_WORDS[COMP_CWORD]}" ] || echo "(files)"
printf '%s\\n' "${COMPREPLY[@]}"
"""
ZSH = """
compdef() { : }
_files() { print "(files)" }
compadd() { shift; for one in "$@"; do [[ $one == ${words[CURRENT]}* ]] && print -- $one; done; true }
source "$1"; shift
words=("$@"); CURRENT=$#
_carteiro
"""
FISH = "source $argv[1]; complete --do-complete $argv[2]"


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    """A folder with the script of each shell, in which there is nothing else."""
    for shell in ("bash", "zsh", "fish"):
        made = CliRunner().invoke(cli, ["--show-completion", shell])
        assert made.exit_code == 0, made.output
        (tmp_path / shell).write_text(made.stdout)
    return tmp_path


def typed(line: str) -> list[str]:
    """The words up to where one stands; the last is what is being typed, perhaps nothing."""
    return [*line.split()[: len(line.split()) - (not line.endswith(" "))], "" if line.endswith(" ") else line.rsplit(maxsplit=1)[-1]]


def asked(shell: str, script: Path, line: str) -> set[str]:
    """What this shell offers; nothing is said on its error stream."""
    if shell == "fish":
        command = ["fish", "--no-config", "-c", FISH, str(script), line]
    else:
        flags, text = (["--norc", "--noprofile"], BASH) if shell == "bash" else (["-f"], ZSH)
        command = [shell, *flags, "-c", text, shell, str(script), *typed(line)]
    # Where no program of ours is found, none can be started.
    clean = ["env", "PATH=/usr/bin:/bin", f"HOME={script.parent}", *command]
    done = subprocess.run(clean, cwd=script.parent, check=True, capture_output=True, text=True, timeout=60)
    assert done.stderr == ""
    return {offer.partition("\t")[0] for offer in done.stdout.split("\n") if offer}


@pytest.mark.parametrize("shell", ["bash", "zsh"])
@pytest.mark.parametrize("line", OFFERED)
def test_bash_and_zsh_offer(scripts: Path, shell: str, line: str) -> None:
    assert asked(shell, scripts / shell, line) == OFFERED[line]


@pytest.mark.parametrize("line", OFFERED)
def test_fish_offers(scripts: Path, line: str) -> None:
    found = asked("fish", scripts / "fish", line)
    assert found == ({"bash", "fish", "zsh"} if OFFERED[line] == FILES else OFFERED[line])


def test_every_command_is_offered(scripts: Path) -> None:
    expected = {command.name or command.callback.__name__ for command in cli.registered_commands if command.callback}
    expected |= {group.name for group in cli.registered_groups if group.name}
    for shell in ("bash", "zsh", "fish"):
        assert asked(shell, scripts / shell, "carteiro ") == expected


def test_at_a_terminal_tab_completes_in_bash_and_leaves_nothing_behind(scripts: Path) -> None:
    before = set(scripts.iterdir())
    with Terminal(["env", "PS1=$ ", f"HOME={scripts}", "bash", "--norc", "--noprofile", "-i"], scripts) as person:
        person.waits_for("$ ").types(f"unset HISTFILE; source {shlex.quote(str(scripts / 'bash'))}; echo ready")
        person.waits_for("\nready").presses(b"carteiro evi\tver\t").waits_for("carteiro evidence verify ")
        person.presses(b"\x15").types("exit").ends()
    assert set(scripts.iterdir()) == before


@pytest.mark.parametrize(("shell", "file"), PLACES.items())
def test_it_is_installed_for_one_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shell: str, file: str) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    done = CliRunner().invoke(cli, ["--install-completion", shell])
    assert done.exit_code == 0, done.output
    assert {path for path in tmp_path.rglob("*") if path.is_file()} == {tmp_path / file}
    assert (tmp_path / file).read_text() == CliRunner().invoke(cli, ["--show-completion", shell]).stdout


def test_another_shell_is_refused() -> None:
    done = CliRunner().invoke(cli, ["--show-completion", "tcsh"])
    assert (done.exit_code, "allowed: bash, zsh, fish" in done.output) == (2, True)
