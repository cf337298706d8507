# `make` builds the sample timeline, `make test` runs the tests; each makes the
# virtual environment it needs. Set PYTHON to choose another Python 3.11 or newer.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: build test lint format docs lock runtime clean

build: $(VENV)/run
	$(BIN)/timeline build

test: $(VENV)/dev
	$(BIN)/python -m pytest -n auto --dist worksteal

lint: $(VENV)/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# The pictures in docs/, and the sample in output/.
docs: $(VENV)/dev
	$(BIN)/timeline build
	$(BIN)/python .ci/write-house.py
	$(BIN)/python .ci/write-commands.py
	$(BIN)/timeline schema -o docs/events.schema.json
	$(BIN)/timeline export docs/marks.toml -o docs/marks.svg
	$(BIN)/timeline export docs/marks.toml -o docs/marks.png
	$(BIN)/timeline export docs/marks.toml -o docs/marks-grey.png --grey

$(VENV)/run: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(VENV)/dev: $(VENV)/run tests/requirements.txt
	$(BIN)/python -m pip install --quiet --requirement tests/requirements.txt
	touch $@

# The script that draws a live chart; needs Node.js and what npm fetches.
runtime:
	cd .ci/runtime && npm ci --silent --ignore-scripts && node build.mjs

# The exact versions of everything the tests run with, hashes included.
lock: $(VENV)/dev
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --group dev pyproject.toml \
	  --generate-hashes --no-annotate --custom-compile-command "make lock" -o tests/requirements.txt

clean:
	rm -rf $(VENV) dist
