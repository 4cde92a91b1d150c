"""Claims of rewards in a real Saleor: the contract, and what only Saleor has."""

import contextlib
from decimal import Decimal
from typing import Any

import graphene
from saleor.checkout.models import Checkout
from saleor.giftcard.models import GiftCard, GiftCardEvent
from saleor.warehouse.models import Stock

from saleor_loyalty_plugin.hosts.saleor.issued_cards import MARK
from tests.contract.claims_suite import *  # noqa: F403
from tests.contract.claims_suite import CANCEL, Claims
from tests.contract.driver import Refused

D = Decimal


def test_gift_card_is_as_staff_issue_them(claims: Claims) -> None:
    reward = claims.reward("GIFT_CARD", amount=25, currency=claims.channel.currency)

    code = claims.claim(reward)["claim"]["code"]

    card = GiftCard.objects.get(code=code)
    assert (card.current_balance_amount, card.initial_balance_amount) == (25, 25)
    assert card.private_metadata == {MARK: "true"}
    events = list(GiftCardEvent.objects.filter(gift_card=card).values_list("type", flat=True))
    if hasattr(GiftCard, "assigned_to"):
        assert card.assigned_to_id == claims.ann.user_id
        assert sorted(events) == ["assigned_to_user", "issued"]
        bob = claims.shop.setup.customer("bob@example.com")
        his = claims.cart(buyer=bob)
        with contextlib.suppress(Refused):
            claims.shop.add_promo_code(his, code, bob)
        assert claims.shop.total(his, bob) == D("70.0")
    else:
        assert events == ["issued"]


def test_product_that_is_out_of_stock_is_no_reward(claims: Claims) -> None:
    cup = claims.shop.setup.variant(D("8.00"), channel=claims.channel)
    reward = claims.reward("PRODUCT", variantId=cup)
    Stock.objects.filter(product_variant_id=_pk(cup)).update(quantity=0)
    checkout = claims.cart()

    refused = claims.refused(claims.claim, reward, checkoutId=checkout)

    assert refused == ("NOT_APPLICABLE", "checkoutId")
    assert Checkout.objects.get(pk=_pk(checkout)).lines.count() == 1


def test_claim_stays_while_its_checkout_is_being_completed(claims: Claims) -> None:
    checkout = claims.cart()
    claim = claims.claim(claims.voucher(), checkoutId=checkout)
    other = claims.cart()
    Checkout.objects.filter(pk=_pk(checkout)).update(is_voucher_usage_increased=True)

    for act, field in ((claims.put, "claimId"), (claims.take_off, "claimId")):
        place = other if act is claims.put else checkout
        assert claims.refused(act, claim, place) == ("CHECKOUT_CLOSED", field)
    assert claims.refused(claims.run, CANCEL, claim, staff=False) == ("CHECKOUT_CLOSED", "id")


def _pk(global_id: str) -> Any:
    return graphene.Node.from_global_id(global_id)[1]
