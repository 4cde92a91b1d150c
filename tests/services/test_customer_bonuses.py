"""Points for a new account and for the newsletter: once, by the right terms, also after a loss."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import Account, Entry, MembershipChange, Program
from saleor_loyalty_plugin.services.bonuses.customer_bonuses import (
    customers_to_welcome,
    customers_with_newsletter,
    settle_newsletter,
    settle_registration,
)
from saleor_loyalty_plugin.services.explanations import explanation_message, reason_message
from saleor_loyalty_plugin.services.members.settle_customer import STEPS, settle_customer
from saleor_loyalty_plugin.services.points.adjust_points import revoke_entry
from saleor_loyalty_plugin.services.programs.programs import ChannelSettings, create_program
from saleor_loyalty_plugin.services.proof.verify_books import verify_books
from sandbox.shop.models import Channel, User
from tests.services.event_builders import (
    NOW,
    START,
    at,
    customer,
    movements,
    record,
    set_program,
)

pytestmark = pytest.mark.django_db

WELCOME = ("EARN", "REGISTRATION", 50)
NEWS = ("EARN", "NEWSLETTER", 20)


def settle(*people: User) -> int:
    """How many programs gave something."""
    facts = current_host().customer_facts([person.pk for person in people])
    return sum(
        step(customer=facts[person.pk], now=NOW)
        for person in people
        for step in (settle_registration, settle_newsletter)
    )


def concerned() -> list[int]:
    """Who a sweep over everybody would settle."""
    facts = current_host().customer_facts(User.objects.values_list("pk", flat=True))
    people = list(facts.values())
    found = [
        step(customers=people, now=NOW)
        for step in (customers_to_welcome, customers_with_newsletter)
    ]
    return sorted(found[0] | found[1])


# A new account --------------------------------------------------------------------------------


def test_a_new_customer_is_welcomed_once() -> None:
    set_program(registration_points=50)
    ann = customer()
    assert concerned() == [ann.pk]
    assert [settle(ann), settle(ann)] == [1, 0]
    assert movements() == [WELCOME]
    assert concerned() == []
    entry = Entry.objects.get()
    assert reason_message(entry.reason, entry.source_label) == "For your new account"
    words = [explanation_message(step["code"], step["values"]) for step in entry.explanation]
    assert words == ["Points for a new account: 50."]
    assert list(verify_books(now=NOW)) == []


def test_both_are_steps_of_settling_a_customer() -> None:
    set_program(registration_points=50, newsletter_points=20, newsletter_metadata_key="news")
    ann = customer(metadata={"news": "1"})
    for _ in range(2):
        settle_customer(customer_id=ann.pk, now=NOW)
    assert movements() == [WELCOME, NEWS]
    assert {customers_to_welcome, customers_with_newsletter} <= {item.concerned for item in STEPS}


def test_points_wait_for_the_confirmation() -> None:
    set_program(registration_points=50)
    ann = customer(is_confirmed=False)
    assert (settle(ann), concerned()) == (0, [])
    assert Account.objects.count() == 0
    User.objects.update(is_confirmed=True)
    assert settle(ann) == 1
    assert movements() == [WELCOME]


def test_where_nobody_is_asked_to_confirm_nothing_waits(settings: object) -> None:
    settings.ENABLE_ACCOUNT_CONFIRMATION_BY_EMAIL = False  # type: ignore[attr-defined]
    set_program(registration_points=50)
    assert settle(customer(is_confirmed=False)) == 1


def test_terms_are_those_of_the_day_on_which_one_joined() -> None:
    set_program(registration_points=50)
    set_program(registration_points=80, when=at("07-01 00:00"))
    set_program(registration_points=0, when=at("08-01 00:00"))
    people = [
        customer(f"{name}@example.com") for name in ("before", "first", "june", "july", "august")
    ]
    joined = (START - timedelta(seconds=1), START, at("06-30 23:59"), at("07-01 00:00"), NOW)
    for person, moment in zip(people, joined, strict=True):
        User.objects.filter(pk=person.pk).update(date_joined=moment)
    assert set(concerned()) >= {person.pk for person in people[1:4]}
    assert [settle(person) for person in people] == [0, 1, 1, 1, 0]
    assert [points for _, _, points in movements()] == [50, 50, 80]


def test_points_that_come_later_are_not_for_older_customers() -> None:
    set_program()
    set_program(registration_points=50, when=at("07-01 00:00"))
    ann = customer()
    assert (settle(ann), concerned(), Account.objects.count()) == (0, [], 0)


def test_each_program_welcomes() -> None:
    set_program(registration_points=50)
    channel = Channel.objects.create(name="Club", slug="club", currency_code="EUR")
    create_program(
        settings={"name": "Club", "registration_points": 7},
        channels=[ChannelSettings(channel_id=channel.pk, values={})],
        author="test",
        now=START,
    )
    ann = customer()
    assert settle(ann) == 2
    assert sorted(Account.objects.values_list("balance", flat=True)) == [7, 50]
    assert (settle(ann), concerned()) == (0, [])


@pytest.mark.parametrize("switch", ["is_active", "earning_active"])
def test_a_program_that_rests_welcomes_when_it_runs_again(switch: str) -> None:
    set_program(registration_points=50)
    set_program(when=at("07-01 00:00"), **{switch: False})
    ann = customer()
    assert settle(ann) == 0
    set_program(when=at("08-01 00:00"), **{switch: True})
    assert settle(ann) == 1


def test_what_staff_took_back_is_not_given_again() -> None:
    set_program(registration_points=50)
    ann = customer()
    settle(ann)
    revoke_entry(entry_id=Entry.objects.get().pk, note="", actor="user:1", now=NOW)
    assert settle(ann) == 0
    assert Account.objects.get().balance == 0


def test_whoever_does_not_take_part_yet_is_welcomed_on_joining() -> None:
    set_program(registration_points=50, eligibility="OPTED_IN")
    ann = customer()
    assert (settle(ann), Account.objects.count()) == (0, 0)
    account = Account.objects.create(
        program=Program.objects.get(), customer_id=ann.pk, created_at=NOW
    )
    MembershipChange.objects.create(account=account, kind="OPTED_IN", changed_at=NOW)
    assert settle(ann) == 1


# The newsletter -------------------------------------------------------------------------------


def test_metadata_tell_of_the_newsletter() -> None:
    set_program(newsletter_points=20, newsletter_metadata_key="news")
    ann = customer(metadata={"news": "no"})
    assert (settle(ann), concerned()) == (0, [])
    User.objects.update(metadata={"news": "yes"})
    assert concerned() == [ann.pk]
    assert [settle(ann), settle(ann)] == [1, 0]
    User.objects.update(metadata={})
    settle(ann)
    User.objects.update(metadata={"news": "yes"})
    settle(ann)
    assert movements() == [NEWS]
    assert concerned() == []


@pytest.mark.parametrize("event_first", [True, False])
def test_metadata_and_an_apps_event_are_one_sign_up(event_first: bool) -> None:
    set_program(newsletter_points=20, newsletter_metadata_key="news")
    ann = customer(metadata={"news": "1"})
    steps = [lambda: record(ann, type="newsletter"), lambda: settle(ann)]
    for step in steps if event_first else reversed(steps):
        step()
    assert movements() == [NEWS]


def test_without_a_key_metadata_mean_nothing() -> None:
    set_program(newsletter_points=20)
    ann = customer(metadata={"": "yes", "news": "yes"})
    assert (settle(ann), concerned()) == (0, [])


def test_who_needs_nothing_costs_the_same_however_many() -> None:
    set_program(registration_points=50, newsletter_points=20, newsletter_metadata_key="news")

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            concerned()
        return len(captured)

    settle(customer("a@example.com", metadata={"news": "1"}))
    one = queries()
    people = [customer(f"{n}@example.com", metadata={"news": "1"}) for n in range(10)]
    assert (len(concerned()), queries()) == (10, one)
    settle(*people)
    assert (concerned(), queries()) == ([], one)


def test_facts_say_who_is_waited_for() -> None:
    ann, bob = customer(), customer("bob@example.com", is_confirmed=False)
    facts = current_host().customer_facts([ann.pk, bob.pk])
    assert [facts[person.pk].awaits_confirmation for person in (ann, bob)] == [False, True]
