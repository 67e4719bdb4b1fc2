"""The budget and what became of it: voted, revised, done, and where the year will end."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING
from typing import NamedTuple

from ptce_ledger.analyse.tableau import Colonne
from ptce_ledger.analyse.tableau import Ligne
from ptce_ledger.analyse.tableau import Tableau
from ptce_ledger.analyse.termes import Source
from ptce_ledger.mots import lexique
from ptce_ledger.mots.euros import CENT
from ptce_ledger.mots.euros import ZERO
from ptce_ledger.mots.euros import ratio
from ptce_ledger.mots.euros import round_step
from ptce_ledger.mots.ordre import ORDRES
from ptce_ledger.registre.pole import UN_JOUR
from ptce_ledger.suivi import sources
from ptce_ledger.suivi.etat import Etat
from ptce_ledger.suivi.votes import AUTRES
from ptce_ledger.suivi.votes import Poste
from ptce_ledger.suivi.votes import Vote
from ptce_ledger.suivi.votes import is_charge
from ptce_ledger.suivi.votes import read_votes
from ptce_ledger.suivi.votes import rhythm

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from ptce_ledger.faits.facts import Fact
    from ptce_ledger.suivi.suivi import Suivi

#: What a budget foresees; what lasts is acquired, and is in no budget of a year.
_NATURES = ("produit", "financement", "contribution", "charge")
_CLES = (
    Colonne("perimetre", "Périmètre", "code"),
    Colonne("ligne", "Ligne", "code"),
    Colonne("origine", "Origine", "precision"),
)
_COLONNES = (
    Colonne("vote", "Voté", chemin="vote"),
    Colonne("revise", "Révisé", chemin="revise"),
    Colonne("realise", "Réalisé", chemin="realise"),
    Colonne("ecart", "Écart"),
    Colonne("part", "Part", "ratio"),
    Colonne("atterrissage", "Atterrissage", chemin="atterrissage"),
)
#: What a page shows; files have the first vote and the difference too.
_MONTREES = ("revise", "realise", "part", "atterrissage")
_SOMMES = (
    Colonne("prevu_ressources", "Produits prévus"),
    Colonne("realise_ressources", "Produits réalisés"),
    Colonne("atterrissage_ressources", "Produits à la fin"),
    Colonne("prevu_charges", "Charges prévues"),
    Colonne("realise_charges", "Charges réalisées"),
    Colonne("atterrissage_charges", "Charges à la fin"),
    Colonne("prevu_resultat", "Résultat prévu"),
    Colonne("realise_resultat", "Résultat réalisé"),
    Colonne("atterrissage_resultat", "Résultat à la fin"),
)


class _Annee(NamedTuple):
    """A budget is looked at from a day of its exercice: what is left of it then."""

    debut: datetime.date
    fin: datetime.date
    au: datetime.date

    @property
    def reste(self) -> Fraction:
        """The share of the days to come."""
        jours = (self.fin - self.debut).days + 1
        return Fraction((self.fin - self.au).days, jours)


def build(suivi: Suivi, exercice: int, au: datetime.date | None = None) -> Etat:
    """Set the budget of an exercice beside what is done of it on a day."""
    registre = suivi.registre
    debut, fin = registre.bornes(exercice)
    jour = au or suivi.dernier or fin
    annee = _Annee(debut, fin, max(debut - UN_JOUR, min(jour, fin)))
    votes = read_votes(registre, exercice, annee.au)
    faits = _sort_facts(suivi, votes, exercice, annee.au)
    lignes = [
        _row(suivi, poste, votes.get(poste), faits.get(poste, []), annee)
        for poste in sorted({*votes, *faits}, key=_rank)
    ]
    prevues = Tableau(
        "lignes", "Budget", _CLES, _COLONNES, tuple(lignes), "lignes", "budget", True, 1
    )
    return Etat(
        "budget",
        "Budget et réalisé",
        registre.code,
        registre.libelle,
        {"exercice": exercice, "au": annee.au},
        (prevues, _totals(prevues)),
        suivi.libelles,
        montrees={"lignes": _shown(prevues)},
    )


def _shown(table: Tableau) -> tuple[str, ...]:
    """Name the columns of a page: the first vote where something was revised."""
    revise = any(
        ligne.valeurs[0] != ligne.valeurs[1]
        for ligne in table.lignes
        if ligne.valeurs[0] is not None
    )
    return ("vote", *_MONTREES) if revise else _MONTREES


def _sort_facts(
    suivi: Suivi, votes: Iterable[Poste], exercice: int, au: datetime.date
) -> dict[Poste, list[Fact]]:
    """Put each fact in the one line that names it most closely, or in its own."""
    votees: dict[str, list[tuple[str, str]]] = {}
    for perimetre, ligne, origine in votes:
        votees.setdefault(perimetre, []).append((ligne, origine))
    comptes = suivi.releve.comptes
    faits: dict[Poste, list[Fact]] = {}
    for fact in suivi.facts(exercice):
        if fact.nature not in _NATURES or fact.perimetre == "hors-pole":
            continue
        if fact.date > au:
            continue
        perimetre = fact.projet if fact.perimetre == "projet" else fact.perimetre
        siennes = votees.get(perimetre, [])
        cle = (
            (_charge(siennes, comptes[fact.compte].numero, fact.type), "")
            if fact.nature == "charge"
            else _resource(siennes, fact)
        )
        faits.setdefault((perimetre, *cle), []).append(fact)
    return faits


def _charge(votees: Sequence[tuple[str, str]], numero: str, classe: str) -> str:
    """Find the longest number that an account begins with, else its class."""
    debuts = [li for li, _ in votees if is_charge(li) and numero.startswith(li)]
    sienne = AUTRES if classe == "autres" else classe
    return max(debuts, key=len, default=sienne)


def _resource(votees: Sequence[tuple[str, str]], fact: Fact) -> tuple[str, str]:
    """Find the line of a type and its origin, else of the type, else its own."""
    types = [fact.type]
    if fact.type == "facturation-interne" and all(li != fact.type for li, _ in votees):
        types.append("ventes")
    admises = [(type_, o) for type_ in types for o in (fact.origine, "")]
    return next((ligne for ligne in admises if ligne in votees), (fact.type, ""))


def _rank(poste: Poste) -> tuple[int, str, int, str, int]:
    perimetre, ligne, origine = poste
    charge = is_charge(ligne)
    return (
        ("cellule", "").index(perimetre) if perimetre in ("cellule", "") else 2,
        perimetre,
        len(ORDRES["type"]) if charge else ORDRES["type"].index(ligne),
        ligne if charge else "",
        ORDRES["origine"].index(origine),
    )


def _row(
    suivi: Suivi, poste: Poste, vote: Vote | None, facts: list[Fact], annee: _Annee
) -> Ligne:
    realise = sources.of_facts(facts)
    fait = realise.total()
    revise = vote.revise if vote else ZERO
    fin = _landing(
        poste[1], vote.rythme if vote else rhythm(poste[1]), revise, fait, annee
    )
    voulu, revu, reste = _foreseen(suivi, vote, fin - fait)
    valeurs = (
        vote.vote if vote else None,
        vote.revise if vote else None,
        fait,
        fait - revise,
        ratio(fait, revise),
        fin,
    )
    fonds = (
        voulu,
        revu,
        realise,
        realise.less(revu),
        realise.over(revu),
        realise.plus(reste),
    )
    return Ligne(poste, valeurs, fonds)


def _landing(
    ligne: str, rythme: str, revise: Decimal, fait: Decimal, annee: _Annee
) -> Decimal:
    """Say where a line will end, from what is done of it and of what is left."""
    if annee.au == annee.fin:
        return fait
    if rythme == "en-une-fois":
        return max(fait, revise, key=abs)
    a_venir = round_step(Fraction(revise) * annee.reste, CENT)
    if is_charge(ligne):
        return fait + a_venir
    return fait + max(ZERO, min(revise - fait, a_venir))


def _foreseen(
    suivi: Suivi, vote: Vote | None, reste: Decimal
) -> tuple[Source, Source, Source]:
    """Rest on the lines of the budget: the vote, its revision, what is still to come."""
    if vote is None:
        return Source(), Source(), Source()

    def rest_on(entry: object, montant: Decimal) -> Source:
        dite = (entry, f"Budget — {vote.premier.valeurs['ligne']}", montant)
        return sources.of_directives(suivi.releve, [dite])

    return (
        rest_on(vote.premier.entry, vote.vote),
        rest_on(vote.dernier.entry, vote.revise),
        rest_on(vote.dernier.entry, reste) if reste else Source(),
    )


def _totals(prevues: Tableau) -> Tableau:
    """Add resources and charges by périmètre, and what is between them."""
    par_perimetre: dict[str, list[Ligne]] = {}
    for ligne in prevues.lignes:
        par_perimetre.setdefault(ligne.cles[0], []).append(ligne)
    rangs = [prevues.rang(c) for c in ("revise", "realise", "atterrissage")]
    return Tableau(
        "total",
        "Produits, charges et résultat",
        _CLES[:1],
        _SOMMES,
        tuple(_total(code, siennes, rangs) for code, siennes in par_perimetre.items()),
        groupe="budget",
    )


def _total(perimetre: str, lignes: Sequence[Ligne], rangs: Sequence[int]) -> Ligne:
    ressources = [_sum(_resources(lignes), rang) for rang in rangs]
    charges = [_sum((li for li in lignes if is_charge(li.cles[1])), r) for r in rangs]
    resultats = [
        (r - c, de.less(a)) for (r, de), (c, a) in zip(ressources, charges, strict=True)
    ]
    sommes = [*ressources, *charges, *resultats]
    return Ligne((perimetre,), tuple(v for v, _ in sommes), tuple(s for _, s in sommes))


def _resources(lignes: Iterable[Ligne]) -> Iterator[Ligne]:
    """Yield the produits; financings and contributions are no result."""
    for ligne in lignes:
        type_ = lexique.TYPES.get(ligne.cles[1])
        if not ligne.cles[1] or (type_ and type_.nature == "produit"):
            yield ligne


def _sum(lignes: Iterable[Ligne], rang: int) -> tuple[Decimal, Source]:
    somme, fonds = Decimal(0), Source()
    for ligne in lignes:
        somme += ligne.valeurs[rang] or ZERO
        fonds = fonds.plus(ligne.source(rang))
    return somme, fonds
