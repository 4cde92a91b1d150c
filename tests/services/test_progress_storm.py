"""Everything that moves tiers, badges and gifts, all at once: no deadlock, and the books agree."""

import random
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from saleor_loyalty_plugin.models import Entry, Grant, RewardClaim, Tier, TierChange
from saleor_loyalty_plugin.rules.rewards import ClaimStatus
from saleor_loyalty_plugin.services.progress.badges_by_hand import grant_badge, take_badge
from saleor_loyalty_plugin.services.progress.by_hand import set_tier, unset_tier
from saleor_loyalty_plugin.services.progress.sweep import sweep_progress
from saleor_loyalty_plugin.services.rewards.claims import apply_claim
from saleor_loyalty_plugin.tasks import settle_order_task
from sandbox.shop.models import Order
from tests.contract.driver import Person, Shop
from tests.services.claim_builders import acting, claimed, reward, uuid_of, voucher
from tests.services.progress_builders import add_badge, add_tiers, changed_terms, default_program
from tests.services.spending_checks import assert_all_is_right, at_once, no_trouble

D = Decimal
PEOPLE = ("ann", "bob", "cyd")


@pytest.mark.parametrize("basis", ["CALENDAR_YEAR", "POINTS"])
def test_nothing_gets_in_the_way_of_anything(live_shop: Shop, basis: str) -> None:
    shop, channel = live_shop, live_shop.setup.channel()
    prize, mug = voucher(), reward("MERCHANDISE", points=10)
    tiers = add_tiers(Bronze=0, Silver=100, Gold=200)
    Tier.objects.exclude(name="Bronze").update(
        arrival_points=70, arrival_reward_id=prize.pk, discount_percentage=D(5)
    )
    add_badge("Rich", "BALANCE", 150, keep_once_won=False)
    friend = add_badge("Friend", "MANUAL", 0, discount_percentage=D(1))
    changed_terms(tier_basis=basis, tier_currency=channel.currency)
    people = [shop.setup.customer(f"{name}@example.com") for name in PEOPLE]
    lamp = shop.setup.variant(D("60.00"), channel=channel)
    cart_of = {}
    order_ids: dict[int, list[UUID]] = {}
    for person in people:
        shop.credit(person, 30)
        order_ids[person.user_id] = [shop.buy(person, (lamp, 1), channel=channel) for _ in range(4)]
        cart_of[person.user_id] = shop.checkout(person, (lamp, 1), channel=channel)

    def settle(person: Person, *, status: str) -> None:
        for order_id in order_ids[person.user_id][1:]:
            Order.objects.filter(pk=order_id).update(status=status)
            settle_order_task(str(order_id))

    def use_gift(person: Person) -> None:
        claim = RewardClaim.objects.filter(
            account__customer_id=person.user_id, status=ClaimStatus.CLAIMED, checkout_id=None
        ).first()
        if claim is not None:
            apply_claim(
                claim_id=claim.pk,
                checkout_id=uuid_of(cart_of[person.user_id]),
                requestor=acting(person),
                now=timezone.now(),
            )

    def by_hand(person: Person) -> None:
        program_id, now = default_program().pk, timezone.now()
        set_tier(
            customer_id=person.user_id,
            program_id=program_id,
            tier_id=tiers["Gold"].pk,
            ends_at=now + timedelta(days=1),
            note="",
            author="staff",
            now=now,
        )

    def by_hand_no_more(person: Person) -> None:
        unset_tier(
            customer_id=person.user_id,
            program_id=default_program().pk,
            note="",
            author="staff",
            now=timezone.now(),
        )

    def badge(person: Person, act: Callable[..., Any]) -> None:
        act(
            customer_id=person.user_id,
            badge_id=friend.pk,
            note="",
            author="staff",
            now=timezone.now(),
        )

    acts: list[Callable[[Person], Any]] = [
        lambda person: settle(person, status="canceled"),
        lambda person: settle(person, status="unfulfilled"),
        lambda person: settle(person, status="canceled"),
        lambda person: settle(person, status="unfulfilled"),
        use_gift,
        by_hand,
        by_hand_no_more,
        lambda person: badge(person, grant_badge),
        lambda person: badge(person, take_badge),
        lambda person: claimed(person, mug),
        lambda _person: sweep_progress(now=timezone.now()),
    ]
    jobs = [lambda act=act, person=person: act(person) for act in acts * 2 for person in people]
    random.Random(basis).shuffle(jobs)

    with no_trouble():
        at_once(jobs)

    for person in people:
        by_hand_no_more(person)
        settle(person, status="canceled")
    sweep_progress(now=timezone.now())
    assert_all_is_right()
    for change in TierChange.objects.all():
        assert change.from_tier_id != change.to_tier_id
    # By orders that were all sent back nobody has kept points.
    by_sum = Grant.objects.filter(source__startswith="tier:", occasion="arrival")
    assert by_sum.exists() and not by_sum.filter(points__gt=0).exists()
    given = Entry.objects.filter(reason__in=("TIER_REACHED", "TIER_LOST"))
    by_hands = Grant.objects.filter(source__startswith="tier:", occasion="by_hand")
    assert sum(given.values_list("points", flat=True)) == sum(
        by_hands.values_list("points", flat=True)
    )
