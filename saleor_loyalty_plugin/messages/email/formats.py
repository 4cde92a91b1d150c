"""Numbers, money, days and points as a language writes them, for e-mails and statements.

Languages are codes such as `de` and `pt-br`; one that nobody knows is written as English.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_interval, format_skeleton
from babel.numbers import format_currency, format_decimal, format_percent
from django.utils.translation import ngettext

from saleor_loyalty_plugin.rules.statements import Period

MINUS = "−"
ENGLISH_NAMES = ("point", "points")
# Plain "en" is read in many countries: the day first is understood in all of them.
_SHAPES: Mapping[str, str] = {"en": "d MMMM y"}
_SHORT_SHAPES: Mapping[str, str] = {"en": "d MMM y"}
_SHORT_INTERVALS: Mapping[str, str] = {"en": "en_GB"}


@cache
def _locale(language_code: str) -> Locale:
    parts = language_code.strip().replace("-", "_").split("_")
    for length in range(len(parts), 0, -1):
        try:
            return Locale.parse("_".join(parts[:length]))
        except (UnknownLocaleError, ValueError):
            continue
    return Locale("en")


@dataclass(frozen=True, slots=True, kw_only=True)
class Formats:
    """How one e-mail writes values: in its language, with days of the program's time zone.

    `singular` and `plural` are what the program calls its points. Words are in the language that
    is active: call it within `speaking`.
    """

    language_code: str
    time_zone: str
    singular: str = ENGLISH_NAMES[0]
    plural: str = ENGLISH_NAMES[1]

    @property
    def locale(self) -> Locale:
        return _locale(self.language_code)

    def number(self, value: int | Decimal) -> str:
        """`1,240`, `1.240`; below zero with a real minus."""
        text = format_decimal(-value if value < 0 else value, locale=self.locale)
        return f"{MINUS}{text}" if value < 0 else text

    def signed(self, value: int) -> str:
        """`+49`, `−300`."""
        return f"+{self.number(value)}" if value > 0 else self.number(value)

    def points_name(self, points: int) -> str:
        """The program's word for so many points; the English ones are translated."""
        if (self.singular, self.plural) == ENGLISH_NAMES:
            return ngettext("point", "points", abs(points))
        return self.singular if abs(points) == 1 else self.plural

    def points(self, points: int) -> str:
        """`1,240 points`."""
        return f"{self.number(points)}\N{NO-BREAK SPACE}{self.points_name(points)}"

    def money(self, amount: Decimal, currency: str) -> str:
        """`€12.40`, `12,40 €`, with the digits of the currency."""
        return format_currency(amount, currency, locale=self.locale)

    def percentage(self, value: Decimal) -> str:
        """`10%`, `7,5 %`."""
        return format_percent(value / 100, locale=self.locale, decimal_quantization=False)

    def day(self, moment: datetime | date) -> str:
        """`31 December 2026`, `31. Dezember 2026`: in the program's zone."""
        shape = _SHAPES.get(self.language_code, "long")
        return format_date(self.local_day(moment), format=shape, locale=self.locale)

    def short_day(self, moment: datetime | date) -> str:
        """`31 Dec 2026`, `31.12.2026`, for tables."""
        shape = _SHORT_SHAPES.get(self.language_code, "medium")
        return format_date(self.local_day(moment), format=shape, locale=self.locale)

    def month(self, moment: datetime | date) -> str:
        """`November 2026`."""
        return format_skeleton("yMMMM", self.local_day(moment), locale=self.locale)

    def period(self, first: date, last: date) -> str:
        """`November 2026` for a whole month, else `3–20 Nov 2026`."""
        if Period(first=first, last=last).is_month:
            return self.month(first)
        locale = _SHORT_INTERVALS.get(self.language_code, self.locale)
        return format_interval(first, last, skeleton="yMMMd", locale=locale)

    def local_day(self, moment: datetime | date) -> date:
        """The day of a moment in the program's zone."""
        if isinstance(moment, datetime):
            return moment.astimezone(ZoneInfo(self.time_zone)).date()
        return moment
