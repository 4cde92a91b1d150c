"""What a preview reads: a number of queries that doesn't grow, and words in each language."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from saleor_loyalty_plugin.models import Program
from saleor_loyalty_plugin.rules.program_warnings import SettingWarning, WarningCode
from saleor_loyalty_plugin.services.programs import preview_changes
from saleor_loyalty_plugin.services.programs.preview_changes import Change, ChangeCode
from saleor_loyalty_plugin.services.programs.preview_program import (
    ProgramPreview,
    preview_program,
)
from saleor_loyalty_plugin.services.programs.preview_texts import change_message, warning_message
from saleor_loyalty_plugin.services.programs.programs import ProgramChange
from saleor_loyalty_plugin.services.segments.bounds import Budget
from tests.contract.driver import Shop
from tests.rules.builders import EUR

D = Decimal


def _preview(**settings: object) -> ProgramPreview:
    return preview_program(
        program_id=Program.objects.get().pk,
        change=ProgramChange(settings=settings),
        now=timezone.now(),
    )


def _queries() -> int:
    with CaptureQueriesContext(connection) as captured:
        preview = _preview(eligibility="OPTED_IN", expiry_policy="AFTER_DAYS")
        preview.amounts()
        preview.order()
        preview.warnings()
        preview.changes()
    return len(captured)


def test_queries_do_not_grow_with_orders_and_customers(live_shop: Shop) -> None:
    shop, channel = live_shop, live_shop.setup.channel()
    lamp = shop.setup.variant(D("60.00"), channel=channel)
    ann = shop.setup.customer("ann@example.com")
    shop.buy(ann, (lamp, 1), channel=channel)
    few = _queries()
    for name in ("bob", "eve"):
        person = shop.setup.customer(f"{name}@example.com")
        shop.buy(person, (lamp, 2), channel=channel)
        shop.buy(person, (lamp, 1), channel=channel)

    assert _queries() == few


def test_counting_is_given_up_in_time(live_shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    live_shop.credit(live_shop.setup.customer("ann@example.com"), 100)
    monkeypatch.setattr(preview_changes, "SECONDS_MAX", 0)

    changes = _preview(eligibility="OPTED_IN").changes()

    assert [item.code for item in changes] == ["ORDERS_KEEP_TERMS", "NOT_COUNTED"]


def test_previews_of_one_request_share_their_time(live_shop: Shop) -> None:
    live_shop.credit(live_shop.setup.customer("ann@example.com"), 100)
    budget = Budget(seconds=60)

    def codes() -> list[str]:
        changes = _preview(eligibility="OPTED_IN").changes(budget=budget)
        return [item.code for item in changes]

    assert codes() == ["ACCOUNTS_LEAVE", "ORDERS_KEEP_TERMS"]
    budget._deadline = 0.0
    assert codes() == ["ORDERS_KEEP_TERMS", "NOT_COUNTED"]


VALUES = {
    "percentage": D(12),
    "tier": "Gold",
    "average": D(50),
    "points": 100,
    "orders": 5,
    "minimum": D(5),
    "factor": D(14),
    "usual": D(100),
    "days": 5,
    "pending_days": 6,
    "worth": D(3),
    "order_value_from": D(1),
}


@pytest.mark.parametrize("code", WarningCode)
def test_every_warning_has_words(code: WarningCode) -> None:
    warning = SettingWarning(code=code, setting="name", channels=(EUR,), values=VALUES)
    message = warning_message(warning)
    assert message.startswith("EU: ")
    assert message.endswith(".")


@pytest.mark.parametrize("code", ChangeCode)
def test_every_change_has_words(code: ChangeCode) -> None:
    values = {"before": D(1), "after": D(2), "names": "EU", "at_once": 1, "newest": 100}
    message = change_message(Change(code=code, count=5, channel=EUR, values=values))
    assert message.endswith(".")
    assert "%(" not in message
