"""Points that are there get the program's present expiry, when the merchant says so."""

from datetime import datetime, timedelta
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from saleor_loyalty_plugin.ledger import proof
from saleor_loyalty_plugin.models import Lot
from saleor_loyalty_plugin.services.points import apply_expiry as service
from saleor_loyalty_plugin.services.points.apply_expiry import ExpiryChanges, apply_expiry
from saleor_loyalty_plugin.services.programs.programs import default_program
from saleor_loyalty_plugin.services.sweep import sweep_lots
from tests.contract.driver import Person, Shop


def with_expiry(shop: Shop, **expiry: Any) -> None:
    shop.set_program(shop.setup.channel(), expiry=expiry)


def run(*options: str) -> str:
    out = StringIO()
    call_command("loyalty_expiry", *options, stdout=out, stderr=StringIO())
    return out.getvalue().strip()


def midnight_in(days: int) -> datetime:
    today = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    return today + timedelta(days=days + 1)


def ends(person: Person) -> list[datetime | None]:
    lots = Lot.objects.filter(account__customer_id=person.user_id).order_by("pk")
    return list(lots.values_list("expires_at", flat=True))


def test_shorter_policy_for_old_points_after_a_grace(live_shop: Shop) -> None:
    ann = live_shop.setup.customer("ann@example.com")
    live_shop.credit(ann, 100)
    with_expiry(live_shop, policy="AFTER_DAYS", days=10)
    assert ends(ann) == [None]
    end = midnight_in(30)

    shown = run("--grace-days", "30")
    assert shown == (
        f"Loyalty: 100 points end sooner, 0 later or never, the first on {end:%Y-%m-%d %H:%M} UTC."
        " Nothing was changed: repeat it with --apply."
    )
    assert ends(ann) == [None]
    for _ in range(2):
        run("--grace-days", "30", "--apply")
        assert ends(ann) == [end]

    assert sweep_lots(now=end - timedelta(seconds=1)) == (0, 0)
    assert sweep_lots(now=end) == (0, 1)
    assert list(proof.account_differences()) == []


def test_no_policy_takes_all_ends_away(live_shop: Shop) -> None:
    ann = live_shop.setup.customer("ann@example.com")
    with_expiry(live_shop, policy="AFTER_DAYS", days=10)
    live_shop.credit(ann, 100)
    with_expiry(live_shop, policy="NEVER")

    assert run("--apply") == "Loyalty: 0 points end sooner, 100 later or never."

    assert ends(ann) == [None]
    assert sweep_lots(now=midnight_in(4000)) == (0, 0)


def test_points_that_would_have_gone_within_the_grace_go_then(live_shop: Shop) -> None:
    """The grace makes nothing live longer than it would have."""
    ann = live_shop.setup.customer("ann@example.com")
    with_expiry(live_shop, policy="AFTER_DAYS", days=20)
    live_shop.credit(ann, 100)
    with_expiry(live_shop, policy="AFTER_DAYS", days=5)

    run("--grace-days", "90", "--apply")
    assert ends(ann) == [midnight_in(20)]
    run("--grace-days", "7", "--apply")
    assert ends(ann) == [midnight_in(7)]


def test_points_that_came_back_after_their_expiry_keep_their_grace(live_shop: Shop) -> None:
    ann = live_shop.setup.customer("ann@example.com")
    with_expiry(live_shop, policy="AFTER_DAYS", days=300)
    live_shop.credit(ann, 100)
    live_shop.credit(ann, -100)
    Lot.objects.update(expires_at=timezone.now())
    live_shop.revoke_last_entry(ann)
    assert ends(ann)[1:] == [midnight_in(30)]

    run("--grace-days", "90", "--apply")
    assert ends(ann)[1:] == [midnight_in(30)]

    with_expiry(live_shop, policy="NEVER")
    run("--apply")
    assert ends(ann)[1:] == [None]


def test_inactivity_counts_from_the_last_order(live_shop: Shop) -> None:
    ann, bob = (live_shop.setup.customer(f"{name}@example.com") for name in ("ann", "bob"))
    channel = live_shop.setup.channel()
    lamp = live_shop.setup.variant(Decimal("20.00"), channel=channel)
    for person in (ann, bob):
        live_shop.credit(person, 100)
    Lot.objects.update(activates_at=timezone.now() - timedelta(days=700))
    live_shop.buy(ann, (lamp, 1), channel=channel)
    with_expiry(live_shop, policy="AFTER_INACTIVITY", months=12)

    run("--grace-days", "14", "--apply")

    old, new = ends(ann)
    assert old == new
    assert new is not None and new > midnight_in(360)
    assert ends(bob) == [midnight_in(14)]


def test_points_that_wait_for_their_order_are_left_alone(live_shop: Shop) -> None:
    channel = live_shop.setup.channel()
    live_shop.set_program(channel, pendingUntilFulfilled=True)
    ann = live_shop.setup.customer("ann@example.com")
    lamp = live_shop.setup.variant(Decimal("20.00"), channel=channel)
    live_shop.buy(ann, (lamp, 1), channel=channel)
    with_expiry(live_shop, policy="AFTER_DAYS", days=10)

    run("--apply")

    assert ends(ann) == [None]


def test_goes_in_batches(live_shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "BATCH", 2)
    ann = live_shop.setup.customer("ann@example.com")
    for _ in range(5):
        live_shop.credit(ann, 10)
    with_expiry(live_shop, policy="AFTER_DAYS", days=10)
    seen: list[int] = []

    found = apply_expiry(
        program_id=default_program().pk, grace_days=0, now=timezone.now(), progress=seen.append
    )

    assert found == ExpiryChanges(points_later=0, points_sooner=50, first_expiry=midnight_in(10))
    assert seen == [2, 4, 5]
    assert ends(ann) == [midnight_in(10)] * 5


@pytest.mark.parametrize("option", [("--grace-days", "-1"), ("--program", "99999999")])
def test_wrong_options(live_shop: Shop, option: tuple[str, str]) -> None:
    with pytest.raises(CommandError):
        run(*option)
