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
#: Keys read on a posting or an entry. A piece has no case of its own: that there is
#: one makes the evidence, which one it is changes no axis.
_CLES = frozenset({*lexique.AXES, "membre"} - {"piece"})
#: Keys that the parser and booking write, never a treasurer.
MACHINE = frozenset({"filename", "lineno", "__tolerances__", "__automatic__"})
#: What was typed that decides an axis, as something that can be a dict key.
Typees = tuple[tuple[str, Any], ...]
_AUCUNE: tuple[Typees, bool] = ((), False)


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
    interne: str = ""
    membre: str = ""


#: Natures of the two sides of class 8.
EN_NATURE = ("contribution", "emploi")

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
        self._entrees: dict[int, tuple[Transaction, list[Axes]]] = {}
        self._de_membre: dict[Axes, Axes] = {}

    def resolve_entry(self, entry: Transaction) -> list[Axes]:
        """Resolve each posting of an entry, in order; nothing for an opening entry."""
        connus = self._entrees.get(id(entry))
        if connus is None:
            # The entry is kept with its axes: its id cannot become another's.
            connus = self._entrees[id(entry)] = entry, self._resolve_entry(entry)
        return connus[1]

    def _resolve_entry(self, entry: Transaction) -> list[Axes]:
        if is_apart(entry):
            return [RIEN] * len(entry.postings)
        typees, joint = _typed(entry.meta)
        joint = joint or not self._liens_joints.isdisjoint(entry.links)
        paye = self.registre.tiers_of(entry.payee)
        return [
            RIEN
            if (compte := self.comptes[posting.account]).inerte
            else self._resolve(compte, posting, (typees, joint, paye), entry.date)
            for posting in entry.postings
        ]

    def _resolve(
        self,
        compte: Compte,
        posting: Posting,
        ecriture: tuple[Typees, bool, str],
        jour: datetime.date,
    ) -> Axes:
        siennes, joint = _typed(posting.meta) if posting.meta else _AUCUNE
        # Only a mandate account minds its sign: a credit there may be a member's.
        credit = compte.mandat and read_units(posting)[0] < 0
        cas = (compte.nom, siennes, joint, ecriture, credit)
        axes = self._cas.get(cas)
        if axes is None:
            typees, avec, paye = ecriture
            niveaux = (dict(siennes), dict(typees), *compte.niveaux)
            axes = self._cas[cas] = self._resolve_case(
                compte, niveaux, paye, joint=joint or avec, credit=credit
            )
        if axes.nature in ("", "ca") or axes.tiers not in self.registre.tiers:
            return axes
        if self.registre.is_member(axes.tiers, jour):
            return self._facing_member(axes)
        return axes

    def _resolve_case(
        self,
        compte: Compte,
        niveaux: tuple[Mapping[str, Any], ...],
        paye: str,
        *,
        joint: bool,
        credit: bool,
    ) -> Axes:
        type_ = find_type(compte, niveaux)
        nature = _nature(compte, type_, niveaux, credit=credit)
        if not nature:
            return RIEN
        perimetre, projet, cle = self._situate(niveaux)
        tiers = _text(niveaux, "tiers") or paye
        connu = self.registre.tiers.get(tiers)
        interne = self.registre.interne(tiers, membre=False)
        origine = _text(niveaux, "origine") or (connu.origine if connu else "")
        joint = joint or bool(_text(compte.niveaux, "piece"))
        preuve = "justifie" if joint else "comptable"
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


def _typed(meta: Mapping[str, Any]) -> tuple[Typees, bool]:
    """Give the keys that decide an axis, and whether a voucher is named.

    A voucher is a piece, or a file as Fava attaches it: « document: », « document-2: ».
    """
    if MACHINE.issuperset(meta):
        return _AUCUNE
    typees = tuple([item for item in meta.items() if item[0] in _CLES])
    for cle, valeur in meta.items():
        if (cle == "piece" or cle.startswith("document")) and valeur:
            return typees, True
    return typees, False
