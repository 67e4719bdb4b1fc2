"""From definitions to tables: cases summed by key, figures of a card, ratios.

Each value is made with what it rests on, so that a figure opens to its lines without
anyone reading the definition again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from ptce_ledger.analyse import assise
from ptce_ledger.analyse import cube
from ptce_ledger.analyse.bases import Base
from ptce_ledger.analyse.bases import Bases
from ptce_ledger.analyse.definitions.grammaire import CLES
from ptce_ledger.analyse.indicateurs import INDICATEURS
from ptce_ledger.analyse.indicateurs import MULTIPLES
from ptce_ledger.analyse.tableau import Colonne
from ptce_ledger.analyse.tableau import Groupe
from ptce_ledger.analyse.tableau import Ligne
from ptce_ledger.analyse.tableau import Tableau
from ptce_ledger.analyse.tables import BLOCS
from ptce_ledger.analyse.termes import Source
from ptce_ledger.mots import lexique
from ptce_ledger.mots.euros import ZERO
from ptce_ledger.mots.euros import is_withheld
from ptce_ledger.mots.euros import ratio
from ptce_ledger.mots.ordre import ORDRES
from ptce_ledger.mots.ordre import sort_rows

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence
    from decimal import Decimal

    from ptce_ledger.analyse.cube import Case
    from ptce_ledger.analyse.cube import Selection
    from ptce_ledger.analyse.definitions.grammaire import DefChiffre
    from ptce_ledger.analyse.definitions.grammaire import DefFiche
    from ptce_ledger.analyse.definitions.grammaire import DefGroupe
    from ptce_ledger.analyse.definitions.grammaire import DefTableau
    from ptce_ledger.analyse.ensemble import Ensemble


def build(definition: DefGroupe, ensemble: Ensemble, par: str = "") -> Groupe:
    """Build a group; `par="phase"` adds its tables by phase."""
    cases = cube.select(ensemble.cases, definition.selection)
    tableaux = [_tableau(d, cases) for d in definition.tableaux]
    if par:
        tableaux += [
            _tableau(d, cases, par) for d in definition.tableaux if d.ventilable
        ]
    tableaux += [_fiche(d, cases) for d in definition.fiches]
    tableaux += [BLOCS[nom].build(ensemble) for nom in definition.blocs]
    if definition.indicateurs:
        base = Base(cases, net=definition.base == "net")
        tableaux += assise.build(ensemble, base, definition.indicateurs)
        tableaux.append(_indicateurs(definition, ensemble, base))
    groupe = Groupe.make(
        definition.code, definition.titre, tableaux, vues=definition.vues
    )
    if not definition.pour_chaque:
        return groupe
    sous = tuple(_iter_sous_groupes(definition, groupe, ensemble, cases))
    return groupe.over(definition.pour_chaque, sous)


def _iter_sous_groupes(
    definition: DefGroupe, dans: Groupe, ensemble: Ensemble, cases: Sequence[Case]
) -> Iterator[Groupe]:
    """Build the same tables for each project of the exercice."""
    for code in ensemble.projets():
        siens = cube.select(cases, ({definition.pour_chaque: [code]}, {}))
        narrowed = ensemble.narrow(code)
        tableaux = (
            *(_tableau(d, siens) for d in definition.tableaux),
            *(_fiche(d, siens) for d in definition.fiches),
            *(BLOCS[nom].build(narrowed) for nom in definition.blocs_par_groupe),
        )
        libelle = ensemble.registre.projets[code].libelle
        vues = definition.vues_par_groupe
        yield Groupe.make(code, libelle, tableaux, dans=dans, vues=vues)


def _tableau(definition: DefTableau, cases: Iterable[Case], par: str = "") -> Tableau:
    noms = (par, *definition.cles) if par else definition.cles
    rangees: dict[tuple[str, ...], list[Case]] = {}
    if definition.complet:
        rangees = {(mot,): [] for mot in ORDRES.get(noms[0], ())}
    for case in cube.select(cases, definition.selection):
        cle = tuple(getattr(case.cle, CLES[nom].colonne) for nom in noms)
        rangees.setdefault(cle, []).append(case)
    lignes = [
        _ligne(definition.colonnes, cle, rangees[cle])
        for cle in sort_rows(noms, rangees)
    ]
    colonnes = tuple(_colonne(chiffre) for chiffre in definition.colonnes)
    if par:
        # A figure of one phase has no short name: it would be that of the year.
        colonnes = tuple(colonne._replace(chemin="") for colonne in colonnes)
    tableau = Tableau(
        f"{definition.code}_par_{par}" if par else definition.code,
        f"{definition.titre}, par {par}" if par else definition.titre,
        tuple(
            Colonne(
                nom,
                definition.titres.get(nom, CLES[nom].titre),
                "code",
                admis=_admitted(nom, definition.selection),
            )
            for nom in noms
        ),
        colonnes,
        tuple(_shared(definition, lignes)),
    )
    return _sorted_by(tableau, definition.tri) if definition.tri else tableau


def _admitted(nom: str, selection: Selection) -> tuple[str, ...]:
    """List the words that a key of a table may take, as an address writes them."""
    mots = ORDRES.get(nom, ())
    admis = [mot for mot in mots if mot]
    if nom == "type":
        filtre, sauf = selection
        natures = filtre.get("nature", lexique.NATURES)
        admis = [
            mot
            for mot in admis
            if lexique.TYPES[mot].nature in natures and mot not in sauf.get("type", ())
        ]
    if nom == "classe":
        durables = selection[0].get("nature") == ["investissement"]
        return tuple(lexique.IMMOBILISATIONS if durables else lexique.CLASSES)
    return (*admis, lexique.NON_VENTILE) if "" in mots else tuple(admis)


def _sorted_by(tableau: Tableau, code: str) -> Tableau:
    """Order rows by a column, largest first; what is not known counts for nothing."""
    rang = tableau.rang(code)

    def rank(ligne: Ligne) -> tuple[Decimal, tuple[str, ...]]:
        valeur = ligne.valeurs[rang]
        connue = valeur is not None and not is_withheld(valeur)
        return (-valeur if connue else ZERO), ligne.cles

    return tableau.with_rows(sorted(tableau.lignes, key=rank))


def _fiche(definition: DefFiche, cases: Iterable[Case]) -> Tableau:
    return Tableau(
        definition.code,
        definition.titre,
        (),
        tuple(_colonne(chiffre) for chiffre in definition.chiffres),
        (_ligne(definition.chiffres, (), list(cases)),),
        "objet",
    )


def _ligne(
    chiffres: Sequence[DefChiffre], cle: tuple[str, ...], cases: Sequence[Case]
) -> Ligne:
    """Compute the figures of a row in their order: a sum adds those before it."""
    faits: dict[str, tuple[Any, Source]] = {}
    for chiffre in chiffres:
        valeur, source = ZERO, Source()
        for nom in chiffre.somme:
            terme, sienne = faits[nom.removeprefix("-")]
            moins = nom.startswith("-")
            valeur = valeur - terme if moins else valeur + terme
            source = source.less(sienne) if moins else source.plus(sienne)
        if not chiffre.somme:
            retenues = cube.select(cases, chiffre.selection)
            somme = cube.total(retenues, chiffre.mesure)
            valeur = somme if chiffre.signe > 0 else ZERO - somme
            source = Source.of(retenues, chiffre.signe, chiffre.mesure)
        faits[chiffre.code] = valeur, source
    valeurs, sources = zip(*faits.values(), strict=True)
    return Ligne(cle, valeurs, sources)


def _shared(definition: DefTableau, lignes: Sequence[Ligne]) -> Iterator[Ligne]:
    """Give rows the shares that they are of the whole table."""
    codes = [chiffre.code for chiffre in definition.colonnes]
    parts = [
        (rang, codes.index(chiffre.part))
        for rang, chiffre in enumerate(definition.colonnes)
        if chiffre.part
    ]
    touts = {
        de: Source(tuple(t for ligne in lignes for t in ligne.sources[de].termes))
        for _, de in parts
    }
    for ligne in lignes:
        valeurs, sources = list(ligne.valeurs), list(ligne.sources)
        for rang, de in parts:
            valeurs[rang] = ratio(valeurs[de], touts[de].total())
            sources[rang] = sources[de].over(touts[de])
        yield ligne._replace(valeurs=tuple(valeurs), sources=tuple(sources))


def _colonne(chiffre: DefChiffre) -> Colonne:
    genre = "heures" if chiffre.mesure == "heures" else "euros"
    if chiffre.part:
        return Colonne(chiffre.code, chiffre.titre, "ratio", compare=chiffre.compare)
    return Colonne(chiffre.code, chiffre.titre, genre, chiffre.chemin, chiffre.compare)


def _indicateurs(definition: DefGroupe, ensemble: Ensemble, base: Base) -> Tableau:
    bases = Bases(
        base,
        Base(ensemble.of(perimetre="cellule")),
        Base(ensemble.cases, net=True),
        Base(ensemble.of(perimetre="projet")),
        Base(ensemble.of(perimetre="projet"), net=True),
        assise.turnovers(ensemble),
    )
    codes = definition.indicateurs
    rapports = [INDICATEURS[code].calcul(bases) for code in codes]
    colonnes = tuple(
        Colonne(
            code,
            INDICATEURS[code].libelle,
            "multiple" if code in MULTIPLES else "ratio",
        )
        for code in codes
    )
    ligne = Ligne(
        (),
        tuple(v for v, _ in rapports),
        tuple(s for _, s in rapports),
        bornes=tuple(
            "" if valeur is None else borne
            for (valeur, _), borne in zip(
                rapports, assise.bounds(base, codes), strict=True
            )
        ),
    )
    return Tableau("indicateurs", "Indicateurs", (), colonnes, (ligne,), "objet")
