"""Whom the shop's e-mails come from and how they go out: the same in every host."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.hosts.port import MailSettings
from tests.contract.driver import Channel, Shop

HOUSE = {"port": 2525, "sender_address": "house@example.com"}


def test_the_shop_has_a_name_and_a_domain(shop: Shop) -> None:
    with CaptureQueriesContext(connection) as queries:
        said = current_host().shop()

    assert said.name
    assert said.domain
    assert "/" not in said.domain
    assert len(queries) <= 1


def test_mail_settings_of_channels(shop: Shop, channel: Channel) -> None:
    other, third = shop.setup.gross_channel(), shop.setup.yen_channel()
    shop.setup.set_mail(
        channel,
        host="mail.example.com",
        port=587,
        user="shop",
        password="word",
        sender_name="The house",
        sender_address="house@example.com",
    )
    shop.setup.set_mail(other, host="other.example.com", **HOUSE)
    ids = [item.channel_id for item in (channel, other, third)]

    with shop.setup.sending_mail(), CaptureQueriesContext(connection) as queries:
        found = current_host().mail_settings(ids)

    assert found == {
        channel.channel_id: MailSettings(
            host="mail.example.com",
            port=587,
            user="shop",
            password="word",
            sender_name="The house",
            sender_address="house@example.com",
        ),
        other.channel_id: MailSettings(host="other.example.com", **HOUSE),
    }
    assert len(queries) == 1


def test_mail_settings_that_are_switched_off(shop: Shop, channel: Channel) -> None:
    shop.setup.set_mail(channel, host="mail.example.com", is_active=False, **HOUSE)

    with shop.setup.sending_mail():
        assert current_host().mail_settings([channel.channel_id]) == {}


def test_a_password_stands_in_no_log(shop: Shop, channel: Channel) -> None:
    shop.setup.set_mail(channel, host="mail.example.com", user="shop", password="s3cret", **HOUSE)

    with shop.setup.sending_mail():
        found = current_host().mail_settings([channel.channel_id])

    assert found[channel.channel_id].password == "s3cret"
    assert "s3cret" not in repr(found)
