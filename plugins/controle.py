"""Contrôle: types, currencies, class 8, keys as typed, and the expected figures.

It writes `preuve` and `piece`, changes nothing else, and reports what no other plugin
does. Exemple, une écriture que ce module refuse (les heures diffèrent) :

    2025-05-31 * "Bénévoles" "Atelier"
      Equity:CVN:86-Emplois:864-Benevolat          12 HEURE
      Equity:CVN:87-Contributions:875-Benevolat   -10 HEURE
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING
from typing import Any

from beancount.core.convert import get_weight

from ptce_ledger.analyse.chiffres.attendus import check_attendus
from ptce_ledger.analyse.definitions.propres import check_propres
from ptce_ledger.analyse.dossier import Dossier
from ptce_ledger.erreurs.ecritures import ANouveauSurGestion
from ptce_ledger.erreurs.ecritures import PrixDansSaDevise
from ptce_ledger.erreurs.ecritures import TypeIncompatible
from ptce_ledger.faits.affectation import read_units
from ptce_ledger.faits.annotation import Volet
from ptce_ledger.faits.annotation import annotate
from ptce_ledger.faits.axes import EN_NATURE
from ptce_ledger.faits.valorisation import check_prices
from ptce_ledger.mots import lexique
from ptce_ledger.mots import source
from ptce_ledger.mots.dits import Montant
from ptce_ledger.mots.dits import later
from ptce_ledger.mots.euros import round_euros
from ptce_ledger.registre.directives import CLES_D_ECRITURE
from ptce_ledger.registre.valeurs import check_names
from ptce_ledger.registre.valeurs import check_value
from ptce_ledger.registre.valeurs import unexpected_currency
from ptce_ledger.suivi.controle import check
from ptce_ledger.suivi.controle import check_funds
from ptce_ledger.suivi.recherche import find
from ptce_ledger.suivi.suivi import Suivi

from . import classe8

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from beancount.core.data import Open
    from beancount.core.data import Posting
    from beancount.core.data import Transaction

    from ptce_ledger.erreurs.base import PtceError
    from ptce_ledger.faits.annotation import Contexte
    from ptce_ledger.faits.axes import Axes
    from ptce_ledger.faits.comptes import Compte
    from ptce_ledger.faits.releve import Releve

__plugins__ = ("controle",)

#: Values that another volet checks.
_AILLEURS = ("perimetre", "origine")

_REMEDES = {
    "produit": later("Un compte Income porte un type de produit."),
    "charge": later("Un compte Expenses n’a pas de type, sauf « fonds-dedies »."),
    "bilan": later(
        "Un compte de bilan porte « apports », « prets » ou « subventions-investissement »."
    ),
    "actif": later(
        "Un compte Assets n’a pas de type, sauf « investissements » pour les numéros 20, "
        "21, 23, 26 et 27."
    ),
    "86": later("Un compte 86 n’a pas de type : il est sur le compte 87."),
    "87": later(
        "Un compte 87 porte « aides-indirectes » ou « contributions-volontaires »."
    ),
}


def _notes(axes: Axes) -> dict[str, str]:
    return {"preuve": axes.preuve} if axes.preuve else {}


def _check_meta(
    entry: Any, meta: Mapping[str, Any], releve: Releve
) -> Iterator[PtceError]:
    for cle, genre in CLES_D_ECRITURE.items():
        if cle in meta and cle not in _AILLEURS:
            yield from check_value(entry, meta, cle, genre)
    if releve.registre:
        yield from check_names(entry, meta, CLES_D_ECRITURE)


def _check_open(entry: Open, releve: Releve) -> Iterator[PtceError]:
    compte, type_ = releve.comptes[entry.account], entry.meta.get("type")
    # A type that is no word of ours is reported as such.
    if type_ in lexique.TYPES and not _may_bear(compte, type_):
        yield _incompatible(entry, entry.meta, compte)
    yield from classe8.check_open(entry, compte)


def _may_bear(compte: Compte, type_: Any) -> bool:
    # A parent account without a number may hold class 8 below: its type is for them.
    racine = compte.role == "bilan" and not compte.numero
    contribution = getattr(lexique.TYPES.get(type_), "nature", "") == "contribution"
    return type_ in compte.types or (racine and contribution)


def _incompatible(entry: Any, meta: Mapping[str, Any], compte: Compte) -> PtceError:
    return TypeIncompatible.at(
        source.place_of_key(meta, "type"),
        entry,
        type=meta["type"],
        compte=compte.nom,
        remede=_REMEDES[compte.role],
    )


def _check_ligne(contexte: Contexte) -> Iterator[PtceError]:
    _, entry, posting, _, axes = contexte
    devise = read_units(posting)[1]
    if lexique.est_heure(devise):
        yield from classe8.check_heures(contexte)
    elif devise != lexique.EURO:
        heure = lexique.HEURE if axes.nature in EN_NATURE else ""
        yield unexpected_currency(posting.meta, entry, posting.units, heure)


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


def _check_prix(entry: Transaction, posting: Posting) -> Iterator[PtceError]:
    """Report a price or a cost in the posting's own currency: two amounts for one."""
    devise = read_units(posting)[1]
    dits: Any = [p for p in (posting.cost, posting.price) if p is not None]
    prix = next((p for p in dits if p.currency == devise), None)
    if prix is None or lexique.est_heure(devise):
        return
    somme = get_weight(posting)
    yield PrixDansSaDevise.at(
        posting.meta,
        entry,
        montant=Montant(*read_units(posting)),
        prix=Montant(prix.number, prix.currency),
        compte=posting.account,
        somme=f"{round_euros(somme.number)} {devise}",
    )


def _check_livre(releve: Releve) -> Iterator[PtceError]:
    """Check the figures that the ledger asserts, once its own definitions are right."""
    fautes = [*check_propres(releve), *check_prices(releve.registre, releve.prix)]
    suivi = Suivi(Dossier(releve))
    fautes = fautes or list(check(suivi))
    fautes = fautes or list(
        check_attendus(releve.registre, functools.partial(find, suivi))
    )
    yield from fautes or check_funds(suivi)


VOLET = Volet(
    notes=_notes,
    herite=("piece",),
    check_open=_check_open,
    check_meta=_check_meta,
    check_ligne=_check_ligne,
    check_ecriture=_check_ecriture,
    check_prix=_check_prix,
    check_livre=_check_livre,
)


def controle(
    entries: list[Any], options: Mapping[str, Any], _config: str | None = None
) -> tuple[list[Any], list[PtceError]]:
    """Check what the other plugins take for granted, the register included."""
    return annotate(entries, options, (VOLET,), registre_aussi=True)
