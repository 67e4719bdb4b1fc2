"""A `Tableau` as an HTML table: caption, scopes, numbers of the language, links to the facts."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

from ptce_ledger.analyse.reserves import bound
from ptce_ledger.analyse.tableau import CHIFFRES
from ptce_ledger.analyse.tableau import MOTS
from ptce_ledger.analyse.tableau import RAPPORTS
from ptce_ledger.mots.euros import is_withheld
from ptce_ledger.mots.euros import ratio
from ptce_ledger.mots.euros import write_pourcent
from ptce_ledger.mots.langue import say
from ptce_ledger.mots.libelles import show
from ptce_ledger.rendu.web.balises import VIDE
from ptce_ledger.rendu.web.balises import join
from ptce_ledger.rendu.web.balises import tag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

    from ptce_ledger.analyse.tableau import Colonne
    from ptce_ledger.analyse.tableau import Ligne
    from ptce_ledger.analyse.tableau import Tableau
    from ptce_ledger.rendu.web.vue import Vue

_TEXTES = ("texte", "liste", "date", *MOTS)


def write_tableau(
    vue: Vue,
    table: Tableau,
    *,
    total: Sequence[Decimal | None] = (),
    parts: bool = False,
    titre: str = "",
) -> Markup:
    """Write a table of rows; nothing when it has none.

    Rows by type and origin are set under their type, with its subtotal. `total` closes
    the table; `parts` adds the share of each row in the total of the last column. A
    `titre`, already said, stands for that of the table.
    """
    if not table.lignes:
        return VIDE
    somme = total[-1] if parts and total else None
    groupee = _is_grouped(table)
    corps: list[Markup] = []
    if groupee:
        for tete in dict.fromkeys(ligne.cles[:-1] for ligne in table.lignes):
            siennes = [ligne for ligne in table.lignes if ligne.cles[:-1] == tete]
            rangees = [_group_row(vue, table, siennes, somme)]
            rangees += [_row(vue, table, li, somme, tete=False) for li in siennes]
            corps.append(tag("tbody", *rangees))
    else:
        rangees = [_row(vue, table, ligne, somme) for ligne in table.lignes]
        corps.append(tag("tbody", *rangees))
    if any(valeur is not None for valeur in total):
        corps.append(tag("tfoot", _total_row(vue, table, total, parts=parts)))
    titres = [say(colonne.titre) for colonne in table.cles]
    if groupee:
        titres = [" · ".join(titres)]
    entetes = [tag("th", titre, scope="col", classe="mot") for titre in titres]
    entetes += [_heading(colonne) for colonne in table.colonnes]
    if parts:
        entetes.append(tag("th", say("Part"), scope="col", classe="num"))
    return frame(
        titre or say(table.titre),
        tag("thead", tag("tr", *entetes)),
        *corps,
        unite=_unit(table),
    )


def write_fiche(vue: Vue, table: Tableau) -> Markup:
    """Write a card: its figures one under the other."""
    ligne = table.lignes[0]
    rangees = []
    for rang, colonne in enumerate(table.colonnes):
        total = colonne.titre.startswith("=")
        rangees.append(
            tag(
                "tr",
                tag("th", say(colonne.titre), scope="row", classe="mot"),
                cell(vue, table, ligne, rang),
                classe="total" if total else None,
            )
        )
    return frame(say(table.titre), tag("tbody", *rangees), unite=_unit(table))


def frame(titre: str, *parties: Markup, unite: str = "", classe: str = "") -> Markup:
    """Set the parts of a table under its caption, in a frame that scrolls."""
    legende = join([titre, *([tag("span", unite, classe="unite")] if unite else [])])
    return tag(
        "div",
        tag("table", tag("caption", legende), *parties, classe="ptce-table"),
        classe=f"ptce-cadre {classe}".strip(),
        tabindex="0",
        role="group",
        aria_label=titre,
    )


def cell(vue: Vue, table: Tableau, ligne: Ligne, rang: int) -> Markup:
    """Write a cell: its value, and a link where it has facts."""
    colonne, valeur = table.colonnes[rang], ligne.valeurs[rang]
    texte: str = show_value(vue, valeur, ligne.genre_of(colonne), colonne.code)
    texte = bound(texte, ligne.borne(rang))
    if opens(ligne, rang, colonne):
        texte = link_figure(vue, table.nom(ligne.cles, colonne), texte)
    adresse = str(table.adresse(ligne.cles, colonne))
    return tag("td", texte, classe=_class(colonne, valeur), data_cellule=adresse)


def opens(ligne: Ligne, rang: int, colonne: Colonne) -> bool:
    """Tell whether a cell is a figure that opens to its lines."""
    valeur = ligne.valeurs[rang]
    if colonne.genre not in CHIFFRES or is_withheld(valeur):
        return False
    return bool((valeur or colonne.genre == "euros") and ligne.source(rang))


def link_figure(vue: Vue, chemin: str, texte: str, exercice: int = 0) -> str:
    """Link a figure to its facts, where links lead somewhere."""
    ou = vue.liens.chiffre(chemin, exercice or vue.synthese.exercice)
    return tag("a", texte, href=ou, classe="ptce-chiffre") if ou else texte


def show_value(vue: Vue, valeur: Any, genre: str, colonne: str = "") -> str:
    """Write a value of a genre; codes, and words of a column, are given their labels."""
    if genre == "mot" and isinstance(valeur, str):
        return vue.label(colonne, valeur) if valeur else "—"
    if genre == "code" and isinstance(valeur, str):
        return vue.label("", valeur)
    if genre == "liste" and isinstance(valeur, tuple):
        return ", ".join(vue.label("", code) for code in valeur) or "—"
    return show(valeur, genre)


def _row(
    vue: Vue,
    table: Tableau,
    ligne: Ligne,
    somme: Decimal | None,
    *,
    tete: bool = True,
) -> Markup:
    cles = list(zip(table.cles, ligne.cles, strict=True))
    mots = (
        [_title(table, ligne)]
        if ligne.titre
        else [
            tag("th", _name(vue, colonne, code), scope="row", classe="mot")
            for colonne, code in (cles if tete else cles[-1:])
        ]
    )
    cellules = [cell(vue, table, ligne, rang) for rang in range(len(table.colonnes))]
    return tag(
        "tr",
        *mots,
        *cellules,
        _share(ligne.valeurs[-1], somme),
        classe=None if tete else "sous",
    )


def _name(vue: Vue, colonne: Colonne, code: str) -> str:
    return vue.label(colonne.code, code) if colonne.tells(code) else ""


def _title(table: Tableau, ligne: Ligne) -> Markup:
    """Write the title of a row that has one, over the columns of its key."""
    large = str(len(table.cles))
    return tag("th", ligne.titre, scope="row", classe="mot", colspan=large)


def _group_row(
    vue: Vue,
    table: Tableau,
    lignes: Sequence[Ligne],
    somme: Decimal | None,
) -> Markup:
    tete = lignes[0].cles[:-1]
    mots = [vue.label(c.code, code) for c, code in zip(table.cles, tete, strict=False)]
    # Of what is known of none of its rows, there is no sum.
    sommes = [
        table.total(rang, tete)
        if any(ligne.valeurs[rang] is not None for ligne in lignes)
        else None
        for rang in range(len(table.colonnes))
    ]
    cellules = [
        _sum_cell(vue, table, tete, rang, valeur) for rang, valeur in enumerate(sommes)
    ]
    nom = tag("th", " · ".join(mots), scope="rowgroup", classe="mot")
    return tag("tr", nom, *cellules, _share(sommes[-1], somme), classe="groupe")


def _sum_cell(
    vue: Vue,
    table: Tableau,
    tete: tuple[str, ...],
    rang: int,
    valeur: Decimal | None,
) -> Markup:
    """Write the sum of the rows that begin with some keys; it opens if it is theirs."""
    colonne = table.colonnes[rang]
    if valeur is None:
        return tag("td", "", classe="num")
    texte = show(valeur, colonne.genre)
    # A share of several rows has an address on each of them only.
    somme = colonne.genre not in RAPPORTS and table.source_of(rang, tete)
    if valeur and somme and table.total(rang, tete) == valeur:
        texte = link_figure(vue, table.nom(tete, colonne), texte)
    adresse = str(table.adresse(tete, colonne))
    return tag("td", texte, classe=_class(colonne, valeur), data_cellule=adresse)


def _total_row(
    vue: Vue,
    table: Tableau,
    total: Sequence[Decimal | None],
    *,
    parts: bool,
) -> Markup:
    cellules = [
        _sum_cell(vue, table, (), rang, valeur) for rang, valeur in enumerate(total)
    ]
    groupee = _is_grouped(table)
    large = 1 if groupee else len(table.cles)
    nom = tag("th", say("Total"), scope="row", classe="mot", colspan=str(large))
    part = [tag("td", write_pourcent(Decimal(1)), classe="num")] if parts else []
    return tag("tr", nom, *cellules, *part, classe="total")


def _share(valeur: Any, somme: Decimal | None) -> Markup:
    if somme is None:
        return VIDE
    part = ratio(valeur, somme) if isinstance(valeur, Decimal) else None
    return tag("td", write_pourcent(part), classe="num part")


def _heading(colonne: Colonne) -> Markup:
    classe = "mot" if colonne.genre in _TEXTES else "num"
    return tag("th", say(colonne.titre), scope="col", classe=classe)


def _is_grouped(table: Tableau) -> bool:
    """Tell whether rows stand under their type, with its subtotal."""
    return [c.code for c in table.cles[-2:]] == ["type", "origine"]


def _class(colonne: Colonne, valeur: Any) -> str:
    if colonne.genre in _TEXTES:
        return "mot"
    if not isinstance(valeur, Decimal):
        return "num"
    if is_withheld(valeur):
        return "num retenu"
    return "num negatif" if valeur < 0 else "num" if valeur else "num nul"


def _unit(table: Tableau) -> str:
    genres = {colonne.genre.lstrip("+") for colonne in table.colonnes}
    return say("en euros") if "euros" in genres else ""
