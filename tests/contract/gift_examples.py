"""The worked examples of docs/earning.md that go by the calendar, as data for every host.

A test compares the page's tables with this one, row by row. Tests pass the time in, so that years
go by in a second.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.utils import timezone

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.services.bonuses.gifts import give_gifts
from saleor_loyalty_plugin.services.members.settle_customer import settle_customer
from tests.contract.driver import Person, Shop

BIRTHDAY_SET = """
mutation ($birthday: String!, $customerId: ID) {
  loyaltyBirthdaySet(birthday: $birthday, customerId: $customerId) {
    birthday errors { field message code }
  }
}"""
OPT_OUT = "mutation { loyaltyOptOut { errors { field message code } } }"


@dataclass(frozen=True, kw_only=True)
class GiftExample:
    """What a shop gives and what happens to a customer with an account of 0 points.

    `happens` brings it about; `points` are the customer's in the end.
    """

    row: str
    label: str
    text: str
    points: int
    happens: Callable[[Shop, Person], None]


def coming_noon(days: int = 10) -> datetime:
    """Noon (UTC, as the program's) of a day to come."""
    moment = timezone.now() + timedelta(days=days)
    return moment.replace(hour=12, minute=0, second=0, microsecond=0)


def given(moment: datetime) -> int:
    """How many gifts the sweep gives at a time."""
    with current_host().writer_access():
        return give_gifts(now=moment)


def add_bonus(shop: Shop, **values: Any) -> str:
    """A bonus of 50 points unless something else is said; its id."""
    return shop.add_bonus(shop.setup.channel(), **{"name": "Thank you", "points": 50, **values})


def born_on(day: date) -> str:
    """A birthday in a leap year, so that it may be on any day."""
    return f"1992{day:-%m-%d}"


def set_birthday(shop: Shop, birthday: str, token: str | None, person: Person | None = None) -> str:
    customer_id = person.global_id if person is not None else None
    payload = shop.mutate(BIRTHDAY_SET, {"birthday": birthday, "customerId": customer_id}, token)
    kept: str = payload["birthday"]
    return kept


def years_after(moment: datetime, years: int) -> datetime:
    """The same day of a later year; 28 February for the 29th."""
    try:
        return moment.replace(year=moment.year + years)
    except ValueError:
        return moment.replace(year=moment.year + years, day=28)


def points_of(shop: Shop, example: GiftExample) -> int:
    """Carry an example out; the points that the customer has then."""
    ann = shop.setup.customer("ann@example.com")
    shop.credit(ann, 1)
    shop.credit(ann, -1)
    with current_host().writer_access():
        settle_customer(customer_id=ann.user_id, now=timezone.now())
    example.happens(shop, ann)
    return shop.balance(ann)


def _each_month(shop: Shop) -> datetime:
    """50 points each month from a day on that every month has."""
    first = coming_noon(35).replace(day=5)
    add_bonus(shop, trigger="SCHEDULE", frequency="MONTHLY", startsAt=first.isoformat())
    return first


def _three_months(shop: Shop, ann: Person) -> None:
    first = _each_month(shop)
    for days in range(0, 64, 7):
        given(first + timedelta(days=days))


def _leaves_before_the_first(shop: Shop, ann: Person) -> None:
    first = _each_month(shop)
    shop.mutate(OPT_OUT, {}, ann.token)
    given(first)


def _sweep_stands_still(shop: Shop, ann: Person) -> None:
    first = coming_noon()
    add_bonus(shop, trigger="SCHEDULE", frequency="DAILY", startsAt=first.isoformat(), points=10)
    given(first - timedelta(days=1))
    given(first + timedelta(days=40))


def _birthday(shop: Shop, ann: Person) -> None:
    noon = coming_noon()
    add_bonus(shop, trigger="BIRTHDAY", points=100)
    set_birthday(shop, born_on(noon.date()), ann.token)
    for days in (-1, 0, 0, 1):
        given(noon + timedelta(days=days))


def _leap_day(shop: Shop, ann: Person) -> None:
    add_bonus(shop, trigger="BIRTHDAY", points=100)
    set_birthday(shop, "2000-02-29", ann.token)
    year = next(year for year in range(timezone.now().year + 1, 9999) if year % 4)
    given(datetime(year, 2, 28, 12, tzinfo=UTC))


def _moved_birthday(shop: Shop, ann: Person) -> None:
    noon = coming_noon()
    add_bonus(shop, trigger="BIRTHDAY", points=100)
    set_birthday(shop, born_on(noon.date()), ann.token)
    given(noon)
    later = noon + timedelta(days=30)
    set_birthday(shop, born_on(later.date()), shop.admin.token, ann)
    given(later)


def _three_years(shop: Shop, ann: Person) -> None:
    add_bonus(shop, trigger="ANNIVERSARY", points=30)
    with current_host().writer_access():
        joined = current_host().customer_facts([ann.user_id])[ann.user_id].joined_at
    given(timezone.now())
    for years in (1, 2, 3):
        given(years_after(joined.astimezone(UTC), years))


MONTHLY = "50 points each month"
BIRTHDAY = "100 points for the birthday"
GIFT_EXAMPLES = (
    GiftExample(
        row="E13",
        label=MONTHLY,
        text="three months with an account",
        points=150,
        happens=_three_months,
    ),
    GiftExample(
        row="E13",
        label=MONTHLY,
        text="the customer leaves before the first",
        points=0,
        happens=_leaves_before_the_first,
    ),
    GiftExample(
        row="E13",
        label="10 points each day",
        text="nothing is given for 40 days, then all that is not too late",
        points=320,
        happens=_sweep_stands_still,
    ),
    GiftExample(
        row="E13",
        label=BIRTHDAY,
        text="the day before, twice on the day, and the day after",
        points=100,
        happens=_birthday,
    ),
    GiftExample(
        row="E13",
        label=BIRTHDAY,
        text="born on 29 February; 28 February of a year without one",
        points=100,
        happens=_leap_day,
    ),
    GiftExample(
        row="E13",
        label=BIRTHDAY,
        text="moved to a day a month after it, which comes too",
        points=100,
        happens=_moved_birthday,
    ),
    GiftExample(
        row="E13",
        label="30 points for each year",
        text="three years with the shop",
        points=90,
        happens=_three_years,
    ),
)
