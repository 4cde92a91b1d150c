"""What Saleor's e-mail plugin leaves to the environment."""

import pytest
from django.test import override_settings

from saleor_loyalty_plugin.hosts import current_host
from tests.contract.driver import Channel, Shop

FROM_URL = {
    "USER_EMAIL_HOST": "smtp.example.com",
    "USER_EMAIL_PORT": "465",
    "USER_EMAIL_HOST_USER": "env",
    "USER_EMAIL_HOST_PASSWORD": "secret",
    "USER_EMAIL_USE_TLS": False,
    "USER_EMAIL_USE_SSL": True,
}


@pytest.fixture
def channel(shop: Shop) -> Channel:
    return shop.setup.channel()


def test_what_the_plugin_does_not_say_comes_from_user_email_url(
    shop: Shop, channel: Channel
) -> None:
    shop.setup.set_mail(channel, host="", port="", sender_address="house@example.com")

    with shop.setup.sending_mail(), override_settings(**FROM_URL):
        said = current_host().mail_settings([channel.channel_id])[channel.channel_id]

    assert (said.host, said.port, said.user, said.password) == (
        "smtp.example.com",
        465,
        "env",
        "secret",
    )
    assert said.use_ssl
    assert not said.use_tls


def test_a_plugin_without_a_server_is_none(shop: Shop, channel: Channel) -> None:
    shop.setup.set_mail(channel, host="", port="", sender_address="house@example.com")

    with shop.setup.sending_mail():
        assert current_host().mail_settings([channel.channel_id]) == {}


def test_a_plugin_that_is_not_installed_is_none(shop: Shop, channel: Channel) -> None:
    shop.setup.set_mail(
        channel, host="smtp.example.com", port=25, sender_address="house@example.com"
    )

    assert current_host().mail_settings([channel.channel_id]) == {}
