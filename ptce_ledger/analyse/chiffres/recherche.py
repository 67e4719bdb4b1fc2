"""Find a figure by its written name: « niveau-1.ressources.ventes », « niveau-2/pont/net ».

A short name is that of a level, then words of its tables; a name in full is an
address. Whatever the form, the same figure is found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from ptce_ledger.analyse.chiffres.adresse import Adresse
from ptce_ledger.analyse.chiffres.adresse import read_full
from ptce_ledger.analyse.chiffres.adresse import write_cle
from ptce_ledger.analyse.chiffres.adresse import write_cles
from ptce_ledger.analyse.tableau import CHIFFRES
from ptce_ledger.analyse.tableau import RAPPORTS
from ptce_ledger.mots import lexique
from ptce_ledger.mots.euros import ZERO

if TYPE_CHECKING:
    from collections.abc import Container
    from collections.abc import Iterable
    from collections.abc import Sequence

    from ptce_ledger.analyse.tableau import Colonne
    from ptce_ledger.analyse.tableau import Groupe
    from ptce_ledger.analyse.tableau import Tableau
    from ptce_ledger.analyse.termes import Source


class Chiffre(NamedTuple):
    """A figure found: where it stands, its value, what it rests on."""

    groupe: Groupe
    tableau: Tableau
    cles: tuple[str, ...]
    colonne: Colonne
    valeur: Any
    source: Source

    @property
    def borne(self) -> str:
        """Whether the true value is at least, or at most, this one."""
        lignes = self.tableau.begun_by(self.cles)
        rang = self.tableau.rang(self.colonne.code)
        return lignes[0].borne(rang) if len(lignes) == 1 else ""

    @property
    def adresse(self) -> Adresse:
        """Where it stands."""
        return self.tableau.adresse(self.cles, self.colonne)


class CheminInconnu(Exception):
    """A name that leads nowhere: the word not understood, and what was expected."""

    def __init__(self, morceau: str, attendus: Iterable[str]) -> None:
        super().__init__(morceau)
        self.morceau = morceau
        self.attendus = list(attendus)


def find(groupes: Sequence[Groupe], nom: str, projets: Container[str] = ()) -> Chiffre:
    """Find the figure of a name among some groups. Raises CheminInconnu.

    A declared project of which the exercice says nothing has figures too: zeros.
    """
    if "/" in nom:
        adresse = read_full(nom)
        if adresse is None:
            raise CheminInconnu(nom, [])
        return _find_full(groupes, adresse, projets)
    premier, *reste = nom.split(".")
    # Only the levels have short names.
    courts = {groupe.code: groupe for groupe in groupes if groupe.figures()}
    courts.pop("controle", None)
    if premier not in courts:
        raise CheminInconnu(premier, courts)
    niveau = courts[premier]
    noms = niveau.figures()
    sous = {groupe.code: groupe for groupe in niveau.groupes}
    # A project may bear the name of a figure: what follows tells them apart.
    dans_projet = len(reste) > 1 and reste[0] in sous and reste[1] in noms
    if not reste or (reste[0] in noms and not dans_projet):
        return _find_short(niveau, reste)
    if niveau.nom_groupes and reste[0] in projets and reste[0] not in sous:
        return _nothing(_find_short(niveau, reste[1:]))
    if reste[0] not in sous:
        raise CheminInconnu(reste[0], [*noms, *sous])
    return _find_short(sous[reste[0]], reste[1:])


def _find_short(groupe: Groupe, reste: Sequence[str]) -> Chiffre:
    noms = groupe.figures()
    if not reste or reste[0] not in noms:
        raise CheminInconnu(reste[0] if reste else "", noms)
    nom, *cles = reste
    forme = "lignes" if cles else "objet"
    for tableau in groupe.tableaux:
        for colonne in tableau.colonnes:
            if colonne.chemin == nom and tableau.forme == forme:
                voulues = _read_cles(tableau, cles)
                return _chiffre(groupe, tableau, voulues, colonne)
    raise CheminInconnu(cles[0] if cles else nom, [] if cles else noms)


def _find_full(
    groupes: Sequence[Groupe], adresse: Adresse, projets: Container[str]
) -> Chiffre:
    code, point, sous = adresse.groupe.partition(".")
    connus = {groupe.code: groupe for groupe in groupes}
    if code not in connus:
        raise CheminInconnu(code, connus)
    groupe, absent = connus[code], False
    if point:
        siens = {g.code: g for g in groupe.groupes}
        absent = bool(groupe.nom_groupes) and sous in projets and sous not in siens
        if sous not in siens and not absent:
            raise CheminInconnu(sous, siens)
        groupe = siens.get(sous, groupe)
    tables = {table.code: table for table in groupe.tableaux}
    if adresse.table not in tables:
        raise CheminInconnu(adresse.table, tables)
    tableau = tables[adresse.table]
    colonnes = {c.code: c for c in tableau.colonnes if c.genre in CHIFFRES}
    if adresse.colonne not in colonnes:
        raise CheminInconnu(adresse.colonne, colonnes)
    cles = _as_written(tableau, adresse.cles)
    if cles is None:
        cles = _read_cles(tableau, [write_cle(cle) for cle in adresse.cles])
    chiffre = _chiffre(groupe, tableau, cles, colonnes[adresse.colonne])
    return _nothing(chiffre) if absent else chiffre


def _as_written(tableau: Tableau, cles: tuple[str, ...]) -> tuple[str, ...] | None:
    """Find the keys of a row that are written so, whatever signs they hold."""
    ecrites = write_cles(cles)
    return next(
        (
            ligne.cles[:rang]
            for ligne in tableau.lignes
            for rang in range(len(ligne.cles) + 1)
            if write_cles(ligne.cles[:rang]) == ecrites
        ),
        None,
    )


def _read_cles(tableau: Tableau, cles: Sequence[str]) -> tuple[str, ...]:
    """Read keys as typed, each among the words that it may take."""
    if len(cles) > len(tableau.cles):
        raise CheminInconnu(cles[len(tableau.cles)], [])
    for rang, (colonne, cle) in enumerate(zip(tableau.cles, cles, strict=False)):
        admis = colonne.admis or dict.fromkeys(
            write_cle(ligne.cles[rang]) for ligne in tableau.lignes
        )
        if cle not in admis:
            raise CheminInconnu(cle, admis)
    return tuple("" if cle == lexique.NON_VENTILE else cle for cle in cles)


def _chiffre(
    groupe: Groupe, tableau: Tableau, cles: tuple[str, ...], colonne: Colonne
) -> Chiffre:
    rang = tableau.rang(colonne.code)
    lignes = tableau.begun_by(cles)
    if colonne.genre in RAPPORTS and len(lignes) != 1:
        # A ratio of several rows is no sum of theirs.
        place = len(cles)
        raise CheminInconnu("", [write_cle(li.cles[place]) for li in lignes])
    if len(lignes) == 1:
        valeur = lignes[0].valeurs[rang]
        if valeur is None and colonne.genre not in RAPPORTS:
            valeur = ZERO
    else:
        valeur = tableau.total(rang, cles)
    source = tableau.source_of(rang, cles)
    return Chiffre(groupe, tableau, cles, colonne, valeur, source)


def _nothing(chiffre: Chiffre) -> Chiffre:
    """Give the same figure of a project of which the exercice says nothing."""
    rapport = chiffre.colonne.genre in RAPPORTS
    vide = type(chiffre.source)()
    return chiffre._replace(valeur=None if rapport else ZERO, source=vide)
