"""Check the codes that name somebody: who they must be, and what to type instead."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from ptce_ledger.erreurs import codes
from ptce_ledger.erreurs.base import suggest_else
from ptce_ledger.mots import lexique
from ptce_ledger.mots import source
from ptce_ledger.mots.codes import example_code
from ptce_ledger.mots.codes import propose_code
from ptce_ledger.mots.dits import later
from ptce_ledger.mots.typographie import fold
from ptce_ledger.mots.voisins import nearest
from ptce_ledger.registre.declarations.doubles import place_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Collection
    from collections.abc import Iterator
    from collections.abc import Mapping

    from ptce_ledger.erreurs.base import PtceError
    from ptce_ledger.registre.lecteur import Lu
    from ptce_ledger.registre.pole import Registre

#: What to say of an unknown code of a kind.
_CLASSES: dict[str, type[PtceError]] = {
    "membre": codes.MembreInconnu,
    "tiers": codes.TiersInconnu,
    "code": codes.TiersInconnu,
    "projet": codes.ProjetInconnu,
    "perimetre": codes.ProjetInconnu,
    "publie": codes.ProjetInconnu,
    "souche": codes.ProjetInconnu,
    "part": codes.ProjetInconnu,
    "convention": codes.ConventionInconnue,
    "cle": codes.CleInconnue,
}

#: The directives that declare what a code of a kind may name.
_DECLARENT: dict[str, tuple[str, ...]] = {
    "membre": ("ptce-membre",),
    "tiers": ("ptce-tiers", "ptce-membre"),
    "code": ("ptce-tiers", "ptce-membre", "ptce-projet"),
    "projet": ("ptce-projet",),
    "perimetre": ("ptce-projet",),
    "publie": ("ptce-projet",),
    "souche": ("ptce-projet", "ptce-membre"),
    "part": ("ptce-projet", "ptce-convention"),
    "convention": ("ptce-convention",),
    "cle": ("ptce-cle",),
}

#: Whom a code must name, where somebody else's may be written.
_ATTENDUS = {
    "membre": later("un membre du pôle"),
    "code": later("un tiers, un membre ni un projet"),
    "convention": later("une convention"),
    "cle": later("une clé de répartition"),
    "tiers": later("un membre ni un tiers"),
    "projet": later("un projet"),
    "perimetre": later("un projet ni la cellule"),
    "publie": later("un projet commun ni la cellule"),
    "souche": later("un projet ni un membre"),
    "part": later("un projet, ni la cellule, ni une convention"),
}


def check_references(
    registre: Registre, lu: Lu, references: Mapping[str, str]
) -> Iterator[PtceError]:
    """Report each code that the register does not know, where one must be who it says."""
    entry = lu.entry
    for nom, genre in references.items():
        for code in filter(None, (lu.valeurs.get(nom), lu.cles.get(nom))):
            yield from check_code(registre, genre, code, entry, entry.meta, nom)


def check_key(
    registre: Registre, genre: str, cle: str, entry: Any, meta: Mapping[str, Any]
) -> Iterator[PtceError]:
    """Report the code of a key, as typed on an entry, when the register has it not."""
    code = meta.get(cle)
    if code and isinstance(code, str):
        yield from check_code(registre, genre, code, entry, meta, cle)


def check_code(
    registre: Registre,
    genre: str,
    code: str,
    entry: Any,
    meta: Mapping[str, Any],
    cle: str,
) -> Iterator[PtceError]:
    """Report a code that is not of its kind, at the key that holds it if one does."""
    if genre == "membre" and code in registre.tiers:
        if registre.tiers[code].periodes:
            return
    elif code in registre.tiers and genre == "code":
        return
    connus = _known(registre, genre)
    if code in connus:
        return
    lieu = source.place_of_key(meta, cle)
    refusee = registre.refused(_DECLARENT[genre], code)
    if refusee is not None:
        yield refused(lieu, entry, code, refusee)
        return
    if code in (*registre.codes(), *registre.conventions, *registre.cles):
        yield _of_another_kind(registre, lieu, entry, code, genre)
        return
    yield _CLASSES[genre].at(
        lieu,
        entry,
        code=code,
        juste=propose_code(code, example_code(_DECLARENT[genre][0])),
        date=entry.date,
        sinon=suggest_else(_meant(registre, code, connus), connus),
    )


def _meant(registre: Registre, code: str, connus: Collection[str]) -> str:
    """Give the code that somebody has in mind who makes one of a label: « membre-un »."""
    nomme = registre.noms.get(fold(code), "")
    if nomme in connus:
        return nomme
    if nearest(code, connus):
        return code
    libelles = {registre.label(connu): connu for connu in connus}
    return libelles.get(nearest(code.replace("-", " "), libelles), code)


def refused(lieu: Mapping[str, Any], entry: Any, code: str, refusee: Any) -> PtceError:
    """Report what only a wrong line declares; the error of that line says the rest."""
    place = place_of(refusee)
    return codes.DeclarationRefusee.at(
        lieu, entry, code=code, chemin=refusee.meta["filename"], **place
    )


def _known(registre: Registre, genre: str) -> Collection[str]:
    melees: dict[str, Callable[[], Collection[str]]] = {
        "membre": lambda: [c for c, t in registre.tiers.items() if t.periodes],
        "code": registre.codes,
        "souche": lambda: [*registre.projets, *registre.membres()],
        # A function is of the cell: it is published with it, and never alone.
        "publie": lambda: ["cellule", *registre.communs],
        "perimetre": lambda: ["cellule", *registre.projets],
        "part": lambda: [
            *lexique.PERIMETRES_TYPES,
            *registre.projets,
            *registre.conventions,
        ],
    }
    if genre in melees:
        return melees[genre]()
    connus: dict[str, Collection[str]] = {
        "tiers": registre.tiers,
        "projet": registre.projets,
        "convention": registre.conventions,
        "cle": registre.cles,
    }
    return connus[genre]


def _of_another_kind(
    registre: Registre, lieu: Mapping[str, Any], entry: Any, code: str, genre: str
) -> PtceError:
    tiers = registre.tiers.get(code)
    if genre == "membre" and tiers:
        return codes.TiersNonMembre.at(lieu, entry, code=code)
    trouve = later("la cellule d’animation")
    if tiers:
        trouve = later("un membre du pôle") if tiers.periodes else later("un tiers")
    elif code in registre.fonctions:
        trouve = later("une fonction de la cellule")
    elif code in registre.projets:
        trouve = later("un projet")
    elif code in registre.conventions:
        trouve = later("une convention")
    elif code in registre.cles:
        trouve = later("une clé de répartition")
    return codes.CodeDAutreGenre.at(
        lieu, entry, code=code, trouve=trouve, attendu=_ATTENDUS[genre]
    )
