"""Guests: points wait under the order's address until its owner has proven it (E16)."""

from decimal import Decimal

import pytest
from django.utils import timezone

from saleor_loyalty_plugin import hooks
from saleor_loyalty_plugin.services.orders.settle_order import settle_order
from saleor_loyalty_plugin.services.proof.verify_books import verify_books
from saleor_loyalty_plugin.services.sweep import sweep_customers, sweep_orders
from tests.contract.driver import Shop

D = Decimal
ANN = "ann@example.com"


@pytest.fixture
def no_hooks(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Nothing that the shop calls reaches the plugin, until `undo`."""
    monkeypatch.setattr(hooks, "order_changed", lambda order_id: None)
    monkeypatch.setattr(hooks, "customer_changed", lambda customer_id: None)
    return monkeypatch


def _books_are_right() -> bool:
    return list(verify_books(now=timezone.now())) == []


def test_points_wait_until_the_address_is_confirmed(shop: Shop) -> None:
    channel = shop.setup.channel()
    book = shop.setup.variant(D("20.00"), channel=channel)

    order_id = shop.buy_as_guest(ANN, (book, 1), channel=channel)
    assert shop.points_waiting(order_id) == 20
    assert shop.guest_points("Ann@Example.com") == (20, [20])

    ann = shop.register(ANN)
    assert shop.movements_for_staff(ann) == []
    assert shop.guest_points(ANN) == (20, [20])
    assert _books_are_right()

    ann = shop.confirm_address(ann)
    assert shop.movements(ann) == [("EARN", 20)]
    assert shop.guest_points(ANN) == (0, [])
    assert _books_are_right()


def test_order_that_comes_later_without_signing_in(shop: Shop) -> None:
    channel = shop.setup.channel()
    book = shop.setup.variant(D("20.00"), channel=channel)
    ann = shop.confirm_address(shop.register(ANN))

    shop.buy_as_guest(ANN, (book, 1), channel=channel)
    shop.buy_as_guest("Ann@Example.COM", (book, 2), channel=channel)

    assert shop.movements(ann) == [("EARN", 20), ("EARN", 40)]
    assert shop.guest_points(ANN) == (0, [])
    assert _books_are_right()


def test_address_in_other_letters_is_the_same(shop: Shop) -> None:
    channel = shop.setup.channel()
    book = shop.setup.variant(D("20.00"), channel=channel)
    shop.buy_as_guest("ANN@example.com", (book, 1), channel=channel)
    shop.buy_as_guest("joann@example.com", (book, 3), channel=channel)
    assert shop.guest_points(ANN) == (20, [20])

    ann = shop.confirm_address(shop.register("Ann@Example.com"))

    assert shop.movements(ann) == [("EARN", 20)]
    assert shop.guest_points("joann@example.com") == (60, [60])
    assert _books_are_right()


def test_nobody_claims_by_an_address_that_is_not_confirmed(shop: Shop) -> None:
    """Somebody signs up with Ann's address; Saleor gives Ann's next order to that account."""
    channel = shop.setup.channel()
    book = shop.setup.variant(D("20.00"), channel=channel)
    shop.buy_as_guest(ANN, (book, 1), channel=channel)
    stranger = shop.register(ANN)

    order_id = shop.buy_as_guest(ANN, (book, 2), channel=channel)
    for _ in range(2):
        sweep_customers(now=timezone.now())
        sweep_orders(now=timezone.now())

    assert shop.movements_for_staff(stranger) == []
    assert shop.points_waiting(order_id) == 40
    assert shop.guest_points(ANN) == (60, [40, 20])
    assert _books_are_right()

    # Whoever reads Ann's mail is Ann.
    ann = shop.confirm_address(stranger)
    assert sorted(shop.movements(ann)) == [("EARN", 20), ("EARN", 40)]
    assert _books_are_right()


def test_lost_hooks_are_made_up_for_by_the_sweeps(shop: Shop, no_hooks: pytest.MonkeyPatch) -> None:
    channel = shop.setup.channel()
    book = shop.setup.variant(D("20.00"), channel=channel)
    shop.buy_as_guest(ANN, (book, 1), channel=channel)
    sweep_orders(now=timezone.now())
    assert shop.guest_points(ANN) == (20, [20])
    ann = shop.confirm_address(shop.register(ANN))
    assert shop.movements(ann) == []

    sweep_customers(now=timezone.now())
    assert shop.movements(ann) == [("EARN", 20)]

    shop.buy_as_guest(ANN, (book, 2), channel=channel)
    sweep_orders(now=timezone.now())
    assert shop.movements(ann) == [("EARN", 20), ("EARN", 40)]
    assert _books_are_right()


def test_everything_twice(shop: Shop) -> None:
    channel = shop.setup.channel()
    book = shop.setup.variant(D("20.00"), channel=channel)
    order_id = shop.buy_as_guest(ANN, (book, 1), channel=channel)

    def again() -> None:
        for _ in range(2):
            settle_order(order_id=order_id, now=timezone.now())
            hooks.order_changed(order_id)
            hooks.customer_changed(ann.user_id)
            sweep_customers(now=timezone.now())
            sweep_orders(now=timezone.now())

    ann = shop.register(ANN)
    again()
    assert shop.guest_points(ANN) == (20, [20])
    ann = shop.confirm_address(ann)
    again()

    assert shop.movements(ann) == [("EARN", 20)]
    assert _books_are_right()


def test_refund_before_registration_leaves_the_rest(shop: Shop) -> None:
    channel = shop.setup.channel()
    book = shop.setup.variant(D("90.00"), channel=channel)
    order_id = shop.buy_as_guest(ANN, (book, 1), channel=channel)
    assert shop.points_waiting(order_id) == 90

    # Half of the 100.00 that were paid, delivery included.
    shop.setup.refund_amount(order_id, D("50.00"))
    assert shop.points_waiting(order_id) == 45
    ann = shop.confirm_address(shop.register(ANN))
    assert shop.movements(ann) == [("EARN", 45)]

    shop.setup.refund_amount(order_id, D("50.00"))
    assert shop.movements(ann) == [("EARN", 45), ("CLAWBACK", -45)]
    assert _books_are_right()


def test_cancelled_order_has_nothing_waiting(shop: Shop) -> None:
    channel = shop.setup.channel()
    book = shop.setup.variant(D("20.00"), channel=channel)
    order_id = shop.buy_as_guest(ANN, (book, 1), channel=channel)

    shop.cancel(order_id)

    assert shop.points_waiting(order_id) == 0
    assert shop.guest_points(ANN) == (0, [])
    ann = shop.confirm_address(shop.register(ANN))
    assert shop.movements(ann) == []
    assert _books_are_right()


def test_unpaid_order_has_nothing_waiting(shop: Shop) -> None:
    channel = shop.setup.channel()
    book = shop.setup.variant(D("20.00"), channel=channel)
    checkout_id = shop.checkout(None, (book, 1), channel=channel, email=ANN)
    order_id = shop.complete(checkout_id, None)
    assert shop.points_waiting(order_id) == 0
    ann = shop.confirm_address(shop.register(ANN))
    assert shop.movements(ann) == []

    if shop.order(order_id)["status"] == "UNCONFIRMED":
        # Saleor asks staff about orders that nobody has paid for.
        shop.confirm(order_id)
    shop.pay_order(order_id, D("30.00"), channel.currency)

    assert shop.movements(ann) == [("EARN", 20)]


def test_points_wait_by_the_terms_that_held_when_they_were_earned(shop: Shop) -> None:
    channel = shop.setup.channel()
    book = shop.setup.variant(D("20.00"), channel=channel)
    order_id = shop.buy_as_guest(ANN, (book, 1), channel=channel)

    shop.set_channel(channel, earnPoints=5)
    settle_order(order_id=order_id, now=timezone.now())
    assert shop.points_waiting(order_id) == 20
    ann = shop.confirm_address(shop.register(ANN))

    assert shop.movements(ann) == [("EARN", 20)]
    assert _books_are_right()


def test_program_for_those_who_opted_in_keeps_nothing_for_guests(shop: Shop) -> None:
    channel = shop.setup.channel()
    shop.set_program(channel, eligibility="OPTED_IN")
    book = shop.setup.variant(D("20.00"), channel=channel)

    order_id = shop.buy_as_guest(ANN, (book, 1), channel=channel)

    assert shop.points_waiting(order_id) == 0
    ann = shop.confirm_address(shop.register(ANN))
    assert shop.movements(ann) == []
    assert _books_are_right()


def test_order_of_a_customer_has_nothing_waiting(shop: Shop) -> None:
    channel = shop.setup.channel()
    book = shop.setup.variant(D("20.00"), channel=channel)
    ann = shop.setup.customer(ANN)

    shop.buy(ann, (book, 1), channel=channel)

    assert shop.guest_points(ANN) == (0, [])
