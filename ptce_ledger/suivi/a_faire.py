"""What is left to do, all of it, on the day of the last entry: nothing is ticked, it follows."""

from __future__ import annotations

import datetime
from collections import Counter
from typing import TYPE_CHECKING
from typing import NamedTuple

from ptce_ledger.analyse.tableau import Colonne
from ptce_ledger.analyse.tableau import Ligne
from ptce_ledger.analyse.tableau import Tableau
from ptce_ledger.analyse.tables import non_ventile
from ptce_ledger.analyse.termes import RIEN
from ptce_ledger.analyse.termes import Source
from ptce_ledger.faits.smic import SMIC
from ptce_ledger.registre.declarations import valorisation
from ptce_ledger.registre.declarations.bareme import CA_IMPUTABLE
from ptce_ledger.registre.declarations.echeance import COMPTE_RENDU
from ptce_ledger.suivi import cotisations
from ptce_ledger.suivi import sources
from ptce_ledger.suivi.conventions import followed
from ptce_ledger.suivi.dus import owed
from ptce_ledger.suivi.echeances import FAIT
from ptce_ledger.suivi.echeances import deadlines
from ptce_ledger.suivi.etat import Etat
from ptce_ledger.suivi.etats import state
from ptce_ledger.suivi.preuves import absolute
from ptce_ledger.suivi.preuves import without_voucher
from ptce_ledger.suivi.reports import fund_movement
from ptce_ledger.suivi.sources import PartDeLigne
from ptce_ledger.suivi.subventions import AVANCE

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from decimal import Decimal

    from ptce_ledger.suivi.suivi import Suivi


class Tache(NamedTuple):
    """Something to do: when, of whom or what, how much, what it is, what says so."""

    date: datetime.date | None
    sujet: str
    montant: Decimal | None
    quoi: str
    source: Source = RIEN


class Moment(NamedTuple):
    """The day on which one looks, and its exercice."""

    suivi: Suivi
    au: datetime.date
    exercice: int


def build(suivi: Suivi) -> Etat:
    """List what is left to do, by genre, then by date."""
    registre = suivi.registre
    # Where nothing is booked, on the last day of what is declared.
    au = suivi.dernier or registre.bornes(suivi.dossier.defaut)[1]
    moment = Moment(suivi, au, registre.exercice(au))
    trouvees = [
        ((genre, tache.sujet, tache.quoi), tache)
        for genre, find in GENRES.items()
        for tache in sorted(find(moment), key=_rank)
    ]
    fois = Counter(cles for cles, _ in trouvees)
    lignes = [
        # What is called the same on two days has no address of its own.
        Ligne(cles, (t.date, t.montant), (RIEN, t.source if fois[cles] == 1 else RIEN))
        for cles, t in trouvees
    ]
    table = Tableau(
        "a_faire",
        "À faire",
        (
            Colonne("genre", "Genre", "code"),
            Colonne("sujet", "Sujet", "code"),
            Colonne("quoi", "Quoi", "code"),
        ),
        (Colonne("date", "Date", "date"), Colonne("montant", "Montant")),
        tuple(lignes),
    )
    return Etat(
        "a-faire",
        "À faire",
        registre.code,
        registre.libelle,
        {"au": au, "exercice": moment.exercice},
        (table,),
        suivi.libelles,
        coupees=("a_faire",),
    )


def _rank(tache: Tache) -> tuple[datetime.date, str, str]:
    return tache.date or datetime.date.max, tache.sujet, tache.quoi


def _to_call(moment: Moment) -> Iterator[Tache]:
    etat = state(moment.suivi, "cotisations", moment.exercice)
    for type_ in cotisations.TYPES:
        table = etat.tableau(type_)
        rang = table.rang("a_appeler")
        for ligne in table.lignes:
            reste = ligne.valeurs[rang]
            if reste is not None and reste > 0:
                yield Tache(None, ligne.cles[0], reste, type_, ligne.source(rang))


def _to_receive(moment: Moment) -> Iterator[Tache]:
    for creance in moment.suivi.creances.creances:
        if creance.ouvert:
            net, releve = creance.net, moment.suivi.releve
            part = PartDeLigne(creance.entry, net.posting, creance.ouvert)
            source = sources.of_postings(releve, [part])
            jour = creance.entry.date
            yield Tache(jour, net.tiers, creance.ouvert, net.type, source)


def _deadlines(moment: Moment) -> Iterator[Tache]:
    for une in deadlines(moment.suivi, moment.au):
        if une.etat != FAIT:
            reste = None if une.objet == COMPTE_RENDU else une.montant - une.recu
            yield Tache(une.date, une.convention, reste, une.objet)


def _is_closing(moment: Moment) -> bool:
    """Tell whether the last month of the exercice has come."""
    fin = moment.suivi.registre.bornes(moment.exercice)[1]
    return (moment.au.year, moment.au.month) == (fin.year, fin.month)


def _funds(moment: Moment) -> Iterator[Tache]:
    fin = moment.suivi.registre.bornes(moment.exercice)[1]
    for une in followed(moment.suivi, fin) if _is_closing(moment) else ():
        fonds = fund_movement(moment.suivi, une)
        if fonds:
            quoi = "a-reporter" if fonds > 0 else "a-reprendre"
            source = une.proposal(fonds)
            yield Tache(fin, une.convention.code, fonds, quoi, source)


def _deferred(moment: Moment) -> Iterator[Tache]:
    fin = moment.suivi.registre.bornes(moment.exercice)[1]
    for une in followed(moment.suivi, fin) if _is_closing(moment) else ():
        avance = une.pca_attendu - une.pca.total()
        if avance:
            source = une.proposal(avance)
            yield Tache(fin, une.convention.code, avance, AVANCE, source)


def _overspent(moment: Moment) -> Iterator[Tache]:
    for une in followed(moment.suivi, moment.au):
        trop = une.depassement or RIEN
        if trop.total():
            yield Tache(None, une.convention.code, trop.total(), "convention", trop)


def _lacking(moment: Moment, manque: str, types: tuple[str, ...]) -> Iterator[Tache]:
    etat = state(moment.suivi, "cotisations", moment.exercice)
    for type_ in types:
        table = etat.tableau(type_)
        rang = table.rang("manque")
        for ligne in table.lignes:
            if ligne.valeurs[rang] == manque:
                yield Tache(None, ligne.cles[0], None, type_)


def _without_base(moment: Moment) -> Iterator[Tache]:
    return _lacking(moment, "base", cotisations.TYPES)


def _without_scale(moment: Moment) -> Iterator[Tache]:
    return _lacking(moment, "bareme", (cotisations.COTISATIONS,))


def _undeclared(moment: Moment) -> Iterator[Tache]:
    """Yield what a scale needs of a member, and that nobody declared last year."""
    suivi, registre = moment.suivi, moment.suivi.registre
    dites: set[tuple[str, str]] = set()
    for membre in suivi.dossier.ensemble(moment.exercice).membres():
        alors = registre.tiers_on(membre, moment.au)
        # Who was asked, and will not answer, is not asked again.
        refuse = alors is not None and alors.reponse == "refus"
        for type_ in () if refuse else cotisations.TYPES:
            bareme = owed(
                suivi, registre.baremes, type_, membre, moment.exercice
            ).bareme
            base = bareme.base if bareme else ""
            if base in ("", CA_IMPUTABLE) or (membre, base) in dites:
                continue
            if base not in registre.donnees(membre, moment.exercice - 1):
                dites.add((membre, base))
                yield Tache(None, membre, None, base)


def _without_tiers(moment: Moment) -> Iterator[Tache]:
    for compte, solde in moment.suivi.creances.sans_tiers.items():
        if solde:
            yield Tache(None, compte, solde, compte)


def _without_agreement(moment: Moment) -> Iterator[Tache]:
    for compte, solde in moment.suivi.subventions.unexplained().items():
        if solde:
            yield Tache(None, compte, solde, compte)


def _out_of_period(moment: Moment) -> Iterator[Tache]:
    for une in followed(moment.suivi, moment.au):
        dehors = sources.of_facts(une.out_of_period)
        somme = dehors.total()
        if somme:
            yield Tache(None, une.convention.code, somme, "convention", dehors)


def _smic(moment: Moment) -> Iterator[Tache]:
    """Yield the hours whose price was voted on a SMIC that has moved since."""
    votees = {}
    for lu in moment.suivi.registre.declarations.get("ptce-valorisation", ()):
        if lu.entry.date <= moment.au:
            votees[lu.valeurs["devise"]] = lu
    for devise, lu in votees.items():
        if lu.cles.get("methode") != valorisation.SMIC:
            continue
        bouge = [s.date for s in SMIC if lu.entry.date < s.date <= moment.au]
        if bouge:
            yield Tache(bouge[0], devise, None, "price")


def _unallocated(moment: Moment) -> Iterator[Tache]:
    ensemble = moment.suivi.dossier.ensemble(moment.exercice)
    for ligne in non_ventile.build(ensemble).lignes:
        montant, lieux = ligne.valeurs
        nombre = str(len(lieux))
        yield Tache(None, ligne.cles[0], montant, nombre, ligne.source(0))


def _vouchers(moment: Moment) -> Iterator[Tache]:
    nues = without_voucher(moment.suivi, moment.exercice, moment.au)
    if nues:
        source = sources.of_facts([absolute(fact) for fact in nues])
        yield Tache(None, "", source.total(), str(len(nues)), source)


#: Genre → what finds what there is to do of it; the order is that of the list.
GENRES: dict[str, Callable[[Moment], Iterator[Tache]]] = {
    "a-appeler": _to_call,
    "a-recevoir": _to_receive,
    "echeance": _deadlines,
    "fonds-dedies": _funds,
    "pca": _deferred,
    "depassement": _overspent,
    "base-manquante": _without_base,
    "bareme-manquant": _without_scale,
    "donnees": _undeclared,
    "sans-tiers": _without_tiers,
    "sans-convention": _without_agreement,
    "hors-periode": _out_of_period,
    "smic": _smic,
    "non-ventile": _unallocated,
    "pieces": _vouchers,
}
