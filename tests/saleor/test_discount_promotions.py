"""Order promotions of Saleor: it drops them while a promo code is on the checkout, ours too."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import graphene
import pytest
from django.utils import timezone
from saleor.discount import PromotionType, RewardType, RewardValueType
from saleor.discount.models import Promotion
from saleor.product.models import ProductVariant

from tests.contract.driver import Channel, Person, Refused, Shop
from tests.contract.standing import Tiers

D = Decimal

QUOTE = """
query ($id: ID!) {
  checkout(id: $id) {
    lines { quantity isGift totalPrice { gross { amount } } }
    loyalty {
      appliedPoints
      quote {
        maximumPoints limits { code message value }
        replacedOffer { name amount { amount } isGift }
      }
    }
  }
}"""


@pytest.fixture
def ann(shop: Shop) -> Person:
    person = shop.setup.customer("ann@example.com")
    shop.credit(person, 10_000)
    return person


def _promotion(channel: Channel, *, from_amount: int = 50, **reward: Any) -> Any:
    promotion = Promotion.objects.create(
        name="Big cart", type=PromotionType.ORDER, start_date=timezone.now() - timedelta(hours=1)
    )
    rule = promotion.rules.create(
        name="Big cart",
        order_predicate={
            "discountedObjectPredicate": {"baseSubtotalPrice": {"range": {"gte": from_amount}}}
        },
        **reward,
    )
    rule.channels.add(channel.channel_id)
    return rule


def _percent_off(channel: Channel, percent: int, **more: Any) -> Any:
    return _promotion(
        channel,
        reward_type=RewardType.SUBTOTAL_DISCOUNT,
        reward_value_type=RewardValueType.PERCENTAGE,
        reward_value=D(percent),
        **more,
    )


def _gift(channel: Channel, variant: str) -> None:
    rule = _promotion(channel, reward_type=RewardType.GIFT)
    rule.gifts.add(ProductVariant.objects.get(pk=graphene.Node.from_global_id(variant)[1]))


def _state(shop: Shop, checkout_id: str, buyer: Person) -> dict[str, Any]:
    state: dict[str, Any] = shop.run(QUOTE, {"id": checkout_id}, buyer.token)["checkout"]
    return state


def _codes(state: dict[str, Any]) -> list[str]:
    return [limit["code"] for limit in state["loyalty"]["quote"]["limits"]]


def test_points_replace_an_offer_only_for_a_lower_total(shop: Shop, ann: Person) -> None:
    """60.00 of goods, 10.00 of delivery; the offer takes 20 % off the goods: 12.00."""
    channel = shop.setup.channel()
    _percent_off(channel, 20)
    hat = shop.setup.variant(D("60.00"), channel=channel)
    checkout_id = shop.checkout(ann, (hat, 1), channel=channel)
    assert shop.total(checkout_id, ann) == D("58.0")

    quote = _state(shop, checkout_id, ann)["loyalty"]["quote"]
    assert quote["maximumPoints"] == 6000
    offer = {"name": "Big cart", "amount": {"amount": 12.0}, "isGift": False}
    assert quote["replacedOffer"] == offer
    for points in (100, 1200):
        with pytest.raises(Refused) as refused:
            shop.apply(checkout_id, ann, points=points)
        assert refused.value.codes == ["ORDER_PROMOTION_PRESENT"]
        assert refused.value.fields == ["points"]
        assert "12.00 USD" in refused.value.messages[0]
    assert shop.total(checkout_id, ann) == D("58.0")
    assert shop.available(ann) == 10_000

    assert shop.apply(checkout_id, ann, points=1201)["totalPrice"]["gross"]["amount"] == 57.99
    state = _state(shop, checkout_id, ann)
    assert state["loyalty"]["quote"]["replacedOffer"] == offer
    # Fewer points would now cost more than none.
    with pytest.raises(Refused) as refused:
        shop.apply(checkout_id, ann, points=1000)
    assert refused.value.codes == ["ORDER_PROMOTION_PRESENT"]
    assert shop.total(checkout_id, ann) == D("57.99")

    assert shop.remove(checkout_id, ann)["totalPrice"]["gross"]["amount"] == 58.0
    shop.apply(checkout_id, ann, points=2000)
    shop.pay_checkout(checkout_id, D("50.00"), channel.currency)
    order = shop.order(shop.complete(checkout_id, ann))
    assert order["total"]["gross"]["amount"] == 50.0
    assert [item["amount"]["amount"] for item in order["discounts"]] == [20.0]


def test_too_few_points_for_what_an_offer_takes_off(shop: Shop) -> None:
    channel = shop.setup.channel()
    _percent_off(channel, 20)
    bob = shop.setup.customer("bob@example.com")
    shop.credit(bob, 735)
    hat = shop.setup.variant(D("60.00"), channel=channel)
    checkout_id = shop.checkout(bob, (hat, 1), channel=channel)

    state = _state(shop, checkout_id, bob)
    assert state["loyalty"]["quote"]["maximumPoints"] == 0
    assert _codes(state) == ["ORDER_PROMOTION_PRESENT", "AVAILABLE_POINTS"]
    with pytest.raises(Refused) as refused:
        shop.apply(checkout_id, bob, maximum=True)
    assert refused.value.codes == ["ORDER_PROMOTION_PRESENT"]
    assert shop.total(checkout_id, bob) == D("58.0")


def test_offer_that_comes_with_a_larger_cart_takes_the_points_off(shop: Shop, ann: Person) -> None:
    """Two cups are worth 40.00, and below the offer; four are worth 80.00, the offer 16.00."""
    channel = shop.setup.channel()
    _percent_off(channel, 20)
    cup = shop.setup.variant(D("20.00"), channel=channel)
    checkout_id = shop.checkout(ann, (cup, 2), channel=channel)
    shop.apply(checkout_id, ann, points=1500)
    assert shop.total(checkout_id, ann) == D("35.0")
    assert _state(shop, checkout_id, ann)["loyalty"]["quote"]["replacedOffer"] is None

    assert shop.set_quantity(checkout_id, cup, 4, ann) == D("74.0")

    state = _state(shop, checkout_id, ann)
    assert state["loyalty"]["appliedPoints"] == 0
    assert shop.available(ann) == 10_000
    assert shop.apply(checkout_id, ann, points=1601)["totalPrice"]["gross"]["amount"] == 73.99
    # The cart falls below the offer: the points stay.
    assert shop.set_quantity(checkout_id, cup, 2, ann) == D("33.99")
    assert shop.quote(checkout_id, ann)["appliedPoints"] == 1601


def test_gift_goes_with_points_and_comes_back_without(shop: Shop, ann: Person) -> None:
    """A gift costs nothing, so points may take its place; the quote says so before."""
    channel = shop.setup.channel()
    _gift(channel, shop.setup.variant(D("9.00"), channel=channel))
    hat = shop.setup.variant(D("60.00"), channel=channel)
    checkout_id = shop.checkout(ann, (hat, 1), channel=channel)

    def gifts() -> list[bool]:
        return [line["isGift"] for line in _state(shop, checkout_id, ann)["lines"]]

    assert gifts() == [False, True]
    quote = _state(shop, checkout_id, ann)["loyalty"]["quote"]
    assert quote["replacedOffer"] == {"name": "Big cart", "amount": {"amount": 9.0}, "isGift": True}
    assert quote["maximumPoints"] == 6000

    shop.apply(checkout_id, ann, maximum=True)
    assert gifts() == [False]
    assert shop.total(checkout_id, ann) == D("10.0")
    assert shop.quote(checkout_id, ann)["appliedPoints"] == 6000

    shop.remove(checkout_id, ann)
    assert gifts() == [False, True]
    assert shop.total(checkout_id, ann) == D("70.0")
    assert shop.available(ann) == 10_000


def test_what_applies_by_itself_leaves_a_better_offer_alone(shop: Shop, ann: Person) -> None:
    """A tier's 10 % are 6.00 of 60.00, the offer 12.00; with points they may outdo it."""
    channel = shop.setup.channel()
    rule = _percent_off(channel, 20)
    Tiers().give(ann, discount_percentage=D(10))
    hat = shop.setup.variant(D("60.00"), channel=channel)
    checkout_id = shop.checkout(ann, (hat, 1), channel=channel)

    def shown() -> tuple[Decimal, bool]:
        state = shop.checkout_state(checkout_id, ann)
        return D(str(state["totalPrice"]["gross"]["amount"])), state["voucherCode"] is not None

    assert shown() == (D("58.0"), False)
    with pytest.raises(Refused) as refused:
        shop.apply(checkout_id, ann, points=600)
    assert refused.value.codes == ["ORDER_PROMOTION_PRESENT"]
    assert "6.00 USD" in refused.value.messages[0]
    shop.apply(checkout_id, ann, points=601)
    assert shown() == (D("57.99"), True)
    shop.remove(checkout_id, ann)
    assert shown() == (D("58.0"), False)

    # The offer ends: what applies by itself comes with the cart's next change.
    rule.promotion.delete()
    shop.set_quantity(checkout_id, hat, 2, ann)
    assert shown() == (D("118.0"), True)
