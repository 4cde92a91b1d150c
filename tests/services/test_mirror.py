"""Telling the shop which tiers its customers have: in batches, again after failures, in order."""

from collections.abc import Iterator
from threading import Event, Thread
from typing import Any
from unittest.mock import patch

import pytest
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import Account, AccountProgress, Tier
from saleor_loyalty_plugin.services.progress import mirror as mirror_module
from saleor_loyalty_plugin.services.progress.mirror import mirror_account, mirror_due_tiers
from saleor_loyalty_plugin.services.progress.settle import settle_progress
from saleor_loyalty_plugin.services.progress.sweep import sweep_progress
from sandbox.host import SandboxHost
from sandbox.shop.models import CustomerType, User
from tests.services.gift_builders import add_account, add_customer, at
from tests.services.progress_sweep_builders import add_tier, in_euros, spend, version

NOW = at("2031-02-01")


@pytest.fixture
def small_batches() -> Iterator[None]:
    with patch.object(mirror_module, "BATCH", 3):
        yield


def silvers(number: int) -> list[Account]:
    """Accounts of so many customers who have just reached Silver; the shop wasn't told yet."""
    in_euros(tier_metadata_key="tier")
    add_tier("Silver", 500)
    accounts = [add_account(add_customer().pk) for _ in range(number)]
    for account in accounts:
        spend(account, 500, day="2031-02-01")
    settle_progress(account_ids=[account.pk for account in accounts], now=NOW)
    return accounts


def says() -> list[Any]:
    """What the customers say of their tiers, by id."""
    rows = User.objects.filter(is_staff=False).order_by("pk")
    return [row.metadata.get("tier") for row in rows]


def due() -> int:
    return AccountProgress.objects.filter(mirror_due=True).count()


@pytest.mark.django_db
@pytest.mark.usefixtures("small_batches")
def test_batches_go_on_where_the_last_run_stopped() -> None:
    silvers(8)

    assert [mirror_due_tiers(now=NOW, limit=5), due()] == [5, 3]
    assert says() == ["Silver"] * 5 + [None] * 3
    seen: list[int] = []
    assert mirror_due_tiers(now=NOW, progress=seen.append) == 3
    assert (says(), due(), seen) == (["Silver"] * 8, 0, [3])
    assert mirror_due_tiers(now=NOW) == 0


@pytest.mark.django_db
def test_telling_of_many_costs_no_more_than_telling_of_few() -> None:
    accounts = silvers(20)
    CustomerType.objects.create(name="Default", slug="default", is_default=True)
    counts = []

    for batch in (accounts[:2], accounts[2:]):
        AccountProgress.objects.update(mirror_due=False)
        AccountProgress.objects.filter(account__in=batch).update(mirror_due=True)
        with CaptureQueriesContext(connection) as queries:
            mirror_due_tiers(now=NOW)
        writes = [query for query in queries if '"shop_user" SET' in query["sql"]]
        counts.append(len(queries) - len(writes))  # the sandbox writes one by one

    assert counts[0] == counts[1]
    assert says() == ["Silver"] * 20


@pytest.mark.django_db
def test_one_that_fails_stays_due_and_keeps_no_other_back(
    caplog: pytest.LogCaptureFixture,
) -> None:
    _, second, _ = silvers(3)
    told = SandboxHost.mirror_customers

    def failing(self: SandboxHost, mirrors: Any, **more: Any) -> Any:
        if any(item.customer_id == second.customer_id for item in mirrors):
            raise RuntimeError("The shop is not itself today.")
        return told(self, mirrors, **more)

    with patch.object(SandboxHost, "mirror_customers", failing):
        assert mirror_due_tiers(now=NOW) == 2
        mirror_account(account_id=second.pk, now=NOW)

    assert (says(), due()) == (["Silver", None, "Silver"], 1)
    assert "not itself today" in caplog.text
    mirror_account(account_id=second.pk, now=NOW)
    assert (says(), due()) == (["Silver"] * 3, 0)


@pytest.mark.django_db
def test_a_customer_who_is_gone_is_due_no_more() -> None:
    first, _ = silvers(2)
    User.objects.filter(pk=first.customer_id).delete()

    assert mirror_due_tiers(now=NOW) == 2

    assert (says(), due()) == (["Silver"], 0)


@pytest.mark.django_db
def test_who_says_it_already_is_not_written_again() -> None:
    silvers(1)
    mirror_due_tiers(now=NOW)
    User.objects.update(updated_at=at("2031-01-01"))
    AccountProgress.objects.update(mirror_due=True)

    assert mirror_due_tiers(now=at("2031-02-02")) == 1

    assert User.objects.get().updated_at == at("2031-01-01")


@pytest.mark.django_db
def test_a_class_that_the_shop_has_deleted_is_none() -> None:
    usual = CustomerType.objects.create(name="Usual", slug="usual", is_default=True)
    gone = CustomerType.objects.create(name="Silvers", slug="silvers")
    silvers(1)
    Tier.objects.update(customer_type_id=gone.pk)
    version("2031-02-01")
    gone.delete()
    User.objects.update(customer_type=usual)

    assert current_host().customer_type_exists(gone.pk) is False
    sweep_progress(now=at("2031-02-02"))

    assert (User.objects.get().customer_type, says()) == (usual, ["Silver"])


@pytest.mark.django_db
def test_a_tier_without_a_class_puts_back_into_the_default_one() -> None:
    usual = CustomerType.objects.create(name="Usual", slug="usual", is_default=True)
    special = CustomerType.objects.create(name="Silvers", slug="silvers")
    silvers(1)
    Tier.objects.update(customer_type_id=special.pk)
    version("2031-02-01")
    sweep_progress(now=at("2031-02-02"))
    assert User.objects.get().customer_type == special

    add_tier("Gold", 1000, now="2031-02-03")
    spend(Account.objects.get(), 500, day="2031-02-04")
    settle_progress(account_ids=[Account.objects.get().pk], now=at("2031-02-04"))
    mirror_due_tiers(now=at("2031-02-04"))

    assert (User.objects.get().customer_type, says()) == (usual, ["Gold"])


@pytest.mark.django_db
def test_a_shop_that_is_told_of_nothing_is_not_asked() -> None:
    in_euros()
    add_tier("Silver", 500)
    account = add_account(add_customer().pk)
    spend(account, 500, day="2031-02-01")

    outcome = settle_progress(account_ids=[account.pk], now=NOW)

    assert (outcome.to_mirror, due()) == (frozenset(), 0)
    with CaptureQueriesContext(connection) as queries:
        assert mirror_due_tiers(now=NOW) == 0
    assert len(queries) == 1


@pytest.mark.django_db(transaction=True)
def test_a_move_while_the_shop_is_told_is_told_next(committing_db: None) -> None:
    """Gold is settled after Silver was read for the mirror, and before that has committed."""
    (account,) = silvers(1)
    add_tier("Gold", 1000)
    told, settled = Event(), Event()
    tell = SandboxHost.mirror_customers

    def slow(self: SandboxHost, mirrors: Any, **more: Any) -> Any:
        result = tell(self, mirrors, **more)
        told.set()
        settled.wait(timeout=1)  # it waits for this transaction; so it can't come to its end
        return result

    def rise() -> None:
        told.wait(timeout=10)
        try:
            spend(account, 500, day="2031-02-01")
            settle_progress(account_ids=[account.pk], now=NOW)
            settled.set()
        finally:
            connections["default"].close()

    thread = Thread(target=rise)
    thread.start()
    with patch.object(SandboxHost, "mirror_customers", slow):
        mirror_due_tiers(now=NOW)
    thread.join()

    assert due() == 1
    mirror_due_tiers(now=NOW)
    assert says() == ["Gold"]


@pytest.mark.django_db(transaction=True)
def test_metadata_that_the_shop_writes_meanwhile_is_kept(committing_db: None) -> None:
    silvers(1)
    user = User.objects.get()
    written = Event()

    def write() -> None:
        try:
            with transaction.atomic():
                row = User.objects.select_for_update().get(pk=user.pk)
                written.set()
                Event().wait(0.5)  # the mirror waits for this row by now
                row.metadata = {**row.metadata, "erp": "4711"}
                row.save(update_fields=["metadata"])
        finally:
            connections["default"].close()

    thread = Thread(target=write)
    thread.start()
    written.wait(timeout=10)
    mirror_due_tiers(now=NOW)
    thread.join()

    user.refresh_from_db()
    assert user.metadata == {"erp": "4711", "tier": "Silver"}
