# SPDX-License-Identifier: Apache-2.0
# `make demo` and `make test` need Python >= 3.11 and make, nothing else.
SHELL := /bin/sh
PYTHON ?= python3
UV_VERSION := 0.13.9
TOOLS := .tools
UV := $(shell command -v uv 2>/dev/null || echo $(TOOLS)/bin/uv)
RUN := $(UV) run --frozen --no-sync
KITS ?= kits
# A folder with captured pages that may not be handed on: make demo ARCHIVE=/some/folder
ARCHIVE ?=
# The recogniser (400 MB) and the trained network against noise come only where they are tested or asked for.
EXTRAS := --extra draft-voice --extra media --extra voice-folder --extra korean
ARCHIVES := $(if $(ARCHIVE),--archive $(ARCHIVE))

.DEFAULT_GOAL := help
.PHONY: help setup demo final test test-slow search lint bench clean

help:
	@echo "make demo    set everything up and build the example appeal (SPECIMEN)"
	@echo "make final   build and seal the invented example that reaches FINAL"
	@echo "make test    set everything up and run the tests"
	@echo "make search  run the tests with new random examples"
	@echo "make lint    ruff, mypy --strict, import-linter"
	@echo "make bench   measure side by side with the peers, and how a large ledger grows"

setup: .venv/.ready

.venv/.ready: uv.lock pyproject.toml
	@echo "Setting up: tools, fonts, codecs and the draft voice come as packages into .venv (only now, a minute or so)."
	@test "$(UV)" != "$(TOOLS)/bin/uv" || test -x $(TOOLS)/bin/uv || \
		{ $(PYTHON) -m venv $(TOOLS) && $(TOOLS)/bin/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION); }
	@$(UV) sync --frozen --quiet $(EXTRAS) --group dev
	@touch $@

# Exit 1 means findings (the demo is a specimen and says why); anything higher is a fault.
demo: setup
	@$(RUN) safeconduct build examples/kursk-2024 -o $(KITS)/kursk-2024 $(ARCHIVES) || test $$? -eq 1
	@echo "The kit is in $(KITS)/kursk-2024. Every file in it is a SPECIMEN; the findings above say why."

final: setup
	@$(RUN) python examples/river_town_final.py $(KITS)/river-town

test: setup
	@$(RUN) pytest

test-slow: setup
	@$(UV) sync --frozen --quiet --all-extras --group dev
	@$(RUN) pytest -m slow

# Property tests draw the same examples each time; here they look for new ones.
search: setup
	@$(RUN) pytest --hypothesis-profile=search

lint: setup
	@$(RUN) ruff check .
	@$(RUN) ruff format --check .
	@$(RUN) mypy
	@$(RUN) lint-imports

bench: setup
	@$(UV) sync --frozen --quiet --all-extras --group dev --group bench
	@$(RUN) python bench/press.py
	@$(RUN) python bench/ledger.py
	@$(RUN) python bench/studio.py
	@$(RUN) python bench/meters.py
	@$(RUN) python bench/alignment.py

clean:
	rm -rf .venv $(TOOLS) $(KITS)
