# newsbridge: `make run` sets up and does the main job once, `make test` sets up and runs all tests.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.DEFAULT_GOAL := help
.PHONY: help run test test-long lint format lock clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(STAMP) ## set up, collect the example portal, translate it, write public/feeds/{de,en,zh}.xml
	@$(BIN)/newsbridge packages install --attempt --timeout 5 de-en en-zh
	@$(BIN)/python -m examples.portal run -- $(BIN)/newsbridge --catalogue examples/portal/sources.toml run

test: $(STAMP) ## set up and run all tests but the long ones
	@$(BIN)/pytest --numprocesses auto --dist loadfile -m "not long"

test-long: $(STAMP) ## a real browser, a month of subscribers, backups, what must be erased: some minutes
	@$(BIN)/pytest --numprocesses auto --dist loadfile -m long

lint: $(STAMP) ## ruff and mypy
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

format: $(STAMP) ## put imports and layout in order
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

lock: $(STAMP) ## pin the newest versions that pyproject.toml allows, for every Python it allows
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-header --no-emit-index-url --no-emit-find-links --upgrade \
		--extra dev --output-file constraints.txt pyproject.toml

clean: ## remove the set-up and everything that runs have made: store, packages, feeds
	@rm -rf $(VENV) var public build dist *.egg-info .mypy_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "newsbridge needs Python 3.11 or newer; name one with: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || \
		{ rm -rf $(VENV); echo "Python's venv module is missing; on Debian: apt install python3-venv"; exit 1; }
	@echo "Setting up in $(VENV), a minute or two ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@
