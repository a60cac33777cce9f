"""Are the alert rules right, and may Prometheus read what is exposed? Its own tool says so; no Prometheus runs."""

import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from gateway.console.metrics.exposition import Metrics
from gateway.settings import Settings
from tests.deploy.parts import DEPLOY, ROOT, run
from tests.growth import day
from tests.world import World

PROMETHEUS = DEPLOY / "prometheus"
RULES = PROMETHEUS / "carteiro.rules.yml"
TESTS = ROOT / "tests/deploy/prometheus/carteiro.test.yml"
ALERTS = [rule for group in YAML(typ="safe", pure=True).load(RULES.read_text())["groups"] for rule in group["rules"]]


def test_the_rules_and_the_scrape_configuration_are_understood() -> None:
    assert run("promtool", "check", "rules", "--lint-fatal", RULES).returncode == 0
    assert run("promtool", "check", "config", PROMETHEUS / "scrape.yml").returncode == 0


def verdict(folder: Path, rules: str) -> str:
    """What promtool says of other rules, by the tests of ours; '' when all is well."""
    (folder / "rules.yml").write_text(rules)
    (folder / "test.yml").write_text(re.sub(r"(?m)^  - \.\./.*carteiro\.rules\.yml$", "  - rules.yml", TESTS.read_text()))
    done = run("promtool", "test", "rules", folder / "test.yml")
    return "" if done.returncode == 0 else done.stdout + done.stderr


def test_each_alert_fires_when_it_should_and_only_then(tmp_path: Path) -> None:
    assert verdict(tmp_path, RULES.read_text()) == ""


@pytest.mark.parametrize("alert", ALERTS, ids=lambda rule: rule["alert"])
def test_an_alert_that_never_fires_or_always_does_is_found(tmp_path: Path, alert: dict[str, object]) -> None:
    """So that each has its test in either direction."""
    whole = RULES.read_text()
    before, _, after = whole.partition(f"- alert: {alert['alert']}\n")
    for instead in ("vector(1) < 0", "vector(1)"):
        spoilt = re.sub(r"expr: (?:\|\n(?: {10}.*\n)+|.*\n)", f"expr: {instead}\n", after, count=1)
        assert str(alert["alert"]) in verdict(tmp_path, f"{before}- alert: {alert['alert']}\n{spoilt}"), instead


@pytest.mark.parametrize("alert", ALERTS, ids=lambda rule: rule["alert"])
def test_an_alert_says_how_grave_it_is_and_where_to_read_on(alert: dict[str, dict[str, str]]) -> None:
    assert alert["labels"]["severity"] in {"critical", "warning"}
    assert set(alert["annotations"]) == {"summary", "description", "runbook"}
    page, _, anchor = alert["annotations"]["runbook"].partition("#")
    headings = re.findall(r"^## (.+)$", (ROOT / page).read_text(), re.MULTILINE)
    assert not anchor or anchor in {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}


def test_what_is_exposed_after_a_day_is_what_prometheus_likes(world: World, tmp_path: Path) -> None:
    metrics = Metrics(world.tools, Settings(home=tmp_path))
    day.live(world)
    done = run("promtool", "check", "metrics", input=metrics.text().decode())
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_metrics_that_prometheus_does_not_like_are_found() -> None:
    said = run("promtool", "check", "metrics", input="# TYPE carteiro_mails counter\ncarteiro_mails 1\n")
    assert "_total" in said.stdout + said.stderr
