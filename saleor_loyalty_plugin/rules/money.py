"""Exact amounts: money is `Decimal` in major units, points are `int`, rounding has a name."""

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction


class Rounding(StrEnum):
    """How a fraction of a point is settled."""

    DOWN = "DOWN"
    HALF_UP = "HALF_UP"
    UP = "UP"


_DECIMAL_MODES = {
    Rounding.DOWN: ROUND_FLOOR,
    Rounding.HALF_UP: ROUND_HALF_UP,
    Rounding.UP: ROUND_CEILING,
}


def whole_fraction(value: Fraction, rounding: Rounding) -> int:
    """Round a non-negative fraction to whole points, exactly."""
    down = value.numerator // value.denominator
    rest = value - down
    if rounding is Rounding.UP:
        return down + (rest > 0)
    if rounding is Rounding.HALF_UP:
        return down + (rest >= Fraction(1, 2))
    return down


def whole(value: Decimal, rounding: Rounding) -> int:
    """Round a non-negative number to whole points."""
    return int(value.to_integral_value(rounding=_DECIMAL_MODES[rounding]))


def floor_to_currency(amount: Decimal, currency_digits: int) -> Decimal:
    """Round down to the currency's smallest unit (2 digits: cents, 0: whole yen)."""
    return amount.quantize(smallest_unit(currency_digits), rounding=ROUND_FLOOR)


def ceil_to_currency(amount: Decimal, currency_digits: int) -> Decimal:
    """Round up to the currency's smallest unit."""
    return amount.quantize(smallest_unit(currency_digits), rounding=ROUND_CEILING)


def smallest_unit(currency_digits: int) -> Decimal:
    """The smallest amount above 0: a cent, a yen."""
    return Decimal(1).scaleb(-currency_digits)
