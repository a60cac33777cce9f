"""Does docs/metrics.md tell of every metric as it is, and of none that there is not? Do the alert rules ask for such only?"""

import re
from pathlib import Path

import pytest

from gateway.console.metrics.exposition import Metrics
from gateway.settings import Settings
from tests.growth import day
from tests.habits.tree import text
from tests.world import World

PAGE = Path("docs/metrics.md")
RULES = Path("deploy/prometheus/carteiro.rules.yml")
ROW = re.compile(r"^\| `(carteiro_\w+)` \| (gauge|counter|histogram) \| (.*?) ?\| (.+?) \| (.+?) \|$", re.MULTILINE)
NAMED = re.compile(r"\bcarteiro_[a-z_]+[a-z]\b")
OF_HISTOGRAM = re.compile(r"_(bucket|sum|count)$")
Told = dict[str, tuple[str, frozenset[str]]]


@pytest.fixture
def there(world: World, tmp_path: Path) -> Told:
    """Name -> (type, labels) of each metric that has values after a day."""
    metrics = Metrics(world.tools, Settings(home=tmp_path))
    day.live(world)
    found = {}
    for family in metrics.collect():
        name = f"{family.name}_total" if family.type == "counter" else family.name
        labels = {label for sample in family.samples for label in sample.labels} - {"le"}
        assert family.samples, f"{name} has no value"
        found[name] = (family.type, frozenset(labels))
    return found


def told(page: str) -> Told:
    return {name: (kind, frozenset(re.findall(r"`(\w+)`", labels))) for name, kind, labels, _, _ in ROW.findall(page)}


def test_every_metric_is_told_with_its_type_and_labels(there: Told) -> None:
    assert told(text(PAGE)) == there
    assert len(ROW.findall(text(PAGE))) == len(there), "each once"


@pytest.mark.parametrize("path", [PAGE, RULES], ids=lambda path: path.name)
def test_no_other_metric_is_asked_for(there: Told, path: Path) -> None:
    named = {OF_HISTOGRAM.sub("", name) for name in NAMED.findall(text(path))}
    assert len(named) > 5
    assert named - there.keys() == set()
