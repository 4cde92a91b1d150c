"""What templates may call: the helpers of Saleor's own e-mails that make sense here, and `number`.

Each takes plain values, answers with one, and does a bounded amount of work. None of them makes
HTML: whatever comes out is escaped like any variable. What can't be worked out is empty.
"""

import operator
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django.utils.formats import number_format

FORMAT_LENGTH_MAX: Final = 100
DIGITS_MAX: Final = 30
_OPERATORS: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">=": operator.ge,
    ">": operator.gt,
}
# No widths (`%9999999d` would fill the memory), and nothing that depends on the machine's zone.
_DIRECTIVES: Final = re.compile(r"%[-]?[aAbBdHIjmMpSyYzZ%]")


@dataclass(frozen=True)
class Helper:
    """`run(arguments, named)`; `arguments`: how many values it takes, at least and at most."""

    run: Callable[[Sequence[object], Mapping[str, object]], object]
    arguments: tuple[int, int]
    usage: str
    named: frozenset[str] = frozenset()

    def shown(self, name: str) -> dict[str, str]:
        return {"name": name, "usage": self.usage}


def _compare(arguments: Sequence[object], _named: Mapping[str, object]) -> bool:
    """Values of two kinds are different, and neither is less than the other."""
    left, sign, right = arguments
    compared = _OPERATORS.get(sign) if isinstance(sign, str) else None
    if compared is None or isinstance(left, (list, dict)) or isinstance(right, (list, dict)):
        return False
    try:
        return compared(left, right)
    except TypeError:
        return False


def _format_datetime(arguments: Sequence[object], _named: Mapping[str, object]) -> str:
    pattern = arguments[1] if len(arguments) > 1 else "%d-%m-%Y"
    if not isinstance(pattern, str) or len(pattern) > FORMAT_LENGTH_MAX:
        return ""
    if "%" in _DIRECTIVES.sub("", pattern):
        return ""
    try:
        return datetime.fromisoformat(str(arguments[0])[:64]).strftime(pattern)
    except ValueError:
        return ""


def _number(arguments: Sequence[object], _named: Mapping[str, object]) -> str:
    return _in_words_of_the_language(arguments[0])


def _price(arguments: Sequence[object], named: Mapping[str, object]) -> str:
    net, gross, currency = arguments
    amount = _in_words_of_the_language(gross if named.get("display_gross") else net)
    return f"{amount} {currency}" if amount and isinstance(currency, str) else amount


def _in_words_of_the_language(value: object) -> str:
    """`1240` -> `1,240` or `1.240`."""
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        return ""
    if isinstance(value, str) and len(value) > DIGITS_MAX:
        return ""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return ""
    if not number.is_finite() or abs(number.adjusted()) > DIGITS_MAX:
        return ""
    return str(number_format(number, use_l10n=True, force_grouping=True))


HELPERS: Final[Mapping[str, Helper]] = {
    "compare": Helper(_compare, (3, 3), '{{#if (compare points ">=" 100)}}'),
    "format_datetime": Helper(
        _format_datetime, (1, 2), '{{format_datetime created_at "%d.%m.%Y"}}'
    ),
    "number": Helper(_number, (1, 1), "{{number points}}"),
    "price": Helper(
        _price,
        (3, 3),
        "{{price net_amount gross_amount currency display_gross=true}}",
        frozenset({"display_gross"}),
    ),
}
