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
)
from saleor_loyalty_plugin.rules.terms import RedemptionMethod
from saleor_loyalty_plugin.services.codes import CARD_PREFIX, is_our_card, is_our_code
from saleor_loyalty_plugin.services.sweep import sweep_holds, sweep_orders
from saleor_loyalty_plugin.services.verify_books import verify_books
from sandbox.host import MARK
from sandbox.shop.models import Checkout, GiftCard, Order, VoucherCode
from tests.contract.driver import Refused

THREADS = 16
# At the default rate of 100 points for 1.
POINTS_FOR_ONE = 100
GIVEN_UP = ("canceled", "expired")


def at_once(jobs: list[Callable[[], Any]], *, threads: int = THREADS) -> list[Any]:
    """Results of all jobs, run by many threads; a `Refused` is a result, too."""

    def run(job: Callable[[], Any]) -> Any:
        try:
            return job()
        except Refused as refused:
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
    """Both sweeps that concern checkouts and orders."""
    now = now or timezone.now()
    sweep_orders(now=now)
    sweep_holds(now=now)


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
    assert worth_something() == set(on_carts)
    assert on_carts == ours


def worth_something() -> set[str]:
    """Codes of ours with which money could be saved or paid now."""
    vouchers = VoucherCode.objects.filter(voucher__private_metadata__has_key=MARK, is_active=True)
    cards = GiftCard.objects.filter(
        code__startswith=CARD_PREFIX, is_active=True, current_balance_amount__gt=0
    )
    return {*vouchers.values_list("code", flat=True), *cards.values_list("code", flat=True)}


def assert_orders_have_what_their_points_paid() -> None:
    """Each order's points are worth what they took off it, and no points paid for two orders."""
    captured = Counter(
        Entry.objects.filter(kind=EntryKind.REDEEM, captured_hold__isnull=False).values_list(
            "order_id", flat=True
        )
    )
    assert set(captured.values()) <= {1}
    for order in Order.objects.prefetch_related("discounts"):
        holds = Hold.objects.filter(
            code=order.voucher_code,
            method=RedemptionMethod.DISCOUNT,
            order_id=order.pk,
            status=HoldStatus.CAPTURED,
        )
        points = sum(hold.points for hold in holds)
        if not is_our_code(order.voucher_code) or order.status in GIVEN_UP:
            continue
        items = CheckoutDiscount.objects.get(code=order.voucher_code).items
        others = sum(
            (
                Decimal(item["amount"]) + Decimal(item["shippingAmount"])
                for item in items
                if item["kind"] != "POINTS"
            ),
            Decimal(0),
        )
        taken_off = sum((item.amount for item in order.discounts.all()), Decimal(0))
        assert points == (taken_off - others) * POINTS_FOR_ONE
