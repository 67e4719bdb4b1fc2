"""Write the reference pages of docs/ from where each thing is stated in the code.

`make docs` runs it; a test compares its pages with the files.
"""

# ruff: noqa: INP001  a script, not a package

from __future__ import annotations

import inspect
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ptce_ledger.analyse.definitions.lecture import load_niveaux
from ptce_ledger.analyse.indicateurs import INDICATEURS
from ptce_ledger.cli import COMMANDES
from ptce_ledger.cli import ptce
from ptce_ledger.erreurs import CHAPITRES
from ptce_ledger.mots import lexique as mots
from ptce_ledger.mots.typographie import disarm
from ptce_ledger.mots.typographie import typeset
from ptce_ledger.pages.glossaire import LISTES
from ptce_ledger.pages.glossaire import error_paragraphs
from ptce_ledger.registre.directives import DIRECTIVES
from ptce_ledger.registre.genres import REFERENCE
from ptce_ledger.registre.genres import TEXTE
from ptce_ledger.registre.genres import Choix
from ptce_ledger.remarques import CHAPITRES as REMARQUES

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping

    from ptce_ledger.analyse.definitions.grammaire import DefGroupe
    from ptce_ledger.erreurs.base import PtceError
    from ptce_ledger.registre.forme import Directive
    from ptce_ledger.registre.genres import Genre

DOCS = Path(__file__).parent
EXEMPLES = DOCS.parent / "tests" / "erreurs"
RELECTURES = DOCS.parent / "tests" / "remarques"

_AVIS = "<!-- Page écrite par docs/generer.py : la refaire par « make docs ». -->"


def erreurs() -> str:
    """Write docs/erreurs.md: each error and remark, its example, its exact message."""
    return _page("Les erreurs et leurs remèdes", _erreurs())


def _erreurs() -> Iterator[str]:
    yield (
        "`ptce verifier` donne toutes les erreurs d’un livre : le fichier et la ligne, "
        "ce qui ne va pas, la ligne elle-même, puis, après la flèche, le remède. Entre "
        "crochets vient le nom de l’erreur, que cette page explique, et que "
        "`ptce expliquer` explique aussi."
    )
    yield (
        "Tant qu’il reste une erreur, aucun chiffre n’est donné. "
        "Une erreur peut en cacher d’autres : corrigez la première, puis recommencez."
    )
    for chapitre, classes in CHAPITRES.items():
        yield from _chapitre(chapitre, classes, EXEMPLES)
    yield "## Les remarques"
    yield typeset(
        "Une remarque dit ce qui est permis mais sans doute faux, ou ce qui semble "
        "désigner une personne. Elle n’empêche aucun chiffre ; avec "
        "`ptce verifier --strict`, elle compte comme une erreur. Une remarque lue se "
        "tait, avec sa raison, par une clé sous la ligne qu’elle cite, sous son "
        "écriture ou sous le « open » de son compte :"
    )
    yield _bloc('  remarque-lue: "deux achats du même jour"', "beancount")
    for chapitre, remarques in REMARQUES.items():
        yield from _chapitre(f"Remarques : {_lower(chapitre)}", remarques, RELECTURES)


def _chapitre(
    titre: str, classes: Mapping[str, type[PtceError]], exemples: Path
) -> Iterator[str]:
    yield typeset(f"## {titre}")
    yield "\n".join(_link(nom, classe) for nom, classe in classes.items())
    for nom, classe in classes.items():
        yield from _erreur(nom, classe, exemples)


def _link(nom: str, classe: type[PtceError]) -> str:
    return f"- [{nom}](#{nom.lower()}) : {_lower(error_paragraphs(classe)[0])}"


def _lower(phrase: str) -> str:
    """Bring a sentence after a colon: « Un livre… » → « un livre… »."""
    nom_propre = phrase.startswith("Beancount ")
    return phrase if nom_propre else phrase[0].lower() + phrase[1:]


def _erreur(nom: str, classe: type[PtceError], exemples: Path) -> Iterator[str]:
    yield f"### {nom}"
    yield from error_paragraphs(classe)
    # A folder without a ledger has none to show.
    avant, maintenant = exemples / "avant", exemples / f"{nom}.beancount"
    if (avant / maintenant.name).exists():
        yield "Exemple, dans la dernière version enregistrée dans git :"
        yield _bloc(_read(avant / maintenant.name), "beancount")
        yield "Puis, aujourd’hui :"
    elif maintenant.exists():
        yield "Exemple :"
    if maintenant.exists():
        # The example of a wrong encoding is the one file that is not in UTF-8.
        encodage = "latin-1" if nom == "EncodageInvalide" else "utf-8-sig"
        yield _bloc(_read(maintenant, encodage), "beancount")
    yield typeset("Ce que « ptce verifier » en dit :")
    yield _bloc(_read(exemples / f"{nom}.txt"), "text")


def _read(chemin: Path, encodage: str = "utf-8") -> str:
    return disarm(chemin.read_text(encoding=encodage))


def lexique() -> str:
    """Write docs/lexique.md: every word that a treasurer types or reads."""
    return _page("Le lexique", _lexique())


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
    yield from _chiffres()
    yield from _indicateurs()


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
    yield _tableau(("Code", "Classe"), ((_c(k), v) for k, v in mots.CLASSES.items()))


def _cles() -> Iterator[str]:
    yield "## Les clés d’une écriture"
    yield typeset(
        "Une clé s’écrit sous une ligne de compte, sous l’écriture ou sous « open » ; "
        "la plus proche de la ligne l’emporte."
    )
    textes = {**mots.AXES, **mots.MARQUES}
    yield _tableau(
        ("Clé", "Sens"), ((_c(f"{k}:"), typeset(v)) for k, v in textes.items())
    )
    reserves = ", ".join(_c(mot) for mot in mots.RESERVES)
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
        yield _bloc(directive.forme(nom), "beancount")
        yield from _directive(nom, directive)


def _directive(nom: str, directive: Directive) -> Iterator[str]:
    lignes = [(nom, genre) for nom, genre in directive.valeurs.items()]
    yield _tableau(
        ("Valeur", "Ce que l’on écrit"), ((v, _admis(genre)) for v, genre in lignes)
    )
    if nom == "ptce-cle":
        yield typeset(
            "Une ligne par périmètre : « cellule: » ou le code d’un projet, puis sa "
            "part. Les parts font 1 (0.5, 0.3, 0.2) ou sont des poids entiers (2, 1)."
        )
        yield _bloc("  cellule: 0.5\n  conserverie: 0.5", "beancount")
    elif directive.cles:
        yield _tableau(
            ("Clé", "Sens", "Ce que l’on écrit"),
            (
                (_c(f"{cle}:"), typeset(sens), _admis(genre))
                for cle, (genre, sens) in directive.cles.items()
            ),
        )


def _admis(genre: Genre | Choix) -> str:
    if isinstance(genre, Choix):
        return " · ".join(_c(f'"{code}"') for code in genre.valeurs)
    if genre in (TEXTE, REFERENCE):
        return genre.attendu
    return f"{genre.attendu}, par exemple {_c(genre.exemple)}"


def _chiffres() -> Iterator[str]:
    yield "## Les chiffres de la synthèse"
    yield typeset(
        "Le chemin d’un chiffre sert à « ptce-attendu » et à `ptce faits --chiffre`. "
        "Ce qui est entre crochets est facultatif ; une origine vide s’écrit "
        "« non-ventile »."
    )
    yield typeset(
        "Tout autre chiffre montré, un indicateur, un emploi, le pont, l’annexe ou le "
        "contrôle, a une adresse : groupe, tableau, clés s’il y en a, colonne. Elle sert "
        "aux mêmes endroits : `niveau-2/pont/net`, "
        "`niveau-1/indicateurs/autofinancement`, `annexe/financeurs/region/part`."
    )
    for niveau in load_niveaux():
        yield f"### {typeset(niveau.titre)}"
        yield _tableau(("Chemin", "Chiffre"), _chemins(niveau))
        if niveau.pour_chaque:
            yield typeset(
                "Le code d’un projet après le niveau donne le chiffre de ce projet : "
                f"`{niveau.code}.conserverie.ressources`."
            )


def _chemins(niveau: DefGroupe) -> Iterator[tuple[str, str]]:
    suites = {
        colonne.chemin: "".join(f"[.{cle}" for cle in tableau.cles)
        + "]" * len(tableau.cles)
        for tableau in niveau.tableaux
        for colonne in tableau.colonnes
    }
    if "membres" in niveau.blocs:
        suites["ca-imputable"] = "[.membre]"
    vus = set()
    for fiche in niveau.fiches:
        for chiffre in fiche.chiffres:
            if chiffre.chemin and chiffre.chemin not in vus:
                vus.add(chiffre.chemin)
                suite = suites.get(chiffre.chemin, "")
                titre = typeset(chiffre.titre.lstrip("+−= "))
                chemin = _c(f"{niveau.code}.{chiffre.chemin}{suite}")
                yield chemin, titre[0].upper() + titre[1:]


def _indicateurs() -> Iterator[str]:
    yield "## Les indicateurs"
    yield typeset(
        "Les ressources sont les produits, sauf ceux qui sont hors ressources. Les "
        "ressources propres sont les cotisations, ventes, facturation interne, "
        "commissions, dons et mécénat, et autres produits. Un indicateur dont le "
        "diviseur est nul se lit « n. d. », non disponible. Le niveau 2 calcule sur les "
        "montants nets."
    )
    for code, indicateur in INDICATEURS.items():
        yield f"### {indicateur.libelle}"
        yield f"{_c(code)}, {_levels(code)}"
        yield f"> {typeset(indicateur.formule)}"
        yield typeset(indicateur.precaution)


def _levels(code: str) -> str:
    numeros = [n.code[-1] for n in load_niveaux() if code in n.indicateurs]
    return f"niveau{'x' if len(numeros) > 1 else ''} {' et '.join(numeros)}"


def commandes() -> str:
    """Write docs/commandes.md: each command and its options, as `--help` says them."""
    return _page("Les commandes", _commandes())


def _commandes() -> Iterator[str]:
    contexte = click.Context(ptce, info_name="ptce", **ptce.context_settings)
    yield from _paragraphs(ptce)
    yield _tableau(
        ("Commande", "Ce qu’elle fait"),
        (
            (f"[`ptce {c.name}`](#ptce-{c.name})", c.get_short_help_str(200))
            for c in COMMANDES
        ),
    )
    yield _options(ptce, contexte)
    yield (
        "Le code de sortie est 0 si tout va bien, 1 si le livre a des erreurs, 2 si la "
        "commande est mal écrite."
    )
    for commande in COMMANDES:
        sous = click.Context(commande, info_name=commande.name, parent=contexte)
        yield f"## ptce {commande.name}"
        yield _bloc(" ".join(("ptce", commande.name or "", *_pieces(sous))), "text")
        yield from _paragraphs(commande)
        yield _options(commande, sous)


def _pieces(contexte: click.Context) -> list[str]:
    return contexte.command.collect_usage_pieces(contexte)


def _paragraphs(commande: click.Command) -> Iterator[str]:
    for paragraphe in inspect.cleandoc(commande.help or "").split("\n\n"):
        yield typeset(" ".join(paragraphe.split("\n")))


def _options(commande: click.Command, contexte: click.Context) -> str:
    lignes = (
        option.get_help_record(contexte)
        for option in commande.get_params(contexte)
        if isinstance(option, click.Option)
    )
    return _tableau(
        ("Option", "Sens"), ((_c(o[0]), typeset(o[1])) for o in lignes if o)
    )


def _page(titre: str, blocs: Iterable[str]) -> str:
    return "\n\n".join((_AVIS, f"# {titre}", *blocs)) + "\n"


def _bloc(texte: str, langue: str) -> str:
    return f"```{langue}\n{texte.rstrip()}\n```"


def _c(texte: str) -> str:
    return f"`{texte}`"


def _glossaire(liste: Mapping[str, mots.Mot | mots.TypeDe]) -> str:
    return _tableau(
        ("Code", "Mot", "Sens"),
        ((_c(k), m.libelle, typeset(m.definition)) for k, m in liste.items()),
    )


def _tableau(entetes: tuple[str, ...], lignes: Iterable[tuple[str, ...]]) -> str:
    rangees = [entetes, ("---",) * len(entetes), *lignes]
    # A bar would close the cell, even in code.
    return "\n".join(
        "| " + " | ".join(case.replace("|", "\\|") for case in rangee) + " |"
        for rangee in rangees
    )


PAGES: dict[str, Callable[[], str]] = {
    "commandes.md": commandes,
    "erreurs.md": erreurs,
    "lexique.md": lexique,
}


def main() -> None:
    """Write every page beside this script."""
    for nom, write in PAGES.items():
        with open(DOCS / nom, "w", encoding="utf-8", newline="\n") as fichier:
            fichier.write(write())
        click.echo(f"Écrit : {os.path.relpath(DOCS / nom)}")


if __name__ == "__main__":
    main()
