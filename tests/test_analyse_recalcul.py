"""The synthesis is what the contract says, on random poles: another program agrees.

`recalcul` computes every figure a second time from Beancount's entries, and calls nothing
of ours; the golden pole and the cases by hand are held to the same. `PTCE_CAS` says how
many poles are drawn: a sample here, all of them by `make poles`.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from beancount import loader
from hypothesis import given
from hypothesis import settings
from proprietes import charger_juste
from recalcul import Recalcul
from strategies import Pole
from strategies import poles

from ptce_ledger.analyse.dossier import Dossier
from ptce_ledger.lecture.livre import load_livre
from ptce_ledger.rendu.fichiers.donnees import as_data

CAS_TIRES = int(os.environ.get("PTCE_CAS", "120"))
CAS = sorted((Path(__file__).parent / "cas").glob("*.beancount"))
BOCAGE = Path(__file__).parent / "cas" / "bocage" / "main.beancount"


def _ecarts(attendu: Any, trouve: Any, ou: str = "") -> list[str]:
    """List where what is found differs from what is computed again; more keys may be."""
    if isinstance(attendu, dict):
        return [
            ecart
            for cle, valeur in attendu.items()
            for ecart in _ecarts(valeur, trouve.get(cle), f"{ou}.{cle}")
        ]
    if isinstance(attendu, list) and len(attendu) == len(trouve or ()):
        return [
            ecart
            for rang, (a, t) in enumerate(zip(attendu, trouve, strict=True))
            for ecart in _ecarts(a, t, f"{ou}.{rang}")
        ]
    # « −0.0000 » is never written.
    nul = attendu if attendu not in ("-0.00", "-0.0000") else attendu.lstrip("-")
    return [] if nul == trouve else [f"{ou} : {trouve!r} au lieu de {attendu!r}"]


def _compare(synthese: Any, attendu: dict[str, Any]) -> list[str]:
    data = as_data(synthese)
    data["hors_pole"] = data["bouclage"]["hors_pole"]
    for niveau in ("niveau_1", "niveau_2", "niveau_3"):
        siens = attendu[niveau].get("indicateurs", {}).keys()
        assert siens == data[niveau]["indicateurs"].keys()
    attendu["niveau_2"]["total"].pop("ressources")
    return _ecarts(attendu, data)


@settings(max_examples=CAS_TIRES)
@given(pole=poles())
def test_recalcul(pole: Pole) -> None:
    """Every figure of the three levels is that of the second computation."""
    charge = charger_juste(pole.ecrire())
    nu = Recalcul(loader.load_string(pole.ecrire(()))[0])
    releve = charge.releve()
    for exercice in releve.exercices():
        synthese = Dossier(releve, "").synthese(exercice)
        assert _compare(synthese, nu.synthese(exercice)) == []


@pytest.mark.parametrize("chemin", [*CAS, BOCAGE], ids=lambda chemin: chemin.stem)
def test_recalcul_des_cas(chemin: Path) -> None:
    """The second computation agrees with the cases worked out by hand, and the golden."""
    livre = load_livre(chemin)
    texte = loader.load_file(str(chemin))[0]
    nu = Recalcul(texte)
    for exercice in livre.releve.exercices():
        synthese = Dossier(livre.releve, "").synthese(exercice)
        assert _compare(synthese, nu.synthese(exercice)) == []
