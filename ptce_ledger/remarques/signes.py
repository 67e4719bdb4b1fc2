"""Signs that are probably wrong: a product at the debit, a line against its sisters."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING
from typing import Any

from ptce_ledger.faits.affectation import is_apart
from ptce_ledger.faits.affectation import read_units
from ptce_ledger.mots.dits import Montant
from ptce_ledger.mots.euros import ZERO
from ptce_ledger.mots.source import read_line
from ptce_ledger.mots.typographie import fold
from ptce_ledger.remarques.base import Remarque
from ptce_ledger.remarques.partenaires import CREANCES
from ptce_ledger.remarques.partenaires import PRODUIT
from ptce_ledger.remarques.partenaires import Familles
from ptce_ledger.remarques.partenaires import Visages
from ptce_ledger.remarques.postes import piece_of
from ptce_ledger.remarques.recopie import replaced
from ptce_ledger.remarques.recopie import with_number
from ptce_ledger.remarques.recopie import write_entry
from ptce_ledger.remarques.regard import euros_of
from ptce_ledger.remarques.regard import place_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence
    from decimal import Decimal

    from beancount.core.data import Posting
    from beancount.core.data import Transaction

    from ptce_ledger.remarques.regard import Regard

#: Starts of the words of what goes the other way for a reason.
_EN_MOINS = re.compile(
    r"\b(?:avoirs?\b|rembours|rendue?s?\b|annul|trop percu|regularis|repris|revers|"
    r"retroce|extourn|contrepass|rabais|remise|ristourn|variation|stock|deduit|restitu|"
    r"en moins|avenant|diminu|baisse|redui|reduct|rectif|corrig|correct|reclass|ajust)"
)
_MOT = re.compile(r"[^\W_]+")
#: Products that go either way, by number, and accounts that move a product in time.
_DEUX_SENS = re.compile(r"70\d*9|71|72|78[79]")
_RATTACHENT = ("418", "4487", "4687", "468", "487", "19", "486", "408")
#: Where a line against its sisters is looked for.
_ROLES = ("produit", "charge", "86", "87")


class ProduitAuDebit(Remarque):
    """Un produit est au débit, sans produit du même tiers et du même montant à annuler.

    Un produit s’écrit en négatif (-500.00). Un avoir, un remboursement ou une
    annulation, dits dans le libellé, ou rattachés par leur pièce ou leur lien au produit
    qu’ils diminuent, ne sont pas signalés.
    """

    __slots__ = ()
    constat = "{compte}, un compte de produits, est débité de {montant}, sans produit de ce montant à annuler."
    remede = "Si le signe est oublié, l’écriture est celle-ci ; si c’est un avoir ou un remboursement, dites-le dans le libellé."
    forme = "{ecriture}"


class SigneContraire(Remarque):
    """Une ligne a le signe contraire de ses sœurs, et la ligne sans montant l’absorbe.

    Dans un appel groupé, un signe oublié ne se voit pas : la dernière ligne, laissée
    sans montant, équilibre l’écriture quoi qu’il arrive.
    """

    __slots__ = ()
    constat = "{montant} sur {compte} : les autres lignes de même nature ont le signe contraire, et {absorbe}, sans montant, l’absorbe."
    remede = "Si le signe est faux, l’écriture est celle-ci ; sinon, dites pourquoi dans le libellé (avoir, remise, remboursement)."
    forme = "{ecriture}"


def iter_signes(regard: Regard) -> Iterator[Remarque]:
    """Look at the sign of each line."""
    familles = Familles(regard)
    debits: dict[int, list[Posting]] = {}
    for entry in regard.ecritures:
        if is_apart(entry):
            continue
        contraires = list(_against(regard, entry))
        yield from contraires
        if not contraires and (siens := _debits(familles, entry)):
            debits[id(entry)] = siens
    if debits:
        suivi = _Debits(regard, familles, debits)
        for entry in regard.ecritures:
            if not is_apart(entry):
                yield from suivi.read(entry)


def _debits(familles: Familles, entry: Transaction) -> list[Posting]:
    """List the products at the debit, of an entry that takes more of them than it makes."""
    produits = [
        (posting, montant)
        for posting in entry.postings
        if familles[posting.account] == PRODUIT and (montant := euros_of(posting))
    ]
    if sum((montant for _, montant in produits), ZERO) <= 0:
        return []
    return [posting for posting, montant in produits if montant > 0]


def is_said(entry: Transaction, posting: Posting) -> bool:
    """Tell whether the words of an entry, or of its line, say why it goes this way."""
    ligne = read_line(place_of(posting, entry))
    dit = f"{entry.payee} {entry.narration} {posting.account} {ligne}"
    return says_less(dit)


def says_less(texte: str) -> bool:
    """Tell words of what goes the other way.

    >>> [says_less(t) for t in ("Trop-perçu rendu", "Savoir-faire", "Le Lavoir")]
    [True, False, False]
    """
    return bool(_EN_MOINS.search(" ".join(map(fold, _MOT.findall(texte)))))


class _Debits:
    """What products each made, as the entries go: a debit takes some of it back."""

    def __init__(
        self, regard: Regard, familles: Familles, debits: Mapping[int, list[Posting]]
    ) -> None:
        self.regard = regard
        self.comptes = regard.livre.releve.comptes
        self.familles = familles
        self.visages = Visages(regard)
        self.debits = debits
        #: Nothing else is worth following.
        self.suivis = {p.account for postings in debits.values() for p in postings}
        #: By account, person and amount: the exercices of what it may take back.
        self.credits: defaultdict[Any, list[int]] = defaultdict(list)
        self.pieces: set[tuple[str, str]] = set()
        #: By agreement: net products, of which an amendment may take a part.
        self.accords: defaultdict[str, Decimal] = defaultdict(lambda: ZERO)

    def read(self, entry: Transaction) -> Iterator[Remarque]:
        """Take an entry, and tell its debits that take back nothing known."""
        for posting in self.debits.get(id(entry), ()):
            if not self._ordinary(entry, posting) and not self._covers(entry, posting):
                yield _at_debit(entry, posting)
        for posting in entry.postings:
            montant = euros_of(posting)
            if montant is not None and posting.account in self.suivis:
                qui, _, convention = self.visages.of(posting, entry)
                self.accords[convention] -= montant
                exercice = self.regard.exercice(entry)
                self.credits[posting.account, qui, -montant].append(exercice)
                self.pieces |= {(qui, mot) for mot in _marks(entry, posting)}

    def _covers(self, entry: Transaction, posting: Posting) -> bool:
        """Tell whether it takes back a whole product: of the exercice, or still due."""
        qui, _, convention = self.visages.of(posting, entry)
        montant = euros_of(posting) or ZERO
        if convention and self.accords[convention] >= montant:
            return True
        if any((qui, mot) in self.pieces for mot in _marks(entry, posting)):
            return True
        du = not CREANCES.isdisjoint(self.familles.of(entry))
        exercice = self.regard.exercice(entry)
        # What was made for nobody in particular may have been for anybody.
        for cle in {qui, ""}:
            siens = self.credits[posting.account, cle, montant]
            repris = next((annee for annee in siens if du or annee == exercice), None)
            if repris is not None:
                siens.remove(repris)
                return True
        return False

    def _ordinary(self, entry: Transaction, posting: Posting) -> bool:
        """Tell a debit that needs nothing before it."""
        compte = self.comptes[posting.account]
        fonds = any(n.get("type") == "fonds-dedies" for n in compte.niveaux)
        if fonds or _DEUX_SENS.match(compte.numero) or is_said(entry, posting):
            return True
        autres = [self.comptes[p.account] for p in entry.postings]
        # A closing, said or not, is looked at apart.
        solde = all(
            autre.role in ("produit", "charge") or autre.nom.startswith("Equity")
            for autre in autres
        )
        return solde or any(a.numero.startswith(_RATTACHENT) for a in autres)


def _marks(entry: Transaction, posting: Posting) -> set[str]:
    """Give what ties an entry to another: its voucher, its links."""
    return {piece_of(posting, entry), *(entry.links or ())} - {""}


def _at_debit(entry: Transaction, posting: Posting) -> Remarque:
    inverses = [with_number(ligne, -read_units(ligne)[0]) for ligne in entry.postings]
    return ProduitAuDebit.at(
        place_of(posting, entry),
        entry,
        compte=posting.account,
        montant=Montant(*read_units(posting)),
        ecriture=write_entry(entry, inverses),
    )


def _against(regard: Regard, entry: Transaction) -> Iterator[Remarque]:
    """Look for one line against its sisters, in an entry that a blank line balances."""
    if len(entry.postings) < 3:
        return
    rangs = [
        rang
        for rang, posting in enumerate(entry.postings)
        if posting.meta and posting.meta.get("__automatic__")
    ]
    if not rangs:
        return
    groupes: defaultdict[Any, list[int]] = defaultdict(list)
    for rang, posting in enumerate(entry.postings):
        if rang not in rangs and _is_signed(regard, posting):
            nombre, devise = read_units(posting)
            if nombre:
                groupes[posting.account, devise].append(rang)
    vides = {entry.postings[rang].account for rang in rangs}
    for (compte, _), siens in groupes.items():
        seul = _alone(entry, siens)
        if seul is None or compte in vides or is_said(entry, entry.postings[seul]):
            continue
        posting = entry.postings[seul]
        yield _contrary(entry, seul, posting, rangs[0])


def _is_signed(regard: Regard, posting: Posting) -> bool:
    compte = regard.livre.releve.comptes[posting.account]
    if compte.role in _ROLES:
        return not _DEUX_SENS.match(compte.numero)
    return compte.role == "actif" and compte.numero.startswith(("41", "44"))


def _alone(entry: Transaction, rangs: Sequence[int]) -> int | None:
    """Give the one line whose sign is not that of the others, two at least.

    Of two products, each somebody's, the one at the debit.
    """
    plus = [rang for rang in rangs if read_units(entry.postings[rang])[0] > 0]
    moins = [rang for rang in rangs if rang not in plus]
    for seul, autres in ((plus, moins), (moins, plus)):
        if len(seul) == 1 and len(autres) > 1:
            return seul[0]
    if len(plus) == len(moins) == 1:
        a, b = (entry.postings[rang] for rang in rangs)
        tiers = {(p.meta or {}).get("tiers") for p in (a, b)}
        if a.account.startswith("Income") and None not in tiers and len(tiers) == 2:
            return plus[0]
    return None


def _contrary(entry: Transaction, seul: int, posting: Posting, vide: int) -> Remarque:
    nombre, devise = read_units(posting)
    absorbe = entry.postings[vide]
    juste = {
        seul: with_number(posting, -nombre),
        vide: with_number(absorbe, read_units(absorbe)[0] + 2 * nombre),
    }
    return SigneContraire.at(
        place_of(posting, entry),
        entry,
        montant=Montant(nombre, devise),
        compte=posting.account,
        absorbe=absorbe.account,
        ecriture=write_entry(entry, replaced(entry, juste)),
    )
