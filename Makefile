# Each target does its own set-up, and is quick when nothing changed. Needs Python 3.11+ with venv.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -q
# Where it is set, every start of `carteiro` would compile each module anew, and takes twice as long.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: run demo test check bench faults letters setup install servers lock

run: setup
	@$(BIN)/carteiro demo

demo: setup
	@$(BIN)/carteiro demo --exit

test: .venv/dev servers
	$(BIN)/python -m pytest -n 4

check: .venv/dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/bench .venv-peers/made servers
	$(BIN)/python -m bench

faults: .venv/dev servers
	$(BIN)/python -m pytest -m faults -s --timeout 3600 tests/deploy tests/faults tests/storage tests/privacy
	$(BIN)/python -m pytest -n 4 --timeout 3600 --database postgresql tests/stories tests/storage

letters: .venv/dev servers
	@$(BIN)/python -m tests.letters.gallery

setup: .venv/run

.venv/run: requirements/run.txt pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv || { echo "Python 3.11+ with venv is needed (Debian: apt-get install python3-venv)"; exit 1; }
	@echo "Installing into .venv ..."
	@$(PIP) install --require-hashes -r requirements/run.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev: .venv/run requirements/dev.txt
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@

.venv/bench: .venv/dev requirements/bench.txt
	@$(PIP) install --require-hashes -r requirements/bench.txt
	@touch $@

# Into a place of its own (docs/operating.md): make install PLACE=/opt/carteiro; with NEXT=1 beside the one that is used.
PLACE ?= /opt/carteiro
install:
	@PYTHON=$(PYTHON) deploy/install $(PLACE) $(if $(NEXT),next)

# The ticket systems that `make bench` stands beside ours. What cannot be installed is said in the table.
.venv-peers/made: requirements/peers.txt
	@test -x .venv-peers/bin/python || $(PYTHON) -m venv .venv-peers
	@.venv-peers/bin/python -m pip --disable-pip-version-check -q install --require-hashes -r requirements/peers.txt && touch $@ || echo "The peers could not be installed."

# The servers and clients that tests talk to, from Debian packages; nothing is started here.
servers:
	@sh tests/servers.sh

# Writes the hashed requirement files anew (needs uv).
lock:
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --all-extras pyproject.toml requirements/build.in -o requirements/run.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --all-extras --group dev pyproject.toml requirements/build.in -c requirements/run.txt -o requirements/dev.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --group bench -c requirements/dev.txt -o requirements/bench.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header requirements/peers.in -o requirements/peers.txt
