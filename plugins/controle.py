"""Contrôle: types, currencies, class 8, keys as typed, and the expected figures.

It writes `preuve` and `piece`, changes nothing else, and reports what no other plugin
does. Exemple, une écriture que ce module refuse (les heures diffèrent) :

    2025-05-31 * "Bénévoles" "Atelier"
      Equity:CVN:86-Emplois:864-Benevolat          12 HEURE
      Equity:CVN:87-Contributions:875-Benevolat   -10 HEURE
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from beancount.core.data import Open

from ptce_ledger import lexique
from ptce_ledger.affectation import EN_NATURE
from ptce_ledger.affectation import read_units
from ptce_ledger.annotation import Volet
from ptce_ledger.annotation import annotate
from ptce_ledger.attendus import check_attendus
from ptce_ledger.directives import TEXTE
from ptce_ledger.directives import Choix
from ptce_ledger.directives import Genre
from ptce_ledger.erreurs.ecritures import ANouveauSurGestion
from ptce_ledger.erreurs.ecritures import ContributionMalPlacee
from ptce_ledger.erreurs.ecritures import DeviseInattendue
from ptce_ledger.erreurs.ecritures import HeuresHorsClasse8
from ptce_ledger.erreurs.ecritures import PrixAbsent
from ptce_ledger.erreurs.ecritures import PrixSurHeures
from ptce_ledger.erreurs.ecritures import TypeIncompatible
from ptce_ledger.lecteur import check_names
from ptce_ledger.lecteur import check_value

from . import classe8

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from beancount.core.data import Transaction

    from ptce_ledger.affectation import Axes
    from ptce_ledger.annotation import Contexte
    from ptce_ledger.comptes import Compte
    from ptce_ledger.erreurs.base import PtceError
    from ptce_ledger.releve import Releve

__plugins__ = ("controle",)

_BOOLEEN = Genre(bool, "TRUE, sans guillemets", "TRUE")
_GENRES: dict[str, Genre | Choix] = {
    **dict.fromkeys(lexique.AXES, TEXTE),
    "membre": TEXTE,
    "compte": TEXTE,
    "type": Choix(lexique.TYPES),
    "preuve": Choix(lexique.PREUVES),
    "a-nouveau": _BOOLEEN,
    "cloture": _BOOLEEN,
}
#: Values that another volet checks, once it is a text.
_AILLEURS = ("perimetre", "origine")

_REMEDES = {
    "produit": "Un compte Income porte un type de produit",
    "charge": "Un compte Expenses n’a pas de type, sauf « fonds-dedies »",
    "bilan": "Un compte de bilan porte « apports » ou « prets »",
    "actif": "Un compte Assets n’a pas de type",
    "86": "Un compte 86 n’a pas de type : il est sur le compte 87",
    "87": "Un compte 87 porte « aides-indirectes » ou « contributions-volontaires »",
}


def _notes(axes: Axes) -> dict[str, str]:
    return {"preuve": axes.preuve} if axes.preuve else {}


def _check_meta(
    entry: Any, meta: Mapping[str, Any], releve: Releve
) -> Iterator[PtceError]:
    for cle, genre in _GENRES.items():
        if cle in meta and cle not in _AILLEURS:
            yield from check_value(entry, cle, genre, meta[cle], meta)
    if not releve.registre:
        return
    yield from check_names(entry, meta, _GENRES)
    if isinstance(entry, Open):
        compte = releve.comptes[entry.account]
        if "type" in meta and not _may_bear(compte, meta["type"]):
            yield _incompatible(entry, meta, compte)
        if compte.numero[:2] in ("86", "87") and compte.role not in ("86", "87"):
            nom = compte.nom.partition(":")[2]
            yield ContributionMalPlacee.at(
                meta, entry, compte=compte.nom, date=entry.date, nom=nom
            )


def _may_bear(compte: Compte, type_: Any) -> bool:
    # A parent account without a number may hold class 8 below: its type is for them.
    racine = compte.role == "bilan" and not compte.numero
    contribution = getattr(lexique.TYPES.get(type_), "nature", "") == "contribution"
    return type_ in compte.types or (racine and contribution)


def _incompatible(entry: Any, meta: Mapping[str, Any], compte: Compte) -> PtceError:
    return TypeIncompatible.at(
        meta,
        entry,
        type=meta["type"],
        compte=compte.nom,
        remede=_REMEDES[compte.role] + ".",
    )


def _check_ligne(contexte: Contexte) -> Iterator[PtceError]:
    releve, entry, posting, compte, axes = contexte
    devise = read_units(posting)[1]
    if devise == lexique.EURO:
        return
    en_nature = axes.nature in EN_NATURE
    if not lexique.est_heure(devise):
        yield DeviseInattendue.at(
            posting.meta,
            entry,
            montant=posting.units,
            ou_heures=", ou en HEURE" if en_nature else "",
        )
    elif not en_nature:
        yield HeuresHorsClasse8.at(
            posting.meta, entry, montant=posting.units, compte=compte.nom
        )
    elif posting.price is not None or posting.cost is not None:
        yield PrixSurHeures.at(
            posting.meta, entry, montant=posting.units, date=entry.date, devise=devise
        )
    elif axes.nature == "contribution" and (
        releve.bareme.price(devise, entry.date) is None
    ):
        yield PrixAbsent.at(
            posting.meta,
            entry,
            devise=devise,
            jour=f"{entry.date:%d/%m/%Y}",
            date=entry.date,
        )


def _check_ecriture(
    releve: Releve, entry: Transaction, axes: Sequence[Axes]
) -> Iterator[PtceError]:
    comptes = releve.comptes
    if any(axe.nature in EN_NATURE for axe in axes):
        siens = [comptes[posting.account] for posting in entry.postings]
        yield from classe8.check_ecriture(entry, siens, axes)
    nouveau = entry.meta.get("a-nouveau") is True
    type_ = entry.meta.get("type")
    for posting in entry.postings:
        meta = posting.meta
        if not nouveau and not (meta and "type" in meta):
            continue
        compte = comptes[posting.account]
        if nouveau and compte.role in ("produit", "charge"):
            yield ANouveauSurGestion.at(meta or entry.meta, entry, compte=compte.nom)
        if meta and _is_wrong(meta.get("type"), [compte]):
            yield _incompatible(entry, meta, compte)
    if type_ is not None:
        siens = [comptes[posting.account] for posting in entry.postings]
        if siens and _is_wrong(type_, siens):
            yield _incompatible(entry, entry.meta, siens[0])


def _is_wrong(type_: Any, comptes: Sequence[Compte]) -> bool:
    """Tell a type of the vocabulary that none of some accounts may bear."""
    return type_ in lexique.TYPES and not any(type_ in c.types for c in comptes)


VOLET = Volet(
    notes=_notes,
    herite=("piece",),
    check_meta=_check_meta,
    check_ligne=_check_ligne,
    check_ecriture=_check_ecriture,
    check_livre=check_attendus,
)


def controle(
    entries: list[Any], options: Mapping[str, Any], _config: str | None = None
) -> tuple[list[Any], list[PtceError]]:
    """Check what the other plugins take for granted, the register included."""
    return annotate(entries, options, (VOLET,), registre_aussi=True)
