"""Rewards that many ask for at once: no more than there are, each paid for once."""

import random
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db.models import Sum
from django.utils import timezone

from saleor_loyalty_plugin.models import Account, Entry, Reward, RewardClaim
from saleor_loyalty_plugin.rules.rewards import ClaimStatus
from saleor_loyalty_plugin.services.errors import LoyaltyProblem, ProblemCode
from saleor_loyalty_plugin.services.rewards.catalogue import archive_rewards, update_reward
from saleor_loyalty_plugin.services.rewards.claims import apply_claim, cancel_claim, remove_claim
from saleor_loyalty_plugin.services.rewards.queue import fulfill_claim, refuse_claim, sweep_claims
from sandbox.shop.models import GiftCard
from tests.contract.driver import Person, Refused, Shop
from tests.services.claim_builders import (
    STAFF,
    acting,
    claimed,
    fresh,
    member,
    reward,
    uuid_of,
    voucher,
)
from tests.services.spending_checks import assert_all_is_right, at_once, no_trouble, sweep

D = Decimal
REQUESTS = 50
PEOPLE = ("ann", "bob", "cyd", "dee", "eve")


def members(shop: Shop, points: int) -> list[Person]:
    return [member(shop, points, name=name) for name in PEOPLE]


def outcomes(results: list[Any]) -> tuple[int, set[ProblemCode]]:
    """How many claims were made, and why the others were not."""
    refusals = {item.code for item in results if isinstance(item, LoyaltyProblem)}
    return sum(isinstance(item, RewardClaim) for item in results), refusals


def spent() -> int:
    return -int(Entry.objects.filter(points__lt=0).aggregate(sum=Sum("points", default=0))["sum"])


def test_fifty_ask_for_seven(live_shop: Shop) -> None:
    people = members(live_shop, 5000)
    prize = reward("MERCHANDISE", stock=7)

    with no_trouble():
        results = at_once([lambda n=n: claimed(people[n % 5], prize) for n in range(REQUESTS)])

    assert outcomes(results) == (7, {ProblemCode.REWARD_UNAVAILABLE})
    assert Reward.objects.get().claims_count == RewardClaim.objects.count() == 7
    assert spent() == 700
    assert_all_is_right()


def test_gift_cards_are_issued_for_claims_that_are_paid_only(live_shop: Shop) -> None:
    people = members(live_shop, 250)
    card = reward("GIFT_CARD", amount=D("5.00"), currency="USD", stock=9)

    with no_trouble():
        results = at_once([lambda n=n: claimed(people[n % 5], card) for n in range(REQUESTS)])

    assert outcomes(results)[0] == GiftCard.objects.count() == 9
    assert spent() == 900
    assert_all_is_right()


def test_one_customer_asks_for_one_twenty_times(live_shop: Shop) -> None:
    ann = member(live_shop, 5000)
    prize = reward("MERCHANDISE", per_customer_limit=1)

    with no_trouble():
        results = at_once([lambda: claimed(ann, prize)] * 20)

    assert outcomes(results) == (1, {ProblemCode.LIMIT_EXCEEDED})
    assert spent() == 100


def test_points_for_three(live_shop: Shop) -> None:
    ann = member(live_shop, 399)
    prizes = [reward("MERCHANDISE"), voucher(), reward("FREE_SHIPPING")]

    with no_trouble():
        results = at_once([lambda n=n: claimed(ann, prizes[n % 3]) for n in range(REQUESTS)])

    assert outcomes(results) == (3, {ProblemCode.INSUFFICIENT_POINTS})
    assert Account.objects.get().balance == 99
    assert_all_is_right()


def test_same_key_twenty_times(live_shop: Shop) -> None:
    ann = member(live_shop, 5000)
    prize = reward("MERCHANDISE")

    with no_trouble():
        results = at_once([lambda: claimed(ann, prize, key="click-1")] * 20)

    assert {item.pk for item in results} == {RewardClaim.objects.get().pk}
    assert spent() == 100
    assert_all_is_right()


def test_points_of_a_claim_and_points_on_a_cart_are_not_the_same(live_shop: Shop) -> None:
    shop, channel = live_shop, live_shop.setup.channel()
    ann = member(shop, 1000)
    lamp = shop.setup.variant(D("60.00"), channel=channel)
    carts = [shop.checkout(ann, (lamp, 1), channel=channel) for _ in range(6)]
    prize = reward("MERCHANDISE", points=300)

    with no_trouble():
        at_once(
            [lambda c=c: shop.apply(c, ann, points=300) for c in carts]
            + [lambda: claimed(ann, prize)] * 6
        )

    assert shop.available(ann) == 100
    assert_all_is_right()


def test_claimed_and_cancelled_at_once(live_shop: Shop) -> None:
    """What is cancelled can be claimed again, and never more is out than there is."""
    shop = live_shop
    people = members(shop, 1000)
    prize = reward("MERCHANDISE", stock=3, per_customer_limit=2)

    def ask(person: Person, *, keeps: bool) -> Any:
        claim = claimed(person, prize)
        if not keeps:
            cancel_claim(claim_id=claim.pk, requestor=acting(person), now=timezone.now())
        return claim

    with no_trouble():
        at_once([lambda n=n: ask(people[n % 5], keeps=n % 3 == 0) for n in range(REQUESTS)])

    # Who came while others had them for a moment got none: the rest can be had now.
    out = RewardClaim.objects.filter(status=ClaimStatus.CLAIMED).count()
    assert Reward.objects.get().claims_count == out <= 3
    fay, guy = (member(shop, 1000, name=name) for name in ("fay", "guy"))
    results = at_once([lambda: claimed(fay, prize), lambda: claimed(guy, prize)] * 4)
    assert outcomes(results)[0] == 3 - out
    assert sum(Account.objects.values_list("balance", flat=True)) == 7000 - 300
    assert_all_is_right()


def test_reward_changed_and_archived_while_it_is_claimed(live_shop: Shop) -> None:
    """Each claim keeps the cost that it was made at; none is made after the end."""
    people = members(live_shop, 5000)
    prize = reward("MERCHANDISE", stock=30)
    now = timezone.now()

    def change(points: int) -> None:
        update_reward(reward_id=prize.pk, settings={"points": points}, now=now)

    jobs: list[Any] = [lambda n=n: claimed(people[n % 5], prize) for n in range(REQUESTS)]
    jobs[10:10] = [lambda n=n: change(100 + n) for n in range(5)]
    jobs.insert(25, lambda: archive_rewards(reward_ids=[prize.pk], now=now))
    with no_trouble():
        made, refusals = outcomes(at_once(jobs))

    assert made == RewardClaim.objects.count() == Reward.objects.get().claims_count
    assert refusals <= {ProblemCode.REWARD_UNAVAILABLE}
    with pytest.raises(LoyaltyProblem):
        claimed(people[0], prize)
    assert_all_is_right()


@pytest.mark.parametrize("seed", range(4))
def test_everything_at_once_with_one_claim(live_shop: Shop, seed: int) -> None:
    """Used, moved, cancelled, refused, fulfilled, out of time: it comes to one of these only."""
    shop, channel = live_shop, live_shop.setup.channel()
    ann = member(shop, 1000)
    lamp = shop.setup.variant(D("60.00"), channel=channel)
    carts = [shop.checkout(ann, (lamp, 1), channel=channel) for _ in range(3)]
    claim = claimed(ann, voucher(claim_days=30), checkout=carts[0])
    who = {"requestor": acting(ann), "now": timezone.now()}

    def apply(cart: str) -> None:
        apply_claim(checkout_id=uuid_of(cart), claim_id=claim.pk, **who)

    def order_and_give_up(cart: str) -> None:
        shop.cancel(shop.complete(cart, ann))

    jobs: list[Any] = []
    for cart in carts:
        jobs += [lambda c=cart: apply(c)] * 4
        jobs += [lambda c=cart: shop.complete(c, ann)]
        jobs += [lambda c=cart: shop.apply(c, ann, points=100)] * 2
        jobs += [lambda c=cart: remove_claim(checkout_id=uuid_of(c), claim_id=claim.pk, **who)]
        jobs += [lambda c=cart: shop.set_quantity(c, lamp, 2, ann)]
    jobs += [lambda: order_and_give_up(carts[2])]
    jobs += [lambda: cancel_claim(claim_id=claim.pk, **who)] * 2
    staff = {"claim_id": claim.pk, "note": "", "actor": STAFF.actor, "now": timezone.now()}
    jobs += [lambda: fulfill_claim(**staff), lambda: refuse_claim(**staff)]
    jobs += [lambda: sweep_claims(now=timezone.now() + timedelta(days=31))]
    random.Random(seed).shuffle(jobs)

    with no_trouble():
        results = at_once(jobs)

    faults = (Refused, LoyaltyProblem)
    assert not [
        item for item in results if isinstance(item, Exception) and type(item) not in faults
    ]
    sweep()
    assert_all_is_right()
    sweep(timezone.now() + timedelta(days=40))
    assert_all_is_right()
    assert fresh(claim).status != ClaimStatus.CLAIMED
