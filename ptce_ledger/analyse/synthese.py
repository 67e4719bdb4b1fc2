"""The three-level economic synthesis: facts of one exercice → tables (design, §5)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from ptce_ledger.analyse import cube
from ptce_ledger.analyse.chiffres.retenues import withheld_of
from ptce_ledger.analyse.chiffres.retenues import withhold
from ptce_ledger.analyse.definitions import load_niveaux
from ptce_ledger.analyse.indicateurs import INDICATEURS
from ptce_ledger.analyse.indicateurs import Base
from ptce_ledger.analyse.indicateurs import Bases
from ptce_ledger.analyse.tableau import Colonne
from ptce_ledger.analyse.tableau import Groupe
from ptce_ledger.analyse.tableau import Ligne
from ptce_ledger.analyse.tableau import Synthese
from ptce_ledger.analyse.tableau import Tableau
from ptce_ledger.analyse.tables.blocs import BLOCS
from ptce_ledger.analyse.tables.blocs import Ensemble
from ptce_ledger.analyse.tables.blocs import describe_projet
from ptce_ledger.analyse.tables.bouclage import controls
from ptce_ledger.mots.euros import ZERO
from ptce_ledger.mots.ordre import sort_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ptce_ledger.analyse.cube import Case
    from ptce_ledger.analyse.definitions import DefChiffre
    from ptce_ledger.analyse.definitions import DefFiche
    from ptce_ledger.analyse.definitions import DefNiveau
    from ptce_ledger.analyse.definitions import DefTableau
    from ptce_ledger.faits.releve import Releve

#: Column of the cube behind a key of a table, and its heading.
_CLES = {
    "type": ("type", "Type"),
    "origine": ("origine", "Origine"),
    "classe": ("type", "Classe"),
    "phase": ("phase", "Phase"),
}


def synthesize(releve: Releve, exercice: int, *, par: str = "") -> Synthese:
    """Compute the synthesis of an exercice; `par="phase"` adds the tables by phase."""
    registre = releve.registre
    facts = list(releve.iter_facts({exercice}))
    ensemble = Ensemble(registre, exercice, cube.build(facts))
    niveaux = tuple(_build_niveau(d, ensemble, par) for d in load_niveaux())
    synthese = Synthese(
        registre.code,
        registre.libelle,
        exercice,
        niveaux,
        controls(releve, exercice, facts),
        {code: registre.label(code) for code in registre.codes()},
        registre.copie_pour,
        registre.perimetres_publies,
    )
    retenues = withheld_of(registre, exercice)
    return withhold(synthese, retenues) if retenues else synthese


def _build_niveau(definition: DefNiveau, ensemble: Ensemble, par: str) -> Groupe:
    cases = cube.select(ensemble.cases, definition.selection)
    tableaux = [_build_tableau(d, cases) for d in definition.tableaux]
    if par:
        tableaux += [
            _build_tableau(d, cases, par) for d in definition.tableaux if d.ventilable
        ]
    # Declared turnover is of no périmètre of the pole: a card reads all the cases.
    tableaux += [_build_fiche(d, cases) for d in definition.fiches]
    for nom in definition.blocs:
        tableaux += BLOCS[nom](ensemble)
    tableaux.append(_build_indicateurs(definition, ensemble, cases))
    groupes = []
    if definition.pour_chaque:
        for code in ensemble.projets():
            siens = cube.select(cases, ({definition.pour_chaque: [code]}, {}))
            groupes.append(
                Groupe(
                    code,
                    ensemble.registre.projets[code].libelle,
                    (
                        *(_build_tableau(d, siens) for d in definition.tableaux),
                        *(_build_fiche(d, siens) for d in definition.fiches),
                        *describe_projet(ensemble, code),
                    ),
                    vues=definition.vues_par_groupe,
                )
            )
    return Groupe(
        definition.code,
        definition.titre,
        tuple(tableaux),
        "projets" if definition.pour_chaque else "",
        definition.pour_chaque,
        tuple(groupes),
        definition.vues,
    )


def _build_tableau(
    definition: DefTableau, cases: Sequence[Case], par: str = ""
) -> Tableau:
    noms = (par, *definition.cles) if par else definition.cles
    lignes: dict[tuple[str, ...], list[Case]] = {}
    for case in cube.select(cases, definition.selection):
        cle = tuple(getattr(case.cle, _CLES[nom][0]) for nom in noms)
        lignes.setdefault(cle, []).append(case)
    return Tableau(
        f"{definition.code}_par_{par}" if par else definition.code,
        f"{definition.titre}, par {par}" if par else definition.titre,
        tuple(Colonne(nom, _CLES[nom][1], "code") for nom in noms),
        tuple(_colonne(chiffre) for chiffre in definition.colonnes),
        tuple(
            _build_ligne(definition.colonnes, c, lignes[c])
            for c in sort_rows(noms, lignes)
        ),
    )


def _build_fiche(definition: DefFiche, cases: Sequence[Case]) -> Tableau:
    return Tableau(
        definition.code,
        definition.titre,
        (),
        tuple(_colonne(chiffre) for chiffre in definition.chiffres),
        (_build_ligne(definition.chiffres, (), cases),),
        "objet",
    )


def _build_ligne(
    chiffres: Sequence[DefChiffre], cle: tuple[str, ...], cases: Sequence[Case]
) -> Ligne:
    valeurs: dict[str, Any] = {}
    sources: dict[str, tuple[Case, ...]] = {}
    for chiffre in chiffres:
        if chiffre.somme:
            termes = [(nom.lstrip("-"), nom.startswith("-")) for nom in chiffre.somme]
            valeurs[chiffre.code] = sum(
                (-valeurs[nom] if moins else valeurs[nom] for nom, moins in termes),
                ZERO,
            )
            sources[chiffre.code] = tuple(c for nom, _ in termes for c in sources[nom])
        else:
            retenues = tuple(cube.select(cases, chiffre.selection))
            somme = cube.total(retenues, chiffre.mesure)
            valeurs[chiffre.code] = somme if chiffre.signe > 0 else ZERO - somme
            sources[chiffre.code] = retenues
    return Ligne(cle, tuple(valeurs.values()), tuple(sources.values()))


def _colonne(chiffre: DefChiffre) -> Colonne:
    genre = "heures" if chiffre.mesure == "heures" else "euros"
    return Colonne(chiffre.code, chiffre.titre, genre, chiffre.chemin, chiffre.compare)


def _build_indicateurs(
    definition: DefNiveau, ensemble: Ensemble, cases: Sequence[Case]
) -> Tableau:
    declares = [ensemble.ca(code) for code in ensemble.membres()]
    deux = [(i, t) for i, t in declares if i is not None and t is not None]
    bases = Bases(
        Base(cases, net=definition.base == "net"),
        Base(ensemble.of(perimetre="cellule")),
        Base(ensemble.cases, net=True),
        Base(ensemble.of(perimetre="projet")),
        sum((i for i, _ in deux), ZERO),
        sum((t for _, t in deux), ZERO),
    )
    codes = definition.indicateurs
    return Tableau(
        "indicateurs",
        "Indicateurs",
        (),
        tuple(Colonne(code, INDICATEURS[code].libelle, "ratio") for code in codes),
        (Ligne((), tuple(INDICATEURS[code].calcul(bases) for code in codes)),),
        "objet",
    )
