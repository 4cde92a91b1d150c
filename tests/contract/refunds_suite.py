"""What is taken back, however the shop tells of it: the same in every host.

Each story ends the same whether each hook arrives, each twice, none, or only some.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.services.proof.verify_books import verify_books
from saleor_loyalty_plugin.tasks import settle_order_task, sweep_orders_task
from tests.contract.driver import Channel, Person, Shop

D = Decimal
CREDIT = 1000


@dataclass(frozen=True, kw_only=True)
class World:
    """An order of 3 cups at 10.00 and a pot at 70.00, delivery 10.00, by a customer who had 1000
    points before."""

    shop: Shop
    channel: Channel
    buyer: Person
    order_id: UUID
    cups: int
    pot: int
    jug: str

    def refund(self, amount: str) -> None:
        self.shop.setup.refund_amount(self.order_id, D(amount))

    def return_cup(self) -> None:
        self.shop.setup.return_units(self.order_id, self.cups, 1)

    def return_pot(self) -> None:
        self.shop.setup.return_units(self.order_id, self.pot, 1)

    def take_back_cup(self) -> None:
        self.shop.setup.take_back(self.order_id, self.cups, 1)

    def exchange_cup(self) -> None:
        """As staff do it: the new order is marked as paid, the money stays with the first one."""
        self.shop.mark_paid(self.shop.setup.exchange_units(self.order_id, self.cups, 1))

    def fulfill(self) -> None:
        self.shop.setup.fulfill(self.order_id)

    def cancel_shipment(self) -> None:
        self.shop.setup.cancel_shipment(self.order_id)

    def cancel(self) -> None:
        self.shop.cancel(self.order_id)

    def one_cup_less(self) -> None:
        self.shop.setup.set_line_quantity(self.order_id, self.cups, 2)

    def no_pot(self) -> None:
        self.shop.setup.set_line_quantity(self.order_id, self.pot, 0)

    def a_jug_more(self) -> None:
        self.shop.setup.add_line(self.order_id, self.jug, 1)

    def pay(self, amount: str) -> None:
        self.shop.pay_order(self.order_id, D(amount), self.channel.currency)

    def confirm(self) -> None:
        self.shop.confirm(self.order_id)


Step = Callable[[World], None]


@dataclass(frozen=True, kw_only=True)
class Story:
    """What happens to the order, and what its customer has of it in the end.

    `earned` are the points that the order has earned then, `spent` those that it has cost.
    `points` are used at the checkout; `is_held` orders can be edited until they are confirmed.
    """

    label: str
    steps: tuple[Step, ...]
    earned: int
    spent: int = 0
    points: int | None = None
    is_held: bool = False
    program: dict[str, Any] = field(default_factory=dict)


W = World
SHIPPED = {"earnTrigger": "ORDER_FULFILLED"}
WAITING = {"pendingUntilFulfilled": True}

STORIES = (
    Story(label="an amount", steps=(lambda w: w.refund("55.00"),), earned=50),
    Story(
        label="an amount, then a piece, then all",
        # 10.00 go for the cup, 11.00 for nothing in particular: a tenth of the other 100.00.
        steps=(lambda w: w.refund("10.00"), W.return_cup, lambda w: w.refund("1.00")),
        earned=80,
    ),
    Story(
        label="an amount, a piece, cancelled shipments",
        steps=(lambda w: w.refund("10.00"), W.return_cup, W.cancel_shipment),
        earned=81,
    ),
    Story(
        label="cancelled after an amount went back",
        steps=(lambda w: w.refund("55.00"), W.cancel),
        earned=0,
    ),
    Story(
        label="shipped, an amount back, the shipment cancelled, the order cancelled",
        steps=(W.fulfill, lambda w: w.refund("20.00"), W.cancel_shipment, W.cancel),
        earned=0,
    ),
    Story(
        label="an amount, a piece, all of it cancelled",
        steps=(lambda w: w.refund("10.00"), W.return_cup, W.cancel_shipment, W.cancel),
        earned=0,
    ),
    Story(label="a small amount", steps=(lambda w: w.refund("10.00"),), earned=90),
    Story(label="a piece without money", steps=(W.take_back_cup,), earned=90),
    Story(
        label="a piece without money, its money later",
        steps=(W.take_back_cup, lambda w: w.refund("10.00")),
        earned=90,
    ),
    Story(
        label="piece after piece",
        steps=(W.return_cup, W.return_pot, W.return_cup, W.return_cup),
        earned=0,
    ),
    Story(
        label="points used, a piece back",
        # 5.00 off: cups at 28.50, the pot at 66.50; a tenth of the goods' value returns.
        steps=(W.return_cup,),
        points=500,
        earned=85,
        spent=450,
    ),
    Story(
        label="points used, cancelled after a part went back",
        steps=(lambda w: w.refund("52.50"), W.cancel),
        points=500,
        earned=0,
        spent=0,
    ),
    Story(
        label="points used, everything back piece by piece",
        steps=(W.return_pot, W.return_cup, W.return_cup, W.return_cup),
        points=500,
        earned=0,
        spent=0,
    ),
    Story(label="exchanged", steps=(W.exchange_cup,), earned=100),
    Story(
        label="points used, exchanged", steps=(W.exchange_cup,), points=500, earned=95, spent=500
    ),
    Story(
        label="exchanged, then the pot back",
        steps=(W.exchange_cup, W.return_pot),
        points=500,
        earned=28,
        spent=150,
    ),
    Story(label="earned when shipped", steps=(W.fulfill,), program=SHIPPED, earned=100),
    Story(
        label="shipment cancelled where shipping earns",
        steps=(W.fulfill, W.cancel_shipment),
        program=SHIPPED,
        earned=0,
    ),
    Story(
        label="shipped once more where shipping earns",
        steps=(W.fulfill, W.cancel_shipment, W.fulfill),
        program=SHIPPED,
        earned=100,
    ),
    Story(
        label="exchanged where shipping earns",
        steps=(W.exchange_cup,),
        program=SHIPPED,
        earned=100,
    ),
    Story(
        label="shipment cancelled, points waited for it",
        steps=(W.fulfill, W.cancel_shipment),
        program=WAITING,
        earned=100,
    ),
    Story(
        label="edited before it was confirmed",
        # 20.00 + 70.00 + 25.00 and delivery: 15.00 more than were paid.
        steps=(W.one_cup_less, W.a_jug_more, W.confirm, lambda w: w.pay("15.00")),
        is_held=True,
        earned=115,
    ),
    Story(
        label="edited and not paid in full",
        steps=(W.one_cup_less, W.a_jug_more, W.confirm),
        is_held=True,
        earned=0,
    ),
    Story(
        label="a line removed before it was confirmed",
        steps=(W.no_pot, W.confirm),
        is_held=True,
        earned=30,
    ),
    Story(
        label="points used, edited, a piece back",
        # 5.00 off 20.00: two cups at 15.00; half of them goes back.
        steps=(W.no_pot, W.one_cup_less, W.confirm, W.return_cup),
        points=500,
        is_held=True,
        earned=7,
        spent=250,
    ),
    Story(
        label="edited below the discount",
        # 40.00 were taken off, 20.00 are used: 2000 of the 4000 points.
        steps=(W.no_pot, W.one_cup_less, W.confirm),
        points=4000,
        is_held=True,
        earned=0,
        spent=2000,
    ),
)


def _all(world: World, steps: tuple[Step, ...]) -> None:
    for step in steps:
        step(world)


def _twice(world: World, steps: tuple[Step, ...]) -> None:
    for step in steps:
        step(world)
        for _ in range(2):
            settle_order_task(str(world.order_id))


def _lost(world: World, steps: tuple[Step, ...]) -> None:
    with world.shop.setup.hooks_lost():
        _all(world, steps)


def _every_other(world: World, steps: tuple[Step, ...]) -> None:
    for number, step in enumerate(steps):
        (_lost if number % 2 else _all)(world, (step,))


def _late(world: World, steps: tuple[Step, ...]) -> None:
    _lost(world, steps)
    for _ in range(3):
        settle_order_task(str(world.order_id))


DELIVERIES = {
    "each hook": _all,
    "twice": _twice,
    "lost": _lost,
    "every other": _every_other,
    "late": _late,
}


@pytest.mark.parametrize("delivery", DELIVERIES)
@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.label)
def test_same_end_however_hooks_arrive(shop: Shop, story: Story, delivery: str) -> None:
    world = new_world(shop, story)

    DELIVERIES[delivery](world, story.steps)
    sweep_orders_task()

    assert net_of_order(world) == (story.earned, story.spent)
    before = shop.movements(world.buyer)
    sweep_orders_task()
    settle_order_task(str(world.order_id))
    assert shop.movements(world.buyer) == before
    assert_books_are_right()


def test_points_that_a_shipment_freed_stay_free(shop: Shop) -> None:
    """Cancelling the shipment takes nothing back: the customer may have used them."""
    world = new_world(shop, Story(label="", steps=(), earned=0, program=WAITING))
    assert _state(world) == (CREDIT + 100, 100, CREDIT)

    world.fulfill()
    assert _state(world) == (CREDIT + 100, 0, CREDIT + 100)
    world.cancel_shipment()
    assert _state(world) == (CREDIT + 100, 0, CREDIT + 100)
    world.fulfill()
    assert _state(world) == (CREDIT + 100, 0, CREDIT + 100)
    world.cancel_shipment()
    world.cancel()

    assert _state(world) == (CREDIT, 0, CREDIT)
    assert_books_are_right()


def test_exchange_earns_nothing_itself_and_says_so(shop: Shop) -> None:
    world = new_world(shop, Story(label="", steps=(), earned=0))
    before = shop.movements(world.buyer)

    other_id = shop.setup.exchange_units(world.order_id, world.pot, 1)
    shop.mark_paid(other_id)
    shop.setup.fulfill(other_id)

    assert shop.order(other_id)["isPaid"]
    assert shop.movements(world.buyer) == before
    assert_books_are_right()


def test_goods_that_were_not_all_shipped_do_not_earn_because_one_came_back(shop: Shop) -> None:
    """The shop calls such an order partially returned, shipped or not."""
    world = new_world(shop, Story(label="", steps=(), earned=0, program=SHIPPED))
    world.fulfill()
    world.take_back_cup()
    assert net_of_order(world) == (90, 0)

    world.cancel_shipment()
    assert shop.order(world.order_id)["status"] == "PARTIALLY_RETURNED"

    assert net_of_order(world) == (0, 0)
    world.fulfill()
    assert net_of_order(world) == (90, 0)
    assert_books_are_right()


def new_world(shop: Shop, story: Story) -> World:
    channel = shop.setup.channel()
    if story.program:
        shop.set_program(channel, **story.program)
    if story.is_held:
        shop.setup.hold_new_orders(channel)
    buyer = shop.setup.customer("ann@example.com")
    shop.credit(buyer, max(CREDIT, story.points or 0))
    cup = shop.setup.variant(D("10.00"), channel=channel)
    pot = shop.setup.variant(D("70.00"), channel=channel)
    order_id = shop.buy(buyer, (cup, 3), (pot, 1), channel=channel, points=story.points)
    quantities = [line["quantity"] for line in shop.order(order_id)["lines"]]
    return World(
        shop=shop,
        channel=channel,
        buyer=buyer,
        order_id=order_id,
        cups=quantities.index(3),
        pot=quantities.index(1),
        jug=shop.setup.variant(D("25.00"), channel=channel),
    )


def net_of_order(world: World) -> tuple[int, int]:
    """What its entries add up to: earned, spent."""
    sums = {"earned": 0, "spent": 0}
    for kind, points in world.shop.movements(world.buyer):
        if kind in ("EARN", "CLAWBACK"):
            sums["earned"] += points
        elif kind in ("REDEEM", "RESTORE"):
            sums["spent"] -= points
    return sums["earned"], sums["spent"]


def _state(world: World) -> tuple[int, int, int]:
    account = world.shop.account(world.buyer)
    assert account is not None
    return account["balance"], account["pending"], account["available"]


def assert_books_are_right() -> None:
    with current_host().writer_access():
        assert list(verify_books(now=timezone.now())) == []
