"""The cash habit: each way in which a right book of `habitudes` is spoiled."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import NamedTuple

import habitudes as h

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from habitudes import Ecriture
    from habitudes import Livre


class Gachis(NamedTuple):
    """A spoiled book, and the place of the entry that is wrong in it."""

    livre: Livre
    rang: int


class Faute(NamedTuple):
    """A way to spoil a book; one of its remarks is told, and may put all right."""

    spoil: Callable[[Random, Livre], Gachis | None]
    codes: tuple[str, ...]
    #: The remark stands at the very entry.
    sur_place: bool = True
    #: What it gives to copy, in the place of the entry, gives back the right sums.
    retablit: bool = True
    #: There may be nothing to copy: it is to be taken away.
    forme: bool = True
    close: bool | None = None


def _choose(hasard: Random, rangs: list[int]) -> int | None:
    return hasard.choice(rangs) if rangs else None


def _as_product(ecriture: Ecriture) -> Ecriture:
    lignes = [
        ligne if ligne.compte == h.BANQUE else ligne._replace(compte=ecriture.produit)
        for ligne in ecriture.lignes
    ]
    return ecriture._replace(lignes=tuple(lignes))


def type_payment(hasard: Random, livre: Livre) -> Gachis | None:
    """Type a payment as a product."""
    rang = _choose(hasard, livre.ranks("paiement"))
    if rang is None:
        return None
    return Gachis(livre.put(rang, _as_product(livre.ecritures[rang])), rang)


def type_old_dues(hasard: Random, livre: Livre) -> Gachis | None:
    """Have the dues of a year be paid the next, as a product."""
    rang = _choose(
        hasard,
        [
            r
            for r in livre.ranks("paiement")
            if livre.ecritures[r].produit == h.COTISATIONS
            and not livre.ecritures[r].libelle.startswith(("Acompte", "Solde"))
        ],
    )
    if rang is None:
        return None
    ecriture = livre.ecritures[rang]
    jour = ecriture.jour + datetime.timedelta(365)
    tard = _as_product(ecriture)._replace(jour=jour)
    # The dues of that year, typed alike, are settled as ever.
    return Gachis(livre.put(rang, tard), rang)


def call_after(hasard: Random, livre: Livre) -> Gachis | None:
    """Call, after it came, what was typed as a product when it came."""
    rang = _choose(
        hasard,
        [
            r
            for r in livre.ranks("comptant")
            if livre.ecritures[r].lignes[1].compte == h.COTISATIONS
        ],
    )
    if rang is None:
        return None
    recu = livre.ecritures[rang]
    somme = recu.lignes[0].montant
    lignes = (h.Ligne(h.ADHERENTS, somme), h.Ligne(h.COTISATIONS, -somme))
    jour = recu.jour + datetime.timedelta(hasard.randint(1, 30))
    if jour.year != recu.jour.year:
        return None
    appel = recu._replace(jour=jour, lignes=lignes, libelle="Appel")
    return Gachis(livre.put(rang, recu, appel), rang)


def _owed(livre: Livre) -> dict[str, Decimal]:
    """Add what each owes at the end."""
    codes = {nom: code for code, noms in h.NOMS.items() for nom in noms}
    dus = dict.fromkeys(h.NOMS, Decimal(0))
    for ecriture in livre.ecritures:
        if ecriture.genre == "appel-groupe":
            for ligne in ecriture.lignes[:-1]:
                dus[ligne.cles[0].split('"')[1]] -= ligne.montant
        elif ecriture.paye in codes and ecriture.libelle != "Cotisation d’avant":
            dus[codes[ecriture.paye]] += sum(
                li.montant for li in ecriture.lignes if li.compte.startswith("Assets:4")
            )
    return dus


def _carried(livre: Livre) -> int:
    """Give the place where what was carried for nobody is settled: it may be anybody's."""
    return next(
        i for i, e in enumerate(livre.ecritures) if e.libelle == "Cotisation d’avant"
    )


def pay_twice(hasard: Random, livre: Livre) -> Gachis | None:
    """Type the payment of a claim twice, some days apart."""
    dus = _owed(livre)
    codes = {nom: code for code, noms in h.NOMS.items() for nom in noms}
    rang = _choose(
        hasard,
        [
            r
            for r in livre.ranks("paiement")
            if not dus[codes[livre.ecritures[r].paye]] and r > _carried(livre)
        ],
    )
    if rang is None:
        return None
    ecriture = livre.ecritures[rang]
    jour = ecriture.jour + datetime.timedelta(hasard.randint(2, 30))
    encore = ecriture._replace(jour=jour)
    return Gachis(livre.put(rang, ecriture, encore), rang)


def forget_call(hasard: Random, livre: Livre) -> Gachis | None:
    """Type the payment of what was never called, invoiced or notified."""
    codes = {nom: code for code, noms in h.NOMS.items() for nom in noms}
    dits = {
        codes.get(e.paye) for e in livre.ecritures if e.libelle.startswith("Acompte")
    }
    rangs = livre.ranks("appel", "facture", "notification")
    oublies = []
    for rang in rangs:
        code = codes[livre.ecritures[rang].paye]
        if rang < _carried(livre):
            continue
        if code not in dits and _owed(livre.put(rang))[code] < 0:
            oublies.append(rang)
    choisi = _choose(hasard, oublies)
    return None if choisi is None else Gachis(livre.put(choisi), choisi)


def release_more(hasard: Random, livre: Livre) -> Gachis | None:
    """Take back more than was set aside."""
    rang = _choose(hasard, livre.ranks("reprise"))
    if rang is None:
        return None
    ecriture = livre.ecritures[rang]
    plus = ecriture.lignes[0].montant * hasard.randint(1, 9) / 10
    plus = max(plus.quantize(Decimal("0.01")), Decimal("0.01"))
    lignes = tuple(
        li._replace(montant=li.montant + (plus if li.montant > 0 else -plus))
        for li in ecriture.lignes
    )
    return Gachis(livre.put(rang, ecriture._replace(lignes=lignes)), rang)


def release_twice(hasard: Random, livre: Livre) -> Gachis | None:
    """Take back twice what was set aside."""
    rang = _choose(hasard, livre.ranks("reprise"))
    if rang is None:
        return None
    ecriture = livre.ecritures[rang]
    jour = ecriture.jour + datetime.timedelta(hasard.randint(1, 60))
    encore = ecriture._replace(jour=jour)
    return Gachis(livre.put(rang, ecriture, encore), rang + 1)


def grant_less(hasard: Random, livre: Livre) -> Gachis | None:
    """Have the products of an agreement pass what it grants."""
    dites = [i for i, c in enumerate(livre.conventions)]
    rang = _choose(hasard, dites)
    if rang is None:
        return None
    convention = livre.conventions[rang]
    moins = convention.montant * hasard.randint(10, 95) / 100
    moins = moins.quantize(Decimal("0.01"))
    conventions = list(livre.conventions)
    conventions[rang] = convention._replace(montant=moins)
    return Gachis(livre._replace(conventions=tuple(conventions)), 0)


def notify_twice(hasard: Random, livre: Livre) -> Gachis | None:
    """Notify twice the same grant."""
    rangs = [r for r in livre.ranks("notification") if livre.ecritures[r].cles]
    rangs = [r for r in rangs if len(livre.ecritures[r].lignes) == 2]
    rang = _choose(hasard, rangs)
    if rang is None:
        return None
    ecriture = livre.ecritures[rang]
    jour = ecriture.jour + datetime.timedelta(hasard.randint(1, 60))
    encore = ecriture._replace(jour=jour)
    return Gachis(livre.put(rang, ecriture, encore), rang + 1)


def turn_product(hasard: Random, livre: Livre) -> Gachis | None:
    """Forget the sign of a product: the other line follows."""
    rangs = livre.ranks("comptant", "appel", "facture", "notification")
    rang = _choose(hasard, [r for r in rangs if len(livre.ecritures[r].lignes) == 2])
    if rang is None:
        return None
    ecriture = livre.ecritures[rang]
    lignes = tuple(li._replace(montant=-li.montant) for li in ecriture.lignes)
    return Gachis(livre.put(rang, ecriture._replace(lignes=lignes)), rang)


def turn_one(hasard: Random, livre: Livre) -> Gachis | None:
    """Forget one sign of a grouped call: the blank line absorbs it."""
    rang = _choose(hasard, livre.ranks("appel-groupe"))
    if rang is None:
        return None
    ecriture = livre.ecritures[rang]
    place = hasard.randrange(len(ecriture.lignes) - 1)
    ligne = ecriture.lignes[place]
    tournee = ecriture.with_line(place, ligne._replace(montant=-ligne.montant))
    return Gachis(livre.put(rang, tournee), rang)


def _with_key(livre: Livre, rang: int, cle: str) -> Gachis:
    ecriture = livre.ecritures[rang]
    cles = (*ecriture.cles, cle)
    return Gachis(livre.put(rang, ecriture._replace(cles=cles)), rang)


def close_unsaid(hasard: Random, livre: Livre) -> Gachis | None:
    """Leave out that an entry is a closing."""
    rang = _choose(hasard, livre.ranks("cloture"))
    if rang is None:
        return None
    return Gachis(livre.put(rang, livre.ecritures[rang]._replace(cles=())), rang)


def close_ordinary(hasard: Random, livre: Livre) -> Gachis | None:
    """Say of an ordinary entry that it is a closing."""
    rangs = livre.ranks("paiement", "comptant", "achat", "facture", "emprunt", "appel")
    rang = _choose(hasard, rangs)
    return None if rang is None else _with_key(livre, rang, "cloture: TRUE")


def open_ordinary(hasard: Random, livre: Livre) -> Gachis | None:
    """Say of an ordinary entry of the balance sheet that it is an opening."""
    rang = _choose(hasard, livre.ranks("paiement", "emprunt"))
    return None if rang is None else _with_key(livre, rang, "a-nouveau: TRUE")


def open_again(hasard: Random, livre: Livre) -> Gachis | None:
    """Carry, on a first of January, balances that the book has already."""
    jour = datetime.date(hasard.choice(h.ANNEES[1:]), 1, 1)
    repris = [h.BANQUE, *([h.EMPRUNT] if hasard.random() < 0.5 else [])]
    lignes = [
        h.Ligne(
            compte,
            sum(
                (
                    ligne.montant
                    for ecriture in livre.ecritures
                    if ecriture.jour < jour
                    for ligne in ecriture.lignes
                    if ligne.compte == compte
                ),
                Decimal(hasard.choice((0, 0, 150))),
            ),
        )
        for compte in repris
    ]
    total = sum((ligne.montant for ligne in lignes), Decimal(0))
    ecriture = h.Ecriture(
        jour,
        "À-nouveaux",
        "Soldes du relevé",
        (*lignes, h.Ligne(h.REPORT, -total)),
        cles=("a-nouveau: TRUE",),
    )
    fin = len(livre.ecritures)
    return Gachis(livre._replace(ecritures=(*livre.ecritures, ecriture)), fin)


_DOUBLES = ("SubventionEnDouble", "SubventionExcessive", "PaiementEnProduit")
FAUTES: dict[str, Faute] = {
    "paiement": Faute(type_payment, ("PaiementEnProduit",)),
    "cotisation-de-l-an-dernier": Faute(type_old_dues, ("PaiementEnProduit",)),
    "appel-apres-coup": Faute(call_after, ("PaiementEnProduit",)),
    "paye-deux-fois": Faute(
        pay_twice, ("CreanceNegative",), sur_place=False, retablit=False
    ),
    "appel-oublie": Faute(
        forget_call, ("CreanceNegative",), sur_place=False, retablit=False
    ),
    "reprise-trop-forte": Faute(release_more, ("RepriseExcessive",)),
    "reprise-en-double": Faute(release_twice, ("RepriseExcessive",), retablit=False),
    "convention-depassee": Faute(
        grant_less, ("SubventionExcessive",), sur_place=False, retablit=False
    ),
    "notifiee-deux-fois": Faute(notify_twice, _DOUBLES, retablit=False),
    "signe-du-produit": Faute(turn_product, ("ProduitAuDebit",)),
    "signe-d-un-appel-groupe": Faute(turn_one, ("SigneContraire",)),
    "cloture-non-dite": Faute(close_unsaid, ("ClotureNonDite",), close=True),
    "cloture-ordinaire": Faute(close_ordinary, ("ClotureSansSolde",)),
    "a-nouveau-ordinaire": Faute(open_ordinary, ("ANouveauOrdinaire",)),
    "soldes-repris": Faute(
        open_again, ("SoldeReprisDeuxFois",), retablit=False, forme=False
    ),
}
