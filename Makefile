# `make` alone lists what there is. Everything lives in .venv/; nothing outside this folder is touched,
# except that `make test` asks Debian for Chromium when there is none and it may (root).
SHELL := /bin/bash
PY := .venv/bin/python
RUN := $(PY) -P -m
# Compiled files are kept, whatever the surroundings say: else each process that is started compiles all of ours anew.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help try run doctor procrastinate analyse teams test check format lint types imports soak bench lock chromium node clean

help: ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1|/' | while IFS='|' read -r name text; do printf '  make %-10s %s\n' "$$name" "$$text"; done

# uv installs in a tenth of the time; where it cannot reach an index that pip is set up for, pip does it.
INSTALL = install() { .venv/bin/uv pip install --quiet --python $(PY) "$$@" 2>/dev/null \
	|| $(PY) -m pip install -qq --disable-pip-version-check "$$@"; }; install

.venv/bin/uv: requirements-installer.lock
	@python3 -m venv .venv
	@$(PY) -m pip install -qq --disable-pip-version-check --require-hashes -r requirements-installer.lock
	@touch $@

.venv/.runtime: requirements.lock pyproject.toml .venv/bin/uv
	@echo "Installing what the bot needs into .venv/ (once, about half a minute) ..."
	@$(INSTALL) --require-hashes -r requirements.lock
	@$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

.venv/.dev: requirements-dev.lock .venv/.runtime
	@echo "Installing what the tests need into .venv/ (once, about a minute) ..."
	@$(INSTALL) --require-hashes -r requirements-dev.lock
	@touch $@

# `make try PLATFORM=teams`: the workspace plays Teams, with cards drawn by Microsoft's own renderer.
PLATFORM ?= slack
try: .venv/.runtime $(if $(filter teams,$(PLATFORM)),teams node_modules/.cards) ## a local workspace and the bot in it, in your browser (PLATFORM=teams; EMPTY=1: no demo data)
	@$(RUN) bot try --platform $(PLATFORM) $(if $(EMPTY),--empty)

run: .venv/.runtime ## the bot, on the settings in .env
	@$(RUN) bot run

doctor: .venv/.runtime ## checks settings, database, token, scopes and mail server, and says what to do
	@$(RUN) bot doctor

procrastinate: .venv/.runtime ## what ENGINE=procrastinate needs beside (several processes on one PostgreSQL, jobs in it)
	@$(INSTALL) --require-hashes -r requirements-procrastinate.lock

analyse: .venv/.runtime ## what learns from coded replies beside (CODING=on in .env)
	@$(INSTALL) --require-hashes -r requirements-analyse.lock

teams: .venv/.runtime ## what Microsoft Teams needs beside (TEAMS_* in .env)
	@$(INSTALL) --require-hashes -r requirements-teams.lock

chromium:
	@sh tests/support/need_chromium.sh

node_modules/.cards: package.json package-lock.json | .venv/.dev
	@[ -d node_modules/adaptivecards ] || { echo "Installing Microsoft's card renderer from npm into node_modules/ ..."; \
	  PATH="$(CURDIR)/.venv/bin:$$PATH" $(PY) tests/support/npm.py ci --omit=dev --no-audit --no-fund --silent; }
	@touch $@

node_modules/.ready: package.json package-lock.json .venv/.dev
	@echo "Installing the development tools from npm into node_modules/ ..."
	@PATH="$(CURDIR)/.venv/bin:$$PATH" $(PY) tests/support/npm.py ci --no-audit --no-fund --silent
	@touch $@

# Three at once, however few cores there are: the bots that tests start wait more than they compute. (With four on two
# cores a bot now and then took longer than the three seconds that Slack waits.) A file's tests stay together: they share
# what is slow to make. The order is that of tests/conftest.py.
WORKERS := -n 3 --dist loadfile --no-loadscope-reorder

test: .venv/.dev node_modules/.ready chromium ## every test: unit, contract, scenario, architecture, browser; SQLite and PostgreSQL
	@$(RUN) pytest $(WORKERS) -m "not soak"

check: .venv/.dev node_modules/.ready chromium format lint types imports ## what CI runs: format, lint, types, imports, then every test but the kills
	@$(RUN) pytest $(WORKERS) -m "not soak and not kills"

format: .venv/.dev
	@$(RUN) ruff format --check --quiet . || { echo "Run: .venv/bin/ruff format ."; exit 1; }

lint: .venv/.dev
	@$(RUN) ruff check --quiet .

types: .venv/.dev
	@$(RUN) mypy

imports: .venv/.dev
	@.venv/bin/lint-imports --no-cache | tail -3

soak: .venv/.dev node_modules/.ready chromium ## the full counts of kills, examples and repeats (long)
	@HYPOTHESIS_PROFILE=soak $(RUN) pytest -m "soak or not soak"

bench: .venv/.dev ## how fast and how large, beside baselines of the same run
	@$(PY) -m bench.ack && $(PY) -m bench.footprint

lock: .venv/.dev ## the lock files anew, from pyproject.toml
	@for f in "requirements.lock" "requirements-procrastinate.lock --extra procrastinate" "requirements-teams.lock --extra teams" "requirements-analyse.lock --extra analyse" "requirements-dev.lock --extra dev"; do \
	  .venv/bin/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet --extra install -o $$f; done
	@echo uv | .venv/bin/uv pip compile - --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet -o requirements-installer.lock

clean: ## away with .venv/, node_modules/ and what was built; data/ stays
	rm -rf .venv node_modules build *.egg-info .mypy_cache .ruff_cache .pytest_cache
