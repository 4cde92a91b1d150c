"""Claims: points for a reward, once, and what becomes of it."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import graphene
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from saleor_loyalty_plugin import ledger
from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.ledger.types import Posting
from saleor_loyalty_plugin.models import (
    Account,
    CheckoutDiscount,
    Entry,
    EntryKind,
    Hold,
    OutboxMessage,
    Program,
    Reward,
    RewardClaim,
)
from saleor_loyalty_plugin.services.checkout.benefits import may_start
from saleor_loyalty_plugin.services.checkout.check_before_order import check_before_order
from saleor_loyalty_plugin.services.checkout.quote import quote_facts
from saleor_loyalty_plugin.services.errors import LoyaltyProblem, ProblemCode
from saleor_loyalty_plugin.services.orders.settle_order import settle_order
from saleor_loyalty_plugin.services.points.adjust_points import revoke_entry
from saleor_loyalty_plugin.services.proof.verify_books import verify_books
from saleor_loyalty_plugin.services.rewards.claims import (
    ClaimRequest,
    apply_claim,
    cancel_claim,
    claim_reward,
    remove_claim,
)
from saleor_loyalty_plugin.services.rewards.queue import fulfill_claim, refuse_claim, sweep_claims
from saleor_loyalty_plugin.services.sweep import sweep_holds, sweep_lots
from sandbox.shop.models import Checkout, GiftCard, Order, ProductChannelListing
from tests.contract.driver import Person, Refused, Shop
from tests.services.claim_builders import (
    STAFF,
    acting,
    claimed,
    fresh,
    member,
    pk_of,
    reward,
    uuid_of,
    voucher,
)

D = Decimal
pytestmark = pytest.mark.usefixtures("committing_db")


def cart(shop: Shop, buyer: Person, price: str = "60.00", quantity: int = 1) -> str:
    """A cart of goods at this price, with delivery for 10.00."""
    channel = shop.setup.channel()
    goods = shop.setup.variant(D(price), channel=channel)
    return shop.checkout(buyer, (goods, quantity), channel=channel)


def put(claim: RewardClaim, checkout: str, by: Person, *, now: datetime | None = None) -> None:
    apply_claim(
        checkout_id=uuid_of(checkout),
        claim_id=claim.pk,
        requestor=acting(by),
        now=now or timezone.now(),
    )


def refused(code: ProblemCode, act: Any, *args: Any, **kwargs: Any) -> LoyaltyProblem:
    """The refusal of a call that must leave claims, points and stock as they are."""
    before = _state()
    with pytest.raises(LoyaltyProblem) as problem:
        act(*args, **kwargs)
    assert problem.value.code is code, problem.value
    assert _state() == before
    return problem.value


def _state() -> list[Any]:
    models = (RewardClaim, Entry, Account, Hold, CheckoutDiscount, Reward, GiftCard, Checkout)
    return [
        [
            {name: value for name, value in row.items() if name != "last_change"}
            for row in model.objects.order_by("pk").values()
        ]
        for model in models
    ]


def in_days(days: int) -> datetime:
    return timezone.now() + timedelta(days=days)


def test_claim_takes_points_and_stock_and_says_so(live_shop: Shop) -> None:
    ann = member(live_shop)
    mug = reward("MERCHANDISE", name="Mug", points=300, stock=2)

    claim = claimed(ann, mug)

    assert (claim.status, claim.points, claim.terms["name"]) == ("CLAIMED", 300, "Mug")
    mug.refresh_from_db()
    assert mug.claims_count == 1
    entry = Entry.objects.get(pk=claim.entry_id)
    assert (entry.points, entry.kind, entry.reason, entry.source_label) == (
        *(-300, "REDEEM", "REWARD_CLAIMED"),
        "Mug",
    )
    assert entry.explanation == [{"code": "REWARD", "values": {"reward": "Mug", "points": 300}}]
    account = Account.objects.get()
    assert (account.balance, account.lifetime_spent) == (700, 300)
    told = OutboxMessage.objects.filter(kind="reward_claimed").get()
    assert (told.payload, told.entry_id) == ({"claimId": claim.pk}, entry.pk)
    assert list(verify_books(now=timezone.now())) == []


def test_same_key_claims_once(live_shop: Shop) -> None:
    ann = member(live_shop)
    mug = reward("MERCHANDISE")

    assert claimed(ann, mug, key="a").pk == claimed(ann, mug, key="a").pk
    assert claimed(ann, mug, key="b").pk != claimed(ann, mug, key="a").pk

    assert live_shop.balance(ann) == 800
    problem = refused(ProblemCode.IDEMPOTENCY_CONFLICT, claimed, ann, reward("DONATION"), key="a")
    assert problem.field == "idempotency_key"
    bob = member(live_shop, name="bob")
    assert claimed(bob, mug, key="a").account.customer_id == bob.user_id


@pytest.mark.parametrize(
    ("settings", "points", "code"),
    [
        ({"points": 1001}, 1000, ProblemCode.INSUFFICIENT_POINTS),
        ({"stock": 0}, 1000, ProblemCode.REWARD_UNAVAILABLE),
        ({"is_active": False}, 1000, ProblemCode.REWARD_UNAVAILABLE),
        ({"ends_at": timezone.now()}, 1000, ProblemCode.REWARD_UNAVAILABLE),
    ],
    ids=["points", "stock", "inactive", "ended"],
)
def test_what_cannot_be_had_is_refused(
    live_shop: Shop, settings: dict[str, Any], points: int, code: ProblemCode
) -> None:
    ann = member(live_shop, points)
    refused(code, claimed, ann, reward("DONATION", **settings))


def test_limit_for_each_customer(live_shop: Shop) -> None:
    ann, bob = member(live_shop), member(live_shop, name="bob")
    once = reward("DONATION", per_customer_limit=1)
    first = claimed(ann, once)

    refused(ProblemCode.LIMIT_EXCEEDED, claimed, ann, once)
    claimed(bob, once)
    cancel_claim(claim_id=first.pk, requestor=acting(ann), now=timezone.now())

    assert claimed(ann, once).status == "CLAIMED"


def test_who_has_no_account_and_who_is_frozen_is_refused(live_shop: Shop) -> None:
    live_shop.setup.channel()
    bob = live_shop.setup.customer("bob@example.com")
    refused(ProblemCode.INSUFFICIENT_POINTS, claimed, bob, reward("DONATION"))
    live_shop.credit(bob, 1000)
    Account.objects.update(status="FROZEN")
    refused(ProblemCode.ACCOUNT_FROZEN, claimed, bob, reward("DONATION"))


def test_points_that_are_applied_to_a_cart_are_not_there(live_shop: Shop) -> None:
    ann = member(live_shop)
    live_shop.apply(cart(live_shop, ann), ann, points=950)
    refused(ProblemCode.INSUFFICIENT_POINTS, claimed, ann, reward("DONATION"))


def test_points_that_ran_out_are_not_spent(live_shop: Shop) -> None:
    ann = member(live_shop, 50)
    account = Account.objects.get()
    posting = Posting(
        account_id=account.pk,
        points=500,
        kind=EntryKind.EARN,
        reason="EVENT",
        key="old",
        expires_at=timezone.now() - timedelta(seconds=1),
    )
    ledger.post_entry(posting, now=timezone.now() - timedelta(days=1))
    assert live_shop.balance(ann) == 550

    refused(ProblemCode.INSUFFICIENT_POINTS, claimed, ann, reward("DONATION"))
    claimed(ann, reward("DONATION", points=50))

    assert live_shop.movements(ann)[2:] == [("EXPIRE", -500), ("REDEEM", -50)]
    assert list(verify_books(now=timezone.now())) == []


# On a cart ------------------------------------------------------------------------------------


def test_claiming_for_a_cart_lowers_its_price_at_once(live_shop: Shop) -> None:
    ann = member(live_shop)
    checkout = cart(live_shop, ann)

    claim = claimed(ann, voucher(), checkout=checkout)

    assert live_shop.total(checkout, ann) == D("58.0")
    assert fresh(claim).checkout_id == uuid_of(checkout)
    (row,) = CheckoutDiscount.objects.get().items
    assert (row["source"], row["kind"], row["amount"]) == (f"claim:{claim.pk}", "REWARD", "12.00")


def test_useless_claim_for_a_cart_is_no_claim(live_shop: Shop) -> None:
    ann = member(live_shop)
    channel = live_shop.setup.channel()
    card = live_shop.setup.variant(
        D("50.00"), channel=channel, product_type=live_shop.setup.gift_card_type()
    )
    checkout = live_shop.checkout(ann, (card, 1), channel=channel)

    problem = refused(ProblemCode.NOT_APPLICABLE, claimed, ann, voucher(), checkout=checkout)

    assert problem.field == "checkout_id"
    assert live_shop.movements(ann) == [("ADJUST", 1000)]


def test_points_stay_beside_a_reward(live_shop: Shop) -> None:
    ann = member(live_shop, 10_000)
    checkout = cart(live_shop, ann)
    live_shop.apply(checkout, ann, maximum=True)
    assert live_shop.total(checkout, ann) == D("10.0")

    claim = claimed(ann, voucher(), checkout=checkout)

    # 12.00 by the reward, 48.00 by points.
    assert live_shop.total(checkout, ann) == D("10.0")
    assert live_shop.quote(checkout, ann)["appliedPoints"] == 4800
    remove_claim(
        checkout_id=uuid_of(checkout),
        claim_id=claim.pk,
        requestor=acting(ann),
        now=timezone.now(),
    )
    assert live_shop.quote(checkout, ann)["appliedPoints"] == 6000
    assert live_shop.total(checkout, ann) == D("10.0")


def test_claim_moves_from_cart_to_cart(live_shop: Shop) -> None:
    ann = member(live_shop)
    first, second = cart(live_shop, ann), cart(live_shop, ann, "30.00")
    claim = claimed(ann, voucher(), checkout=first)

    for _ in range(2):
        put(claim, second, ann)
        assert live_shop.total(first, ann) == D("70.0")
        assert live_shop.total(second, ann) == D("34.0")
    assert live_shop.checkout_state(first, ann)["voucherCode"] is None


def test_promo_code_of_the_merchant_stays(live_shop: Shop) -> None:
    ann = member(live_shop)
    checkout = cart(live_shop, ann)
    claim = claimed(ann, voucher())
    summer = live_shop.setup.voucher(D("5.00"), channel=live_shop.setup.channel())
    live_shop.add_promo_code(checkout, summer, ann)

    refused(ProblemCode.PROMO_CODE_PRESENT, put, claim, checkout, ann)

    assert live_shop.total(checkout, ann) == D("65.0")


def test_code_taken_off_gives_the_claim_back(live_shop: Shop) -> None:
    ann = member(live_shop)
    checkout = cart(live_shop, ann)
    claim = claimed(ann, voucher(), checkout=checkout)
    code = live_shop.checkout_state(checkout, ann)["voucherCode"]

    live_shop.remove_promo_code(checkout, code, ann)
    assert (fresh(claim).status, fresh(claim).checkout_id) == ("CLAIMED", None)
    assert live_shop.total(checkout, ann) == D("70.0")
    assert live_shop.balance(ann) == 900

    put(claim, checkout, ann)
    assert live_shop.total(checkout, ann) == D("58.0")


def test_product_is_put_into_the_cart_and_stays_there(live_shop: Shop) -> None:
    ann = member(live_shop)
    cup = live_shop.setup.variant(D("8.00"), channel=live_shop.setup.channel())
    checkout = cart(live_shop, ann)
    free_cup = reward("PRODUCT", variant_id=pk_of(cup), money_amount=D("1.00"), currency="USD")

    claim = claimed(ann, free_cup, checkout=checkout)
    assert live_shop.total(checkout, ann) == D("71.0")

    live_shop.set_quantity(checkout, cup, 3, ann)
    assert live_shop.total(checkout, ann) == D("87.0")
    remove_claim(
        checkout_id=uuid_of(checkout),
        claim_id=claim.pk,
        requestor=acting(ann),
        now=timezone.now(),
    )
    assert live_shop.total(checkout, ann) == D("94.0")


def test_product_that_left_the_cart_and_came_back_is_free_again(live_shop: Shop) -> None:
    ann = member(live_shop)
    cup = live_shop.setup.variant(D("8.00"), channel=live_shop.setup.channel())
    checkout = cart(live_shop, ann)
    claimed(ann, reward("PRODUCT", variant_id=pk_of(cup)), checkout=checkout)

    assert live_shop.set_quantity(checkout, cup, 0, ann) == D("70.0")
    assert live_shop.checkout_state(checkout, ann)["voucherCode"] is None
    assert live_shop.add_line(checkout, cup, 1, ann) == D("70.0")


def test_one_reward_for_a_product_in_a_cart(live_shop: Shop) -> None:
    ann = member(live_shop)
    cup = live_shop.setup.variant(D("8.00"), channel=live_shop.setup.channel())
    checkout = cart(live_shop, ann)
    free_cup = reward("PRODUCT", variant_id=pk_of(cup))
    claimed(ann, free_cup, checkout=checkout)

    refused(ProblemCode.NOT_APPLICABLE, claimed, ann, free_cup, checkout=checkout)


def test_product_that_the_shop_does_not_sell_is_no_reward(live_shop: Shop) -> None:
    ann = member(live_shop)
    cup = live_shop.setup.variant(D("8.00"), channel=live_shop.setup.yen_channel())
    checkout = cart(live_shop, ann)
    free_cup = reward("PRODUCT", variant_id=pk_of(cup))

    refused(ProblemCode.REWARD_UNAVAILABLE, claimed, ann, free_cup, checkout=checkout)


def test_free_shipping_once(live_shop: Shop) -> None:
    ann = member(live_shop)
    checkout = cart(live_shop, ann)
    free = reward("FREE_SHIPPING")
    claimed(ann, free, checkout=checkout)
    assert live_shop.total(checkout, ann) == D("60.0")

    refused(ProblemCode.NOT_APPLICABLE, claimed, ann, free, checkout=checkout)


def test_several_rewards_on_one_cart(live_shop: Shop) -> None:
    ann = member(live_shop)
    checkout = cart(live_shop, ann)

    claimed(ann, voucher(), checkout=checkout)
    claimed(ann, reward("VOUCHER_AMOUNT", amount=D("5.00"), currency="USD"), checkout=checkout)
    claimed(ann, reward("FREE_SHIPPING"), checkout=checkout)

    # 60.00 - 12.00 - 5.00, and 10.00 of delivery.
    assert live_shop.total(checkout, ann) == D("43.0")
    assert Checkout.objects.get().discount_name == "Loyalty 27.00 USD"


def test_voucher_of_another_currency(live_shop: Shop) -> None:
    ann = member(live_shop)
    channel = live_shop.setup.yen_channel()
    goods = live_shop.setup.variant(D(1000), channel=channel)
    checkout = live_shop.checkout(ann, (goods, 1), channel=channel)
    claim = claimed(ann, reward("VOUCHER_AMOUNT", amount=D("5.00"), currency="USD"))

    refused(ProblemCode.NOT_APPLICABLE, put, claim, checkout, ann)


def test_product_that_cost_what_its_price_says_is_good_in_that_currency(live_shop: Shop) -> None:
    """3 dinars are 42 points, 60 dollars are 840: nobody gets the one for the other."""
    ann = member(live_shop)
    channel, dinar = live_shop.setup.channel(), live_shop.setup.dinar_channel()
    cup = live_shop.setup.variant(D("60.00"), channel=channel)
    live_shop.setup.list_hidden(cup, D("3.000"), channel=dinar)
    ProductChannelListing.objects.update(is_published=True)
    priced = reward("PRODUCT", variant_id=pk_of(cup), points=None)
    named = reward("PRODUCT", variant_id=pk_of(cup))

    problem = refused(ProblemCode.REQUIRED, claimed, ann, priced)
    assert problem.field == "channel"
    cheap, fixed = (_claimed_in(dinar.channel_id, ann, of) for of in (priced, named))

    assert (cheap.points, fixed.points) == (42, 100)
    refused(ProblemCode.NOT_APPLICABLE, put, cheap, cart(live_shop, ann), ann)
    checkout = cart(live_shop, ann)
    put(fixed, checkout, ann)
    assert live_shop.total(checkout, ann) == D("70.0")


def _claimed_in(channel_id: int, person: Person, of: Reward) -> RewardClaim:
    (channel,) = [item for item in current_host().channels() if item.channel_id == channel_id]
    return claim_reward(
        ClaimRequest(reward_id=of.pk, customer_id=person.user_id, channel=channel),
        requestor=acting(person),
        now=timezone.now(),
    )


def test_claims_and_carts_of_others(live_shop: Shop) -> None:
    ann, bob = member(live_shop), member(live_shop, name="bob")
    claim = claimed(ann, voucher())
    his = cart(live_shop, bob)

    problem = refused(ProblemCode.NOT_FOUND, put, claim, his, bob)
    assert problem.field == "claim_id"
    refused(ProblemCode.NOT_FOUND, put, claim, his, ann)
    refused(ProblemCode.NOT_FOUND, claimed, ann, voucher(), checkout=his)
    refused(
        ProblemCode.NOT_FOUND,
        cancel_claim,
        claim_id=claim.pk,
        requestor=acting(bob),
        now=timezone.now(),
    )


def test_cart_of_another_customer_gets_nothing_of_a_claim(live_shop: Shop) -> None:
    ann, bob = member(live_shop), member(live_shop, name="bob")
    checkout = cart(live_shop, ann)
    claimed(ann, voucher(), checkout=checkout)
    facts = current_host().checkout_facts(uuid_of(checkout))
    assert facts is not None
    of_ann = quote_facts(facts, now=timezone.now())
    of_bob = quote_facts(replace(facts, customer_id=bob.user_id), now=timezone.now())

    assert [item.name for item in of_ann.composition.items] == ["A voucher_percentage"]
    assert of_bob.composition.items == ()


def test_reward_that_staff_give_is_not_for_carts(live_shop: Shop) -> None:
    ann = member(live_shop)
    checkout = cart(live_shop, ann)
    refused(ProblemCode.NOT_APPLICABLE, claimed, ann, reward("DONATION"), checkout=checkout)
    claim = claimed(ann, reward("DONATION"))
    refused(ProblemCode.NOT_APPLICABLE, put, claim, checkout, ann)


# Orders ---------------------------------------------------------------------------------------


def ordered(shop: Shop, buyer: Person, checkout: str) -> UUID:
    shop.pay_checkout(checkout, shop.total(checkout, buyer), shop.setup.channel().currency)
    return shop.complete(checkout, buyer)


def test_order_uses_the_claim_and_cancelling_frees_it(live_shop: Shop) -> None:
    ann = member(live_shop)
    checkout = cart(live_shop, ann)
    claim = claimed(ann, voucher(), checkout=checkout)

    order_id = ordered(live_shop, ann, checkout)
    for _ in range(2):
        assert fresh(claim).status == "USED"
        assert (fresh(claim).order_id, fresh(claim).checkout_id) == (order_id, None)
        settle_order(order_id=order_id, now=timezone.now())
    refused(ProblemCode.CLAIM_CLOSED, put, claim, cart(live_shop, ann), ann)

    live_shop.cancel(order_id)
    for _ in range(2):
        assert (fresh(claim).status, fresh(claim).order_id) == ("CLAIMED", None)
        settle_order(order_id=order_id, now=timezone.now())
    again = cart(live_shop, ann)
    put(claim, again, ann)
    settle_order(order_id=order_id, now=timezone.now())
    assert fresh(claim).checkout_id == uuid_of(again)
    assert live_shop.total(again, ann) == D("58.0")
    assert list(verify_books(now=timezone.now())) == []


def test_partial_refund_leaves_the_claim_used(live_shop: Shop) -> None:
    ann = member(live_shop)
    checkout = cart(live_shop, ann)
    claim = claimed(ann, voucher(), checkout=checkout)
    order_id = ordered(live_shop, ann, checkout)

    live_shop.setup.refund_amount(order_id, D("20.00"))

    assert fresh(claim).status == "USED"
    # 58.00 were paid, 48.00 of it for goods: 38 of 58 are left of the 48 points.
    assert live_shop.balance(ann) == 900 + 31


def test_claim_of_a_given_up_order_has_days_of_grace(live_shop: Shop) -> None:
    ann = member(live_shop)
    live_shop.set_program(live_shop.setup.channel(), restoredPointsDays=30)
    checkout = cart(live_shop, ann)
    claim = claimed(ann, voucher(claim_days=10), checkout=checkout)
    order_id = ordered(live_shop, ann, checkout)
    Order.objects.filter(pk=order_id).update(status="canceled")

    settle_order(order_id=order_id, now=in_days(12))

    late = fresh(claim)
    assert late.status == "CLAIMED"
    assert late.expires_at is not None
    assert in_days(42) < late.expires_at <= in_days(43)


def test_without_days_of_grace_it_stays_late(live_shop: Shop) -> None:
    ann = member(live_shop)
    live_shop.set_program(live_shop.setup.channel(), restoredPointsDays=0)
    checkout = cart(live_shop, ann)
    claim = claimed(ann, voucher(claim_days=10), checkout=checkout)
    order_id = ordered(live_shop, ann, checkout)
    Order.objects.filter(pk=order_id).update(status="canceled")

    settle_order(order_id=order_id, now=in_days(12))
    assert sweep_claims(now=in_days(12)) == 1

    assert fresh(claim).status == "EXPIRED"
    assert live_shop.balance(ann) == 900


def test_claim_of_an_order_that_is_not_settled_yet_is_gone(live_shop: Shop) -> None:
    """The process died between the order and its hook."""
    ann = member(live_shop)
    first, second = cart(live_shop, ann), cart(live_shop, ann)
    claim = claimed(ann, voucher(claim_days=10), checkout=first)
    with live_shop.setup.hooks_lost():
        order_id = ordered(live_shop, ann, first)
    assert fresh(claim).status == "CLAIMED"

    refused(ProblemCode.CLAIM_CLOSED, put, claim, second, ann)
    refused(
        ProblemCode.CLAIM_CLOSED,
        cancel_claim,
        claim_id=claim.pk,
        requestor=acting(ann),
        now=timezone.now(),
    )
    assert sweep_claims(now=in_days(11)) == 0

    settle_order(order_id=order_id, now=in_days(11))
    assert (fresh(claim).status, fresh(claim).order_id) == ("USED", order_id)


def test_order_given_up_before_it_was_settled_frees_the_claim(live_shop: Shop) -> None:
    ann = member(live_shop)
    first, second = cart(live_shop, ann), cart(live_shop, ann)
    claim = claimed(ann, voucher(), checkout=first)
    with live_shop.setup.hooks_lost():
        order_id = ordered(live_shop, ann, first)
        live_shop.cancel(order_id)

    settle_order(order_id=order_id, now=timezone.now())

    assert (fresh(claim).status, fresh(claim).checkout_id) == ("CLAIMED", None)
    put(claim, second, ann)
    assert live_shop.total(second, ann) == D("58.0")


def test_claim_that_was_cancelled_while_staff_gave_another_discount_is_paid_again(
    live_shop: Shop,
) -> None:
    ann, bob = member(live_shop), member(live_shop, name="bob")
    last = voucher(stock=1)
    live_shop.setup.hold_new_orders(live_shop.setup.channel())
    checkout = cart(live_shop, ann)
    claim = claimed(ann, last, checkout=checkout)
    order_id = live_shop.complete(checkout, ann)
    order = graphene.Node.to_global_id("Order", order_id)
    live_shop.add_discount(order, D("1.00"))
    settle_order(order_id=order_id, now=timezone.now())
    cancel_claim(claim_id=claim.pk, requestor=acting(ann), now=timezone.now())
    claimed(bob, last)
    live_shop.credit(ann, -950)

    live_shop.delete_discount(order)
    for _ in range(2):
        settle_order(order_id=order_id, now=timezone.now())

    assert Order.objects.get().total_gross_amount == D("58.00")
    assert (fresh(claim).status, fresh(claim).order_id) == ("USED", order_id)
    assert [points for _, points in live_shop.movements(ann)] == [1000, -100, 100, -950, -100]
    assert list(verify_books(now=timezone.now())) == []
    # Cancelled, the order gives it back for good.
    live_shop.cancel(order_id)
    cancel_claim(claim_id=claim.pk, requestor=acting(ann), now=timezone.now())
    assert live_shop.balance(ann) == 50
    assert list(verify_books(now=timezone.now())) == []


def test_cart_that_was_deleted_keeps_no_claim(live_shop: Shop) -> None:
    ann = member(live_shop)
    first, second = cart(live_shop, ann), cart(live_shop, ann)
    claim = claimed(ann, voucher(), checkout=first)
    Checkout.objects.filter(pk=uuid_of(first)).delete()

    put(claim, second, ann)

    assert live_shop.total(second, ann) == D("58.0")


def test_claim_that_ran_out_since_is_refused_before_the_order(live_shop: Shop) -> None:
    ann = member(live_shop)
    checkout = cart(live_shop, ann)
    claim = claimed(ann, voucher(claim_days=10), checkout=checkout)
    live_shop.pay_checkout(checkout, D("58.00"), live_shop.setup.channel().currency)
    RewardClaim.objects.update(expires_at=timezone.now())

    with pytest.raises(Refused):
        live_shop.complete(checkout, ann)

    assert fresh(claim).status == "CLAIMED"
    assert Order.objects.count() == 0


def test_code_that_an_order_has_used_is_refused_for_another_one(live_shop: Shop) -> None:
    """An app may keep the cart that it makes an order of, with the code on it."""
    ann = member(live_shop)
    checkout = cart(live_shop, ann)
    claimed(ann, voucher(), checkout=checkout)
    ordered(live_shop, ann, checkout)
    discount = CheckoutDiscount.objects.get()

    with pytest.raises(LoyaltyProblem) as problem:
        check_before_order(
            checkout_id=discount.checkout_id,
            voucher_code=discount.code,
            customer_id=ann.user_id,
            now=timezone.now(),
        )

    assert problem.value.code is ProblemCode.HOLD_LOST


# Its end --------------------------------------------------------------------------------------


def test_customer_cancels_and_gets_points_and_stock_back(live_shop: Shop) -> None:
    ann = member(live_shop)
    last = voucher(stock=1)
    checkout = cart(live_shop, ann)
    claim = claimed(ann, last, checkout=checkout)

    for _ in range(2):
        cancel_claim(claim_id=claim.pk, requestor=acting(ann), now=timezone.now())
        assert live_shop.movements(ann)[1:] == [("REDEEM", -100), ("RESTORE", 100)]
    assert live_shop.total(checkout, ann) == D("70.0")
    last.refresh_from_db()
    assert last.claims_count == 0
    assert fresh(claim).status == "CANCELLED"
    account = Account.objects.get()
    assert (account.balance, account.lifetime_spent) == (1000, 0)
    assert list(verify_books(now=timezone.now())) == []


def claimed_with_points_that_run_out(shop: Shop) -> tuple[Person, RewardClaim]:
    """A claim for 100 points that run out in five days."""
    shop.set_program(shop.setup.channel(), restoredPointsDays=30)
    ann = member(shop, 1)
    posting = Posting(
        account_id=Account.objects.get().pk,
        points=100,
        kind=EntryKind.EARN,
        reason="EVENT",
        key="old",
        expires_at=in_days(5),
    )
    ledger.post_entry(posting, now=timezone.now())
    return ann, claimed(ann, reward("DONATION"))


def test_points_of_a_refused_claim_have_days_of_grace(live_shop: Shop) -> None:
    _, claim = claimed_with_points_that_run_out(live_shop)

    refuse_claim(claim_id=claim.pk, note="", actor="user:9", now=in_days(6))

    lot = Entry.objects.latest("pk").lots.get()
    assert (lot.remaining, lot.expires_at is not None) == (100, True)
    assert in_days(36) < lot.expires_at <= in_days(37)
    assert list(verify_books(now=timezone.now())) == []


def test_claiming_keeps_no_points_from_running_out(live_shop: Shop) -> None:
    ann, claim = claimed_with_points_that_run_out(live_shop)

    cancel_claim(claim_id=claim.pk, requestor=acting(ann), now=in_days(6))
    sweep_lots(now=in_days(6))

    assert live_shop.movements(ann)[2:] == [("REDEEM", -100), ("RESTORE", 100), ("EXPIRE", -100)]
    assert live_shop.balance(ann) == 1
    assert list(verify_books(now=timezone.now())) == []


def test_staff_fulfil_and_refuse(live_shop: Shop) -> None:
    ann = member(live_shop)
    mug = reward("MERCHANDISE", stock=5)
    first, second = claimed(ann, mug), claimed(ann, mug)

    for _ in range(2):
        done = fulfill_claim(claim_id=first.pk, note="sent", actor="user:9", now=timezone.now())
        assert (done.status, done.note, done.closed_by) == ("USED", "sent", "user:9")
        back = refuse_claim(claim_id=second.pk, note="gone", actor="user:9", now=timezone.now())
        assert (back.status, back.note, back.closed_by) == ("CANCELLED", "gone", "user:9")

    assert live_shop.movements(ann)[1:] == [("REDEEM", -100), ("REDEEM", -100), ("RESTORE", 100)]
    mug.refresh_from_db()
    assert mug.claims_count == 1
    now = timezone.now()
    refused(ProblemCode.CLAIM_CLOSED, refuse_claim, claim_id=first.pk, note="", actor="x", now=now)
    refused(
        ProblemCode.CLAIM_CLOSED, fulfill_claim, claim_id=second.pk, note="", actor="x", now=now
    )
    refused(ProblemCode.CLAIM_CLOSED, cancel_claim, claim_id=first.pk, requestor=STAFF, now=now)
    assert [item.kind for item in OutboxMessage.objects.exclude(kind="points_posted")] == [
        "reward_claimed",
        "reward_claimed",
        "reward_used",
        "reward_cancelled",
    ]
    assert list(verify_books(now=timezone.now())) == []


def test_gift_card_is_issued_and_stays(live_shop: Shop) -> None:
    ann = member(live_shop)
    claim = claimed(ann, reward("GIFT_CARD", amount=D("25.00"), currency="USD", points=400))

    card = GiftCard.objects.get()
    assert (card.code, card.current_balance_amount, card.currency) == (claim.code, 25, "USD")
    assert card.assigned_to_id == ann.user_id
    assert claim.status == "USED"
    now = timezone.now()
    refused(
        ProblemCode.CLAIM_CLOSED, cancel_claim, claim_id=claim.pk, requestor=acting(ann), now=now
    )
    assert live_shop.balance(ann) == 600
    assert list(verify_books(now=now)) == []


def test_hold_that_cannot_be_released_keeps_no_other_one(live_shop: Shop) -> None:
    """The shop takes no code for the reward that stays on the first cart."""
    ann, bob = member(live_shop), member(live_shop, name="bob")
    first = cart(live_shop, ann)
    claimed(ann, voucher(), checkout=first)
    live_shop.apply(first, ann, points=500)
    live_shop.apply(cart(live_shop, bob), bob, points=500)
    Checkout.objects.filter(pk=uuid_of(first)).update(currency="EUR")

    assert sweep_holds(now=in_days(1)) == 1

    assert (live_shop.available(ann), live_shop.available(bob)) == (400, 1000)
    Checkout.objects.filter(pk=uuid_of(first)).update(currency="USD")
    assert sweep_holds(now=in_days(1)) == 1
    assert live_shop.available(ann) == 900


def test_claims_end_in_time_and_stay_spent(live_shop: Shop) -> None:
    ann = member(live_shop)
    checkout = cart(live_shop, ann)
    on_cart = claimed(ann, voucher(claim_days=10), checkout=checkout)
    loose = claimed(ann, voucher(claim_days=10))
    lasting = claimed(ann, voucher())
    assert sweep_claims(now=in_days(9)) == 0
    late = in_days(11)
    # Before the sweep comes, its time is over all the same.
    refused(ProblemCode.CLAIM_CLOSED, put, loose, cart(live_shop, ann), ann, now=late)

    assert sweep_claims(now=late) == 2
    assert sweep_claims(now=late) == 0

    assert [fresh(item).status for item in (on_cart, loose, lasting)] == [
        *("EXPIRED", "EXPIRED"),
        "CLAIMED",
    ]
    assert live_shop.total(checkout, ann) == D("70.0")
    assert live_shop.balance(ann) == 700
    assert Reward.objects.filter(claims_count=1).count() == 3
    assert OutboxMessage.objects.filter(kind="reward_expired").count() == 2
    assert list(verify_books(now=timezone.now())) == []


def test_staff_may_give_points_back_for_what_ran_out(live_shop: Shop) -> None:
    ann = member(live_shop)
    claim = claimed(ann, voucher(claim_days=10))
    sweep_claims(now=in_days(11))

    refuse_claim(claim_id=claim.pk, note="kindness", actor="user:9", now=in_days(12))

    assert live_shop.balance(ann) == 1000


def test_entry_of_a_claim_is_taken_back_by_cancelling_only(live_shop: Shop) -> None:
    ann = member(live_shop)
    claim = claimed(ann, reward("DONATION"))

    problem = refused(
        ProblemCode.NOT_REVERSIBLE,
        revoke_entry,
        entry_id=claim.entry_id,
        note="",
        actor="user:9",
        now=timezone.now(),
    )

    assert "claim" in problem.message


def test_archived_reward_leaves_its_claims_good(live_shop: Shop) -> None:
    ann = member(live_shop)
    checkout = cart(live_shop, ann)
    of = voucher()
    claim = claimed(ann, of)
    Reward.objects.update(archived_at=timezone.now(), percentage=D(1))

    put(claim, checkout, ann)

    assert live_shop.total(checkout, ann) == D("58.0")
    refused(ProblemCode.REWARD_UNAVAILABLE, claimed, ann, of)


def test_verify_finds_claims_that_are_not_right(live_shop: Shop) -> None:
    ann = member(live_shop)
    of = reward("DONATION")
    first, second, third = (claimed(ann, of) for _ in range(3))
    RewardClaim.objects.filter(pk=first.pk).update(points=99)
    RewardClaim.objects.filter(pk=second.pk).update(status="CANCELLED")
    RewardClaim.objects.filter(pk=third.pk).update(status="USED")

    found = [
        (item.subject, item.what, item.expected, item.found)
        for item in verify_books(now=timezone.now())
    ]

    assert found == [
        (f"claim {first.pk}", "points taken", "99", "100"),
        (f"claim {second.pk}", "points given back", "100", "0"),
        (f"claim {third.pk}", "use", "an order, staff or a gift card", "none"),
        (f"reward {of.pk}", "claims", "2", "3"),
    ]


def test_nothing_is_asked_of_a_cart_without_claims(live_shop: Shop) -> None:
    ann = member(live_shop)
    checkout = uuid_of(cart(live_shop, ann))
    with CaptureQueriesContext(connection) as queries:
        assert not may_start(checkout_id=checkout, customer_id=ann.user_id, using="default")
    assert len(queries) == 1
    assert Program.objects.count() == 1
