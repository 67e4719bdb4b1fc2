"""Evidence: what each figure rests on, and the lines that have no voucher."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ptce_ledger.analyse import cube
from ptce_ledger.analyse.tableau import Colonne
from ptce_ledger.analyse.tableau import Ligne
from ptce_ledger.analyse.tableau import Tableau
from ptce_ledger.analyse.termes import Source
from ptce_ledger.mots import lexique
from ptce_ledger.mots.euros import ZERO
from ptce_ledger.mots.euros import is_withheld
from ptce_ledger.mots.euros import ratio
from ptce_ledger.suivi import sources
from ptce_ledger.suivi.etat import Etat

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable
    from decimal import Decimal

    from ptce_ledger.faits.facts import Fact
    from ptce_ledger.suivi.suivi import Suivi

_CHARGES: cube.Selection = ({"nature": ["charge"]}, {})
_DONS: cube.Selection = ({"nature": ["contribution"]}, {})
#: Figure → which périmètre, which facts.
_CHIFFRES: dict[str, tuple[str, cube.Selection]] = {
    "niveau-1.ressources": ("cellule", cube.RESSOURCES),
    "niveau-1.charges": ("cellule", _CHARGES),
    "niveau-1.contributions": ("cellule", _DONS),
    "niveau-2.net": (
        "",
        ({"nature": ["produit"]}, {"type": ["hors-ressources"], "interne": ["pole"]}),
    ),
    "niveau-2.charges": ("", _CHARGES),
    "niveau-2.contributions": ("", _DONS),
    "niveau-2.ca-imputable": ("", ({"nature": ["ca"]}, {})),
    "niveau-3.ressources": ("projet", cube.RESSOURCES),
    "niveau-3.charges": ("projet", _CHARGES),
    "niveau-3.contributions": ("projet", _DONS),
}


def build(suivi: Suivi, exercice: int) -> Etat:
    """Set the evidence behind the figures of an exercice, then what has no voucher."""
    registre = suivi.registre
    return Etat(
        "preuves",
        "Preuves",
        registre.code,
        registre.libelle,
        {"exercice": exercice},
        (_strengths(suivi, exercice), *_unproved(suivi, exercice)),
        suivi.libelles,
        montrees={
            "preuves": (*lexique.PREUVES, "part_justifiee"),
            "sans_piece": ("date", "montant", "lieu"),
        },
    )


def _strengths(suivi: Suivi, exercice: int) -> Tableau:
    cases = suivi.dossier.ensemble(exercice).cases
    colonnes = (
        *(Colonne(code, mot.libelle) for code, mot in lexique.PREUVES.items()),
        Colonne("total", "Total"),
        Colonne("part_justifiee", "Part", "ratio"),
    )
    lignes = []
    for chiffre, (perimetre, selection) in _CHIFFRES.items():
        siennes = cube.select(cases, selection)
        if perimetre:
            siennes = cube.select(siennes, ({"perimetre": [perimetre]}, {}))
        # Of a figure that adds and takes away, each line is to be proved.
        absolus = [absolute(held(f)) for case in siennes for f in case.facts]
        forces = [
            sources.of_facts([f for f in absolus if f.preuve == code])
            for code in lexique.PREUVES
        ]
        tout = sources.of_facts(absolus)
        part = ratio(forces[-1].total(), tout.total())
        valeurs = (*(force.total() for force in forces), tout.total(), part)
        lignes.append(Ligne((chiffre,), valeurs, (*forces, tout, Source())))
    return Tableau(
        "preuves",
        "Ce sur quoi reposent les chiffres",
        (Colonne("chiffre", "Chiffre", "texte"),),
        colonnes,
        tuple(lignes),
    )


def held(fact: Fact) -> Fact:
    """Give a line as the books hold it: at least « comptable ».

    Among the facts, hours that nobody signed are « declaratif », to be told from money;
    here one asks which lines want a document.
    """
    en_livre = fact.nature == "contribution" and fact.preuve == "declaratif"
    return fact._replace(preuve="comptable") if en_livre else fact


def absolute(fact: Fact) -> Fact:
    """Give the same, counted without its sign."""
    # Of a withheld amount, the sign is withheld too: there is none to drop.
    return (
        fact._replace(montant=abs(fact.montant)) if fact.montant.is_signed() else fact
    )


def _unproved(suivi: Suivi, exercice: int) -> tuple[Tableau, Tableau]:
    """List the lines without a voucher, the heaviest first, and their sum."""
    nues = without_voucher(suivi, exercice)
    lignes = [
        Ligne(
            (_said(suivi, f),),
            (f.date, f.compte, f.montant, f.preuve, f"{f.fichier}:{f.ligne}"),
        )
        for f in nues
    ]
    lourds = sources.of_facts([absolute(f) for f in nues])
    total = Ligne((), (len(nues), lourds.total()), (Source(), lourds))
    return (
        Tableau(
            "sans_piece",
            "Lignes sans pièce",
            (Colonne("libelle", "Libellé", "texte"),),
            (
                Colonne("date", "Date", "date"),
                Colonne("compte", "Compte", "texte"),
                Colonne("montant", "Montant"),
                Colonne("preuve", "Preuve", "mot"),
                Colonne("lieu", "Lieu", "texte"),
            ),
            tuple(lignes),
        ),
        Tableau(
            "total",
            "Lignes sans pièce : total",
            (),
            (Colonne("lignes", "Lignes", "entier"), Colonne("montant", "Montant")),
            (total,),
            "objet",
        ),
    )


def _said(suivi: Suivi, fact: Fact) -> str:
    """Give what a line says; of turnover, who sells to whom: its method is our own word."""
    if fact.nature != "ca":
        return fact.libelle
    return " → ".join(suivi.registre.label(c) for c in (fact.membre, fact.tiers) if c)


def without_voucher(
    suivi: Suivi, exercice: int, au: datetime.date | None = None
) -> list[Fact]:
    """List the lines of an exercice that no voucher proves, the heaviest first."""
    lignes: dict[tuple[str, int, str, str], list[Fact]] = {}
    for fact in suivi.facts(exercice):
        # What the body that keeps the books does for itself is proved to others.
        du_pole = fact.perimetre != "hors-pole" and (au is None or fact.date <= au)
        if fact.preuve != "justifie" and du_pole:
            cle = fact.fichier, fact.ligne, fact.compte, fact.nature
            lignes.setdefault(cle, []).append(fact)
    sommes = [_together(parts) for parts in lignes.values()]
    return sorted(
        (fact for fact in sommes if fact.montant),
        key=lambda f: (-_weight(f), f.date, f.fichier, f.ligne),
    )


def _weight(fact: Fact) -> Decimal:
    return ZERO if is_withheld(fact.montant) else abs(fact.montant)


def _together(parts: Iterable[Fact]) -> Fact:
    """Put the parts of a shared line together again."""
    siennes = list(parts)
    return held(siennes[0])._replace(montant=sum((f.montant for f in siennes), ZERO))
