"""A state as a page for a board: its tables, those that are wide by their main columns."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ptce_ledger.analyse.tableau import MOTS
from ptce_ledger.mots.libelles import label
from ptce_ledger.mots.libelles import show
from ptce_ledger.mots.typographie import disarm
from ptce_ledger.mots.typographie import typeset
from ptce_ledger.rendu.terminal import page
from ptce_ledger.rendu.terminal.grille import Rendu
from ptce_ledger.rendu.terminal.grille import draw
from ptce_ledger.rendu.terminal.synthese import PROVISOIRE
from ptce_ledger.suivi.membres import DECLARES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from ptce_ledger.analyse.tableau import Colonne
    from ptce_ledger.analyse.tableau import Tableau
    from ptce_ledger.suivi.etat import Etat

#: Beyond, the label of a row has no room for them all.
_CLES_MAX = 2


def render(etat: Etat, *, provisoire: bool = False) -> str:
    """Set a state as text, with ANSI styles that `click.echo` strips in a pipe."""
    nom = disarm(etat.libelle) or "Pôle sans nom"
    lignes = [page.bold(typeset(f"{nom} — {etat.titre}, {etat.periode}"))]
    if provisoire:
        lignes += ["", page.red(typeset(PROVISOIRE))]
    lignes.append(page.dim("Montants en euros."))
    rendu = Rendu(dict(etat.libelles), set())
    tables = etat.shown()
    totaux = {t.code.removeprefix("total."): t for t in tables if t.forme == "objet"}
    for table in tables:
        if table.forme == "lignes" and table.lignes:
            somme = _total(table, totaux.pop(table.code, None))
            for partie in _parts(rendu, table):
                lignes += ["", *draw(rendu, partie, total=somme)]
        elif table.forme == "objet" and totaux.get(table.code) is table:
            lignes += ["", *_card(table)]
    if len(lignes) == 2:
        lignes += ["", "Rien à montrer."]
    return "\n".join(lignes) + "\n"


def _parts(rendu: Rendu, table: Tableau) -> list[Tableau]:
    """Cut a table of many keys by its first, which leaves no room for the others."""
    if len(table.cles) <= _CLES_MAX:
        return [table]
    parts = []
    for premiere in dict.fromkeys(ligne.cles[0] for ligne in table.lignes):
        nom = label(table.cles[0].code, premiere, rendu.noms)
        siennes = tuple(
            ligne._replace(
                cles=ligne.cles[1:], titre=ligne.titre.removeprefix(f"{nom} · ")
            )
            for ligne in table.begun_by((premiere,))
        )
        titre = f"{table.titre} : {nom}"
        parts.append(replace(table, titre=titre, cles=table.cles[1:], lignes=siennes))
    return parts


def _total(table: Tableau, total: Tableau | None) -> Sequence[Any]:
    """Give the sums under the columns that they are of."""
    if total is None or len(table.lignes) < 2:
        return ()
    valeurs = {c.code: v for _, c, v in total.iter_cells()}
    return [valeurs.get(colonne.code) for colonne in table.colonnes]


def _card(table: Tableau) -> list[str]:
    lignes = [page.heading(table.titre)]
    for _, colonne, valeur in table.iter_cells():
        valeur_dite = _shown(valeur, colonne)
        place = page.LARGEUR - 2 - max(16, page.width(valeur_dite))
        texte = page.left(colonne.titre, place)
        lignes.append(f"  {texte}{page.right(valeur_dite, 16)}")
    return lignes


def _shown(valeur: Any, colonne: Colonne) -> str:
    """Write a figure of a card; on that of a member, what nobody declared is said so."""
    if valeur in (None, "") and colonne.code in DECLARES:
        return "non déclaré"
    if colonne.genre in MOTS and isinstance(valeur, str):
        return label(colonne.code, valeur, {}) if valeur else "—"
    return show(valeur, colonne.genre)
