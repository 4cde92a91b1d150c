"""Registration, newsletter, reviews and events in a real shop's words: the same in every host."""

import itertools
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import Program, ProgramVersion
from saleor_loyalty_plugin.services.proof.verify_books import verify_books
from tests.contract.driver import Channel, Person, Refused, Shop
from tests.contract.event_examples import (
    EVENT_EXAMPLES,
    NEWS,
    SURVEY,
    WELCOME,
    EventExample,
    balance_for_staff,
    points_after,
)

MY_EVENTS = """
{ me { loyalty { events(first: 10) {
  totalCount edges { node { type reference points outcome } } } } } }"""
BONUSES = """
query ($channel: String!) { loyaltyProgram(channel: $channel) { bonuses { name points } } }"""
BONUS_CHANGE = """
mutation ($id: ID!, $input: LoyaltyBonusInput!) {
  loyaltyBonusUpdate(id: $id, input: $input) { errors { field message code } }
}"""


@pytest.fixture(name="main")
def main_channel(shop: Shop) -> Channel:
    return shop.setup.channel()


def assert_books_add_up() -> None:
    with current_host().writer_access():
        assert list(verify_books(now=timezone.now())) == []


def outcome(payload: dict[str, Any]) -> tuple[str, int]:
    return payload["event"]["outcome"], payload["event"]["points"]


@pytest.mark.parametrize(
    "example", EVENT_EXAMPLES, ids=lambda example: f"{example.row} {example.label}"
)
def test_event_example(shop: Shop, example: EventExample) -> None:
    assert points_after(shop, example) == example.points
    assert_books_add_up()


def test_settings_that_come_later_are_not_for_older_customers(shop: Shop, main: Channel) -> None:
    early = shop.register("early@example.com")
    shop.set_program(main, **WELCOME)
    ann = shop.register("ann@example.com")
    shop.set_program(main, registrationPoints=80)

    early, ann = shop.confirm_address(early), shop.confirm_address(ann)

    assert [shop.balance(person) for person in (early, ann)] == [0, 50]
    shop.set_program(main, name="Club")
    shop.write_metadata(ann, "size", "M")
    assert shop.movements(ann) == [("EARN", 50)]


@pytest.mark.parametrize(
    ("eligibility", "join"),
    [
        ("OPTED_IN", "mutation { loyaltyOptIn { account { balance } errors { code } } }"),
        ("CARD_HOLDERS", "mutation { loyaltyOptIn { account { balance } errors { code } } }"),
        ("CARD_HOLDERS", "mutation { loyaltyCardIssue { account { balance } errors { code } } }"),
    ],
)
def test_whoever_joins_the_program_is_welcomed_then(
    shop: Shop, main: Channel, eligibility: str, join: str
) -> None:
    shop.set_program(main, eligibility=eligibility, **WELCOME)
    ann = shop.confirm_address(shop.register("ann@example.com"))
    assert shop.movements(ann) == []

    for _ in range(2):
        assert shop.mutate(join, {}, ann.token)["account"] == {"balance": 50}

    assert shop.movements(ann) == [("EARN", 50)]


def test_newsletter_in_the_metadata_counts_once(shop: Shop, main: Channel) -> None:
    shop.set_program(main, **NEWS)
    ann = shop.setup.customer("ann@example.com")

    for value, balance in (("no", 0), ("yes", 20), ("no", 20), ("true", 20)):
        shop.write_metadata(ann, "newsletter", value)
        assert shop.balance(ann) == balance


def test_staffs_no_stays_no(shop: Shop, main: Channel) -> None:
    shop.set_program(main, **NEWS)
    ann = shop.setup.customer("ann@example.com")
    shop.write_metadata(ann, "newsletter", "yes")
    shop.revoke_last_entry(ann)

    shop.write_metadata(ann, "newsletter", "true")
    repeated = shop.record(ann, "newsletter")

    assert outcome(repeated) == ("LIMIT_REACHED", 0)
    assert shop.movements(ann) == [("EARN", 20), ("REVERSAL", -20)]
    assert_books_add_up()


def test_an_event_says_what_came_of_it_and_why(shop: Shop, main: Channel) -> None:
    shop.add_bonus(main, **SURVEY, limit=1, limitPeriod="MONTH")
    ann = shop.setup.customer("ann@example.com")

    first = shop.record(ann, "survey", reference="7")
    second = shop.record(ann, "Survey", reference="8")
    again = shop.record(ann, "survey", reference="7")

    assert outcome(first) == outcome(again) == ("CREDITED", 30)
    assert again["event"]["id"] == first["event"]["id"]
    assert outcome(second) == ("LIMIT_REACHED", 0)
    assert (second["entries"], second["account"]["balance"]) == ([], 30)
    assert first["entries"] == [
        {
            "points": 30,
            "kind": "EARN",
            "reason": "Bonus: Survey",
            "reasonCode": "EVENT",
            "explanation": [
                {"message": 'Points of the bonus "Survey": 30.'},
                {"message": "Limit: 1 a month."},
            ],
        }
    ]
    events = shop.run(MY_EVENTS, {}, ann.token)["me"]["loyalty"]["events"]
    assert events["totalCount"] == 2
    assert [edge["node"] for edge in events["edges"]] == [
        {"type": "survey", "reference": "8", "points": 0, "outcome": "LIMIT_REACHED"},
        {"type": "survey", "reference": "7", "points": 30, "outcome": "CREDITED"},
    ]


def test_a_review_names_its_product_either_way(shop: Shop, main: Channel) -> None:
    shop.set_program(main, reviewPoints=15)
    product = shop.product_of(shop.setup.variant(Decimal(10), channel=main), main)
    ann = shop.setup.customer("ann@example.com")

    first = shop.record(ann, "review", reference=product)
    second = shop.record(ann, "review", reference=first["event"]["reference"])

    assert first["event"]["reference"].isdigit()
    assert second["event"]["id"] == first["event"]["id"]
    assert shop.movements(ann) == [("EARN", 15)]


@pytest.mark.parametrize(
    ("event", "code", "field"),
    [
        ({"type": "suvrey"}, "NOT_FOUND", "type"),
        ({"type": "newsletter"}, "NOT_FOUND", "type"),
        ({"type": "review"}, "REQUIRED", "reference"),
        ({"type": "survey", "channel": "no-such-channel"}, "NOT_FOUND", "channel"),
    ],
)
def test_what_an_app_got_wrong(
    shop: Shop, main: Channel, event: dict[str, Any], code: str, field: str
) -> None:
    shop.add_bonus(main, **SURVEY)
    ann = shop.setup.customer("ann@example.com")
    with pytest.raises(Refused) as refused:
        shop.record(ann, **event)
    assert (refused.value.codes, refused.value.fields) == ([code], [field])
    assert shop.account(ann) is None


def test_whoever_has_not_confirmed_gets_nothing_yet(shop: Shop, main: Channel) -> None:
    shop.add_bonus(main, **SURVEY)
    ann = shop.register("ann@example.com")
    with pytest.raises(Refused) as refused:
        shop.record(ann, "survey", reference="7")
    assert (refused.value.codes, refused.value.fields) == (["NOT_CONFIRMED"], ["customerId"])
    assert balance_for_staff(shop, ann) == 0

    ann = shop.confirm_address(ann)
    shop.record(ann, "survey", reference="7")
    assert shop.balance(ann) == 30


def _began_days_ago(shop: Shop, main: Channel, days: int) -> None:
    """Let the program and its terms be older than they are, so that events can be late."""
    earlier = timezone.now() - timedelta(days=days)
    with current_host().writer_access():
        Program.objects.update(created_at=earlier)
        shop.set_program(main, name="Long established")
        ProgramVersion.objects.update(created_at=earlier)


def test_events_end_the_same_late_doubled_and_in_any_order(shop: Shop, main: Channel) -> None:
    shop.add_bonus(main, **SURVEY, limit=1, limitPeriod="DAY")
    _began_days_ago(shop, main, 10)
    noon = timezone.now().replace(hour=12, minute=0, second=0, microsecond=0)
    told = [
        {"idempotencyKey": f"k{number}", "occurredAt": (noon - timedelta(hours=hours)).isoformat()}
        for number, hours in enumerate((100, 99, 52, 28))
    ]
    for number, order in enumerate(itertools.islice(itertools.permutations(told), 0, 24, 5)):
        person: Person = shop.setup.customer(f"person{number}@example.com")
        for event in (*order, order[0]):
            key = f"{number}-{event['idempotencyKey']}"
            shop.record(person, "survey", **{**event, "idempotencyKey": key})
        # Two of the four were on one day.
        assert shop.balance(person) == 90, order
    assert_books_add_up()


def test_shoppers_see_what_there_is_to_earn(shop: Shop, main: Channel) -> None:
    shop.add_bonus(main, **SURVEY)
    visit = shop.add_bonus(main, name="Visit", trigger="EVENT", eventType="visit", points=5)
    shop.add_bonus(main, name="Over", trigger="BIRTHDAY", points=9, endsAt="2020-01-01T00:00:00Z")
    ann = shop.setup.customer("ann@example.com")
    variables = {"channel": main.slug}

    def names(token: str | None) -> list[str]:
        found = shop.run(BONUSES, variables, token)["loyaltyProgram"]["bonuses"]
        return [bonus["name"] for bonus in found]

    assert names(None) == names(ann.token) == ["Survey", "Visit"]
    shop.mutate(BONUS_CHANGE, {"id": visit, "input": {"isActive": False}}, shop.admin.token)
    assert names(None) == ["Survey"]
    assert names(shop.admin.token) == ["Survey", "Visit", "Over"]

    assert outcome(shop.record(ann, "survey")) == ("CREDITED", 30)
    assert outcome(shop.record(ann, "visit")) == ("NOT_OFFERED", 0)
