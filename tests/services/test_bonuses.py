"""Bonuses are created and changed: what each trigger needs, refuses, and what versions keep."""

from decimal import Decimal
from typing import Any

import pytest

from saleor_loyalty_plugin.models import Bonus, ProgramVersion
from saleor_loyalty_plugin.rules.bonuses import BonusTrigger
from saleor_loyalty_plugin.services.bonuses.bonuses import BONUSES_MAX, create_bonus, delete_bonus
from saleor_loyalty_plugin.services.errors import LoyaltyProblem
from saleor_loyalty_plugin.services.programs.programs import current_terms, default_program
from sandbox.shop.models import Channel
from tests.services.event_builders import NOW, START, add_bonus, at, change_bonus

pytestmark = pytest.mark.django_db

COMPLETE: dict[str, dict[str, Any]] = {
    "EVENT": {"event_type": "visit", "limit": 2, "limit_period": "DAY"},
    "ORDER_COUNT": {"order_count": 10},
    "AMOUNT_SPENT": {"amount_spent": Decimal("500.5"), "currency": "EUR"},
    "BIRTHDAY": {},
    "ANNIVERSARY": {},
    "SCHEDULE": {"frequency": "MONTHLY", "starts_at": START},
}


@pytest.fixture(autouse=True)
def euro() -> None:
    Channel.objects.create(name="Europe", slug="europe", currency_code="EUR")


def create(trigger: str, **settings: Any) -> Bonus:
    values = {"name": "Gift", "trigger": trigger, "points": 30, **COMPLETE[trigger], **settings}
    return create_bonus(
        program_id=None,
        settings={name: value for name, value in values.items() if value != "left out"},
        author="test",
        now=NOW,
    )


def refused(trigger: str, **settings: Any) -> tuple[str, str | None]:
    bonuses, versions = Bonus.objects.count(), ProgramVersion.objects.count()
    with pytest.raises(LoyaltyProblem) as caught:
        create(trigger, **settings)
    assert (Bonus.objects.count(), ProgramVersion.objects.count()) == (bonuses, versions)
    assert caught.value.message.endswith(".")
    return str(caught.value.code), caught.value.field


@pytest.mark.parametrize("trigger", BonusTrigger)
def test_what_each_trigger_needs(trigger: BonusTrigger) -> None:
    assert create(trigger.value).trigger == trigger
    for name in COMPLETE[trigger]:
        if name not in ("limit", "limit_period"):
            assert refused(trigger.value, **{name: "left out"}) == ("REQUIRED", name)
    for other, settings in COMPLETE.items():
        for name, value in settings.items():
            if other != trigger and name != "starts_at":
                assert refused(trigger.value, **{name: value}) == ("INVALID", name)
    for name in ("name", "points"):
        assert refused(trigger.value, **{name: "left out"}) == ("REQUIRED", name)


@pytest.mark.parametrize(
    ("trigger", "settings", "field"),
    [
        ("EVENT", {"name": " "}, "name"),
        ("EVENT", {"name": "n" * 256}, "name"),
        ("EVENT", {"description": "d" * 2001}, "description"),
        ("EVENT", {"points": 0}, "points"),
        ("EVENT", {"points": 1_000_001}, "points"),
        ("EVENT", {"event_type": "no spaces"}, "event_type"),
        ("EVENT", {"event_type": "a" * 65}, "event_type"),
        ("EVENT", {"event_type": "registration"}, "event_type"),
        ("EVENT", {"event_type": " Review "}, "event_type"),
        ("EVENT", {"event_type": "newsletter"}, "event_type"),
        ("EVENT", {"limit": 0}, "limit"),
        ("EVENT", {"limit": 1_000_001}, "limit"),
        ("ORDER_COUNT", {"order_count": 0}, "order_count"),
        ("AMOUNT_SPENT", {"amount_spent": Decimal(0)}, "amount_spent"),
        ("AMOUNT_SPENT", {"amount_spent": Decimal("0.0001")}, "amount_spent"),
        ("AMOUNT_SPENT", {"amount_spent": Decimal(1_000_000_001)}, "amount_spent"),
        ("AMOUNT_SPENT", {"currency": "XXX"}, "currency"),
        ("SCHEDULE", {"ends_at": START}, "ends_at"),
        ("EVENT", {"starts_at": START.replace(year=1969)}, "starts_at"),
    ],
)
def test_values_out_of_range(trigger: str, settings: dict[str, Any], field: str) -> None:
    assert refused(trigger, **settings) == ("INVALID", field)


def test_words_are_stored_as_they_are_compared() -> None:
    assert create("EVENT", event_type=" Store-Visit_2 ").event_type == "store-visit_2"
    assert create("AMOUNT_SPENT", currency=" eur ").currency == "EUR"


def test_a_trigger_stays() -> None:
    bonus = add_bonus()
    with pytest.raises(LoyaltyProblem) as caught:
        change_bonus(bonus, when=NOW, trigger="BIRTHDAY")
    assert (caught.value.code, caught.value.field) == ("INVALID", "trigger")
    change_bonus(bonus, when=NOW, trigger="EVENT", points=31)
    assert Bonus.objects.get().points == 31


def test_a_change_keeps_what_is_left_out_and_takes_nulls() -> None:
    bonus = add_bonus(limit=2, limit_period="DAY", ends_at=NOW)
    change_bonus(bonus, when=at("07-01 00:00"), limit=None, ends_at=None, name="Poll")
    row = Bonus.objects.get()
    assert (row.limit, row.ends_at, row.name, row.points) == (None, None, "Poll", 30)
    assert row.event_type == "survey"
    with pytest.raises(LoyaltyProblem) as caught:
        change_bonus(bonus, when=NOW, event_type="")
    assert (caught.value.code, caught.value.field) == ("REQUIRED", "event_type")


def test_versions_keep_bonuses_that_are_on() -> None:
    bonus = add_bonus()
    program_id = default_program().pk
    assert [item.points for item in current_terms(program_id=program_id).terms.bonuses] == [30]
    versions = ProgramVersion.objects.count()
    change_bonus(bonus, when=NOW, description="Tell us what you think")
    assert ProgramVersion.objects.count() == versions
    change_bonus(bonus, when=NOW, is_active=False)
    assert current_terms(program_id=program_id).terms.bonuses == ()
    assert delete_bonus(bonus_id=bonus.pk, author="test", now=NOW).name == "Survey"
    assert Bonus.objects.count() == 0


def test_a_program_has_so_many_bonuses_and_no_more() -> None:
    first = create("BIRTHDAY")
    rows = [
        Bonus(
            program=first.program, name=f"n{number}", trigger="BIRTHDAY", points=1, created_at=NOW
        )
        for number in range(BONUSES_MAX - 1)
    ]
    Bonus.objects.bulk_create(rows)
    assert refused("BIRTHDAY") == ("INVALID", None)
