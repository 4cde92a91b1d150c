"""Orders as facts, and the ways to find one.

Saleor keeps money and returns in several places; each function below reads one of them for all
orders at once, so the number of queries doesn't depend on the number of orders.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Case, Exists, F, Max, OuterRef, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Lower
from saleor.discount import DiscountType, VoucherType
from saleor.discount.models import OrderDiscount, OrderLineDiscount
from saleor.order import FulfillmentStatus, OrderEvents, OrderGrantedRefundStatus, OrderOrigin
from saleor.order import OrderStatus as SaleorStatus
from saleor.order.models import (
    FulfillmentLine,
    Order,
    OrderEvent,
    OrderGrantedRefundLine,
    OrderLine,
)
from saleor.payment import TransactionEventType, TransactionKind
from saleor.payment.models import Payment, Transaction, TransactionEvent, TransactionItem
from saleor.site.models import SiteSettings

from saleor_loyalty_plugin.hosts.catalogue import NOWHERE
from saleor_loyalty_plugin.hosts.port import OrderChange
from saleor_loyalty_plugin.hosts.saleor.catalogue import TABLES
from saleor_loyalty_plugin.hosts.saleor.channels import channel_facts
from saleor_loyalty_plugin.hosts.saleor.databases import WRITER, allow_writer
from saleor_loyalty_plugin.hosts.saleor.gift_cards import (
    order_id_by_card,
    paid_by_gateway,
    points_paid,
)
from saleor_loyalty_plugin.hosts.saleor.vouchers import MARK
from saleor_loyalty_plugin.rules.facts import ZERO, OrderFacts, OrderLineFacts, OrderStatus
from saleor_loyalty_plugin.rules.payment import order_after_points, owes_all_again

# A unit is in one fulfilment at a time, so these never count it twice.
_GONE_BACK = (
    FulfillmentStatus.REFUNDED,
    FulfillmentStatus.RETURNED,
    FulfillmentStatus.REFUNDED_AND_RETURNED,
)
# Saleor counts these among the fulfilled units already.
_NOT_SHIPPED_YET = FulfillmentStatus.WAITING_FOR_APPROVAL
_NEVER_BOUGHT = (SaleorStatus.DRAFT, SaleorStatus.CANCELED, SaleorStatus.EXPIRED)
_REDUCING = (DiscountType.PROMOTION, DiscountType.SALE, DiscountType.MANUAL)


@dataclass(slots=True)
class _Money:
    """Amounts of one order; `returned` is what was paid back, whichever way."""

    charged: Decimal = ZERO
    returned: Decimal = ZERO


@dataclass(slots=True)
class _Batch:
    """What was read for all orders, by order or order line."""

    money: dict[UUID, _Money] = field(default_factory=lambda: defaultdict(_Money))
    lines: dict[UUID, list[OrderLineFacts]] = field(default_factory=lambda: defaultdict(list))
    code_discounts: Mapping[UUID, Decimal] = field(default_factory=dict)
    overridden: frozenset[UUID] = frozenset()
    paid_by_cards: Mapping[UUID, Mapping[str, Decimal]] = field(default_factory=dict)
    unproven: set[UUID] = field(default_factory=set)


@allow_writer()
def order_facts(order_ids: Iterable[UUID]) -> dict[UUID, OrderFacts]:
    """Eleven queries for any number of orders; up to two more where customers are unconfirmed."""
    ids = list(order_ids)
    rows = list(
        Order.objects.using(WRITER)
        .filter(pk__in=ids)
        .select_related("channel")
        .annotate(is_customer_confirmed=F("user__is_confirmed"))
        .defer("search_document", "search_vector", "metadata", "private_metadata")
        .order_by()
    )
    if not rows:
        return {}
    batch = _Batch(unproven=_unproven(rows))
    _read_legacy_payments(ids, batch.money)
    _read_transactions(ids, batch.money)
    _read_lines(ids, batch.lines)
    batch.code_discounts, batch.overridden = _discounts(ids)
    batch.paid_by_cards = points_paid(ids)
    found = {row.pk: _facts(row, batch) for row in rows}
    _take_gateway_off(found)
    return {order_id: order_after_points(facts) for order_id, facts in found.items()}


def _take_gateway_off(found: dict[UUID, OrderFacts]) -> None:
    """Where a card of ours was a means of payment, the order's total still holds what it paid.

    A query only for orders whose total says nothing of their cards.
    """
    doubtful = [order_id for order_id, facts in found.items() if owes_all_again(facts)]
    if not doubtful:
        return
    for order_id, paid in paid_by_gateway(doubtful).items():
        facts = found[order_id]
        found[order_id] = replace(
            facts,
            total_gross=facts.total_gross - paid,
            charged_gross=facts.charged_gross - paid,
        )


def _facts(row: Order, batch: _Batch) -> OrderFacts:
    money, by_cards = batch.money[row.pk], batch.paid_by_cards.get(row.pk, {})
    return OrderFacts(
        order_id=row.pk,
        number=str(row.number),
        status=_status(row.status),
        created_at=row.created_at,
        changed_at=max(row.updated_at, row.expired_at or row.updated_at),
        channel=channel_facts(row.channel),
        customer_id=None if row.pk in batch.unproven else row.user_id,
        email=row.user_email,
        checkout_id=_as_uuid(row.checkout_token),
        total_gross=row.total_gross_amount,
        shipping_gross=row.shipping_price_gross_amount,
        shipping_net=row.shipping_price_net_amount,
        charged_gross=money.charged,
        refunded_gross=money.returned,
        voucher_code=row.voucher_code or None,
        code_discount=batch.code_discounts.get(row.pk, ZERO),
        is_exchange=row.origin == OrderOrigin.REISSUE,
        is_code_overridden=row.pk in batch.overridden,
        points_paid=sum(by_cards.values(), ZERO),
        card_codes=frozenset(by_cards),
        lines=tuple(batch.lines[row.pk]),
    )


def _status(status: str) -> OrderStatus:
    # Saleor writes "partially fulfilled" with a space and "partially_returned" without.
    return OrderStatus(status.upper().replace(" ", "_"))


def _unproven(orders: Iterable[Order]) -> set[UUID]:
    """Orders of guests that Saleor gave to a customer because of their address alone.

    `checkoutComplete` does so for every account with the address, confirmed or not. Where the
    shop has addresses confirmed, such an order is a guest's until its customer has done it. Those
    that the customer placed, or that staff made for them, are the customer's own.
    """
    doubtful = {
        row.pk
        for row in orders
        if row.is_customer_confirmed is False and row.origin == OrderOrigin.CHECKOUT
    }
    if not doubtful or not _addresses_are_confirmed():
        return set()
    placed = OrderEvent.objects.using(WRITER).filter(
        order_id__in=doubtful, type=OrderEvents.PLACED, user_id=F("order__user_id")
    )
    return doubtful - set(placed.order_by().values_list("order_id", flat=True))


def _addresses_are_confirmed() -> bool:
    sites = SiteSettings.objects.using(WRITER).filter(enable_account_confirmation_by_email=True)
    return bool(sites.exists())


def _as_uuid(token: str) -> UUID | None:
    try:
        return UUID(token)
    except ValueError:
        return None


def _read_legacy_payments(ids: Sequence[UUID], money: dict[UUID, _Money]) -> None:
    """Payments: `captured_amount` shrinks with each refund, the transactions tell by how much."""
    payments = Payment.objects.using(WRITER).filter(order_id__in=ids).order_by()
    for order_id, captured in payments.values_list("order_id").annotate(Sum("captured_amount")):
        money[order_id].charged += captured
    refunds = Transaction.objects.using(WRITER).filter(
        payment__order_id__in=ids,
        is_success=True,
        kind__in=(TransactionKind.REFUND, TransactionKind.REFUND_REVERSED),
    )
    signed = Case(
        When(kind=TransactionKind.REFUND, then=F("amount")), default=Value(-1) * F("amount")
    )
    for order_id, refunded in (
        refunds.order_by().values_list("payment__order_id").annotate(refunded=Sum(signed))
    ):
        money[order_id].charged += refunded
        money[order_id].returned += refunded


def _read_transactions(ids: Sequence[UUID], money: dict[UUID, _Money]) -> None:
    """Transaction API: `charged_value` shrinks with refunds, with those under way, and with what
    the customer's bank took back."""
    items = TransactionItem.objects.using(WRITER).filter(order_id__in=ids).order_by()
    sums = items.values_list("order_id").annotate(
        Sum("charged_value"), Sum("refund_pending_value"), Sum("refunded_value")
    )
    for order_id, charged, refund_pending, refunded in sums:
        money[order_id].charged += charged + refund_pending + refunded
        money[order_id].returned += refunded
    charge_backs = TransactionEvent.objects.using(WRITER).filter(
        transaction__order_id__in=ids,
        type=TransactionEventType.CHARGE_BACK,
        include_in_calculations=True,
    )
    for order_id, amount in (
        charge_backs.order_by().values_list("transaction__order_id").annotate(Sum("amount_value"))
    ):
        money[order_id].charged += amount
        money[order_id].returned += amount


def _read_lines(ids: Sequence[UUID], lines: dict[UUID, list[OrderLineFacts]]) -> None:
    gone_back, not_shipped = _units_in_fulfillments(ids)
    granted = _units_granted(ids)
    reducing = OrderLineDiscount.objects.filter(line_id=OuterRef("pk"), type__in=_REDUCING)
    rows = list(
        OrderLine.objects.using(WRITER)
        .filter(order_id__in=ids)
        .annotate(
            is_reduced=Exists(reducing),
            product_id=F("variant__product_id"),
            product_type_now=F("variant__product__product_type_id"),
        )
        .defer("metadata", "private_metadata")
        .order_by("created_at", "pk")
    )
    places = TABLES.places_of([row.product_id for row in rows], using=WRITER)
    for row in rows:
        place = places.get(row.product_id, NOWHERE)
        # A granted refund may speak of the very units that a fulfilment already holds.
        returned = max(gone_back.get(row.pk, 0), granted.get(row.pk, 0))
        # What was paid back while it lay in the warehouse, nobody waits for.
        to_ship = row.quantity - row.quantity_fulfilled + not_shipped.get(row.pk, 0)
        to_ship -= returned - gone_back.get(row.pk, 0)
        lines[row.order_id].append(
            OrderLineFacts(
                line_id=row.pk,
                quantity=row.quantity,
                quantity_returned=min(returned, row.quantity),
                quantity_unfulfilled=max(to_ship, 0),
                total_gross=row.total_price_gross_amount,
                total_net=row.total_price_net_amount,
                undiscounted_total_gross=row.undiscounted_total_price_gross_amount,
                is_reduced=bool(row.sale_id) or row.is_reduced,
                is_gift=row.is_gift,
                is_gift_card=row.is_gift_card,
                product_id=row.product_id,
                variant_id=row.variant_id,
                product_type_id=row.product_type_id or row.product_type_now,
                category_ids=place.category_ids,
                collection_ids=place.collection_ids,
            )
        )


def _units_in_fulfillments(ids: Sequence[UUID]) -> tuple[dict[UUID, int], dict[UUID, int]]:
    """Units by order line: those that went back, and those whose shipment awaits approval."""
    rows = FulfillmentLine.objects.using(WRITER).filter(
        order_line__order_id__in=ids,
        fulfillment__status__in=(*_GONE_BACK, _NOT_SHIPPED_YET),
    )
    gone_back: dict[UUID, int] = defaultdict(int)
    not_shipped: dict[UUID, int] = {}
    by_status = rows.order_by().values_list("order_line_id", "fulfillment__status")
    for line_id, status, units in by_status.annotate(Sum("quantity")):
        if status == _NOT_SHIPPED_YET:
            not_shipped[line_id] = units
        else:
            gone_back[line_id] += units
    return gone_back, not_shipped


def _units_granted(ids: Sequence[UUID]) -> dict[UUID, int]:
    """Units that the merchant granted a refund for, unless the payment provider refused it."""
    rows = OrderGrantedRefundLine.objects.using(WRITER).filter(order_line__order_id__in=ids)
    return _summed(
        rows.exclude(granted_refund__status=OrderGrantedRefundStatus.FAILURE), "order_line_id"
    )


def _summed(rows: QuerySet, key: str) -> dict[UUID, int]:
    return dict(rows.order_by().values_list(key).annotate(Sum("quantity")))


def _discounts(ids: Sequence[UUID]) -> tuple[dict[UUID, Decimal], frozenset[UUID]]:
    """What our codes took off, and the orders in which a discount by hand took their place.

    Saleor drops the discount of a voucher for the whole order then, but leaves its code there; one
    for single lines stays.
    """
    ours = Q(type=DiscountType.VOUCHER, voucher__private_metadata__has_key=MARK)
    rows = OrderDiscount.objects.using(WRITER).filter(order_id__in=ids)
    by_lines = Q(order__voucher__type=VoucherType.SPECIFIC_PRODUCT)
    rows = rows.filter(ours | (Q(type=DiscountType.MANUAL) & ~by_lines)).order_by()
    points: dict[UUID, Decimal] = {}
    by_hand: set[UUID] = set()
    for order_id, kind, amount in rows.values_list("order_id", "type").annotate(
        Sum("amount_value")
    ):
        if kind == DiscountType.MANUAL:
            by_hand.add(order_id)
        else:
            points[order_id] = amount
    return points, frozenset(by_hand - points.keys())


@allow_writer()
def orders_changed(*, after: OrderChange | None, until: datetime, limit: int) -> list[OrderChange]:
    """Saleor stamps `updated_at` on every change but two: orders expire by a bare UPDATE, and a
    further return or refund of units that leaves the order's status as it was stamps nothing."""
    touched = _page(Order.objects.all(), F("updated_at"), after, until, limit)
    expired = _page(
        Order.objects.filter(status=SaleorStatus.EXPIRED, expired_at__gt=F("updated_at")),
        F("expired_at"),
        after,
        until,
        limit,
    )
    returned = _page(
        Order.objects.filter(fulfillments__created_at__gt=F("updated_at")),
        F("fulfillments__created_at"),
        after,
        until,
        limit,
    )
    latest: dict[UUID, OrderChange] = {}
    for change in sorted((*touched, *expired, *returned))[:limit]:
        latest[change.order_id] = change
    return sorted(latest.values())


def _page(
    orders: QuerySet, place: F, after: OrderChange | None, until: datetime, limit: int
) -> list[OrderChange]:
    rows = (
        orders.using(WRITER)
        .exclude(status=SaleorStatus.DRAFT)
        .annotate(changed_at=place)
        .filter(changed_at__lte=until)
    )
    if after is not None:
        # The first condition looks redundant; it is what lets the index seek.
        rows = rows.filter(changed_at__gte=after.changed_at).filter(
            Q(changed_at__gt=after.changed_at) | Q(pk__gt=after.order_id)
        )
    found = rows.order_by("changed_at", "pk").values_list("changed_at", "pk")[:limit]
    return [OrderChange(changed_at=changed_at, order_id=pk) for changed_at, pk in found]


@allow_writer()
def order_ids_of_customers(
    customer_ids: Iterable[int], *, since: datetime
) -> dict[int, list[UUID]]:
    rows = Order.objects.using(WRITER).filter(user_id__in=list(customer_ids))
    rows = rows.filter(created_at__gte=since).exclude(status=SaleorStatus.DRAFT)
    found: dict[int, list[UUID]] = {}
    for user_id, pk in rows.order_by("created_at", "pk").values_list("user_id", "pk"):
        found.setdefault(user_id, []).append(pk)
    return found


@allow_writer()
def newest_order_ids(*, channel_ids: Collection[int], limit: int) -> list[UUID]:
    rows = Order.objects.using(WRITER).filter(channel_id__in=list(channel_ids), user__isnull=False)
    rows = rows.exclude(status=SaleorStatus.DRAFT).order_by("-created_at", "-pk")
    return list(rows.values_list("pk", flat=True)[:limit])


@allow_writer()
def bought_product_ids(
    *, customer_id: int, product_ids: Iterable[int], using: str
) -> frozenset[int]:
    rows = OrderLine.objects.using(using).filter(
        order__user_id=customer_id, variant__product_id__in=list(product_ids), is_gift=False
    )
    rows = rows.exclude(order__status__in=_NEVER_BOUGHT).order_by()
    return frozenset(rows.values_list("variant__product_id", flat=True).distinct())


@allow_writer()
def products_bought(
    customer_ids: Iterable[int], *, product_ids: Iterable[int], using: str
) -> dict[int, frozenset[int]]:
    rows = OrderLine.objects.using(using).filter(
        order__user_id__in=list(customer_ids),
        variant__product_id__in=list(product_ids),
        is_gift=False,
    )
    rows = rows.exclude(order__status__in=_NEVER_BOUGHT).order_by()
    found: dict[int, frozenset[int]] = {}
    pairs = rows.values_list("order__user_id", "variant__product_id").distinct()
    for customer_id, product_id in pairs:
        found[customer_id] = found.get(customer_id, frozenset()) | {product_id}
    return found


@allow_writer()
def channels_of_orders(order_ids: Iterable[UUID]) -> dict[UUID, int]:
    rows = Order.objects.using(WRITER).filter(pk__in=list(order_ids)).order_by()
    return dict(rows.values_list("pk", "channel_id"))


@allow_writer()
def channels_ordered_in(customer_ids: Iterable[int]) -> dict[int, list[int]]:
    rows = Order.objects.using(WRITER).filter(user_id__in=list(customer_ids))
    rows = rows.exclude(status=SaleorStatus.DRAFT).order_by().values("user_id", "channel_id")
    found: dict[int, list[int]] = {}
    for row in rows.annotate(newest=Max("created_at")).order_by("-newest"):
        found.setdefault(row["user_id"], []).append(row["channel_id"])
    return found


@allow_writer()
def guest_order_ids(email: str, *, since: datetime, limit: int) -> list[UUID]:
    """Saleor keeps the address of an order as the guest wrote it.

    `ilike` finds it through Saleor's trigram index, also inside of longer addresses.
    """
    rows = Order.objects.using(WRITER).filter(
        Q(user=None) | Q(user__is_confirmed=False), user_email__ilike=email
    )
    rows = rows.annotate(address=Lower("user_email")).filter(address=email.lower())
    rows = rows.filter(created_at__gte=since).exclude(status=SaleorStatus.DRAFT)
    return list(rows.order_by("created_at", "pk").values_list("pk", flat=True)[:limit])


@allow_writer()
def order_id_by_code(code: str) -> UUID | None:
    rows = Order.objects.using(WRITER).filter(voucher_code=code)
    return _first_id(rows) or order_id_by_card(code)


@allow_writer()
def order_id_by_checkout(checkout_id: UUID) -> UUID | None:
    rows = Order.objects.using(WRITER).filter(checkout_token=str(checkout_id))
    return _first_id(rows)


def _first_id(rows: QuerySet) -> UUID | None:
    rows = rows.exclude(status=SaleorStatus.DRAFT).order_by("created_at", "pk")
    order_id: UUID | None = rows.values_list("pk", flat=True).first()
    return order_id
