"""A process is killed at each step of spending: nobody loses a point, no code stays worth
something, and the next request or sweep makes everything right."""

import importlib
import os
import signal
import traceback
import warnings
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any
from unittest.mock import patch
from uuid import UUID

import graphene
import pytest
from django.db import connection
from django.utils import timezone

from saleor_loyalty_plugin.models import Hold, HoldStatus, RewardClaim
from saleor_loyalty_plugin.rules.rewards import ClaimStatus
from saleor_loyalty_plugin.services.orders.settle_order import settle_order
from saleor_loyalty_plugin.services.rewards.claims import cancel_claim
from saleor_loyalty_plugin.services.rewards.queue import sweep_claims
from saleor_loyalty_plugin.services.sweep import sweep_holds
from sandbox.shop.models import GiftCard, Order
from tests.contract.driver import (
    COMPLETE,
    LINES_UPDATE,
    POINTS_APPLY,
    POINTS_REMOVE,
    Channel,
    Person,
    Refused,
    Shop,
)
from tests.services.claim_builders import acting, claimed, fresh, reward, voucher
from tests.services.crash_child import die, dying_after
from tests.services.spending_checks import assert_all_is_right, sweep, worth_something

D = Decimal
CREDIT = 1000

PLACE = "saleor_loyalty_plugin.ledger:place_hold"
VOID = "saleor_loyalty_plugin.ledger:void_hold"
CAPTURE = "saleor_loyalty_plugin.ledger:capture_hold"
POST = "saleor_loyalty_plugin.ledger:post_entry"
PUT = "sandbox.host:SandboxHost.put_discount"
DROP = "sandbox.host:SandboxHost.drop_discount"
PUT_CARD = "sandbox.host:SandboxHost.put_payment"
DROP_CARD = "sandbox.host:SandboxHost.drop_payment"
ROW = "saleor_loyalty_plugin.models:CheckoutDiscount.save"
ROW_GONE = "saleor_loyalty_plugin.models:CheckoutDiscount.delete"
SETTLEMENT = "saleor_loyalty_plugin.models:OrderSettlement.save"
APPLIED = "saleor_loyalty_plugin.api.mutations.checkout:apply_points"
REMOVED = "saleor_loyalty_plugin.api.mutations.checkout:remove_points"
REQUOTE = "saleor_loyalty_plugin.hooks:requote_checkout"
CHECK = "saleor_loyalty_plugin.hooks:_check_before_order"
USE_CODE = "sandbox.shop.vouchers:increase_usage"
USE_CARD = "sandbox.shop.orders:_use_gift_cards"
MAKE_ORDER = "sandbox.shop.orders:create_order_from_cart"
TELL = "saleor_loyalty_plugin.hooks:order_changed"


def killed(moment: str, step: str, action: Callable[[], object]) -> None:
    """Run an action in a process of its own that dies `before` or `after` a step, and assert that.

    The step is named `module:function` or `module:Class.method`, where it is looked up.
    """
    module, _, path = step.partition(":")
    *owners, name = path.split(".")
    place: Any = importlib.import_module(module)
    for owner in owners:
        place = getattr(place, owner)
    with warnings.catch_warnings():
        # A worker of pytest-xdist has a thread that listens; the new process never meets it.
        warnings.simplefilter("ignore", DeprecationWarning)
        pid = os.fork()
    if pid == 0:
        _die_at(place, name, die if moment == "before" else dying_after, action)
    _, status = os.waitpid(pid, 0)
    assert os.WIFSIGNALED(status), f"{step} was not reached"
    assert os.WTERMSIG(status) == signal.SIGKILL


def _die_at(place: Any, name: str, how: Callable[..., Any], action: Callable[[], object]) -> None:
    """In the new process. A copy of the parent's connection would speak on the same line."""
    try:
        signal.alarm(60)
        _inherited.append(connection.connection)
        connection.connection = None
        step = how if how is die else how(getattr(place, name))
        with patch.object(place, name, step):
            action()
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(3)


# Never closed: closing says goodbye to the server.
_inherited: list[object] = []


class Cart:
    """Ann, who has 1000 points, and her cart of six cups at 10.00; delivery costs 10.00."""

    def __init__(self, shop: Shop, *, points: int | None = None, method: str = "DISCOUNT") -> None:
        self.shop = shop
        self.channel: Channel = shop.setup.channel()
        shop.set_program(self.channel, redemptionMethod=method)
        self.ann: Person = shop.setup.customer("ann@example.com")
        shop.credit(self.ann, CREDIT)
        self.cup = shop.setup.variant(D("10.00"), channel=self.channel)
        self.id = shop.checkout(self.ann, (self.cup, 6), channel=self.channel)
        if points is not None:
            shop.apply(self.id, self.ann, points=points)

    def killed(self, moment: str, target: str, document: str, **variables: Any) -> None:
        """Die while a request of Ann's is answered."""
        values = {"id": self.id, **variables}
        killed(moment, target, lambda: self.shop.run(document, values, self.ann.token))

    @property
    def state(self) -> tuple[int, Decimal]:
        """Her available points and the cart's total."""
        return self.shop.available(self.ann), self.shop.total(self.id, self.ann)

    def buy(self) -> UUID:
        total = self.shop.total(self.id, self.ann)
        self.shop.pay_checkout(self.id, total, self.channel.currency)
        return self.shop.complete(self.id, self.ann)

    def order_id(self) -> UUID:
        token = graphene.Node.from_global_id(self.id)[1]
        return UUID(str(Order.objects.get(checkout_token=token).pk))

    def assert_as_new(self) -> None:
        """All points are back, the cart costs what it cost, and both work as ever."""
        assert self.state == (CREDIT, D("70.0"))
        assert worth_something() == set()
        assert_all_is_right()
        self.shop.apply(self.id, self.ann, points=735)
        self.buy()
        assert self.shop.movements(self.ann)[-2:] == [("REDEEM", -735), ("EARN", 52)]
        assert_all_is_right()


def long_after() -> Any:
    return timezone.now() + timedelta(days=2)


METHODS = pytest.mark.parametrize("method", ["DISCOUNT", "PAYMENT"])


@pytest.mark.parametrize(
    ("method", "moment", "step"),
    [
        ("DISCOUNT", "before", PLACE),
        ("DISCOUNT", "after", PLACE),
        ("DISCOUNT", "after", PUT),
        ("DISCOUNT", "before", ROW),
        ("DISCOUNT", "after", ROW),
        ("PAYMENT", "before", PUT_CARD),
        ("PAYMENT", "after", PUT_CARD),
    ],
)
def test_while_points_are_applied(live_shop: Shop, method: str, moment: str, step: str) -> None:
    cart = Cart(live_shop, method=method)

    cart.killed(moment, step, POINTS_APPLY, points=735)

    assert Hold.objects.count() == 0
    cart.assert_as_new()


@METHODS
def test_after_points_were_applied(live_shop: Shop, method: str) -> None:
    """Nobody has told the shopper; the points are on the cart and come off it in time."""
    cart = Cart(live_shop, method=method)

    cart.killed("after", APPLIED, POINTS_APPLY, points=735)

    assert cart.state == (265, D("62.65"))
    assert_all_is_right()
    sweep(long_after())
    cart.assert_as_new()


@pytest.mark.parametrize(
    ("method", "moment", "step"),
    [
        ("DISCOUNT", "after", PLACE),
        ("DISCOUNT", "after", DROP),
        ("DISCOUNT", "after", PUT),
        ("DISCOUNT", "before", ROW),
        ("PAYMENT", "after", DROP_CARD),
        ("PAYMENT", "after", PUT_CARD),
    ],
)
def test_while_other_points_are_applied(
    live_shop: Shop, method: str, moment: str, step: str
) -> None:
    cart = Cart(live_shop, points=735, method=method)

    cart.killed(moment, step, POINTS_APPLY, points=300)

    assert cart.state == (265, D("62.65"))
    assert_all_is_right()
    sweep(long_after())
    cart.assert_as_new()


OFF = pytest.mark.parametrize(
    ("method", "step"),
    [("DISCOUNT", VOID), ("DISCOUNT", DROP), ("DISCOUNT", ROW_GONE), ("PAYMENT", DROP_CARD)],
)


@OFF
def test_while_points_are_removed(live_shop: Shop, method: str, step: str) -> None:
    cart = Cart(live_shop, points=735, method=method)

    cart.killed("after", step, POINTS_REMOVE)

    assert cart.state == (265, D("62.65"))
    assert_all_is_right()
    cart.shop.remove(cart.id, cart.ann)
    cart.assert_as_new()


@METHODS
def test_after_points_were_removed(live_shop: Shop, method: str) -> None:
    cart = Cart(live_shop, points=735, method=method)

    cart.killed("after", REMOVED, POINTS_REMOVE)

    cart.assert_as_new()


@pytest.mark.parametrize(
    ("method", "moment", "step"),
    [
        ("DISCOUNT", "before", REQUOTE),
        ("DISCOUNT", "after", PLACE),
        ("DISCOUNT", "after", DROP),
        ("DISCOUNT", "after", PUT),
        ("DISCOUNT", "after", ROW),
        ("PAYMENT", "before", REQUOTE),
        ("PAYMENT", "after", DROP_CARD),
        ("PAYMENT", "after", PUT_CARD),
    ],
)
def test_while_the_points_follow_the_cart(
    live_shop: Shop, method: str, moment: str, step: str
) -> None:
    """The cart has shrunk below its points: it can't be bought so, and the next look mends it."""
    cart = Cart(live_shop, points=1000, method=method)
    lines = [{"variantId": cart.cup, "quantity": 0}]
    jug = cart.shop.setup.variant(D("4.00"), channel=cart.channel)
    cart.shop.add_line(cart.id, jug, 1, cart.ann)

    cart.killed(moment, step, LINES_UPDATE, lines=lines)

    assert cart.shop.available(cart.ann) == 0
    assert_all_is_right()
    with pytest.raises(Refused) as refused:
        cart.shop.complete(cart.id, cart.ann)
    ours = {"DISCOUNT": "VOUCHER_NOT_APPLICABLE", "PAYMENT": "GIFT_CARD_NOT_APPLICABLE"}
    assert refused.value.codes == [ours[method]]
    assert cart.shop.set_quantity(cart.id, jug, 2, cart.ann) == D("10.0")
    assert cart.shop.available(cart.ann) == 200
    assert_all_is_right()


def test_the_sweep_mends_what_nobody_looks_at(live_shop: Shop) -> None:
    cart = Cart(live_shop, points=1000)

    cart.killed("before", REQUOTE, LINES_UPDATE, lines=[{"variantId": cart.cup, "quantity": 1}])
    sweep(long_after())

    cart.shop.set_quantity(cart.id, cart.cup, 6, cart.ann)
    cart.assert_as_new()


@pytest.mark.parametrize(
    ("method", "step"),
    [
        ("DISCOUNT", CHECK),
        ("DISCOUNT", USE_CODE),
        ("DISCOUNT", MAKE_ORDER),
        ("PAYMENT", USE_CARD),
        ("PAYMENT", MAKE_ORDER),
    ],
)
def test_while_the_order_is_made(live_shop: Shop, method: str, step: str) -> None:
    cart = Cart(live_shop, points=735, method=method)

    cart.killed("after", step, COMPLETE)

    assert Order.objects.count() == 0
    assert cart.state == (265, D("62.65"))
    assert_all_is_right()
    cart.buy()
    assert cart.shop.movements(cart.ann)[1:] == [("REDEEM", -735), ("EARN", 52)]
    assert_all_is_right()


def ordered(cart: Cart) -> UUID:
    """An order of the cart that the plugin has not heard of."""
    total = cart.shop.total(cart.id, cart.ann)
    cart.shop.pay_checkout(cart.id, total, cart.channel.currency)
    cart.killed("before", TELL, COMPLETE)
    return cart.order_id()


@METHODS
@pytest.mark.parametrize("step", [CAPTURE, SETTLEMENT])
def test_while_points_are_captured(live_shop: Shop, step: str, method: str) -> None:
    cart = Cart(live_shop, points=735, method=method)
    order_id = ordered(cart)

    killed("after", step, lambda: settle_order(order_id=order_id, now=timezone.now()))

    assert cart.shop.available(cart.ann) == 265
    assert Hold.objects.get().status == HoldStatus.OPEN
    assert worth_something() == set()
    for _ in range(2):
        sweep()
        assert cart.shop.movements(cart.ann)[1:] == [("REDEEM", -735), ("EARN", 52)]
    assert_all_is_right()


@pytest.mark.parametrize("step", [POST, SETTLEMENT])
def test_while_a_cancelled_order_gives_points_back(live_shop: Shop, step: str) -> None:
    cart = Cart(live_shop, points=735)
    order_id = cart.buy()
    with cart.shop.setup.hooks_lost():
        cart.shop.cancel(order_id)

    killed("after", step, lambda: settle_order(order_id=order_id, now=timezone.now()))

    assert cart.shop.balance(cart.ann) == 265 + 52
    for _ in range(2):
        sweep()
        assert cart.shop.balance(cart.ann) == CREDIT
    assert worth_something() == set()
    assert_all_is_right()


@METHODS
def test_order_given_up_before_it_was_settled(live_shop: Shop, method: str) -> None:
    """Its hold was never captured: the points are free again, and its code is no good."""
    cart = Cart(live_shop, points=735, method=method)
    order_id = ordered(cart)
    with cart.shop.setup.hooks_lost():
        cart.shop.cancel(order_id)

    killed("after", VOID, lambda: settle_order(order_id=order_id, now=timezone.now()))

    sweep()
    assert cart.shop.movements(cart.ann) == [("ADJUST", CREDIT)]
    assert cart.shop.available(cart.ann) == CREDIT
    assert worth_something() == set()
    assert_all_is_right()


@OFF
def test_while_overdue_points_are_given_back(live_shop: Shop, method: str, step: str) -> None:
    cart = Cart(live_shop, points=735, method=method)

    killed("after", step, lambda: sweep_holds(now=long_after()))

    assert cart.state == (265, D("62.65"))
    assert_all_is_right()
    sweep(long_after())
    cart.assert_as_new()


# Rewards --------------------------------------------------------------------------------------

TAKE_POINTS = "saleor_loyalty_plugin.services.rewards.claims:take_points"
ISSUE_CARD = "sandbox.host:SandboxHost.issue_gift_card"
CLAIM_SAVED = "saleor_loyalty_plugin.models:RewardClaim.save"
PUT_ON = "saleor_loyalty_plugin.services.rewards.claims:put_on"
COUNTED = "saleor_loyalty_plugin.services.rewards.claims:_count"
TAKE_OFF = "saleor_loyalty_plugin.services.rewards.claims:take_off"
GIVE_BACK = "saleor_loyalty_plugin.services.rewards.claims:give_back"
CLAIM_USED = "saleor_loyalty_plugin.services.rewards.claim_benefits:_use"
CLAIM_FREED = "saleor_loyalty_plugin.services.rewards.claim_benefits:_free"
ORDER_NOTED = "saleor_loyalty_plugin.services.orders.settle_order:note_order"


@pytest.mark.parametrize("step", [TAKE_POINTS, CLAIM_SAVED, PUT, PUT_ON, COUNTED])
def test_while_a_reward_is_claimed_for_a_cart(live_shop: Shop, step: str) -> None:
    cart = Cart(live_shop, points=200)
    prize = voucher(stock=1)

    killed("after", step, lambda: claimed(cart.ann, prize, checkout=cart.id, key="click"))

    assert RewardClaim.objects.count() == 0
    assert cart.state == (800, D("68.0"))
    assert_all_is_right()
    # 20 % of 60.00, and the 2.00 of the points.
    claimed(cart.ann, prize, checkout=cart.id, key="click")
    assert cart.state == (700, D("56.0"))
    assert_all_is_right()


@pytest.mark.parametrize("step", [TAKE_POINTS, ISSUE_CARD, COUNTED])
def test_while_a_gift_card_is_claimed(live_shop: Shop, step: str) -> None:
    cart = Cart(live_shop)
    prize = reward("GIFT_CARD", amount=D("5.00"), currency=cart.channel.currency, stock=1)

    killed("after", step, lambda: claimed(cart.ann, prize, key="click"))

    assert (RewardClaim.objects.count(), GiftCard.objects.count()) == (0, 0)
    assert cart.shop.balance(cart.ann) == CREDIT
    for _ in range(2):
        claimed(cart.ann, prize, key="click")
    assert (RewardClaim.objects.count(), GiftCard.objects.count()) == (1, 1)
    assert cart.shop.balance(cart.ann) == CREDIT - 100
    assert_all_is_right()


@pytest.mark.parametrize("step", [TAKE_OFF, DROP, GIVE_BACK, CLAIM_SAVED])
def test_while_a_claim_is_cancelled(live_shop: Shop, step: str) -> None:
    cart = Cart(live_shop)
    claim = claimed(cart.ann, voucher(stock=1), checkout=cart.id)

    def cancel() -> None:
        cancel_claim(claim_id=claim.pk, requestor=acting(cart.ann), now=timezone.now())

    killed("after", step, cancel)

    assert cart.state == (900, D("58.0"))
    assert_all_is_right()
    for _ in range(2):
        cancel()
    cart.assert_as_new()


@pytest.mark.parametrize("step", [TAKE_OFF, ROW_GONE, CLAIM_SAVED])
def test_while_a_claim_runs_out(live_shop: Shop, step: str) -> None:
    cart = Cart(live_shop)
    claimed(cart.ann, voucher(claim_days=1), checkout=cart.id)

    killed("after", step, lambda: sweep_claims(now=long_after()))

    assert cart.state == (900, D("58.0"))
    assert_all_is_right()
    sweep(long_after())
    assert cart.state == (900, D("70.0"))
    assert worth_something() == set()
    assert_all_is_right()


@METHODS
@pytest.mark.parametrize("step", [ORDER_NOTED, CLAIM_USED, CAPTURE, SETTLEMENT])
def test_while_an_order_with_a_reward_and_points_is_settled(
    live_shop: Shop, step: str, method: str
) -> None:
    """20 % of 60.00, then 7.35: 40.65 of goods are paid in money."""
    cart = Cart(live_shop, method=method)
    claim = claimed(cart.ann, voucher(), checkout=cart.id)
    cart.shop.apply(cart.id, cart.ann, points=735)
    order_id = ordered(cart)

    killed("after", step, lambda: settle_order(order_id=order_id, now=timezone.now()))

    assert fresh(claim).status == ClaimStatus.CLAIMED
    assert worth_something() == set()
    for _ in range(2):
        sweep()
        assert cart.shop.movements(cart.ann)[2:] == [("REDEEM", -735), ("EARN", 40)]
        assert (fresh(claim).status, fresh(claim).order_id) == (ClaimStatus.USED, order_id)
    assert_all_is_right()


@pytest.mark.parametrize("step", [CLAIM_FREED, POST, SETTLEMENT])
def test_while_a_given_up_order_gives_reward_and_points_back(live_shop: Shop, step: str) -> None:
    cart = Cart(live_shop)
    claim = claimed(cart.ann, voucher(), checkout=cart.id)
    cart.shop.apply(cart.id, cart.ann, points=735)
    order_id = cart.buy()
    with cart.shop.setup.hooks_lost():
        cart.shop.cancel(order_id)

    killed("after", step, lambda: settle_order(order_id=order_id, now=timezone.now()))

    assert fresh(claim).status == ClaimStatus.USED
    for _ in range(2):
        sweep()
        assert cart.shop.balance(cart.ann) == CREDIT - 100
        assert (fresh(claim).status, fresh(claim).order_id) == (ClaimStatus.CLAIMED, None)
    assert worth_something() == set()
    assert_all_is_right()
