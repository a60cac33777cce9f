"""Would the program take every command line that the guides write? Each is parsed as it stands; nothing is run."""

import re
import shlex

import pytest

from tests.deploy.parts import NOT_TAKEN, ROOT, taken

GUIDES = ("README.md", "docs/operating.md", "docs/runbook.md")
BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CALL = re.compile(r"(?:^|[;(] ?|[A-Z_]+=\S+ )(?:\S*/bin/carteiro|\$new|carteiro) ([^\n#|;>)]+)", re.MULTILINE)
INLINE = re.compile(r"`carteiro ([^`…]+)`")
PLAIN = re.compile(r"[a-z]+(?: [a-z]+)?|--help")  # a command by its name alone, as sentences speak of it


def written(name: str) -> list[str]:
    """The command lines of a guide: those in its blocks, and those with arguments in its sentences."""
    text = (ROOT / name).read_text()
    blocks = [line for block in BLOCK.findall(text) for line in CALL.findall(block)]
    inline = [line for line in INLINE.findall(BLOCK.sub("", text)) if not PLAIN.fullmatch(line) and not re.search(r"[A-Z]{4}", line)]
    return [line.strip() for line in (*blocks, *inline)]


@pytest.mark.parametrize("name", GUIDES)
def test_the_program_takes_it(name: str) -> None:
    lines = written(name)
    assert len(lines) > 5
    for line in lines:
        try:
            assert taken(shlex.split(line)), f"{line}: no whole command"
        except NOT_TAKEN as error:
            raise AssertionError(f"carteiro {line}: {error.format_message()}") from None


@pytest.mark.parametrize("line", ["ticket show", "mail list --onyl dead", "restore", "evidence accept --reason"])
def test_a_line_that_it_would_not_take_is_found(line: str) -> None:
    with pytest.raises(NOT_TAKEN):
        taken(shlex.split(line))


def test_lines_are_found_where_they_are_written() -> None:
    assert {"mail retry in-12", "restore /backup/before", "mail show in-12 --raw"} <= set(written("docs/runbook.md"))
    assert 'ticket show "$number"' in written("README.md")
