"""Money: rounding, splitting by largest remainder, and how amounts are written."""

from __future__ import annotations

import decimal
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import settings
from proprietes import ZERO
from proprietes import d
from proprietes import plus_forts_restes
from strategies import euros
from strategies import parts

from ptce_ledger.mots.euros import ratio
from ptce_ledger.mots.euros import round_euros
from ptce_ledger.mots.euros import split
from ptce_ledger.mots.euros import split_heures
from ptce_ledger.mots.euros import write_decimal
from ptce_ledger.mots.euros import write_euros
from ptce_ledger.mots.euros import write_pourcent


@settings(max_examples=500)
@given(montant=euros(fins=True), poids=parts())
def test_partage(montant: Decimal, poids: list[Decimal]) -> None:
    """Parts re-add to the amount; each is within a unit of its exact share.

    The unit is the cent, or the amount's own last decimal. The parts of the opposite
    amount are the opposite parts.
    """
    trouves = split(montant, poids)
    decimales = max(2, -int(montant.as_tuple().exponent))
    unites = int(montant.scaleb(decimales))
    attendus = [Decimal(n).scaleb(-decimales) for n in plus_forts_restes(unites, poids)]
    assert trouves == attendus
    assert sum(trouves, ZERO) == montant
    assert [-part for part in split(-montant, poids)] == trouves
    total = sum(map(Fraction, poids), Fraction(0))
    for part, poid in zip(trouves, poids, strict=True):
        exact = Fraction(montant) * Fraction(poid) / total
        assert abs(Fraction(part) - exact) < Fraction(1, 10**decimales)


@settings(max_examples=500)
@given(heures=euros(), poids=parts())
def test_partage_des_heures(heures: Decimal, poids: list[Decimal]) -> None:
    """Hours re-add exactly; each part is exact when it is a finite decimal."""
    trouves = split_heures(heures, poids)
    assert sum(trouves, ZERO) == heures
    total = sum(map(Fraction, poids), Fraction(0))
    exacts = [Fraction(heures) * Fraction(poid) / total for poid in poids]
    ecarts = [
        abs(Fraction(part) - exact) for part, exact in zip(trouves, exacts, strict=True)
    ]
    assert max(ecarts) < Fraction(1, 10**6)
    if all(_is_decimal(exact) for exact in exacts):
        assert not any(ecarts)


def _is_decimal(fraction: Fraction) -> bool:
    reste = fraction.denominator
    for premier in (2, 5):
        while reste % premier == 0:
            reste //= premier
    return reste == 1


@pytest.mark.parametrize(
    ("brut", "arrondi_"),
    [
        ("0.005", "0.01"),
        ("0.0049999", "0.00"),
        ("-0.005", "-0.01"),
        ("-0.001", "0.00"),
        ("2.675", "2.68"),
        ("1", "1.00"),
        ("12345678901234567890123456.895", "12345678901234567890123456.90"),
    ],
)
def test_arrondi(brut: str, arrondi_: str) -> None:
    """Euros round half up, away from zero, and never to a negative zero."""
    assert str(round_euros(Decimal(brut))) == arrondi_


@pytest.mark.parametrize(
    ("montant", "poids", "attendus"),
    [
        ("100.00", d("1", "1", "1"), d("33.34", "33.33", "33.33")),
        ("-100.00", d("1", "1", "1"), d("-33.34", "-33.33", "-33.33")),
        ("0.01", d("0.2", "0.3", "0.5"), d("0.00", "0.00", "0.01")),
        ("0.01", d("0.5", "0.5"), d("0.01", "0.00")),
        ("0.00", d("1", "2"), d("0.00", "0.00")),
        ("7", d("2", "1"), d("4.67", "2.33")),
        ("0.005", d("1", "1"), d("0.003", "0.002")),
        ("12.34", d("1"), d("12.34")),
        ("99999999999999999999999999.99", d("1", "1"), None),
    ],
)
def test_partage_exemples(
    montant: str, poids: list[Decimal], attendus: list[Decimal] | None
) -> None:
    """The largest remainder, ties in the order written, however large the amount."""
    trouves = split(Decimal(montant), poids)
    assert attendus is None or trouves == attendus
    with decimal.localcontext(decimal.Context(prec=60)):
        assert sum(trouves, ZERO) == Decimal(montant)


def test_heures_exactes() -> None:
    """Hours split exactly; a third is cut at the millionth, and re-adds."""
    assert split_heures(Decimal("12.5"), d("0.3", "0.7")) == d("3.75", "8.75")
    assert split_heures(Decimal(-3), d("2", "1")) == d("-2", "-1")
    assert split_heures(Decimal(1), d("1", "1", "1")) == d(
        "0.333334", "0.333333", "0.333333"
    )


def test_ratio() -> None:
    """A ratio has four decimals, rounds half up, and is undefined over zero."""
    assert ratio(Decimal(1), ZERO) is None
    assert ratio(ZERO, ZERO) is None
    assert str(ratio(Decimal(1), Decimal(3))) == "0.3333"
    assert str(ratio(Decimal("0.00005"), Decimal(1))) == "0.0001"
    assert str(ratio(Decimal("-0.00005"), Decimal(1))) == "-0.0001"
    assert str(ratio(Decimal("-0.00001"), Decimal(1))) == "0.0000"


@pytest.mark.parametrize(
    ("nombre", "machine", "lecteur"),
    [
        ("1234.5", "1234.50", "1\u202f234,50\u00a0€"),
        ("-1234567.891", "-1234567.89", "\u22121\u202f234\u202f567,89\u00a0€"),
        ("2020.34", "2020.34", "2\u202f020,34\u00a0€"),
        ("-0.001", "0.00", "0,00\u00a0€"),
        ("0", "0.00", "0,00\u00a0€"),
    ],
)
def test_ecriture_des_montants(nombre: str, machine: str, lecteur: str) -> None:
    """A machine reads a point and no space; a reader, a comma and thin spaces."""
    assert write_decimal(Decimal(nombre)) == machine
    assert write_euros(Decimal(nombre)) == lecteur


def test_pourcent() -> None:
    """A share has one decimal; an undefined one is « n. d. »."""
    assert write_pourcent(Decimal("0.4532")) == "45,3\u00a0%"
    assert write_pourcent(Decimal("0.0825")) == "8,3\u00a0%"
    assert write_pourcent(None) == "n.\u00a0d."
