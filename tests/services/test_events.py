"""Events that apps record: once each, within limits, the same in whatever order they come."""

import contextlib
import random
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saleor_loyalty_plugin.models import Account, Entry, Event, Grant
from saleor_loyalty_plugin.services.errors import LoyaltyProblem
from saleor_loyalty_plugin.services.explanations import explanation_message, reason_message
from saleor_loyalty_plugin.services.points.adjust_points import BALANCE_MAX, revoke_entry
from saleor_loyalty_plugin.services.proof.verify_books import verify_books
from tests.services.event_builders import (
    NOW,
    START,
    add_bonus,
    at,
    change_bonus,
    customer,
    movements,
    points_of,
    record,
    remove_bonus,
    set_program,
)

pytestmark = pytest.mark.django_db


def refusal(**changes: Any) -> tuple[str, str | None]:
    """(code, field) of an event that must be refused and leave nothing behind."""
    person = changes.pop("person", None) or customer("other@example.com")
    before = (Event.objects.count(), Grant.objects.count(), Account.objects.count())
    with pytest.raises(LoyaltyProblem) as caught:
        record(person, **changes)
    assert (Event.objects.count(), Grant.objects.count(), Account.objects.count()) == before
    return caught.value.code, caught.value.field


# Once -----------------------------------------------------------------------------------------


def test_an_event_is_credited_and_explained() -> None:
    add_bonus(name="Summer survey", limit=2, limit_period="MONTH")
    recorded = record(customer(), reference="s-7", when=at("06-17 09:30"))

    (entry,) = recorded.entries
    assert (recorded.event.outcome, recorded.event.points) == ("CREDITED", 30)
    assert recorded.event.entry_ids == [entry.pk]
    assert recorded.account.balance == 30
    assert (entry.kind, entry.reason, entry.points, entry.actor) == ("EARN", "EVENT", 30, "app:1")
    assert reason_message(entry.reason, entry.source_label) == "Bonus: Summer survey"
    words = [explanation_message(step["code"], step["values"]) for step in entry.explanation]
    assert words == ['Points of the bonus "Summer survey": 30.', "Limit: 2 a month."]
    assert list(verify_books(now=NOW)) == []


def test_every_bonus_of_the_type_gives() -> None:
    add_bonus(points=30)
    add_bonus(points=5, name="And a little more")
    recorded = record(customer())
    assert recorded.event.points == 35
    assert [entry.points for entry in recorded.entries] == [30, 5]


@pytest.mark.parametrize("again", [{"key": "k1"}, {"reference": "s-7"}])
def test_the_same_event_twice_is_one(again: dict[str, str]) -> None:
    add_bonus()
    ann = customer()
    first, second = record(ann, **again), record(ann, **again, now=NOW + timedelta(days=1))
    assert second.event.pk == first.event.pk
    assert second.entries == first.entries
    assert second.account.balance == 30
    assert movements() == [("EARN", "EVENT", 30)]


def test_a_repetition_answers_as_the_first_time_whatever_has_changed() -> None:
    bonus = add_bonus()
    ann = customer()
    first = record(ann, key="k1", when=at("06-17 09:30"))
    remove_bonus(bonus, when=at("07-01 00:00"))
    type(ann).objects.filter(pk=ann.pk).update(is_active=False)
    assert record(ann, key="k1").event.pk == first.event.pk


def test_a_reference_names_the_same_event_whoever_tells_of_it() -> None:
    add_bonus()
    ann, bob = customer(), customer("bob@example.com")
    assert points_of(
        [
            record(ann, reference="s-7", actor="app:1"),
            record(ann, reference="s-7", actor="app:2"),
            record(ann, reference="s-8", actor="app:2"),
            record(bob, reference="s-7", actor="app:2"),
        ]
    ) == [30, 30, 30, 30]
    assert len(movements()) == 3


def test_keys_are_an_actors_own_and_events_without_any_are_many() -> None:
    add_bonus()
    ann = customer()
    for actor in ("app:1", "app:2"):
        record(ann, key="k1", actor=actor)
        record(ann, key="k2", actor=actor, reference="s-7")
    record(ann)
    record(ann)
    assert len(movements()) == 6


def test_a_key_is_for_one_event() -> None:
    add_bonus()
    add_bonus(event_type="visit")
    ann, bob = customer(), customer("bob@example.com")
    record(ann, key="k1", reference="s-7", when=at("06-17 09:30"))
    conflict = ("IDEMPOTENCY_CONFLICT", "idempotency_key")
    for changes in (
        {"type": "visit"},
        {"reference": "s-8"},
        {"when": at("06-17 09:31")},
        {"person": bob},
    ):
        same = {"person": ann, "key": "k1", "reference": "s-7", "when": at("06-17 09:30")}
        assert refusal(**{**same, **changes}) == conflict
    assert record(ann, key="k1", reference="s-7").event.points == 30
    assert len(movements()) == 1


# Limits ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("period", "times", "expected"),
    [
        ("DAY", ("06-17 00:00", "06-17 23:59", "06-18 00:00"), [30, 0, 30]),
        ("WEEK", ("06-15 00:00", "06-21 23:59", "06-22 00:00"), [30, 0, 30]),
        ("MONTH", ("06-01 00:00", "06-30 23:59", "07-01 00:00"), [30, 0, 30]),
        ("YEAR", ("06-01 00:00", "08-31 00:00"), [30, 0]),
        ("EVER", ("06-01 00:00", "08-31 00:00"), [30, 0]),
    ],
)
def test_limits_by_period(period: str, times: tuple[str, ...], expected: list[int]) -> None:
    add_bonus(limit=1, limit_period=period)
    ann = customer()
    recorded = [record(ann, when=at(time)) for time in times]
    assert points_of(recorded) == expected
    assert {item.event.outcome for item in recorded if item.event.points == 0} <= {"LIMIT_REACHED"}
    assert recorded[1].entries == ()


def test_days_are_those_of_the_program() -> None:
    set_program(time_zone="Europe/Berlin")
    add_bonus(limit=1, limit_period="DAY")
    ann = customer()
    # 23:30 and 00:30 in Berlin.
    times = ("06-17 21:30", "06-17 22:30", "06-18 21:59")
    assert points_of([record(ann, when=at(time)) for time in times]) == [30, 30, 0]


def test_limits_are_a_customers_own_and_a_bonus_own() -> None:
    add_bonus(limit=1)
    add_bonus(points=5)
    ann, bob = customer(), customer("bob@example.com")
    assert points_of([record(ann), record(bob), record(ann)]) == [35, 35, 5]


def test_an_event_counts_by_when_it_happened_not_when_it_was_told() -> None:
    add_bonus(limit=1, limit_period="DAY")
    ann = customer()
    late = [record(ann, when=at(time)) for time in ("06-18 10:00", "06-17 10:00", "06-17 09:00")]
    # The earlier of two on one day is the one that counts, but it makes no difference to anybody.
    assert points_of(late) == [30, 30, 0]
    counted = Grant.objects.order_by("occurred_at").values_list("is_counted", "points")
    assert list(counted) == [(True, 0), (False, 30), (True, 30)]
    assert list(verify_books(now=NOW)) == []


def test_terms_are_those_of_its_time() -> None:
    bonus = add_bonus(points=30)
    change_bonus(bonus, when=at("07-01 00:00"), points=50)
    remove_bonus(bonus, when=at("08-01 00:00"))
    ann = customer()
    recorded = [record(ann, when=at(f"{time} 12:00")) for time in ("06-30", "07-01")]
    assert points_of(recorded) == [30, 50]


def test_late_event_under_leaner_terms_takes_the_difference_back() -> None:
    bonus = add_bonus(points=5, limit=1)
    change_bonus(bonus, when=at("07-01 00:00"), points=20)
    ann = customer()
    record(ann, when=at("07-05 00:00"))
    late = record(ann, when=at("06-05 00:00"))
    assert movements() == [("EARN", "EVENT", 20), ("CLAWBACK", "BONUS_TAKEN_BACK", -15)]
    assert (late.event.points, late.event.outcome) == (0, "LIMIT_REACHED")
    assert late.account.balance == 5
    assert list(verify_books(now=NOW)) == []


def test_outside_its_window_or_off_an_event_is_recorded_without_points() -> None:
    add_bonus(starts_at=at("07-01 00:00"), ends_at=at("08-01 00:00"))
    ann = customer()
    times = ("06-30 23:59", "07-01 00:00", "08-01 00:00")
    recorded = [record(ann, when=at(time)) for time in times]
    assert points_of(recorded) == [0, 30, 0]
    assert recorded[0].event.outcome == recorded[2].event.outcome == "NOT_OFFERED"
    set_program(when=at("08-02 00:00"), earning_active=False)
    assert record(ann).event.outcome == "NOT_OFFERED"
    assert len(movements()) == 1


def test_a_type_is_known_until_its_bonus_is_deleted() -> None:
    bonus = add_bonus(is_active=False)
    ann = customer()
    assert record(ann).event.outcome == "NOT_OFFERED"
    remove_bonus(bonus, when=NOW)
    assert refusal(person=ann) == ("NOT_FOUND", "type")


# Reviews and newsletter -----------------------------------------------------------------------


def test_reviews_once_for_each_product() -> None:
    set_program(review_points=20)
    ann = customer()
    recorded = [
        record(ann, type="review", reference="1"),
        record(ann, type="review", reference="2"),
        record(ann, type="review", reference="1"),
        record(ann, type="review", reference="1", key="another one"),
    ]
    assert points_of(recorded) == [20, 20, 20, 0]
    assert recorded[3].event.outcome == "LIMIT_REACHED"
    assert movements() == [("EARN", "REVIEW", 20)] * 2
    step = recorded[0].entries[0].explanation[1]
    assert explanation_message(step["code"], step["values"]) == "Limit: 1 for each product."


def test_reviews_once_for_all() -> None:
    set_program(review_points=20, review_limit="ONCE")
    ann = customer()
    recorded = [record(ann, type="review", reference=product) for product in "12"]
    assert points_of(recorded) == [20, 0]


def test_a_review_names_a_product() -> None:
    set_program(review_points=20)
    assert refusal(type="review") == ("REQUIRED", "reference")


def test_newsletter_by_an_event_is_given_once() -> None:
    set_program(newsletter_points=40)
    ann = customer()
    recorded = [record(ann, type="newsletter"), record(ann, type="newsletter")]
    assert points_of(recorded) == [40, 0]
    assert recorded[1].event.outcome == "LIMIT_REACHED"
    assert movements() == [("EARN", "NEWSLETTER", 40)]


# Refused --------------------------------------------------------------------------------------


def test_what_is_refused() -> None:
    add_bonus()
    assert refusal(type="surveys") == ("NOT_FOUND", "type")
    assert refusal(type="registration", person=customer()) == ("NOT_FOUND", "type")
    for number, (changes, expected) in enumerate(
        [
            ({"type": "newsletter"}, ("NOT_FOUND", "type")),
            ({"type": "Ümlaut"}, ("INVALID", "type")),
            ({"type": ""}, ("INVALID", "type")),
            ({"type": "a" * 65}, ("INVALID", "type")),
            ({"reference": "r" * 129}, ("INVALID", "reference")),
            ({"key": ""}, ("INVALID", "idempotency_key")),
            ({"key": "k" * 129}, ("INVALID", "idempotency_key")),
            ({"when": NOW + timedelta(minutes=6)}, ("INVALID", "occurred_at")),
            ({"when": START - timedelta(seconds=1)}, ("INVALID", "occurred_at")),
        ]
    ):
        person = customer(f"person{number}@example.com")
        assert refusal(person=person, **changes) == expected, changes


def test_clocks_of_apps_may_be_a_little_ahead() -> None:
    add_bonus()
    assert record(customer(), when=NOW + timedelta(minutes=4)).event.points == 30


@pytest.mark.parametrize("state", [{"is_active": False}, {"is_confirmed": False}])
def test_customers_that_are_not_established(state: dict[str, bool]) -> None:
    add_bonus()
    assert refusal(person=customer(**state)) == ("NOT_CONFIRMED", "customer_id")


def test_a_customer_that_nobody_knows() -> None:
    add_bonus()
    nobody = customer()
    type(nobody).objects.filter(pk=nobody.pk).delete()
    nobody.pk = 10**9
    assert refusal(person=nobody) == ("NOT_FOUND", "customer_id")


def test_who_does_not_take_part_is_told_so() -> None:
    add_bonus()
    set_program(when=at("07-01 00:00"), eligibility="OPTED_IN")
    ann = customer()
    assert refusal(person=ann) == ("NOT_TAKING_PART", "customer_id")
    # In June everybody took part.
    assert record(ann, when=at("06-15 00:00")).event.points == 30


def test_type_is_read_as_it_is_stored() -> None:
    add_bonus(event_type="  SURVEY ")
    recorded = record(customer(), type=" Survey ")
    assert (recorded.event.type, recorded.event.points) == ("survey", 30)


def test_an_account_that_is_full_gets_a_sentence() -> None:
    add_bonus()
    ann = customer()
    record(ann)
    Account.objects.update(balance=BALANCE_MAX - 29)
    events = Event.objects.count()
    with pytest.raises(LoyaltyProblem, match="holds at most"):
        record(ann)
    assert Event.objects.count() == events


# Taken back by staff --------------------------------------------------------------------------


def revoke(entry: Entry) -> Entry:
    return revoke_entry(entry_id=entry.pk, note="", actor="user:1", now=NOW)


def test_what_staff_take_back_is_not_given_again() -> None:
    add_bonus(limit=1)
    ann = customer()
    first = record(ann, key="k1")
    revoke(first.entries[0])
    again = [record(ann, key="k1"), record(ann, key="k2"), record(ann, when=at("06-17 00:00"))]
    assert points_of(again) == [30, 0, 0]
    assert movements() == [("EARN", "EVENT", 30), ("REVERSAL", "ENTRY_REVOKED", -30)]
    grant = Grant.objects.earliest("pk")
    assert (grant.points, grant.points_revoked) == (0, 30)
    with pytest.raises(LoyaltyProblem, match="already"):
        revoke(first.entries[0])
    assert list(verify_books(now=NOW)) == []


def test_what_was_taken_back_already_is_not_taken_back_by_staff() -> None:
    bonus = add_bonus(points=5, limit=1)
    change_bonus(bonus, when=at("07-01 00:00"), points=20)
    ann = customer()
    first = record(ann, when=at("07-05 00:00"))
    record(ann, when=at("06-05 00:00"))
    with pytest.raises(LoyaltyProblem) as caught:
        revoke(first.entries[0])
    assert caught.value.code == "NOT_REVERSIBLE"
    assert Account.objects.get().balance == 5


@pytest.mark.parametrize(
    "tampering",
    [
        {"points": 31},
        {"points": 0},
        {"points_revoked": 1},
        {"sequence": 0},
    ],
)
def test_a_tampered_grant_is_found(tampering: dict[str, int]) -> None:
    add_bonus()
    ann = customer()
    record(ann)
    record(customer("bob@example.com"))
    grant = Grant.objects.get(account__customer_id=ann.pk)
    Grant.objects.filter(pk=grant.pk).update(**tampering)
    found = list(verify_books(now=NOW))
    assert {item.subject for item in found} == {f"account {grant.account_id}"}
    assert all(f"of grant {grant.pk}" in item.what for item in found)
    assert len(found) == 1


def test_queries_of_an_event_do_not_grow_with_the_events_before() -> None:
    add_bonus(limit=1, limit_period="DAY")
    ann = customer()

    def queries(when: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            record(ann, when=at(when))
        return len(captured)

    record(ann, when=at("06-01 00:00"))
    few = queries("06-02 00:00")
    for day in range(3, 25):
        record(ann, when=at(f"06-{day:02} 00:00"))
    assert queries("06-30 00:00") == few


# In any order ---------------------------------------------------------------------------------

_EVENTS = st.lists(
    st.tuples(st.integers(0, 27), st.integers(0, 23), st.sampled_from(["survey", "visit"])),
    min_size=1,
    max_size=9,
)
_LIMITS = st.tuples(
    st.one_of(st.none(), st.integers(1, 3)), st.sampled_from(["DAY", "WEEK", "MONTH", "EVER"])
)
# (day of June, points, limit and period) of changes of the bonus.
_CHANGES = st.lists(st.tuples(st.integers(2, 27), st.integers(1, 40), _LIMITS), max_size=2)


class _Undone(Exception):
    """Takes one run of a test back."""


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    events=_EVENTS,
    first_limit=_LIMITS,
    changes=_CHANGES,
    zone=st.sampled_from(["UTC", "Asia/Tokyo"]),
    seed=st.integers(0, 2**32),
)
def test_events_end_the_same_in_any_order_and_however_often(
    events: list[tuple[int, int, str]],
    first_limit: tuple[int | None, str],
    changes: list[tuple[int, int, tuple[int | None, str]]],
    zone: str,
    seed: int,
) -> None:
    told = [
        (f"k{number}", START + timedelta(days=day, hours=hour), event_type)
        for number, (day, hour, event_type) in enumerate(events)
    ]
    dice = random.Random(seed)
    shuffled = told + dice.choices(told, k=dice.randint(0, 4))
    dice.shuffle(shuffled)

    def total(deliveries: list[tuple[str, Any, str]]) -> int:
        balance = 0
        with contextlib.suppress(_Undone), transaction.atomic():
            set_program(time_zone=zone)
            limit, period = first_limit
            bonus = add_bonus(limit=limit, limit_period=period)
            add_bonus(name="Visit", event_type="visit", points=7, limit=2, limit_period="WEEK")
            for day, points, (limit, period) in sorted(changes, key=lambda item: item[0]):
                change_bonus(
                    bonus,
                    when=START + timedelta(days=day - 1, hours=12),
                    points=points,
                    limit=limit,
                    limit_period=period,
                )
            ann = customer()
            for key, when, event_type in deliveries:
                record(ann, key=key, when=when, type=event_type)
            assert list(verify_books(now=NOW)) == []
            balance = Account.objects.get().balance
            raise _Undone
        return balance

    in_time = sorted(told, key=lambda item: item[1])
    assert total(in_time) == total(shuffled)
