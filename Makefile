# `make` builds the sample timeline, `make test` runs the tests; each makes the
# virtual environment it needs. Set PYTHON to choose another Python 3.11 or newer.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CORES := $(shell $(PYTHON) -c "import os; print(os.cpu_count())")
# Two for each core: a test of a page mostly waits, for the browser or for a pause of a reader's.
SPREAD := -n $(shell expr 2 \* $(CORES)) --dist worksteal

.PHONY: build test fast engines lint format docs lock runtime clean

build: $(VENV)/run
	$(BIN)/timeline build

# All tests, or those that ARGS names: make test ARGS="tests/test_add.py -k lane".
test: $(VENV)/dev
	$(BIN)/python -m pytest $(if $(ARGS),$(ARGS),$(SPREAD) -m "not engine")

# Those that need no browser and take no time: these wait for nothing, and each process more
# would collect all tests once more.
fast: $(VENV)/dev
	$(BIN)/python -m pytest -n $(CORES) --dist worksteal -m "not browser and not slow" $(ARGS)

# What readers are due, in Chromium, Firefox and WebKitGTK: a process each.
engines: $(VENV)/dev
	$(BIN)/python -m pytest -n 3 --dist loadgroup -m engine tests/engines $(ARGS)

lint: $(VENV)/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# The pictures in docs/, the sample in output/, and what marks are drawn as.
docs: $(VENV)/dev
	$(BIN)/timeline build
	$(BIN)/python .ci/write-house.py
	$(BIN)/python .ci/write-commands.py
	$(BIN)/timeline schema -o docs/events.schema.json
	$(BIN)/python .ci/write-json-schema.py
	$(BIN)/python .ci/write-marks.py
	$(BIN)/python .ci/write-pictures.py
	$(BIN)/timeline export docs/marks.toml --bare -o docs/marks.svg
	$(BIN)/timeline export docs/marks.toml --bare -o docs/marks.png
	$(BIN)/timeline export docs/marks.toml --bare -o docs/marks-grey.png --grey

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

# The exact versions of all that the tests run with, and of all that the command runs with,
# hashes included; and the bill of materials of the latter.
lock: $(VENV)/dev
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --group dev pyproject.toml \
	  --generate-hashes --no-annotate --custom-compile-command "make lock" -o tests/requirements.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 pyproject.toml \
	  --generate-hashes --no-annotate --custom-compile-command "make lock" -o requirements.txt
	$(BIN)/python .ci/write-sbom.py

clean:
	rm -rf $(VENV) dist
