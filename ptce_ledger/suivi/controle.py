"""What cannot be, of what follows from the entries: looked at last, on a sound ledger."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from ptce_ledger.erreurs.bareme import BaremeAmbigu
from ptce_ledger.erreurs.conventions import FondsDediesExcessifs
from ptce_ledger.erreurs.conventions import FondsDediesNegatifs
from ptce_ledger.erreurs.conventions import IndirectsEnDouble
from ptce_ledger.faits.axes import RIEN
from ptce_ledger.mots.dits import Jour
from ptce_ledger.mots.dits import Montant
from ptce_ledger.mots.dits import later
from ptce_ledger.mots.euros import ZERO
from ptce_ledger.mots.lexique import EURO
from ptce_ledger.registre.declarations.doubles import place_of
from ptce_ledger.suivi.cotisations import TYPES
from ptce_ledger.suivi.dus import closest
from ptce_ledger.suivi.dus import first_day
from ptce_ledger.suivi.subventions import DEDIES

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator
    from decimal import Decimal

    from beancount.core.data import Posting
    from beancount.core.data import Transaction

    from ptce_ledger.erreurs.base import PtceError
    from ptce_ledger.faits.axes import Axes
    from ptce_ledger.registre.pole import Registre
    from ptce_ledger.suivi.dus import Baremes
    from ptce_ledger.suivi.subventions import Imputation
    from ptce_ledger.suivi.suivi import Suivi


#: What is shown where one must say which agreement it is.
_EXEMPLE = "code-de-la-convention"


def check(suivi: Suivi) -> Iterator[PtceError]:
    """Report what cannot be in the register, once its members and entries are known."""
    yield from check_baremes(suivi, suivi.registre.baremes)
    yield from check_indirects(suivi)


def check_indirects(suivi: Suivi) -> Iterator[PtceError]:
    """Report an agreement with a flat rate of indirect costs and a share of a charge."""
    registre = suivi.registre
    taux = {c for c, v in registre.conventions.items() if v.taux_indirects}
    for posting, axe in lines(suivi) if taux else ():
        if axe.nature != "charge" or not axe.cle:
            continue
        for code in sorted(taux & _paying(registre, axe, posting[0].date)):
            taux.discard(code)
            convention = registre.conventions[code]
            # A posting that a plugin made has no place: its entry's is given.
            meta = posting[1].meta or {}
            meta = meta if "filename" in meta else posting[0].meta
            lieu = suivi.releve.fichier(meta["filename"])
            yield IndirectsEnDouble.at(
                convention.entry.meta,
                convention.entry,
                code=code,
                lieu=f"{lieu}:{meta['lineno']}",
            )


def _paying(registre: Registre, axe: Axes, jour: datetime.date) -> set[str]:
    """List the agreements that pay for a part of a shared charge."""
    cle = registre.cle(axe.cle, jour)
    codes = [code for code, _ in cle.parts] if cle else []
    siennes = {registre.part_of(code).convention for code in codes} - {""}
    convention = registre.conventions.get(axe.convention)
    if convention and (not convention.projet or convention.projet in codes):
        siennes.add(convention.code)
    return siennes


def lines(
    suivi: Suivi,
) -> Iterator[tuple[tuple[Transaction, Posting], Axes]]:
    """Yield the lines that count, with their axes: lighter than the facts."""
    resolve = suivi.releve.affectation.resolve_entry
    for entry in suivi.ecritures:
        for posting, axe in zip(entry.postings, resolve(entry), strict=True):
            if axe is not RIEN:
                yield (entry, posting), axe


def check_funds(suivi: Suivi) -> Iterator[PtceError]:
    """Report dedicated funds that are below zero, or above what was booked."""
    subventions = suivi.subventions
    for code in sorted(subventions.codes(DEDIES)):
        pieces = subventions.of(code, DEDIES)
        solde = ZERO
        for jour, du_jour in groupby(pieces, key=lambda p: p.date):
            siennes = list(du_jour)
            solde += sum((p.montant for p in siennes), ZERO)
            if solde < 0:
                yield _negative(siennes, code, solde, jour)
                break
        else:
            yield from _check_excess(suivi, code)


def _negative(
    pieces: list[Imputation], code: str, solde: Decimal, jour: datetime.date
) -> PtceError:
    piece = next(p for p in reversed(pieces) if p.montant < 0)
    return FondsDediesNegatifs.at(
        piece.posting.meta or piece.entry.meta,
        piece.entry,
        quoi=later("de la convention « {code} »", code=code)
        if code
        else later("sans convention"),
        solde=Montant(solde, EURO),
        jour=Jour(jour),
        code=code or _EXEMPLE,
    )


def _check_excess(suivi: Suivi, code: str) -> Iterator[PtceError]:
    """Report the first exercice at the end of which more is set aside than was booked."""
    registre, pieces = suivi.registre, suivi.subventions.of(code, DEDIES)
    for exercice in sorted({registre.exercice(p.date) for p in pieces}):
        fin = registre.bornes(exercice)[1]
        version = registre.convention_on(code, fin)
        if version is None:
            continue
        solde = sum((p.montant for p in pieces if p.date <= fin), ZERO)
        constate = version.deja_constate + sum(
            (m for jour, m in suivi.constates.get(code, ()) if jour <= fin), ZERO
        )
        if solde > max(constate, ZERO):
            derniere = [p for p in pieces if p.date <= fin][-1]
            manque = version.deja_constate + solde - constate
            yield FondsDediesExcessifs.at(
                derniere.posting.meta or derniere.entry.meta,
                derniere.entry,
                code=code,
                solde=Montant(solde, EURO),
                jour=Jour(fin),
                constate=Montant(constate, EURO),
                manque=manque,
            )
            return


def check_baremes(suivi: Suivi, baremes: Baremes) -> Iterator[PtceError]:
    """Report two scales that name a member as closely: once a pair."""
    registre = suivi.registre
    dits: set[tuple[str, ...]] = set()
    for exercice in suivi.dossier.suivis if baremes else ():
        for membre in registre.membres():
            jour = first_day(registre, membre, exercice)
            if jour is None:
                continue
            for type_ in TYPES:
                trouves = closest(registre, baremes, type_, membre, jour)
                trouves.sort(key=lambda b: (b.date, b.entry.meta["lineno"]))
                paire = tuple(b.code for b in trouves[-2:])
                if len(paire) < 2 or paire in dits:
                    continue
                dits.add(paire)
                premier, second = trouves[-2:]
                yield BaremeAmbigu.at(
                    second.entry.meta,
                    second.entry,
                    code=second.code,
                    autre=premier.code,
                    membre=membre,
                    exercice=exercice,
                    **place_of(premier.entry),
                )
