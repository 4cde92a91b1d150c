"""The code of ours that an order was placed with, and telling those who gave its parts."""

from collections.abc import Collection, Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from saleor_loyalty_plugin.models import CheckoutDiscount, Hold
from saleor_loyalty_plugin.rules.composition import (
    BenefitKind,
    Item,
    item_of_points,
    total_of,
)
from saleor_loyalty_plugin.rules.facts import OrderFacts, OrderStatus
from saleor_loyalty_plugin.services.checkout.benefits import sources_by_provider
from saleor_loyalty_plugin.services.checkout.codes import is_our_code

_GIVEN_UP = (OrderStatus.CANCELED, OrderStatus.EXPIRED)


def order_discount(facts: OrderFacts, *, using: str) -> CheckoutDiscount | None:
    """What the code on an order was made for; no query where it carries none of ours."""
    return order_discounts([facts], using=using).get(facts.order_id)


def order_discounts(facts: Collection[OrderFacts], *, using: str) -> dict[UUID, CheckoutDiscount]:
    """`order_discount` of many orders, in one query at most."""
    code_by_order = {
        item.order_id: item.voucher_code for item in facts if is_our_code(item.voucher_code)
    }
    if not code_by_order:
        return {}
    codes = set(code_by_order.values())
    rows = {row.code: row for row in CheckoutDiscount.objects.using(using).filter(code__in=codes)}
    # A code pays once: the order of an exchange may show that of the order before it.
    return {
        order_id: row
        for order_id, code in code_by_order.items()
        if (row := rows.get(code or "")) is not None and row.order_id in (None, order_id)
    }


def note_order(
    facts: OrderFacts, discount: CheckoutDiscount | None, *, now: datetime, using: str
) -> None:
    """Tie what the code was made for to its order, and tell the providers how the order is now.

    Repeatable: called at each settling, whatever happened before. A draft is no order yet.
    """
    if discount is None or facts.status is OrderStatus.DRAFT:
        return
    if discount.order_id is None:
        discount.order_id = facts.order_id
        discount.save(using=using, update_fields=["order_id"])
    # A discount that staff gave by hand takes the place of the code: nothing of it is used then.
    is_given_up = facts.status in _GIVEN_UP or facts.is_code_overridden
    for provider, sources in sources_by_provider([item["source"] for item in discount.items]):
        provider.ordered(order_id=facts.order_id, sources=sources, is_given_up=is_given_up, now=now)


def benefits_of_orders(
    *, order_ids: Sequence[UUID], using: str
) -> dict[UUID, list[tuple[Item, str]]]:
    """What lowered the price of orders when they were placed, points last, each with its currency.

    Two queries for any number of orders: points may be on the code, or on a gift card of their own.
    """
    found: dict[UUID, list[tuple[Item, str]]] = {order_id: [] for order_id in order_ids}
    codes = set()
    for row in CheckoutDiscount.objects.using(using).filter(order_id__in=order_ids):
        codes.add(row.code)
        if row.order_id is not None:
            found[row.order_id] += [(Item.from_json(item), row.currency) for item in row.items]
    for hold in Hold.objects.using(using).filter(order_id__in=order_ids).order_by("pk"):
        if hold.code not in codes and hold.order_id is not None:
            item = item_of_points(hold.points, hold.discount_amount)
            found[hold.order_id].append((item, hold.currency))
    return found


def worth_beside_points(discount: CheckoutDiscount | None) -> Decimal:
    """What a code takes off for anything but points."""
    items = [Item.from_json(item) for item in discount.items] if discount is not None else []
    return total_of([item for item in items if item.kind is not BenefitKind.POINTS])
