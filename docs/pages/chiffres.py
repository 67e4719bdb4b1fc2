"""The figures of the synthesis and its indicators, as docs/lexique.md lists them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pages.markdown import set_code
from pages.markdown import set_table
from ptce_ledger.analyse.definitions.lecture import load_niveaux
from ptce_ledger.analyse.indicateurs import INDICATEURS
from ptce_ledger.mots.typographie import typeset

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ptce_ledger.analyse.definitions.grammaire import DefGroupe


def iter_chiffres() -> Iterator[str]:
    """Yield the chapter of figures: how each is written, level by level."""
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
        yield set_table(("Chemin", "Chiffre"), _chemins(niveau))
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
                chemin = set_code(f"{niveau.code}.{chiffre.chemin}{suite}")
                yield chemin, titre[0].upper() + titre[1:]


def iter_indicateurs() -> Iterator[str]:
    """Yield the chapter of indicators: formula and caveat."""
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
        yield f"{set_code(code)}, {_levels(code)}"
        yield f"> {typeset(indicateur.formule)}"
        yield typeset(indicateur.precaution)


def _levels(code: str) -> str:
    numeros = [n.code[-1] for n in load_niveaux() if code in n.indicateurs]
    return f"niveau{'x' if len(numeros) > 1 else ''} {' et '.join(numeros)}"
