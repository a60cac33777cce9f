"""Are the compose file and the image's recipe right? Their own linters; no engine runs."""

from pathlib import Path

import pytest

from gateway import pageurl
from gateway.console.page import probes, site
from gateway.settings import Settings
from tests.deploy.parts import COMPOSE, ROOT, compose, ours, run

RECIPE = COMPOSE / "Containerfile"


def schema(path: Path) -> int:
    """0 when a file is what the Compose Specification says (its JSON schema travels with check-jsonschema)."""
    return run("check-jsonschema", "--builtin-schema", "vendor.compose-spec", path).returncode


def test_the_compose_file_is_what_the_specification_says() -> None:
    assert schema(COMPOSE / "compose.yml") == 0


@pytest.mark.parametrize(
    ("right", "wrong"), [("restart:", "restarts:"), ("interval: 10s", "interval: [10]"), ("tmpfs: [/tmp]", "tmpfs: {}")]
)
def test_a_compose_file_that_is_wrong_is_found(tmp_path: Path, right: str, wrong: str) -> None:
    path = tmp_path / "compose.yml"
    path.write_text((COMPOSE / "compose.yml").read_text().replace(right, wrong, 1))
    assert schema(path) != 0


def test_the_recipe_is_one_that_hadolint_likes() -> None:
    done = run("hadolint", RECIPE)
    assert (done.returncode, done.stdout) == (0, "")


def test_a_recipe_that_is_careless_is_found(tmp_path: Path) -> None:
    path = tmp_path / "Containerfile"
    path.write_text(RECIPE.read_text().replace("python:3.11-slim-bookworm", "python"))
    assert "DL3006" in run("hadolint", path).stdout


def test_what_the_recipe_copies_is_there() -> None:
    lines = [line.split()[1:-1] for line in RECIPE.read_text().splitlines() if line.startswith("COPY ") and "--from" not in line]
    copied = [Path(name) for line in lines for name in line]
    assert len(copied) > 5
    assert [str(path) for path in copied if not (ROOT / path).exists()] == []
    wheel = (ROOT / "pyproject.toml").read_text().partition("force-include]")[2].partition("[tool.ruff]")[0]
    carried = {line.split('"')[1] for line in wheel.splitlines() if line.startswith('"')}
    assert carried <= {str(path) for path in copied}, "what travels inside the package"


def test_what_the_recipe_copies_is_sent_and_secrets_are_not() -> None:
    kept_back = (COMPOSE / "Containerfile.dockerignore").read_text().split("\n")[1:-1]
    assert {"deploy/compose", "var", ".git"} <= set(kept_back)
    copied = [
        name for line in RECIPE.read_text().splitlines() if line.startswith("COPY ") and "--from" not in line for name in line.split()[1:-1]
    ]
    assert [name for name in copied if name in kept_back] == []


def test_nobody_is_root_and_nothing_but_the_state_is_written() -> None:
    last = RECIPE.read_text().rpartition("FROM ")[2]
    assert "\nUSER 10001\n" in last
    for name, service in ours().items():
        assert (service["read_only"], service["cap_drop"], service["security_opt"]) == (True, ["ALL"], ["no-new-privileges:true"]), name


def test_every_part_is_looked_after() -> None:
    services = compose()["services"]
    assert [name for name, service in services.items() if "healthcheck" not in service or service["restart"] != "unless-stopped"] == []
    outside = {name for name, service in services.items() if any(not port.startswith("127.") for port in service.get("ports", ()))}
    assert outside == {"border", "submission"}, "only doors are reached from outside"


@pytest.mark.parametrize("asked", ["compose", "image"])
def test_the_page_is_asked_whether_it_is_ready(asked: str) -> None:
    """At an address that it answers to without a password."""
    if asked == "compose":
        service = ours()["page"]
        address, program = service["environment"]["CARTEIRO_PAGE"], service["healthcheck"]["test"][-1]
    else:
        address, program = Settings.model_fields["page"].default, RECIPE.read_text()
    url = pageurl.read(address)
    assert url is not None
    assert url.any_address or url.host == "127.0.0.1"
    assert f"'http://127.0.0.1:{url.port}{probes.READY}'" in program
    assert not any(path == probes.READY for path in site.PAGES), "no page of people"


@pytest.mark.parametrize("name", ["border", "submission"])
def test_a_door_is_asked_where_it_listens(name: str) -> None:
    service = ours()[name]
    ports = {url.split("?")[0].rpartition(":")[2] for url in service["environment"]["CARTEIRO_LISTEN"].split(",")}
    assert {str(port).partition(":")[2] for port in service["ports"]} == ports
    assert ", 2525, " in service["healthcheck"]["test"][3]
    assert "2525" in ports
