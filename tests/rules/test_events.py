"""What events give, and which of them limits let through."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saleor_loyalty_plugin.rules.bonuses import Bonus, BonusTrigger, LimitPeriod
from saleor_loyalty_plugin.rules.events import (
    EVENT_TYPE,
    Occurrence,
    let_through,
    offer_of_source,
    offers,
    period_start,
)
from saleor_loyalty_plugin.rules.terms import ProgramTerms, ReviewLimit

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)  # a Wednesday
DAY = timedelta(days=1)


def bonus(**values: object) -> Bonus:
    defaults = {
        "bonus_id": 7,
        "name": "Survey",
        "trigger": BonusTrigger.EVENT,
        "points": 30,
        "event_type": "survey",
    }
    return Bonus(**{**defaults, **values})  # type: ignore[arg-type]


def terms(*bonuses: Bonus, **values: object) -> ProgramTerms:
    return ProgramTerms(started_at=NOON - 30 * DAY, bonuses=bonuses, **values)  # type: ignore[arg-type]


def sources(program: ProgramTerms, event_type: str = "survey") -> list[str]:
    found = offers(program, event_type=event_type, occurred_at=NOON)
    return [offer.source for offer in found]


def test_every_bonus_of_the_type_gives_that_holds_at_the_time() -> None:
    program = terms(
        bonus(bonus_id=1),
        bonus(bonus_id=2, starts_at=NOON, ends_at=NOON + DAY),
        bonus(bonus_id=3, ends_at=NOON),
        bonus(bonus_id=4, starts_at=NOON + DAY),
        bonus(bonus_id=5, event_type="visit"),
        bonus(bonus_id=6, trigger=BonusTrigger.BIRTHDAY, event_type=""),
    )
    assert sources(program) == ["bonus:1", "bonus:2"]
    assert sources(program, "visit") == ["bonus:5"]
    assert sources(program, "unknown") == []


@pytest.mark.parametrize("switch", ["is_active", "earning_active"])
def test_nothing_while_earning_is_off(switch: str) -> None:
    program = terms(bonus(), review_points=5, newsletter_points=5, **{switch: False})
    for event_type in ("survey", "review", "newsletter"):
        assert sources(program, event_type) == []


def test_reviews_and_newsletter_are_settings() -> None:
    assert sources(terms(), "review") == sources(terms(), "newsletter") == []
    program = terms(review_points=5, newsletter_points=9, review_limit=ReviewLimit.ONCE)
    (review,) = offers(program, event_type="review", occurred_at=NOON)
    (newsletter,) = offers(program, event_type="newsletter", occurred_at=NOON)
    assert (review.points, review.limit, review.is_per_product) == (5, 1, False)
    assert (newsletter.points, newsletter.is_single) == (9, True)
    (each,) = offers(terms(review_points=5), event_type="review", occurred_at=NOON)
    assert (each.limit, each.is_per_product) == (1, True)


def test_a_source_is_found_again_in_older_terms() -> None:
    program = terms(bonus(limit=2), review_points=4)
    (survey,) = offers(program, event_type="survey", occurred_at=NOON)
    assert offer_of_source(program, "bonus:7") == survey
    assert offer_of_source(program, "bonus:8") is None
    review = offer_of_source(program, "review")
    assert review is not None
    assert review.points == 4


@pytest.mark.parametrize(
    ("period", "zone", "moment", "expected"),
    [
        ("DAY", "UTC", "2026-03-04T12:00:00+00:00", "2026-03-04T00:00:00+00:00"),
        # Half past eleven in the evening in UTC is the next day in Berlin.
        ("DAY", "Europe/Berlin", "2026-03-04T23:30:00+00:00", "2026-03-05T00:00:00+01:00"),
        ("WEEK", "UTC", "2026-03-04T12:00:00+00:00", "2026-03-02T00:00:00+00:00"),
        ("WEEK", "UTC", "2026-03-08T23:59:59+00:00", "2026-03-02T00:00:00+00:00"),
        ("WEEK", "UTC", "2026-01-01T00:00:00+00:00", "2025-12-29T00:00:00+00:00"),
        ("MONTH", "Europe/Berlin", "2026-03-31T21:59:00+00:00", "2026-03-01T00:00:00+01:00"),
        ("MONTH", "Europe/Berlin", "2026-03-31T22:00:00+00:00", "2026-04-01T00:00:00+02:00"),
        ("YEAR", "America/New_York", "2026-01-01T04:59:00+00:00", "2025-01-01T00:00:00-05:00"),
        ("YEAR", "UTC", "2028-02-29T00:00:00+00:00", "2028-01-01T00:00:00+00:00"),
    ],
)
def test_periods_are_those_of_the_program(
    period: str, zone: str, moment: str, expected: str
) -> None:
    start = period_start(LimitPeriod(period), moment=datetime.fromisoformat(moment), time_zone=zone)
    assert start == datetime.fromisoformat(expected)


def test_for_ever_has_no_start() -> None:
    assert period_start(LimitPeriod.EVER, moment=NOON, time_zone="UTC") is None


def test_limits_count_what_went_before_in_the_period() -> None:
    def at(hours: int, **values: object) -> Occurrence:
        return Occurrence(occurred_at=NOON + timedelta(hours=hours), **values)  # type: ignore[arg-type]

    one_from_noon = {"limit": 1, "counts_from": NOON}
    assert let_through([at(0), at(1), at(2)], counted=[]) == [True] * 3
    assert let_through([at(1, limit=2), at(2, limit=2), at(3, limit=2)], counted=[at(0)]) == [
        True,
        False,
        False,
    ]
    assert let_through([at(1, **one_from_noon)], counted=[at(-1)]) == [True]
    assert let_through([at(1, **one_from_noon)], counted=[at(0)]) == [False]


def test_limits_for_each_product() -> None:
    def of(product: str, is_per_product: bool = True) -> Occurrence:
        return Occurrence(occurred_at=NOON, product=product, limit=1, is_per_product=is_per_product)

    found = let_through([of("1"), of("2"), of("1"), of("3", False)], counted=[])
    assert found == [True, True, False, False]


@given(st.lists(st.integers(0, 20), max_size=12), st.integers(1, 4))
def test_a_limit_is_filled_but_never_passed(hours: list[int], limit: int) -> None:
    occurrences = [
        Occurrence(occurred_at=NOON + timedelta(hours=hour), limit=limit) for hour in sorted(hours)
    ]
    assert sum(let_through(occurrences, counted=[])) == min(limit, len(hours))


@pytest.mark.parametrize("text", ["survey", "a", "store-visit_2", "1st", "a" * 64])
def test_types(text: str) -> None:
    assert EVENT_TYPE.fullmatch(text)


@pytest.mark.parametrize("text", ["", "Survey", "-a", "a b", "a" * 65, "ümlaut", "a\n"])
def test_what_is_no_type(text: str) -> None:
    assert EVENT_TYPE.fullmatch(text) is None
