"""Resolve the axes of a posting: posting → entry → `open` → nearest ancestor `open`.

The one place that knows the rule of design §3.2. It never fails: a wrong value resolves
to itself and `controles` reports it. The result depends on few things (the account, the
keys typed, the payee, membership on the day), so each distinct case is computed once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple
from typing import cast

from beancount.core.data import Document

from ptce_ledger import lexique

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable
    from collections.abc import Mapping
    from decimal import Decimal

    from beancount.core.data import Posting
    from beancount.core.data import Transaction

    from ptce_ledger.comptes import Compte
    from ptce_ledger.comptes import Comptes
    from ptce_ledger.pole import Registre

#: Keys of which the nearest level that holds one decides the périmètre.
SITUENT = ("projet", "perimetre", "cle")
#: Keys read on a posting or an entry.
CLES = (*lexique.AXES, "membre")
_CLES = frozenset(CLES)
_AUCUNE: tuple[tuple[str, Any], ...] = ()


class Axes(NamedTuple):
    """The resolved axes of one posting; "" is « non ventilé » or « sans objet ».

    `nature` is that of the fact it makes, « emploi » for the 86 side of class 8, which
    is checked but makes no fact, or "" when the posting counts for nothing.
    """

    nature: str
    perimetre: str = ""
    projet: str = ""
    cle: str = ""
    type: str = ""
    tiers: str = ""
    origine: str = ""
    convention: str = ""
    preuve: str = ""
    piece: str = ""
    interne: str = ""
    membre: str = ""


#: A posting that is neither a resource, nor a charge, nor a contribution.
RIEN = Axes("")


class Affectation:
    """Resolver of one ledger: its register, its accounts, and the cases met so far."""

    def __init__(
        self, entries: Iterable[Any], registre: Registre, comptes: Comptes
    ) -> None:
        self.registre = registre
        self.comptes = comptes
        self._liens_joints = frozenset(
            lien
            for entry in entries
            if type(entry) is Document
            for lien in entry.links or ()
        )
        self._cas: dict[Any, Axes] = {}
        self._de_membre: dict[Axes, Axes] = {}

    def resolve_entry(self, entry: Transaction) -> list[Axes]:
        """Resolve each posting of an entry, in order; nothing for an opening entry."""
        meta = entry.meta
        if is_apart(entry):
            return [RIEN] * len(entry.postings)
        typees = _typed(meta)
        joint = _has_document(meta) or not self._liens_joints.isdisjoint(entry.links)
        paye = entry.payee
        jour = entry.date
        return [
            self._resolve(posting, typees, paye, jour, joint=joint)
            for posting in entry.postings
        ]

    def _resolve(
        self,
        posting: Posting,
        typees: tuple[tuple[str, Any], ...],
        paye: str | None,
        jour: datetime.date,
        *,
        joint: bool,
    ) -> Axes:
        compte = self.comptes[posting.account]
        meta = posting.meta
        siennes = _typed(meta) if meta else _AUCUNE
        # Only a mandate account minds its sign: a credit there may be a member's.
        credit = compte.mandat and read_units(posting)[0] < 0
        joint = joint or _has_document(meta)
        cas = (compte.nom, siennes, typees, paye, joint, credit)
        axes = self._cas.get(cas)
        if axes is None:
            niveaux = (dict(siennes), dict(typees), *compte.niveaux)
            axes = self._resolve_case(compte, niveaux, paye, joint=joint, credit=credit)
            self._cas[cas] = axes
        declare = axes.nature in ("", "ca") or axes.tiers not in self.registre.tiers
        if declare or not self.registre.is_member(axes.tiers, jour):
            return axes
        return self._facing_member(axes)

    def _resolve_case(
        self,
        compte: Compte,
        niveaux: tuple[Mapping[str, Any], ...],
        paye: str | None,
        *,
        joint: bool,
        credit: bool,
    ) -> Axes:
        type_ = find_type(compte, niveaux)
        nature = _nature(compte, type_, niveaux, credit=credit)
        if not nature:
            return RIEN
        perimetre, projet, cle = self._situate(niveaux)
        tiers = _text(niveaux, "tiers") or self.registre.tiers_of(paye)
        connu = self.registre.tiers.get(tiers)
        interne = self.registre.interne(tiers, membre=False)
        origine = _text(niveaux, "origine") or (connu.origine if connu else "")
        piece = _text(niveaux, "piece")
        preuve = "justifie" if joint or piece else "comptable"
        return Axes(
            nature,
            "membre" if nature == "ca" else perimetre,
            projet,
            "" if nature == "ca" else cle,
            "" if nature == "ca" else type_,
            tiers,
            "pole" if interne == "pole" else origine,
            _text(niveaux, "convention"),
            _text(niveaux, "preuve") or preuve,
            piece,
            interne,
            _text(niveaux, "membre") if nature == "ca" else "",
        )

    def _situate(self, niveaux: tuple[Mapping[str, Any], ...]) -> tuple[str, str, str]:
        """Give (perimetre, projet, cle) from the nearest level that holds one."""
        for niveau in niveaux:
            if cle := niveau.get("cle"):
                return "", "", str(cle)
            if projet := niveau.get("projet"):
                return "projet", str(projet), ""
            if perimetre := niveau.get("perimetre"):
                return str(perimetre), "", ""
        return self.registre.perimetre_defaut, "", ""

    def _facing_member(self, axes: Axes) -> Axes:
        """Give the same axes when the tiers is a member: sales become internal."""
        avec = self._de_membre.get(axes)
        if avec is None:
            interne = self.registre.interne(axes.tiers, membre=True)
            type_ = "facturation-interne" if axes.type == "ventes" else axes.type
            avec = axes._replace(interne=interne, type=type_)
            self._de_membre[axes] = avec
        return avec


def read_units(posting: Posting) -> tuple[Decimal, str]:
    """Give the number and currency of a posting.

    Booking has filled both in every entry that it lets through; Beancount's types
    do not know it.
    """
    return cast("tuple[Decimal, str]", posting.units)


def is_apart(entry: Transaction) -> bool:
    """Tell an opening or closing entry: no fact, and out of the bouclage."""
    meta = entry.meta
    return meta.get("a-nouveau") is True or meta.get("cloture") is True


def missing_axes(nature: str, perimetre: str, type_: str, origine: str) -> list[str]:
    """List the axes a fact should have and has not.

    No origin is asked of charges and of hors-ressources; declared turnover is of no
    périmètre of the pole (design, §7).
    """
    if nature in ("", "ca", "emploi"):
        return []
    manquent = [] if perimetre else ["perimetre"]
    if nature != "charge":
        manquent += [] if type_ else ["type"]
        manquent += [] if origine or type_ == "hors-ressources" else ["origine"]
    return manquent


def find_type(compte: Compte, niveaux: tuple[Mapping[str, Any], ...]) -> str:
    """Find the nearest type that the account may bear.

    An entry's `type:` is for those of its postings that can have it; one that is wrong
    on the posting or the `open` itself is reported by `controles`.
    """
    admis = compte.types
    for niveau in niveaux:
        type_ = niveau.get("type")
        if type_ in admis:
            return str(type_)
    return ""


def _nature(
    compte: Compte,
    type_: str,
    niveaux: tuple[Mapping[str, Any], ...],
    *,
    credit: bool,
) -> str:
    if compte.role == "produit":
        return "produit"
    if compte.role == "charge":
        return "produit" if type_ == "fonds-dedies" else "charge"
    if compte.role == "87":
        return "contribution"
    if compte.role == "86":
        return "emploi"
    if credit and _text(niveaux, "membre"):
        return "ca"
    return "financement" if type_ else ""


def _text(niveaux: tuple[Mapping[str, Any], ...], cle: str) -> str:
    for niveau in niveaux:
        valeur = niveau.get(cle)
        if valeur:
            return str(valeur)
    return ""


def _typed(meta: Mapping[str, Any]) -> tuple[tuple[str, Any], ...]:
    """Keep the keys of an axis, as something that can be a dict key."""
    if _CLES.isdisjoint(meta):
        return _AUCUNE
    return tuple((cle, str(meta[cle])) for cle in CLES if meta.get(cle))


def _has_document(meta: Mapping[str, Any] | None) -> bool:
    # « document: » and « document-2: » are how Fava and Beancount attach a file.
    return meta is not None and any(cle.startswith("document") for cle in meta)
