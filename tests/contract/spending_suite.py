"""Points at checkout: the same in every host."""

from decimal import Decimal

import pytest

from tests.contract.driver import Channel, Person, Refused, Shop

D = Decimal


def _member(shop: Shop, points: int, email: str = "ann@example.com") -> Person:
    person = shop.setup.customer(email)
    shop.credit(person, points)
    return person


def _cart(shop: Shop, buyer: Person, price: str, *, channel: Channel | None = None) -> str:
    channel = channel or shop.setup.channel()
    variant = shop.setup.variant(D(price), channel=channel)
    return shop.checkout(buyer, (variant, 1), channel=channel)


def test_points_lower_the_total_at_once(shop: Shop) -> None:
    ann = _member(shop, 1000)
    checkout_id = _cart(shop, ann, "60.00")

    checkout = shop.apply(checkout_id, ann, points=735)

    assert checkout["totalPrice"]["gross"]["amount"] == 62.65
    assert checkout["discount"]["amount"] == 7.35
    assert checkout["loyalty"]["appliedPoints"] == 735
    assert checkout["loyalty"]["appliedDiscount"]["amount"] == 7.35
    account = shop.account(ann)
    assert account is not None
    assert (account["balance"], account["reserved"], account["available"]) == (1000, 735, 265)
    assert shop.movements(ann) == [("ADJUST", 1000)]


def test_order_takes_the_points_and_shows_the_discount(shop: Shop) -> None:
    channel = shop.setup.channel()
    ann = _member(shop, 1000)
    checkout_id = _cart(shop, ann, "60.00")
    shop.apply(checkout_id, ann, points=735)
    code = shop.checkout_state(checkout_id, ann)["voucherCode"]

    shop.pay_checkout(checkout_id, D("62.65"), channel.currency)
    order_id = shop.complete(checkout_id, ann)

    order = shop.order(order_id)
    assert order["total"]["gross"]["amount"] == 62.65
    assert order["undiscountedTotal"]["gross"]["amount"] == 70.0
    assert order["voucherCode"] == code
    assert [item["amount"]["amount"] for item in order["discounts"]] == [7.35]
    # 52.65 of goods were paid with money.
    assert shop.movements(ann) == [("ADJUST", 1000), ("REDEEM", -735), ("EARN", 52)]
    account = shop.account(ann)
    assert account is not None
    assert (account["reserved"], account["lifetimeSpent"]) == (0, 735)
    assert not shop.setup.voucher_is_usable(code)


def test_tax_follows_the_discount(shop: Shop) -> None:
    channel = shop.setup.net_channel()
    ann = _member(shop, 1000)
    variant = shop.setup.variant(D("100.00"), channel=channel)
    checkout_id = shop.checkout(ann, (variant, 1), channel=channel)

    shop.apply(checkout_id, ann, points=1000)
    shop.pay_checkout(checkout_id, shop.total(checkout_id, ann), channel.currency)
    order = shop.order(shop.complete(checkout_id, ann))

    assert order["lines"][0]["totalPrice"]["net"]["amount"] == 90.0
    assert order["lines"][0]["totalPrice"]["gross"]["amount"] == 110.7


def test_maximum_takes_what_the_cart_can_take(shop: Shop) -> None:
    ann = _member(shop, 10_000)
    checkout_id = _cart(shop, ann, "60.00")

    quote = shop.quote(checkout_id, ann)["quote"]
    checkout = shop.apply(checkout_id, ann, maximum=True)

    assert quote["maximumPoints"] == 6000
    assert quote["maximumDiscount"]["amount"] == 60.0
    assert [limit["code"] for limit in quote["limits"]] == ["CART_VALUE"]
    assert checkout["loyalty"]["appliedPoints"] == 6000
    assert checkout["totalPrice"]["gross"]["amount"] == 10.0


def test_points_pay_all_goods_of_a_free_order(shop: Shop) -> None:
    channel = shop.setup.channel()
    ann = _member(shop, 10_000)
    checkout_id = _cart(shop, ann, "60.00")
    shop.apply(checkout_id, ann, maximum=True)
    shop.pay_checkout(checkout_id, D("10.00"), channel.currency)

    order_id = shop.complete(checkout_id, ann)
    assert shop.movements(ann) == [("ADJUST", 10_000), ("REDEEM", -6000)]

    shop.cancel(order_id)
    assert shop.balance(ann) == 10_000


def test_applying_again_replaces(shop: Shop) -> None:
    ann = _member(shop, 1000)
    checkout_id = _cart(shop, ann, "60.00")
    shop.apply(checkout_id, ann, points=1000)
    first_code = shop.checkout_state(checkout_id, ann)["voucherCode"]

    shop.apply(checkout_id, ann, points=300)
    second_code = shop.checkout_state(checkout_id, ann)["voucherCode"]
    shop.apply(checkout_id, ann, points=300)

    assert shop.total(checkout_id, ann) == D("67.0")
    assert shop.available(ann) == 700
    assert not shop.setup.voucher_is_usable(first_code)
    assert shop.checkout_state(checkout_id, ann)["voucherCode"] == second_code


def test_remove_gives_the_points_back(shop: Shop) -> None:
    ann = _member(shop, 1000)
    checkout_id = _cart(shop, ann, "60.00")
    shop.apply(checkout_id, ann, points=1000)
    code = shop.checkout_state(checkout_id, ann)["voucherCode"]

    for _ in range(2):
        checkout = shop.remove(checkout_id, ann)
        assert checkout["voucherCode"] is None
        assert checkout["totalPrice"]["gross"]["amount"] == 70.0
        assert checkout["loyalty"]["appliedPoints"] == 0
    assert shop.available(ann) == 1000
    assert not shop.setup.voucher_is_usable(code)


def test_removing_the_code_by_the_shops_own_mutation_gives_them_back(shop: Shop) -> None:
    ann = _member(shop, 1000)
    checkout_id = _cart(shop, ann, "60.00")
    shop.apply(checkout_id, ann, points=1000)
    code = shop.checkout_state(checkout_id, ann)["voucherCode"]

    shop.remove_promo_code(checkout_id, code, ann)

    assert shop.available(ann) == 1000
    assert not shop.setup.voucher_is_usable(code)


def test_same_points_cannot_be_applied_twice(shop: Shop) -> None:
    ann = _member(shop, 1000)
    first = _cart(shop, ann, "60.00")
    second = _cart(shop, ann, "60.00")
    shop.apply(first, ann, points=800)

    with pytest.raises(Refused) as refused:
        shop.apply(second, ann, points=800)

    assert refused.value.codes == ["INSUFFICIENT_POINTS"]
    assert refused.value.fields == ["points"]
    assert shop.total(second, ann) == D("70.0")
    assert shop.available(ann) == 200


def test_cart_that_shrinks_shrinks_the_discount(shop: Shop) -> None:
    channel = shop.setup.channel()
    ann = _member(shop, 10_000)
    cup = shop.setup.variant(D("10.00"), channel=channel)
    checkout_id = shop.checkout(ann, (cup, 5), channel=channel)
    shop.apply(checkout_id, ann, points=4000)

    # 10.00 delivery + 20.00 of goods that points can pay whole: this very answer shows it.
    assert shop.set_quantity(checkout_id, cup, 2, ann) == D("10.0")
    assert shop.available(ann) == 8000
    assert shop.quote(checkout_id, ann)["appliedPoints"] == 2000


def test_maximum_follows_the_cart_upwards(shop: Shop) -> None:
    channel = shop.setup.channel()
    ann = _member(shop, 10_000)
    cup = shop.setup.variant(D("10.00"), channel=channel)
    checkout_id = shop.checkout(ann, (cup, 1), channel=channel)
    shop.apply(checkout_id, ann, maximum=True)

    assert shop.set_quantity(checkout_id, cup, 3, ann) == D("10.0")
    assert shop.quote(checkout_id, ann)["appliedPoints"] == 3000


def test_code_is_useless_in_another_checkout(shop: Shop) -> None:
    channel = shop.setup.channel()
    ann = _member(shop, 1000)
    checkout_id = _cart(shop, ann, "60.00")
    shop.apply(checkout_id, ann, points=1000)
    code = shop.checkout_state(checkout_id, ann)["voucherCode"]
    bob = shop.setup.customer("bob@example.com")
    stolen = _cart(shop, bob, "60.00")

    shop.add_promo_code(stolen, code, bob)

    # It comes off at once, and stays good where it belongs.
    assert shop.checkout_state(stolen, bob)["voucherCode"] is None
    assert shop.total(stolen, bob) == D("70.0")
    assert shop.total(checkout_id, ann) == D("60.0")
    shop.pay_checkout(stolen, D("70.0"), channel.currency)
    shop.complete(stolen, bob)
    assert shop.movements(ann) == [("ADJUST", 1000)]
    assert shop.movements(bob) == [("EARN", 60)]


def test_code_is_useless_in_another_checkout_of_the_same_customer(shop: Shop) -> None:
    ann = _member(shop, 1000)
    first = _cart(shop, ann, "60.00")
    shop.apply(first, ann, points=1000)
    code = shop.checkout_state(first, ann)["voucherCode"]
    second = _cart(shop, ann, "60.00")

    shop.add_promo_code(second, code, ann)

    assert shop.checkout_state(second, ann)["voucherCode"] is None
    assert shop.total(second, ann) == D("70.0")
    assert shop.total(first, ann) == D("60.0")
    assert shop.movements(ann) == [("ADJUST", 1000)]


def test_merchants_code_is_never_thrown_out(shop: Shop) -> None:
    channel = shop.setup.channel()
    ann = _member(shop, 1000)
    checkout_id = _cart(shop, ann, "60.00")
    summer = shop.setup.voucher(D("5.00"), channel=channel)
    shop.add_promo_code(checkout_id, summer, ann)

    with pytest.raises(Refused) as refused:
        shop.apply(checkout_id, ann, points=1000)

    assert refused.value.codes == ["PROMO_CODE_PRESENT"]
    assert shop.checkout_state(checkout_id, ann)["voucherCode"] == summer
    assert shop.total(checkout_id, ann) == D("65.0")
    assert shop.available(ann) == 1000


def test_merchants_code_on_top_gives_the_points_back(shop: Shop) -> None:
    channel = shop.setup.channel()
    ann = _member(shop, 1000)
    checkout_id = _cart(shop, ann, "60.00")
    shop.apply(checkout_id, ann, points=1000)
    summer = shop.setup.voucher(D("5.00"), channel=channel)

    shop.add_promo_code(checkout_id, summer, ann)

    assert shop.checkout_state(checkout_id, ann)["voucherCode"] == summer
    assert shop.total(checkout_id, ann) == D("65.0")
    assert shop.available(ann) == 1000


@pytest.mark.parametrize(
    ("limits", "price", "code", "message_part"),
    [
        ({"minimumBalance": 2000}, "60.00", "MINIMUM_BALANCE", "1000"),
        ({"minimumCartValue": 75}, "60.00", "MINIMUM_CART_VALUE", "15.00"),
        ({"redeemPoints": 0}, "60.00", "SPENDING_OFF", ""),
    ],
    ids=["minimum_balance", "minimum_cart_value", "no_rate"],
)
def test_limit_refuses_and_says_why(
    shop: Shop, limits: dict[str, int], price: str, code: str, message_part: str
) -> None:
    channel = shop.setup.channel()
    shop.set_channel(channel, **limits)
    ann = _member(shop, 1000)
    checkout_id = _cart(shop, ann, price)

    with pytest.raises(Refused) as refused:
        shop.apply(checkout_id, ann, points=500)

    assert refused.value.codes == [code]
    assert message_part in refused.value.messages[0]
    assert shop.quote(checkout_id, ann)["quote"]["maximumPoints"] == 0
    assert shop.available(ann) == 1000


@pytest.mark.parametrize(
    ("limits", "points_max", "code"),
    [
        ({"maximumDiscountAmount": 5}, 500, "MAXIMUM_DISCOUNT_AMOUNT"),
        ({"maximumDiscountPercentage": 10}, 600, "MAXIMUM_DISCOUNT_PERCENTAGE"),
    ],
    ids=["amount", "percentage"],
)
def test_maximum_discount(shop: Shop, limits: dict[str, int], points_max: int, code: str) -> None:
    channel = shop.setup.channel()
    shop.set_channel(channel, **limits)
    ann = _member(shop, 1000)
    checkout_id = _cart(shop, ann, "60.00")

    quote = shop.quote(checkout_id, ann)["quote"]
    assert (quote["maximumPoints"], [limit["code"] for limit in quote["limits"]]) == (
        points_max,
        [code],
    )
    with pytest.raises(Refused) as refused:
        shop.apply(checkout_id, ann, points=points_max + 1)
    assert refused.value.codes == ["LIMIT_EXCEEDED"]
    assert shop.apply(checkout_id, ann, points=points_max)["loyalty"]["appliedPoints"] == points_max


def test_yen_points_buy_whole_yen(shop: Shop) -> None:
    channel = shop.setup.yen_channel()
    ann = _member(shop, 1000)
    checkout_id = _cart(shop, ann, "1980", channel=channel)

    checkout = shop.apply(checkout_id, ann, points=250)

    # 100 points are 1 JPY: 50 of the 250 would buy nothing and stay.
    assert checkout["loyalty"]["appliedPoints"] == 200
    assert checkout["totalPrice"]["gross"]["amount"] == 2478.0
    with pytest.raises(Refused) as refused:
        shop.apply(checkout_id, ann, points=99)
    assert refused.value.codes == ["TOO_FEW_POINTS"]


def test_cancelled_order_returns_what_was_spent(shop: Shop) -> None:
    channel = shop.setup.channel()
    ann = _member(shop, 1000)
    lamp = shop.setup.variant(D("60.00"), channel=channel)
    order_id = shop.buy(ann, (lamp, 1), channel=channel, points=735)

    shop.cancel(order_id)

    assert shop.balance(ann) == 1000
    assert sorted(shop.movements(ann)[3:]) == [("CLAWBACK", -52), ("RESTORE", 735)]


def test_partial_refund_returns_a_share_of_what_was_spent(shop: Shop) -> None:
    channel = shop.setup.channel()
    ann = _member(shop, 1000)
    lamp = shop.setup.variant(D("60.00"), channel=channel)
    order_id = shop.buy(ann, (lamp, 1), channel=channel, points=1000)
    assert shop.balance(ann) == 50

    # Half of the 60.00 that were paid: half of the points, half of what was earned.
    shop.setup.refund_amount(order_id, D("30.00"))

    assert sorted(shop.movements(ann)[3:]) == [("CLAWBACK", -25), ("RESTORE", 500)]


def test_customer_spends_what_an_order_earned(shop: Shop) -> None:
    """The whole main job: buy, be credited, spend at the next checkout, cancel."""
    channel = shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    sofa = shop.setup.variant(D("990.00"), channel=channel)
    cup = shop.setup.variant(D("10.00"), channel=channel)
    shop.buy(ann, (sofa, 1), channel=channel)
    assert shop.balance(ann) == 990

    order_id = shop.buy(ann, (cup, 1), channel=channel, points=900)
    assert shop.order(order_id)["total"]["gross"]["amount"] == 11.0
    assert shop.balance(ann) == 91

    shop.cancel(order_id)
    assert shop.balance(ann) == 990
    assert shop.available(ann) == 990
