"""Who works with whom: cooperations counted, and what is given without money.

A cooperation of two natures counts in each: only the first table counts each once. What
is given without money is in no total of resources. A copy has none of it: it would tell
of members one by one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.analyse import cube
from ptce_ledger.analyse.tableau import Colonne
from ptce_ledger.analyse.tableau import Ligne
from ptce_ledger.analyse.tableau import Tableau
from ptce_ledger.analyse.termes import Source
from ptce_ledger.faits.declarations import cooperations
from ptce_ledger.faits.declarations import gifts
from ptce_ledger.faits.declarations import memberships
from ptce_ledger.mots import lexique
from ptce_ledger.registre.declarations.cooperation import cut_words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence

    from ptce_ledger.analyse.ensemble import Ensemble
    from ptce_ledger.registre.lecteur import Lu

_NOMBRE = (Colonne("nombre", "Coopérations", "entier"),)
_VALEURS = (Colonne("valeur", "Valeur"), Colonne("heures", "Heures", "heures"))


def build(ensemble: Ensemble) -> Tableau:
    """Count the cooperations, who takes part in them, and what is given."""
    lus = _declared(ensemble)
    lignes = []
    if lus:
        membres = {code for lu in lus for code in _pair(lu)}
        compte = _counted(ensemble, lus)
        gens = cube.gather([*memberships(ensemble.releve, sorted(membres))])
        valeurs, sources = _worth(ensemble, lus)
        sommes = (len(lus), len(membres), *valeurs)
        fonds = (compte, Source.of(gens, mesure="quantite"), *sources)
        lignes.append(Ligne((), sommes, fonds, titre="En tout"))
    colonnes = (*_NOMBRE, Colonne("membres", "Membres", "entier"), *_VALEURS)
    return Tableau("cooperations", "Coopérations", (), colonnes, tuple(lignes))


def build_by_kind(ensemble: Ensemble) -> Tableau:
    """Count them by nature."""
    dits = {id(lu): lu.cles.get("nature", "") for lu in _declared(ensemble)}
    titre = "Coopérations par nature"
    return _by_word(ensemble, "nature", titre, lexique.NATURES_DE_COOPERATION, dits)


def build_by_object(ensemble: Ensemble) -> Tableau:
    """Count them by what is put together."""
    dits = {id(lu): lu.cles.get("objet", "") for lu in _declared(ensemble)}
    titre = "Coopérations par objet"
    return _by_word(ensemble, "objet", titre, lexique.OBJETS_DE_COOPERATION, dits)


def build_by_member(ensemble: Ensemble) -> Tableau:
    """Count those of each member, and what it gives and gets without money."""
    lus = _declared(ensemble)
    lignes = []
    for code in sorted({code for lu in lus for code in _pair(lu)}):
        siens = [lu for lu in lus if code in _pair(lu)]
        sommes = [
            _worth(ensemble, [lu for lu in siens if _pair(lu)[cote] == code])
            for cote in (0, 1)
        ]
        (donne, _), (recu, _) = (valeurs for valeurs, _ in sommes)
        (de_donne, _), (de_recu, _) = (sources for _, sources in sommes)
        compte = _counted(ensemble, siens)
        lignes.append(
            Ligne((code,), (len(siens), donne, recu), (compte, de_donne, de_recu))
        )
    return Tableau(
        "cooperations_par_membre",
        "Coopérations de chaque membre",
        (Colonne("membre", "Membre", "code"),),
        (
            *_NOMBRE,
            Colonne("apporte", "Apporte sans argent"),
            Colonne("recoit", "Reçoit sans argent"),
        ),
        tuple(lignes),
    )


def build_gifts(ensemble: Ensemble) -> Tableau:
    """Set what is given without money, by giver and receiver."""
    paires: dict[tuple[str, str], list[Lu]] = {}
    for lu in _declared(ensemble):
        if "valeur" in lu.cles:
            paires.setdefault(_pair(lu), []).append(lu)
    return Tableau(
        "apports_sans_argent",
        "Apports sans argent entre membres",
        (
            Colonne("apporteur", "Apporteur", "code"),
            Colonne("beneficiaire", "Bénéficiaire", "code"),
        ),
        _VALEURS,
        tuple(
            Ligne(paire, *_worth(ensemble, paires[paire])) for paire in sorted(paires)
        ),
    )


def _by_word(
    ensemble: Ensemble,
    cle: str,
    titre: str,
    mots: Mapping[str, object],
    dits: Mapping[int, str],
) -> Tableau:
    """Count by a word that a cooperation may hold several of; those with none too."""
    groupes: dict[str, list[Lu]] = {}
    for lu in _declared(ensemble):
        for mot in cut_words(dits[id(lu)]) or [""]:
            groupes.setdefault(mot, []).append(lu)
    lignes = tuple(
        Ligne((mot,), (len(groupes[mot]),), (_counted(ensemble, groupes[mot]),))
        for mot in (*mots, "")
        if mot in groupes
    )
    cles = (Colonne(cle, cle.capitalize(), "code"),)
    return Tableau(f"cooperations_par_{cle}", titre, cles, _NOMBRE, lignes)


def _declared(ensemble: Ensemble) -> list[Lu]:
    if ensemble.registre.copie_pour:
        return []
    return ensemble.registre.declared("ptce-cooperation", ensemble.exercice)


def _pair(lu: Lu) -> tuple[str, str]:
    return lu.valeurs["membre"], lu.valeurs["autre membre"]


def _counted(ensemble: Ensemble, lus: Sequence[Lu]) -> Source:
    return Source.of(
        cube.gather([*cooperations(ensemble.releve, lus)]), mesure="quantite"
    )


def _worth(ensemble: Ensemble, lus: Iterable[Lu]) -> tuple[tuple, tuple]:  # type: ignore[type-arg]
    """Give what is given, in euros and in hours, and what each rests on."""
    dits = [lu for lu in lus if "valeur" in lu.cles]
    cases = cube.build(gifts(ensemble.releve, dits))
    euros, heures = Source.of(cases), Source.of(cases, mesure="heures")
    return (euros.total(), heures.total()), (euros, heures)
