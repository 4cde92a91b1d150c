"""Tiers, badges and what was spent, for tests at times of the test's choice."""

from datetime import date
from decimal import Decimal
from typing import Any

from saleor_loyalty_plugin import ledger
from saleor_loyalty_plugin.models import (
    Account,
    AccountBadge,
    AccountProgress,
    AccountSpending,
    Badge,
    EntryKind,
    Program,
    SpendingDay,
    Tier,
    TierChange,
)
from saleor_loyalty_plugin.services.programs.programs import write_version
from tests.services.gift_builders import at, program

D = Decimal


def in_euros(*, now: str = "2031-01-01", **settings: Any) -> None:
    """Settings of the default program, whose tiers go by euros."""
    Program.objects.filter(is_default=True).update(tier_currency="EUR", **settings)
    version(now)


def add_tier(name: str, threshold: int, *, now: str = "2031-01-01", **values: Any) -> Tier:
    """A tier that is in force from `now` on."""
    tier = Tier.objects.create(
        program=program(), name=name, threshold=D(threshold), created_at=at(now), **values
    )
    version(now)
    return tier


def classic(**settings: Any) -> list[Tier]:
    """Bronze, Silver and Gold."""
    in_euros(**settings)
    return [add_tier("Bronze", 0), add_tier("Silver", 500), add_tier("Gold", 1000)]


def add_badge(
    title: str, basis: str, value_from: int, *, now: str = "2031-01-01", **values: Any
) -> Badge:
    badge = Badge.objects.create(
        program=program(),
        title=title,
        basis=basis,
        value_from=D(value_from),
        created_at=at(now),
        **values,
    )
    version(now)
    return badge


def version(now: str) -> None:
    """Put what the tables of the program say now into force."""
    write_version(program(), author="test", now=at(now), using="default")


def spend(account: Account, amount: int, *, day: str, currency: str = "EUR") -> None:
    """What settling an order of that day leaves behind, without marking the account."""
    row, _ = SpendingDay.objects.get_or_create(
        account=account, currency=currency, day=date.fromisoformat(day)
    )
    row.amount_spent += amount
    row.orders_count += 1
    row.save()
    total, _ = AccountSpending.objects.get_or_create(account=account, currency=currency)
    total.amount_spent += amount
    total.orders_count += 1
    total.save()


def credit(account: Account, points: int, *, key: str, now: str) -> None:
    ledger.post_entry(
        ledger.Posting(
            account_id=account.pk, points=points, kind=EntryKind.ADJUST, reason="ADJUSTED", key=key
        ),
        now=at(now),
    )


def tiers() -> dict[int, str]:
    """The name of the tier that is kept of each customer, "" below all thresholds."""
    names = dict(Tier.objects.values_list("pk", "name"))
    rows = AccountProgress.objects.values_list("account__customer_id", "tier_id")
    return {
        customer_id: names.get(tier_id, "") if tier_id is not None else ""
        for customer_id, tier_id in rows.order_by("account__customer_id")
    }


def changes() -> list[tuple[int, str, str, str]]:
    """(customer_id, from, to, reason) of each change, oldest first."""
    rows = TierChange.objects.order_by("pk")
    return list(rows.values_list("account__customer_id", "from_name", "to_name", "reason"))


def badges() -> list[tuple[int, str]]:
    """(customer_id, title) of badges that are held."""
    rows = AccountBadge.objects.filter(is_held=True).order_by("account__customer_id", "badge_id")
    return list(rows.values_list("account__customer_id", "badge__title"))
