"""One customer's way through Bronze, Silver and Gold, and the worked examples of
docs/tiers-and-badges.md: by GraphQL alone, the same in every host.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from saleor_loyalty_plugin.services.progress.sweep import sweep_progress
from saleor_loyalty_plugin.services.proof.verify_books import verify_books
from tests.contract.driver import Channel, Person, Refused, Shop
from tests.contract.tier_examples import (
    BADGE_CARTS,
    STEPS,
    TIER_CARTS,
    Cart,
    Steps,
    add_tier,
    check_cart,
    check_steps,
    my_tier,
)

D = Decimal
HISTORY = """
query ($channel: String!) {
  me { loyalty(channel: $channel) { tierHistory(first: 20) { edges { node {
    isUp reason fromName toName qualifyingAmount
  } } } } }
}"""
METADATA = """
query ($id: ID!) { user(id: $id) { metadata { key value } } }"""
CUSTOMER_TYPE = """
query ($id: ID!) { user(id: $id) { customerType { name } } }"""
CART = """
query ($id: ID!) {
  checkout(id: $id) { totalPrice { gross { amount } }
    loyalty { benefits { kind name amount { amount } } } }
}"""
DISCOUNTS = {"Bronze": 5, "Silver": 10, "Gold": 15}
THRESHOLDS = {"Bronze": 0, "Silver": 500, "Gold": 1000}


@dataclass
class Story:
    """A shop with Bronze, Silver and Gold, each a class of its customers, and one customer."""

    shop: Shop
    channel: Channel
    ann: Person
    lamp: str
    has_types: bool
    history: list[dict[str, Any]] = field(default_factory=list)

    @classmethod
    def begin(cls, shop: Shop) -> "Story":
        channel = shop.setup.channel()
        shop.set_program(channel, tierMetadataKey="tier")
        has_types = True
        for name, threshold in THRESHOLDS.items():
            type_id = shop.setup.customer_type(name)
            has_types = type_id is not None
            more = {"customerTypeId": type_id} if type_id is not None else {}
            add_tier(shop, name, threshold, discountPercentage=DISCOUNTS[name], **more)
        ann = shop.confirm_address(shop.register("ann@example.com"))
        lamp = shop.setup.variant(D("40.00"), channel=channel)
        return cls(shop, channel, ann, lamp, has_types)

    def cart(self) -> str:
        """A cart with a lamp at 40.00, delivery for 10.00; nobody does anything about discounts."""
        return self.shop.checkout(self.ann, (self.lamp, 1), channel=self.channel)

    def buy(self, price: str) -> UUID:
        """One piece at this price, paid with what the cart asks for."""
        goods = self.shop.setup.variant(D(price), channel=self.channel)
        return self.shop.buy(self.ann, (goods, 1), channel=self.channel)

    def stands(
        self, tier: str, spent: str, missing: str, percentage: str, *changes: dict[str, Any]
    ) -> None:
        """Progress, history, the shop's customer and the price of the next cart are right."""
        self.history = [*reversed(changes), *self.history]
        found = my_tier(self.shop, self.ann, self.channel)
        following = {"Bronze": "Silver", "Silver": "Gold", "Gold": None}[tier]
        assert found["tier"]["name"] == tier
        assert (found["nextTier"] or {}).get("name") == following
        assert [D(str(found[name])) for name in ("qualifyingAmount", "missingAmount")] == [
            D(spent),
            D(missing),
        ]
        assert D(str(found["percentage"])) == D(percentage)
        assert self._history() == self.history
        self._check_customer(tier)
        self._check_price(tier)

    def _history(self) -> list[dict[str, Any]]:
        data = self.shop.run(HISTORY, {"channel": self.channel.slug}, self.ann.token)
        edges = data["me"]["loyalty"]["tierHistory"]["edges"]
        return [edge["node"] for edge in edges]

    def _check_customer(self, tier: str) -> None:
        given, token = {"id": self.ann.global_id}, self.shop.admin.token
        user = self.shop.run(METADATA, given, token)["user"]
        assert {"key": "tier", "value": tier} in user["metadata"]
        if self.has_types:
            user = self.shop.run(CUSTOMER_TYPE, given, token)["user"]
            assert user["customerType"] == {"name": tier}

    def _check_price(self, tier: str) -> None:
        off = D("40.00") * DISCOUNTS[tier] / 100
        cart = self.shop.run(CART, {"id": self.cart()}, self.ann.token)["checkout"]
        assert D(str(cart["totalPrice"]["gross"]["amount"])) == D("50.00") - off
        (benefit,) = cart["loyalty"]["benefits"]
        assert (benefit["kind"], benefit["name"]) == ("TIER", tier)
        assert D(str(benefit["amount"]["amount"])) == off


def _change(
    before: str, after: str, spent: float, reason: str = "REACHED", *, is_up: bool = True
) -> dict[str, Any]:
    return {
        "isUp": is_up,
        "reason": reason,
        "fromName": before,
        "toName": after,
        "qualifyingAmount": spent,
    }


def _fall(before: str, after: str, spent: float) -> dict[str, Any]:
    return _change(before, after, spent, "FELL_BELOW", is_up=False)


def _books_are_right() -> None:
    assert list(verify_books(now=timezone.now())) == []


def test_a_customer_rises_by_orders_and_falls_by_refunds(shop: Shop) -> None:
    story = Story.begin(shop)
    story.stands("Bronze", "0", "500", "0")

    # At 5 % off, 526.30 costs 499.99: a cent less than Silver.
    less = story.buy("526.30")
    story.stands("Bronze", "499.99", "0.01", "99.99")
    shop.cancel(less)
    story.stands("Bronze", "0", "500", "0")

    # 526.31 costs 500.00: Silver.
    first = story.buy("526.31")
    story.stands("Silver", "500", "500", "50", _change("Bronze", "Silver", 500.0))

    # At 10 % off, 555.55 costs 500.00: Gold.
    second = story.buy("555.55")
    story.stands("Gold", "1000", "0", "100", _change("Silver", "Gold", 1000.0))

    # The whole order comes back: its goods are kept by nobody.
    shop.setup.return_units(second, 0, 1)
    story.stands("Silver", "500", "500", "50", _fall("Gold", "Silver", 500.0))

    # A tenth of 510.00 paid: 450.00 are left.
    shop.setup.refund_amount(first, D("51.00"))
    story.stands("Bronze", "450", "50", "90", _fall("Silver", "Bronze", 450.0))

    # At 5 % off, 52.63 costs 50.00: exactly the threshold again.
    story.buy("52.63")
    story.stands("Silver", "500", "500", "50", _change("Bronze", "Silver", 500.0))
    sweep_progress(now=timezone.now())
    story.stands("Silver", "500", "500", "50")
    _books_are_right()


def test_a_cart_follows_a_tier_that_was_lost(shop: Shop) -> None:
    story = Story.begin(shop)
    order_id = story.buy("1052.63")
    checkout_id = story.cart()
    assert shop.total(checkout_id, story.ann) == D("44.00")
    shop.cancel(order_id)

    # Nobody gets an order at the old price.
    shop.pay_checkout(checkout_id, D("44.00"), story.channel.currency)
    with pytest.raises(Refused) as caught:
        shop.complete(checkout_id, story.ann)
    assert any("Gold" in message for message in caught.value.messages)

    # The cart's next change: two lamps at 5 % off, and delivery.
    assert shop.add_line(checkout_id, story.lamp, 1, story.ann) == D("86.00")
    shop.pay_checkout(checkout_id, D("42.00"), story.channel.currency)
    shop.complete(checkout_id, story.ann)
    story.stands(
        "Bronze",
        "76",
        "424",
        "15.2",
        _change("Bronze", "Gold", 1000.0),
        _fall("Gold", "Bronze", 0.0),
    )
    _books_are_right()


def test_settling_again_changes_nothing(shop: Shop) -> None:
    """Lost hooks are made up for by the sweep, and what comes twice counts once."""
    story = Story.begin(shop)
    story.buy("526.31")
    for _ in range(2):
        sweep_progress(now=timezone.now())
    story.stands("Silver", "500", "500", "50", _change("Bronze", "Silver", 500.0))


@pytest.mark.parametrize("example", STEPS, ids=lambda example: f"{example.label}: {example.text}")
def test_worked_examples_of_tiers(shop: Shop, example: Steps) -> None:
    check_steps(shop, example)
    _books_are_right()


@pytest.mark.parametrize(
    "example", TIER_CARTS, ids=lambda example: f"{example.tier_text}, {example.text}"
)
def test_worked_examples_of_what_tiers_take_off(shop: Shop, example: Cart) -> None:
    check_cart(shop, example)


@pytest.mark.parametrize(
    "example", BADGE_CARTS, ids=lambda example: f"{example.badges_text}, {example.badge_discounts}"
)
def test_worked_examples_of_what_badges_take_off(shop: Shop, example: Cart) -> None:
    check_cart(shop, example)
