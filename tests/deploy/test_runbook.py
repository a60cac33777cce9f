"""Does whoever is called find where to begin? Every check, every alert and every exit leads to a section of docs/runbook.md."""

import re

import pytest
from ruamel.yaml import YAML

from gateway.commands import shown, starting
from gateway.console.health import looking
from tests.deploy.parts import DEPLOY, ROOT

RUNBOOK = (ROOT / "docs/runbook.md").read_text()
SECTIONS = re.findall(r"^## (.*)$", RUNBOOK, re.MULTILINE)
INDEX = RUNBOOK.partition("| you see | section |\n")[2].partition("\n\n")[0]
ALARMS = RUNBOOK.partition("## An alarm came\n")[2].partition("\n## ")[0]
REFUSED = RUNBOOK.partition("## The start is refused\n")[2].partition("\n## ")[0]


def alerts() -> set[str]:
    """The alerts of deploy/prometheus."""
    rules = YAML(typ="safe", pure=True).load((DEPLOY / "prometheus" / "carteiro.rules.yml").read_text())
    return {rule["alert"] for group in rules["groups"] for rule in group["rules"] if "alert" in rule}


def anchor(title: str) -> str:
    return re.sub(r"[^\w -]", "", title).lower().replace(" ", "-")


def test_every_check_has_its_row_and_no_other_has() -> None:
    assert re.findall(r"^\| `([a-z]+)` \|", ALARMS, re.MULTILINE) == list(looking.NAMES)


def test_every_alert_has_its_row_and_no_other_has() -> None:
    assert set(re.findall(r"`(Carteiro\w+)`", ALARMS)) == alerts()


def test_every_section_is_found_from_the_top() -> None:
    by_itself = {"What happens by itself"}
    assert {title for title in SECTIONS if f"(#{anchor(title)})" not in INDEX} == by_itself


@pytest.mark.parametrize("status", [starting.USAGE, shown.AGAIN])
def test_every_exit_of_a_unit_is_explained(status: int) -> None:
    assert f"| {status} |" in REFUSED


def test_an_exit_that_wants_a_person_speaks_of_the_database_too() -> None:
    """The one for a bad setting is that of a database that is not one to work on."""
    rows = re.findall(rf"^\| {starting.USAGE} \| (.*?) \|", REFUSED, re.MULTILINE)
    assert any("setting" in said for said in rows)
    assert any("database" in said for said in rows)


@pytest.mark.parametrize(
    ("guide", "pattern"),
    [("operating", rf"^\| {starting.USAGE} \| (.*) \|$"), ("commands", rf"^\*\*For scripts\..*?\b{starting.USAGE} ([^;]+); \d")],
)
def test_what_such_an_exit_means_is_said_wherever_exits_are_looked_up(guide: str, pattern: str) -> None:
    (said,) = re.findall(pattern, (ROOT / "docs" / f"{guide}.md").read_text(), re.MULTILINE | (re.DOTALL if guide == "commands" else 0))
    assert "person" in said
    assert "database" in said
