# Two commands on a fresh machine: make demo, make test. The rest serves development.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PRET := $(VENV)/.pret
EXEMPLE := ledgers/exemple/main.beancount

.PHONY: demo test lint format bench docs catalogue snapshots clean

demo: $(PRET)
	$(BIN)/ptce synthese $(EXEMPLE)

test: lint
	$(BIN)/pytest -n auto -q

lint: $(PRET)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy ptce_ledger plugins reports ledgers tests docs

format: $(PRET)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(PRET)
	$(BIN)/python tests/benchmarks/mesurer.py 1000 10000 100000

docs: $(PRET)
	$(BIN)/python docs/generer.py

catalogue: $(PRET)
	$(BIN)/pybabel compile -d ptce_ledger/cli/locale -D click

snapshots: $(PRET)
	$(BIN)/pytest -q tests/test_instantanes.py --instantanes

# The stamp is newer than pyproject.toml: dependencies are installed again when it changes.
$(PRET): pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[dev]"
	touch $@

clean:
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
