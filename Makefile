# iam-personas: `make` sets everything up and generates modules/ from profiles.yaml; `make test` runs every test.

PYTHON ?= $(firstword $(shell for one in python3.14 python3.13 python3.12 python3.11 python3 python; do \
	command -v $$one >/dev/null 2>&1 && $$one -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$one; done))
BIN := .venv/bin
RUN := $(BIN)/iam-personas
EXAMPLES := $(RUN) generate examples/identity-center/profiles.yaml --out examples/identity-center/modules
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --quiet

.DEFAULT_GOAL := generate
.PHONY: generate test check golden lint types imports bench schema lock refresh fuzz differential clean

generate: .venv/run ## set up, and generate modules/ from profiles.yaml, and those of the examples
	@$(RUN) generate
	@$(EXAMPLES) --quiet

check: .venv/run ## fail where modules/ or an example is not what its profile generates
	@$(RUN) generate --check --quiet
	@$(EXAMPLES) --check --quiet

test: .venv/dev ## set up, and run every test
	@IAM_PERSONAS_ORACLES=all $(BIN)/python -m pytest -n 2 --dist loadfile

fuzz: .venv/dev ## the long runs of the property tests
	@HYPOTHESIS_PROFILE=long $(BIN)/python -m pytest tests/laws tests/verifier tests/renderer tests/profiles tests/analysis

differential: .venv/dev ## the evaluator beside a naive one and beside iam-simulate, at length
	@HYPOTHESIS_PROFILE=long $(BIN)/python -m pytest tests/analysis/test_against_naive.py tests/oracles/iam_simulate

golden: .venv/dev ## write the golden files anew; read the diff before you commit it
	@UPDATE_GOLDEN=1 $(BIN)/python -m pytest -m golden
	@$(RUN) generate --quiet
	@$(EXAMPLES) --quiet

lint: .venv/dev ## style and format
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: .venv/dev ## strict types
	@$(BIN)/basedpyright

imports: .venv/dev ## layers import downward only
	@$(BIN)/lint-imports

bench: .venv/dev ## time and memory, side by side with what they cannot be below
	@$(BIN)/python -m benchmarks.run
	@$(BIN)/python -m benchmarks.evaluation
	@$(BIN)/python -m benchmarks.comparison

schema: .venv/run ## the JSON Schema that editors use
	@$(RUN) schema > profiles.schema.json

refresh: .venv/dev ## the Service Authorization Reference from the pinned releases
	@$(BIN)/python -m tools.refresh_reference
	@$(BIN)/python -m tools.managed_names

lock: ## pin every dependency with its hash; needs uv
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate \
		--group install pyproject.toml --output-file requirements/run.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate \
		--group dev pyproject.toml --constraint requirements/run.txt --output-file requirements/dev.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate \
		tests/oracles/checkov/requirements.in --output-file tests/oracles/checkov/requirements.txt

clean: ## remove what `make` made, but for modules/
	rm -rf .venv .cache .pytest_cache .ruff_cache .hypothesis dist

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "iam-personas needs Python 3.11 or newer on PATH"; exit 1; }
	@echo "Setting up .venv with $(PYTHON) …"
	@$(PYTHON) -m venv .venv

# The first parse ever compiles python-hcl2's grammar: do it now, not in front of the user.
.venv/run: requirements/run.txt pyproject.toml | .venv/bin/python
	@$(PIP) --require-hashes --requirement requirements/run.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@$(BIN)/python -c 'import hcl2; hcl2.loads("a = 1\n")'
	@touch $@

.venv/dev: requirements/dev.txt .venv/run
	@echo "Setting up the tests' tools …"
	@$(PIP) --require-hashes --requirement requirements/dev.txt
	@touch $@
