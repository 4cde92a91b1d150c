"""What an order earns, and what is taken back: the same in every host."""

from decimal import Decimal

import pytest

from tests.contract.driver import Shop

D = Decimal


def test_fully_paid_order_earns_one_point_per_unit_of_goods(shop: Shop) -> None:
    channel = shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    mug = shop.setup.variant(D("24.95"), channel=channel)

    shop.buy(ann, (mug, 2), channel=channel)

    # 49.90 of goods at 1 point for each 1, rounded down; delivery earns nothing by default.
    assert shop.movements(ann) == [("EARN", 49)]
    assert shop.balance(ann) == 49


def test_deposit_earns_nothing_until_all_is_paid(shop: Shop) -> None:
    channel = shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    sofa = shop.setup.variant(D("990.00"), channel=channel)
    checkout_id = shop.checkout(ann, (sofa, 1), channel=channel)
    order_id = shop.complete(checkout_id, ann)

    shop.pay_order(order_id, D("300.00"), channel.currency)
    assert shop.movements(ann) == []

    shop.pay_order(order_id, D("700.00"), channel.currency)
    assert shop.movements(ann) == [("EARN", 990)]


def test_order_marked_as_paid_by_staff_earns(shop: Shop) -> None:
    channel = shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    book = shop.setup.variant(D("20.00"), channel=channel)
    order_id = shop.complete(shop.checkout(ann, (book, 1), channel=channel), ann)
    assert shop.balance(ann) == 0

    shop.mark_paid(order_id)

    assert shop.movements(ann) == [("EARN", 20)]


def test_trigger_order_created_credits_before_payment(shop: Shop) -> None:
    channel = shop.setup.channel()
    shop.set_program(channel, earnTrigger="ORDER_CREATED")
    ann = shop.setup.customer("ann@example.com")
    book = shop.setup.variant(D("20.00"), channel=channel)

    shop.complete(shop.checkout(ann, (book, 1), channel=channel), ann)

    assert shop.movements(ann) == [("EARN", 20)]


@pytest.mark.parametrize(("mode", "earned"), [("PROPORTIONAL", 99), ("PER_FULL_AMOUNT", 90)])
def test_ten_points_for_each_five(shop: Shop, mode: str, earned: int) -> None:
    channel = shop.setup.channel()
    shop.set_program(
        channel,
        earnMode=mode,
        channels=[{"channelId": channel.global_id, "earnPoints": 10, "earnAmount": 5}],
    )
    ann = shop.setup.customer("ann@example.com")
    lamp = shop.setup.variant(D("49.95"), channel=channel)

    shop.buy(ann, (lamp, 1), channel=channel)

    assert shop.movements(ann) == [("EARN", earned)]


def test_net_basis_and_shipping(shop: Shop) -> None:
    channel = shop.setup.net_channel()
    shop.set_program(channel, earnBasis="NET")
    ann = shop.setup.customer("ann@example.com")
    lamp = shop.setup.variant(D("100.00"), channel=channel)

    order_id = shop.buy(ann, (lamp, 1), channel=channel)

    order = shop.order(order_id)
    assert order["lines"][0]["totalPrice"]["gross"]["amount"] == 123.0
    assert order["lines"][0]["totalPrice"]["net"]["amount"] == 100.0
    assert shop.movements(ann) == [("EARN", 100)]


def test_currency_without_decimals(shop: Shop) -> None:
    channel = shop.setup.yen_channel()
    shop.set_channel(channel, earnPoints=1, earnAmount=100)
    ann = shop.setup.customer("ann@example.com")
    tea = shop.setup.variant(D(1980), channel=channel)

    shop.buy(ann, (tea, 1), channel=channel)

    assert shop.movements(ann) == [("EARN", 19)]


def test_earning_switched_off(shop: Shop) -> None:
    channel = shop.setup.channel()
    shop.set_program(channel, earningActive=False)
    ann = shop.setup.customer("ann@example.com")
    book = shop.setup.variant(D("20.00"), channel=channel)

    order_id = shop.buy(ann, (book, 1), channel=channel)
    assert shop.movements(ann) == []

    # What was bought while earning was off does not earn later.
    shop.set_program(channel, earningActive=True)
    shop.cancel(order_id)
    shop.buy(ann, (book, 1), channel=channel)
    assert shop.movements(ann) == [("EARN", 20)]


def test_reduced_items_can_be_left_out(shop: Shop) -> None:
    channel = shop.setup.channel()
    shop.set_program(channel, earnOnReducedItems=False)
    ann = shop.setup.customer("ann@example.com")
    full = shop.setup.variant(D("30.00"), channel=channel)
    reduced = shop.setup.variant(D("40.00"), channel=channel, reduced_to=D("25.00"))

    shop.buy(ann, (full, 1), (reduced, 1), channel=channel)

    assert shop.movements(ann) == [("EARN", 30)]


def test_cancelled_order_takes_back_what_it_earned(shop: Shop) -> None:
    channel = shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    book = shop.setup.variant(D("20.00"), channel=channel)
    order_id = shop.buy(ann, (book, 1), channel=channel)

    shop.cancel(order_id)

    assert shop.movements(ann) == [("EARN", 20), ("CLAWBACK", -20)]
    assert shop.balance(ann) == 0


def test_clawback_of_spent_points_leaves_a_debt(shop: Shop) -> None:
    channel = shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    book = shop.setup.variant(D("200.00"), channel=channel)
    order_id = shop.buy(ann, (book, 1), channel=channel)
    shop.credit(ann, -150)

    shop.cancel(order_id)

    assert shop.movements(ann) == [("EARN", 200), ("ADJUST", -150), ("CLAWBACK", -200)]
    assert shop.balance(ann) == -150
    shop.credit(ann, 100)
    # The next points pay the debt first; what is missing can't be spent.
    assert (shop.balance(ann), shop.available(ann)) == (-50, 0)


def test_refund_of_an_amount_takes_its_share(shop: Shop) -> None:
    channel = shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    book = shop.setup.variant(D("90.00"), channel=channel)
    order_id = shop.buy(ann, (book, 1), channel=channel)
    assert shop.balance(ann) == 90

    # Half of the 100.00 that were paid, delivery included.
    shop.setup.refund_amount(order_id, D("50.00"))
    assert shop.movements(ann) == [("EARN", 90), ("CLAWBACK", -45)]

    shop.setup.refund_amount(order_id, D("50.00"))
    assert shop.movements(ann) == [("EARN", 90), ("CLAWBACK", -45), ("CLAWBACK", -45)]


def test_returned_units_take_their_points_with_them(shop: Shop) -> None:
    channel = shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    cup = shop.setup.variant(D("10.00"), channel=channel)
    pot = shop.setup.variant(D("70.00"), channel=channel)
    order_id = shop.buy(ann, (cup, 3), (pot, 1), channel=channel)
    assert shop.balance(ann) == 100
    order = shop.order(order_id)
    cups = next(i for i, line in enumerate(order["lines"]) if line["quantity"] == 3)

    shop.setup.return_units(order_id, cups, 2)

    assert shop.movements(ann) == [("EARN", 100), ("CLAWBACK", -20)]


def test_later_terms_do_not_change_what_was_earned_before(shop: Shop) -> None:
    channel = shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    book = shop.setup.variant(D("90.00"), channel=channel)
    order_id = shop.buy(ann, (book, 1), channel=channel)

    shop.set_channel(channel, earnPoints=5)
    shop.setup.refund_amount(order_id, D("50.00"))

    assert shop.movements(ann) == [("EARN", 90), ("CLAWBACK", -45)]


def test_guest_order_earns_nothing(shop: Shop) -> None:
    channel = shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    book = shop.setup.variant(D("20.00"), channel=channel)
    checkout_id = shop.checkout(None, (book, 1), channel=channel)
    shop.pay_checkout(checkout_id, D("30.00"), channel.currency)

    shop.complete(checkout_id, None)

    assert shop.movements(ann) == []


def test_revoked_order_points_stay_revoked(shop: Shop) -> None:
    channel = shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    book = shop.setup.variant(D("20.00"), channel=channel)
    order_id = shop.buy(ann, (book, 1), channel=channel)
    shop.revoke_last_entry(ann)
    assert shop.movements(ann) == [("EARN", 20), ("REVERSAL", -20)]

    shop.setup.refund_amount(order_id, D("3.00"))
    shop.cancel(order_id)

    assert shop.movements(ann) == [("EARN", 20), ("REVERSAL", -20)]
    assert shop.balance(ann) == 0
