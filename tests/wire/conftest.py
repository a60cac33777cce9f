"""How does a test get its door? Open on a free port, closed and empty-handed afterwards."""

import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.wire import looked_at
from tests.wire.premises import Caller, Opener, Premises


@pytest.fixture
def open_premises(tmp_path: Path) -> Iterator[Opener]:
    """Opens doors with settings of the test's choice."""
    with ExitStack() as opened:

        def make(**settings: object) -> Premises:
            made = Premises(tmp_path, **settings)  # type: ignore[arg-type] # handed through
            opened.callback(made.close)
            return made

        yield make


@pytest.fixture
def premises(open_premises: Opener) -> Premises:
    return open_premises()


@pytest.fixture
def caller(premises: Premises) -> Caller:
    """A caller who has said EHLO."""
    return premises.call().greet()


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The query of a listener's URL that names a self-made certificate."""
    folder = tmp_path_factory.mktemp("tls")
    files = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")]
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", *files]
    subprocess.run(made, check=True, capture_output=True)
    return f"?tls_cert={folder}/cert.pem&tls_key={folder}/key.pem"


@pytest.fixture(scope="session")
def looked_at_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with something of every kind on record, for tests that only look at it."""
    home = tmp_path_factory.mktemp("page")
    looked_at.filled(home)
    return home


@pytest.fixture(scope="session")
def site(looked_at_home: Path) -> Iterator[looked_at.Site]:
    """`carteiro page` on it."""
    with looked_at.looking(looked_at_home) as found:
        yield found
