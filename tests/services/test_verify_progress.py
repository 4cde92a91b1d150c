"""The proof of tiers and badges: what it finds, and what it must not find."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import StringIO
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from saleor_loyalty_plugin.models import (
    Account,
    AccountBadge,
    AccountProgress,
    OrderSettlement,
    ProgressRun,
    SpendingDay,
    SweepCursor,
    Tier,
    TierChange,
)
from saleor_loyalty_plugin.services.progress import sweep as sweep_module
from saleor_loyalty_plugin.services.progress.marks import mark_due
from saleor_loyalty_plugin.services.progress.sweep import sweep_progress
from saleor_loyalty_plugin.services.proof import verify_progress
from saleor_loyalty_plugin.services.proof.verify_progress import progress_differences
from tests.services.gift_builders import add_account, at, set_program
from tests.services.progress_sweep_builders import (
    add_badge,
    classic,
    credit,
    in_euros,
    spend,
    version,
)

pytestmark = pytest.mark.django_db

NOW = at("2031-03-01")


def order(account: Account, amount: int, *, day: str = "2031-02-01") -> OrderSettlement:
    """An order that was settled, with the sums that settling keeps."""
    spend(account, amount, day=day)
    return OrderSettlement.objects.create(
        order_id=uuid4(),
        account=account,
        amount_spent=Decimal(amount),
        currency="EUR",
        spent_on=date.fromisoformat(day),
    )


def told(now: datetime = NOW) -> list[str]:
    return [
        f"{item.subject}: {item.what}: {item.expected}, not {item.found}"
        for item in progress_differences(now=now)
    ]


def settled() -> Account:
    """Ann, who is Silver by two orders of 300; all has been looked at."""
    classic(tier_basis="ROLLING_YEAR")
    ann = add_account(1)
    order(ann, 300)
    order(ann, 300, day="2031-02-02")
    sweep_progress(now=NOW)
    return ann


def progress(**values: object) -> None:
    AccountProgress.objects.update(**values)


def test_what_was_settled_is_right() -> None:
    settled()
    assert told() == []


def _a_day_more() -> str:
    SpendingDay.objects.filter(day=date(2031, 2, 2)).update(amount_spent=301, orders_count=2)
    return "spent in EUR on 2031-02-02: 300 in 1 orders, not 301 in 2 orders"


def _a_day_that_is_missing() -> str:
    SpendingDay.objects.filter(day=date(2031, 2, 2)).delete()
    return "spent in EUR on 2031-02-02: 300 in 1 orders, not 0 in 0 orders"


def _a_day_without_orders() -> str:
    OrderSettlement.objects.filter(spent_on=date(2031, 2, 2)).update(amount_spent=None)
    return "spent in EUR on 2031-02-02: 0 in 0 orders, not 300 in 1 orders"


def _an_order_from_before() -> str:
    days = SpendingDay.objects.filter(day=date(2031, 2, 2))
    days.delete()
    OrderSettlement.objects.filter(spent_on=date(2031, 2, 2)).update(spent_on=None)
    return "orders that count without a day: 0, not 1"


@pytest.mark.parametrize(
    "break_days",
    [_a_day_more, _a_day_that_is_missing, _a_day_without_orders, _an_order_from_before],
)
def test_days_that_are_not_those_of_the_orders(break_days: Callable[[], str]) -> None:
    ann = settled()
    expected = break_days()
    assert f"account {ann.pk}: {expected}" in told()


def test_a_tier_held_without_right() -> None:
    ann = settled()
    gold = Tier.objects.get(name="Gold")
    progress(tier_id=gold.pk)
    assert told() == [
        f"account {ann.pk}: tier by its history: Silver, not Gold",
        f"account {ann.pk}: tier: Silver, not Gold",
    ]


def test_a_tier_held_without_right_whose_history_says_so_too() -> None:
    ann = settled()
    gold = Tier.objects.get(name="Gold")
    progress(tier_id=gold.pk)
    TierChange.objects.update(to_tier_id=gold.pk)
    assert told() == [f"account {ann.pk}: tier: Silver, not Gold"]
    # Where nobody ever falls, or not yet, nothing proves that it was not reached.
    in_euros(now="2031-01-02", tier_demotion="NEVER")
    assert told() == []
    in_euros(now="2031-01-03", tier_demotion="GRACE")
    progress(grace_until=NOW + timedelta(days=3), due_at=NOW + timedelta(days=3))
    assert told() == []
    progress(grace_until=NOW - timedelta(days=3), due_at=NOW + timedelta(days=3))
    assert f"account {ann.pk}: tier: Silver, not Gold" in told()


def test_a_tier_by_hand() -> None:
    ann = settled()
    gold = Tier.objects.get(name="Gold")
    until = NOW + timedelta(days=9)
    progress(tier_id=gold.pk, hand_tier_id=gold.pk, hand_until=until, due_at=until)
    TierChange.objects.update(to_tier_id=gold.pk)
    assert told() == []
    assert told(until + timedelta(hours=3)) == [
        "sweep over tiers and badges: last time: since 2031-03-10 01:00, not 2031-03-01 00:00",
        f"account {ann.pk}: look at tiers and badges: by now, not due since 2031-03-10 00:00",
    ]
    SweepCursor.objects.update(changed_at=until)
    assert told(until + timedelta(minutes=1)) == []


def test_a_sum_that_is_not_that_of_the_days() -> None:
    ann = settled()
    progress(qualifying=599)
    assert told() == [f"account {ann.pk}: sum for tiers: 600, not 599"]


def test_an_account_that_nobody_would_look_at_again() -> None:
    ann = settled()
    progress(due_at=None)
    assert told() == [f"account {ann.pk}: next look: 2032-02-01 00:00, not none"]


def test_a_next_look_may_be_early_but_not_late() -> None:
    ann = settled()
    progress(due_at=datetime(2032, 1, 31, tzinfo=UTC))
    assert told() == []
    progress(due_at=datetime(2032, 2, 2, tzinfo=UTC))
    assert told() == [f"account {ann.pk}: next look: 2032-02-01 00:00, not 2032-02-02 00:00"]


def test_an_account_that_was_never_looked_at() -> None:
    ann = settled()
    AccountProgress.objects.all().delete()
    # New accounts are looked at by the sweep; that one is not new.
    assert told() == []
    SweepCursor.objects.filter(pk=sweep_module.TRAILS[1].name).update(place=ann.pk)
    assert told() == [f"account {ann.pk}: tier: Silver, not never looked at"]


def test_what_is_due_may_be_anything_for_two_hours() -> None:
    ann = settled()
    progress(tier_id=Tier.objects.get(name="Gold").pk)
    mark_due(account_ids=[ann.pk], now=NOW + timedelta(minutes=1), using="default")
    assert told() == []
    late = NOW + timedelta(hours=2, minutes=2)
    SweepCursor.objects.update(changed_at=late)
    assert told(late) == [
        f"account {ann.pk}: look at tiers and badges: by now, not due since 2031-03-01 00:01"
    ]


def test_what_a_run_has_still_to_look_at_is_not_reported() -> None:
    ann = settled()
    Tier.objects.filter(name="Silver").update(threshold=700)
    version("2031-02-05")
    assert told() == [f"account {ann.pk}: tier: Bronze, not Silver"]
    run = ProgressRun.objects.get()
    ProgressRun.objects.create(program_id=run.program_id, digest="new", started_at=NOW)
    assert told() == []


def test_badges_held_and_not_held_without_right() -> None:
    add_badge("Saver", "BALANCE", 100, keep_once_won=False)
    keeper = add_badge("Keeper", "BALANCE", 100)
    ann = add_account(1)
    credit(ann, 100, key="a", now="2031-02-01")
    sweep_progress(now=NOW)
    SweepCursor.objects.filter(pk=sweep_module.TRAILS[0].name).update(place=10**9)
    assert told() == []
    AccountBadge.objects.filter(badge=keeper).update(is_held=False)
    assert told() == [f'account {ann.pk}: badge "Keeper": held, not not held']
    AccountBadge.objects.filter(badge=keeper).update(is_held=True)
    Account.objects.update(balance=99)
    assert told() == [f'account {ann.pk}: badge "Saver": not held, not held']
    AccountBadge.objects.update(hand="GRANTED")
    assert told() == []


def test_points_that_the_sweep_has_not_seen_are_not_reported() -> None:
    add_badge("Saver", "BALANCE", 100)
    ann = add_account(1)
    sweep_progress(now=NOW)
    credit(ann, 100, key="a", now="2031-03-01")
    assert told() == []


def test_a_program_that_is_off_holds_what_it_held() -> None:
    settled()
    progress(qualifying=1, due_at=None)
    set_program(now="2031-02-10", is_active=False)
    assert told() == []


def test_what_moves_meanwhile_is_looked_at_again() -> None:
    settled()
    real = verify_progress._wrong_holdings
    progress(qualifying=1)

    def once(*values: object) -> object:
        found = list(real(*values))
        progress(qualifying=600)
        return found

    with patch.object(verify_progress, "_wrong_holdings", once):
        assert told() == []


def test_the_cost_does_not_grow_with_the_accounts() -> None:
    settled()

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert told() == []
        return len(captured)

    few = queries()
    for number in range(10, 40):
        order(add_account(number), 300)
    sweep_progress(now=NOW + timedelta(minutes=1))
    assert queries() == few


def test_the_command_tells() -> None:
    ann = settled()
    real_now = timezone.now()
    SweepCursor.objects.update(changed_at=real_now)
    progress(qualifying=1)
    out = StringIO()
    with pytest.raises(CommandError), patch.object(timezone, "now", lambda: NOW):
        call_command("loyalty_verify", quiet=True, stdout=out)
    assert f"account {ann.pk}: sum for tiers: expected 600, found 1" in out.getvalue()
