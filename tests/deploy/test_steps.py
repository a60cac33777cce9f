"""Does docs/operating.md make every folder that the first command needs, and start every part that an installation of parts has?"""

import re

from tests.deploy.parts import ROOT, SYSTEMD, environment_file, lines

GUIDE = (ROOT / "docs" / "operating.md").read_text()


def test_settings_and_state_have_their_folders_before_the_first_question() -> None:
    (row,) = re.findall(r"^\| settings \|.*$", GUIDE, re.MULTILINE)
    before = row.partition("deploy/systemd/carteiro init")[0]
    assert re.findall(r"install -d -o carteiro -g carteiro -m (\d+) (\S+)`", before) == [
        ("750", "/etc/carteiro"),
        ("700", environment_file(everything=False)["CARTEIRO_HOME"]),
    ]


def test_every_part_is_started_by_the_step_to_parts() -> None:
    parts = set()
    for unit in SYSTEMD.glob("*.service"):
        if lines(unit.name).get("Unit", "PartOf", fallback="") == "carteiro.target":
            parts.add(unit.stem.removesuffix("@"))
    assert len(parts) > 3
    (row,) = re.findall(r"^\| 4\. parts \|.*$", GUIDE, re.MULTILINE)
    assert parts <= set(re.findall(r"(carteiro-\w+)", row))
