"""How every reduction of one checkout fits together: a tier, a badge, something of the customer's
choice, points.

What is chosen comes from a source of the tests' own, which remembers what it is told.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import graphene
import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from saleor_loyalty_plugin.models import Account, CheckoutDiscount, Hold
from saleor_loyalty_plugin.rules.composition import Benefit, BenefitKind
from saleor_loyalty_plugin.rules.facts import CheckoutFacts
from saleor_loyalty_plugin.services.checkout import benefits as registry
from saleor_loyalty_plugin.services.checkout.benefits import Shopper
from saleor_loyalty_plugin.services.proof.verify_books import verify_books
from saleor_loyalty_plugin.services.sweep import sweep_discounts, sweep_holds
from tests.contract.composition_examples import IN_ORDER
from tests.contract.driver import ADDRESS, Channel, Person, Refused, Shop
from tests.contract.standing import Tiers, give_badge, keys, set_defaults

D = Decimal


@dataclass(kw_only=True)
class Source:
    """A provider: what was put on checkouts."""

    prefix: str
    needs_spending: bool = True
    chosen: dict[UUID, Benefit] = field(default_factory=dict)
    orders: dict[UUID, tuple[list[str], bool]] = field(default_factory=dict)

    def benefits(
        self,
        carts: Sequence[tuple[CheckoutFacts, Shopper]],
        *,
        using: str,
        now: datetime,
    ) -> Mapping[UUID, Sequence[Benefit]]:
        return {
            facts.checkout_id: [self.chosen[facts.checkout_id]]
            for facts, _ in carts
            if facts.checkout_id in self.chosen
        }

    def starters(self, *, checkout_id: UUID, customer_id: int, using: str) -> QuerySet[Any]:
        accounts = Account.objects.using(using).filter(customer_id=customer_id)
        return accounts if checkout_id in self.chosen else accounts.none()

    def taken_off(self, *, checkout_id: UUID, sources: Sequence[str], now: datetime) -> None:
        benefit = self.chosen.get(checkout_id)
        if benefit is not None and benefit.source in sources:
            del self.chosen[checkout_id]

    def ordered(
        self, *, order_id: UUID, sources: Sequence[str], is_given_up: bool, now: datetime
    ) -> None:
        self.orders[order_id] = (list(sources), is_given_up)


@dataclass(kw_only=True)
class Sources:
    tier: Tiers
    reward: Source


@pytest.fixture
def sources() -> Iterator[Sources]:
    made = Sources(tier=Tiers(), reward=Source(prefix="wish"))
    registry.PROVIDERS.append(made.reward)
    yield made
    registry.PROVIDERS.remove(made.reward)
    assert list(verify_books(now=timezone.now())) == []


# What a tier gives.
TEN_PERCENT: Mapping[str, Any] = {"discount_percentage": D(10)}
SHIPPING: Mapping[str, Any] = {"free_shipping": True}


def _off(shop: Shop, person: Person, variant: str, amount: str = "5.00") -> None:
    """A badge for an amount off one product."""
    channel = shop.setup.channel()
    set_defaults(tier_currency=channel.currency)
    products = keys([shop.product_of(variant, channel)])
    give_badge(person, discount_amount=D(amount), product_ids=products)


def _free_shipping() -> Benefit:
    return Benefit(
        kind=BenefitKind.REWARD, source="wish:2", name="Free shipping", is_free_shipping=True
    )


def _wish(amount: str = "8.00") -> Benefit:
    """What is on a cart by choice."""
    return Benefit(kind=BenefitKind.REWARD, source="wish:1", name="Wish", amount=D(amount))


# What the shop shows ------------------------------------------------------------------------------

CART = """
  id voucherCode
  discount { amount }
  totalPrice { gross { amount } }
  loyalty { appliedPoints benefits { kind name points amount { amount } isFreeShipping isCapped } }
"""
OPEN = f"""
mutation ($input: CheckoutCreateInput!) {{
  checkoutCreate(input: $input) {{ checkout {{ {CART} }} errors {{ field message code }} }}
}}"""
ADD = f"""
mutation ($id: ID!, $lines: [CheckoutLineInput!]!) {{
  checkoutLinesAdd(id: $id, lines: $lines) {{
    checkout {{ {CART} }} errors {{ field message code }}
  }}
}}"""
REMOVE_CODE = f"""
mutation ($id: ID!, $promoCode: String!) {{
  checkoutRemovePromoCode(id: $id, promoCode: $promoCode) {{
    checkout {{ {CART} }} errors {{ field message code }}
  }}
}}"""
DELIVER = f"""
mutation ($id: ID!, $deliveryMethodId: ID!) {{
  checkoutDeliveryMethodUpdate(id: $id, deliveryMethodId: $deliveryMethodId) {{
    checkout {{ {CART} }} errors {{ field message code }}
  }}
}}"""
DELIVER_NOT = f"""
mutation ($id: ID!) {{
  checkoutDeliveryMethodUpdate(id: $id) {{
    checkout {{ {CART} }} errors {{ field message code }}
  }}
}}"""
EMAIL = """
mutation ($id: ID!, $email: String!) {
  checkoutEmailUpdate(id: $id, email: $email) { errors { field message code } }
}"""
MOVE = """
mutation ($id: ID!, $address: AddressInput!) {
  checkoutShippingAddressUpdate(id: $id, shippingAddress: $address) {
    errors { field message code }
  }
}"""
METHODS = "query ($id: ID!) { checkout(id: $id) { shippingMethods { id price { amount } } } }"
ATTACH = """
mutation ($id: ID!) {
  checkoutCustomerAttach(id: $id) { checkout { id } errors { field message code } }
}"""
DETACH = """
mutation ($id: ID!) {
  checkoutCustomerDetach(id: $id) { checkout { id } errors { field message code } }
}"""
SHOWN = f"query ($id: ID!) {{ checkout(id: $id) {{ {CART} }} }}"
ORDER_BENEFITS = """
query ($id: ID!) {
  order(id: $id) { loyalty { benefits { kind name points amount { amount currency } } } }
}"""
ORDERS_BENEFITS = """
{ orders(first: 20) { edges { node { loyalty { benefits { kind amount { amount } } } } } } }"""


@dataclass(frozen=True)
class Shown:
    """A cart as an answer shows it; items as `TIER 6.00`."""

    total: Decimal
    items: list[str]
    code: str | None

    @classmethod
    def of(cls, checkout: Mapping[str, Any]) -> "Shown":
        benefits = checkout["loyalty"]["benefits"]
        items = [f"{item['kind']} {item['amount']['amount']:.2f}" for item in benefits]
        off_goods = sum((D(str(item["amount"]["amount"])) for item in benefits), D(0))
        assert D(str(checkout["discount"]["amount"])) == off_goods
        assert bool(checkout["voucherCode"]) == bool(benefits)
        return cls(_total(checkout), items, checkout["voucherCode"])


def _total(checkout: Mapping[str, Any]) -> Decimal:
    return D(str(checkout["totalPrice"]["gross"]["amount"]))


def _shown(shop: Shop, checkout_id: str, buyer: Person) -> Shown:
    return Shown.of(shop.run(SHOWN, {"id": checkout_id}, buyer.token)["checkout"])


def _pk(global_id: str) -> UUID:
    return UUID(graphene.Node.from_global_id(global_id)[1])


def _member(shop: Shop, points: int = 10_000, email: str = "ann@example.com") -> Person:
    person = shop.setup.customer(email)
    shop.credit(person, points)
    return person


def _goods(shop: Shop, price: str = "60.00", channel: Channel | None = None) -> str:
    return shop.setup.variant(D(price), channel=channel or shop.setup.channel())


def _cart(shop: Shop, buyer: Person, *prices: str) -> str:
    channel = shop.setup.channel()
    lines = [(_goods(shop, price), 1) for price in prices or ("60.00",)]
    return shop.checkout(buyer, *lines, channel=channel)


def _touch(shop: Shop, checkout_id: str, buyer: Person) -> None:
    """Change a cart in a way that costs nothing."""
    shop.mutate(EMAIL, {"id": checkout_id, "email": buyer.email}, buyer.token)


def _pay_and_complete(shop: Shop, checkout_id: str, buyer: Person, total: str) -> UUID:
    assert shop.total(checkout_id, buyer) == D(total)
    shop.pay_checkout(checkout_id, D(total), shop.setup.channel().currency)
    return shop.complete(checkout_id, buyer)


# By themselves ------------------------------------------------------------------------------------


def test_benefits_apply_when_a_checkout_is_created(shop: Shop, sources: Sources) -> None:
    channel = shop.setup.channel()
    ann, bob = _member(shop), _member(shop, email="bob@example.com")
    sources.tier.give(ann, **TEN_PERCENT)
    lamp = _goods(shop)

    for buyer, items, total in ((ann, ["TIER 6.00"], "54.00"), (bob, [], "60.00")):
        values = {
            "channel": channel.slug,
            "email": buyer.email,
            "lines": [{"variantId": lamp, "quantity": 1}],
            "shippingAddress": ADDRESS,
        }
        answer = shop.mutate(OPEN, {"input": values}, buyer.token)["checkout"]
        assert (Shown.of(answer).items, _total(answer)) == (items, D(total))
        # Read once more, it is what was stored.
        assert _shown(shop, answer["id"], buyer) == Shown.of(answer)


def test_benefits_follow_the_lines(shop: Shop, sources: Sources) -> None:
    ann = _member(shop)
    sources.tier.give(ann, **TEN_PERCENT)
    checkout_id = _cart(shop, ann)
    before = _shown(shop, checkout_id, ann)
    more = [{"variantId": _goods(shop, "40.00"), "quantity": 1}]

    answer = Shown.of(shop.mutate(ADD, {"id": checkout_id, "lines": more}, ann.token)["checkout"])

    assert (before.items, before.total) == (["TIER 6.00"], D("64.00"))
    assert (answer.items, answer.total) == (["TIER 10.00"], D("100.00"))
    assert before.code != answer.code
    assert not shop.setup.voucher_is_usable(str(before.code))


def test_all_kinds_in_their_order(shop: Shop, sources: Sources) -> None:
    """docs/spending.md, "How reductions fit together": 60.00 of goods and 10.00 of delivery."""
    ann = _member(shop, 1000)
    lamp, cup = _goods(shop, "40.00"), _goods(shop, "20.00")
    sources.tier.give(ann, **TEN_PERCENT)
    _off(shop, ann, cup)
    checkout_id = shop.checkout(ann, (lamp, 1), (cup, 1), channel=shop.setup.channel())
    sources.reward.chosen[_pk(checkout_id)] = _wish()
    _touch(shop, checkout_id, ann)

    quote = shop.quote(checkout_id, ann)["quote"]
    shop.apply(checkout_id, ann, points=1000)
    shown = _shown(shop, checkout_id, ann)
    order_id = _pay_and_complete(shop, checkout_id, ann, "41.00")

    assert (quote["maximumPoints"], quote["maximumDiscount"]["amount"]) == (1000, 10.0)
    assert shown.items == [f"{kind} {taken}" for kind, taken, _ in IN_ORDER]
    left = D("60.00")
    for _, taken, expected in IN_ORDER:
        left -= D(taken)
        assert left == D(expected)
    order = shop.order(order_id)
    assert [item["amount"]["amount"] for item in order["discounts"]] == [29.0]
    assert order["total"]["gross"]["amount"] == 41.0
    assert shop.movements(ann) == [("ADJUST", 1000), ("REDEEM", -1000), ("EARN", 31)]


def test_points_take_all_that_is_left(shop: Shop, sources: Sources) -> None:
    ann = _member(shop)
    sources.tier.give(ann, **TEN_PERCENT)
    checkout_id = _cart(shop, ann)

    shop.apply(checkout_id, ann, maximum=True)

    assert shop.quote(checkout_id, ann)["quote"]["maximumPoints"] == 5400
    assert _shown(shop, checkout_id, ann).items == ["TIER 6.00", "POINTS 54.00"]
    _pay_and_complete(shop, checkout_id, ann, "10.00")
    assert shop.available(ann) == 10_000 - 5400


def test_removing_points_leaves_the_rest(shop: Shop, sources: Sources) -> None:
    ann = _member(shop)
    sources.tier.give(ann, **TEN_PERCENT)
    checkout_id = _cart(shop, ann)
    shop.apply(checkout_id, ann, points=500)

    shop.remove(checkout_id, ann)

    assert _shown(shop, checkout_id, ann).items == ["TIER 6.00"]
    assert shop.available(ann) == 10_000


def test_points_that_pay_stand_beside_one_code(shop: Shop, sources: Sources) -> None:
    """The gift card pays what the code has left; with a merchant's code, only the card stays."""
    channel = shop.setup.channel()
    shop.set_program(channel, redemptionMethod="PAYMENT")
    ann = _member(shop)
    sources.tier.give(ann, **TEN_PERCENT)
    checkout_id = _cart(shop, ann)
    assert shop.quote(checkout_id, ann)["quote"]["maximumPoints"] == 5400

    shop.apply(checkout_id, ann, points=1000)
    state = shop.run(SHOWN, {"id": checkout_id}, ann.token)["checkout"]
    summer = shop.setup.voucher(D("1.00"), channel=channel)
    shop.add_promo_code(checkout_id, summer, ann)
    beside = shop.run(SHOWN, {"id": checkout_id}, ann.token)["checkout"]
    shop.remove_promo_code(checkout_id, summer, ann)

    kinds = [item["kind"] for item in state["loyalty"]["benefits"]]
    assert (kinds, state["discount"]["amount"], _total(state)) == (["TIER", "POINTS"], 6, D("54"))
    left = [item["kind"] for item in beside["loyalty"]["benefits"]]
    assert (left, beside["voucherCode"], _total(beside)) == (["POINTS"], summer, D("59"))
    order_id = _pay_and_complete(shop, checkout_id, ann, "54.00")
    assert [item[0] for item in _order_items(shop, order_id, ann.token)] == ["TIER", "POINTS"]
    assert shop.movements(ann)[1] == ("REDEEM", -1000)


# Codes --------------------------------------------------------------------------------------------


def test_removing_our_code_takes_choices_off_and_no_more(shop: Shop, sources: Sources) -> None:
    ann = _member(shop)
    sources.tier.give(ann, **TEN_PERCENT)
    checkout_id = _cart(shop, ann)
    sources.reward.chosen[_pk(checkout_id)] = _wish()
    shop.apply(checkout_id, ann, points=500)
    before = _shown(shop, checkout_id, ann)

    variables = {"id": checkout_id, "promoCode": before.code}
    answer = Shown.of(shop.mutate(REMOVE_CODE, variables, ann.token)["checkout"])

    assert before.items == ["TIER 6.00", "REWARD 8.00", "POINTS 5.00"]
    assert (answer.items, answer.total) == (["TIER 6.00"], D("64.00"))
    assert sources.reward.chosen == {}
    assert shop.available(ann) == 10_000
    assert not shop.setup.voucher_is_usable(str(before.code))


def test_merchants_code_rules_ours_out_until_it_is_removed(shop: Shop, sources: Sources) -> None:
    ann = _member(shop)
    sources.tier.give(ann, **TEN_PERCENT)
    checkout_id = _cart(shop, ann)
    sources.reward.chosen[_pk(checkout_id)] = _wish()
    shop.apply(checkout_id, ann, points=500)
    ours = _shown(shop, checkout_id, ann).code
    summer = shop.setup.voucher(D("1.00"), channel=shop.setup.channel())

    shop.add_promo_code(checkout_id, summer, ann)

    state = shop.run(SHOWN, {"id": checkout_id}, ann.token)["checkout"]
    assert (state["voucherCode"], _total(state)) == (summer, D("69.00"))
    assert (state["loyalty"]["benefits"], shop.available(ann)) == ([], 10_000)
    assert not shop.setup.voucher_is_usable(str(ours))
    assert not CheckoutDiscount.objects.exists()

    shop.remove_promo_code(checkout_id, summer, ann)

    shown = _shown(shop, checkout_id, ann)
    assert (shown.items, shown.total) == (["TIER 6.00"], D("64.00"))


# Who the cart belongs to --------------------------------------------------------------------------


def test_benefits_come_and_go_with_the_customer(shop: Shop, sources: Sources) -> None:
    channel = shop.setup.channel()
    ann, bob = _member(shop), _member(shop, email="bob@example.com")
    sources.tier.give(ann, bob, **TEN_PERCENT)
    checkout_id = shop.checkout(None, (_goods(shop), 1), channel=channel)

    shop.mutate(ATTACH, {"id": checkout_id}, ann.token)
    of_ann = _shown(shop, checkout_id, ann)
    shop.apply(checkout_id, ann, points=500)
    shop.mutate(DETACH, {"id": checkout_id}, ann.token)
    of_nobody = shop.checkout_state(checkout_id, None)
    shop.mutate(ATTACH, {"id": checkout_id}, bob.token)
    of_bob = _shown(shop, checkout_id, bob)

    assert of_ann.items == of_bob.items == ["TIER 6.00"]
    assert (of_nobody["voucherCode"], _total(of_nobody)) == (None, D("70.00"))
    assert shop.available(ann) == 10_000
    _pay_and_complete(shop, checkout_id, bob, "64.00")
    assert shop.movements(ann) == [("ADJUST", 10_000)]


def test_code_passes_to_another_customer_with_its_cart(shop: Shop, sources: Sources) -> None:
    """Whoever has the same benefit gets a code of their own, and no choices of somebody else."""
    channel = shop.setup.channel()
    ann, bob = _member(shop), _member(shop, email="bob@example.com")
    sources.tier.give(ann, bob, **TEN_PERCENT)
    checkout_id = shop.checkout(ann, (_goods(shop), 1), channel=channel)
    sources.reward.chosen[_pk(checkout_id)] = _wish()
    _touch(shop, checkout_id, ann)
    of_ann = _shown(shop, checkout_id, ann)

    with shop.setup.hooks_lost():
        shop.mutate(DETACH, {"id": checkout_id}, ann.token)
        shop.mutate(ATTACH, {"id": checkout_id}, bob.token)
    _touch(shop, checkout_id, bob)

    of_bob = _shown(shop, checkout_id, bob)
    assert (of_ann.items, of_bob.items) == (["TIER 6.00", "REWARD 8.00"], ["TIER 6.00"])
    assert of_ann.code != of_bob.code
    _pay_and_complete(shop, checkout_id, bob, "64.00")


# When a benefit ends ------------------------------------------------------------------------------


def test_benefit_that_ended_is_refused_and_repaired(shop: Shop, sources: Sources) -> None:
    channel = shop.setup.channel()
    ann = _member(shop)
    sources.tier.give(ann, **TEN_PERCENT)
    checkout_id = _cart(shop, ann)
    shop.pay_checkout(checkout_id, D("64.00"), channel.currency)
    sources.tier.give(ann, discount_percentage=D(5))

    with pytest.raises(Refused) as refused:
        shop.complete(checkout_id, ann)

    assert refused.value.messages == [
        "Gold is no longer worth the same in this cart. Change the cart or remove the code, and"
        " look at the new total."
    ]
    _touch(shop, checkout_id, ann)
    assert _shown(shop, checkout_id, ann).items == ["TIER 3.00"]
    shop.pay_checkout(checkout_id, D("3.00"), channel.currency)
    order_id = shop.complete(checkout_id, ann)
    assert shop.order(order_id)["total"]["gross"]["amount"] == 67.0


def test_benefit_that_grew_keeps_nobody_from_ordering(shop: Shop, sources: Sources) -> None:
    ann = _member(shop)
    sources.tier.give(ann, **TEN_PERCENT)
    checkout_id = _cart(shop, ann)
    sources.tier.give(ann, discount_percentage=D(20))

    _pay_and_complete(shop, checkout_id, ann, "64.00")


@pytest.mark.parametrize("status", ["FROZEN", "BANNED"])
def test_frozen_and_banned_customers_get_nothing(shop: Shop, sources: Sources, status: str) -> None:
    channel = shop.setup.channel()
    ann = _member(shop)
    sources.tier.give(ann, **TEN_PERCENT)
    checkout_id = _cart(shop, ann)
    shop.pay_checkout(checkout_id, D("64.00"), channel.currency)
    Account.objects.filter(customer_id=ann.user_id).update(status=status)

    with pytest.raises(Refused) as refused:
        shop.complete(checkout_id, ann)
    _touch(shop, checkout_id, ann)

    assert refused.value.messages == [
        "The points account can't be used at the moment. Remove the code to place the order."
    ]
    shown = _shown(shop, checkout_id, ann)
    assert (shown.items, shown.total) == ([], D("70.00"))
    assert _shown(shop, _cart(shop, ann), ann).items == []
    shop.pay_checkout(checkout_id, D("6.00"), channel.currency)
    shop.complete(checkout_id, ann)


def test_program_that_is_off_gives_nothing(shop: Shop, sources: Sources) -> None:
    channel = shop.setup.channel()
    ann = _member(shop)
    sources.tier.give(ann, **TEN_PERCENT)
    checkout_id = _cart(shop, ann)
    shop.set_program(channel, isActive=False)

    _touch(shop, checkout_id, ann)

    shown = _shown(shop, checkout_id, ann)
    assert (shown.items, shown.total) == ([], D("70.00"))
    assert _shown(shop, _cart(shop, ann), ann).items == []


@pytest.mark.parametrize("switch_off", [Shop.set_program, Shop.set_channel])
def test_tiers_go_on_where_points_cannot_be_used(
    shop: Shop, sources: Sources, switch_off: Callable[..., None]
) -> None:
    """`spendingActive` is about points, and rewards that points have bought."""
    channel = shop.setup.channel()
    ann = _member(shop)
    sources.tier.give(ann, **TEN_PERCENT)
    checkout_id = _cart(shop, ann)
    sources.reward.chosen[_pk(checkout_id)] = _wish()
    shop.apply(checkout_id, ann, points=500)
    before = _shown(shop, checkout_id, ann)
    switch_off(shop, channel, spendingActive=False)

    _touch(shop, checkout_id, ann)

    shown = _shown(shop, checkout_id, ann)
    assert before.items == ["TIER 6.00", "REWARD 8.00", "POINTS 5.00"]
    assert (shown.items, shown.total) == (["TIER 6.00"], D("64.00"))
    assert shop.available(ann) == 10_000
    assert _shown(shop, _cart(shop, ann), ann).items == ["TIER 6.00"]
    _pay_and_complete(shop, checkout_id, ann, "64.00")


# Shipping -----------------------------------------------------------------------------------------


def test_shipping_is_free_and_goods_stay(shop: Shop, sources: Sources) -> None:
    """Goods may cost less than shipping: nothing is taken off them."""
    ann = _member(shop)
    sources.tier.give(ann, **SHIPPING)
    checkout_id = _cart(shop, ann, "4.00")

    shown = _shown(shop, checkout_id, ann)
    order = shop.order(_pay_and_complete(shop, checkout_id, ann, "4.00"))

    assert shown.items == ["TIER 10.00"]
    assert order["lines"][0]["totalPrice"]["gross"]["amount"] == 4.0
    assert order["undiscountedTotal"]["gross"]["amount"] == 14.0


def test_free_shipping_follows_the_delivery_method(shop: Shop, sources: Sources) -> None:
    channel = shop.setup.channel()
    ann = _member(shop)
    sources.tier.give(ann, **SHIPPING)
    express = shop.setup.delivery(D("25.00"), channel=channel)
    checkout_id = _cart(shop, ann)

    variables = {"id": checkout_id, "deliveryMethodId": express}
    answer = Shown.of(shop.mutate(DELIVER, variables, ann.token)["checkout"])

    assert (answer.items, answer.total) == (["TIER 25.00"], D("60.00"))
    _pay_and_complete(shop, checkout_id, ann, "60.00")


def test_chosen_free_shipping_waits_for_a_delivery_method(shop: Shop, sources: Sources) -> None:
    """The shop drops a code for shipping with the method; that is not what its customer wanted."""
    channel = shop.setup.channel()
    ann = _member(shop)
    checkout_id = _cart(shop, ann)
    sources.reward.chosen[_pk(checkout_id)] = _free_shipping()
    _touch(shop, checkout_id, ann)
    chosen = _shown(shop, checkout_id, ann)

    bare = Shown.of(shop.mutate(DELIVER_NOT, {"id": checkout_id}, ann.token)["checkout"])
    variables = {"id": checkout_id, "deliveryMethodId": channel.delivery_method_id}
    again = Shown.of(shop.mutate(DELIVER, variables, ann.token)["checkout"])

    assert (bare.items, bare.total) == ([], D("60.00"))
    assert chosen.items == again.items == ["REWARD 10.00"]
    assert again.total == D("60.00")


def test_goods_bear_free_shipping_beside_others(shop: Shop, sources: Sources) -> None:
    ann = _member(shop)
    sources.tier.give(ann, **SHIPPING)
    checkout_id = _cart(shop, ann)

    quote = shop.quote(checkout_id, ann)["quote"]
    shop.apply(checkout_id, ann, maximum=True)

    # 10.00 of the goods stand for shipping, which the shop charges itself.
    assert (quote["maximumPoints"], quote["limits"][0]["code"]) == (5000, "CART_VALUE")
    assert _shown(shop, checkout_id, ann).items == ["TIER 10.00", "POINTS 50.00"]
    order_id = _pay_and_complete(shop, checkout_id, ann, "10.00")
    assert shop.order(order_id)["discounts"][0]["amount"]["amount"] == 60.0

    shop.cancel(order_id)
    assert shop.balance(ann) == 10_000


def test_free_shipping_is_capped_by_the_goods(shop: Shop, sources: Sources) -> None:
    channel = shop.setup.channel()
    ann = _member(shop)
    lamp = _goods(shop, "12.00")
    sources.tier.give(ann, **SHIPPING)
    _off(shop, ann, lamp, "6.00")
    checkout_id = shop.checkout(ann, (lamp, 1), channel=channel)

    state = shop.run(SHOWN, {"id": checkout_id}, ann.token)["checkout"]

    capped = [(item["isFreeShipping"], item["isCapped"]) for item in state["loyalty"]["benefits"]]
    assert Shown.of(state).items == ["TIER 6.00", "BADGE 6.00"]
    assert capped == [(True, True), (False, False)]
    _pay_and_complete(shop, checkout_id, ann, "10.00")


def test_price_of_delivery_that_changed_is_followed(shop: Shop, sources: Sources) -> None:
    ann = _member(shop)
    channel = shop.setup.channel()
    sources.tier.give(ann, **SHIPPING)
    method = shop.setup.delivery(D("5.00"), channel=channel)
    checkout_id = _cart(shop, ann)
    variables = {"id": checkout_id, "deliveryMethodId": method}
    answer = Shown.of(shop.mutate(DELIVER, variables, ann.token)["checkout"])

    shop.setup.set_delivery_price(method, D("7.00"))
    # Saleor 3.23 looks at prices of delivery again only where something has changed.
    shop.mutate(MOVE, {"id": checkout_id, "address": {**ADDRESS, "city": "Opole"}}, ann.token)
    shop.run(METHODS, {"id": checkout_id}, ann.token)
    _touch(shop, checkout_id, ann)

    shown = _shown(shop, checkout_id, ann)
    assert (answer.items, shown.items) == (["TIER 5.00"], ["TIER 7.00"])
    _pay_and_complete(shop, checkout_id, ann, "60.00")


# Tax ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["net_channel", "gross_channel"])
def test_tax_follows_all_of_it(shop: Shop, sources: Sources, place: str) -> None:
    channel: Channel = getattr(shop.setup, place)()
    shop.set_channel(channel, redeemPoints=100, redeemAmount=1)
    ann = _member(shop)
    sources.tier.give(ann, **TEN_PERCENT)
    lamp = _goods(shop, "100.00", channel)
    checkout_id = shop.checkout(ann, (lamp, 1), channel=channel)

    shop.apply(checkout_id, ann, points=1000)
    shop.pay_checkout(checkout_id, shop.total(checkout_id, ann), channel.currency)
    order = shop.order(shop.complete(checkout_id, ann))

    own = "net" if place == "net_channel" else "gross"
    (line,) = order["lines"]
    assert line["totalPrice"][own]["amount"] == 80.0
    assert (
        round(line["totalPrice"]["net"]["amount"] * 1.23, 2)
        == line["totalPrice"]["gross"]["amount"]
    )


# Orders -------------------------------------------------------------------------------------------


def _order_items(shop: Shop, order_id: UUID, token: str | None) -> list[tuple[str, str, Any, str]]:
    variables = {"id": graphene.Node.to_global_id("Order", order_id)}
    benefits = shop.run(ORDER_BENEFITS, variables, token)["order"]["loyalty"]["benefits"]
    return [
        (item["kind"], item["name"], item["points"], f"{item['amount']['amount']:.2f}")
        for item in benefits
    ]


def test_order_shows_what_lowered_its_price(shop: Shop, sources: Sources) -> None:
    ann = _member(shop)
    sources.tier.give(ann, **TEN_PERCENT)
    checkout_id = _cart(shop, ann)
    shop.apply(checkout_id, ann, points=500)
    code = _shown(shop, checkout_id, ann).code

    order_id = _pay_and_complete(shop, checkout_id, ann, "59.00")

    items = [("TIER", "Gold", None, "6.00"), ("POINTS", "500 points", 500, "5.00")]
    assert _order_items(shop, order_id, ann.token) == items
    assert _order_items(shop, order_id, shop.admin.token) == items
    row = CheckoutDiscount.objects.get()
    assert (row.order_id, row.code, row.amount) == (order_id, code, D(11))
    # A refund gives points back; what the order was placed with stays.
    shop.setup.refund_amount(order_id, D("59.00"))
    assert _order_items(shop, order_id, ann.token) == items


def test_providers_hear_of_orders(shop: Shop, sources: Sources) -> None:
    ann = _member(shop)
    sources.tier.give(ann, **TEN_PERCENT)
    checkout_id = _cart(shop, ann)
    sources.reward.chosen[_pk(checkout_id)] = _wish()
    _touch(shop, checkout_id, ann)

    order_id = _pay_and_complete(shop, checkout_id, ann, "56.00")
    placed = dict(sources.reward.orders)
    shop.cancel(order_id)

    assert placed == {order_id: (["wish:1"], False)}
    assert sources.reward.orders == {order_id: (["wish:1"], True)}


def test_order_that_earns_nothing_is_noted_too(shop: Shop, sources: Sources) -> None:
    channel = shop.setup.channel()
    ann = _member(shop)
    sources.tier.give(ann, **TEN_PERCENT)
    checkout_id = _cart(shop, ann)
    shop.set_program(channel, earningActive=False)

    order_id = _pay_and_complete(shop, checkout_id, ann, "64.00")

    assert CheckoutDiscount.objects.get().order_id == order_id


def test_lists_of_orders_ask_a_fixed_number_of_questions(shop: Shop, sources: Sources) -> None:
    ann = _member(shop)
    sources.tier.give(ann, **TEN_PERCENT)
    counts = []
    for _ in range(2):
        _pay_and_complete(shop, _cart(shop, ann), ann, "64.00")
        with CaptureQueriesContext(connection) as queries:
            data = shop.run(ORDERS_BENEFITS, {}, shop.admin.token)
        counts.append(sum("loyalty_" in query["sql"] for query in queries))
        benefits = [edge["node"]["loyalty"]["benefits"] for edge in data["orders"]["edges"]]
        assert all([item["kind"] for item in items] == ["TIER"] for items in benefits)
    assert len(benefits) == 2
    # Settlements, discounts, holds.
    assert counts == [3, 3]


# Refunds and edits --------------------------------------------------------------------------------


def test_refund_gives_points_and_money_back_in_proportion(shop: Shop, sources: Sources) -> None:
    """60.00 less 6.00 of a tier and 18.00 of points: 36.00 in money, and 10.00 for delivery."""
    ann = _member(shop)
    sources.tier.give(ann, **TEN_PERCENT)
    cup = _goods(shop, "20.00")
    checkout_id = shop.checkout(ann, (cup, 3), channel=shop.setup.channel())
    shop.apply(checkout_id, ann, points=1800)
    order_id = _pay_and_complete(shop, checkout_id, ann, "46.00")
    assert shop.movements(ann)[1:] == [("REDEEM", -1800), ("EARN", 36)]

    shop.setup.return_units(order_id, 0, 1)

    assert sorted(shop.movements(ann)[3:]) == [("CLAWBACK", -12), ("RESTORE", 600)]


def test_only_what_points_paid_earns_like_money(shop: Shop, sources: Sources) -> None:
    channel = shop.setup.channel()
    shop.set_program(channel, earnOnPointsPaidPart=True)
    ann = _member(shop)
    sources.tier.give(ann, **TEN_PERCENT)
    checkout_id = _cart(shop, ann)
    shop.apply(checkout_id, ann, points=1400)
    assert shop.points_to_earn(checkout_id, ann) == 54

    order_id = _pay_and_complete(shop, checkout_id, ann, "50.00")

    assert shop.points_earned(order_id) == 54


def test_order_that_was_edited_down_gives_points_back_first(shop: Shop, sources: Sources) -> None:
    """Other benefits come before points, so what an order is worth less is less of the points."""
    channel = shop.setup.channel()
    shop.setup.hold_new_orders(channel)
    ann = _member(shop)
    sources.tier.give(ann, **TEN_PERCENT)
    cup = _goods(shop, "20.00")
    checkout_id = shop.checkout(ann, (cup, 2), channel=channel)
    shop.apply(checkout_id, ann, maximum=True)
    assert _shown(shop, checkout_id, ann).items == ["TIER 4.00", "POINTS 36.00"]
    order_id = _pay_and_complete(shop, checkout_id, ann, "10.00")
    assert shop.balance(ann) == 10_000 - 3600

    shop.setup.set_line_quantity(order_id, 0, 1)
    shop.confirm(order_id)

    # The code is 20.00 of 40.00 now: 4.00 are the tier's, 16.00 the points'.
    assert shop.balance(ann) == 10_000 - 1600
    assert shop.order(order_id)["total"]["gross"]["amount"] == 10.0


# What it costs ------------------------------------------------------------------------------------


def test_carts_without_benefits_cost_one_statement_for_all_sources(
    shop: Shop, sources: Sources
) -> None:
    bob = _member(shop, email="bob@example.com")
    checkout_id = _cart(shop, bob)

    def statements() -> int:
        with CaptureQueriesContext(connection) as queries:
            _touch(shop, checkout_id, bob)
        return sum("loyalty_" in query["sql"] for query in queries)

    # What is on it, and whether any source has something for it.
    assert statements() == 2


# Carts that are gone ------------------------------------------------------------------------------


def test_sweep_takes_codes_of_carts_away_that_are_gone(shop: Shop, sources: Sources) -> None:
    ann = _member(shop)
    sources.tier.give(ann, **TEN_PERCENT)
    gone, alive, ordered = _cart(shop, ann), _cart(shop, ann), _cart(shop, ann)
    sources.reward.chosen[_pk(gone)] = _wish()
    _touch(shop, gone, ann)
    shop.apply(gone, ann, points=500)
    codes = [str(_shown(shop, item, ann).code) for item in (gone, alive)]
    with shop.setup.hooks_lost():
        order_id = _pay_and_complete(shop, ordered, ann, "64.00")
    shop.setup.delete_checkout(gone)

    later = timezone.now() + timedelta(days=2)
    assert (sweep_discounts(now=timezone.now()), sweep_discounts(now=later)) == (0, 1)
    assert sweep_discounts(now=later) == 0

    assert [shop.setup.voucher_is_usable(code) for code in codes] == [False, True]
    assert _shown(shop, alive, ann).code == codes[1]
    assert sources.reward.chosen == {}
    assert shop.available(ann) == 10_000 + 54
    rows = CheckoutDiscount.objects.values_list("checkout_id", "order_id")
    assert set(rows) == {(_pk(alive), None), (_pk(ordered), order_id)}
    assert not Hold.objects.filter(status="OPEN").exists()
    assert sweep_holds(now=later) == 0
