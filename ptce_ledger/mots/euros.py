"""Exact money: rounding, splitting and French typesetting, nowhere else.

Amounts are Decimal from the text to the file. Rounding is half up, and happens only
where euros are displayed or split; splits use the largest remainder, so that parts
always re-add to the whole.
"""

from __future__ import annotations

from decimal import ROUND_DOWN
from decimal import ROUND_HALF_UP
from decimal import Context
from decimal import Decimal
from decimal import Inexact
from fractions import Fraction
from typing import TYPE_CHECKING
from typing import Any

from ptce_ledger.mots.langue import current
from ptce_ledger.mots.langue import mark
from ptce_ledger.mots.langue import say

if TYPE_CHECKING:
    from collections.abc import Sequence

ZERO = Decimal(0)
CENT = Decimal("0.01")
#: Finest step of an hour when a key has no finite decimal share (a third…).
PAS_HEURE = Decimal("0.000001")

_LARGE = Context(prec=60)
_EXACT = Context(prec=60, traps=[Inexact])
#: A withheld amount. What adds it, multiplies it or divides by it is withheld too, so
#: that no difference of published figures can give it back.
SECRET = Decimal("NaN")
#: How it is written, as statistical offices do.
RETENU = "s."
INSECABLE = "\u00a0"
FINE = "\u202f"
#: What is not defined, such as a ratio over zero.
INDEFINI = mark("n.\u00a0d.")
#: What stands between thousands, and before decimals, in each language.
_SEPARATEURS = {"fr": (FINE, ","), "en": (",", ".")}


def is_withheld(valeur: Any) -> bool:
    """Tell whether a value is a withheld amount, or rests on one."""
    return isinstance(valeur, Decimal) and valeur.is_nan()


def round_euros(montant: Decimal) -> Decimal:
    """Round to the cent, half up.

    >>> round_euros(Decimal("2.345"))
    Decimal('2.35')
    """
    return _without_sign(montant.quantize(CENT, ROUND_HALF_UP, _LARGE))


def round_step(montant: Fraction | Decimal, pas: Decimal) -> Decimal:
    """Round to a step, half up, of an exact amount.

    >>> round_step(Fraction(125, 6), Decimal("1.00"))
    Decimal('21.00')
    """
    rapport = Fraction(montant) / Fraction(pas)
    entier = int(abs(rapport) + Fraction(1, 2))
    return _without_sign(
        _LARGE.multiply(Decimal(entier if rapport > 0 else -entier), pas)
    )


def round_shown(nombre: Decimal, decimales: int) -> Decimal:
    """Round a number to what `write_nombre` shows of it.

    >>> round_shown(Decimal("0.1235"), 3)
    Decimal('0.124')
    """
    pas = Decimal(1).scaleb(-decimales)
    return _without_sign(nombre.quantize(pas, ROUND_HALF_UP, _LARGE))


def _without_sign(nombre: Decimal) -> Decimal:
    """Turn a negative zero, which rounding makes, into zero."""
    return nombre or abs(nombre)


def split(montant: Decimal, parts: Sequence[Decimal]) -> list[Decimal]:
    """Share an amount by weights so that the parts re-add to it exactly.

    The unit shared is the cent, or the amount's own last decimal when it is finer.
    The largest remainders get the units left over, ties in the order written; the
    split is of the absolute value, the sign is restored.

    >>> split(Decimal("100.00"), [Decimal(1), Decimal(1), Decimal(1)])
    [Decimal('33.34'), Decimal('33.33'), Decimal('33.33')]
    """
    exposant = montant.as_tuple().exponent
    fin = min(-2, exposant) if isinstance(exposant, int) else -2
    return _split(montant, parts, Decimal(1).scaleb(fin))


def split_heures(heures: Decimal, parts: Sequence[Decimal]) -> list[Decimal]:
    """Share hours by weights: exactly, or to the millionth where no decimal is exact.

    >>> split_heures(Decimal("12.5"), [Decimal("0.3"), Decimal("0.7")])
    [Decimal('3.75'), Decimal('8.75')]
    """
    total = sum(parts, ZERO)
    try:
        return [_EXACT.divide(_EXACT.multiply(heures, part), total) for part in parts]
    except Inexact:
        return _split(heures, parts, PAS_HEURE)


def _split(montant: Decimal, parts: Sequence[Decimal], pas: Decimal) -> list[Decimal]:
    total = sum(parts, ZERO)
    unites = _LARGE.divide(abs(montant), pas)
    bruts = [_LARGE.divide(_LARGE.multiply(unites, part), total) for part in parts]
    entiers = [brut.to_integral_value(ROUND_DOWN) for brut in bruts]
    reste = int(unites - sum(entiers, ZERO))
    ordre = sorted(range(len(parts)), key=lambda i: (entiers[i] - bruts[i], i))
    for i in ordre[:reste]:
        entiers[i] += 1
    signe = -1 if montant < 0 else 1
    return [_LARGE.multiply(signe * entier, pas) for entier in entiers]


def ratio(numerateur: Decimal, denominateur: Decimal) -> Decimal | None:
    """Divide and round half up to four decimals; None, « n. d. », over zero."""
    if not denominateur:
        return None
    quotient = _LARGE.divide(numerateur, denominateur)
    return _without_sign(quotient.quantize(Decimal("0.0001"), ROUND_HALF_UP, _LARGE))


def mean_ratio(couples: Sequence[tuple[Decimal, Decimal]]) -> Decimal | None:
    """Give the mean of some ratios, none of them over zero, half up to four decimals.

    It is exact until it is rounded; None, « n. d. », where there is none.

    >>> mean_ratio([(Decimal(1), Decimal(3)), (Decimal(1), Decimal(2))])
    Decimal('0.4167')
    """
    if any(is_withheld(nombre) for couple in couples for nombre in couple):
        return SECRET
    if not couples:
        return None
    somme = sum((Fraction(n) / Fraction(d) for n, d in couples), Fraction(0))
    echelle = somme / len(couples) * 10_000
    entier = int(abs(echelle) + Fraction(1, 2))
    return _without_sign(Decimal(entier if echelle > 0 else -entier).scaleb(-4))


def write_decimal(nombre: Decimal, decimales: int = 2) -> str:
    """Write for a machine: point, fixed decimals, never a negative zero."""
    return f"{round_shown(nombre, decimales):f}"


def write_nombre(nombre: Decimal, decimales: int = 2) -> str:
    """Write for a reader: in French thin spaces by thousands, a comma, a true minus.

    >>> write_nombre(Decimal("-1234.5")).replace(FINE, "_")
    '−1_234,50'
    """
    if is_withheld(nombre):
        return RETENU
    texte = write_decimal(nombre, decimales)
    signe = "−" if texte.startswith("-") else ""
    entier, _, fraction = texte.lstrip("-").partition(".")
    milliers, virgule = _SEPARATEURS[current()]
    groupes = f"{int(entier):,}".replace(",", milliers)
    return signe + groupes + (virgule + fraction if fraction else "")


def with_unit(nombre: str, unite: str) -> str:
    """Set the unit of a number where the language wants it: « 12 € », “€12”."""
    if nombre == RETENU:
        return nombre
    if current() == "fr" or unite not in ("€", "%"):
        return nombre + INSECABLE + unite
    if unite == "%":
        return nombre + unite
    signe = "−" if nombre.startswith("−") else ""
    return signe + unite + nombre.removeprefix("−")


def write_euros(montant: Decimal) -> str:
    """Write an amount in euros: « 1 234,56 € »."""
    return with_unit(write_nombre(montant), "€")


def write_pourcent(part: Decimal | None) -> str:
    """Write a ratio as a percentage with one decimal, « n. d. » when undefined."""
    if part is None:
        return say(INDEFINI)
    return with_unit(write_nombre(part * 100, 1), "%")
