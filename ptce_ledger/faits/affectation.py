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

from ptce_ledger.faits.axes import EN_NATURE
from ptce_ledger.faits.axes import RIEN
from ptce_ledger.faits.axes import Axes
from ptce_ledger.faits.comptees import ENSEMBLE
from ptce_ledger.faits.comptees import LigneDEcriture
from ptce_ledger.faits.comptees import count_together
from ptce_ledger.faits.comptees import keep_mandates
from ptce_ledger.faits.typees import MACHINE
from ptce_ledger.faits.typees import Typees
from ptce_ledger.faits.typees import find_text
from ptce_ledger.faits.typees import read_typed
from ptce_ledger.mots import lexique

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence
    from decimal import Decimal

    from beancount.core.data import Posting
    from beancount.core.data import Transaction

    from ptce_ledger.faits.comptes import Compte
    from ptce_ledger.faits.comptes import Comptes
    from ptce_ledger.registre.pole import Registre

#: Keys of which the nearest level that holds one decides the périmètre.
SITUENT = ("projet", "perimetre", "cle")
#: Types of resource that an agreement gives its funder, when nothing else does.
DE_FINANCEUR = ("subventions", "fonds-dedies")
#: What an entry says for all its postings: keys, voucher, payee's code; its epoch.
_Ecriture = tuple[Typees, bool, str, int]


class _Cas(NamedTuple):
    """A case: its axes, and those facing a member."""

    axes: Axes
    de_membre: Axes | None = None


_RIEN = _Cas(RIEN)


class _Dites(NamedTuple):
    """What is said of a posting: its levels, its payee's code, a voucher, its day."""

    niveaux: tuple[Mapping[str, Any], ...]
    paye: str
    joint: bool
    jour: datetime.date


class _Entree(NamedTuple):
    """An entry resolved; it is kept with its axes: its id cannot become another's."""

    entry: Transaction
    axes: list[Axes]
    #: What its lines count for together; None where each counts for itself.
    comptees: Sequence[LigneDEcriture] | None = None


class Affectation:
    """Resolver of one ledger: its register, its accounts, and the cases met so far."""

    def __init__(
        self, entries: Iterable[Any], registre: Registre, comptes: Comptes
    ) -> None:
        self.registre = registre
        self.comptes = comptes
        self._perimetres = dict.fromkeys(registre.fonctions, "cellule")
        self._liens_joints = frozenset(
            lien
            for entry in entries
            if type(entry) is Document
            for lien in entry.links or ()
        )
        #: What an entry says → (account, what a posting says) → its case.
        self._cas: dict[_Ecriture, dict[Any, _Cas]] = {}
        self._entrees: dict[int, _Entree] = {}

    def resolve_entry(self, entry: Transaction) -> list[Axes]:
        """Resolve each posting of an entry, in order; nothing for an opening entry."""
        return self._entree(entry).axes

    def count_entry(self, entry: Transaction) -> Sequence[LigneDEcriture] | None:
        """Give the lines that count, with what each does; None: as they are written."""
        return self._entree(entry).comptees

    def follow(self, entry: Transaction, notee: Transaction) -> None:
        """Have a resolved entry stand no more: the same, noted, takes its axes."""
        entree = self._entrees.pop(id(entry))
        self._entrees[id(notee)] = entree._replace(entry=notee)

    def _entree(self, entry: Transaction) -> _Entree:
        connue = self._entrees.get(id(entry))
        if connue is None:
            axes = self._resolve_entry(entry)
            connue = _Entree(entry, axes)
            if any(axe.nature in ENSEMBLE for axe in axes):
                connue = self._together(entry, axes)
            self._entrees[id(entry)] = connue
        return connue

    def _together(self, entry: Transaction, axes: Sequence[Axes]) -> _Entree:
        """Read the lines of an entry together: some count for less, or for nothing."""
        lignes = [
            LigneDEcriture(rang, axe, read_units(posting)[0])
            for rang, (posting, axe) in enumerate(
                zip(entry.postings, axes, strict=True)
            )
            if axe is not RIEN
        ]
        gardes = keep_mandates(lignes, self.registre.codes())
        tues = {li.rang for li in lignes if li.axes.nature == "ca"} - gardes
        debits = [
            (li.axes.membre, li.nombre)
            for li in lignes
            if li.axes.nature == "ca" and li.nombre > 0
        ]
        au_produit = any(
            self.comptes[posting.account].role == "produit"
            and read_units(posting)[0] < 0
            for posting in entry.postings
        )
        comptees = count_together(
            [ligne for ligne in lignes if ligne.rang not in tues],
            debits,
            au_produit=au_produit,
        )
        restants = [RIEN if rang in tues else axe for rang, axe in enumerate(axes)]
        return _Entree(entry, restants, comptees)

    def resolve_opening(self, entry: Transaction) -> list[Axes]:
        """Resolve the balances that an opening entry brings, which make no fact."""
        return self._resolve_entry(entry, ouverture=True)

    def _resolve_entry(
        self, entry: Transaction, *, ouverture: bool = False
    ) -> list[Axes]:
        typees: Typees = ()
        joint = False
        if not MACHINE.issuperset(entry.meta):
            if is_apart(entry) and not ouverture:
                return [RIEN] * len(entry.postings)
            typees, joint = read_typed(entry.meta)
        if entry.links and not joint:
            joint = not self._liens_joints.isdisjoint(entry.links)
        jour = entry.date
        paye = self.registre.tiers_of(entry.payee, jour)
        ecriture = (typees, joint, paye, self.registre.epoque(jour))
        connus = self._cas.get(ecriture)
        if connus is None:
            connus = self._cas[ecriture] = {}
        resolus = []
        for posting in entry.postings:
            meta = posting.meta
            cle: Any = posting.account
            if meta and not MACHINE.issuperset(meta):
                cle = (cle, *read_typed(meta))
            cas = connus.get(cle)
            if cas is None:
                cas = connus[cle] = self._resolve_posting(posting, ecriture, jour)
            axes = cas.axes
            if cas.de_membre is not None and (
                self.registre.is_member(axes.tiers, jour)
            ):
                axes = cas.de_membre
            resolus.append(axes)
        return resolus

    def _resolve_posting(
        self, posting: Posting, ecriture: _Ecriture, jour: datetime.date
    ) -> _Cas:
        """Resolve a case never met: alone, and facing a member."""
        compte = self.comptes[posting.account]
        if compte.role == "actif" and not (compte.mandat or compte.types):
            return _RIEN
        typees, avec, paye, _ = ecriture
        siennes, joint = read_typed(posting.meta or {})
        niveaux = (dict(siennes), dict(typees), *compte.niveaux)
        dites = _Dites(niveaux, paye, joint or avec, jour)
        membre = find_text(niveaux, "membre") if compte.mandat else ""
        if membre:
            # What is collected for a member counts as its turnover, and only so.
            tous = self._resolve_axes("ca", "", dites)
            return _Cas(tous._replace(perimetre="membre", cle="", membre=membre))
        axes = self._resolve_case(compte, dites)
        tiers = self.registre.tiers.get(axes.tiers)
        de_membre = None
        if tiers is not None and tiers.periodes:
            # A sale to a member becomes internal, the days it is one.
            type_ = "facturation-interne" if axes.type == "ventes" else axes.type
            interne = self.registre.interne(axes.tiers, membre=True)
            de_membre = axes._replace(interne=interne, type=type_)
        return _Cas(axes, de_membre)

    def _resolve_case(self, compte: Compte, dites: _Dites) -> Axes:
        type_ = find_type(compte, dites.niveaux)
        nature = _nature(compte, type_)
        if not nature:
            return RIEN
        joint = dites.joint or bool(find_text(compte.niveaux, "piece"))
        return self._resolve_axes(nature, type_, dites._replace(joint=joint))

    def _resolve_axes(self, nature: str, type_: str, dites: _Dites) -> Axes:
        niveaux = dites.niveaux
        perimetre, projet, cle = self._situate(niveaux)
        tiers = find_text(niveaux, "tiers") or dites.paye
        if not tiers and (type_ in DE_FINANCEUR or nature == "financement"):
            # A grant comes from whoever grants it; a ticket sold under it does not.
            convention = self.registre.conventions.get(find_text(niveaux, "convention"))
            tiers = convention.financeur if convention else ""
        connu = self.registre.tiers_on(tiers, dites.jour)
        interne = self.registre.interne(tiers, membre=False)
        if type_ == "ventes" and interne == "pole":
            type_ = "facturation-interne"
        origine = find_text(niveaux, "origine") or (connu.origine if connu else "")
        # Hours and gifts are what somebody says, until a sheet or a voucher shows them.
        ecrite = "declaratif" if nature in EN_NATURE else "comptable"
        return Axes(
            nature,
            perimetre,
            projet,
            cle,
            type_,
            tiers,
            "pole" if interne == "pole" else origine,
            find_text(niveaux, "convention"),
            find_text(niveaux, "preuve") or ("justifie" if dites.joint else ecrite),
            interne,
        )

    def _situate(self, niveaux: tuple[Mapping[str, Any], ...]) -> tuple[str, str, str]:
        """Give (perimetre, projet, cle) from the nearest level that holds one."""
        for niveau in niveaux:
            if cle := niveau.get("cle"):
                return "", "", str(cle)
            if projet := niveau.get("projet"):
                ou = self._perimetres.get(str(projet), "projet")
                return ou, str(projet), ""
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
    if compte.role in ("bilan", "actif"):
        return lexique.TYPES[type_].nature if type_ else ""
    return {"produit": "produit", "87": "contribution", "86": "emploi"}.get(
        compte.role, ""
    )
