"""Which mail settings an e-mail goes out by, and whom it comes from."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from saleor_loyalty_plugin.hosts.port import MailSettings
from saleor_loyalty_plugin.messages.email.senders import WAY_MAX, Senders, way_of
from saleor_loyalty_plugin.models import ChannelSender, Program
from sandbox.shop.models import Channel, MailConfiguration

pytestmark = pytest.mark.django_db


@pytest.fixture
def program() -> Program:
    return Program.objects.get()


@pytest.fixture(autouse=True)
def _shop(settings: Any) -> None:
    settings.SHOP_NAME = "House of tea"
    settings.DEFAULT_FROM_EMAIL = "shop@example.com"


def channel(slug: str, **mail: Any) -> int:
    row = Channel.objects.create(name=slug, slug=slug, currency_code="EUR")
    if mail:
        MailConfiguration.objects.create(channel=row, host="mail.example.com", **mail)
    return row.pk


def test_the_shops_own_mail_settings_come_first(program: Program) -> None:
    key = channel("tea", port=587, sender_name="Tea", sender_address="tea@example.com", user="u")

    found = Senders([(program.pk, key)]).sender_for(program.pk, key)

    assert found.from_email == '"Tea" <tea@example.com>'
    assert found.way.startswith("email:mail.example.com:587:u:")
    assert found.mail_settings is not None
    assert found.mail_settings.host == "mail.example.com"
    assert found.reply_to == ""


def test_ways_are_the_same_only_where_all_settings_are() -> None:
    differing: list[dict[str, Any]] = [
        {},
        {"password": "one"},
        {"password": "two"},
        {"use_tls": True},
        {"use_ssl": True},
        {"user": "u" * 300, "password": "one"},
        {"user": "u" * 300, "password": "two"},
    ]

    def ways() -> list[str]:
        settings = [
            MailSettings(host="mail.test", port=25, sender_address="tea@example.com", **given)
            for given in differing
        ]
        return [way_of(item) for item in settings]

    assert len(set(ways())) == len(differing) and ways() == ways()
    assert all(len(way) <= WAY_MAX and "one" not in way and "two" not in way for way in ways())


def test_without_any_djangos_mail_settings(program: Program) -> None:
    key = channel("tea")

    found = Senders([(program.pk, key)]).sender_for(program.pk, key)

    assert found.from_email == '"House of tea" <shop@example.com>'
    assert found.way == "email:django"
    assert found.mail_settings is None


def test_djangos_where_staff_say_so(program: Program) -> None:
    key = channel("tea", sender_name="Tea", sender_address="tea@example.com")
    ChannelSender.objects.create(program=program, channel_id=key, source="DJANGO")

    found = Senders([(program.pk, key)]).sender_for(program.pk, key)

    assert found.way == "email:django"
    assert found.from_email == '"House of tea" <shop@example.com>'


def test_what_staff_say_for_a_channel(program: Program) -> None:
    key = channel("tea", sender_name="Tea", sender_address="tea@example.com")
    ChannelSender.objects.create(
        program=program,
        channel_id=key,
        from_name="Tea club",
        from_address="club@example.com",
        reply_to="ask@example.com",
    )

    found = Senders([(program.pk, key)]).sender_for(program.pk, key)

    assert found.from_email == '"Tea club" <club@example.com>'
    assert found.reply_to == "ask@example.com"
    assert found.mail_settings is not None


def test_each_channel_and_program_has_its_own(program: Program) -> None:
    now = timezone.now()
    other = Program.objects.create(name="Other", created_at=now, updated_at=now)
    first, second = channel("a", sender_address="a@example.com"), channel("b")
    ChannelSender.objects.create(program=program, channel_id=second, from_name="Club")
    places = [(program.pk, first), (program.pk, second), (other.pk, second)]

    senders = Senders(places)

    assert [senders.sender_for(*place).from_email for place in places] == [
        '"House of tea" <a@example.com>',
        '"Club" <shop@example.com>',
        '"House of tea" <shop@example.com>',
    ]


def test_without_a_channel_the_first_that_can_send(program: Program) -> None:
    channel("a")
    channel("b", sender_address="b@example.com")
    channel("c", sender_address="c@example.com")

    found = Senders([(program.pk, None)]).sender_for(program.pk, None)

    assert found.from_email == '"House of tea" <b@example.com>'


def test_a_name_in_djangos_own_setting(program: Program, settings: Any) -> None:
    settings.DEFAULT_FROM_EMAIL = "Club <club@example.com>"
    settings.SHOP_NAME = ""

    found = Senders([(program.pk, None)]).sender_for(program.pk, None)

    assert found.from_email == '"Club" <club@example.com>'


def test_as_many_queries_for_one_as_for_many(program: Program) -> None:
    keys = [channel(f"c{number}", sender_address="a@example.com") for number in range(5)]
    for places in ([(program.pk, keys[0])], [(program.pk, key) for key in keys]):
        with CaptureQueriesContext(connection) as queries:
            senders = Senders(places)
            for place in places:
                senders.sender_for(*place)
        # Channels, their senders, mail settings; the sandbox knows its name without.
        assert len(queries) == 3
