"""What changes around an order while nobody looks: programs, channels, customers, other tabs."""

from decimal import Decimal
from uuid import UUID

import graphene
import pytest
from django.utils import timezone

from saleor_loyalty_plugin import hooks
from saleor_loyalty_plugin.models import Entry, Hold, HoldStatus, Program
from saleor_loyalty_plugin.services.checkout.reserve_points import requote_checkout
from saleor_loyalty_plugin.services.errors import LoyaltyProblem, ProblemCode
from saleor_loyalty_plugin.services.orders.settle_order import SettleStatus, settle_order
from saleor_loyalty_plugin.services.points.adjust_points import revoke_entry
from saleor_loyalty_plugin.services.programs.programs import (
    ChannelSettings,
    create_program,
    delete_program,
)
from saleor_loyalty_plugin.services.proof.verify_books import verify_books
from sandbox.shop.models import Checkout, Order
from tests.contract.driver import Person, Shop

D = Decimal


def pk_of(global_id: str) -> UUID:
    return UUID(graphene.Node.from_global_id(global_id)[1])


def bought(shop: Shop, price: str = "60.00", points: int | None = None) -> tuple[Person, UUID]:
    channel = shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    if points is not None:
        shop.credit(ann, points)
    lamp = shop.setup.variant(D(price), channel=channel)
    return ann, shop.buy(ann, (lamp, 1), channel=channel, points=points)


def own_program(shop: Shop) -> Program:
    channel = shop.setup.channel()
    return create_program(
        settings={"name": "Club"},
        channels=[ChannelSettings(channel_id=channel.channel_id, values={"earn_points": 7})],
        author="test",
        now=timezone.now(),
    )


def assert_books_are_right() -> None:
    assert list(verify_books(now=timezone.now())) == []


def test_guest_order_earns_when_an_account_takes_it_over(live_shop: Shop) -> None:
    shop, channel = live_shop, live_shop.setup.channel()
    lamp = shop.setup.variant(D("60.00"), channel=channel)
    checkout_id = shop.checkout(None, (lamp, 1), channel=channel)
    shop.pay_checkout(checkout_id, D("70.00"), channel.currency)
    order_id = shop.complete(checkout_id, None)
    ann = shop.setup.customer("guest@example.com")
    # As confirming an account does it: without touching the orders otherwise.
    Order.objects.filter(pk=order_id).update(user_id=ann.user_id)

    for _ in range(2):
        hooks.customer_changed(ann.user_id)

    assert shop.movements(ann) == [("EARN", 60)]
    assert_books_are_right()


def test_order_from_before_its_channel_got_a_program_of_its_own_still_earns(
    live_shop: Shop,
) -> None:
    shop, channel = live_shop, live_shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    lamp = shop.setup.variant(D("60.00"), channel=channel)
    order_id = shop.complete(shop.checkout(ann, (lamp, 1), channel=channel), ann)
    program = own_program(shop)
    assert Order.objects.get().created_at < program.created_at

    shop.pay_order(order_id, D("70.00"), channel.currency)

    assert Entry.objects.get().points == 420
    assert Entry.objects.get().account.program_id == program.pk
    assert_books_are_right()


def test_program_that_orders_earned_by_is_not_deleted(live_shop: Shop) -> None:
    program = own_program(live_shop)
    bought(live_shop)

    with pytest.raises(LoyaltyProblem) as problem:
        delete_program(program_id=program.pk)

    assert problem.value.code is ProblemCode.IN_USE
    assert Program.objects.filter(pk=program.pk).exists()


def test_order_that_is_moved_to_another_channel_keeps_its_rate(live_shop: Shop) -> None:
    shop = live_shop
    shop.set_channel(shop.setup.channel(), earnPoints=10)
    ann, order_id = bought(shop)
    Order.objects.update(channel_id=shop.setup.net_channel().channel_id)

    assert settle_order(order_id=order_id, now=timezone.now()).status is SettleStatus.UNCHANGED

    assert shop.movements(ann) == [("EARN", 600)]
    assert_books_are_right()


def test_credit_that_was_clawed_back_is_not_taken_a_second_time(live_shop: Shop) -> None:
    ann, order_id = bought(live_shop)
    live_shop.credit(ann, 500)
    live_shop.cancel(order_id)
    earned = Entry.objects.get(kind="EARN")

    with pytest.raises(LoyaltyProblem) as problem:
        revoke_entry(entry_id=earned.pk, note="", actor="test", now=timezone.now())

    assert problem.value.code is ProblemCode.NOT_REVERSIBLE
    assert live_shop.balance(ann) == 500
    assert_books_are_right()


def test_what_follows_from_orders_is_not_revoked(live_shop: Shop) -> None:
    ann, order_id = bought(live_shop, "90.00", points=600)
    live_shop.cancel(order_id)
    followed = Entry.objects.filter(kind__in=("CLAWBACK", "REDEEM", "RESTORE"))
    assert followed.count() == 3

    for entry in followed:
        with pytest.raises(LoyaltyProblem) as problem:
            revoke_entry(entry_id=entry.pk, note="", actor="test", now=timezone.now())
        assert problem.value.code is ProblemCode.NOT_REVERSIBLE

    assert live_shop.balance(ann) == 600


def test_more_than_an_entry_can_hold_is_capped(live_shop: Shop) -> None:
    shop, channel = live_shop, live_shop.setup.yen_channel()
    ann = shop.setup.customer("ann@example.com")
    house = shop.setup.variant(D(1_200_000_000), channel=channel)

    order_id = shop.buy(ann, (house, 1), channel=channel)
    assert shop.movements(ann) == [("EARN", 1_000_000_000)]

    shop.cancel(order_id)
    assert shop.balance(ann) == 0
    assert_books_are_right()


def test_checkout_object_of_yesterday_does_not_undo_a_newer_apply(live_shop: Shop) -> None:
    shop, channel = live_shop, live_shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    shop.credit(ann, 1000)
    lamp = shop.setup.variant(D("60.00"), channel=channel)
    checkout_id = shop.checkout(ann, (lamp, 1), channel=channel)
    shop.apply(checkout_id, ann, points=100)
    stale = Checkout.objects.get(pk=pk_of(checkout_id))
    shop.apply(checkout_id, ann, points=300)

    requote_checkout(checkout_id=pk_of(checkout_id), now=timezone.now(), checkout=stale)

    assert Hold.objects.get(status=HoldStatus.OPEN).points == 300
    assert shop.total(checkout_id, ann) == D("67.0")


def test_applying_over_somebody_elses_code_leaves_it_alone(live_shop: Shop) -> None:
    shop, channel = live_shop, live_shop.setup.channel()
    lamp = shop.setup.variant(D("60.00"), channel=channel)
    people = [shop.setup.customer(f"{name}@example.com") for name in ("ann", "bob")]
    carts = []
    for person in people:
        shop.credit(person, 1000)
        carts.append(shop.checkout(person, (lamp, 1), channel=channel))
    shop.apply(carts[0], people[0], points=300)
    shop.add_promo_code(
        carts[1], shop.checkout_state(carts[0], people[0])["voucherCode"], people[1]
    )

    shop.apply(carts[1], people[1], points=500)

    assert shop.total(carts[0], people[0]) == D("67.0")
    assert shop.total(carts[1], people[1]) == D("65.0")
