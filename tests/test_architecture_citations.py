"""What comments, docstrings and documents cite of the code exists."""

from __future__ import annotations

import pytest
from citations import iter_texts
from citations import list_unresolved

TEXTES = dict(iter_texts())


def test_whatever_is_cited_exists() -> None:
    assert len(TEXTES) > 300
    perdus = [
        f for chemin, texte in TEXTES.items() for f in list_unresolved(chemin, texte)
    ]
    assert perdus == []


FACTS = "ptce_ledger/faits/facts.py"
PAGE = "docs/architecture.md"
#: Where, what is written there, what of it nobody would find.
PERDUS = {
    "a module, in a comment": (FACTS, "# See faits/faits.py.", "faits/faits.py"),
    "a module, in a docstring": (FACTS, '"""As `releves.py` does."""', "releves.py"),
    "a name alone": (FACTS, '"""It is `controles` that says so."""', "`controles`"),
    "a function of a module": (
        FACTS,
        "# `annotation.relire` did.",
        "`annotation.relire`",
    ),
    "a module by its name": (FACTS, "# `rendu.vues` too.", "`rendu.vues`"),
    "a name of a class": (FACTS, "# As `Registre.oubli` is.", "`Registre.oubli`"),
    "a name of a library": (FACTS, "# `os.oubli` does.", "`os.oubli`"),
    "a function of one's own": (FACTS, "# As `relire(…)` does.", "`relire(…)`"),
    "a path of a document": (
        PAGE,
        "It is in `publication/livre.py`.",
        "publication/livre.py",
    ),
    "the second of a row": (
        PAGE,
        "| `faits/releve.py`, `chemins.py` | lines |",
        "chemins.py",
    ),
    "the folder of a document": (PAGE, "Those of `site/` too.", "site/"),
    "a path without its marks": (
        PAGE,
        "It is in analyse/blocs.py now.",
        "analyse/blocs.py",
    ),
    "a class, in a document": (PAGE, "A `TableauDOr` is given.", "`TableauDOr`"),
    "a function, in a document": (PAGE, "By `read_nothing`.", "`read_nothing`"),
    "a name that moved": (PAGE, "As `cube.Cle` is.", "`cube.Cle`"),
    "a paragraph of no document": (FACTS, "# As the rule §3.2 has it.", "§3.2"),
    "a command": (PAGE, "Say `ptce peindre`.", "`ptce peindre`"),
    "an option": (PAGE, "Say `ptce verifier --peindre`.", "`ptce verifier --peindre`"),
    "a rule of make": (PAGE, "Then `make peinture`.", "`make peinture`"),
}


@pytest.mark.parametrize("cas", PERDUS)
def test_what_is_not_is_seen(cas: str) -> None:
    chemin, texte, perdu = PERDUS[cas]
    assert list_unresolved(chemin, f"{texte}\n") == [f"{chemin}: {perdu}"]


#: Where, what is written there and exists.
TROUVES = {
    "a module": (FACTS, "# See `releve.py`, mots/euros.py and `faits/`."),
    "a name of a library": (FACTS, "# `os.replace`, `beancount.loader.load_file`."),
    "a name of a module": (FACTS, "# `euros.round_euros`, `mots.ordre`."),
    "one's own": (FACTS, "def relire(montant):\n    '''Read `montant` by `relire`.'''"),
    "a row": (PAGE, "| `faits/releve.py`, `comptes.py` | lines |"),
    "any of a kind": (
        PAGE,
        "`ptce_ledger/pages/<nom>.py`, `reports/definitions/*.toml`",
    ),
    "an example": (PAGE, "```\nrendu/perdu.py\n```"),
    "words of a ledger": (PAGE, '`cle: "surfaces"`, `perimetre:`, `568.33 EUR`'),
    "a command": (PAGE, "`ptce verifier --corriger`, `ptce --help`, `make docs`"),
    "what a pole has": (PAGE, "`rapports/energie.toml`"),
}


@pytest.mark.parametrize("cas", TROUVES)
def test_what_is_is_found(cas: str) -> None:
    chemin, texte = TROUVES[cas]
    assert list_unresolved(chemin, f"{texte}\n") == []
