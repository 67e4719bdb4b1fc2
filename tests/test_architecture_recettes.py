"""The recipes of CONTRIBUTING, followed in a copy of the sources: these files, no other.

What is added is then looked for wherever it should be: in the commands, in the faces of
the synthesis, on the pages, in what is written of it. `test_pages_liste.py` looks for a
page in the running servers too.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

import pytest
from maison import SOURCES

RACINE = Path(__file__).parent.parent


class Copie:
    """The sources as they are installed, in a folder of their own, and what is changed."""

    def __init__(self, racine: Path) -> None:
        self.racine = racine
        self.touches: list[str] = []
        sans_cache = shutil.ignore_patterns("__pycache__")
        for dossier, nom in SOURCES.items():
            cible = racine / "ptce_ledger" / nom
            shutil.copytree(
                RACINE / dossier, cible, ignore=sans_cache, dirs_exist_ok=True
            )

    def write(self, chemin: str, texte: str, apres: str = "") -> None:
        """Write under a line of a file, or at its end, or the whole of a new one."""
        self.touches += [chemin] if chemin not in self.touches else []
        dedans = (
            chemin if chemin.startswith("ptce_ledger/") else f"ptce_ledger/{chemin}"
        )
        fichier = self.racine / dedans
        avant = fichier.read_text(encoding="utf-8") if fichier.exists() else ""
        assert avant.count(apres) == 1 or not apres
        debut, milieu, fin = avant.partition(apres) if apres else (avant, "", "")
        fichier.write_text(f"{debut}{milieu}{texte}{fin}", encoding="utf-8")

    def run(self, *mots: str) -> str:
        """Run Python on this copy, and give what it prints, its spaces made plain."""
        chemins = os.pathsep.join((str(self.racine), str(RACINE / "docs")))
        fait = subprocess.run(
            [sys.executable, *mots],
            cwd=self.racine,
            env={**os.environ, "PYTHONPATH": chemins, "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        return re.sub("[\u00a0\u202f]", " ", fait.stdout + fait.stderr)


@pytest.fixture
def copie(tmp_path: Path) -> Copie:
    copie = Copie(tmp_path)
    ou = "import ptce_ledger.plugins as p, ptce_ledger as t; print(p.__file__, t.__file__)"
    assert copie.run("-c", ou).count(str(tmp_path)) == 2
    return copie


def recipe(titre: str) -> str:
    """Give a recipe of CONTRIBUTING."""
    texte = (RACINE / "CONTRIBUTING.md").read_text(encoding="utf-8")
    _, trouve, suite = texte.partition(f"\n**{titre}** ")
    assert trouve, titre
    return suite.partition("\n\n")[0]


def names(titre: str, touches: list[str]) -> bool:
    """Tell whether a recipe names each file that was touched, or the folder of a kind."""
    cites = re.findall(r"`([\w./<>*-]+)`", recipe(titre))
    motifs = [re.sub(r"<\w+>", "*", c) + "*" * c.endswith("/") for c in cites]
    return all(any(fnmatch(touche, motif) for motif in motifs) for touche in touches)


VISAGES = """
import sys
from pathlib import Path
from ptce_ledger.analyse.dossier import Dossier
from ptce_ledger.lecture.livre import load_livre
from ptce_ledger.publication.site.site import write_site
from ptce_ledger.rendu.formats import SYNTHESES

dossier = Dossier(load_livre(Path("ptce_ledger/ledgers/exemple")).releve)
for nom in ("terminal", "csv", "json"):
    rendu = SYNTHESES[nom]([dossier.synthese(2025)])
    texte = rendu if isinstance(rendu, str) else rendu.decode()
    print(nom, sum("harges" in ligne and "phase" in ligne for ligne in texte.splitlines()))
print(dossier.find(2025, "niveau-1/charges-par-phase/developpement/montant").valeur)
write_site(dossier, Path("site"), ["fr"])
pages = [p for p in Path("site").rglob("*.html") if "Charges par phase" in p.read_text("utf-8")]
print(sorted({p.name for p in pages}))
"""


def test_a_table_is_lines_of_a_definition(copie: Copie) -> None:
    """One file: the table is in every face, on the page of its level, and opens."""
    copie.write(
        "reports/definitions/niveau-1.toml",
        """
[[tableaux_propres]]
code = "charges-par-phase"
titre = "Charges par phase"
de = "charges"
cles = ["phase"]
colonnes = [{ code = "montant", titre = "Montant" }]

[[vues]]
genre = "tableau"
code = "charges-par-phase"
""",
    )
    lignes = copie.run("-c", VISAGES).splitlines()
    assert lignes[:4] == ["terminal 1", "csv 1", "json 1", "149850.80"]
    assert "cellule.html" in lignes[4]
    assert names("A table of a report.", copie.touches)
    assert len(copie.touches) == 1


MENUS = """
import re
from pathlib import Path
from ptce_ledger.analyse.dossier import Dossier
from ptce_ledger.lecture.livre import load_livre
from ptce_ledger.publication.site.site import write_site
from ptce_ledger.reports import fava

write_site(Dossier(load_livre(Path("ptce_ledger/ledgers/exemple")).releve), Path("site"), ["fr"])
pages = {p.name: p.read_text("utf-8") for p in Path("site/fr/2025").glob("*.html")}
print("Un arc-en-ciel" in pages["couleurs.html"])
print(all(re.search(r'href="[^"]*couleurs.html"', p) for p in pages.values()))
print([c.__name__ for c in fava.CLASSES.values()].index("Couleurs"))
"""


def test_a_page_is_a_module_and_its_entry(copie: Copie) -> None:
    """Two files: the page is on the site and in each of its menus, and in Fava's."""
    copie.write(
        "ptce_ledger/pages/couleurs.py",
        '''"""Page « Couleurs »."""

from ptce_ledger.rendu.web.balises import tag


def build(vue, dossier, demande):
    return tag("p", "Un arc-en-ciel")
''',
    )
    liste = "ptce_ledger/pages/liste.py"
    copie.write(
        liste,
        "from ptce_ledger.pages import couleurs\n",
        apres="from ptce_ledger.pages import controle\n",
    )
    copie.write(
        liste,
        '        Page("Couleurs", mark("Couleurs"), couleurs.build),\n',
        apres='        Page("Financeurs", mark("Financeurs"), financeurs.build),\n',
    )
    assert copie.run("-c", MENUS).splitlines() == ["True", "True", "4"]
    assert names("A page to the menu.", copie.touches)
    assert len(copie.touches) == 2


LIVRE = """plugin "ptce_ledger.plugins"
2025-01-01 custom "ptce-pole" "mon-pole" "Mon pôle"
2025-01-01 custom "ptce-projet" "noir" "La boucle"
"""


def test_an_error_is_a_class_and_where_it_is_found(copie: Copie) -> None:
    """Two files: the command says it, explains it, and its page has it."""
    copie.write(
        "ptce_ledger/erreurs/registre.py",
        '''

class CouleurInterdite(PtceError):
    """Une couleur qui ne se lit pas sur une page."""

    __slots__ = ()
    constat = "La couleur « {couleur} » ne se lit pas."
    remede = "Choisissez-en une autre."
''',
    )
    projet = "ptce_ledger/registre/declarations/projet.py"
    copie.write(
        projet,
        "from ptce_ledger.erreurs.registre import CouleurInterdite\n",
        apres="from __future__ import annotations\n",
    )
    copie.write(
        projet,
        "    yield CouleurInterdite.at(lu.entry.meta, lu.entry, couleur='noir')\n",
        apres="def _check(registre: Registre, lu: Lu) -> Iterator[PtceError]:\n",
    )
    (copie.racine / "main.beancount").write_text(LIVRE, encoding="utf-8")
    dit = copie.run("-m", "ptce_ledger", "verifier", "main.beancount")
    assert "main.beancount:3: La couleur « noir » ne se lit pas." in dit
    assert "→ Choisissez-en une autre." in dit
    explique = copie.run("-m", "ptce_ledger", "expliquer", "CouleurInterdite")
    assert "Une couleur qui ne se lit pas sur une page." in explique
    assert names("An error.", copie.touches[:1])
    assert len(copie.touches) == 2


def test_a_kind_of_declaration_is_a_module_and_its_place(copie: Copie) -> None:
    """Two files: read, checked, suggested, explained, and in the lexicon."""
    copie.write(
        "ptce_ledger/registre/declarations/couleur.py",
        '''"""« ptce-couleur »: the colour of a project."""

from ptce_ledger.registre.declarations.base import Declaration
from ptce_ledger.registre.forme import Directive
from ptce_ledger.registre.genres import REFERENCE
from ptce_ledger.registre.genres import TEXTE

DECLARATION = Declaration(
    Directive("La couleur d’un projet.", {"projet": REFERENCE, "teinte": TEXTE}),
    references={"projet": "projet"},
)
''',
    )
    liste = "ptce_ledger/registre/declarations/__init__.py"
    copie.write(
        liste,
        "from ptce_ledger.registre.declarations import couleur\n",
        apres="from ptce_ledger.registre.declarations import convention\n",
    )
    copie.write(
        liste,
        '    "ptce-couleur": couleur.DECLARATION,\n',
        apres='    "ptce-convention": convention.DECLARATION,\n',
    )
    livre = f"""{LIVRE}
2025-01-01 custom "ptce-couleur" "noir" "vert"
2025-01-01 custom "ptce-couleur" "noire" "vert"
2025-01-01 custom "ptce-couleur" "noir"
2025-01-01 custom "ptce-couleurs" "noir" "vert"
"""
    (copie.racine / "main.beancount").write_text(livre, encoding="utf-8")
    dit = copie.run("-m", "ptce_ledger", "verifier", "main.beancount")
    assert "main.beancount:5:" not in dit
    assert "main.beancount:6: Projet « noire » inconnu." in dit
    assert 'custom "ptce-couleur" "projet" "teinte"' in dit
    assert "Vouliez-vous dire « ptce-couleur » ?" in dit
    assert "La couleur d’un projet." in copie.run(
        "-m", "ptce_ledger", "expliquer", "ptce-couleur"
    )
    lexique = copie.run("-c", "from pages.lexique import lexique; print(lexique())")
    assert "### ptce-couleur" in lexique
    assert names("A kind of declaration.", copie.touches)
    assert len(copie.touches) == 2


def test_a_file_that_a_recipe_does_not_name_is_seen() -> None:
    table = "reports/definitions/niveau-1.toml"
    assert names("A table of a report.", [table])
    assert not names("A table of a report.", [table, "ptce_ledger/mots/lexique.py"])
