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

from ptce_ledger.analyse.synthese import synthesize
from ptce_ledger.lecture.livre import Livre
from ptce_ledger.lecture.livre import load_livre
from ptce_ledger.mots.euros import write_euros
from ptce_ledger.rendu.fichiers.donnees import as_data

RACINE = Path(__file__).parent.parent
CAS = sorted((RACINE / "tests" / "cas").glob("*.beancount"))
BOCAGE = RACINE / "tests" / "cas" / "bocage" / "main.beancount"
EXEMPLE = RACINE / "ledgers" / "exemple" / "main.beancount"
LIVRES = [*CAS, BOCAGE, EXEMPLE]
_ATTENDU = re.compile(r'(custom "ptce-attendu" "[^"]+" )(-?[0-9.]+)( EUR)')

#: Figures of the hand calculations that no path of « ptce-attendu » reaches.
AUTRES_CHIFFRES: dict[tuple[str, int], dict[str, Any]] = {
    ("perimetre-defaut-absent", 2025): {
        "niveau_2.pont": {
            "niveau_1": "133.33",
            "projets": "80.00",
            "non_ventile": "250.00",
            "elimine": "0.00",
            "net": "463.33",
        },
        "non_ventile": [
            {
                "axe": "perimetre",
                "montant": "1370.00",
                "lignes": [
                    "perimetre-defaut-absent.beancount:56",
                    "perimetre-defaut-absent.beancount:65",
                    "perimetre-defaut-absent.beancount:69",
                ],
            },
            {
                "axe": "type",
                "montant": "33.33",
                "lignes": ["perimetre-defaut-absent.beancount:47"],
            },
            {
                "axe": "origine",
                "montant": "33.33",
                "lignes": ["perimetre-defaut-absent.beancount:47"],
            },
        ],
    },
    ("heures-benevoles", 2025): {
        "niveau_1.contributions": [
            {"type": "aides-indirectes", "montant": "600.00", "heures": "0.00"},
            {
                "type": "contributions-volontaires",
                "origine": "particuliers",
                "montant": "656.18",
                "heures": "33.57",
            },
        ],
        "niveau_3.projets.0.contributions.0.heures": "5.70",
        "niveau_2.contributions.1.heures": "39.27",
    },
    ("membre-qui-part-ou-arrive", 2025): {
        "niveau_1.indicateurs.contribution_membres": "0.2582",
        "niveau_2.elargi.verse_par_les_membres": "550.00",
        "niveau_2.membres": [
            {"membre": "commune", "ca_imputable": None, "ca_total": None},
            {"membre": "forge", "ca_imputable": "2000.00", "part": None},
            {"membre": "tisserie", "ca_imputable": None},
        ],
    },
    ("membre-qui-revient", 2025): {
        "niveau_2.membres": [{"membre": "scop", "ca_imputable": "700.00"}]
    },
    ("flux-internes", 2025): {
        "niveau_2.total.charges_nettes": "2000.00",
        "niveau_2.total.ecart_elimination": "500.00",
        "niveau_2.pont": {
            "niveau_1": "4500.00",
            "projets": "165.00",
            "non_ventile": "0.00",
            "elimine": "3665.00",
            "net": "1000.00",
        },
        "niveau_1.indicateurs.dependance_premier_financeur": "0.2222",
        "niveau_2.indicateurs.dependance_premier_financeur": "1.0000",
    },
    ("fonds-dedies", 2024): {
        "niveau_2.indicateurs.part_publique": "1.0000",
        "bouclage.produits_beancount": "12000.00",
        "bouclage.charges_beancount": "12000.00",
    },
    ("fonds-dedies", 2025): {
        "niveau_1.indicateurs.autofinancement": None,
        "niveau_1.indicateurs.couverture_animation": None,
        "niveau_1.indicateurs.diversification": None,
        "niveau_1.indicateurs.effet_levier": None,
        "bouclage.produits_beancount": "5500.00",
        "bouclage.charges_beancount": "5500.00",
    },
    ("exercice-decale", 2025): {
        "niveau_2.membres": [
            {"membre": "ferme", "part": "0.0500"},
            {"membre": "moulin", "part": None},
        ]
    },
    ("exercice-decale", 2026): {
        "niveau_2.membres": [{"membre": "ferme", "part": "0.0500"}]
    },
    ("mandat-467", 2025): {
        "niveau_2.elargi.echanges_entre_membres": "250.00",
        "niveau_2.elargi.verse_par_les_membres": "100.00",
        "niveau_2.echanges": [
            {"vendeur": "ferme", "acheteur": "moulin", "montant": "250.00"}
        ],
        "niveau_3.projets": [
            {
                "projet": "marche",
                "ca_imputable": "60.00",
                "membres": ["moulin"],
                "ressources": [],
            }
        ],
        "non_ventile": [],
    },
    ("vue-elargie", 2025): {
        "niveau_2.elargi": {
            "ca_imputable": "30450.00",
            "echanges_entre_membres": "7000.00",
            "vendu_au_pole": "1400.00",
            "verse_par_les_membres": "1320.00",
            "activite_nette": "27550.00",
        },
        "niveau_2.echanges": [
            {"vendeur": "alpage", "acheteur": "bois", "montant": "3000.00"},
            {"vendeur": "bois", "acheteur": "alpage", "montant": "4000.00"},
        ],
        "niveau_2.membres": [
            {"membre": "alpage", "ca_total": "230000.00", "part": "0.1000"},
            {"membre": "bois", "ca_imputable": "6000.00", "part": None},
            {"membre": "cidre", "ca_imputable": "1450.00", "part": "0.1450"},
        ],
        "niveau_2.indicateurs.ca_imputable_part": "0.1019",
    },
    ("exemple-du-domaine", 2025): {
        "niveau_1.indicateurs": {
            "autofinancement": "0.4531",
            "autofinancement_elargi": "0.5105",
            "couverture_animation": "0.5000",
            "part_publique": "0.5469",
            "contribution_membres": "0.2344",
            "dependance_premier_financeur": "0.3125",
            "diversification": "0.6440",
            "part_non_monetaire": "0.1049",
            "effet_levier": "1.0429",
            "marche": "0.3217",
            "redistribution": "0.4895",
            "reciprocite": "0.1888",
        }
    },
    ("avoirs", 2025): {
        "niveau_1.ressources": [
            {"type": "cotisations", "origine": "ess", "montant": "-30.00"},
            {"type": "ventes", "origine": "prive", "montant": "380.00"},
            {"type": "ventes", "origine": "ess", "montant": "-80.00"},
            {"type": "facturation-interne", "origine": "ess", "montant": "80.00"},
            {"type": "subventions", "origine": "public", "montant": "-400.00"},
        ]
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
        data = as_data(synthesize(livre.releve, exercice))
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
    """One expected figure off by a cent fails alone, and says both figures."""
    texte = chemin.read_text(encoding="utf-8")
    for rang, trouve in enumerate(_ATTENDU.finditer(texte)):
        juste = Decimal(trouve[2])
        faux = juste + Decimal("0.01")
        change = f"{trouve[1]}{faux}{trouve[3]}"
        copie = tmp_path / f"{chemin.stem}-{rang}.beancount"
        copie.write_text(
            texte[: trouve.start()] + change + texte[trouve.end() :], encoding="utf-8"
        )
        errors = load_livre(copie).errors
        assert [error.code for error in errors] == ["AttenduNonAtteint"]
        assert write_euros(juste) in errors[0].message
        assert write_euros(faux) in errors[0].message
        assert errors[0].source["lineno"] == texte.count("\n", 0, trouve.start()) + 1


@pytest.mark.parametrize(("nom", "exercice"), AUTRES_CHIFFRES, ids=_label)
def test_autres_chiffres(nom: str, exercice: int) -> None:
    """What the hand calculation says beyond the reach of « ptce-attendu »."""
    livre = load_livre(RACINE / "tests" / "cas" / f"{nom}.beancount")
    data = as_data(synthesize(livre.releve, exercice))
    ecarts = [
        ecart
        for chemin, attendu in AUTRES_CHIFFRES[nom, exercice].items()
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
    }
    assert data["niveau_3"]["projets"] == []
    assert data["bouclage"]["ecart"] == "0.00"
