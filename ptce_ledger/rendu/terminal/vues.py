"""Views of a level on a terminal: each function turns tables into lines.

VUES names those that a report definition may ask for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.analyse.indicateurs import INDICATEURS
from ptce_ledger.analyse.reserves import bound
from ptce_ledger.analyse.reserves import lacks
from ptce_ledger.analyse.reserves import reserve
from ptce_ledger.mots.euros import write_nombre
from ptce_ledger.mots.libelles import label
from ptce_ledger.mots.libelles import show
from ptce_ledger.mots.ordre import sort_rows
from ptce_ledger.mots.typographie import typeset
from ptce_ledger.rendu.terminal import page
from ptce_ledger.rendu.terminal.compte import compte
from ptce_ledger.rendu.terminal.grille import MONTANT
from ptce_ledger.rendu.terminal.grille import draw

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping

    from ptce_ledger.analyse.tableau import Groupe
    from ptce_ledger.rendu.terminal.grille import Rendu


def tableau(rendu: Rendu, groupe: Groupe, vue: Mapping[str, str]) -> list[str]:
    """Give a table row by row, closed by the totals of the level."""
    table = groupe.tableau(vue["code"])
    if table is None:
        return []
    totaux = {}
    if carte := groupe.tableau("total"):
        totaux = {c.chemin: v for _, c, v in carte.iter_cells() if c.chemin}
    somme = [totaux.get(colonne.chemin) for colonne in table.colonnes]
    parts = vue.get("parts") == "oui"
    une_ligne = len(table.lignes) < 2 and not parts
    if une_ligne or not any(valeur is not None for valeur in somme):
        somme = []
    lignes = draw(rendu, table, total=somme, parts=parts)
    if parts and lignes and "dont-membres" in totaux:
        membres = write_nombre(totaux["dont-membres"])
        lignes.append(
            page.left("  dont venant des membres", 52) + page.right(membres, 16)
        )
    return lignes


def fiche(rendu: Rendu, groupe: Groupe, vue: Mapping[str, str]) -> list[str]:
    """Give figures one under the other, such as the bridge or the jobs."""
    carte = groupe.tableau(vue["code"])
    if carte is None or not any(carte.lignes[0].valeurs):
        return []
    lignes = [page.heading(carte.titre)]
    for _, colonne, valeur in carte.iter_cells():
        texte = (
            "  "
            + page.left(colonne.titre, 62)
            + page.right(show(valeur, colonne.genre), 16)
        )
        lignes.append(page.bold(texte) if colonne.titre.startswith("=") else texte)
    return lignes


def champs(rendu: Rendu, groupe: Groupe, vue: Mapping[str, str]) -> list[str]:
    """Give what a project is besides its money."""
    carte = groupe.tableau(vue["code"])
    lignes: list[str] = []
    for _, colonne, valeur in carte.iter_cells() if carte else ():
        if colonne.genre == "liste":
            texte = ", ".join(label("", code, rendu.noms) for code in valeur) or "—"
        else:
            texte = show(valeur, colonne.genre)
        lignes += page.paragraph(typeset(f"{colonne.titre} : {texte}"), 2)
    return lignes


def indicateurs(rendu: Rendu, groupe: Groupe, vue: Mapping[str, str]) -> list[str]:
    """Give the ratios, each with its formula and caveat the first time it is met."""
    carte = groupe.tableau(vue["code"])
    if carte is None:
        return []
    lignes = [page.heading(carte.titre)]
    for rang, (ligne, colonne, valeur) in enumerate(carte.iter_cells()):
        barre = page.bar(valeur, 10) if colonne.genre == "ratio" else ""
        borne = ligne.borne(rang)
        texte = (
            "  "
            + page.left(colonne.titre, 46)
            + page.right(bound(show(valeur, colonne.genre), borne), 16)
        )
        lignes.append(f"{texte}  {barre}".rstrip())
        if dite := reserve(groupe, colonne.code, borne):
            lignes.append(page.right(dite, 64))
        if colonne.code not in rendu.expliques:
            rendu.expliques.add(colonne.code)
            dit = INDICATEURS[colonne.code]
            for phrase in (f"= {dit.formule}", dit.precaution):
                lignes += [
                    page.dim(ligne) for ligne in page.paragraph(typeset(phrase), 6)
                ]
    if manque := lacks(groupe):
        lignes += page.paragraph(manque[:1].upper() + manque[1:] + ".", 2)
    return lignes


def matrice(rendu: Rendu, groupe: Groupe, vue: Mapping[str, str]) -> list[str]:
    """Give exchanges row by row, exact, then as an n × n matrix in thousands of euros.

    Rows sell, columns buy, both by the number of the member; past the width of the
    page, the rows alone.
    """
    table = groupe.tableau(vue["code"])
    if table is None or not table.lignes:
        return []
    lignes = draw(rendu, table)
    membres = sorted({code for ligne in table.lignes for code in ligne.cles})
    largeur = min(8, (page.LARGEUR - 28) // len(membres))
    if largeur < 4:
        return lignes
    montants = {ligne.cles: ligne.valeurs[0] for ligne in table.lignes}
    mots = page.LARGEUR - largeur * len(membres)
    tete = "".join(page.right(str(n), largeur) for n in range(1, len(membres) + 1))
    lignes.append("")
    lignes.append(
        page.heading(
            f"{table.cles[0].titre} en ligne, {table.cles[1].titre.lower()} en colonne, "
            "en milliers d’euros"
        )
    )
    lignes.append(page.dim(" " * mots + tete))
    for rang, vendeur in enumerate(membres, 1):
        texte = page.left(f"{rang:>2} {label('', vendeur, rendu.noms)}", mots)
        for acheteur in membres:
            montant = montants.get((vendeur, acheteur))
            milliers = "·" if montant is None else write_nombre(montant / 1000, 0)
            texte += page.right(milliers, largeur)
        lignes.append(texte)
    return lignes


def phases(rendu: Rendu, groupe: Groupe, vue: Mapping[str, str]) -> list[str]:
    """Give the net resources by phase, phases side by side."""
    table = groupe.tableau(vue["code"])
    if table is None or not table.lignes:
        return []
    suite = list(dict.fromkeys(ligne.cles[0] for ligne in table.lignes))
    mots = page.LARGEUR - (MONTANT + 3) * len(suite)
    tete = "".join(
        page.right(label("phase", p, rendu.noms), MONTANT + 3) for p in suite
    )
    titre = f"{table.titre} ({table.colonnes[-1].titre.lower()})"
    lignes = [page.heading(titre), page.dim(" " * mots + tete)]
    noms_de_cles = [colonne.code for colonne in table.cles[1:]]
    for cles in sort_rows(noms_de_cles, {ligne.cles[1:] for ligne in table.lignes}):
        noms = (
            label(c.code, k, rendu.noms)
            for c, k in zip(table.cles[1:], cles, strict=True)
        )
        texte = page.left(" · ".join(noms), mots)
        for phase in suite:
            valeurs = [
                li.valeurs[-1] for li in table.lignes if li.cles == (phase, *cles)
            ]
            texte += page.right(
                write_nombre(valeurs[0]) if valeurs else "·", MONTANT + 3
            )
        lignes.append(texte)
    return lignes


def projets(rendu: Rendu, groupe: Groupe, vue: Mapping[str, str]) -> list[str]:
    """Give each project in turn, by its own views."""
    lignes: list[str] = []
    for sous in groupe.groupes:
        lignes.append(page.heading(f"▸ {label('', sous.code, rendu.noms)}"))
        for sienne in sous.vues:
            bloc = VUES[sienne["genre"]](rendu, sous, sienne)
            lignes += ["", *bloc] if bloc else []
        lignes.append("")
    if groupe.groupes:
        lignes.append(page.heading("▸ Tous les projets communs"))
    return lignes


VUES: dict[str, Callable[[Rendu, Groupe, Mapping[str, str]], list[str]]] = {
    "compte": compte,
    "tableau": tableau,
    "fiche": fiche,
    "champs": champs,
    "indicateurs": indicateurs,
    "matrice": matrice,
    "phases": phases,
    "projets": projets,
}
