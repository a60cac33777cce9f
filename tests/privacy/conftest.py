"""On which database is something erased? On each: what is told here is told twice."""

import pytest

from tests.databases import DATABASES, KINDS


@pytest.fixture(autouse=True, params=KINDS)
def kind(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The database of the gateways that the test makes."""
    monkeypatch.setattr(DATABASES, "kind", request.param)
    return str(request.param)
