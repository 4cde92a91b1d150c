"""A process is killed at each statement of the sweep over tiers and badges; the next ends right."""

import os
import signal
import traceback
import warnings
from collections.abc import Callable
from typing import Any
from unittest.mock import patch

from django.db import connection

from saleor_loyalty_plugin.models import (
    Account,
    AccountProgress,
    OutboxMessage,
    ProgressRun,
    TierChange,
)
from saleor_loyalty_plugin.services import sweep as sweeps
from saleor_loyalty_plugin.services.bonuses.gifts import give_gifts
from saleor_loyalty_plugin.services.progress import sweep as sweep_module
from saleor_loyalty_plugin.services.progress.sweep import sweep_progress
from saleor_loyalty_plugin.services.proof.verify_progress import progress_differences
from tests.services.crash_child import die
from tests.services.gift_builders import add_account, add_bonus, add_customer, at
from tests.services.progress_sweep_builders import add_badge, badges, changes, classic, tiers
from tests.services.test_verify_progress import order

STATEMENTS_MAX = 300
# Never closed: closing says goodbye to the server.
_inherited: list[object] = []


def is_killed_at(statement: int, action: Callable[[], object]) -> bool:
    """Run an action in a process of its own that dies once it has executed so many statements.

    False where it ends before that.
    """
    with warnings.catch_warnings():
        # A worker of pytest-xdist has a thread that listens; the new process never meets it.
        warnings.simplefilter("ignore", DeprecationWarning)
        pid = os.fork()
    if pid == 0:
        _die_at(statement, action)
    _, status = os.waitpid(pid, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    assert os.WEXITSTATUS(status) == 0
    return False


def _die_at(statement: int, action: Callable[[], object]) -> None:
    """In the new process. A copy of the parent's connection would speak on the same line."""
    left = statement

    def count(execute: Callable[..., Any], *values: Any) -> Any:
        nonlocal left
        result = execute(*values)
        left -= 1
        return result if left > 0 else die()

    status = 3
    try:
        signal.alarm(60)
        _inherited.append(connection.connection)
        connection.connection = None
        with connection.execute_wrapper(count):
            action()
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(status)


def killed_at_each_statement(action: Callable[[], object], check: Callable[[], None]) -> int:
    """Run an action again and again, each time one statement longer, until it gets to its end.

    Returns how many times it was killed; `check` is called after each.
    """
    with patch.object(sweep_module, "BATCH", 2), patch.object(sweeps, "CUSTOMERS_BATCH", 2):
        for statement in range(1, STATEMENTS_MAX):
            if not is_killed_at(statement, action):
                return statement - 1
            check()
    raise AssertionError("the sweep does not end")


def all_of_a_move_or_nothing() -> None:
    """What is kept, its history and what the world hears of it are one."""
    moved = AccountProgress.objects.exclude(tier_since=None)
    last = {
        change.account_id: change.to_tier_id for change in TierChange.objects.order_by("pk").all()
    }
    assert dict(moved.values_list("account_id", "tier_id")) == last
    told = OutboxMessage.objects.filter(kind__startswith="tier_")
    assert told.count() == TierChange.objects.count()


def test_killed_while_all_are_looked_at_for_new_tiers(committing_db: None) -> None:
    for number in range(1, 6):
        order(add_account(number), 600)
    classic()

    times = killed_at_each_statement(
        lambda: sweep_progress(now=at("2031-02-02")), all_of_a_move_or_nothing
    )

    # At each statement of the first batch, and at some of the others.
    assert times > 20
    assert tiers() == dict.fromkeys(range(1, 6), "Silver")
    assert changes() == [(number, "Bronze", "Silver", "REACHED") for number in range(1, 6)]
    assert ProgressRun.objects.get().finished_at == at("2031-02-02")
    assert sweep_progress(now=at("2031-02-03")) == 0
    assert list(progress_differences(now=at("2031-02-03"))) == []


def test_killed_on_the_first_of_january(committing_db: None) -> None:
    classic(tier_basis="CALENDAR_YEAR")
    for number in range(1, 6):
        order(add_account(number), 600)
    sweep_progress(now=at("2031-02-02"))

    times = killed_at_each_statement(
        lambda: sweep_progress(now=at("2032-01-01")), all_of_a_move_or_nothing
    )

    assert times > 20
    assert tiers() == dict.fromkeys(range(1, 6), "Bronze")
    assert changes()[5:] == [(number, "Silver", "Bronze", "FELL_BELOW") for number in range(1, 6)]
    assert not AccountProgress.objects.exclude(due_at=None).exists()
    assert list(progress_differences(now=at("2032-01-01"))) == []


def test_killed_while_a_gift_to_all_leads_to_badges(committing_db: None) -> None:
    add_badge("Saver", "BALANCE", 50)
    for number in range(1, 6):
        add_account(number)
    add_bonus(trigger="SCHEDULE", frequency="MONTHLY", starts_at=at("2031-01-31T09:00"))
    sweep_progress(now=at("2031-01-31T08:00"))
    give_gifts(now=at("2031-01-31T09:00"))

    def check() -> None:
        told = OutboxMessage.objects.filter(kind="badge_unlocked")
        assert told.count() == len(badges())

    times = killed_at_each_statement(lambda: sweep_progress(now=at("2031-01-31T09:05")), check)

    assert times > 20
    assert badges() == [(number, "Saver") for number in range(1, 6)]
    assert sweep_progress(now=at("2031-01-31T09:10")) == 0
    assert list(progress_differences(now=at("2031-01-31T09:10"))) == []


def test_killed_while_all_customers_get_the_first_tier(committing_db: None) -> None:
    customers = [add_customer().pk for _ in range(5)]
    classic(now="2026-01-01")
    later = at("2031-02-02")

    def check() -> None:
        # Whoever has an account is looked at.
        assert Account.objects.filter(progress=None).count() == 0

    killed_at_each_statement(lambda: sweeps.sweep_customers(now=later), check)

    assert sorted(Account.objects.values_list("customer_id", flat=True)) == customers
    assert AccountProgress.objects.filter(due_at=later).count() == 5
    sweep_progress(now=later)
    assert tiers() == dict.fromkeys(customers, "Bronze")
