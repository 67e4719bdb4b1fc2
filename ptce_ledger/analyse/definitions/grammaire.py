"""What a report definition may say: one frozen spec a kind, and the words it may use.

The grammar is closed: selections by equality, tables, cards of figures, sums, named
blocks and indicators. A definition is data: it can name a table or a column, nothing
else. When a report needs more, add a column to the cube or a block, never an operator.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from typing import NamedTuple

from ptce_ledger.mots.ordre import ORDRES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ptce_ledger.analyse.cube import Selection


class DefChiffre(NamedTuple):
    """A figure: a filtered sum of a measure, or a sum of figures already computed."""

    code: str
    titre: str
    selection: Selection
    mesure: str = "montant"
    signe: int = 1
    chemin: str = ""
    #: Codes of figures, « -code » to subtract.
    somme: tuple[str, ...] = ()
    #: Of a share: the figure of the same row that it is a part of all rows of.
    part: str = ""
    #: Shown when several exercices stand side by side.
    compare: bool = True


class DefTableau(NamedTuple):
    """A table: a selection grouped by keys, one figure a column."""

    code: str
    titre: str
    selection: Selection
    cles: tuple[str, ...]
    colonnes: tuple[DefChiffre, ...]
    #: Headings of the keys, where they are not those of CLES.
    titres: Mapping[str, str]
    #: May be shown by phase.
    ventilable: bool
    #: A row for each word that its key may take, with facts or not.
    complet: bool
    #: The column that orders its rows, largest first; else the vocabulary does.
    tri: str

    @property
    def par_phase(self) -> str:
        """The code of the same table by phase."""
        return f"{self.code}_par_phase"


class DefFiche(NamedTuple):
    """A card: figures one under the other."""

    code: str
    titre: str
    chiffres: tuple[DefChiffre, ...]


class DefGroupe(NamedTuple):
    """A level, or what stands beside: its perimeter, what it holds, how it is shown."""

    code: str
    titre: str
    selection: Selection
    #: « net » computes the indicators without the flows inside the pole's books.
    base: str
    tableaux: tuple[DefTableau, ...]
    fiches: tuple[DefFiche, ...]
    blocs: tuple[str, ...]
    indicateurs: tuple[str, ...]
    pour_chaque: str
    blocs_par_groupe: tuple[str, ...]
    vues: tuple[dict[str, str], ...]
    vues_par_groupe: tuple[dict[str, str], ...]

    def fiche(self, code: str) -> DefFiche | None:
        """Find a card by its code."""
        return next((fiche for fiche in self.fiches if fiche.code == code), None)


class CleDeTableau(NamedTuple):
    """What a table may group by: the column of the cube, its heading.

    Its words, where it has some, are those of `mots.ordre`.
    """

    colonne: str
    titre: str


CLES: dict[str, CleDeTableau] = {
    "type": CleDeTableau("type", "Type"),
    "origine": CleDeTableau("origine", "Origine"),
    "classe": CleDeTableau("type", "Classe"),
    "phase": CleDeTableau("phase", "Phase"),
    "perimetre": CleDeTableau("perimetre", "Périmètre"),
    "projet": CleDeTableau("projet", "Projet"),
    "membre": CleDeTableau("membre", "Membre"),
    "tiers": CleDeTableau("tiers", "Tiers"),
    "echelon": CleDeTableau("echelon", "Échelon"),
    "preuve": CleDeTableau("preuve", "Preuve"),
    "nature": CleDeTableau("nature", "Nature"),
}

#: The columns of the cube that a selection may filter; None for codes of the register.
COLONNES: dict[str, tuple[str, ...] | None] = {
    **{nom: ORDRES[nom] for nom in ("nature", "phase", "perimetre", "origine")},
    **{nom: ORDRES[nom] for nom in ("echelon", "preuve")},
    # The type of a charge is its class.
    "type": (*ORDRES["type"], *ORDRES["classe"]),
    "interne": ("pole", "membre", ""),
    "sens": ("recu", "rembourse", "acquis", "cede"),
    **dict.fromkeys(("projet", "membre", "tiers"), None),
}

MESURES = ("montant", "heures")
BASES = ("brut", "net")
#: What a level may be told again for: each of the codes of a column.
POUR_CHAQUE = ("projet",)
#: Views, each with the words that name one of its tables, and what those must be.
VUES: dict[str, dict[str, str]] = {
    "compte": {
        "gauche": "montants",
        "droite": "par type et origine",
        "pied": "montants et heures",
    },
    "tableau": {"code": "tableau"},
    "fiche": {"code": "fiche"},
    "champs": {"code": "champs"},
    "indicateurs": {"code": "indicateurs"},
    "matrice": {"code": "matrice"},
    "phases": {"code": "phases"},
    "projets": {},
}
#: What a view may say besides, and the words it takes there.
OPTIONS_DE_VUE: dict[str, dict[str, tuple[str, ...]]] = {
    "tableau": {"parts": ("oui",)},
    "projets": {"code": ("projets",)},
}
#: The card that views close tables by, and the figures of it that « compte » shows.
TOTAUX = "total"
DU_COMPTE = ("ressources", "hors_ressources", "charges", "contributions", "resultat")

#: Codes that a group cannot take: those of the files and of the pages.
RESERVES = frozenset(
    {
        *("annexe", "controle", "pole", "exercice", "exercices", "provisoire"),
        *("syntheses", "comparaison", "bouclage", "non-ventile"),
    }
)
NIVEAU = re.compile(r"niveau-(\d+)")
#: Codes that a table of a group cannot take: what a group holds besides tables.
DE_GROUPE = ("projet", "projets", "indicateurs")
#: No list of a definition is longer, and no title.
LISTE_MAX = 100
TITRE_MAX = 120
#: No figure adds more, its sums opened: each may add those before it, and so on.
SOMME_MAX = 1000
