# Daily commands. Each target installs what it needs; Python 3.11 or newer, pip and make are enough.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
LOWEST := $(VENV)/lowest
SITE_GEN := $(BIN)/python -m site_gen
ELEVENTY := 3.1.8
SUDO := $(if $(filter 0,$(shell id -u)),,sudo)

.PHONY: help build test test-lowest coverage lint format check workflows components messages pictures test-all soak bench bench-growth bench-scaling clean

help: ## List the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

build: $(VENV)/.runtime ## Build the sample newsroom into _site/
	$(SITE_GEN) build

test: $(VENV)/.dev ## Run the fast tests
	$(BIN)/python -m pytest -n auto

test-lowest: $(VENV)/.lowest ## Run the fast tests with the oldest versions of libraries that are allowed
	$(LOWEST)/bin/python -m pytest -n auto -p no:cacheprovider

coverage: $(VENV)/.dev ## Run the fast tests and report lines they do not reach
	$(BIN)/python -m pytest -n auto --cov --cov-report=term

test-all: $(VENV)/.browser ## Run all tests, including slow ones and those in Chromium
	$(BIN)/python -m pytest -m "not browser"
	$(BIN)/python -m pytest -m browser

lint: $(VENV)/.dev ## Check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/.dev ## Format the code and fix what ruff can fix
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

check: build ## Build the sample newsroom, and check its records and built folder
	$(SITE_GEN) check --strict

workflows: | $(VENV)/bin/python ## Check the workflows with actionlint, including those for new sites
	PYTHON=$(BIN)/python bash .ci/workflows

components: $(VENV)/.dev ## Render all components in all states: _components/index.html
	$(BIN)/python -m tests.components.gallery _components

messages: $(VENV)/.dev ## Find all messages, and merge them into the catalogues of site_gen/translations/
	$(BIN)/python -m tests.i18n.messages

pictures: $(VENV)/.browser ## Take the pictures of pages in docs/images/ again
	$(BIN)/python -m tests.browser.pictures docs/images

soak: $(VENV)/.dev ## Build after each of 1,000 random edits, and compare with clean builds
	$(BIN)/python -m tests.sites.soak --edits 1000

bench: $(VENV)/.bench ## Compare with Hugo, Eleventy and Jekyll; update docs/benchmarks.md
	-@$(MAKE) --silent .bench/.eleventy
	-@command -v jekyll >/dev/null || $(SUDO) apt-get install --quiet --yes jekyll
	$(BIN)/python benchmarks/compare.py --write

bench-growth: $(VENV)/.bench ## Measure builds of up to 100,000 records; update docs/benchmarks.md
	$(BIN)/python benchmarks/growth.py --write

bench-scaling: $(VENV)/.dev ## Measure and simulate builds on many machines; update docs/scaling.md
	$(BIN)/python benchmarks/scaling.py --write

clean: ## Remove built files, but not the virtual environment
	rm -rf _site _components .site_gen_cache build dist

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is required: make PYTHON=python3.12 …" >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable '.[search]'
	@touch $@

$(VENV)/.dev: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@ $(VENV)/.runtime

# With uv: pip always installs the newest versions.
$(VENV)/.lowest: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv venv --quiet --clear --python $(BIN)/python $(LOWEST)
	$(BIN)/uv pip install --quiet --python $(LOWEST)/bin/python --resolution lowest-direct --editable '.[dev]'
	@touch $@

$(VENV)/.browser: pyproject.toml | $(VENV)/.dev
	$(BIN)/python -m pip install --quiet --editable '.[dev,browser]'
	@touch $@

$(VENV)/.bench: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable '.[search,bench]'
	@touch $@ $(VENV)/.runtime

.bench/.eleventy: Makefile
	@command -v npm >/dev/null || $(SUDO) apt-get install --quiet --yes nodejs npm
	npm install --prefix .bench --no-save --no-package-lock --no-audit --no-fund @11ty/eleventy@$(ELEVENTY)
	@touch $@
