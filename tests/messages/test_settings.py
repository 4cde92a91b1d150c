"""What staff may set of a program's messages, and what they are told to set otherwise."""

from datetime import UTC, datetime
from functools import partial

import pytest
from django.db.models import Model

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.messages.settings import (
    REMINDERS_MAX,
    SENDERS_MAX,
    THRESHOLDS_MAX,
    senders_of,
    sent_kinds,
    settings_of,
    update_settings,
)
from saleor_loyalty_plugin.models import ChannelSender, MessageSettings, Program
from saleor_loyalty_plugin.rules.messages import (
    DEFAULT_KINDS,
    MessageKind,
    SenderSource,
    StatementSchedule,
)
from saleor_loyalty_plugin.services.errors import LoyaltyProblem, ProblemCode
from tests.contract.driver import Shop
from tests.contract.sandbox_setup import SandboxSetup
from tests.locks import overtaken

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture
def channel_id(db):
    Shop(SandboxSetup()).setup.yen_channel()
    return current_host().channels()[0].channel_id


def update(senders=(), *, program_id=None, kinds=None, **settings):
    return update_settings(
        program_id=program_id, settings=settings, kinds=kinds, senders=senders, now=NOW
    )


def fields(row: Model, *names):
    return tuple(getattr(row, name) for name in names)


def test_a_program_that_nobody_has_set_up_has_the_defaults(db):
    program = Program.objects.get()

    (settings,) = settings_of([program.pk], using="default").values()

    assert fields(settings, "is_active", "language_code", "statements", "mirror_active") == (
        True,
        "en",
        "NEVER",
        True,
    )
    assert settings.expiry_reminder_days == [30, 7]
    assert "TIER_RAISED" in settings.active_kinds and "STATEMENT" not in settings.active_kinds
    assert senders_of([program.pk], using="default") == {}
    assert not MessageSettings.objects.exists()


def test_what_is_given_is_set_and_the_rest_stays(db):
    update(
        is_active=False,
        language_code="de_AT",
        expiry_reminder_days=[1, 30, 7, 30, 365],
        balance_thresholds=[500, 100, 500],
        statements=StatementSchedule.MONTHLY,
    )
    update(mirror_active=False)

    row = MessageSettings.objects.get()
    assert fields(row, "is_active", "language_code", "statements", "mirror_active") == (
        False,
        "de-at",
        "MONTHLY",
        False,
    )
    assert sent_kinds(row) == DEFAULT_KINDS | {MessageKind.STATEMENT}
    assert row.expiry_reminder_days == [365, 30, 7, 1]
    assert row.balance_thresholds == [100, 500]


def test_kinds_are_switched_one_by_one(db):
    for _twice in range(2):
        update(kinds={MessageKind.POINTS_CREDITED: True})
        update(kinds={MessageKind.TIER_RAISED: False, MessageKind.BADGE_UNLOCKED: True})

    assert sent_kinds(MessageSettings.objects.get()) == {
        MessageKind.POINTS_CREDITED,
        MessageKind.BADGE_UNLOCKED,
        MessageKind.POINTS_EXPIRING,
        MessageKind.BALANCE_REACHED,
        MessageKind.REWARD_CLAIMED,
    }


def test_two_who_switch_kinds_at_once_both_have_their_way(committing_db):
    overtaken(
        partial(update, kinds={MessageKind.TIER_LOWERED: True}),
        by=partial(update, kinds={MessageKind.POINTS_CREDITED: True}),
    )

    both = {MessageKind.POINTS_CREDITED, MessageKind.TIER_LOWERED}
    assert sent_kinds(MessageSettings.objects.get()) == DEFAULT_KINDS | both


def test_statements_are_switched_by_their_schedule_alone(db):
    with pytest.raises(LoyaltyProblem) as caught:
        update(kinds={MessageKind.STATEMENT: False})

    assert (caught.value.code, caught.value.field) == (ProblemCode.INVALID, "kinds")
    assert not MessageSettings.objects.exists()


def test_lists_may_be_empty(db):
    update(expiry_reminder_days=[], balance_thresholds=[])

    row = MessageSettings.objects.get()
    assert fields(row, "expiry_reminder_days", "balance_thresholds") == ([], [])


REFUSED = {
    "no day": ({"expiry_reminder_days": [0]}, "expiry_reminder_days"),
    "a day below none": ({"expiry_reminder_days": [-7]}, "expiry_reminder_days"),
    "more than a year": ({"expiry_reminder_days": [366]}, "expiry_reminder_days"),
    "too many days": (
        {"expiry_reminder_days": list(range(1, REMINDERS_MAX + 2))},
        "expiry_reminder_days",
    ),
    "no points": ({"balance_thresholds": [0]}, "balance_thresholds"),
    "too many points": ({"balance_thresholds": [1_000_000_001]}, "balance_thresholds"),
    "too many thresholds": (
        {"balance_thresholds": list(range(1, THRESHOLDS_MAX + 2))},
        "balance_thresholds",
    ),
    "no language": ({"language_code": ""}, "language_code"),
    "a path": ({"language_code": "../../etc"}, "language_code"),
}


@pytest.mark.parametrize(("settings", "field"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_out_of_range_is_refused_and_nothing_is_written(db, settings, field):
    with pytest.raises(LoyaltyProblem) as caught:
        update(**{"is_active": False, **settings})

    assert (caught.value.code, caught.value.field) == (ProblemCode.INVALID, field)
    assert not MessageSettings.objects.exists()


def test_senders_are_kept_by_channel(channel_id):
    program = Program.objects.get()
    sender = {
        "channel_id": channel_id,
        "source": SenderSource.DJANGO,
        "from_name": " ACME Points ",
        "from_address": "points@acme.test",
        "reply_to": "help@acme.test",
        "storefront_url": "https://acme.test/account?tab=points",
    }
    for _twice in range(2):
        update([sender])
    update([{"channel_id": channel_id, "reply_to": ""}])

    row = senders_of([program.pk], using="default")[program.pk][channel_id]
    assert fields(row, "source", "from_name", "from_address", "reply_to", "storefront_url") == (
        "DJANGO",
        "ACME Points",
        "points@acme.test",
        "",
        "https://acme.test/account?tab=points",
    )
    assert ChannelSender.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("from_name", "ACME\r\nBcc: all@acme.test"),
        ("from_name", "a" * 256),
        ("from_address", "points"),
        ("from_address", "a@acme.test, b@acme.test"),
        ("from_address", "a@acme.test\nBcc: b@acme.test"),
        ("from_address", "ACME <a@acme.test>"),
        ("reply_to", "a" * 250 + "@acme.test"),
        ("storefront_url", "javascript:alert(1)"),
        ("storefront_url", "acme.test"),
        ("storefront_url", "ftp://acme.test"),
        ("storefront_url", "https://user:secret@acme.test"),
        ("storefront_url", "https://acme.test/\r\nx"),
        ("storefront_url", "https://acme.test/" + "a" * 2_000),
        ("storefront_url", "http://[::1"),
    ],
)
def test_what_is_no_address_is_refused(channel_id, name, value):
    with pytest.raises(LoyaltyProblem) as caught:
        update([{"channel_id": channel_id, name: value}])

    assert (caught.value.code, caught.value.field) == (ProblemCode.INVALID, f"senders.0.{name}")
    assert not ChannelSender.objects.exists()


@pytest.mark.parametrize("url", ["http://localhost:3000/account", "https://ärger.test/punkte"])
def test_a_storefront_may_be_ones_own_machine(channel_id, url):
    update([{"channel_id": channel_id, "storefront_url": url}])

    assert ChannelSender.objects.get().storefront_url == url


def test_a_channel_is_one_of_the_shop_and_named_once(channel_id):
    with pytest.raises(LoyaltyProblem) as unknown:
        update([{"channel_id": 12345}])
    with pytest.raises(LoyaltyProblem) as twice:
        update([{"channel_id": channel_id}] * 2)
    with pytest.raises(LoyaltyProblem) as many:
        update([{"channel_id": channel_id}] * (SENDERS_MAX + 1))

    assert (unknown.value.code, unknown.value.field) == (
        ProblemCode.NOT_FOUND,
        "senders.0.channel_id",
    )
    assert (twice.value.code, many.value.field) == (ProblemCode.INVALID, "senders")
    assert not ChannelSender.objects.exists()


def test_a_program_that_is_not_there_is_refused(db):
    with pytest.raises(LoyaltyProblem) as caught:
        update(program_id=12345, is_active=False)

    assert (caught.value.code, caught.value.field) == (ProblemCode.NOT_FOUND, "program_id")


def test_settings_of_many_programs_take_one_query(db, django_assert_num_queries):
    keys = [Program.objects.get().pk]
    keys += [
        Program.objects.create(name=str(number), created_at=NOW, updated_at=NOW).pk
        for number in range(3)
    ]
    update(is_active=False)

    with django_assert_num_queries(1):
        found = settings_of(keys, using="default")

    assert [found[key].is_active for key in keys] == [False, True, True, True]
