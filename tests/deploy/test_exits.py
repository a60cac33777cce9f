"""Is the exit that only Carteiro has named wherever an operator or a script looks for exits?"""

import re

import pytest

from gateway.commands import starting
from tests.deploy.parts import ROOT


@pytest.mark.parametrize("guide", ["commands", "operating", "runbook"])
def test_it_is_said_to_be_our_own_and_what_it_means(guide: str) -> None:
    text = (ROOT / "docs" / f"{guide}.md").read_text()
    (said,) = [
        line for line in re.split(r"\n\n|\n(?=\|)", text) if re.search(r"\bours alone\b|\bCarteiro's own, beside\b|\bof our own: \d", line)
    ]
    assert re.search(rf"\b{starting.STATE}\b", said)
    assert "database" in said
    assert "person" in said
