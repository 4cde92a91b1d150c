"""What is known of a customer's days, and where it comes from."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import Profile, Program
from saleor_loyalty_plugin.services.errors import LoyaltyProblem, ProblemCode
from saleor_loyalty_plugin.services.members.profiles import note_profiles, set_birthday
from saleor_loyalty_plugin.services.members.settle_customer import settle_customer
from saleor_loyalty_plugin.services.sweep import sweep_customers
from sandbox.shop.models import User
from tests.services.gift_builders import add_customer, at, set_program

pytestmark = pytest.mark.django_db

NOW = at("2031-03-01T12:00")
KEY = "birthday"


def birthday_of(user: User) -> date | None:
    return Profile.objects.get(pk=user.pk).birthday


def tell(user: User, **metadata: Any) -> None:
    """The shopper's metadata, and what the shop does when they change."""
    User.objects.filter(pk=user.pk).update(metadata=metadata, updated_at=timezone.now())
    settle_customer(customer_id=user.pk, now=NOW)


def test_the_first_birthday_in_the_metadata_stays() -> None:
    set_program(birthday_metadata_key=KEY)
    ann = add_customer()
    seen = []
    for text in ("soon", "1990-02-30", "2031-03-02", "1990-05-31", "1990-03-02", ""):
        tell(ann, birthday=text)
        seen.append(birthday_of(ann))
    assert seen == [None, None, None, *[date(1990, 5, 31)] * 3]


def test_odd_metadata_do_no_harm() -> None:
    set_program(birthday_metadata_key=KEY)
    ann = add_customer()
    for value in (None, 19900531, ["1990-05-31"], {"a": 1}, True, "x" * 100_000):
        tell(ann, birthday=value)
    assert birthday_of(ann) is None
    tell(ann, birthday=" --05-31 ")
    assert birthday_of(ann) == date(1904, 5, 31)


def test_metadata_are_not_read_without_a_key() -> None:
    ann = add_customer()
    tell(ann, birthday="1990-05-31")
    assert birthday_of(ann) is None


def test_the_day_of_joining_is_the_programs() -> None:
    set_program(time_zone="Pacific/Auckland")
    ann = add_customer(joined="2030-06-01T12:00")
    settle_customer(customer_id=ann.pk, now=NOW)
    assert Profile.objects.get(pk=ann.pk).joined_on == date(2030, 6, 2)


def test_the_sweep_keeps_the_days_of_all_in_few_queries() -> None:
    set_program(birthday_metadata_key=KEY)

    def queries(count: int) -> int:
        users = [add_customer(metadata={KEY: "1990-05-31"}) for _ in range(count)]
        facts = list(current_host().customer_facts([user.pk for user in users]).values())
        with CaptureQueriesContext(connection) as captured:
            assert note_profiles(customers=facts, now=NOW) == count
        assert note_profiles(customers=facts, now=NOW) == 0
        return len(captured)

    assert queries(1) == queries(50) == 4
    ann = add_customer(metadata={KEY: "1991-05-31"})
    sweep_customers(now=timezone.now() + timedelta(minutes=1))
    assert birthday_of(ann) == date(1991, 5, 31)
    assert Profile.objects.count() == 52


def test_a_new_key_is_looked_for_among_all_customers() -> None:
    ann = add_customer(metadata={KEY: "1990-05-31", "born": "1991-06-30"})
    bob = add_customer(metadata={"born": "1992-06-30"})
    now = timezone.now() + timedelta(hours=1)
    sweep_customers(now=now)
    assert (birthday_of(ann), birthday_of(bob)) == (None, None)

    set_program(birthday_metadata_key=KEY)
    sweep_customers(now=now)
    assert (birthday_of(ann), birthday_of(bob)) == (date(1990, 5, 31), None)

    Program.objects.update(birthday_metadata_key="born")
    sweep_customers(now=now)
    assert (birthday_of(ann), birthday_of(bob)) == (date(1990, 5, 31), date(1992, 6, 30))


def test_the_shopper_says_it_once_and_staff_correct_it() -> None:
    ann = add_customer()

    def say(birthday: str, *, replaces: bool = False) -> str:
        try:
            day = set_birthday(customer_id=ann.pk, birthday=birthday, replaces=replaces, now=NOW)
        except LoyaltyProblem as problem:
            return str(problem.code)
        return day.isoformat()

    assert say("2031-03-02") == say("31.5.1990") == ProblemCode.INVALID
    assert say("1990-05-31") == say("1990-05-31") == "1990-05-31"
    assert say("1990-06-01") == ProblemCode.ALREADY_SET
    assert say("1990-06-01", replaces=True) == "1990-06-01"
    assert birthday_of(ann) == date(1990, 6, 1)


def test_what_metadata_said_first_the_shopper_can_not_replace() -> None:
    set_program(birthday_metadata_key=KEY)
    ann = add_customer(metadata={KEY: "1990-05-31"})
    with pytest.raises(LoyaltyProblem) as caught:
        set_birthday(customer_id=ann.pk, birthday="1990-06-01", replaces=False, now=NOW)
    assert caught.value.code is ProblemCode.ALREADY_SET


def test_nobody_has_no_birthday() -> None:
    with pytest.raises(LoyaltyProblem) as caught:
        set_birthday(customer_id=10**9, birthday="1990-06-01", replaces=True, now=NOW)
    assert (caught.value.code, caught.value.field) == (ProblemCode.NOT_FOUND, "customer_id")
    assert Profile.objects.count() == 0
