"""Holds: they end with their checkout, with time, or in an order, and never twice."""

from datetime import datetime, timedelta
from decimal import Decimal
from unittest.mock import patch
from uuid import UUID

import graphene
import pytest
from django.utils import timezone

from saleor_loyalty_plugin import hooks
from saleor_loyalty_plugin.models import Entry, Hold, HoldStatus
from saleor_loyalty_plugin.services.checkout.check_before_order import check_before_order
from saleor_loyalty_plugin.services.checkout.codes import new_code
from saleor_loyalty_plugin.services.checkout.reserve_points import release_hold, requote_checkout
from saleor_loyalty_plugin.services.errors import LoyaltyProblem, ProblemCode
from saleor_loyalty_plugin.services.proof.verify_books import verify_books
from saleor_loyalty_plugin.services.sweep import sweep_holds
from sandbox.shop.models import Checkout, VoucherCode
from tests.contract.driver import Person, Refused, Shop

D = Decimal


def pk_of(global_id: str) -> UUID:
    return UUID(graphene.Node.from_global_id(global_id)[1])


def applied(shop: Shop, points: int = 700) -> tuple[Person, str]:
    """A member with 1000 points, and a checkout of theirs that `points` are applied to."""
    ann = shop.setup.customer("ann@example.com")
    shop.credit(ann, 1000)
    channel = shop.setup.channel()
    lamp = shop.setup.variant(D("60.00"), channel=channel)
    checkout_id = shop.checkout(ann, (lamp, 1), channel=channel)
    shop.apply(checkout_id, ann, points=points)
    return ann, checkout_id


def in_minutes(minutes: int) -> datetime:
    return timezone.now() + timedelta(minutes=minutes)


def test_time_up_gives_the_points_back_and_takes_the_code_off(live_shop: Shop) -> None:
    ann, checkout_id = applied(live_shop)
    assert sweep_holds(now=in_minutes(59)) == 0
    assert live_shop.available(ann) == 300

    assert sweep_holds(now=in_minutes(61)) == 1
    assert sweep_holds(now=in_minutes(61)) == 0

    assert live_shop.available(ann) == 1000
    assert live_shop.total(checkout_id, ann) == D("70.0")
    assert live_shop.movements(ann) == [("ADJUST", 1000)]
    assert Hold.objects.get().status == HoldStatus.VOIDED


def test_deleted_checkout_gives_the_points_back_in_time(live_shop: Shop) -> None:
    ann, _ = applied(live_shop)
    code = Hold.objects.get().code
    Checkout.objects.all().delete()

    assert sweep_holds(now=in_minutes(61)) == 1

    assert live_shop.available(ann) == 1000
    assert not live_shop.setup.voucher_is_usable(code)


def test_applying_again_prolongs_the_hold(live_shop: Shop) -> None:
    ann, checkout_id = applied(live_shop)
    Hold.objects.update(expires_at=in_minutes(1))

    live_shop.apply(checkout_id, ann, points=700)

    hold = Hold.objects.get()
    assert hold.expires_at > in_minutes(58)
    assert VoucherCode.objects.filter(code=hold.code).count() == 1


def test_checking_before_the_order_prolongs_a_hold_that_runs_out(live_shop: Shop) -> None:
    ann, checkout_id = applied(live_shop)
    hold = Hold.objects.get()

    check_before_order(
        checkout_id=pk_of(checkout_id),
        voucher_code=hold.code,
        customer_id=ann.user_id,
        now=in_minutes(59),
    )

    assert sweep_holds(now=in_minutes(61)) == 0
    assert live_shop.available(ann) == 300


def test_hold_whose_order_came_first_is_not_released(live_shop: Shop) -> None:
    ann, checkout_id = applied(live_shop)
    overdue = Hold.objects.get()
    live_shop.pay_checkout(checkout_id, D("63.00"), live_shop.setup.channel().currency)
    with patch.object(hooks, "order_changed"):
        live_shop.complete(checkout_id, ann)
    Hold.objects.update(expires_at=in_minutes(-1))

    assert release_hold(hold=overdue, now=timezone.now()) is False

    assert live_shop.available(ann) == 300


def test_order_after_time_was_up_still_takes_its_points(live_shop: Shop) -> None:
    """The discount was given, so the points are gone, even if the hold was voided in between."""
    shop = live_shop
    ann, checkout_id = applied(shop)
    shop.pay_checkout(checkout_id, D("63.00"), shop.setup.channel().currency)
    order_id = shop.complete(checkout_id, ann)
    movements = shop.movements(ann)
    assert movements == [("ADJUST", 1000), ("REDEEM", -700), ("EARN", 53)]

    assert sweep_holds(now=in_minutes(61)) == 0
    shop.cancel(order_id)

    assert shop.balance(ann) == 1000
    assert list(verify_books(now=timezone.now())) == []


@pytest.mark.parametrize("wrong", ["checkout", "customer", "anonymous", "code"])
def test_code_of_others_is_refused_before_the_order(live_shop: Shop, wrong: str) -> None:
    ann, checkout_id = applied(live_shop)
    bob = live_shop.setup.customer("bob@example.com")
    hold = Hold.objects.get()
    customers = {"customer": bob.user_id, "anonymous": None}

    with pytest.raises(LoyaltyProblem) as problem:
        check_before_order(
            checkout_id=UUID(int=1) if wrong == "checkout" else pk_of(checkout_id),
            voucher_code=new_code() if wrong == "code" else hold.code,
            customer_id=customers.get(wrong, ann.user_id),
            now=timezone.now(),
        )

    assert problem.value.code is ProblemCode.HOLD_LOST
    assert Hold.objects.get().expires_at == hold.expires_at


def test_released_points_are_refused_before_the_order(live_shop: Shop) -> None:
    ann, checkout_id = applied(live_shop)
    hold = Hold.objects.get()
    sweep_holds(now=in_minutes(61))

    with pytest.raises(LoyaltyProblem) as problem:
        check_before_order(
            checkout_id=pk_of(checkout_id),
            voucher_code=hold.code,
            customer_id=ann.user_id,
            now=timezone.now(),
        )

    assert problem.value.code is ProblemCode.HOLD_LOST


def test_terms_that_changed_meanwhile_refuse_the_order(live_shop: Shop) -> None:
    shop = live_shop
    ann, checkout_id = applied(shop)
    shop.set_channel(shop.setup.channel(), maximumDiscountAmount=5)
    shop.pay_checkout(checkout_id, D("63.00"), shop.setup.channel().currency)

    with pytest.raises(Refused) as refused:
        shop.complete(checkout_id, ann)

    assert "Apply your points again" in refused.value.messages[0]
    assert shop.movements(ann) == [("ADJUST", 1000)]
    assert Checkout.objects.count() == 1


def test_checkout_of_another_customer_loses_the_points(live_shop: Shop) -> None:
    ann, checkout_id = applied(live_shop)
    bob = live_shop.setup.customer("bob@example.com")
    Checkout.objects.update(user_id=bob.user_id, email=bob.email)

    requote_checkout(checkout_id=pk_of(checkout_id), now=timezone.now())

    assert live_shop.available(ann) == 1000
    assert live_shop.total(checkout_id, bob) == D("70.0")


def test_foreign_and_closed_checkouts_are_refused(live_shop: Shop) -> None:
    shop = live_shop
    ann, checkout_id = applied(shop)
    bob = shop.setup.customer("bob@example.com")
    shop.credit(bob, 1000)
    entries = Entry.objects.count()

    with pytest.raises(Refused) as foreign:
        shop.apply(checkout_id, bob, points=100)
    with pytest.raises(Refused) as foreign_removal:
        shop.remove(checkout_id, bob)
    shop.pay_checkout(checkout_id, D("63.00"), shop.setup.channel().currency)
    shop.complete(checkout_id, ann)
    with pytest.raises(Refused) as closed:
        shop.apply(checkout_id, ann, points=100)

    assert foreign.value.codes == foreign_removal.value.codes == ["NOT_FOUND"]
    assert closed.value.codes == ["CHECKOUT_CLOSED"]
    assert Hold.objects.count() == 1
    assert Entry.objects.count() == entries + 2


def test_vouchers_are_shared_by_worth_and_codes_are_not(live_shop: Shop) -> None:
    shop = live_shop
    ann, first = applied(shop, points=300)
    lamp = shop.setup.variant(D("60.00"), channel=shop.setup.channel())
    second = shop.checkout(ann, (lamp, 1), channel=shop.setup.channel())

    shop.apply(second, ann, points=300)

    codes = VoucherCode.objects.filter(code__startswith="LOYALTY-", is_active=True)
    assert codes.count() == 2
    assert codes.values("voucher_id").distinct().count() == 1
    assert shop.total(first, ann) == shop.total(second, ann) == D("67.0")
