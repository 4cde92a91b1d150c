"""Tiers and badges of the default program, and what customers hold of them."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from saleor_loyalty_plugin.models import (
    Account,
    AccountProgress,
    Badge,
    OutboxMessage,
    Program,
    Tier,
    TierChange,
)
from saleor_loyalty_plugin.services.programs.programs import current_terms, write_version
from saleor_loyalty_plugin.services.progress.reads import held_badges, progress_rows, tier_of
from tests.contract.driver import Person


def default_program() -> Program:
    return Program.objects.get(is_default=True)


def changed_terms(**settings: Any) -> None:
    """Write what the program's rows say, after setting some columns, as a version."""
    program = default_program()
    for name, value in settings.items():
        setattr(program, name, value)
    program.save()
    write_version(program, author="test", now=timezone.now(), using="default")


def add_tiers(**thresholds: int | Decimal) -> dict[str, Tier]:
    """Tiers by name, in force from now on."""
    tiers = {
        name: Tier.objects.create(
            program=default_program(),
            name=name,
            threshold=Decimal(threshold),
            created_at=timezone.now(),
        )
        for name, threshold in thresholds.items()
    }
    changed_terms()
    return tiers


def add_badge(title: str, basis: str, value_from: int | Decimal, **values: Any) -> Badge:
    badge = Badge.objects.create(
        program=default_program(),
        title=title,
        basis=basis,
        value_from=Decimal(value_from),
        created_at=timezone.now(),
        **values,
    )
    changed_terms()
    return badge


def account_of(person: Person) -> Account:
    return Account.objects.get(customer_id=person.user_id)


def progress(person: Person) -> AccountProgress:
    return AccountProgress.objects.get(account__customer_id=person.user_id)


def tier_name(person: Person, *, now: datetime | None = None) -> str | None:
    """The name of the tier that a customer has, as everybody is told; None without one."""
    account = Account.objects.filter(customer_id=person.user_id).first()
    active = current_terms(program_id=default_program().pk)
    rows = progress_rows([account.pk], using="default") if account is not None else {}
    row = rows.get(account.pk) if account is not None else None
    tier = tier_of(row, active_terms=active, now=now or timezone.now())
    return tier.name if tier is not None else None


def badge_titles(person: Person) -> set[str]:
    """The badges that a customer has."""
    held = held_badges([account_of(person).pk], using="default")[account_of(person).pk]
    return set(Badge.objects.filter(pk__in=held).values_list("title", flat=True))


def history(person: Person) -> list[tuple[str, str, str, Decimal]]:
    """(from, to, reason, sum) of each change of a customer's tier, oldest first."""
    rows = TierChange.objects.filter(account__customer_id=person.user_id).order_by("pk")
    return list(rows.values_list("from_name", "to_name", "reason", "qualifying"))


def told(person: Person) -> list[tuple[str, str]]:
    """(kind, what) of each message about tiers and badges, oldest first."""
    rows = OutboxMessage.objects.filter(
        account_id=account_of(person).pk, kind__regex="^(tier|badge)_"
    )
    return [
        (row.kind, row.payload.get("title") or row.payload["toName"]) for row in rows.order_by("pk")
    ]
