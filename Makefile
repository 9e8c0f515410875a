.DEFAULT_GOAL := help
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: help install browser demo test soak check bench compiled pictures format clean

help: ## what can be done here
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  \1\t/' | expand -t 14

install: $(STAMP) ## virtual environment with the program and its tools

$(STAMP): pyproject.toml constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e . --group dev
	@touch $@

demo: install ## the whole cycle over three loopback trackers, no account needed
	$(BIN)/steelyard demo

browser: ## Debian's chromium for the tests of pages, where it may be installed
	@command -v chromium chromium-browser google-chrome > /dev/null || { \
	  test "$$(id -u)" = 0 && command -v apt-get > /dev/null && apt-get update -qq \
	  && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium > /dev/null; } \
	  || echo "no chromium and no right to install it: the tests of pages will say that they skip"

test: install browser ## the tests
	$(BIN)/python -m pytest -n auto -q

soak: install ## every kill point, long random histories; an hour
	SOAK=1 $(BIN)/python -m pytest -n auto -q --timeout 3600 tests/cycle/test_killed.py tests/cycle/test_any_order.py

check: install ## lint, types, architecture, security, packaging
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/bandit -q -r steelyard connectors enrichment
	$(BIN)/python tests/security/audit_dependencies.py constraints.txt
	$(BIN)/python -m build --wheel --outdir dist > /dev/null
	$(BIN)/python tests/packaging/check_wheel.py dist

bench: install ## speed, memory and requests, as ratios
	$(BIN)/python -m benchmarks

compiled: install ## a wheel whose reader and scales are machine code, in dist/
	HATCH_BUILD_HOOK_ENABLE_MYPYC=1 $(BIN)/python -m build --outdir dist > /dev/null
	$(BIN)/python tests/packaging/check_wheel.py dist

pictures: install browser ## the pictures of the documentation, drawn anew
	$(BIN)/python -m docs.pictures

format: install ## apply the formatter and the safe fixes
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean: ## remove what was built
	rm -f *.so && find connectors enrichment steelyard -name '*.so' -delete
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
