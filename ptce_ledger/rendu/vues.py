"""Views of a level on a terminal: each function turns tables into lines.

VUES names those that a report definition may ask for.
"""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING
from typing import NamedTuple

from ptce_ledger.ecriture import typeset
from ptce_ledger.euros import ZERO
from ptce_ledger.euros import ratio
from ptce_ledger.euros import write_nombre
from ptce_ledger.euros import write_pourcent
from ptce_ledger.indicateurs import INDICATEURS
from ptce_ledger.indicateurs import MULTIPLES
from ptce_ledger.libelles import label
from ptce_ledger.libelles import show
from ptce_ledger.ordre import sort_rows
from ptce_ledger.rendu import page

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping
    from decimal import Decimal

    from ptce_ledger.tableau import Colonne
    from ptce_ledger.tableau import Groupe
    from ptce_ledger.tableau import Ligne
    from ptce_ledger.tableau import Tableau

#: Columns of the two sides of the account: label and amount, then label, amount, bar.
_GAUCHE = (29, 12)
_DROITE = (19, 12, 4)
#: Room of an amount in the millions, and the space before it.
_MONTANT = 13


class Rendu(NamedTuple):
    """What views share: labels of codes, and the indicators already explained."""

    noms: Mapping[str, str]
    expliques: set[str]


def compte(rendu: Rendu, groupe: Groupe, vue: Mapping[str, str]) -> list[str]:
    """Charges face to produits, the result, and class 8 at the foot."""
    total = groupe.tableau("total")
    charges, ressources = groupe.tableau(vue["gauche"]), groupe.tableau(vue["droite"])
    if total is None or charges is None or ressources is None:
        return []
    somme = total.figure("ressources")
    gauche = [_amount(rendu, charges, ligne) for ligne in charges.lignes]
    droite = list(_by_type(rendu, ressources, somme))
    lignes = [page.heading(_sides("CHARGES", "", "PRODUITS", "", ""))]
    lignes += _face(gauche, droite)
    resultat, hors = total.figure("resultat"), total.figure("hors_ressources")
    lignes.append(
        page.bold(
            _sides(
                "Total des charges",
                write_nombre(total.figure("charges")),
                "Ressources",
                write_nombre(somme),
                "",
            )
        )
    )
    mot = "Résultat : déficit" if resultat < 0 else "Résultat : excédent"
    lignes.append(
        _sides(mot, write_nombre(resultat), "Hors ressources", write_nombre(hors), "")
    )
    return lignes + _foot(rendu, groupe, vue["pied"])


def _foot(rendu: Rendu, groupe: Groupe, code: str) -> list[str]:
    pied = groupe.tableau(code)
    if pied is None or not pied.lignes:
        return []
    lignes = [page.dim("─" * page.LARGEUR)]
    lignes.append(
        page.heading("Au pied du compte : contributions en nature (classe 8)")
    )
    for ligne in pied.lignes:
        montant, heures = ligne.valeurs
        texte = " · ".join(_labels(rendu, pied, ligne))
        duree = show(heures, pied.colonnes[1]) if heures else ""
        lignes.append(
            "  "
            + page.left(texte, 50)
            + page.right(duree, 14)
            + page.right(write_nombre(montant), 14)
        )
    return lignes


def _face(
    gauche: list[tuple[str, str]], droite: list[tuple[str, str, str]]
) -> list[str]:
    return [
        _sides(*(g or ("", "")), *(d or ("", "", "")))
        for g, d in zip_longest(gauche, droite)
    ]


def _sides(mot_g: str, montant_g: str, mot_d: str, montant_d: str, barre: str) -> str:
    gauche = page.left(mot_g, _GAUCHE[0]) + page.right(montant_g, _GAUCHE[1])
    droite = page.left(mot_d, _DROITE[0]) + page.right(montant_d, _DROITE[1])
    return f"{gauche} │ {droite} {barre or ' ' * _DROITE[2]}".rstrip()


def _amount(rendu: Rendu, tableau: Tableau, ligne: Ligne) -> tuple[str, str]:
    return " · ".join(_labels(rendu, tableau, ligne)), write_nombre(ligne.valeurs[0])


def _by_type(
    rendu: Rendu, tableau: Tableau, somme: Decimal
) -> list[tuple[str, str, str]]:
    """Give each type with its total and bar, then its origins, indented."""
    rangees = []
    for type_ in dict.fromkeys(ligne.cles[0] for ligne in tableau.lignes):
        siennes = [ligne for ligne in tableau.lignes if ligne.cles[0] == type_]
        total = sum((ligne.valeurs[0] for ligne in siennes), ZERO)
        barre = page.bar(ratio(total, somme), _DROITE[2])
        rangees.append((label("type", type_, rendu.noms), write_nombre(total), barre))
        for ligne in siennes:
            mot = "  " + label("origine", ligne.cles[1], rendu.noms)
            rangees.append((mot, write_nombre(ligne.valeurs[0]), ""))
    return rangees


def tableau(rendu: Rendu, groupe: Groupe, vue: Mapping[str, str]) -> list[str]:
    """Give a table row by row; with a `fiche`, its totals and the share of each row."""
    table = groupe.tableau(vue["code"])
    return (
        []
        if table is None
        else draw(rendu, table, groupe.tableau(vue.get("fiche", "")))
    )


def draw(rendu: Rendu, table: Tableau, fiche: Tableau | None = None) -> list[str]:
    """Draw any table within the page; nothing when it has no row."""
    if not table.lignes:
        return []
    parts = fiche is not None
    largeurs = [
        2 + max(page.width(texte) for texte in (colonne.titre, *textes))
        for colonne, textes in zip(
            table.colonnes, zip(*_written(table, fiche), strict=True), strict=True
        )
    ]
    mots = page.LARGEUR - sum(largeurs) - (12 if parts else 0)
    tete = "".join(
        page.right(c.titre, n) for c, n in zip(table.colonnes, largeurs, strict=True)
    )
    lignes = [page.heading(table.titre)]
    lignes.append(
        page.dim(" " * mots + tete + (page.right("part", 7) if parts else ""))
    )
    for ligne in table.lignes:
        texte = page.left(" · ".join(_labels(rendu, table, ligne)), mots)
        for valeur, colonne, n in zip(
            ligne.valeurs, table.colonnes, largeurs, strict=True
        ):
            texte += page.right(show(valeur, _named(table, ligne, colonne)), n)
        if fiche is not None:
            part = ratio(ligne.valeurs[-1], fiche.figure(table.colonnes[-1].code))
            texte += page.right(write_pourcent(part), 7) + " " + page.bar(part, 4)
        lignes.append(texte.rstrip())
    if fiche is not None:
        sommes = "".join(
            page.right(write_nombre(fiche.figure(c.code)), n)
            for c, n in zip(table.colonnes, largeurs, strict=True)
        )
        lignes.append(page.bold(page.left("Total", mots) + sommes))
        membres = fiche.figure("dont_membres")
        lignes.append(
            page.left("  dont reçu des membres", mots)
            + page.right(write_nombre(membres), sum(largeurs))
        )
    return lignes


def _written(table: Tableau, fiche: Tableau | None) -> list[list[str]]:
    """Write every row, and the totals, to know how wide the columns are."""
    rangees = [
        [
            show(valeur, _named(table, ligne, colonne))
            for valeur, colonne in zip(ligne.valeurs, table.colonnes, strict=True)
        ]
        for ligne in table.lignes
    ]
    if fiche is not None:
        rangees.append([show(fiche.figure(c.code), c) for c in table.colonnes])
    return rangees


def _named(table: Tableau, ligne: Ligne, colonne: Colonne) -> Colonne:
    """Name a column by its row's figure, in tables where figures are rows."""
    est_chiffre = [c.code for c in table.cles] == ["chiffre"]
    return colonne._replace(code=ligne.cles[0]) if est_chiffre else colonne


def _labels(rendu: Rendu, table: Tableau, ligne: Ligne) -> list[str]:
    return [
        label(colonne.code, cle, rendu.noms)
        for colonne, cle in zip(table.cles, ligne.cles, strict=True)
    ]


def fiche(rendu: Rendu, groupe: Groupe, vue: Mapping[str, str]) -> list[str]:
    """Give figures one under the other, such as the bridge or the jobs."""
    carte = groupe.tableau(vue["code"])
    if carte is None or not any(carte.lignes[0].valeurs):
        return []
    lignes = [page.heading(carte.titre)]
    for _, colonne, valeur in carte.iter_cells():
        texte = (
            "  " + page.left(colonne.titre, 62) + page.right(show(valeur, colonne), 16)
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
            texte = show(valeur, colonne)
        lignes += page.paragraph(typeset(f"{colonne.titre} : {texte}"), 2)
    return lignes


def indicateurs(rendu: Rendu, groupe: Groupe, vue: Mapping[str, str]) -> list[str]:
    """Give the ratios, each with its formula and caveat the first time it is met."""
    carte = groupe.tableau(vue["code"])
    if carte is None:
        return []
    lignes = [page.heading(carte.titre)]
    for _, colonne, valeur in carte.iter_cells():
        barre = "" if colonne.code in MULTIPLES else page.bar(valeur, 10)
        texte = (
            "  " + page.left(colonne.titre, 50) + page.right(show(valeur, colonne), 12)
        )
        lignes.append(f"{texte}  {barre}".rstrip())
        if colonne.code not in rendu.expliques:
            rendu.expliques.add(colonne.code)
            dit = INDICATEURS[colonne.code]
            for phrase in (f"= {dit.formule}", dit.precaution):
                lignes += [page.dim(ligne) for ligne in page.paragraph(phrase, 6)]
    return lignes


def matrice(rendu: Rendu, groupe: Groupe, vue: Mapping[str, str]) -> list[str]:
    """Give exchanges as a matrix, sellers by buyers, or row by row when it is wide."""
    table = groupe.tableau(vue["code"])
    if table is None or not table.lignes:
        return []
    vendeurs = sorted({ligne.cles[0] for ligne in table.lignes})
    acheteurs = sorted({ligne.cles[1] for ligne in table.lignes})
    if len(acheteurs) > 4:
        return draw(rendu, table)
    montants = {ligne.cles: ligne.valeurs[0] for ligne in table.lignes}
    largeur = max(_MONTANT, 52 // len(acheteurs))
    mots = page.LARGEUR - largeur * len(acheteurs)
    tete = "".join(
        page.right(page.left(label("", a, rendu.noms), largeur - 1).rstrip(), largeur)
        for a in acheteurs
    )
    lignes = [page.heading(f"{table.titre} (vendeur en ligne, acheteur en colonne)")]
    lignes.append(page.dim(" " * mots + tete))
    for vendeur in vendeurs:
        texte = page.left(label("", vendeur, rendu.noms), mots)
        for acheteur in acheteurs:
            montant = montants.get((vendeur, acheteur))
            texte += page.right(
                "·" if montant is None else write_nombre(montant), largeur
            )
        lignes.append(texte)
    return lignes


def phases(rendu: Rendu, groupe: Groupe, vue: Mapping[str, str]) -> list[str]:
    """Give the net resources by phase, phases side by side."""
    table = groupe.tableau(vue["code"])
    if table is None or not table.lignes:
        return []
    suite = list(dict.fromkeys(ligne.cles[0] for ligne in table.lignes))
    mots = page.LARGEUR - (_MONTANT + 3) * len(suite)
    tete = "".join(
        page.right(label("phase", p, rendu.noms), _MONTANT + 3) for p in suite
    )
    lignes = [page.heading(f"{table.titre} (net)"), page.dim(" " * mots + tete)]
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
                write_nombre(valeurs[0]) if valeurs else "·", _MONTANT + 3
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
