# Each target makes its own .venv when it is missing; only Python 3.11+, pip, make and git are needed.
PYTHON ?= python3
BIN := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: editions test test-full test-again lint bench sheet clean

editions: .venv/editions ## the essay in every language, under editions/
	@$(BIN)/tamizdat build
	@$(BIN)/tamizdat status

test: .venv/test ## the fast tests
	@$(BIN)/python -m pytest -n auto

test-full: .venv/full ## all tests; installs Debian packages where it may
	@sh tests/packages.sh
	@$(BIN)/python -m pytest -n auto -m "full or not full" -rfEs

test-again: .venv/full ## the tests that failed last, one at a time
	@$(BIN)/python -m pytest --last-failed --last-failed-no-failures none -m "full or not full" -rfEs

lint: .venv/lint ## style, types
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

bench: .venv/bench ## how long things take, against what one would use instead
	@$(BIN)/python -m tests.bench

sheet: .venv/full ## docs/editions.jpg, the picture of all editions in the README
	@$(BIN)/python -m tests.sheet

# What is installed: a stamp in .venv for each set of extras.
EXTRAS_editions := pdf
EXTRAS_full := test,browser,books,tools
.venv/%: pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --editable ".[$(or $(EXTRAS_$*),$*)]"
	@touch $@

clean: ## what was made: editions and environments
	rm -rf .venv editions
