"""What does a shell offer at TAB? A script that holds every word itself: nothing is started, read or written while somebody types."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gateway.commands.dispositions import DISPOSITIONS
from storage.ticket.lifecycle import STATES

SHELLS = ("bash", "zsh", "fish")
WORDS: Mapping[str, Sequence[str]] = {
    " --show-completion": SHELLS,
    " --install-completion": SHELLS,
    " mail list --only": DISPOSITIONS,
    " ticket list --status": STATES,
}
"""Command and option -> what may stand behind it."""
GROUP = " ticket list --group"
PLAIN = re.compile(r"[\w.-]+")
"""What stands in a script without quotes."""
FILES = ""
"""Offered where a value is free: the shell's own names of files."""

POSIX = """\
    case "$spoken $before" in
{values}
        *)
            case "$spoken:$current" in
{commands}
            esac ;;
    esac
"""
BASH = """\
# What bash offers after `carteiro`. Made by `carteiro --show-completion bash`; make it again after an upgrade.
_carteiro() {{
    local current="${{COMP_WORDS[COMP_CWORD]}}" before="${{COMP_WORDS[COMP_CWORD-1]}}" spoken="" offered="" i
    if [[ $current == "=" ]]; then current=""; elif [[ $before == "=" ]]; then before="${{COMP_WORDS[COMP_CWORD-2]}}"; fi
    for ((i = 1; i < COMP_CWORD; i++)); do
        case "$spoken ${{COMP_WORDS[i]}}" in
            {known}) spoken="$spoken ${{COMP_WORDS[i]}}" ;;
        esac
    done
{body}
    COMPREPLY=($(compgen -W "$offered" -- "$current"))
}}
complete -o default -F _carteiro carteiro
"""
ZSH = """\
#compdef carteiro
# What zsh offers after `carteiro`. Made by `carteiro --show-completion zsh`; make it again after an upgrade.
_carteiro() {{
    local current="${{words[CURRENT]}}" before="${{words[CURRENT-1]}}" spoken="" offered="" i
    for ((i = 2; i < CURRENT; i++)); do
        case "$spoken ${{words[i]}}" in
            {known}) spoken="$spoken ${{words[i]}}" ;;
        esac
    done
{body}
    if [[ -n $offered ]]; then compadd -- ${{=offered}}; else _files; fi
}}
if [[ $funcstack[1] == _carteiro ]]; then _carteiro "$@"; else compdef _carteiro carteiro; fi
"""
FISH = """\
# What fish offers after `carteiro`. Made by `carteiro --show-completion fish`; make it again after an upgrade.
function __carteiro_offered
    set -l said (commandline -opc)
    set -l before $said[-1]
    set -l current (commandline -ct)
    set -l spoken ''
    for word in $said[2..-1]
        if contains -- "$spoken $word" {known}
            set spoken "$spoken $word"
        end
    end
    switch "$spoken $before"
{values}
    end
    switch "$spoken:$current"
{commands}
    end
end
complete -c carteiro -f -a '(__carteiro_offered)'
"""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A command as typed (` mail list`, '' for the program). words: below it, or its options; free: it takes an argument of one's own."""

    path: str
    words: tuple[str, ...]
    options: tuple[str, ...]
    valued: tuple[str, ...]
    free: bool


def script(shell: str, program: Any, groups: Sequence[str] = ()) -> str:
    """The script for one of SHELLS. program: the command at the top, as Typer makes it; groups: those of the catalogue."""
    found = _spoken(program, "")
    known = [one.path for one in found if one.path]
    values = {f"{one.path} {option}": FILES for one in found for option in one.valued}
    values |= {key: " ".join(words) for key, words in WORDS.items()}
    values |= {GROUP: " ".join(group for group in groups if PLAIN.fullmatch(group))}
    offers = [(f"{one.path}:-*", " ".join(one.options)) for one in found]
    offers += [(f"{one.path}:*", FILES if one.free else " ".join(one.words or one.options)) for one in found]
    if shell == "fish":
        told = {"values": _fish(values.items(), 8, ends=True), "commands": _fish(offers, 8, ends=False)}
        return FISH.format(known=" ".join(f"'{path}'" for path in known), **told)
    cases = "\n".join(f'        "{key}") offered="{words}" ;;' for key, words in values.items())
    commands = "\n".join(f'                "{path}:"{star}) offered="{words}" ;;' for (path, _, star), words in _split(offers))
    body = POSIX.format(values=cases, commands=commands)
    return (BASH if shell == "bash" else ZSH).format(known="|".join(f'"{path}"' for path in known), body=body)


def _split(offers: Sequence[tuple[str, str]]) -> list[tuple[tuple[str, str, str], str]]:
    return [(key.rpartition(":"), words) for key, words in offers]


def _fish(cases: Iterable[tuple[str, str]], blanks: int, *, ends: bool) -> str:
    """Cases of a switch; one of the first kind ends the function."""
    lines = []
    for key, words in cases:
        said = f"printf '%s\\n' {words}" if words else "__fish_complete_path $current"
        lines += [f"{' ' * blanks}case '{key}'", f"{' ' * (blanks + 4)}{said}"]
        if ends:
            lines.append(f"{' ' * (blanks + 4)}return")
    return "\n".join(lines)


def _spoken(command: Any, path: str) -> list[Spoken]:
    """The command, and all below it."""
    below = getattr(command, "commands", {})
    options = [param for param in command.params if param.param_type_name == "option" and not param.hidden]
    named = [name for option in options for name in option.opts]
    valued = [name for option in options if not option.is_flag for name in option.opts]
    free = any(param.param_type_name == "argument" for param in command.params)
    here = Spoken(path, tuple(below), (*named, "--help"), tuple(valued), free)
    return [here, *(one for name, inner in below.items() for one in _spoken(inner, f"{path} {name}"))]
