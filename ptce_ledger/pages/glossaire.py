"""What `ptce expliquer` and the generated docs say of errors, remarks and words.

Everything is derived from where it is stated: the docstrings of the classes, the
formulas of the indicators, the vocabulary, the table of directives.
"""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING
from typing import NamedTuple

from ptce_ledger.analyse.indicateurs import INDICATEURS
from ptce_ledger.erreurs import CATALOGUE
from ptce_ledger.mots import lexique
from ptce_ledger.mots import reperes
from ptce_ledger.mots.typographie import fold
from ptce_ledger.mots.typographie import typeset
from ptce_ledger.registre.directives import DIRECTIVES
from ptce_ledger.registre.genres import Choix
from ptce_ledger.remarques import REMARQUES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from ptce_ledger.erreurs.base import PtceError


class Explication(NamedTuple):
    """An explanation: what kind of word it is, its label, its paragraphs."""

    code: str
    genre: str
    libelle: str
    paragraphes: tuple[str, ...]


#: Closed lists of the vocabulary, with what to call one of their words.
LISTES: dict[str, tuple[str, Mapping[str, lexique.Mot]]] = {
    "origine": ("origine", lexique.ORIGINES),
    "périmètre": ("périmètre", lexique.PERIMETRES),
    "nature": ("nature d’un fait", lexique.NATURES),
    "preuve": ("force de preuve", lexique.PREUVES),
    "phase": ("phase du pôle", lexique.PHASES),
    "échelon": ("échelon public", lexique.ECHELONS),
    "coopération": ("forme de coopération d’un projet", lexique.COOPERATIONS_DE_PROJET),
    "méthode": ("méthode d’imputation", lexique.METHODES),
    "statut": ("statut d’un emploi", lexique.STATUTS),
    "nature de coopération": (
        "nature d’une coopération",
        lexique.NATURES_DE_COOPERATION,
    ),
    "objet de coopération": ("objet d’une coopération", lexique.OBJETS_DE_COOPERATION),
    "cercle": ("cercle d’un membre", reperes.CERCLES),
    "réponse": ("réponse d’un membre", reperes.REPONSES),
}


_CLASSES = {
    "classe de charges": lexique.CLASSES,
    "classe d’investissements": lexique.IMMOBILISATIONS,
}


def iter_explications() -> Iterator[Explication]:
    """Yield everything that can be explained."""
    for code, classe in CATALOGUE.items():
        yield Explication(code, "erreur", code, error_paragraphs(classe))
    for code, classe in REMARQUES.items():
        yield Explication(code, "remarque", code, error_paragraphs(classe))
    for code, indicateur in INDICATEURS.items():
        formule = f"Formule : {indicateur.formule}."
        textes = (typeset(formule), typeset(indicateur.precaution))
        yield Explication(code, "indicateur", indicateur.libelle, textes)
    yield from _iter_words()
    for nom in DIRECTIVES:
        yield Explication(nom, "directive", nom, tuple(directive_paragraphs(nom)))


def _iter_words() -> Iterator[Explication]:
    """Yield the vocabulary: types, lists, keys, classes."""
    for code, type_ in lexique.TYPES.items():
        nature = lexique.NATURES[type_.nature].libelle.lower()
        textes = (type_.definition, typeset(f"Nature : {nature}."))
        yield Explication(code, "type de ressource", type_.libelle, textes)
    for genre, mots in LISTES.values():
        for code, mot in mots.items():
            yield Explication(code, genre, mot.libelle, (mot.definition,))
    for code, texte in {**lexique.AXES, **lexique.MARQUES}.items():
        yield Explication(code, "clé d’une écriture", f"{code}:", (typeset(texte),))
    for genre, classes in _CLASSES.items():
        for code, libelle in classes.items():
            yield Explication(code, genre, libelle, (f"{libelle}.",))


def error_paragraphs(classe: type[PtceError]) -> tuple[str, ...]:
    """Split the docstring of an error or a remark into its paragraphs."""
    texte = typeset(inspect.cleandoc(classe.__doc__ or ""))
    return tuple(" ".join(p.split("\n")) for p in texte.split("\n\n"))


def directive_paragraphs(nom: str) -> list[str]:
    """Say what a directive is, its form, and each key it knows."""
    directive = DIRECTIVES[nom]
    lignes = [directive.definition, f"Forme : {directive.forme(nom)}"]
    for cle, (genre, sens) in directive.cles.items():
        admis = f" ({', '.join(genre.valeurs)})" if isinstance(genre, Choix) else ""
        lignes.append(f"{cle}: {genre.exemple} — {typeset(sens)}{admis}")
    return lignes


def explain(mot: str) -> list[Explication]:
    """Find what a word means: by its code, else by its label, case and accents apart."""
    toutes = list(iter_explications())
    exactes = [e for e in toutes if e.code == mot]
    if exactes:
        return exactes
    return [e for e in toutes if fold(mot) in (fold(e.code), fold(e.libelle))]
