"""Acceptance cases: ledgers that state their own figures, worked out by hand.

Each file of tests/cas is an accountant's situation, with its calculation in comments
and its figures as « ptce-attendu ». The poles of bocage (the golden) and of the example
are held to the same closing of the books.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ptce_ledger.analyse.dossier import Dossier
from ptce_ledger.lecture.livre import Livre
from ptce_ledger.lecture.livre import load_livre
from ptce_ledger.mots.euros import write_euros
from ptce_ledger.rendu.fichiers.donnees import as_data

RACINE = Path(__file__).parent.parent
CAS = sorted((RACINE / "tests" / "cas").glob("*.beancount"))
BOCAGE = RACINE / "tests" / "cas" / "bocage" / "main.beancount"
EXEMPLE = RACINE / "ledgers" / "exemple" / "main.beancount"
LIVRES = [*CAS, BOCAGE, EXEMPLE]
_ATTENDU = re.compile(
    r'(custom "ptce-attendu" "[^"]+" )(-?[0-9.]+)( EUR)?$', re.MULTILINE
)

#: What a hand calculation says that is no figure: places, members, nothing at all.
AUTRES: dict[tuple[str, int], dict[str, Any]] = {
    ("mandat-467", 2025): {
        "niveau_3.projets.0.membres": ["moulin"],
        "niveau_3.projets.0.ressources": [],
        "non_ventile": [],
    },
    ("membre-qui-part-ou-arrive", 2025): {
        "niveau_2.membres.0.ca_imputable": None,
        "niveau_2.membres.0.ca_total": None,
        "niveau_2.membres.2.ca_imputable": None,
    },
    ("perimetre-defaut-absent", 2025): {
        "non_ventile.0.lignes": [
            "perimetre-defaut-absent.beancount:56",
            "perimetre-defaut-absent.beancount:65",
            "perimetre-defaut-absent.beancount:69",
        ],
        "non_ventile.1.lignes": ["perimetre-defaut-absent.beancount:47"],
        "non_ventile.2.lignes": ["perimetre-defaut-absent.beancount:47"],
    },
    ("strict", 2025): {"non_ventile": []},
}


def _label(chose: Any) -> str:
    if isinstance(chose, Path):
        return chose.stem if chose in CAS else chose.parent.name
    return str(chose)


def _ecarts(attendu: Any, trouve: Any, ou: str = "") -> list[str]:
    """List where a value differs from what is expected; extra keys are allowed."""
    if isinstance(attendu, dict) and isinstance(trouve, dict):
        return [
            ecart
            for cle, valeur in attendu.items()
            for ecart in (
                _ecarts(valeur, trouve[cle], f"{ou}.{cle}")
                if cle in trouve
                else [f"{ou}.{cle} : absent"]
            )
        ]
    if isinstance(attendu, list) and isinstance(trouve, list):
        if len(attendu) != len(trouve):
            return [f"{ou} : {len(trouve)} lignes au lieu de {len(attendu)} : {trouve}"]
        return [
            ecart
            for rang, (a, t) in enumerate(zip(attendu, trouve, strict=True))
            for ecart in _ecarts(a, t, f"{ou}.{rang}")
        ]
    return [] if attendu == trouve else [f"{ou} : {trouve!r} au lieu de {attendu!r}"]


def _at(data: Any, chemin: str) -> Any:
    for morceau in chemin.split("."):
        data = data[int(morceau)] if isinstance(data, list) else data[morceau]
    return data


def _synthese_json(livre: Path, exercice: int) -> dict[str, Any]:
    """Run the installed command, as a treasurer does."""
    ptce = str(Path(sys.executable).with_name("ptce"))
    commande = [ptce, "synthese", str(livre), "--exercice", str(exercice)]
    sortie = subprocess.run(
        [*commande, "--format", "json"], capture_output=True, check=False
    )
    assert sortie.returncode == 0, sortie.stderr.decode()
    data: dict[str, Any] = json.loads(sortie.stdout)
    return data


def _messages(livre: Livre) -> list[str]:
    return [f"{e.code} : {e.message}" for e in livre.errors]


@pytest.mark.parametrize("chemin", LIVRES, ids=_label)
def test_cas_sans_erreur_et_boucle(chemin: Path) -> None:
    """A case loads without any error and closes on the income statement, every year."""
    livre = load_livre(chemin)
    assert _messages(livre) == []
    exercices = livre.releve.exercices()
    assert exercices
    for exercice in exercices:
        data = as_data(Dossier(livre.releve, "").synthese(exercice))
        assert data["bouclage"]["ecart"] == "0.00"


@pytest.mark.parametrize("chemin", CAS, ids=_label)
def test_cas_porte_son_calcul(chemin: Path) -> None:
    """A case states figures, and works them out in comments at its head."""
    texte = chemin.read_text(encoding="utf-8")
    assert len(_ATTENDU.findall(texte)) >= 1
    tete = texte.partition("\noption ")[0].splitlines()
    assert all(ligne.startswith(";") for ligne in tete if ligne)
    assert any("Calcul à la main" in ligne for ligne in tete)


@pytest.mark.parametrize("chemin", CAS, ids=_label)
def test_un_centime_suffit(chemin: Path, tmp_path: Path) -> None:
    """One expected figure off by its last digit fails alone, and says both figures."""
    texte = chemin.read_text(encoding="utf-8")
    for rang, trouve in enumerate(_ATTENDU.finditer(texte)):
        juste = Decimal(trouve[2])
        faux = juste + Decimal(1).scaleb(int(juste.as_tuple().exponent))
        change = f"{trouve[1]}{faux}{trouve[3] or ''}"
        copie = tmp_path / f"{chemin.stem}-{rang}.beancount"
        copie.write_text(
            texte[: trouve.start()] + change + texte[trouve.end() :], encoding="utf-8"
        )
        errors = load_livre(copie).errors
        assert [error.code for error in errors] == ["AttenduNonAtteint"]
        if trouve[3]:
            assert write_euros(juste) in errors[0].message
            assert write_euros(faux) in errors[0].message
        assert errors[0].source["lineno"] == texte.count("\n", 0, trouve.start()) + 1


@pytest.mark.parametrize(("nom", "exercice"), AUTRES, ids=_label)
def test_autre_que_des_chiffres(nom: str, exercice: int) -> None:
    """What the hand calculation says beyond the reach of « ptce-attendu »."""
    livre = load_livre(RACINE / "tests" / "cas" / f"{nom}.beancount")
    data = as_data(Dossier(livre.releve, "").synthese(exercice))
    ecarts = [
        ecart
        for chemin, attendu in AUTRES[nom, exercice].items()
        for ecart in _ecarts(attendu, _at(data, chemin), chemin)
    ]
    assert ecarts == []


def test_pole_de_reference() -> None:
    """The golden pole comes out exactly as computed by hand and by another program."""
    attendu = json.loads(
        BOCAGE.with_name("synthese-2025.json").read_text(encoding="utf-8")
    )
    assert _ecarts(attendu, _synthese_json(BOCAGE, 2025)) == []


def test_pole_de_reference_annee_precedente() -> None:
    """The year before works too: 300 + 20 000 of resources, 16 500 of wages."""
    data = _synthese_json(BOCAGE, 2024)
    assert data["exercice"] == 2024
    assert data["niveau_1"]["total"] == {
        "ressources": "20300.00",
        "hors_ressources": "0.00",
        "financements": "0.00",
        "rembourse": "0.00",
        "charges": "16500.00",
        "contributions": "0.00",
        "resultat": "3800.00",
        "investissements": "0.00",
        "cede": "0.00",
    }
    assert data["niveau_3"]["projets"] == []
    assert data["bouclage"]["ecart"] == "0.00"
