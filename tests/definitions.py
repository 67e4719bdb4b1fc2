"""The program's own definitions in a copy that a test may spoil, and reports to plant."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from click.testing import CliRunner
from click.testing import Result

from ptce_ledger.analyse.definitions import lecture
from ptce_ledger.cli import ptce

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest

BOCAGE = Path(__file__).parent / "cas" / "bocage"
NOTRES = Path(__file__).parent.parent / "reports" / "definitions"

NOM = "rapports/achats.toml"
#: A report that says no view: all that it has is shown.
ACHATS = """\
# Ce que les projets achètent, et à qui.
code = "nos-achats"
titre = "Les achats des projets"
filtre.nature = ["charge"]
filtre.perimetre = ["projet"]
indicateurs = ["couverture_animation"]
pour_chaque = "projet"
blocs_par_groupe = ["etp"]

[[fiches_propres]]
code = "total"
titre = "Totaux"
chiffres = [
  { code = "fournitures", titre = "Achats (60)", filtre.type = ["60"] },
  { code = "services", titre = "Services extérieurs", filtre.type = ["61", "62"] },
  { code = "ensemble", titre = "= en tout", somme = ["fournitures", "services"] },
]

[[tableaux_propres]]
code = "fournisseurs"
titre = "Achats par fournisseur"
filtre.type = ["60"]
cles = ["tiers"]
titres.tiers = "Fournisseur"
tri = "montant"
colonnes = [
  { code = "montant", titre = "Montant", chemin = "fournitures" },
  { code = "part", titre = "Part", part = "montant", compare = false },
]
"""


def run(*arguments: object) -> Result:
    """Run a command."""
    return CliRunner().invoke(ptce, [str(a) for a in arguments])


def copy_livre(source: Path, dossier: Path) -> Path:
    """Copy a ledger, with the line that loads our pages; give its main file."""
    shutil.copytree(source, dossier)
    principal = dossier / "main.beancount"
    if "fava-extension" not in principal.read_text("utf-8"):
        with principal.open("a", encoding="utf-8") as flux:
            flux.write(
                '2023-01-01 custom "fava-extension" "ptce_ledger.reports.fava"\n'
            )
    return principal


def forget() -> None:
    """Have the definitions read again."""
    for load in (
        lecture.load_niveaux,
        lecture.load_annexe,
        lecture.load_controle,
        lecture._communs,
    ):
        load.cache_clear()


@contextlib.contextmanager
def copied(dossier: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Have the program read its definitions in a copy of them."""
    copie = dossier / "definitions"
    shutil.copytree(NOTRES, copie)
    with monkeypatch.context() as ici:
        ici.setattr(lecture, "_dossier", lambda: copie)
        forget()
        yield copie
    forget()


def plant(principal: Path, nom: str, texte: str | bytes) -> Path:
    """Put a report beside a ledger, and the line that names it; give its path."""
    chemin = principal.parent / nom
    chemin.parent.mkdir(parents=True, exist_ok=True)
    chemin.write_bytes(texte if isinstance(texte, bytes) else texte.encode())
    name(principal, nom)
    return chemin


def name(principal: Path, nom: str) -> None:
    """Name a report in a ledger."""
    with principal.open("a", encoding="utf-8") as flux:
        flux.write(f'2023-01-01 custom "ptce-rapport" "{nom}"\n')
