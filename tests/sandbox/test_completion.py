"""One checkout becomes one order, whoever asks at once."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from sandbox.shop import checkout, models, orders, payments
from tests.sandbox import builders

THREADS = 8


def _at_once(action: Callable[[int], Any]) -> list[Any]:
    """What `action` returns or refuses with in each of several threads that start together."""
    barrier = threading.Barrier(THREADS)

    def run(number: int) -> Any:
        try:
            barrier.wait(timeout=30)
            return action(number)
        except ValidationError as refusal:
            return builders.codes_of(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(run, range(THREADS)))


def test_one_checkout_completed_at_once_is_one_order(committing_db: None) -> None:
    channel = builders.channel(allow_unpaid_orders=True)
    opened = builders.filled_checkout(channel, (builders.variant(channel, "10.00"), 1))

    placed = _at_once(
        lambda _: checkout.complete_checkout(token=opened.pk, user=None, now=timezone.now()).pk
    )

    assert models.Order.objects.count() == 1
    assert set(placed) == {models.Order.objects.get().pk}
    assert not models.Checkout.objects.exists()


def test_single_use_code_pays_once(committing_db: None) -> None:
    channel = builders.channel(allow_unpaid_orders=True)
    variant = builders.variant(channel, "10.00")
    code = builders.voucher(channel, "3.00", single_use=True)
    tokens = [
        builders.filled_checkout(channel, (variant, 1), voucher_code=code.code).pk
        for _ in range(THREADS)
    ]

    answers = _at_once(
        lambda number: checkout.complete_checkout(
            token=tokens[number], user=None, now=timezone.now()
        )
    )

    placed = [answer for answer in answers if isinstance(answer, models.Order)]
    refused = [answer for answer in answers if not isinstance(answer, models.Order)]
    assert [order.total_gross_amount for order in placed] == [Decimal("12.00")]
    assert refused == [{"voucher_code": ["voucher_not_applicable"]}] * (THREADS - 1)
    assert models.Checkout.objects.count() == THREADS - 1


def test_payment_reported_while_the_order_is_placed_is_not_lost(committing_db: None) -> None:
    channel = builders.channel(allow_unpaid_orders=True)
    opened = builders.filled_checkout(channel, (builders.variant(channel, "10.00"), 1))

    def pay_or_complete(number: int) -> None:
        if number % 2:
            checkout.complete_checkout(token=opened.pk, user=None, now=timezone.now())
        else:
            payments.create_transaction(
                owner=opened,
                amounts={"charged": Decimal(5)},
                user=None,
                app=None,
                now=timezone.now(),
            )

    _at_once(pay_or_complete)

    order = models.Order.objects.get()
    assert order.total_charged_amount == Decimal("5.00") * (THREADS // 2)
    assert order.charge_status == "overcharged"


def test_cancelled_and_shipped_at_once_is_one_of_both(committing_db: None) -> None:
    channel = builders.channel(allow_unpaid_orders=True)
    order = builders.order(channel, (builders.variant(channel, "10.00"), 2))
    models.Warehouse.objects.create(name="Main", slug="main")

    def cancel_or_ship(number: int) -> None:
        if number % 2:
            orders.cancel_order(order_id=order.pk, now=timezone.now())
        else:
            orders.fulfill_everything(order_id=order.pk, now=timezone.now())

    _at_once(cancel_or_ship)

    order.refresh_from_db()
    shipped = sum(line.quantity_fulfilled for line in order.lines.all())
    assert (order.status, shipped) in {("canceled", 0), ("fulfilled", 2)}


# What a completion asks for ---------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("missing", "refusal"),
    [
        ({"email": ""}, {"email": ["email_not_set"]}),
        ({"billing_address": None}, {"billing_address": ["billing_address_not_set"]}),
        ({"shipping_address": None}, {"shipping_address": ["shipping_address_not_set"]}),
        ({"shipping_method": None}, {"shipping_method": ["shipping_method_not_set"]}),
        ({"voucher_code": "GONE"}, {"voucher_code": ["voucher_not_applicable"]}),
    ],
    ids=lambda value: next(iter(value)),
)
def test_incomplete_checkout_is_refused(missing: dict[str, Any], refusal: dict[str, Any]) -> None:
    channel = builders.channel(allow_unpaid_orders=True)
    opened = builders.filled_checkout(channel, (builders.variant(channel, "10.00"), 1))
    models.Checkout.objects.filter(pk=opened.pk).update(**missing)

    with pytest.raises(ValidationError) as refused:
        checkout.complete_checkout(token=opened.pk, user=None, now=timezone.now())

    assert builders.codes_of(refused.value) == refusal
    assert not models.Order.objects.exists()


@pytest.mark.django_db
def test_unpaid_checkout_is_refused_where_it_must_be_paid() -> None:
    channel = builders.channel(mark_as_paid_strategy="transaction_flow")
    opened = builders.filled_checkout(channel, (builders.variant(channel, "10.00"), 1))
    pay = {"user": None, "app": None, "now": timezone.now()}
    payments.create_transaction(owner=opened, amounts={"charged": Decimal("14.99")}, **pay)

    with pytest.raises(ValidationError) as refused:
        checkout.complete_checkout(token=opened.pk, user=None, now=timezone.now())
    assert builders.codes_of(refused.value) == {"id": ["checkout_not_fully_paid"]}

    payments.create_transaction(owner=opened, amounts={"charged": Decimal("0.01")}, **pay)
    order = checkout.complete_checkout(token=opened.pk, user=None, now=timezone.now())
    assert order.charge_status == "full"


class _Refuser:
    def preprocess_order_creation(self, subject: models.Checkout) -> None:
        raise ValidationError({"voucher_code": ValidationError("No.", code="invalid")})


refuser = _Refuser()


@pytest.mark.django_db
def test_listener_refuses_and_nothing_happens(settings: Settings) -> None:
    settings.SHOP_LISTENERS = ["tests.sandbox.test_completion.refuser"]
    channel = builders.channel(allow_unpaid_orders=True)
    code = builders.voucher(channel, "3.00", single_use=True)
    opened = builders.filled_checkout(
        channel, (builders.variant(channel, "10.00"), 1), voucher_code=code.code
    )

    with pytest.raises(ValidationError):
        checkout.complete_checkout(token=opened.pk, user=None, now=timezone.now())

    code.refresh_from_db()
    assert code.is_active
    assert models.Checkout.objects.filter(pk=opened.pk).exists()
    assert not models.Order.objects.exists()


# Hooks ------------------------------------------------------------------------------------------


def test_paid_order_calls_saleors_hooks_in_saleors_order(
    committing_db: None, hooks: list[tuple[str, Any]]
) -> None:
    channel = builders.channel(mark_as_paid_strategy="transaction_flow")
    opened = builders.filled_checkout(channel, (builders.variant(channel, "10.00"), 1))
    payments.create_transaction(
        owner=opened,
        amounts={"charged": Decimal(15)},
        user=None,
        app=None,
        now=timezone.now(),
    )
    hooks.clear()

    order = checkout.complete_checkout(token=opened.pk, user=None, now=timezone.now())

    assert [name for name, _ in hooks] == [
        "preprocess_order_creation",
        "order_created",
        "order_paid",
        "order_fully_paid",
        "order_updated",
        "order_confirmed",
    ]
    assert {subject.pk for name, subject in hooks if name != "preprocess_order_creation"} == {
        order.pk
    }


def test_hooks_wait_for_the_commit(committing_db: None, hooks: list[tuple[str, Any]]) -> None:
    channel = builders.channel(allow_unpaid_orders=True)
    order = builders.order(channel, (builders.variant(channel, "10.00"), 1))
    hooks.clear()

    with pytest.raises(RuntimeError):
        _cancel_and_fail(order)

    assert hooks == []
    order.refresh_from_db()
    assert order.status == "unfulfilled"


def _cancel_and_fail(order: models.Order) -> None:
    from django.db import transaction

    with transaction.atomic():
        orders.cancel_order(order_id=order.pk, now=timezone.now())
        raise RuntimeError


@pytest.mark.django_db
def test_voucher_usage_is_released_as_in_saleor() -> None:
    channel = builders.channel(allow_unpaid_orders=True, automatically_confirm_all_new_orders=False)
    variant = builders.variant(channel, "10.00")
    limited = builders.voucher(channel, "1.00", usage_limit=5)
    single = builders.voucher(channel, "1.00", single_use=True)
    placed = [
        checkout.complete_checkout(
            token=builders.filled_checkout(channel, (variant, 1), voucher_code=code.code).pk,
            user=None,
            now=timezone.now(),
        )
        for code in (limited, limited, single)
    ]

    orders.cancel_order(order_id=placed[0].pk, now=timezone.now())
    orders.expire_order(order_id=placed[1].pk, now=timezone.now() + timedelta(days=1))
    orders.expire_order(order_id=placed[2].pk, now=timezone.now() + timedelta(days=1))

    limited.refresh_from_db()
    single.refresh_from_db()
    # Cancelling releases nothing, expiry the limited use, and neither a single use.
    assert (limited.used, single.is_active) == (1, False)
