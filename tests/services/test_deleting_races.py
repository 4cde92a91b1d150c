"""Tiers and badges that are deleted in the moment in which somebody names them."""

from django.utils import timezone

from saleor_loyalty_plugin.models import AccountBadge, Badge, Reward
from saleor_loyalty_plugin.services.errors import LoyaltyProblem, ProblemCode
from saleor_loyalty_plugin.services.programs.badges import delete_badge
from saleor_loyalty_plugin.services.programs.tiers import delete_tier
from saleor_loyalty_plugin.services.progress.badges_by_hand import grant_badge
from saleor_loyalty_plugin.services.rewards.catalogue import update_reward
from tests.contract.driver import Shop
from tests.locks import Job, overtaken
from tests.services.claim_builders import voucher
from tests.services.progress_builders import add_badge, add_tiers


def refusal_after(deletes: Job, act: Job) -> ProblemCode | None:
    """Why `act` is refused that begins while a deletion has not committed yet."""

    try:
        overtaken(act, by=deletes)
    except LoyaltyProblem as problem:
        return problem.code
    return None


def test_a_tier_that_goes_is_named_by_no_reward(live_shop: Shop) -> None:
    tier, prize = add_tiers(Silver=500)["Silver"], voucher()
    who = {"author": "staff", "now": timezone.now()}

    code = refusal_after(
        lambda: delete_tier(tier_id=tier.pk, **who),
        lambda: update_reward(
            reward_id=prize.pk, settings={"tier_ids": [tier.pk]}, now=timezone.now()
        ),
    )

    assert code is ProblemCode.NOT_FOUND
    assert Reward.objects.get().tier_ids == []


def test_a_badge_that_goes_is_granted_to_nobody(live_shop: Shop) -> None:
    ann = live_shop.setup.customer("ann@example.com")
    badge = add_badge("Friend", "MANUAL", 0)
    who = {"author": "staff", "now": timezone.now()}

    code = refusal_after(
        lambda: delete_badge(badge_id=badge.pk, **who),
        lambda: grant_badge(customer_id=ann.user_id, badge_id=badge.pk, note="", **who),
    )

    assert code is ProblemCode.NOT_FOUND
    assert not AccountBadge.objects.exists()


def test_a_badge_that_is_being_granted_is_deleted_with_its_holder(live_shop: Shop) -> None:
    ann = live_shop.setup.customer("ann@example.com")
    live_shop.credit(ann, 1)
    badge = add_badge("Friend", "MANUAL", 0)
    who = {"author": "staff", "now": timezone.now()}

    code = refusal_after(
        lambda: grant_badge(customer_id=ann.user_id, badge_id=badge.pk, note="", **who),
        lambda: delete_badge(badge_id=badge.pk, **who),
    )

    assert code is None
    assert not Badge.objects.exists() and not AccountBadge.objects.exists()
