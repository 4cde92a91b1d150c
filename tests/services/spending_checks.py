"""What must hold whatever happened at checkouts: asked of the sandbox's tables and of ours."""

import logging
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import connection, connections
from django.db.models import Sum
from django.utils import timezone

from saleor_loyalty_plugin.models import (
    Account,
    CheckoutDiscount,
    Entry,
    EntryKind,
    Hold,
    HoldStatus,
    RewardClaim,
)
from saleor_loyalty_plugin.rules.composition import BenefitKind, Item, total_of
from saleor_loyalty_plugin.rules.rewards import ClaimStatus
from saleor_loyalty_plugin.services.checkout.codes import CARD_PREFIX, is_our_card, is_our_code
from saleor_loyalty_plugin.services.errors import LoyaltyProblem
from saleor_loyalty_plugin.services.proof.verify_books import verify_books
from saleor_loyalty_plugin.services.rewards.claim_rows import PREFIX, claim_ids_of
from saleor_loyalty_plugin.services.rewards.queue import sweep_claims
from saleor_loyalty_plugin.services.sweep import sweep_discounts, sweep_holds, sweep_orders
from sandbox.host import MARK
from sandbox.shop.codes import OrderStatus
from sandbox.shop.models import Checkout, GiftCard, Order, VoucherCode
from tests.contract.driver import Refused

THREADS = 16
# At the default rate of 100 points for 1.
POINTS_FOR_ONE = 100
GIVEN_UP = ("canceled", "expired")


def at_once(jobs: list[Callable[[], Any]], *, threads: int = THREADS) -> list[Any]:
    """Results of all jobs, run by many threads; a refusal is a result, too."""

    def run(job: Callable[[], Any]) -> Any:
        try:
            return job()
        except (Refused, LoyaltyProblem) as refused:
            return refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(run, jobs))


@contextmanager
def no_trouble() -> Iterator[None]:
    """Nothing was logged as an error, though hooks keep it from the shop, and nobody deadlocked."""
    heard = _Heard()
    logging.getLogger().addHandler(heard)
    before = _deadlocks()
    try:
        yield
    finally:
        logging.getLogger().removeHandler(heard)
    assert [record.getMessage() for record in heard.records] == []
    assert _deadlocks() == before


class _Heard(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


def _deadlocks() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        row = cursor.fetchone()
    return int(row[0]) if row is not None else 0


def sweep(now: datetime | None = None) -> None:
    """The sweeps that concern checkouts and orders."""
    now = now or timezone.now()
    sweep_orders(now=now)
    sweep_holds(now=now)
    sweep_claims(now=now)
    sweep_discounts(now=now)


def assert_all_is_right() -> None:
    """No difference in the books; reservations, codes, orders and points say the same."""
    assert list(verify_books(now=timezone.now())) == []
    for account in Account.objects.all():
        held = Hold.objects.filter(account=account, status=HoldStatus.OPEN)
        reserved = held.aggregate(points=Sum("points", default=0))["points"]
        balance = Entry.objects.filter(account=account).aggregate(points=Sum("points", default=0))
        assert account.reserved == reserved
        assert account.balance == balance["points"]
        assert account.balance - account.pending - account.reserved >= 0
    assert_codes_are_those_of_carts()
    assert_orders_have_what_their_points_paid()
    assert_claims_are_used_once()


def assert_codes_are_those_of_carts() -> None:
    """A code of ours is worth something on the one cart that it was made for, and nowhere else."""
    on_carts = {
        checkout.voucher_code: checkout.pk
        for checkout in Checkout.objects.all()
        if is_our_code(checkout.voucher_code)
    }
    links = Checkout.gift_cards.through.objects.select_related("giftcard")
    on_carts |= {
        link.giftcard.code: link.checkout_id for link in links if is_our_card(link.giftcard.code)
    }
    holds = Hold.objects.filter(status=HoldStatus.OPEN)
    discounts = CheckoutDiscount.objects.filter(order_id=None)
    ours = {item.code: item.checkout_id for item in (*holds, *discounts)}
    on_drafts = {
        order.voucher_code: order.pk
        for order in Order.objects.filter(status=OrderStatus.DRAFT)
        if is_our_code(order.voucher_code)
    }
    # A shopper can't use the code of a draft.
    assert worth_something() == set(on_carts)
    assert on_carts | on_drafts == ours


def worth_something() -> set[str]:
    """Codes of ours with which money could be saved or paid now."""
    vouchers = VoucherCode.objects.filter(voucher__private_metadata__has_key=MARK, is_active=True)
    cards = GiftCard.objects.filter(
        code__startswith=CARD_PREFIX, is_active=True, current_balance_amount__gt=0
    )
    return {*vouchers.values_list("code", flat=True), *cards.values_list("code", flat=True)}


def assert_orders_have_what_their_points_paid() -> None:
    """No points paid for two orders, and what an order cost in points is what they took off it, or
    paid of it by a gift card. Orders that something was refunded of are not meant."""
    captures = Entry.objects.filter(kind=EntryKind.REDEEM, captured_hold__isnull=False)
    assert set(Counter(captures.values_list("order_id", flat=True)).values()) <= {1}
    spending = Entry.objects.filter(kind__in=(EntryKind.REDEEM, EntryKind.RESTORE))
    spent = dict(spending.order_by().values_list("order_id").annotate(Sum("points")))
    placed = Order.objects.exclude(status=OrderStatus.DRAFT)
    for order in placed.prefetch_related("discounts", "gift_cards"):
        worth = Decimal(0)
        if order.status not in GIVEN_UP:
            worth = _taken_off_by_points(order) + _paid_by_points(order)
        assert -spent.get(order.pk, 0) == worth * POINTS_FOR_ONE


def _taken_off_by_points(order: Order) -> Decimal:
    if not is_our_code(order.voucher_code):
        return Decimal(0)
    discount = CheckoutDiscount.objects.get(code=order.voucher_code)
    assert discount.order_id == order.pk
    taken_off = sum((item.amount for item in order.discounts.all()), Decimal(0))
    items = [Item.from_json(item) for item in discount.items]
    assert taken_off == total_of(items)
    return total_of([item for item in items if item.kind is BenefitKind.POINTS])


def _paid_by_points(order: Order) -> Decimal:
    cards = [card for card in order.gift_cards.all() if is_our_card(card.code)]
    return sum(
        (card.initial_balance_amount - card.current_balance_amount for card in cards), Decimal(0)
    )


def assert_claims_are_used_once() -> None:
    """A claim lowers one order, or waits on one cart, or none; its points are back only where it
    was cancelled."""
    uses: Counter[int] = Counter()
    given_up = set(Order.objects.filter(status__in=GIVEN_UP).values_list("pk", flat=True))
    for discount in CheckoutDiscount.objects.all():
        sources = [item["source"] for item in discount.items]
        for claim in RewardClaim.objects.filter(pk__in=claim_ids_of(of_claims(sources))):
            if discount.order_id is None:
                place = (ClaimStatus.CLAIMED, discount.checkout_id, None)
                assert (claim.status, claim.checkout_id, claim.order_id) == place
            elif discount.order_id in given_up:
                assert claim.order_id != discount.order_id
                continue
            else:
                assert (claim.status, claim.order_id) == (ClaimStatus.USED, discount.order_id)
            uses[claim.pk] += 1
    assert set(uses.values()) <= {1}
    used = RewardClaim.objects.filter(status=ClaimStatus.USED, order_id__isnull=False)
    assert all(uses[claim.pk] == 1 for claim in used)


def of_claims(sources: list[str]) -> list[str]:
    return [source for source in sources if source.startswith(f"{PREFIX}:")]
