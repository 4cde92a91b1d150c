"""Birthdays and anniversaries: once a year, on the day, for whom the shop knows."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from saleor_loyalty_plugin.models import (
    Account,
    BonusRun,
    Entry,
    Grant,
    MembershipChange,
    Profile,
)
from saleor_loyalty_plugin.services.bonuses.gifts import give_gifts
from saleor_loyalty_plugin.services.explanations import explanation_message, reason_message
from saleor_loyalty_plugin.services.points.adjust_points import revoke_entry
from saleor_loyalty_plugin.services.proof.verify_books import verify_books
from tests.services.gift_builders import (
    add_account,
    add_bonus,
    add_celebrant,
    at,
    change_bonus,
    gifts,
    set_program,
)

pytestmark = pytest.mark.django_db

BIRTHDAY = {"trigger": "BIRTHDAY", "name": "Cake", "points": 100}
ANNIVERSARY = {"trigger": "ANNIVERSARY", "name": "Years", "points": 30}


def sentence(entry: Entry) -> str:
    (step,) = entry.explanation
    return explanation_message(step["code"], step["values"])


def test_birthday_once_a_year_in_an_account_opened_for_it() -> None:
    ann = add_celebrant("1990-05-31")
    add_celebrant("1990-06-01")
    bonus = add_bonus(**BIRTHDAY)

    counts = [
        give_gifts(now=at(moment))
        for moment in (
            *("2031-05-30T23:59", "2031-05-31T00:00", "2031-05-31T00:15", "2031-05-31T23:59"),
            *("2031-06-01T00:00", "2032-05-31T12:00"),
        )
    ]

    assert counts == [0, 1, 0, 0, 1, 1]
    assert Account.objects.filter(customer_id=ann.pk).get().balance == 200
    assert list(Grant.objects.filter(account__customer_id=ann.pk).values_list("occasion")) == [
        ("2031",),
        ("2032",),
    ]
    entry = Entry.objects.order_by("pk")[0]
    assert (entry.kind, entry.reason, entry.points) == ("GIFT", "BIRTHDAY", 100)
    assert reason_message(entry.reason, entry.source_label) == "Birthday: Cake"
    assert sentence(entry) == "Happy birthday: 100 points."
    assert Grant.objects.order_by("pk")[0].source == f"bonus:{bonus.pk}"
    assert list(verify_books(now=timezone.now())) == []


def test_the_day_is_the_programs() -> None:
    set_program(time_zone="Pacific/Auckland")
    add_celebrant("1990-05-31")
    add_bonus(**BIRTHDAY)
    # Auckland is 12 hours ahead in May.
    assert give_gifts(now=at("2031-05-30T11:59")) == 0
    assert give_gifts(now=at("2031-05-30T12:00")) == 1


def test_29_february_is_the_28th_in_other_years() -> None:
    add_celebrant("2000-02-29")
    add_bonus(**BIRTHDAY)
    days = ("2031-02-27", "2031-02-28", "2031-03-01", "2032-02-28", "2032-02-29", "2032-03-01")
    assert [give_gifts(now=at(f"{day}T12:00")) for day in days] == [0, 1, 0, 0, 1, 0]


def test_who_moves_the_birthday_waits_300_days() -> None:
    ann = add_celebrant("1990-05-31")
    add_bonus(**BIRTHDAY)
    given = []
    for day in ("2031-05-31", "2031-07-01", "2032-03-25", "2032-03-26", "2032-12-01", "2033-01-20"):
        Profile.objects.filter(pk=ann.pk).update(birthday=date.fromisoformat(f"1990{day[4:]}"))
        given.append(give_gifts(now=at(f"{day}T12:00")))
    # 300 days after 31 May 2031 is 26 March 2032. In the same year none comes a second time, and
    # 20 January 2033 is 300 days after the 26th.
    assert given == [1, 0, 0, 1, 0, 1]


def test_who_gets_none() -> None:
    def celebrant(**values: object) -> int:
        return add_celebrant("1990-05-31", **values).pk  # type: ignore[arg-type]

    celebrant(is_confirmed=False)
    celebrant(is_active=False)
    for kind in ("BANNED", "OPTED_OUT"):
        account = add_account(celebrant())
        MembershipChange.objects.create(account=account, kind=kind, changed_at=at("2031-05-31"))
    Profile.objects.create(pk=10**9, birthday=date(1990, 5, 31))
    ann = celebrant()
    add_bonus(**BIRTHDAY)

    give_gifts(now=at("2031-05-31T12:00"))

    assert gifts() == [(ann, "BIRTHDAY", 100)]
    assert Account.objects.count() == 3


def test_who_has_to_opt_in_first_gets_it_when_they_do_so_on_the_day() -> None:
    set_program(eligibility="OPTED_IN")
    ann = add_celebrant("1990-05-31")
    add_celebrant("1990-05-31")
    add_bonus(**BIRTHDAY)
    give_gifts(now=at("2031-05-31T12:00"))
    assert Account.objects.count() == 0
    MembershipChange.objects.create(
        account=add_account(ann.pk), kind="OPTED_IN", changed_at=at("2031-05-31T13:00")
    )
    give_gifts(now=at("2031-05-31T13:15"))
    assert gifts() == [(ann.pk, "BIRTHDAY", 100)]


def test_missed_days_are_caught_up_for_a_week() -> None:
    days = ("05-23", "05-24", "05-25", "05-31")
    customers = [add_celebrant(f"1990-{day}").pk for day in days]
    add_bonus(**BIRTHDAY)
    give_gifts(now=at("2031-05-22T12:00"))

    give_gifts(now=at("2031-06-01T12:00"))

    assert gifts() == [(customers[2], "BIRTHDAY", 100), (customers[3], "BIRTHDAY", 100)]


def test_a_day_whose_sweep_stopped_at_noon_ends_too() -> None:
    add_bonus(**BIRTHDAY)
    give_gifts(now=at("2031-05-22T12:00"))
    late = add_celebrant("1990-05-22")
    give_gifts(now=at("2031-05-29T23:00"))
    assert gifts() == [(late.pk, "BIRTHDAY", 100)]
    assert list(BonusRun.objects.filter(finished_at=None).values_list("occasion")) == [
        ("2031-05-29",)
    ]
    # After more than a week nobody wants to hear of it.
    add_celebrant("1990-05-29")
    assert give_gifts(now=at("2031-06-06T00:00")) == 0


def test_a_bonus_that_is_off_gives_nothing_and_not_later_either() -> None:
    add_celebrant("1990-05-31")
    bonus = add_bonus(**BIRTHDAY, ends_at=at("2031-05-31"))
    assert give_gifts(now=at("2031-05-31T00:00")) == 0
    change_bonus(bonus, now="2031-05-31T01:00", ends_at=None, is_active=False)
    assert give_gifts(now=at("2031-05-31T02:00")) == 0
    change_bonus(bonus, now="2031-06-01T01:00", is_active=True)
    assert give_gifts(now=at("2031-06-01T02:00")) == 0


def test_a_bonus_made_on_the_day_gives_on_the_day() -> None:
    add_celebrant("1990-05-31")
    add_celebrant("1990-05-30")
    add_bonus(**BIRTHDAY, now="2031-05-31T10:00")
    assert give_gifts(now=at("2031-05-31T10:15")) == 1


def test_what_staff_took_back_is_not_given_again() -> None:
    add_celebrant("1990-05-31")
    add_bonus(**BIRTHDAY)
    give_gifts(now=at("2031-05-31T12:00"))
    revoke_entry(entry_id=Entry.objects.get().pk, note="", actor="user:1", now=timezone.now())
    assert give_gifts(now=at("2031-05-31T12:15")) == 0
    assert Account.objects.get().balance == 0


def test_anniversary_from_the_first_year_on() -> None:
    ann = add_celebrant(None, joined_on="2031-03-05")
    add_bonus(**ANNIVERSARY)

    counts = [give_gifts(now=at(f"{year}-03-05T12:00")) for year in (2031, 2032, 2034)]

    assert counts == [0, 1, 1]
    assert gifts() == [(ann.pk, "ANNIVERSARY", 30)] * 2
    assert [sentence(entry) for entry in Entry.objects.order_by("pk")] == [
        "1 year with us: 30 points.",
        "3 years with us: 30 points.",
    ]


def test_queries_grow_with_gifts_alone() -> None:
    def queries(moment: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            give_gifts(now=at(moment))
        return len(captured)

    add_bonus(**BIRTHDAY)
    for _ in range(3):
        add_celebrant("1990-05-31", is_confirmed=False)
    give_gifts(now=at("2031-05-30T23:00"))
    give_gifts(now=at("2031-05-31T00:00"))
    few = queries("2031-05-31T00:15")
    for _ in range(30):
        add_celebrant("1990-05-31", is_confirmed=False)
    assert queries("2031-05-31T00:30") == few
    for _ in range(30):
        add_celebrant("1990-05-31")
    assert give_gifts(now=at("2031-05-31T00:45")) == 30
    assert queries("2031-05-31T01:00") == few


def test_two_sweeps_at_once_give_once(committing_db: None) -> None:
    customers = [add_celebrant("1990-05-31").pk for _ in range(20)]
    add_bonus(**BIRTHDAY)

    def run(_number: int) -> int:
        try:
            return give_gifts(now=at("2031-05-31T12:00"))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as pool:
        given = sum(pool.map(run, range(6)))

    assert given == 20
    assert sorted(gifts()) == [(customer_id, "BIRTHDAY", 100) for customer_id in customers]
    assert BonusRun.objects.get(occasion="2031-05-31").accounts_count == 20
