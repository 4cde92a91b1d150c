"""Points as a discount beside gift cards and other codes: the same in every host."""

from contextlib import suppress
from decimal import Decimal

from tests.contract.driver import Channel, Person, Refused, Shop

D = Decimal


def _member(shop: Shop, points: int) -> Person:
    person = shop.setup.customer("ann@example.com")
    shop.credit(person, points)
    return person


def _gift_card(shop: Shop, channel: Channel) -> str:
    """The goods, not the code of one."""
    card_type = shop.setup.gift_card_type()
    return shop.setup.variant(D("50.00"), channel=channel, product_type=card_type)


def _line_totals(shop: Shop, order: dict[str, object]) -> list[float]:
    lines = order["lines"]
    assert isinstance(lines, list)
    return [line["totalPrice"]["gross"]["amount"] for line in lines]


def test_gift_card_in_the_cart_keeps_its_price(shop: Shop) -> None:
    """Points take 49.00 off the lamp; the gift card is paid with money. The lamp comes back with
    all of its points."""
    channel = shop.setup.channel()
    ann = _member(shop, 4900)
    lamp = shop.setup.variant(D("49.00"), channel=channel)
    card = _gift_card(shop, channel)

    order_id = shop.buy(ann, (lamp, 1), (card, 1), channel=channel, points=4900)

    assert _line_totals(shop, shop.order(order_id)) == [0.0, 50.0]
    assert shop.movements(ann) == [("ADJUST", 4900), ("REDEEM", -4900)]
    shop.setup.take_back(order_id, 0, 1)
    assert shop.movements(ann)[2:] == [("RESTORE", 4900)]


def test_number_of_goods_beside_a_gift_card_changes(shop: Shop) -> None:
    channel = shop.setup.channel()
    ann = _member(shop, 1000)
    cup = shop.setup.variant(D("10.00"), channel=channel)
    checkout_id = shop.checkout(ann, (cup, 2), (_gift_card(shop, channel), 1), channel=channel)
    shop.apply(checkout_id, ann, points=700)

    assert shop.set_quantity(checkout_id, cup, 4, ann) == D("93.0")
    assert shop.set_quantity(checkout_id, cup, 1, ann) == D("63.0")

    shop.pay_checkout(checkout_id, D("63.00"), channel.currency)
    order = shop.order(shop.complete(checkout_id, ann))
    assert _line_totals(shop, order) == [3.0, 50.0]


def test_code_typed_into_another_cart_comes_off_at_once(shop: Shop) -> None:
    channel = shop.setup.channel()
    ann = _member(shop, 1000)
    hat = shop.setup.variant(D("60.00"), channel=channel)
    own = shop.checkout(ann, (hat, 1), channel=channel)
    shop.apply(own, ann, points=1000)
    code = shop.checkout_state(own, ann)["voucherCode"]

    bob = shop.setup.customer("bob@example.com")
    for buyer in (ann, bob):
        other = shop.checkout(buyer, (hat, 1), channel=channel)
        with suppress(Refused):
            shop.add_promo_code(other, code, buyer)
        assert shop.checkout_state(other, buyer)["voucherCode"] is None
        assert shop.total(other, buyer) == D("70.0")

    assert shop.total(own, ann) == D("60.0")
    assert shop.quote(own, ann)["appliedPoints"] == 1000


def test_merchants_code_comes_and_goes(shop: Shop) -> None:
    """It takes the place of the points, which are not put on again without being asked for."""
    channel = shop.setup.channel()
    ann = _member(shop, 1000)
    hat = shop.setup.variant(D("60.00"), channel=channel)
    checkout_id = shop.checkout(ann, (hat, 1), channel=channel)
    shop.apply(checkout_id, ann, points=300)
    ours = shop.checkout_state(checkout_id, ann)["voucherCode"]
    theirs = shop.setup.voucher(D("5.00"), channel=channel)

    shop.add_promo_code(checkout_id, theirs, ann)
    assert shop.total(checkout_id, ann) == D("65.0")
    assert shop.available(ann) == 1000
    assert not shop.setup.voucher_is_usable(ours)

    shop.remove_promo_code(checkout_id, theirs, ann)
    assert shop.total(checkout_id, ann) == D("70.0")
    assert shop.quote(checkout_id, ann)["appliedPoints"] == 0
    assert shop.apply(checkout_id, ann, points=300)["totalPrice"]["gross"]["amount"] == 67.0
