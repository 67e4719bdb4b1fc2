"""docs/lexique.md: every word that a treasurer types or reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pages.chiffres import iter_chiffres
from pages.chiffres import iter_indicateurs
from pages.markdown import set_block
from pages.markdown import set_code
from pages.markdown import set_table
from pages.markdown import write_page
from ptce_ledger.mots import lexique as mots
from ptce_ledger.mots.typographie import typeset
from ptce_ledger.pages.glossaire import LISTES
from ptce_ledger.registre.directives import DIRECTIVES
from ptce_ledger.registre.genres import REFERENCE
from ptce_ledger.registre.genres import TEXTE
from ptce_ledger.registre.genres import Choix

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from ptce_ledger.registre.forme import Directive
    from ptce_ledger.registre.genres import Genre


def lexique() -> str:
    """Write docs/lexique.md: every word that a treasurer types or reads."""
    return write_page("Le lexique", _lexique())


def _lexique() -> Iterator[str]:
    yield typeset(
        "Les mots que l’on écrit dans un livre, et ceux que l’on lit dans la synthèse. "
        "Un mot s’écrit comme dans la colonne « code » : en minuscules, sans accent, "
        "entre guillemets droits. `ptce expliquer` donne le sens de chacun."
    )
    yield from _types()
    yield from _cles()
    yield from _listes()
    yield from _directives()
    yield from iter_chiffres()
    yield from iter_indicateurs()


def _types() -> Iterator[str]:
    yield "## Les types de ressource"
    yield typeset(
        "Le type s’écrit une fois, sur la ligne « open » du compte. Entre parenthèses, "
        "les comptes usuels du plan comptable."
    )
    for code, nature in mots.NATURES.items():
        types = {c: t for c, t in mots.TYPES.items() if t.nature == code}
        if types:
            yield f"### {nature.libelle}"
            yield nature.definition
            yield _glossaire(types)
    yield "### Les classes de charges"
    yield "Une charge n’a pas de type : sa classe vient du numéro de son compte."
    yield set_table(
        ("Code", "Classe"), ((set_code(k), v) for k, v in mots.CLASSES.items())
    )
    yield "### Les classes d’investissements"
    yield "Celle d’un investissement vient de même du numéro de son compte."
    durables = mots.IMMOBILISATIONS
    yield set_table(("Code", "Classe"), ((set_code(k), v) for k, v in durables.items()))


def _cles() -> Iterator[str]:
    yield "## Les clés d’une écriture"
    yield typeset(
        "Une clé s’écrit sous une ligne de compte, sous l’écriture ou sous « open » ; "
        "la plus proche de la ligne l’emporte."
    )
    textes = {**mots.AXES, **mots.MARQUES}
    yield set_table(
        ("Clé", "Sens"), ((set_code(f"{k}:"), typeset(v)) for k, v in textes.items())
    )
    reserves = ", ".join(set_code(mot) for mot in mots.RESERVES)
    yield f"Ces mots ne peuvent pas servir de code : {reserves}."


def _listes() -> Iterator[str]:
    yield "## Les valeurs"
    for genre, liste in LISTES.values():
        if liste is not mots.NATURES:
            yield f"### {genre[0].upper()}{genre[1:]}"
            yield _glossaire(liste)


def _directives() -> Iterator[str]:
    yield "## Les directives du registre"
    yield typeset(
        "Une directive est datée du jour où ce qu’elle dit commence. Ses valeurs sont "
        "sur la ligne, dans l’ordre ; ses clés, toutes facultatives, sont dessous, en "
        "retrait, une par ligne."
    )
    for nom, directive in DIRECTIVES.items():
        yield f"### {nom}"
        yield typeset(directive.definition)
        yield set_block(directive.forme(nom), "beancount")
        yield from _directive(nom, directive)


def _directive(nom: str, directive: Directive) -> Iterator[str]:
    lignes = [(nom, genre) for nom, genre in directive.valeurs.items()]
    yield set_table(
        ("Valeur", "Ce que l’on écrit"), ((v, _admis(genre)) for v, genre in lignes)
    )
    if nom == "ptce-cle":
        yield typeset(
            "Une ligne par périmètre : « cellule: » ou le code d’un projet, puis sa "
            "part. Les parts font 1 (0.5, 0.3, 0.2) ou sont des poids entiers (2, 1)."
        )
        yield set_block("  cellule: 0.5\n  conserverie: 0.5", "beancount")
    elif directive.cles:
        yield set_table(
            ("Clé", "Sens", "Ce que l’on écrit"),
            (
                (set_code(f"{cle}:"), typeset(sens), _admis(genre))
                for cle, (genre, sens) in directive.cles.items()
            ),
        )


def _admis(genre: Genre | Choix) -> str:
    if isinstance(genre, Choix):
        return " · ".join(set_code(f'"{code}"') for code in genre.valeurs)
    if genre in (TEXTE, REFERENCE):
        return genre.attendu
    return f"{genre.attendu}, par exemple {set_code(genre.exemple)}"


def _glossaire(liste: Mapping[str, mots.Mot | mots.TypeDe]) -> str:
    return set_table(
        ("Code", "Mot", "Sens"),
        ((set_code(k), m.libelle, typeset(m.definition)) for k, m in liste.items()),
    )
