"""Resolve the axes of a posting: posting → entry → `open` → nearest ancestor `open`.

The one place that knows this rule. It never fails: a wrong value resolves to itself,
and `plugins/controle.py` reports it. The result depends on few things (the account, the
keys typed, the payee, membership on the day), so each distinct case is computed once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple
from typing import cast

from beancount.core.data import Document

from ptce_ledger.mots import lexique

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from decimal import Decimal

    from beancount.core.data import Posting
    from beancount.core.data import Transaction

    from ptce_ledger.faits.comptes import Compte
    from ptce_ledger.faits.comptes import Comptes
    from ptce_ledger.registre.pole import Registre

#: Keys of which the nearest level that holds one decides the périmètre.
SITUENT = ("projet", "perimetre", "cle")
#: Keys read on a posting or an entry. A piece has no case of its own: that there is
#: one makes the evidence, which one it is changes no axis.
_CLES = frozenset({*lexique.AXES, "membre"} - {"piece"})
#: Keys that the parser and booking write, never a treasurer.
MACHINE = frozenset({"filename", "lineno", "__tolerances__", "__automatic__"})
_CONNUES = MACHINE | {*lexique.AXES, *lexique.MARQUES}
#: What was typed that decides an axis, as something that can be a dict key.
Typees = tuple[tuple[str, Any], ...]
#: What an entry says for all its postings: keys, voucher, payee's code.
_Ecriture = tuple[Typees, bool, str]


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


class _Cas(NamedTuple):
    """A case: its axes, those facing a member, those of a mandate's credit."""

    axes: Axes
    de_membre: Axes | None = None
    au_credit: Axes | None = None


_RIEN = _Cas(RIEN)


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
        #: What an entry says → (account, what a posting says) → its case.
        self._cas: dict[_Ecriture, dict[Any, _Cas]] = {}
        self._entrees: dict[int, tuple[Transaction, list[Axes]]] = {}

    def resolve_entry(self, entry: Transaction) -> list[Axes]:
        """Resolve each posting of an entry, in order; nothing for an opening entry."""
        connus = self._entrees.get(id(entry))
        if connus is None:
            # The entry is kept with its axes: its id cannot become another's.
            connus = self._entrees[id(entry)] = entry, self._resolve_entry(entry)
        return connus[1]

    def follow(self, entry: Transaction, notee: Transaction) -> None:
        """Have a resolved entry stand no more: the same, noted, takes its axes."""
        _, axes = self._entrees.pop(id(entry))
        self._entrees[id(notee)] = notee, axes

    def _resolve_entry(self, entry: Transaction) -> list[Axes]:
        typees: Typees = ()
        joint = False
        if not MACHINE.issuperset(entry.meta):
            if is_apart(entry):
                return [RIEN] * len(entry.postings)
            typees, joint = _typed(entry.meta)
        if entry.links and not joint:
            joint = not self._liens_joints.isdisjoint(entry.links)
        ecriture = (typees, joint, self.registre.tiers_of(entry.payee))
        connus = self._cas.get(ecriture)
        if connus is None:
            connus = self._cas[ecriture] = {}
        resolus = []
        for posting in entry.postings:
            meta = posting.meta
            cle: Any = posting.account
            if meta and not MACHINE.issuperset(meta):
                cle = (cle, *_typed(meta))
            cas = connus.get(cle)
            if cas is None:
                cas = connus[cle] = self._resolve_posting(posting, ecriture)
            axes = cas.axes
            if cas.au_credit is not None and read_units(posting)[0] < 0:
                axes = cas.au_credit
            elif cas.de_membre is not None and (
                self.registre.is_member(axes.tiers, entry.date)
            ):
                axes = cas.de_membre
            resolus.append(axes)
        return resolus

    def _resolve_posting(self, posting: Posting, ecriture: _Ecriture) -> _Cas:
        """Resolve a case never met: alone, facing a member, at the credit."""
        compte = self.comptes[posting.account]
        if compte.role == "actif" and not compte.mandat:
            return _RIEN
        typees, avec, paye = ecriture
        siennes, joint = _typed(posting.meta or {})
        niveaux = (dict(siennes), dict(typees), *compte.niveaux)
        axes = self._resolve_case(compte, niveaux, paye, joint=joint or avec)
        tiers = self.registre.tiers.get(axes.tiers)
        de_membre = au_credit = None
        if tiers is not None and tiers.periodes:
            # A sale to a member becomes internal, the days it is one.
            type_ = "facturation-interne" if axes.type == "ventes" else axes.type
            interne = self.registre.interne(axes.tiers, membre=True)
            de_membre = axes._replace(interne=interne, type=type_)
        membre = _text(niveaux, "membre") if compte.mandat else ""
        if membre:
            # What is collected for a member counts as its turnover, and only so.
            tous = self._resolve_axes("ca", "", niveaux, paye, joint=joint or avec)
            au_credit = tous._replace(perimetre="membre", cle="", membre=membre)
        return _Cas(axes, de_membre, au_credit)

    def _resolve_case(
        self,
        compte: Compte,
        niveaux: tuple[Mapping[str, Any], ...],
        paye: str,
        *,
        joint: bool,
    ) -> Axes:
        type_ = find_type(compte, niveaux)
        nature = _nature(compte, type_)
        if not nature:
            return RIEN
        joint = joint or bool(_text(compte.niveaux, "piece"))
        return self._resolve_axes(nature, type_, niveaux, paye, joint=joint)

    def _resolve_axes(
        self,
        nature: str,
        type_: str,
        niveaux: tuple[Mapping[str, Any], ...],
        paye: str,
        *,
        joint: bool,
    ) -> Axes:
        perimetre, projet, cle = self._situate(niveaux)
        tiers = _text(niveaux, "tiers") or paye
        connu = self.registre.tiers.get(tiers)
        interne = self.registre.interne(tiers, membre=False)
        origine = _text(niveaux, "origine") or (connu.origine if connu else "")
        preuve = "justifie" if joint else "comptable"
        return Axes(
            nature,
            perimetre,
            projet,
            cle,
            type_,
            tiers,
            "pole" if interne == "pole" else origine,
            _text(niveaux, "convention"),
            _text(niveaux, "preuve") or preuve,
            interne,
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
    périmètre of the pole.
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
    on the posting or the `open` itself is reported by `plugins/controle.py`.
    """
    admis = compte.types
    for niveau in niveaux:
        type_ = niveau.get("type")
        if type_ in admis:
            return str(type_)
    return ""


def _nature(compte: Compte, type_: str) -> str:
    if compte.role == "charge":
        return "produit" if type_ == "fonds-dedies" else "charge"
    if compte.role == "bilan":
        return "financement" if type_ else ""
    return {"produit": "produit", "87": "contribution", "86": "emploi"}.get(
        compte.role, ""
    )


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
    typees = tuple([item for item in meta.items() if item[0] in _CLES])
    if meta.get("piece") or meta.get("document"):
        return typees, True
    if not _CONNUES.issuperset(meta):
        return typees, any(v and c.startswith("document") for c, v in meta.items())
    return typees, False
