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

from saleor_loyalty_plugin.models import Hold, HoldStatus
from saleor_loyalty_plugin.services.settle_order import settle_order
from saleor_loyalty_plugin.services.sweep import sweep_holds
from sandbox.shop.models import Order
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
ROW = "saleor_loyalty_plugin.models:CheckoutDiscount.save"
ROW_GONE = "saleor_loyalty_plugin.models:CheckoutDiscount.delete"
SETTLEMENT = "saleor_loyalty_plugin.models:OrderSettlement.save"
APPLIED = "saleor_loyalty_plugin.api.mutations.checkout:apply_points"
REMOVED = "saleor_loyalty_plugin.api.mutations.checkout:remove_points"
REQUOTE = "saleor_loyalty_plugin.hooks:requote_checkout"
CHECK = "saleor_loyalty_plugin.hooks:_check_before_order"
USE_CODE = "sandbox.shop.vouchers:increase_usage"
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

    def __init__(self, shop: Shop, *, points: int | None = None) -> None:
        self.shop = shop
        self.channel: Channel = shop.setup.channel()
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
        assert self.shop.movements(self.ann)[1:] == [("REDEEM", -735), ("EARN", 52)]
        assert_all_is_right()


def long_after() -> Any:
    return timezone.now() + timedelta(days=2)


@pytest.mark.parametrize(
    ("moment", "step"),
    [("before", PLACE), ("after", PLACE), ("after", PUT), ("before", ROW), ("after", ROW)],
)
def test_while_points_are_applied(live_shop: Shop, moment: str, step: str) -> None:
    cart = Cart(live_shop)

    cart.killed(moment, step, POINTS_APPLY, points=735)

    assert Hold.objects.count() == 0
    cart.assert_as_new()


def test_after_points_were_applied(live_shop: Shop) -> None:
    """Nobody has told the shopper; the points are on the cart and come off it in time."""
    cart = Cart(live_shop)

    cart.killed("after", APPLIED, POINTS_APPLY, points=735)

    assert cart.state == (265, D("62.65"))
    assert_all_is_right()
    sweep(long_after())
    cart.assert_as_new()


@pytest.mark.parametrize(
    ("moment", "step"), [("after", PLACE), ("after", DROP), ("after", PUT), ("before", ROW)]
)
def test_while_other_points_are_applied(live_shop: Shop, moment: str, step: str) -> None:
    cart = Cart(live_shop, points=735)

    cart.killed(moment, step, POINTS_APPLY, points=300)

    assert cart.state == (265, D("62.65"))
    assert_all_is_right()
    sweep(long_after())
    cart.assert_as_new()


@pytest.mark.parametrize("step", [VOID, DROP, ROW_GONE])
def test_while_points_are_removed(live_shop: Shop, step: str) -> None:
    cart = Cart(live_shop, points=735)

    cart.killed("after", step, POINTS_REMOVE)

    assert cart.state == (265, D("62.65"))
    assert_all_is_right()
    cart.shop.remove(cart.id, cart.ann)
    cart.assert_as_new()


def test_after_points_were_removed(live_shop: Shop) -> None:
    cart = Cart(live_shop, points=735)

    cart.killed("after", REMOVED, POINTS_REMOVE)

    cart.assert_as_new()


@pytest.mark.parametrize(
    ("moment", "step"),
    [("before", REQUOTE), ("after", PLACE), ("after", DROP), ("after", PUT), ("after", ROW)],
)
def test_while_the_points_follow_the_cart(live_shop: Shop, moment: str, step: str) -> None:
    """The cart has shrunk below its points: it can't be bought so, and the next look mends it."""
    cart = Cart(live_shop, points=1000)
    lines = [{"variantId": cart.cup, "quantity": 0}]
    jug = cart.shop.setup.variant(D("4.00"), channel=cart.channel)
    cart.shop.add_line(cart.id, jug, 1, cart.ann)

    cart.killed(moment, step, LINES_UPDATE, lines=lines)

    assert cart.shop.available(cart.ann) == 0
    assert_all_is_right()
    with pytest.raises(Refused) as refused:
        cart.shop.complete(cart.id, cart.ann)
    assert refused.value.codes == ["VOUCHER_NOT_APPLICABLE"]
    assert cart.shop.set_quantity(cart.id, jug, 2, cart.ann) == D("10.0")
    assert cart.shop.available(cart.ann) == 200
    assert_all_is_right()


def test_the_sweep_mends_what_nobody_looks_at(live_shop: Shop) -> None:
    cart = Cart(live_shop, points=1000)

    cart.killed("before", REQUOTE, LINES_UPDATE, lines=[{"variantId": cart.cup, "quantity": 1}])
    sweep(long_after())

    cart.shop.set_quantity(cart.id, cart.cup, 6, cart.ann)
    cart.assert_as_new()


@pytest.mark.parametrize("step", [CHECK, USE_CODE, MAKE_ORDER])
def test_while_the_order_is_made(live_shop: Shop, step: str) -> None:
    cart = Cart(live_shop, points=735)

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


@pytest.mark.parametrize("step", [CAPTURE, SETTLEMENT])
def test_while_points_are_captured(live_shop: Shop, step: str) -> None:
    cart = Cart(live_shop, points=735)
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


def test_order_given_up_before_it_was_settled(live_shop: Shop) -> None:
    """Its hold was never captured: the points are free again, and its code is no good."""
    cart = Cart(live_shop, points=735)
    order_id = ordered(cart)
    with cart.shop.setup.hooks_lost():
        cart.shop.cancel(order_id)

    killed("after", VOID, lambda: settle_order(order_id=order_id, now=timezone.now()))

    sweep()
    assert cart.shop.movements(cart.ann) == [("ADJUST", CREDIT)]
    assert cart.shop.available(cart.ann) == CREDIT
    assert worth_something() == set()
    assert_all_is_right()


@pytest.mark.parametrize("step", [VOID, DROP, ROW_GONE])
def test_while_overdue_points_are_given_back(live_shop: Shop, step: str) -> None:
    cart = Cart(live_shop, points=735)

    killed("after", step, lambda: sweep_holds(now=long_after()))

    assert cart.state == (265, D("62.65"))
    assert_all_is_right()
    sweep(long_after())
    cart.assert_as_new()
