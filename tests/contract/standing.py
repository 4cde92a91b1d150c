"""Tiers and badges for customers of the tests, given by hand: what they buy changes nothing."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any

import graphene
from django.utils import timezone

from saleor_loyalty_plugin.models import Badge, Program, Tier
from saleor_loyalty_plugin.services.programs.badges import create_badge
from saleor_loyalty_plugin.services.programs.programs import update_program
from saleor_loyalty_plugin.services.programs.tiers import create_tier, update_tier
from saleor_loyalty_plugin.services.progress.badges_by_hand import grant_badge
from saleor_loyalty_plugin.services.progress.by_hand import set_tier
from tests.contract.driver import Person

# No order of a test comes to so much.
OUT_OF_REACH = 100_000_000
PLAIN = {
    "discount_percentage": None,
    "discount_amount": None,
    "free_shipping": False,
    "earning_multiplier": Decimal(1),
    "product_ids": [],
}


@dataclass(kw_only=True)
class Tiers:
    """The tier Gold of the default program, which nobody reaches by ordering."""

    tier: Tier | None = None
    holders: set[int] = field(default_factory=set)

    def give(self, *people: Person, **gives: Any) -> Tier:
        """Have Gold give just this (settings of a tier), and give it to these people as well."""
        settings = {**PLAIN, **gives}
        now = timezone.now()
        if self.tier is None:
            settings |= {"name": "Gold", "threshold": Decimal(OUT_OF_REACH)}
            self.tier = create_tier(program_id=None, settings=settings, author="test", now=now)
        else:
            self.tier = update_tier(tier_id=self.tier.pk, settings=settings, author="test", now=now)
        for person in people:
            if person.user_id not in self.holders:
                self.holders.add(person.user_id)
                set_tier(
                    customer_id=person.user_id,
                    program_id=self.tier.program_id,
                    tier_id=self.tier.pk,
                    ends_at=now + timedelta(days=30),
                    note="",
                    author="test",
                    now=timezone.now(),
                )
        return self.tier


def give_badge(person: Person, title: str = "Early bird", **gives: Any) -> Badge:
    """A new badge of the default program, which this customer alone has."""
    settings = {"title": title, "basis": "MANUAL", **gives}
    badge = create_badge(program_id=None, settings=settings, author="test", now=timezone.now())
    grant_badge(
        customer_id=person.user_id, badge_id=badge.pk, note="", author="test", now=timezone.now()
    )
    return badge


def set_defaults(**settings: Any) -> None:
    """Change settings of the default program, such as the currency of its tiers."""
    update_program(
        program_id=Program.objects.get(is_default=True).pk,
        settings=settings,
        channels=(),
        removed_channel_ids=(),
        author="test",
        now=timezone.now(),
    )


def keys(global_ids: Collection[str]) -> list[int]:
    """The shop's own keys of products."""
    return [int(graphene.Node.from_global_id(item)[1]) for item in global_ids]
