"""The proof of codes: what they are for adds up, and those with points have them reserved."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import CheckoutDiscount, Hold, HoldStatus
from saleor_loyalty_plugin.rules.composition import BenefitKind, Item, total_of
from saleor_loyalty_plugin.rules.terms import RedemptionMethod

BATCH = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscountDifference:
    """One thing about a code that is not as it must be."""

    subject: str
    what: str
    expected: str
    found: str


def discount_differences() -> Iterator[DiscountDifference]:
    """Codes whose items don't add up, and open ones that don't agree with the points in hold.

    A cart that moves while it is looked at is looked at again before it is reported.
    """
    using = current_host().writer_alias()
    for codes in _codes(using):
        suspects = [code for code, *_ in _differences(codes, using)]
        for code, what, expected, found in _differences(suspects, using):
            yield DiscountDifference(
                subject=f"code {code}", what=what, expected=expected, found=found
            )


def _codes(using: str) -> Iterator[list[str]]:
    """All codes that are for something, then those that only points in hold name, in batches."""
    rows = CheckoutDiscount.objects.using(using).order_by("pk").values_list("pk", "code")
    last_id = 0
    while batch := list(rows.filter(pk__gt=last_id)[:BATCH]):
        yield [code for _, code in batch]
        last_id = batch[-1][0]
    on_code = CheckoutDiscount.objects.filter(code=OuterRef("code"))
    holds = _open_holds(using).exclude(Exists(on_code)).order_by("pk").values_list("pk", "code")
    last_id = 0
    while batch := list(holds.filter(pk__gt=last_id)[:BATCH]):
        yield [code for _, code in batch]
        last_id = batch[-1][0]


def _open_holds(using: str) -> QuerySet[Hold]:
    return Hold.objects.using(using).filter(
        status=HoldStatus.OPEN, method=RedemptionMethod.DISCOUNT.value
    )


def _differences(codes: Sequence[str], using: str) -> Iterator[tuple[str, str, str, str]]:
    if not codes:
        return
    discounts = {
        row.code: row for row in CheckoutDiscount.objects.using(using).filter(code__in=codes)
    }
    holds = {hold.code: hold for hold in _open_holds(using).filter(code__in=codes)}
    for code in codes:
        row, hold = discounts.get(code), holds.get(code)
        if row is not None:
            items = [Item.from_json(item) for item in row.items]
            if total_of(items) != row.amount:
                yield code, "amount", f"{total_of(items):f}", f"{row.amount:f}"
            if row.order_id is not None:
                continue
        held = _points_of_hold(hold)
        carried = _points_of_code(row)
        if held != carried:
            yield code, "points on the code", held, carried


def _points_of_hold(hold: Hold | None) -> str:
    return f"{hold.points} for {hold.discount_amount.normalize():f}" if hold is not None else "none"


def _points_of_code(row: CheckoutDiscount | None) -> str:
    items: list[Mapping[str, object]] = row.items if row is not None else []
    found = [Item.from_json(item) for item in items if item["kind"] == BenefitKind.POINTS]
    return ", ".join(f"{item.points} for {item.amount.normalize():f}" for item in found) or "none"
