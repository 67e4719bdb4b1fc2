"""The shape of each « custom "ptce-…" » directive, as a literal table.

DIRECTIVES says, for each name, what it is, its values in order and the keys it knows;
`lecteur` reads with it, the glossary and `ptce expliquer` are derived from it.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from beancount.core.amount import Amount

from ptce_ledger import lexique

if TYPE_CHECKING:
    from collections.abc import Mapping


class Genre(NamedTuple):
    """A kind of value: the Python type Beancount gives, what to call it, an example."""

    type: type
    attendu: str
    exemple: str


class Choix(NamedTuple):
    """A value taken from a closed list of the vocabulary."""

    valeurs: Mapping[str, Any]

    @property
    def exemple(self) -> str:
        """The first value of the list, as it is typed."""
        return f'"{next(iter(self.valeurs))}"'


TEXTE = Genre(str, "un texte entre guillemets", '"…"')
REFERENCE = Genre(str, "un code entre guillemets", '"code"')
DATE = Genre(datetime.date, "une date sans guillemets", "2025-01-31")
NOMBRE = Genre(Decimal, "un nombre", "1.5")
ANNEE = Genre(Decimal, "une année", "2025")
MONTANT = Genre(Amount, "un montant et sa devise", "1234.56 EUR")

PREUVE = Choix(lexique.PREUVES)
ORIGINE = Choix(lexique.ORIGINES_DECLAREES)


class Directive(NamedTuple):
    """A directive: what it says, its values in order, the keys it knows."""

    definition: str
    valeurs: Mapping[str, Genre | Choix]
    cles: Mapping[str, Genre | Choix] = {}

    def forme(self, nom: str) -> str:
        """Show the directive as one types it."""
        valeurs = " ".join(genre.exemple for genre in self.valeurs.values())
        return f'2025-01-01 custom "{nom}" {valeurs}'


#: Names of the grant schema (SCDL « subventions » 2.1) that a convention may carry.
_SCDL = ("objet", "decision", "nature", "conditions-versement", "dates-versement")

DIRECTIVES: dict[str, Directive] = {
    "ptce-pole": Directive(
        "Le pôle dont le livre est celui.",
        {"code": REFERENCE, "libellé": TEXTE},
        {
            "territoire": TEXTE,
            "forme": TEXTE,
            "siren": TEXTE,
            "porteur": REFERENCE,
            "perimetre-defaut": Choix({"cellule": lexique.PERIMETRES["cellule"]}),
            "debut-exercice": TEXTE,
        },
    ),
    "ptce-phase": Directive(
        "La phase de construction où le pôle entre.", {"phase": Choix(lexique.PHASES)}
    ),
    "ptce-membre": Directive(
        "Un membre du pôle, à partir de la date de la ligne.",
        {"code": REFERENCE, "libellé": TEXTE},
        {
            "origine": ORIGINE,
            "forme": TEXTE,
            "siren": TEXTE,
            "sortie": DATE,
            "alias": TEXTE,
        },
    ),
    "ptce-tiers": Directive(
        "Un financeur, un client, un fournisseur qui n’est pas membre.",
        {"code": REFERENCE, "libellé": TEXTE},
        {
            "origine": ORIGINE,
            "echelon": Choix(lexique.ECHELONS),
            "siren": TEXTE,
            "alias": TEXTE,
        },
    ),
    "ptce-projet": Directive(
        "Un projet commun.",
        {"code": REFERENCE, "libellé": TEXTE},
        {
            "debut": DATE,
            "fin": DATE,
            "chef-de-file": REFERENCE,
            "membres": TEXTE,
            "cooperation": Choix(lexique.COOPERATIONS_DE_PROJET),
        },
    ),
    "ptce-convention": Directive(
        "Une convention de financement : son financeur et le montant accordé.",
        {"code": REFERENCE, "financeur": REFERENCE, "montant": MONTANT},
        {
            "projet": REFERENCE,
            "debut": DATE,
            "fin": DATE,
            **dict.fromkeys(_SCDL, TEXTE),
        },
    ),
    "ptce-cle": Directive(
        "Une clé de répartition : une ligne par périmètre, parts ou poids.",
        {"code": REFERENCE},
    ),
    "ptce-donnees": Directive(
        "Les données d’un membre pour une année : chiffre d’affaires, emplois.",
        {"membre": REFERENCE, "année": ANNEE},
        {"ca": MONTANT, "etp": NOMBRE, "etp-pole": NOMBRE, "preuve": PREUVE},
    ),
    "ptce-ca": Directive(
        "Le chiffre d’affaires d’un membre imputable au pôle.",
        {"membre": REFERENCE, "montant": MONTANT},
        {
            "projet": REFERENCE,
            "client": REFERENCE,
            "methode": Choix(lexique.METHODES),
            "preuve": PREUVE,
        },
    ),
    "ptce-emploi": Directive(
        "Des emplois, en équivalents temps plein, d’un projet ou de la cellule.",
        {"périmètre": REFERENCE, "nombre": NOMBRE},
        {"statut": Choix(lexique.STATUTS), "membre": REFERENCE, "preuve": PREUVE},
    ),
    "ptce-cooperation": Directive(
        "Une coopération entre deux membres.",
        {"membre": REFERENCE, "autre membre": REFERENCE},
        {
            "nature": Choix(lexique.NATURES_DE_COOPERATION),
            "objet": Choix(lexique.OBJETS_DE_COOPERATION),
            "projet": REFERENCE,
            "preuve": PREUVE,
        },
    ),
    "ptce-budget": Directive(
        "Une ligne du budget voté.",
        {"périmètre": REFERENCE, "ligne": TEXTE, "montant": MONTANT},
        {"exercice": ANNEE, "origine": ORIGINE},
    ),
    "ptce-attendu": Directive(
        "Un chiffre de la synthèse, tiré de comptes approuvés, que le livre contrôle.",
        {"chiffre": TEXTE, "montant": MONTANT},
    ),
}
