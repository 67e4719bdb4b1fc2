"""What properties are checked with: ledgers loaded by Beancount, sums made again.

Nothing here calls the functions under test: fractions, and Beancount's own tools.
"""

from __future__ import annotations

import io
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from beancount import loader
from beancount.core import account_types
from beancount.core import realization
from beancount.core.data import Custom
from beancount.core.data import Transaction
from beancount.parser import options as beancount_options
from beancount.parser import printer
from strategies import PLUGINS

from ptce_ledger.analyse.dossier import Dossier
from ptce_ledger.faits.releve import Releve
from ptce_ledger.registre.registre import read_registre

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from ptce_ledger.analyse.tableau import Groupe
    from ptce_ledger.analyse.tableau import Synthese
    from ptce_ledger.analyse.tableau import Tableau
    from ptce_ledger.faits.facts import Fact

ZERO = Decimal(0)


SEULS = tuple(
    f"{PLUGINS[0]}.{n}" for n in ("animation", "projets", "membres", "controle")
)


AILLEURS = {"filename", "lineno"}


class Charge(NamedTuple):
    """A ledger as Beancount gives it back."""

    entries: list[Any]
    errors: list[Any]
    options: dict[str, Any]

    def releve(self) -> Releve:
        """Read its facts."""
        return Releve(self.entries, self.options, read_registre(self.entries)[0])

    def ecritures(self) -> list[Transaction]:
        """List its entries."""
        return [entry for entry in self.entries if isinstance(entry, Transaction)]

    def customs(self, nom: str) -> list[Custom]:
        """List its directives of one name, by date."""
        return [e for e in self.entries if isinstance(e, Custom) and e.type == nom]


def charger(texte: str) -> Charge:
    """Load the text of a ledger with Beancount's own loader, which caches nothing."""
    return Charge(*loader.load_string(texte))


def charger_juste(texte: str) -> Charge:
    """Load a ledger that must have no error."""
    charge = charger(texte)
    assert [(e.source["lineno"], e.message) for e in charge.errors] == []
    return charge


def nue(entry: Any) -> Any:
    """Take all metadata off an entry and its postings."""
    if isinstance(entry, Transaction):
        postings = [posting._replace(meta=None) for posting in entry.postings]
        entry = entry._replace(postings=postings)
    return entry._replace(meta={})


def propre(meta: Mapping[str, Any] | None) -> dict[str, Any]:
    """Keep the metadata that somebody may have typed."""
    return {
        cle: valeur
        for cle, valeur in (meta or {}).items()
        if cle not in AILLEURS and not cle.startswith("__")
    }


def imprimer(entries: Iterable[Any]) -> str:
    """Print entries as Beancount does, without dcontext, which would round them."""
    texte = io.StringIO()
    printer.print_entries(list(entries), file=texte)
    return texte.getvalue()


def sans_lieu(facts: Iterable[Fact]) -> list[Fact]:
    """Forget the file and line of facts."""
    return [fact._replace(fichier="", ligne=0) for fact in facts]


def iter_syntheses(charge: Charge) -> Iterator[tuple[Synthese, list[Fact]]]:
    """Give the synthesis and the facts of each exercice, those outside the pole apart."""
    releve = charge.releve()
    for exercice in releve.exercices():
        tous = releve.iter_facts({exercice})
        facts = [fact for fact in tous if fact.perimetre != "hors-pole"]
        yield Dossier(releve, "").synthese(exercice), facts


def plus_forts_restes(unites: int, poids: Sequence[Decimal]) -> list[int]:
    """Share units by largest remainder, ties in the order written, with fractions."""
    total = sum((Fraction(p) for p in poids), Fraction(0))
    exacts = [abs(unites) * Fraction(p) / total for p in poids]
    parts_ = [int(exact) for exact in exacts]
    while sum(parts_) < abs(unites):
        restes = [exact - part for exact, part in zip(exacts, parts_, strict=True)]
        parts_[restes.index(max(restes))] += 1
    return [part if unites >= 0 else -part for part in parts_]


def exercice_du(charge: Charge, jour: datetime.date) -> int:
    debut = "01-01"
    for pole in charge.customs("ptce-pole"):
        debut = str(pole.meta.get("debut-exercice", debut))
    return jour.year + int(debut != "01-01" and f"{jour:%m-%d}" >= debut)


def soldes_de(charge: Charge, exercice: int) -> dict[str, Decimal]:
    """Balance of each account of the income statement, by Beancount's realization."""
    retenues = [
        entry
        for entry in charge.ecritures()
        if exercice_du(charge, entry.date) == exercice
        if not entry.meta.get("a-nouveau") and not entry.meta.get("cloture")
    ]
    racines = beancount_options.get_account_types(charge.options)
    return {
        noeud.account: noeud.balance.get_currency_units("EUR").number
        for noeud in realization.iter_children(realization.realize(retenues))
        if noeud.account
        if account_types.is_income_statement_account(noeud.account, racines)
    }


def tables_de(groupe: Groupe) -> dict[str, Tableau]:
    return {tableau.code: tableau for tableau in groupe.tableaux}


def arrondi(nombre: Decimal | Fraction, decimales: int) -> Decimal:
    """Round half up (away from zero) with whole numbers only."""
    echelle = Fraction(nombre) * 10**decimales
    entier = int(abs(echelle) + Fraction(1, 2))
    return Decimal(entier if echelle >= 0 else -entier).scaleb(-decimales)


def ressources_de(facts: Iterable[Fact]) -> list[Fact]:
    return [f for f in facts if f.nature == "produit" and f.type != "hors-ressources"]


def d(*textes: str) -> list[Decimal]:
    """Write decimals."""
    return [Decimal(texte) for texte in textes]
