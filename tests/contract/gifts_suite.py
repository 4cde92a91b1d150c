"""Gifts by the calendar: the same in every host. Tests choose the day."""

from datetime import UTC, timedelta

import pytest
from django.utils import timezone

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import Entry
from saleor_loyalty_plugin.services.members.settle_customer import settle_customer
from saleor_loyalty_plugin.services.proof.verify_books import verify_books
from saleor_loyalty_plugin.services.sweep import sweep_customers
from tests.contract.driver import Person, Refused, Shop
from tests.contract.gift_examples import (
    GIFT_EXAMPLES,
    GiftExample,
    add_bonus,
    born_on,
    coming_noon,
    given,
    points_of,
    set_birthday,
    years_after,
)

BONUS_CHANGE = """
mutation ($id: ID!, $input: LoyaltyBonusInput!) {
  loyaltyBonusUpdate(id: $id, input: $input) { errors { field message code } }
}"""
LAST_RUN = """
query ($channel: String!) {
  loyaltyProgram(channel: $channel) {
    bonuses { name lastRun { occasion dueAt accountsCount finishedAt } }
  }
}"""
HISTORY = """
{ me { loyalty { birthday entries(first: 9) {
  edges { node { kind points reason explanation { message } } } } } } }"""


def history(shop: Shop, person: Person) -> list[tuple[int, str, list[str]]]:
    """(points, reason, steps) of each entry, newest first."""
    nodes = shop.run(HISTORY, {}, person.token)["me"]["loyalty"]["entries"]["edges"]
    return [
        (node["points"], node["reason"], [step["message"] for step in node["explanation"]])
        for node in (edge["node"] for edge in nodes)
    ]


def assert_books_are_right() -> None:
    with current_host().writer_access():
        assert list(verify_books(now=timezone.now())) == []


@pytest.mark.parametrize(
    "example", GIFT_EXAMPLES, ids=[f"{item.label}: {item.text}" for item in GIFT_EXAMPLES]
)
def test_examples_of_gifts(shop: Shop, example: GiftExample) -> None:
    assert points_of(shop, example) == example.points
    assert_books_are_right()


def test_a_monthly_gift_comes_once_a_month_however_often_the_sweep_does(shop: Shop) -> None:
    channel = shop.setup.channel()
    ann, bob = (shop.setup.customer(f"{name}@example.com") for name in ("ann", "bob"))
    shop.credit(ann, 10)
    first = coming_noon()
    add_bonus(
        shop,
        trigger="SCHEDULE",
        frequency="MONTHLY",
        startsAt=first.isoformat(),
        description="For your patience.",
    )

    counts = [given(first + timedelta(days=days)) for days in (-1, 0, 0, 1, 31, 31)]

    assert counts == [0, 1, 0, 0, 1, 0]
    assert shop.movements(ann) == [("ADJUST", 10), ("GIFT", 50), ("GIFT", 50)]
    assert shop.account(bob) is None
    month = f"{first:%Y-%m}"
    assert history(shop, ann)[1] == (
        50,
        "Gift: Thank you",
        [f'"Thank you" for {month}: 50 points. For your patience.'],
    )
    data = shop.run(LAST_RUN, {"channel": channel.slug}, shop.admin.token)
    (bonus,) = data["loyaltyProgram"]["bonuses"]
    assert bonus["lastRun"]["accountsCount"] == 1
    assert bonus["lastRun"]["finishedAt"] is not None
    assert_books_are_right()


def test_a_gift_that_staff_switch_off_is_not_given(shop: Shop) -> None:
    ann = shop.setup.customer("ann@example.com")
    shop.credit(ann, 10)
    first = coming_noon()
    bonus_id = add_bonus(shop, trigger="SCHEDULE", frequency="WEEKLY", startsAt=first.isoformat())
    assert given(first) == 1
    change = {"id": bonus_id, "input": {"isActive": False}}
    shop.mutate(BONUS_CHANGE, change, shop.admin.token)
    assert given(first + timedelta(days=7)) == 0


def test_points_for_a_birthday_that_the_shopper_writes_into_their_metadata(shop: Shop) -> None:
    channel = shop.setup.channel()
    shop.set_program(channel, birthdayMetadataKey="birthday")
    ann, bob = (shop.setup.customer(f"{name}@example.com") for name in ("ann", "bob"))
    noon = coming_noon()
    add_bonus(shop, trigger="BIRTHDAY", name="Cake", points=100)
    shop.write_metadata(ann, "birthday", born_on(noon.date()))
    shop.write_metadata(bob, "birthday", "soon")

    counts = [given(noon + timedelta(days=days)) for days in (-1, 0, 0, 1)]
    # Another one in the metadata is a wish, not a birthday.
    shop.write_metadata(ann, "birthday", born_on((noon + timedelta(days=2)).date()))
    counts.append(given(noon + timedelta(days=2)))
    with current_host().writer_access():
        sweep_customers(now=timezone.now())
    counts.append(given(noon + timedelta(days=2)))

    assert counts == [0, 1, 0, 0, 0, 0]
    assert history(shop, ann) == [(100, "Birthday: Cake", ["Happy birthday: 100 points."])]
    assert shop.run(HISTORY, {}, ann.token)["me"]["loyalty"]["birthday"] == born_on(noon.date())
    assert shop.account(bob) is None
    assert_books_are_right()


def test_the_sweep_finds_birthdays_of_customers_who_were_there_before_the_key(shop: Shop) -> None:
    channel = shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    noon = coming_noon()
    shop.write_metadata(ann, "born", born_on(noon.date()))
    with current_host().writer_access():
        sweep_customers(now=timezone.now())
    add_bonus(shop, trigger="BIRTHDAY", points=100)
    shop.set_program(channel, birthdayMetadataKey="born")
    with current_host().writer_access():
        sweep_customers(now=timezone.now())
    assert given(noon) == 1
    assert shop.movements(ann) == [("GIFT", 100)]


def test_shoppers_say_their_birthday_once_and_staff_correct_it(shop: Shop) -> None:
    ann = shop.setup.customer("ann@example.com")
    noon = coming_noon()
    add_bonus(shop, trigger="BIRTHDAY", points=100)

    assert set_birthday(shop, "--05-31", ann.token) == "--05-31"
    with pytest.raises(Refused) as refused:
        set_birthday(shop, born_on(noon.date()), ann.token)
    assert (refused.value.codes, refused.value.fields) == (["ALREADY_SET"], ["birthday"])
    corrected = born_on(noon.date())
    assert set_birthday(shop, corrected, shop.admin.token, ann) == corrected

    assert given(noon) == 1
    assert shop.movements(ann) == [("GIFT", 100)]


def test_years_with_the_shop(shop: Shop) -> None:
    ann = shop.setup.customer("ann@example.com")
    with current_host().writer_access():
        settle_customer(customer_id=ann.user_id, now=timezone.now())
        joined = current_host().customer_facts([ann.user_id])[ann.user_id].joined_at
    add_bonus(shop, trigger="ANNIVERSARY", points=30)
    days = [years_after(joined.astimezone(UTC), years) for years in (1, 3)]

    assert given(timezone.now()) == 0
    assert [given(day) for day in days] == [1, 1]

    assert [item[2] for item in history(shop, ann)] == [
        ["3 years with us: 30 points."],
        ["1 year with us: 30 points."],
    ]
    assert Entry.objects.count() == 2
