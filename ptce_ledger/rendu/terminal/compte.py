"""The account: charges face to produits, class 8 at the foot."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from ptce_ledger.mots.euros import ZERO
from ptce_ledger.mots.euros import is_withheld
from ptce_ledger.mots.euros import ratio
from ptce_ledger.mots.euros import write_nombre
from ptce_ledger.mots.libelles import label
from ptce_ledger.mots.libelles import show
from ptce_ledger.rendu.terminal import page
from ptce_ledger.rendu.terminal.grille import labels

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from ptce_ledger.analyse.tableau import Groupe
    from ptce_ledger.analyse.tableau import Ligne
    from ptce_ledger.analyse.tableau import Tableau
    from ptce_ledger.rendu.terminal.grille import Rendu

#: Columns of the two sides of the account: label and amount, then label, amount, bar.
_GAUCHE = (29, 12)
_DROITE = (19, 12, 4)


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
    mot = "Résultat"
    if not is_withheld(resultat):
        mot += " : déficit" if resultat < 0 else " : excédent"
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
        duree = show(heures, pied.colonnes[1].genre) if heures else ""
        lignes.append(_in_kind(" · ".join(labels(rendu, pied, ligne)), duree, montant))
    total = groupe.tableau("total")
    if total is not None and len(pied.lignes) > 1:
        lignes.append(page.bold(_in_kind("Total", "", total.figure("contributions"))))
    return lignes


def _in_kind(mot: str, duree: str, montant: Decimal) -> str:
    valeur = page.right(write_nombre(montant), 14)
    return f"  {page.left(mot, 50)}{page.right(duree, 14)}{valeur}"


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
    return " · ".join(labels(rendu, tableau, ligne)), write_nombre(ligne.valeurs[0])


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
