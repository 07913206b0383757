# make demo: the main job on the demo articles.   make test: the quick tests.
# Both set up what they need in .venv; a machine with Python 3.11+, git and make is enough.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -q

.PHONY: demo test check slow browser docs lock bench clean

demo: .venv/run
	$(BIN)/armillary demo

test: .venv/dev
	$(BIN)/python -m pytest -q

check: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python docs/generate.py --check
	$(BIN)/mkdocs build --strict --quiet --site-dir .venv/site

slow: .venv/dev
	$(BIN)/python -m pytest -q -m slow

browser: .venv/dev
	sh .ci/chromium
	$(BIN)/python -m pytest -q -m browser

docs: .venv/dev
	$(BIN)/python docs/generate.py
	$(BIN)/mkdocs build --strict --site-dir site

# Measures what bench/RESULTS.md reports; DATA is the folder of labelled sets.
DATA ?= ../shared/data
bench: .venv/dev
	$(BIN)/python bench/run.py --data $(DATA)

# Needs uv; the two files pin the same versions.
lock:
	uv pip compile pyproject.toml --all-extras --group build --universal --generate-hashes --no-header -q -o requirements.lock
	uv pip compile pyproject.toml --all-extras --group dev --universal --generate-hashes --no-header -q \
		-c requirements.lock -o requirements-dev.lock

.venv/python:
	$(PYTHON) -c 'import sys; sys.exit("Armillary needs Python 3.11 or newer; try make PYTHON=python3.12" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv
	touch $@

.venv/run: .venv/python requirements.lock pyproject.toml
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation -e .
	touch $@

.venv/dev: .venv/python requirements-dev.lock pyproject.toml
	$(PIP) install --require-hashes -r requirements-dev.lock
	$(PIP) install --no-deps --no-build-isolation -e .
	touch $@ .venv/run

clean:
	rm -rf .venv site demo
