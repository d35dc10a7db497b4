# Needs only make and Python 3.11 or newer; everything else is fetched into .venv and static/vendor.
# Of static/vendor and our own styles and scripts static/bundle is made, anew when one of them changed.

# The first of these that really runs and can make a virtual environment: pyenv leaves names on PATH
# that do not run, and Debian leaves out ensurepip.
PYTHON ?= $(shell for name in python3.13 python3.12 python3.11 python3; do \
	$$name -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$name && break; done)

BIN := .venv/bin
# The lock files are complete, so pip need not look for what each package needs in turn.
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet --quiet
INSTALL := $(PIP) install --no-deps
# What Python compiled is kept, also where that is switched off: tests start many processes.
unexport PYTHONDONTWRITEBYTECODE
# As many processes as there are processors.
PYTEST := $(BIN)/python -m pytest -n auto --dist loadgroup

.DEFAULT_GOAL := help
.PHONY: help python .venv demo test test-fast test-all mutants check format bench lock static/vendor static/bundle clean

help:
	@echo "make demo       the practice environment in your browser (PORT=8000 for another port)"
	@echo "make test       what CI runs; ARGS='-k name' for some"
	@echo "make test-fast  within a minute: no browser, no PostgreSQL, no whole pages"
	@echo "make test-all   every story in every way, all rounds, with coverage: before a release"
	@echo "make mutants    whether the tests notice 150 faults; the list goes to var/mutants.tsv"
	@echo "make check      lint, types, floors and twins; make format repairs the layout of the code"
	@echo "make bench      times pages, copies, look-ups, lists, 100 calls at once, slow people; var/bench.json"
	@echo "make .venv      only the set-up"
	@echo "make static/bundle  shows a change of a style or a script, once the program is started anew"
	@echo "make lock       after a change of the dependencies in pyproject.toml"
	@echo "make clean      removes all that make made, but not var/ (your data)"

# Which Python will be used; .ci/run asks it.
python:
	@echo $(PYTHON)

demo: .venv
	@$(BIN)/mandaatwijzer demo

test: .venv/.stamp-dev static/bundle node_modules/.package-lock.json
	$(PYTEST) $(ARGS)

test-fast: .venv/.stamp-dev static/bundle
	$(PYTEST) -m "not browser and not postgres and not slow" $(ARGS)

test-all: .venv/.stamp-dev static/bundle node_modules/.package-lock.json
	WIZARD_TEST_EVERYTHING=1 $(PYTEST) --cov $(ARGS)

mutants: .venv/.stamp-dev static/bundle node_modules/.package-lock.json
	$(BIN)/python -m tests.mutants $(ARGS)

check: .venv/.stamp-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m pytest --quiet tests/house/test_equal_lines.py

format: .venv/.stamp-dev
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: .venv/.stamp-dev static/bundle
	$(BIN)/python -m tests.bench

.venv: .venv/.stamp static/bundle

static/vendor: static/vendor/.stamp

static/bundle: static/bundle/made.json

.venv/.stamp: pyproject.toml requirements.lock
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer, with venv, is needed; PYTHON=... names another one." >&2; exit 1; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear .venv
	@echo "Fetching what Mandaatwijzer needs; this takes about half a minute, once."
	@$(INSTALL) -r requirements.lock
	@$(INSTALL) -e .
	@touch $@

.venv/.stamp-dev: requirements-dev.lock .venv/.stamp
	@echo "Fetching what the tests need."
	@$(INSTALL) -r requirements-dev.lock
	@touch $@

# Installing ourselves fills static/vendor (hatch_build.py), so mostly this has nothing left to do.
static/vendor/.stamp: package.json package-lock.json hatch_build.py | .venv/.stamp
	@$(INSTALL) -e .

PARTS := static/bundle.toml $(wildcard static/css/*.css static/js/*.js)

static/bundle/made.json: $(PARTS) static/vendor/.stamp hatch_build.py | .venv/.stamp
	@$(BIN)/python hatch_build.py

# What only the tests use from npm, so that make demo need not fetch it.
node_modules/.package-lock.json: package.json package-lock.json hatch_build.py | .venv/.stamp-dev
	@echo "Fetching the checker of HTML."
	@MANDAATWIJZER_TOOLS=1 $(INSTALL) -e .

# Exact versions and hashes, for every Python and every system, without the address of any index.
lock: .venv/.stamp
	$(PIP) install uv
	$(BIN)/uv pip compile $(LOCK) --upgrade --group dev pyproject.toml -o requirements-dev.lock
	$(BIN)/uv pip compile $(LOCK) -c requirements-dev.lock pyproject.toml -o requirements.lock
	npm install --package-lock-only --ignore-scripts
LOCK := --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate

clean:
	rm -rf .venv node_modules static/vendor static/.vendor-* static/bundle static/.bundle-* build dist *.egg-info .import_linter_cache
	rm -rf .mypy_cache .pytest_cache .ruff_cache .hypothesis test-results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
