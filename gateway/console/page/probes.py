"""What are programs told that ask how it goes? /health and /metrics, for whoever asks, and nothing about anybody."""

import json
import time
from collections.abc import Sequence

from gateway.clockwork.tools import Tools
from gateway.console.health.check import Check
from gateway.console.health.looking import look
from gateway.console.health.report import live, ready, report
from gateway.console.metrics.exposition import CONTENT_TYPE, Metrics
from gateway.console.page.answer import Answer
from gateway.settings import Settings

JSON = "application/json; charset=utf-8"
KEPT_SECONDS = 1.0  # however many ask, the parts are asked so often
LIVE, READY, HEALTH, METRICS = "/health/live", "/health/ready", "/health", "/metrics"
PATHS = frozenset({LIVE, READY, HEALTH, METRICS})


class Probes:
    """For several threads."""

    def __init__(self, tools: Tools, settings: Settings) -> None:
        self._tools, self._settings = tools, settings
        self._metrics = Metrics(tools, settings)
        self._kept: dict[str, tuple[float, Answer]] = {}

    def answer(self, path: str) -> Answer:
        """What is said at one of PATHS. Never raises."""
        at, kept = self._kept.get(path, (0.0, None))
        if kept is None or time.monotonic() - at >= KEPT_SECONDS:
            kept = self._made(path)
            self._kept[path] = (time.monotonic(), kept)
        return kept

    def _made(self, path: str) -> Answer:
        if path == METRICS:
            return Answer(200, self._metrics.text(), CONTENT_TYPE)
        checks = look(self._tools, self._settings)
        return _whole(checks) if path == HEALTH else _ready(checks)


def alive() -> Answer:
    """The process turns."""
    return _json(200, {"live": live()})


def _ready(checks: Sequence[Check]) -> Answer:
    is_ready = ready(checks)
    return _json(200 if is_ready else 503, {"ready": is_ready})


def _whole(checks: Sequence[Check]) -> Answer:
    said = report(checks)
    return _json(200 if said["ready"] else 503, said)


def _json(status: int, said: object) -> Answer:
    return Answer(status, (json.dumps(said, ensure_ascii=False) + "\n").encode(), JSON)
