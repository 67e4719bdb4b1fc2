"""What is valid but probably wrong, or says too much of someone: the closed catalogue.

A remark stops no figure. `iter_remarques` gives those of a ledger, but the ones that a
line says were read (« remarque-lue »).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.remarques import abimes
from ptce_ledger.remarques import beneficiaires
from ptce_ledger.remarques import clotures
from ptce_ledger.remarques import conventions
from ptce_ledger.remarques import creances
from ptce_ledger.remarques import dates
from ptce_ledger.remarques import doublons
from ptce_ledger.remarques import ecritures
from ptce_ledger.remarques import financements
from ptce_ledger.remarques import heures
from ptce_ledger.remarques import identite
from ptce_ledger.remarques import mandats
from ptce_ledger.remarques import negatifs
from ptce_ledger.remarques import noms
from ptce_ledger.remarques import oublis
from ptce_ledger.remarques import ouvertures
from ptce_ledger.remarques import passe
from ptce_ledger.remarques import pieces
from ptce_ledger.remarques import publications
from ptce_ledger.remarques import reports
from ptce_ledger.remarques import sante
from ptce_ledger.remarques import signes
from ptce_ledger.remarques import soldes
from ptce_ledger.remarques import soldes_de_tiers
from ptce_ledger.remarques import subventions
from ptce_ledger.remarques import textes
from ptce_ledger.remarques.base import Remarque
from ptce_ledger.remarques.regard import Regard

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ptce_ledger.lecture.livre import Livre


def _classes(*modules: object) -> dict[str, type[Remarque]]:
    return {
        nom: objet
        for module in modules
        for nom, objet in vars(module).items()
        if isinstance(objet, type) and issubclass(objet, Remarque)
        if objet is not Remarque
    }


#: Public code → class, in the order of the chapters of docs/erreurs.md.
CHAPITRES: dict[str, dict[str, type[Remarque]]] = {
    "Ce qui manque depuis la dernière version": _classes(passe),
    "Les écritures à relire": _classes(
        ecritures, doublons, subventions, conventions, financements, mandats, dates
    ),
    "Ce qui compte deux fois ou à l’envers": _classes(
        creances, soldes_de_tiers, reports, signes, clotures, ouvertures, negatifs
    ),
    "Les noms du registre": _classes(beneficiaires, publications),
    "Les soldes et les heures": _classes(soldes, heures),
    "Les données personnelles": _classes(identite, sante, noms, pieces),
    "Les textes": _classes(textes, abimes, oublis),
}
REMARQUES: dict[str, type[Remarque]] = {
    nom: classe for chapitre in CHAPITRES.values() for nom, classe in chapitre.items()
}

#: Detectors that read lines and files only: they hold on a ledger with errors too.
_DES_LIGNES = (
    passe.iter_pertes,
    identite.iter_identites,
    sante.iter_sante,
    textes.iter_textes,
    abimes.iter_abimes,
    abimes.iter_motifs,
    oublis.iter_oublies,
    pieces.iter_fichiers,
)
_DES_ECRITURES = (
    ecritures.iter_inacheves,
    ecritures.iter_etrangers,
    doublons.iter_doubles,
    subventions.iter_subventions,
    creances.iter_creances,
    reports.iter_reprises,
    signes.iter_signes,
    clotures.iter_clotures,
    ouvertures.iter_ouvertures,
    mandats.iter_doubles,
    conventions.iter_conventions,
    financements.iter_financements,
    negatifs.iter_negatifs,
    beneficiaires.iter_proches,
    beneficiaires.iter_alias,
    publications.iter_publications,
    dates.iter_exercices,
    dates.iter_dates,
    dates.iter_pieces,
    soldes.iter_tresorerie,
    soldes.iter_sens,
    soldes.iter_pads,
    heures.iter_heures,
    noms.iter_comptes,
    noms.iter_personnes,
    sante.iter_personnel,
)

#: What says better why a line is odd, and what it makes needless on that line.
_DISENT_MIEUX = (
    (
        "PaiementEnProduit",
        ("SubventionEnDouble", "SubventionExcessive", "RepriseExcessive"),
    ),
    ("SigneContraire", ("ProduitAuDebit", "SensInhabituel", "CreanceNegative")),
    ("ProduitAuDebit", ("SensInhabituel",)),
)


def iter_remarques(livre: Livre) -> Iterator[Remarque]:
    """Yield the remarks of a ledger, by file then by line.

    Over errors, those on entries wait: what booking refused is not there to be seen.
    """
    regard = Regard(livre)
    detecteurs = _DES_LIGNES if livre.errors else _DES_LIGNES + _DES_ECRITURES
    trouvees = {
        regard.rank(remarque): remarque
        for detecteur in detecteurs
        for remarque in detecteur(regard)
        if not regard.is_read(remarque)
    }
    for mieux, moins in _DISENT_MIEUX:
        lieux = {rang[:2] for rang in trouvees if rang[2] == mieux}
        trouvees = {
            rang: remarque
            for rang, remarque in trouvees.items()
            if rang[:2] not in lieux or rang[2] not in moins
        }
    yield from sorted(trouvees.values(), key=regard.rank)
