"""What changes nothing in a ledger changes no figure; what changes one is known.

Files shuffled and comments are in `test_analyse_proprietes`; here the codes, the unit, the
calendar, the shape of entries, and two poles in one.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from typing import Any

from hypothesis import assume
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from proprietes import Charge
from proprietes import charger_juste
from relations import DECALAGE
from relations import PREFIXE
from relations import merge
from relations import move_to_open
from relations import rename
from relations import scale
from relations import shift
from relations import split
from strategies import Pole
from strategies import poles

from ptce_ledger.analyse.dossier import Dossier
from ptce_ledger.rendu.fichiers.donnees import as_data
from ptce_ledger.rendu.fichiers.donnees import as_json

CAS = int(os.environ.get("PTCE_CAS", "30"))
#: A cell: exercice, address, genre → value.
Cellules = dict[tuple[int, str, str], Any]


def _cells(charge: Charge) -> Cellules:
    """Give every cell that says a figure, the annex's too, as exact as it is kept."""
    dossier = Dossier(charge.releve(), "")
    return {
        (exercice, str(table.adresse(ligne.cles, colonne)), colonne.genre): valeur
        for exercice in dossier.exercices
        for groupe in dossier.synthese(exercice).groupes(dossier.annexe(exercice))
        for chacun in groupe.walk()
        for table in chacun.tableaux
        # It points to lines, which move.
        if table.code != "non_ventile"
        for ligne, colonne, valeur in table.iter_cells()
    }


def _json(charge: Charge) -> list[Any]:
    """Give the JSON of each exercice, without the lines of « non ventilé »."""
    dossier = Dossier(charge.releve(), "")
    dits = [
        json.loads(as_json(as_data(dossier.synthese(exercice))))
        for exercice in dossier.exercices
    ]
    for dit in dits:
        for rangee in dit["non_ventile"]:
            del rangee["lignes"]
    return dits


def _same(charge: Charge, autre: Charge) -> None:
    assert _json(charge) == _json(autre)
    assert _cells(charge) == _cells(autre)


@settings(max_examples=CAS)
@given(pole=poles())
def test_codes_renamed(pole: Pole) -> None:
    """A code is a name: another gives the same figures, under that name."""
    renomme = charger_juste(rename(pole.ecrire()))
    dit = json.dumps(_json(renomme), ensure_ascii=False)
    assert json.loads(dit.replace(PREFIXE, "")) == _json(charger_juste(pole.ecrire()))


@settings(max_examples=CAS)
@given(pole=poles(), fois=st.integers(2, 9))
def test_amounts_scaled(pole: Pole, fois: int) -> None:
    """Every amount multiplied multiplies every sum; no ratio and no number changes.

    Cents shared by a key, and hours that are rounded, do not follow: none is drawn.
    """
    ecrit = pole.ecrire()
    assume("\n  cle:" not in ecrit)
    assume("\n    cle:" not in ecrit)
    assume(not any(" HEURE" in bloc for bloc in pole.ecritures))
    avant = _cells(charger_juste(ecrit))
    apres = _cells(charger_juste(scale(ecrit, fois)))
    assert apres == {
        cle: valeur * fois if cle[2] == "euros" and valeur is not None else valeur
        for cle, valeur in avant.items()
    }


@settings(max_examples=CAS)
@given(pole=poles())
def test_entries_split(pole: Pole) -> None:
    """An entry of three lines, or three entries of one: the same figures."""
    _same(charger_juste(split(pole)), charger_juste(pole.ecrire()))


@settings(max_examples=CAS)
@given(pole=poles())
def test_axes_moved_to_open(pole: Pole) -> None:
    """What a line says, its account may say for it."""
    _same(charger_juste(move_to_open(pole)), charger_juste(pole.ecrire()))


@settings(max_examples=CAS)
@given(pole=poles())
def test_exercice_shifted(pole: Pole) -> None:
    """The same books four years later give the same figures, of those years."""
    avant = charger_juste(pole.ecrire())
    apres = charger_juste(shift(pole.ecrire()))
    assert _cells(apres) == {
        (exercice + DECALAGE, *reste): valeur
        for (exercice, *reste), valeur in _cells(avant).items()
    }


@settings(max_examples=CAS)
@given(un=poles(), autre=poles())
def test_poles_merged(un: Pole, autre: Pole) -> None:
    """Two poles that share nothing, in one: what adds is the sum of both."""
    textes = merge(un, autre)
    seul, second, ensemble = (_cells(charger_juste(texte)) for texte in textes)
    # A pole has no figure for a year without an entry of its own, members though it has.
    communs = {cle[0] for cle in seul} & {cle[0] for cle in second}
    sommes: Counter[Any] = Counter()
    for cellules in (seul, second):
        sommes.update(_additive(cellules, communs))
    trouvees = _additive(ensemble, communs)
    # A row stands in the pole of both as soon as one has it: what is not there is zero.
    assert {c: v for c, v in trouvees.items() if v} == {
        c: v for c, v in sommes.items() if v
    }


#: Genres of what adds up; the rest is ratios, names and texts.
_ADDITIFS = ("euros", "heures", "nombre", "entier")


def _additive(cellules: Cellules, exercices: set[int]) -> Cellules:
    return {
        cle: valeur
        for cle, valeur in cellules.items()
        if cle[0] in exercices and cle[2] in _ADDITIFS and valeur is not None
    }
