"""The synthesis as a page for a board: 80 columns, French, colours only on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.analyse.definitions.grammaire import NIVEAU
from ptce_ledger.analyse.reserves import reserve_of_year
from ptce_ledger.mots.euros import write_euros
from ptce_ledger.mots.libelles import label
from ptce_ledger.mots.montants import write_date
from ptce_ledger.mots.typographie import disarm
from ptce_ledger.mots.typographie import typeset
from ptce_ledger.rendu.terminal import page
from ptce_ledger.rendu.terminal.grille import Rendu
from ptce_ledger.rendu.terminal.grille import draw
from ptce_ledger.rendu.terminal.vues import VUES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ptce_ledger.analyse.comparaison import Comparaison
    from ptce_ledger.analyse.tableau import Groupe
    from ptce_ledger.analyse.tableau import Synthese
    from ptce_ledger.analyse.tableau import Tableau

#: What a card counts when something happened: jobs and ratios are not enough.
_MESURES = ("euros", "heures")
PROVISOIRE = "PROVISOIRE : le livre a des erreurs, ces chiffres ne valent rien encore"

SANS_POLE = (
    "Ce livre ne déclare aucun pôle (« ptce-pole ») : rien n’a été vérifié de ce qui en "
    "fait un, et ces chiffres n’en sont pas."
)


def render(
    synthese: Synthese, niveaux: Sequence[int] = (), *, provisoire: bool = False
) -> str:
    """Set a synthesis as text, with ANSI styles that `click.echo` strips in a pipe."""
    rendu = Rendu(synthese.libelles, set())
    periode = f"exercice {synthese.exercice}"
    if synthese.arrete:
        periode += f", écritures jusqu’au {write_date(synthese.arrete)}"
    lignes = _header(synthese.libelle, periode, provisoire)
    for niveau in synthese.shown(niveaux):
        lignes += ["", page.title(disarm(niveau.titre))]
        if not _holds(niveau):
            lignes += ["", "  Rien à ce niveau dans cet exercice."]
            continue
        for vue in niveau.vues:
            bloc = VUES[vue["genre"]](rendu, niveau, vue)
            lignes += ["", *bloc] if bloc else []
    lignes += ["", page.title("Contrôles"), "", *_controles(synthese)]
    return "\n".join(_squeeze(lignes)) + "\n"


def render_comparison(
    comparaison: Comparaison, niveaux: Sequence[int] = (), *, provisoire: bool = False
) -> str:
    """Set several exercices side by side as text."""
    premier, dernier = comparaison.syntheses[0], comparaison.syntheses[-1]
    titre = f"exercices {premier.exercice} à {dernier.exercice}"
    lignes = _header(dernier.libelle, titre, provisoire)
    dit = (
        f"« {premier.exercice} → {dernier.exercice} » : ce que montre {dernier.exercice}, "
        f"moins ce que montre {premier.exercice}."
    )
    lignes += [page.dim(ligne) for ligne in page.paragraph(typeset(dit))]
    noms = {cle: nom for s in comparaison.syntheses for cle, nom in s.libelles.items()}
    for niveau in comparaison.shown(niveaux):
        lignes += ["", page.title(disarm(niveau.titre))]
        lignes += _compared(Rendu(noms, set()), niveau)
    lignes += ["", page.title("Contrôles")]
    for synthese in comparaison.syntheses:
        lignes += ["", page.heading(f"Exercice {synthese.exercice}")]
        lignes += _controles(synthese)
    return "\n".join(_squeeze(lignes)) + "\n"


def _holds(groupe: Groupe) -> bool:
    """Tell whether a level has a row or a project; a pole's report may be cards alone."""
    if groupe.groupes:
        du_contrat = NIVEAU.fullmatch(groupe.code) is not None
        return du_contrat or any(map(_holds, groupe.groupes))
    if any(table.forme == "lignes" and table.lignes for table in groupe.tableaux):
        return True
    cellules = (cell for table in groupe.tableaux for cell in table.iter_cells())
    compte = any(valeur and c.genre in _MESURES for _, c, valeur in cellules)
    return compte and not NIVEAU.fullmatch(groupe.code)


def _compared(rendu: Rendu, groupe: Groupe) -> list[str]:
    lignes: list[str] = []
    for table in groupe.tableaux:
        bloc = draw(rendu, table)
        lignes += ["", *bloc] if bloc else []
        if table.code == "indicateurs":
            lignes += _rest_on(groupe, table)
    for sous in groupe.groupes:
        lignes += ["", page.heading(f"▸ {disarm(sous.titre)}")]
        lignes += _compared(rendu, sous)
    return lignes


def _rest_on(groupe: Groupe, table: Tableau) -> list[str]:
    """Say on how many members the share of turnover rests, year by year."""
    dites: dict[str, None] = {}
    for ligne in table.lignes:
        par_an = [
            f"{colonne.titre} {dite}"
            for rang, colonne in enumerate(table.colonnes[:-1])
            if (dite := reserve_of_year(groupe, ligne.cles[0], rang))
        ]
        if par_an:
            dites[f"Parts imputables : {', '.join(par_an)}."] = None
    return [ligne for dite in dites for ligne in page.paragraph(typeset(dite), 2)]


def _header(libelle: str, periode: str, provisoire: bool) -> list[str]:  # noqa: FBT001
    titre = f"{disarm(libelle) or 'Pôle sans nom'} — synthèse économique, {periode}"
    lignes = [page.bold(titre)]
    if not libelle:
        lignes += ["", *map(page.red, page.paragraph(typeset(SANS_POLE)))]
    if provisoire:
        lignes += ["", page.red(typeset(PROVISOIRE))]
    lignes.append(
        page.dim("Montants en euros. Une barre montre la part du total des ressources.")
    )
    return lignes


def _controles(synthese: Synthese) -> list[str]:
    bouclage = synthese.controle("bouclage")
    ecart = bouclage.figure("ecart")
    # Whole: every perimeter, and 6894 on the side of charges, as in the income statement.
    lignes = [page.heading("Bouclage du livre entier avec le compte de résultat")]
    for nom in ("produits", "charges"):
        livre = write_euros(bouclage.figure(f"{nom}_beancount"))
        faits = write_euros(bouclage.figure(f"{nom}_faits"))
        lignes.append(
            f"  {page.left(nom.capitalize(), 10)}compte de résultat {page.right(livre, 16)}"
            f"   faits {page.right(faits, 16)}"
        )
    hors_pole = synthese.controle("hors_pole")
    if any(hors_pole.lignes[0].valeurs):
        dits = ", ".join(
            f"{colonne.titre.lower()} {write_euros(valeur)}"
            for _, colonne, valeur in hors_pole.iter_cells()
        )
        lignes.append(typeset(f"  {hors_pole.titre} : {dits}"))
    verdict = f"  Écart : {write_euros(ecart)}"
    lignes.append(page.red(typeset(verdict)) if ecart else typeset(verdict))
    manquants = synthese.controle("non_ventile")
    if not manquants.lignes:
        return [*lignes, "  Tout est ventilé."]
    lignes += ["", page.heading("Non ventilé")]
    for ligne in manquants.lignes:
        montant, places = ligne.valeurs
        nom = label("axe", ligne.cles[0], {})
        montrees = ", ".join(disarm(place) for place in places[:5])
        suite = f" et {len(places) - 5} autres lignes" if len(places) > 5 else ""
        texte = f"{nom} : {write_euros(montant)} ({montrees}{suite})"
        lignes += page.paragraph(typeset(texte), 2)
    return lignes


def _squeeze(lignes: list[str]) -> list[str]:
    """Never two blank lines in a row, none at the end."""
    serrees: list[str] = []
    for ligne in lignes:
        if ligne or (serrees and serrees[-1]):
            serrees.append(ligne)
    while serrees and not serrees[-1]:
        serrees.pop()
    return serrees
