"""Whoever registers has the tier from 0 at once; all others get it when it first comes."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from unittest.mock import patch

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import Account, AccountProgress, SweepCursor, Tier, TierSeason
from saleor_loyalty_plugin.services import sweep as sweep_module
from saleor_loyalty_plugin.services.members.settle_customer import STEPS
from saleor_loyalty_plugin.services.progress.joining import join_all, join_programs
from saleor_loyalty_plugin.services.progress.sweep import sweep_progress
from saleor_loyalty_plugin.services.sweep import COMMIT_LAG, sweep_customers
from saleor_loyalty_plugin.tasks import settle_customer_task
from sandbox.shop.models import User
from tests.services.gift_builders import add_account, add_customer, at, set_program
from tests.services.progress_sweep_builders import (
    add_badge,
    add_tier,
    badges,
    changes,
    classic,
    in_euros,
    tiers,
    version,
)

pytestmark = pytest.mark.django_db

NOW = at("2031-02-01")


def joined(user: User, now: datetime = NOW) -> int:
    facts = current_host().customer_facts([user.pk])
    return join_programs(customer=facts[user.pk], now=now)


def with_accounts() -> set[int]:
    return set(Account.objects.values_list("customer_id", flat=True))


def test_whoever_registers_is_bronze_at_once_and_once() -> None:
    classic(now="2026-01-01")
    ann = add_customer()

    settle_customer_task(ann.pk)

    assert tiers() == {ann.pk: "Bronze"}
    account = Account.objects.get()
    assert account.referral_code
    # Where everybody begins is no change.
    assert changes() == []
    settle_customer_task(ann.pk)
    assert (Account.objects.count(), joined(ann)) == (1, 0)


def test_who_gets_an_account() -> None:
    classic()
    customers = {
        "confirmed": add_customer(),
        "not confirmed": add_customer(is_confirmed=False),
        "switched off": add_customer(is_active=False),
    }
    with patch("sandbox.host.SandboxHost.customer_facts", _asks_to_confirm):
        for user in customers.values():
            joined(user)

    assert with_accounts() == {customers["confirmed"].pk}


_real_facts = type(current_host()).customer_facts


def _asks_to_confirm(host, customer_ids):
    from dataclasses import replace

    facts = _real_facts(host, customer_ids)
    return {
        key: replace(item, awaits_confirmation=not item.is_confirmed) for key, item in facts.items()
    }


@pytest.mark.parametrize(
    "settings",
    [{"is_active": False}, {"eligibility": "OPTED_IN"}, {"eligibility": "CARD_HOLDERS"}],
)
def test_no_account_where_nobody_has_the_tier_by_registering(settings: dict[str, object]) -> None:
    classic()
    set_program(now="2031-01-02", **settings)

    assert joined(add_customer()) == 0

    assert with_accounts() == set()


def test_no_account_where_the_lowest_tier_has_to_be_reached() -> None:
    in_euros()
    silver = add_tier("Silver", 500)
    ann = add_customer()
    assert joined(ann) == 0
    TierSeason.objects.create(
        tier=silver, threshold=0, starts_at=at("2031-06-01"), ends_at=at("2031-07-01")
    )
    version("2031-01-02")

    moments = (at("2031-05-31T23:59"), at("2031-06-01"))
    assert [joined(ann, moment) for moment in moments] == [0, 1]


def test_a_badge_from_0_is_unlocked_by_registering() -> None:
    add_badge("Welcome", "ORDERS", 0, now="2026-01-01")
    add_badge("Friend", "MANUAL", 0, now="2026-01-01")
    ann = add_customer()

    settle_customer_task(ann.pk)

    assert badges() == [(ann.pk, "Welcome")]


def test_all_customers_get_the_first_tier_from_0_by_the_sweeps() -> None:
    customers = [add_customer() for _ in range(25)]
    early = timezone.now()
    # All have been looked at when the tier comes, and the cursor is past them.
    later = early + COMMIT_LAG + timedelta(minutes=1)
    with patch.object(sweep_module, "CUSTOMERS_BATCH", 10):
        for _ in range(2):
            sweep_customers(now=later)
        assert with_accounts() == set()
        in_euros(now="2026-01-01")
        add_tier("Bronze", 0, now="2026-01-01")

        sweep_customers(now=later, batches_max=1)
        assert len(with_accounts()) == 10
        sweep_customers(now=later)

    assert with_accounts() == {user.pk for user in customers}
    # They have it at once, and are looked at by the other sweep.
    assert sweep_progress(now=later) == 0
    assert tiers() == {user.pk: "Bronze" for user in customers}
    assert not AccountProgress.objects.filter(due_at__isnull=False).exists()
    assert sorted(SweepCursor.objects.values_list("pk", flat=True))[0] == "customers"


def test_a_customer_with_an_account_needs_no_other() -> None:
    classic()
    ann = add_customer()
    add_account(ann.pk)

    assert joined(ann) == 0

    assert with_accounts() == {ann.pk}


def test_the_cost_does_not_grow_with_the_customers_and_is_one_query_without_tiers() -> None:
    def queries(number: int) -> int:
        ids = [add_customer().pk for _ in range(number)]
        customers = list(current_host().customer_facts(ids).values())
        with CaptureQueriesContext(connection) as captured:
            assert join_all(customers=customers, now=NOW) == set()
        return len(captured)

    assert (queries(1), queries(20)) == (1, 1)
    classic()
    assert queries(2) == queries(40)
    assert Account.objects.count() == 42


def test_the_step_is_taken() -> None:
    assert (join_programs, join_all) in [(step.settle, step.concerned) for step in STEPS]


def test_a_tier_that_is_gone_opens_no_more_accounts() -> None:
    classic()
    Tier.objects.all().delete()
    version("2031-01-03")

    assert joined(add_customer()) == 0

    assert User.objects.count() == 1
    assert with_accounts() == set()


def test_sweeps_at_once_open_each_account_once(committing_db: None) -> None:
    classic()
    ids = [add_customer().pk for _ in range(60)]
    customers = list(current_host().customer_facts(ids).values())

    def run(number: int) -> None:
        try:
            # Each begins elsewhere, so that all of them open some that another is opening.
            join_all(customers=customers[number * 10 :] + customers[: number * 10], now=NOW)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(run, range(6)))

    assert sorted(Account.objects.values_list("customer_id", flat=True)) == ids
    assert Account.objects.exclude(referral_code=None).count() == 60
    assert AccountProgress.objects.filter(due_at=NOW).count() == 60
