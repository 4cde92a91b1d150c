"""The proof finds codes that carry something else than they should."""

from decimal import Decimal

import pytest
from django.utils import timezone

from saleor_loyalty_plugin.models import CheckoutDiscount, Hold
from saleor_loyalty_plugin.services.proof.verify_books import verify_books
from tests.contract.driver import Person, Shop

D = Decimal


def _applied(shop: Shop, points: int) -> tuple[Person, str]:
    channel = shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    shop.credit(ann, 1000)
    lamp = shop.setup.variant(D("60.00"), channel=channel)
    checkout_id = shop.checkout(ann, (lamp, 1), channel=channel)
    shop.apply(checkout_id, ann, points=points)
    return ann, checkout_id


def _found() -> list[tuple[str, str, str]]:
    return [(item.what, item.expected, item.found) for item in verify_books(now=timezone.now())]


def test_open_and_ordered_codes_are_right(live_shop: Shop) -> None:
    ann, checkout_id = _applied(live_shop, 700)
    assert _found() == []
    live_shop.pay_checkout(checkout_id, D("63.00"), live_shop.setup.channel().currency)
    live_shop.complete(checkout_id, ann)
    assert _found() == []


def test_amount_that_is_not_the_sum_of_its_items(live_shop: Shop) -> None:
    _applied(live_shop, 700)
    CheckoutDiscount.objects.update(amount=D(8))
    assert _found() == [("amount", "7.00", "8.000")]


@pytest.mark.parametrize("change", ["row", "items", "hold"])
def test_points_on_a_code_that_nobody_has_reserved(live_shop: Shop, change: str) -> None:
    _applied(live_shop, 700)
    row = CheckoutDiscount.objects.get()
    if change == "row":
        row.delete()
        expected = ("700 for 7", "none")
    elif change == "items":
        row.items[0]["points"] = 600
        row.save()
        expected = ("700 for 7", "600 for 7")
    else:
        Hold.objects.update(code="LOYALTY-2345678923456789")
        expected = ("none", "700 for 7")
    found = [item for item in _found() if item[0] == "points on the code"]
    assert ("points on the code", *expected) in found
