"""What other scales would make: each member's due, and what covers the cell."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from beancount.core.data import Custom

from ptce_ledger.analyse.bases import Base
from ptce_ledger.analyse.tableau import Colonne
from ptce_ledger.analyse.tableau import Ligne
from ptce_ledger.analyse.tableau import Tableau
from ptce_ledger.erreurs.registre import PoleAbsent
from ptce_ledger.lecture.examen.examen import look
from ptce_ledger.lecture.parseur import parse
from ptce_ledger.lecture.traduction import translate_all
from ptce_ledger.mots.euros import ZERO
from ptce_ledger.mots.euros import ratio
from ptce_ledger.registre.registre import read_registre
from ptce_ledger.suivi.cotisations import COTISATIONS
from ptce_ledger.suivi.dus import owed

if TYPE_CHECKING:
    from pathlib import Path

    from ptce_ledger.erreurs.base import PtceError
    from ptce_ledger.suivi.dus import Baremes
    from ptce_ledger.suivi.etat import Etat
    from ptce_ledger.suivi.suivi import Suivi

_BAREME = "ptce-bareme"


class AutreChoseError(Exception):
    """A file of scales holds something else: the line where it does."""

    def __init__(self, ligne: int) -> None:
        super().__init__(ligne)
        self.ligne = ligne


def read_baremes(fichier: Path) -> tuple[Baremes, list[PtceError]]:
    """Read a file that holds scales and nothing else. Raises AutreChoseError."""
    examen = look(fichier)
    if examen.errors:
        return {}, examen.errors
    entries, bruts, _ = parse(examen.textes)
    if bruts:
        return {}, translate_all(bruts, entries, list(examen.textes))
    for entry in entries:
        if type(entry) is not Custom or entry.type != _BAREME:
            raise AutreChoseError(entry.meta["lineno"])
    registre, errors = read_registre(entries)
    return registre.baremes, [e for e in errors if not isinstance(e, PoleAbsent)]


def simulate(suivi: Suivi, etat: Etat, autres: Baremes) -> Etat:
    """Add to the dues of an exercice what other scales would make of them."""
    exercice = etat.champs["exercice"]
    baremes = {**suivi.registre.baremes, **autres}
    lignes = []
    ecarts = ZERO
    dues = etat.tableau(COTISATIONS)
    rang = dues.rang("du")
    for ligne in dues.lignes:
        membre, du = ligne.cles[0], ligne.valeurs[rang]
        if not membre:
            continue
        simule = owed(suivi, baremes, COTISATIONS, membre, exercice).du
        ecart = None if du is None or simule is None else simule - du
        ecarts += ecart or ZERO
        lignes.append(Ligne((membre,), (du, simule, ecart)))
    cellule = Base(suivi.dossier.ensemble(exercice).of(perimetre="cellule"))
    rp, charges = cellule.rp.total(), cellule.charges.total()
    couverture = (ratio(rp, charges), ratio(rp + ecarts, charges))
    tables = (
        Tableau(
            "simulation",
            "Ce que feraient les barèmes simulés",
            dues.cles,
            (
                Colonne("du", "Dû"),
                Colonne("du_simule", "Simulé"),
                Colonne("ecart", "Écart"),
            ),
            tuple(lignes),
        ),
        Tableau(
            "couverture_animation",
            "Couverture de l’animation",
            (),
            (
                Colonne("actuelle", "Aujourd’hui", "ratio"),
                Colonne("simulee", "Avec les barèmes simulés", "ratio"),
            ),
            (Ligne((), couverture),),
            "objet",
        ),
    )
    return replace(etat, tableaux=(*etat.tableaux, *tables))
