# Two commands on a fresh machine: make demo, make test. The rest serves development.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PRET := $(VENV)/.pret
ANCIENNES := $(VENV)-anciennes
EXEMPLE := ledgers/exemple/main.beancount
# What leans on other libraries: their oldest versions must do for these.
APPUYES := $(addprefix tests/test_,analyse_cas.py cli.py erreurs.py lecture_examen.py \
  mots_langue.py plugins.py publication_acces.py publication_site.py rendu_classeur.py \
  rendu_visages.py rendu_instantanes.py reports_fava.py serveur_financeur.py serveur_livre.py \
  serveur_tresorier.py)

.PHONY: demo test lents anciennes roues navigateur lint format bench lignes mutations mutants \
  attaques habitudes personnes poles docs catalogue snapshots clean

demo: $(PRET)
	$(BIN)/ptce synthese $(EXEMPLE)

# Branches are counted in the rooms where figures are made; pyproject.toml has the floor.
test: lint navigateur
	$(BIN)/pytest -n auto -q --cov --cov-report=term

# The ten slowest tests: where to look when `make test` comes near six minutes.
lents: $(PRET)
	$(BIN)/pytest -n auto -q --durations=10

# With the oldest versions of the dependencies that pyproject.toml allows.
anciennes: $(ANCIENNES)/.pret
	$(ANCIENNES)/bin/pytest -n auto -q $(APPUYES)

# The wheel, in a clean environment of each supported Python that this machine has.
roues: $(PRET)
	$(BIN)/python tests/environnements/roues.py

# The browser tests drive Debian's Chromium; without it they are skipped, and say so.
navigateur:
	command -v chromium >/dev/null || { command -v apt-get >/dev/null \
	  && { apt-get install -y -qq chromium || { apt-get update -qq \
	  && apt-get install -y -qq chromium; }; } >/dev/null 2>&1; } \
	  || echo "chromium absent : les tests du navigateur seront sautés"

lint: $(PRET)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy ptce_ledger plugins reports ledgers tests docs

format: $(PRET)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(PRET)
	$(BIN)/python tests/benchmarks/mesurer.py 1000 10000 100000

# Half an hour: hostile lines at one size and at four times it, then every fault in every
# place of a text, of which `make test` tries a sample.
lignes: $(PRET)
	PTCE_CAS=1000 $(BIN)/pytest -n auto -q tests/test_remarques_abimes.py
	$(BIN)/python tests/benchmarks/lignes.py

# Some ten minutes: good ledgers spoiled in 20 000 ways, each of them read.
mutations: $(PRET)
	$(BIN)/python tests/benchmarks/mutations.py 20000

# Some minutes: every hostile pattern, query, page, cell and slow client, of which `make
# test` tries a sample.
attaques: $(PRET)
	PTCE_ATTAQUES=tout $(BIN)/pytest -n auto -q tests/test_mots_motifs.py \
	  tests/test_rendu_attaques.py tests/test_serveur_borne.py tests/test_serveur_ecoute.py

# Some minutes: 400 poles of few people, two funders, before and after, told to a solver.
personnes: $(PRET)
	PTCE_CAS=400 $(BIN)/pytest -q -n auto tests/test_publication_personnes.py

# Some minutes: 200 right books for each way of the cash habit, spoiled so, and put right.
habitudes: $(PRET)
	PTCE_CAS=200 $(BIN)/pytest -q -n auto tests/test_remarques_habitudes.py

# Some ten minutes: 400 random poles, against a second computation, and told otherwise.
poles: $(PRET)
	PTCE_CAS=400 $(BIN)/pytest -q -n auto tests/test_analyse_recalcul.py \
	  tests/test_analyse_relations.py

# Some twenty minutes: 300 faults of the hand in what makes figures, drawn by a seed; the
# tests must see 95 % of them. Those they do not see are listed.
mutants: $(PRET)
	$(BIN)/python tests/benchmarks/mutants/chasse.py 300 1

docs: $(PRET)
	$(BIN)/python docs/generer.py

catalogue: $(PRET)
	$(BIN)/pybabel compile -d ptce_ledger/cli/locale -D click
	$(BIN)/python docs/catalogue.py

snapshots: $(PRET)
	$(BIN)/pytest -q tests/test_rendu_instantanes.py --instantanes

# The stamp is newer than pyproject.toml: dependencies are installed again when it changes.
$(PRET): pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[dev]"
	touch $@

$(ANCIENNES)/.pret: pyproject.toml tests/environnements/planchers.py | $(PRET)
	test -x $(ANCIENNES)/bin/python || $(PYTHON) -m venv $(ANCIENNES)
	$(BIN)/python tests/environnements/planchers.py > $(ANCIENNES)/planchers.txt
	$(ANCIENNES)/bin/python -m pip install --quiet --disable-pip-version-check \
	  --constraint $(ANCIENNES)/planchers.txt -e ".[test]"
	touch $@

clean:
	rm -rf $(VENV) $(ANCIENNES) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage*
