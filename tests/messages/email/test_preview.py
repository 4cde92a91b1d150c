"""Previews with a customer: the newest that they have of a kind, or all of it invented."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from saleor_loyalty_plugin.messages.email.preview import Draft, Preview, preview
from saleor_loyalty_plugin.messages.email.variables import Names, sample_variables
from saleor_loyalty_plugin.models import (
    AccountBadge,
    AccountProgress,
    EntryKind,
    MessageSettings,
    Program,
    RewardClaim,
    TierChange,
)
from saleor_loyalty_plugin.rules.messages import MessageKind
from tests.contract.driver import Person, Shop
from tests.contract.sandbox_setup import SandboxSetup
from tests.messages.email.test_contexts import NBSP, NOW, account_of, member, post
from tests.services.claim_builders import claimed, voucher
from tests.services.progress_builders import add_badge, add_tiers

DAY = timedelta(days=1)


@pytest.fixture
def shop(committing_db: None) -> Iterator[Shop]:
    shop = Shop(SandboxSetup())
    shop.setup.gross_channel()
    yield shop


def shown(person: Person, kind: MessageKind, **texts: Any) -> Preview:
    found = preview(
        program_id=Program.objects.get(is_default=True).pk,
        draft=Draft(kind, "en", **texts),
        account_id=account_of(person).pk,
        now=NOW,
        using="default",
    )
    assert found.problems == ()
    return found


def said(person: Person, kind: MessageKind, text: str) -> tuple[str, bool]:
    """What a text becomes, and whether that is invented."""
    found = shown(person, kind, text=f"<{text}>")
    assert found.text is not None
    return found.text.split("<")[1].split(">")[0].replace(NBSP, " "), found.is_invented


def test_a_credit_is_the_newest(shop: Shop) -> None:
    ann = member(shop, "ann", points=500)
    post(ann, 25, source_label="1050")
    post(ann, -5, kind=EntryKind.ADJUST)

    text = "{{entry.signed}} {{entry.reason}} {{balance.points}}"
    assert said(ann, MessageKind.POINTS_CREDITED, text) == ("+25 Earned by order 1050 520", False)


def test_a_tier_is_the_customers_own(shop: Shop) -> None:
    tiers = add_tiers(Bronze=0, Silver=100, Gold=1000)
    ann = member(shop, "ann")
    account = account_of(ann)
    progress = AccountProgress.objects.create(
        account=account, tier_id=tiers["Gold"].pk, tier_since=NOW, qualifying=2000
    )
    text = "{{tier.name}}, {{previous_tier.name}}, {{next_tier.name}}, {{gift.text}}"

    assert said(ann, MessageKind.TIER_RAISED, text) == ("Gold, Silver, , ", False)

    TierChange.objects.create(
        account=account,
        from_tier_id=tiers["Bronze"].pk,
        from_name="Bronze",
        to_tier_id=tiers["Gold"].pk,
        to_name="Gold",
        is_up=True,
        reason="REACHED",
        qualifying=1000,
        changed_at=NOW,
    )
    assert said(ann, MessageKind.TIER_RAISED, text) == ("Gold, Bronze, , ", False)
    lower = "{{tier.name}}, {{previous_tier.name}}"
    assert said(ann, MessageKind.TIER_LOWERED, lower) == ("Gold, ", False)
    progress.tier_id, progress.qualifying = tiers["Silver"].pk, 200
    progress.save()
    assert said(ann, MessageKind.TIER_LOWERED, lower) == ("Silver, Gold", False)


def test_a_badge_is_the_newest(shop: Shop) -> None:
    ann = member(shop, "ann")
    for place, title in enumerate(("First", "Second", "Lost")):
        AccountBadge.objects.create(
            account=account_of(ann),
            badge=add_badge(title, "MANUAL", 0),
            is_held=title != "Lost",
            unlocked_at=NOW + place * DAY,
        )

    assert said(ann, MessageKind.BADGE_UNLOCKED, "{{badge.title}}") == ("Second", False)


def test_points_that_expire_are_those_of_the_next_day(shop: Shop) -> None:
    ann = member(shop, "ann")
    for points, days in ((80, 40), (120, 8)):
        post(ann, points, expires_at=NOW + days * DAY)

    text = "{{expiring_total.points}}: {{#each expiring}}{{points}}, {{/each}}{{balance.points}}"
    assert said(ann, MessageKind.POINTS_EXPIRING, text) == ("120: 120, 200", False)


def test_a_balance_has_reached_what_the_program_names(shop: Shop) -> None:
    ann = member(shop, "ann", points=700)
    text = "{{threshold.points}} of {{balance.points}}"
    program = Program.objects.get(is_default=True)
    settings = MessageSettings.objects.create(
        program=program, balance_thresholds=[500, 600, 900], updated_at=NOW
    )

    assert said(ann, MessageKind.BALANCE_REACHED, text) == ("600 of 700", False)

    settings.balance_thresholds = [900]
    settings.save()
    assert said(ann, MessageKind.BALANCE_REACHED, text) == ("1,000 of 1,240", True)


def test_a_claim_is_the_newest_that_stands(shop: Shop) -> None:
    ann = member(shop, "ann", points=100)
    first, second = (claimed(ann, voucher(points=10)) for _ in range(2))
    assert said(ann, MessageKind.REWARD_CLAIMED, "{{reward.code}}") == (second.code, False)

    RewardClaim.objects.filter(pk=second.pk).update(status="CANCELLED")
    assert said(ann, MessageKind.REWARD_CLAIMED, "{{reward.code}}") == (first.code, False)


def test_a_statement_is_of_last_month_or_of_the_last_movement(shop: Shop) -> None:
    ann = member(shop, "ann")
    text = "{{statement.period}}: {{statement.received}}, {{statement.closing_points}}"
    post(ann, 50, now=NOW)
    assert said(ann, MessageKind.STATEMENT, text) == ("November 2026: +50, 50", False)

    bob = member(shop, "bob")
    post(bob, 20, now=NOW - 40 * DAY)
    post(bob, 30, now=NOW)
    assert said(bob, MessageKind.STATEMENT, text) == ("October 2026: +20, 20", False)


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (MessageKind.POINTS_CREDITED, "{{entry.signed}} {{balance.points}}", "+49 1,289"),
        (MessageKind.TIER_RAISED, "{{tier.name}} {{next_tier.name}}", "Silver Gold"),
        (MessageKind.BADGE_UNLOCKED, "{{badge.title}}", "Explorer"),
        (MessageKind.POINTS_EXPIRING, "{{expiring_total.points}} {{balance.points}}", "200 1,240"),
        (
            MessageKind.POINTS_EXPIRING,
            "{{expiring_first.points}} {{#each expiring_later}}{{points}}{{/each}}",
            "120 80",
        ),
        (MessageKind.REWARD_CLAIMED, "{{reward.name}}", "Coffee mug"),
        (MessageKind.STATEMENT, "{{statement.closing}} {{balance.points}}", "1,240 Beeren 1,240"),
    ],
)
def test_what_a_customer_has_not_is_invented_as_a_whole(
    shop: Shop, kind: MessageKind, text: str, expected: str
) -> None:
    Program.objects.update(points_name_singular="Beere", points_name_plural="Beeren")
    ann = member(shop, "ann")

    found = said(ann, kind, f"{{{{customer.first_name}}}} {text}")

    assert found == (f"Ann {expected}", True)


@pytest.mark.parametrize("kind", MessageKind)
def test_invented_amounts_are_of_one_currency(kind: MessageKind) -> None:
    variables = sample_variables(kind, "en", Names(currency="USD"))
    assert "$" in str(variables)
    assert "€" not in str(variables)


def test_without_a_customer_the_shop_is_not_invented(shop: Shop) -> None:
    program = Program.objects.get(is_default=True)
    draft = Draft(MessageKind.STATEMENT, "en", text="{{shop.name}}|{{program.name}}|")
    found = preview(program_id=program.pk, draft=draft, account_id=None, now=NOW, using="default")

    assert found.is_invented and found.text is not None
    shop_name, program_name = found.text.split("|")[:2]
    assert (shop_name.split()[-1] != "shop", program_name) == (True, program.name)
