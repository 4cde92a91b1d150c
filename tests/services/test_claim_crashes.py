"""A process is killed at each step of a claim: it was made and paid for, or nothing happened."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.utils import timezone

from saleor_loyalty_plugin.models import CheckoutDiscount, Reward, RewardClaim
from saleor_loyalty_plugin.services.orders.settle_order import settle_order
from saleor_loyalty_plugin.services.proof.verify_books import verify_books
from saleor_loyalty_plugin.services.rewards.claims import apply_claim, cancel_claim
from saleor_loyalty_plugin.services.rewards.queue import refuse_claim, sweep_claims
from sandbox.shop.models import GiftCard
from tests.contract.driver import Person, Shop
from tests.services.claim_builders import acting, claimed, fresh, member, reward, uuid_of, voucher
from tests.services.test_spending_crashes import killed

D = Decimal

POST = "saleor_loyalty_plugin.ledger:post_entry"
SAVE = "saleor_loyalty_plugin.models:RewardClaim.save"
TELL = "saleor_loyalty_plugin.services.rewards.claims:tell"
COUNT = "saleor_loyalty_plugin.services.rewards.claims:_count"
ISSUE = "sandbox.host:SandboxHost.issue_gift_card"
PUT = "sandbox.host:SandboxHost.put_discount"
DROP = "sandbox.host:SandboxHost.drop_discount"
MARK_USED = "saleor_loyalty_plugin.services.rewards.claim_benefits:tell"


def cart(shop: Shop, buyer: Person) -> str:
    channel = shop.setup.channel()
    goods = shop.setup.variant(D("60.00"), channel=channel)
    return shop.checkout(buyer, (goods, 1), channel=channel)


def right() -> None:
    assert list(verify_books(now=timezone.now())) == []


@pytest.mark.parametrize(
    ("moment", "step"),
    [
        ("before", POST),
        ("after", POST),
        ("before", TELL),
        ("after", TELL),
        ("after", PUT),
        ("before", COUNT),
        ("after", COUNT),
    ],
)
def test_killed_while_claiming_for_a_cart(live_shop: Shop, moment: str, step: str) -> None:
    ann = member(live_shop)
    checkout, half = cart(live_shop, ann), voucher(stock=1)

    killed(moment, step, lambda: claimed(ann, half, checkout=checkout, key="wish"))

    assert live_shop.movements(ann) == [("ADJUST", 1000)]
    assert (RewardClaim.objects.count(), Reward.objects.get().claims_count) == (0, 0)
    assert CheckoutDiscount.objects.count() == 0
    assert live_shop.total(checkout, ann) == D("70.0")
    claimed(ann, half, checkout=checkout, key="wish")
    assert live_shop.total(checkout, ann) == D("58.0")
    right()


@pytest.mark.parametrize(("moment", "step"), [("after", ISSUE), ("after", SAVE), ("after", COUNT)])
def test_killed_while_a_gift_card_is_issued(live_shop: Shop, moment: str, step: str) -> None:
    ann = member(live_shop)
    card = reward("GIFT_CARD", amount=D("25.00"), currency="USD")

    killed(moment, step, lambda: claimed(ann, card, key="wish"))

    assert (RewardClaim.objects.count(), GiftCard.objects.count()) == (0, 0)
    claimed(ann, card, key="wish")
    assert GiftCard.objects.count() == 1
    assert live_shop.balance(ann) == 900
    right()


@pytest.mark.parametrize("step", [POST, SAVE, TELL, DROP])
def test_killed_while_a_claim_is_cancelled(live_shop: Shop, step: str) -> None:
    ann = member(live_shop)
    checkout = cart(live_shop, ann)
    claim = claimed(ann, voucher(), checkout=checkout)

    def cancel() -> object:
        return cancel_claim(claim_id=claim.pk, requestor=acting(ann), now=timezone.now())

    killed("after", step, cancel)

    assert (fresh(claim).status, live_shop.balance(ann)) == ("CLAIMED", 900)
    assert live_shop.total(checkout, ann) == D("58.0")
    cancel()
    assert (fresh(claim).status, live_shop.balance(ann)) == ("CANCELLED", 1000)
    assert live_shop.total(checkout, ann) == D("70.0")
    right()


@pytest.mark.parametrize("step", [PUT, DROP, SAVE])
def test_killed_while_a_claim_moves(live_shop: Shop, step: str) -> None:
    ann = member(live_shop)
    first, second = cart(live_shop, ann), cart(live_shop, ann)
    claim = claimed(ann, voucher(), checkout=first)

    def move() -> object:
        return apply_claim(
            checkout_id=uuid_of(second),
            claim_id=claim.pk,
            requestor=acting(ann),
            now=timezone.now(),
        )

    killed("after", step, move)

    assert fresh(claim).checkout_id == uuid_of(first)
    assert [live_shop.total(item, ann) for item in (first, second)] == [D("58.0"), D("70.0")]
    move()
    assert [live_shop.total(item, ann) for item in (first, second)] == [D("70.0"), D("58.0")]
    right()


def test_killed_while_an_order_uses_a_claim(live_shop: Shop) -> None:
    ann = member(live_shop)
    checkout = cart(live_shop, ann)
    claim = claimed(ann, voucher(), checkout=checkout)
    live_shop.pay_checkout(checkout, D("58.00"), live_shop.setup.channel().currency)
    with live_shop.setup.hooks_lost():
        order_id = live_shop.complete(checkout, ann)

    def settle() -> object:
        return settle_order(order_id=order_id, now=timezone.now())

    killed("after", MARK_USED, settle)

    assert (fresh(claim).status, live_shop.balance(ann)) == ("CLAIMED", 900)
    settle()
    assert (fresh(claim).status, fresh(claim).order_id) == ("USED", order_id)
    right()


def test_killed_while_staff_refuse_and_while_time_runs_out(live_shop: Shop) -> None:
    ann = member(live_shop)
    checkout = cart(live_shop, ann)
    mug = claimed(ann, reward("MERCHANDISE"))
    late = claimed(ann, voucher(claim_days=1), checkout=checkout)
    RewardClaim.objects.filter(pk=late.pk).update(expires_at=timezone.now())

    def refuse() -> object:
        return refuse_claim(claim_id=mug.pk, note="none left", actor="x", now=timezone.now())

    acts: tuple[Callable[[], object], ...] = (refuse, lambda: sweep_claims(now=timezone.now()))
    for act in acts:
        killed("after", SAVE, act)
        assert [fresh(item).status for item in (mug, late)] == ["CLAIMED", "CLAIMED"]
    for act in acts:
        act()

    assert [fresh(item).status for item in (mug, late)] == ["CANCELLED", "EXPIRED"]
    assert live_shop.balance(ann) == 900
    assert live_shop.total(checkout, ann) == D("70.0")
    right()
