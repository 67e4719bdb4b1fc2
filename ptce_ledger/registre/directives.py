"""The shape of each « custom "ptce-…" » directive, as a literal table.

DIRECTIVES says, for each name, what it is, its values in order and the keys it knows;
`lecteur` reads with it, the glossary and `ptce expliquer` are derived from it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from ptce_ledger.mots import lexique
from ptce_ledger.registre.genres import ANNEE
from ptce_ledger.registre.genres import BOOLEEN
from ptce_ledger.registre.genres import CHIFFRE
from ptce_ledger.registre.genres import DATE
from ptce_ledger.registre.genres import ENTIER
from ptce_ledger.registre.genres import JOUR_DE_L_AN
from ptce_ledger.registre.genres import MONTANT
from ptce_ledger.registre.genres import NOMBRE
from ptce_ledger.registre.genres import REFERENCE
from ptce_ledger.registre.genres import TEXTE
from ptce_ledger.registre.genres import Choix
from ptce_ledger.registre.genres import Genre

if TYPE_CHECKING:
    from collections.abc import Mapping


class Propriete(NamedTuple):
    """A key of a directive: its kind of value, and what it says."""

    genre: Genre | Choix
    sens: str


class Directive(NamedTuple):
    """A directive: what it says, its values in order, the keys it knows."""

    definition: str
    valeurs: Mapping[str, Genre | Choix]
    cles: Mapping[str, Propriete] = {}
    #: Its keys are those and no others; those of « ptce-cle » are périmètres.
    fermee: bool = True

    def forme(
        self, nom: str, date: Any = "2025-01-01", ecrites: Mapping[str, str] = {}
    ) -> str:
        """Show the directive as one types it, with the values already known."""
        valeurs = (ecrites.get(v) or _example(v, g) for v, g in self.valeurs.items())
        return f'{date} custom "{nom}" {" ".join(valeurs)}'


def _example(nom: str, genre: Genre | Choix) -> str:
    return f'"{nom}"' if genre in (TEXTE, REFERENCE) else genre.exemple


_PREUVE = Propriete(
    Choix(lexique.PREUVES), "La force de la preuve ; sans elle, « declaratif »."
)
_ORIGINE = Choix(lexique.ORIGINES_DECLAREES)
_ORIGINE_DE = Propriete(
    _ORIGINE, "L’origine de l’argent et du temps qui viennent de lui."
)
_ECHELON = Propriete(Choix(lexique.ECHELONS), "L’échelon, pour une personne publique.")
_FORME = Propriete(TEXTE, "La forme juridique : SCOP, association, commune…")
_SIREN = Propriete(TEXTE, "Le numéro SIREN.")
_RETENU = Propriete(
    BOOLEEN, "Dans un livre publié : le nombre est retenu, et ce qui en dépend."
)
_ALIAS = Propriete(
    TEXTE, "Ses autres noms dans les écritures, séparés par un point-virgule."
)

DIRECTIVES: dict[str, Directive] = {
    "ptce-pole": Directive(
        "Le pôle que décrit ce livre.",
        {"code": REFERENCE, "libellé": TEXTE},
        {
            "territoire": Propriete(TEXTE, "Le territoire du pôle."),
            "forme": _FORME,
            "siren": _SIREN,
            "porteur": Propriete(
                REFERENCE,
                "Le code de l’organisme qui tient les comptes, si le pôle n’en tient pas.",
            ),
            "perimetre-defaut": Propriete(
                Choix({"cellule": lexique.PERIMETRES["cellule"]}),
                "Le périmètre de ce dont rien ne dit le périmètre.",
            ),
            "copie-pour": Propriete(
                REFERENCE, "Dans un livre publié : le financeur pour qui il est fait."
            ),
            "perimetres-publies": Propriete(
                TEXTE, "Dans un livre publié : ce qu’il montre du pôle, ou « tous »."
            ),
            "debut-exercice": Propriete(
                JOUR_DE_L_AN,
                "Le premier jour de l’exercice, s’il n’est pas le 1er janvier.",
            ),
        },
    ),
    "ptce-phase": Directive(
        "La phase de construction où le pôle entre.", {"phase": Choix(lexique.PHASES)}
    ),
    "ptce-membre": Directive(
        "Un membre du pôle, à partir de la date de la ligne.",
        {"code": REFERENCE, "libellé": TEXTE},
        {
            "origine": _ORIGINE_DE,
            "echelon": _ECHELON,
            "forme": _FORME,
            "siren": _SIREN,
            "sortie": Propriete(DATE, "Son dernier jour de membre."),
            "alias": _ALIAS,
        },
    ),
    "ptce-tiers": Directive(
        "Un financeur, un client, un fournisseur qui n’est pas membre.",
        {"code": REFERENCE, "libellé": TEXTE},
        {
            "origine": _ORIGINE_DE,
            "echelon": _ECHELON,
            "siren": _SIREN,
            "alias": _ALIAS,
        },
    ),
    "ptce-projet": Directive(
        "Un projet commun.",
        {"code": REFERENCE, "libellé": TEXTE},
        {
            "debut": Propriete(DATE, "Son premier jour."),
            "fin": Propriete(DATE, "Son dernier jour."),
            "chef-de-file": Propriete(REFERENCE, "Le code de qui le conduit."),
            "membres": Propriete(
                TEXTE,
                "Les codes des membres qui y prennent part, séparés par une virgule.",
            ),
            "cooperation": Propriete(
                Choix(lexique.COOPERATIONS_DE_PROJET), "La forme de la coopération."
            ),
        },
    ),
    "ptce-convention": Directive(
        "Une convention de financement : son financeur et le montant accordé.",
        {"code": REFERENCE, "financeur": REFERENCE, "montant": MONTANT},
        {
            "projet": Propriete(REFERENCE, "Le projet financé ; sans lui, la cellule."),
            "debut": Propriete(DATE, "Le premier jour de la convention."),
            "fin": Propriete(DATE, "Le dernier jour de la convention."),
            # Names of the grant schema, SCDL « subventions » 2.1.
            "objet": Propriete(TEXTE, "Ce que la convention finance."),
            "decision": Propriete(TEXTE, "La référence de la décision d’attribution."),
            "nature": Propriete(TEXTE, "La nature de l’aide : numéraire ou en nature."),
            "conditions-versement": Propriete(
                TEXTE, "À quelles conditions elle est versée."
            ),
            "dates-versement": Propriete(TEXTE, "Quand elle est versée."),
        },
    ),
    "ptce-cle": Directive(
        "Une clé de répartition : une ligne par périmètre, parts ou poids.",
        {"code": REFERENCE},
        fermee=False,
    ),
    "ptce-donnees": Directive(
        "Les données d’un membre pour une année : chiffre d’affaires, emplois.",
        {"membre": REFERENCE, "année": ANNEE},
        {
            "ca": Propriete(MONTANT, "Son chiffre d’affaires entier."),
            "etp": Propriete(NOMBRE, "Tous ses emplois, en équivalents temps plein."),
            "etp-pole": Propriete(NOMBRE, "Ceux de ces emplois qui sont au pôle."),
            "preuve": _PREUVE,
        },
    ),
    "ptce-ca": Directive(
        "Le chiffre d’affaires d’un membre imputable au pôle.",
        {"membre": REFERENCE, "montant": MONTANT},
        {
            "projet": Propriete(REFERENCE, "Le projet dont il vient."),
            "client": Propriete(
                REFERENCE,
                "À qui il est vendu : un membre, un tiers, un projet ou « cellule ».",
            ),
            "methode": Propriete(
                Choix(lexique.METHODES), "Comment il est imputé au pôle."
            ),
            "preuve": _PREUVE,
        },
    ),
    "ptce-emploi": Directive(
        "Des emplois, en équivalents temps plein, d’un projet ou de la cellule.",
        {"périmètre": REFERENCE, "nombre": NOMBRE},
        {
            "statut": Propriete(
                Choix(lexique.STATUTS), "Créés, maintenus ou mobilisés."
            ),
            "membre": Propriete(REFERENCE, "Le membre qui emploie."),
            "personnes": Propriete(
                ENTIER, "Combien de personnes ; sans elle, l’entier qui suit les ETP."
            ),
            "retenu": _RETENU,
            "preuve": _PREUVE,
        },
    ),
    "ptce-cooperation": Directive(
        "Une coopération entre deux membres.",
        {"membre": REFERENCE, "autre membre": REFERENCE},
        {
            "nature": Propriete(
                Choix(lexique.NATURES_DE_COOPERATION), "Commerciale ou stratégique."
            ),
            "objet": Propriete(
                Choix(lexique.OBJETS_DE_COOPERATION), "Ce qui est mis en commun."
            ),
            "projet": Propriete(REFERENCE, "Le projet où ils coopèrent."),
            "preuve": _PREUVE,
        },
    ),
    "ptce-budget": Directive(
        "Une ligne du budget voté.",
        {"périmètre": REFERENCE, "ligne": TEXTE, "montant": MONTANT},
        {
            "exercice": Propriete(ANNEE, "L’exercice du budget."),
            "origine": Propriete(_ORIGINE, "L’origine attendue de la ressource."),
        },
    ),
    "ptce-publication": Directive(
        "Ce qu’un financeur peut voir du livre, et rien d’autre ; de deux pour lui, la dernière vaut.",
        {"financeur": REFERENCE},
        {
            "exercices": Propriete(
                TEXTE, "Les exercices publiés : « 2024, 2025 », ou « tous »."
            ),
            "perimetres": Propriete(
                TEXTE,
                "Les périmètres publiés : « cellule », des codes de projets, ou « tous ».",
            ),
            "nommes": Propriete(
                TEXTE,
                "Les codes des membres et des tiers qui sont nommés : les autres sont réunis.",
            ),
            "personnes-minimum": Propriete(
                ENTIER,
                "Aucun chiffre ne repose sur moins de personnes ; 5 sans elle, jamais moins de 3.",
            ),
        },
    ),
    "ptce-retenu": Directive(
        "Dans un livre publié : un chiffre qui n’y est pas donné.",
        {"chiffre": TEXTE},
    ),
    "ptce-rapport": Directive(
        "Une définition de rapport que le pôle garde à côté de son livre.",
        {"fichier": TEXTE},
    ),
    "ptce-attendu": Directive(
        "Un chiffre de la synthèse, tiré de comptes approuvés, que le livre contrôle.",
        {"chiffre": TEXTE, "montant": CHIFFRE},
    ),
}

#: Every key of some directive, with a kind that it may have.
CLES = {
    cle: propriete.genre
    for directive in DIRECTIVES.values()
    for cle, propriete in directive.cles.items()
}

#: The keys of an entry, a posting or an `open`.
CLES_D_ECRITURE: dict[str, Genre | Choix] = {
    **dict.fromkeys(lexique.AXES, REFERENCE),
    "membre": REFERENCE,
    "piece": TEXTE,
    "compte": TEXTE,
    "personne": TEXTE,
    "personnes": ENTIER,
    "remarque-lue": TEXTE,
    "retenu": BOOLEEN,
    "type": Choix(lexique.TYPES),
    "preuve": Choix(lexique.PREUVES),
    "a-nouveau": BOOLEEN,
    "cloture": BOOLEEN,
}
