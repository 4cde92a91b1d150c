"""Any cart, any way to pay, any refunds until nothing is left: it adds up, to cent and point.

A longer search: ADDING_UP_EXAMPLES=300 pytest tests/contract/test_sandbox.py -k adds_up
"""

import os
import random
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Any
from uuid import UUID

import graphene
import pytest
from django.utils import timezone

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.rules.facts import OrderFacts
from saleor_loyalty_plugin.services.proof.verify_books import verify_books
from saleor_loyalty_plugin.tasks import sweep_orders_task
from tests.contract.claims_suite import CLAIM
from tests.contract.driver import Channel, Person, Refused, Shop
from tests.contract.refund_preview_suite import ask
from tests.contract.standing import Tiers

D = Decimal
ZERO = D(0)
# One for each place, and some more where they take no time.
EXAMPLES = int(os.environ.get("ADDING_UP_EXAMPLES") or {"sandbox": 12}.get(current_host().name, 5))
CREDIT = 1_000_000

CART = """
query ($id: ID!) {
  checkout(id: $id) {
    totalPrice { gross { amount } net { amount } }
    loyalty { appliedPoints appliedDiscount { amount }
      benefits { kind points amount { amount } } }
  }
}"""
SPENT = """
query ($id: ID!) { order(id: $id) { loyalty { pointsEarned pointsSpent } } }"""


@dataclass(frozen=True, kw_only=True)
class Place:
    """A channel, how its prices are entered, and what points are worth there.

    So many points for each `redeem_amount`, for instance; prices are below `price_max` units of the
    currency's smallest coin.
    """

    setup: str
    digits: int
    is_net: bool = False
    delivery: str = "10"
    rates: tuple[tuple[int, str], ...]
    earn_amount: str = "1"
    price_max: int = 6000

    @property
    def unit(self) -> Decimal:
        return D(1).scaleb(-self.digits)


_CENTS = ((100, "1"), (7, "0.10"), (1, "0.01"), (300, "0.99"))
PLACES = (
    Place(setup="channel", digits=2, rates=_CENTS),
    Place(setup="gross_channel", digits=2, rates=_CENTS),
    Place(setup="net_channel", digits=2, is_net=True, rates=_CENTS),
    Place(
        setup="yen_channel",
        digits=0,
        delivery="500",
        rates=((100, "150"), (100, "1"), (3, "7")),
        earn_amount="150",
    ),
    Place(
        setup="dinar_channel",
        digits=3,
        delivery="1.525",
        rates=((100, "0.3"), (1, "0.001"), (7, "0.009")),
        earn_amount="0.3",
        price_max=20_000,
    ),
)


def amount(value: dict[str, Any]) -> Decimal:
    return D(str(value["amount"]))


@dataclass(kw_only=True)
class Cart:
    """What somebody with a million points puts together, stage by stage; each stage is checked."""

    shop: Shop
    luck: random.Random
    place: Place
    method: str
    tiers: Tiers
    worth: Decimal = ZERO
    points_claimed: int = 0
    card_paid: Decimal = ZERO
    has_merchants_code: bool = False
    log: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        shop, luck, place = self.shop, self.luck, self.place
        self.channel: Channel = getattr(shop.setup, place.setup)()
        self.rate = luck.choice(place.rates)
        shop.set_program(self.channel, redemptionMethod=self.method)
        shop.set_channel(
            self.channel,
            redeemPoints=self.rate[0],
            redeemAmount=self.rate[1],
            earnPoints=1,
            earnAmount=place.earn_amount,
        )
        self.buyer: Person = shop.setup.customer("ann@example.com")
        shop.credit(self.buyer, CREDIT)
        if luck.random() < 0.4:
            self._give_tier()
        self.lines = [self._goods() for _ in range(luck.randint(1, 4))]
        self.id = shop.checkout(self.buyer, *self.lines, channel=self.channel)
        self.worth += D(place.delivery)
        self.check()

    def _goods(self) -> tuple[str, int]:
        luck, place = self.luck, self.place
        units = luck.choice([luck.randrange(1, place.price_max), luck.randrange(1, 40) * 100 - 1])
        price = units * place.unit
        reduced = luck.randrange(units) * place.unit if luck.random() < 0.2 else None
        quantity = luck.randint(1, 5)
        self.worth += (reduced if reduced is not None else price) * quantity
        variant = self.shop.setup.variant(price, channel=self.channel, reduced_to=reduced)
        self.log.append(f"{quantity} x {price} ({reduced})")
        return variant, quantity

    def _give_tier(self) -> None:
        luck = self.luck
        gives: dict[str, Any] = {"discount_percentage": luck.choice([D("7.5"), D(10), D("33.3")])}
        if luck.random() < 0.3:
            gives = {"free_shipping": True}
        gives["earning_multiplier"] = luck.choice([D(1), D("1.5"), D(2)])
        self.tiers.give(self.buyer, **gives)
        self.log.append(f"tier {gives}")

    def state(self) -> dict[str, Any]:
        found: dict[str, Any] = self.shop.run(CART, {"id": self.id}, self.buyer.token)["checkout"]
        return found

    def total(self) -> Decimal:
        """What is to be paid now, in money."""
        return amount(self.state()["totalPrice"]["gross"])

    def check(self) -> None:
        """What the cart costs is what its goods and delivery cost less each item, as entered."""
        state = self.state()
        benefits = state["loyalty"]["benefits"]
        taken_off = sum(
            (
                amount(item["amount"])
                for item in benefits
                if (self.method, item["kind"]) != ("PAYMENT", "POINTS")
            ),
            ZERO,
        )
        if self.card_paid or (self.method == "PAYMENT" and state["loyalty"]["appliedPoints"]):
            # What gift cards pay is no price; the stages that put them on look at the difference.
            return
        side = "net" if self.place.is_net else "gross"
        assert amount(state["totalPrice"][side]) == self.worth - taken_off, self.log

    def add_merchants_code(self) -> None:
        off = self.luck.randrange(1, 1500) * self.place.unit
        goods = self.worth - D(self.place.delivery)
        self.shop.add_promo_code(
            self.id, self.shop.setup.voucher(off, channel=self.channel), self.buyer
        )
        self.worth -= min(off, goods)
        self.has_merchants_code = True
        self.log.append(f"merchant's code {off}")
        self.check()

    def claim(self) -> None:
        """A reward of any kind that is used at a checkout; some find nothing to lower."""
        luck, unit = self.luck, self.place.unit
        kind, values = luck.choice(
            [
                ("VOUCHER_PERCENTAGE", {"percentage": luck.choice([10, 25, 100])}),
                ("VOUCHER_AMOUNT", {"amount": str(luck.randrange(1, 3000) * unit)}),
                ("FREE_SHIPPING", {}),
                ("PRODUCT", {"variantId": self.lines[0][0]}),
            ]
        )
        if kind == "VOUCHER_AMOUNT":
            values |= {"currency": self.channel.currency}
        reward = self.shop.add_reward(self.channel, kind=kind, points=137, **values)
        variables = {"id": reward, "checkoutId": self.id}
        try:
            self.shop.mutate(CLAIM, variables, self.buyer.token)
        except Refused as refused:
            assert refused.codes == ["NOT_APPLICABLE"]
            return
        self.points_claimed += 137
        self.log.append(f"{kind} {values}")
        self.check()

    def use_points(self) -> None:
        before = self.total()
        if self.luck.random() < 0.5:
            choice: dict[str, Any] = {"maximum": True}
        else:
            choice = {"points": self.luck.randrange(1, 4000)}
        try:
            self.shop.apply(self.id, self.buyer, **choice)
        except Refused as refused:
            assert refused.codes[0] in ("LIMIT_EXCEEDED", "TOO_FEW_POINTS"), refused.messages
            return
        loyalty = self.state()["loyalty"]
        off = amount(loyalty["appliedDiscount"])
        points, per = self.rate[0], D(self.rate[1])
        # As many as that much costs, and not one more.
        assert loyalty["appliedPoints"] == ceil(Fraction(off) * points / Fraction(per))
        assert (loyalty["benefits"][-1]["kind"], amount(loyalty["benefits"][-1]["amount"])) == (
            "POINTS",
            off,
        )
        if self.method == "PAYMENT":
            assert self.total() == before - off, self.log
        self.log.append(f"{loyalty['appliedPoints']} points for {off}")
        self.check()

    def pay_by_card(self) -> None:
        worth = self.luck.randrange(1, self.place.price_max) * self.place.unit
        before = self.total()
        card = self.shop.setup.gift_card(worth, channel=self.channel)
        self.shop.add_promo_code(self.id, card, self.buyer)
        self.card_paid = min(worth, before)
        assert self.total() == before - self.card_paid
        self.log.append(f"gift card {worth}")

    def buy(self) -> "Bought":
        total, state = self.total(), self.state()
        if total:
            self.shop.pay_checkout(self.id, total, self.channel.currency)
        order_id = self.shop.complete(self.id, self.buyer)
        if self.tiers.holders:
            # What the tier gives from now on changes nothing of the order.
            self.tiers.give()
        return Bought(
            cart=self,
            order_id=order_id,
            paid=total,
            points=state["loyalty"]["appliedPoints"],
            goods=sum((quantity for _, quantity in self.lines), 0),
        )


@dataclass(kw_only=True)
class Bought:
    """An order, all of it paid. What comes back of it, in goods and money, is chosen at random."""

    cart: Cart
    order_id: UUID
    paid: Decimal
    points: int
    goods: int
    paid_back: Decimal = ZERO
    is_shipped: bool = False

    def __post_init__(self) -> None:
        shop = self.cart.shop
        self.left = [line["quantity"] for line in shop.order(self.order_id)["lines"]]
        facts = self.facts()
        goods = sum((line.total_gross for line in facts.lines), facts.shipping_gross)
        # Points that pay by a gift card have lowered the lines already.
        assert facts.total_gross == self.paid == goods - self.cart.card_paid, self.cart.log
        assert self.points_now()[1] == self.points
        self.check()

    def facts(self) -> OrderFacts:
        with current_host().writer_access():
            return current_host().order_facts([self.order_id])[self.order_id]

    def points_now(self) -> tuple[int, int]:
        """Points that the order has earned, and cost, all in all."""
        variables = {"id": graphene.Node.to_global_id("Order", self.order_id)}
        shop = self.cart.shop
        loyalty = shop.run(SPENT, variables, shop.admin.token)["order"]["loyalty"]
        return loyalty["pointsEarned"], loyalty["pointsSpent"]

    def check(self) -> None:
        """Money in the shop, money paid back and points tell the same, and the books are right."""
        shop, buyer = self.cart.shop, self.cart.buyer
        sweep_orders_task()
        facts = self.facts()
        assert (facts.charged_gross, facts.refunded_gross) == (self.paid, self.paid_back)
        assert self.paid_back <= self.paid
        earned, spent = self.points_now()
        assert 0 <= spent <= self.points
        kept = CREDIT - self.cart.points_claimed - spent + earned
        assert shop.balance(buyer) == kept, self.cart.log
        movements = shop.movements(buyer)
        assert sum(points for _, points in movements) == kept
        with current_host().writer_access():
            assert list(verify_books(now=timezone.now())) == []

    def previewed(self, *lines: tuple[int, int], money: Decimal | None = None) -> Decimal:
        """The money that is due; what was foretold of points is compared after the step."""
        preview = ask(self.cart.shop, self.order_id, *lines, amount=money)
        self.foretold = preview["balanceAfter"]
        return amount(preview["moneyDue"])

    def come_true(self, due: Decimal) -> None:
        if due:
            self.cart.shop.setup.refund_amount(self.order_id, due)
        self.paid_back += due
        self.check()
        assert self.cart.shop.balance(self.cart.buyer) == self.foretold, self.cart.log

    def return_units(self, luck: random.Random, *, everything: bool = False) -> None:
        """Pieces of a line come back, for their money or for none."""
        places = [index for index, units in enumerate(self.left) if units]
        if not places:
            return
        chosen = places if everything else [luck.choice(places)]
        lines = [
            (index, self.left[index] if everything else luck.randint(1, self.left[index]))
            for index in chosen
        ]
        money = luck.choice([None, None, ZERO])
        due = self.previewed(*lines, money=money)
        self.cart.log.append(f"returned {lines} for {due}")
        self.is_shipped = True
        for index, units in lines:
            self.left[index] -= units
            self.cart.shop.setup.take_back(self.order_id, index, units)
        self.come_true(due)

    def refund_money(self, luck: random.Random, *, everything: bool = False) -> None:
        open_units = int((self.paid - self.paid_back) / self.cart.place.unit)
        if open_units < 1:
            return
        units = open_units if everything else luck.randint(1, open_units)
        money = units * self.cart.place.unit
        self.cart.log.append(f"refunded {money}")
        self.come_true(self.previewed(money=money))

    def cancel(self) -> None:
        """Staff cancel before anything was shipped, and pay the rest back."""
        self.cart.shop.cancel(self.order_id)
        self.cart.log.append("cancelled")
        left = self.paid - self.paid_back
        if left:
            self.cart.shop.setup.refund_amount(self.order_id, left)
        self.paid_back += left
        self.check()

    def assert_nothing_is_left(self) -> None:
        assert self.points_now() == (0, 0), self.cart.log
        assert self.paid_back == self.paid
        assert self.cart.shop.balance(self.cart.buyer) == CREDIT - self.cart.points_claimed


@pytest.fixture
def tiers() -> Tiers:
    return Tiers()


@pytest.mark.parametrize("seed", range(EXAMPLES))
def test_everything_adds_up(shop: Shop, tiers: Tiers, seed: int) -> None:
    luck = random.Random(seed)
    cart = Cart(
        shop=shop,
        luck=luck,
        place=PLACES[seed % len(PLACES)],
        method=luck.choice(["DISCOUNT", "PAYMENT"]),
        tiers=tiers,
    )
    if cart.method == "PAYMENT" and not tiers.holders and luck.random() < 0.4:
        cart.add_merchants_code()
    else:
        for _ in range(luck.randint(0, 2)):
            cart.claim()
    if luck.random() < 0.85:
        cart.use_points()
    if luck.random() < 0.3:
        cart.pay_by_card()

    bought = cart.buy()
    for _ in range(luck.randint(0, 3)):
        luck.choice([bought.return_units, bought.refund_money])(luck)
    if not bought.is_shipped and luck.random() < 0.4:
        bought.cancel()
    else:
        bought.return_units(luck, everything=True)
        bought.refund_money(luck, everything=True)

    bought.assert_nothing_is_left()
