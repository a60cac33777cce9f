"""What does a scraper read? The text of /metrics, taken apart by Prometheus' own client."""

from prometheus_client.parser import text_string_to_metric_families

from gateway.console.metrics.exposition import Metrics
from gateway.settings import Settings
from tests.world import World

Sample = dict[tuple[str, ...], float]


class Scraper:
    """Begins when it is made; `scrape` reads everything anew."""

    def __init__(self, world: World) -> None:
        self._metrics = Metrics(world.tools, Settings(home=world._home))
        self._samples: dict[str, Sample] = {}

    def scrape(self) -> None:
        families = text_string_to_metric_families(self._metrics.text().decode())
        self._samples = {}
        for sample in (sample for family in families for sample in family.samples):
            labels = tuple(value for _, value in sorted(sample.labels.items()))
            self._samples.setdefault(sample.name.removeprefix("carteiro_"), {})[labels] = sample.value

    def all(self, name: str) -> Sample:
        """Values of the labels, in the order of the labels' names -> value, without zeros."""
        return {labels: value for labels, value in self._samples.get(name, {}).items() if value}

    def one(self, name: str, *labels: str) -> float | None:
        """None when it is not there."""
        return self._samples.get(name, {}).get(labels)
