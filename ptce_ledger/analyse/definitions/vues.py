"""The views of a group: each fits what it shows; a group that says none shows all it has."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from ptce_ledger.analyse.definitions import grammaire
from ptce_ledger.analyse.definitions.fautes import missing
from ptce_ledger.analyse.definitions.fautes import unknown
from ptce_ledger.analyse.definitions.fautes import wrong
from ptce_ledger.analyse.definitions.formes import CLE_INCONNUE
from ptce_ledger.analyse.definitions.formes import MOT
from ptce_ledger.analyse.definitions.formes import refused
from ptce_ledger.analyse.tables import BLOCS
from ptce_ledger.mots.dits import Cite
from ptce_ledger.mots.dits import Liste
from ptce_ledger.mots.dits import later

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping

    from ptce_ledger.analyse.definitions.fautes import Faute
    from ptce_ledger.analyse.definitions.grammaire import DefGroupe
    from ptce_ledger.analyse.definitions.grammaire import DefTableau

_GENRE = later("genre de vue « {mot} » inconnu")
_TABLEAU = later("tableau « {mot} » inconnu de cette vue")
_SANS_TOTAL = later("vue « {mot} » sans les totaux qu’elle montre")
_SANS_PROJETS = later("vue « {mot} » d’un groupe sans projets")
_OPTION = later("mot « {mot} » inconnu")

#: Whatever a view may say.
_MOTS = tuple(
    dict.fromkeys(
        mot
        for dits in ({"": ("genre",)}, grammaire.VUES, grammaire.OPTIONS_DE_VUE)
        for siens in dits.values()
        for mot in siens
    )
)
#: What may show a block, by the view made for it.
_DE_BLOC = {
    "tableau": ("tableau",),
    "matrice": ("matrice", "tableau"),
    "fiche": ("fiche", "champs"),
    "champs": ("champs", "fiche"),
}


def check_words(ou: str, vues: Iterable[Mapping[str, Any]]) -> Iterator[Faute]:
    """Check the words of views, before anyone knows what they name."""
    for vue in vues:
        genre = vue.get("genre")
        if genre is None:
            yield from (
                unknown(ou, c, CLE_INCONNUE, _MOTS) for c in vue if c not in _MOTS
            )
            yield missing(ou, "genre", MOT.dit)
        elif not isinstance(genre, str) or genre not in grammaire.VUES:
            yield unknown(ou, genre, _GENRE, grammaire.VUES)
        else:
            yield from _check_keys(f"{ou}.{genre}", vue)


def _check_keys(ou: str, vue: Mapping[str, Any]) -> Iterator[Faute]:
    """Check what a view of a known kind says."""
    nommees = grammaire.VUES[vue["genre"]]
    options = grammaire.OPTIONS_DE_VUE.get(vue["genre"], {})
    admises = ("genre", *nommees, *options)
    for cle, valeur in vue.items():
        if cle not in admises:
            yield unknown(ou, cle, CLE_INCONNUE, admises)
        elif not isinstance(valeur, str):
            yield refused(f"{ou}.{cle}", valeur, MOT)
        elif cle in options and valeur not in options[cle]:
            yield unknown(f"{ou}.{cle}", valeur, _OPTION, options[cle])
    for cle in nommees:
        if cle not in vue:
            yield missing(ou, cle, MOT.dit)


def check_views(groupe: DefGroupe) -> Iterator[Faute]:
    """Check that each view names a table of its group, and one that it can show."""
    for nom, vues, par_projet in (
        ("vues", groupe.vues, False),
        ("vues_par_groupe", groupe.vues_par_groupe, True),
    ):
        formes = dict(_shapes(groupe, par_projet=par_projet))
        for vue in vues:
            ou = f"{groupe.code}.{nom}.{vue['genre']}"
            fautes = [*_check_names(ou, vue, formes)]
            yield from fautes or _check_totals(ou, vue, groupe)
            if vue["genre"] == "projets" and (par_projet or not groupe.pour_chaque):
                attendu = later("Ajoutez « pour_chaque » au groupe, ou retirez-la.")
                yield wrong(ou, "projets", _SANS_PROJETS, attendu)


def _check_names(
    ou: str, vue: Mapping[str, str], formes: Mapping[str, Collection[str]]
) -> Iterator[Faute]:
    for cle, forme in grammaire.VUES[vue["genre"]].items():
        admis = [code for code, siennes in formes.items() if forme in siennes]
        if vue[cle] not in admis:
            yield unknown(ou, vue[cle], _TABLEAU, admis)


def _check_totals(
    ou: str, vue: Mapping[str, str], groupe: DefGroupe
) -> Iterator[Faute]:
    """Check that the card of totals has what a view takes from it."""
    fiche, genre = groupe.fiche(grammaire.TOTAUX), vue["genre"]
    totaux = {c.code: c.chemin for c in fiche.chiffres} if fiche else {}
    voulus = grammaire.DU_COMPTE if genre == "compte" else ()
    manquants = [code for code in voulus if code not in totaux]
    if manquants or (genre == "projets" and not fiche):
        attendu = later(
            "Il faut une fiche « {fiche} » qui ait {chiffres}.",
            fiche=grammaire.TOTAUX,
            chiffres=Liste(tuple(map(Cite, manquants or ["ressources"]))),
        )
        yield wrong(ou, genre, _SANS_TOTAL, attendu)
    if "parts" in vue:
        derniere = [t.colonnes[-1] for t in groupe.tableaux if t.code == vue["code"]]
        chemins = {chemin for chemin in totaux.values() if chemin}
        if not derniere or derniere[0].chemin not in chemins:
            attendu = later(
                "La dernière colonne du tableau doit avoir le « chemin » d’un chiffre de "
                "la fiche « {fiche} ».",
                fiche=grammaire.TOTAUX,
            )
            yield wrong(ou, "parts", _SANS_TOTAL, attendu)


def default_views(groupe: DefGroupe) -> tuple[dict[str, str], ...]:
    """Show all that a group has: its projects, tables, cards, blocks, indicators."""
    vues = [*_each(groupe, groupe.blocs)]
    vues += [
        {"genre": "phases", "code": tableau.par_phase}
        for tableau in groupe.tableaux
        if tableau.ventilable and _fits_side_by_side(tableau)
    ]
    if groupe.indicateurs:
        vues.append({"genre": "indicateurs", "code": "indicateurs"})
    if groupe.pour_chaque and groupe.fiche(grammaire.TOTAUX):
        vues.insert(0, {"genre": "projets"})
    return tuple(vues)


def default_views_of_projects(groupe: DefGroupe) -> tuple[dict[str, str], ...]:
    """Show all that a group has for each project."""
    return tuple(_each(groupe, groupe.blocs_par_groupe))


def _fits_side_by_side(tableau: DefTableau) -> bool:
    """Tell whether phases stand side by side by their last column: an amount."""
    derniere = tableau.colonnes[-1]
    return not derniere.part and derniere.mesure == "montant"


def _each(groupe: DefGroupe, blocs: Iterable[str]) -> Iterator[dict[str, str]]:
    for tableau in groupe.tableaux:
        yield {"genre": "tableau", "code": tableau.code}
    for fiche in groupe.fiches:
        yield {"genre": "fiche", "code": fiche.code}
    for nom in blocs:
        yield {"genre": BLOCS[nom].vue, "code": nom}


def _shapes(
    groupe: DefGroupe, *, par_projet: bool
) -> Iterator[tuple[str, Collection[str]]]:
    """Say of each table of a group what a view may take it for."""
    for tableau in groupe.tableaux:
        formes = ["tableau", "montants"]
        if tableau.cles == ("type", "origine"):
            formes.append("par type et origine")
        if [colonne.mesure for colonne in tableau.colonnes] == list(grammaire.MESURES):
            formes.append("montants et heures")
        yield tableau.code, formes
        if tableau.ventilable and not par_projet:
            cote_a_cote = ["phases"] if _fits_side_by_side(tableau) else []
            yield tableau.par_phase, ("tableau", *cote_a_cote)
    for fiche in groupe.fiches:
        yield fiche.code, ("fiche", "champs")
    for nom in groupe.blocs_par_groupe if par_projet else groupe.blocs:
        yield nom, _DE_BLOC[BLOCS[nom].vue]
    if groupe.indicateurs and not par_projet:
        yield "indicateurs", ("indicateurs",)
