"""Whom the shop's e-mails come from and how they go out: the same in every host."""

from typing import Any
from urllib.parse import urlsplit

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.hosts.port import MailSettings
from saleor_loyalty_plugin.messages.drain import drain
from saleor_loyalty_plugin.messages.email.contents import Contents
from saleor_loyalty_plugin.messages.email.templates import save_template
from saleor_loyalty_plugin.models import Delivery, MessageTemplate, Program
from saleor_loyalty_plugin.rules.messages import MessageKind
from tests.contract.driver import Channel, Person, Shop

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


def test_a_credit_ends_as_an_email_of_the_shop(
    shop: Shop, channel: Channel, ann: Person, mailoutbox: list[Any]
) -> None:
    """From the fact over relay, delivery and template to what Django hands to the mail server."""
    shop.credit(ann, 50, notifyCustomer=True)

    drain(clock=timezone.now)
    drain(clock=timezone.now)

    [mail] = mailoutbox
    message = mail.message()
    assert mail.to == [ann.email]
    assert mail.subject == "50 points for you"
    assert message["Auto-Submitted"] == "auto-generated"
    host = current_host().shop().domain.partition(":")[0]
    assert message["Message-ID"].endswith(f"@{host}>")
    link = message["List-Unsubscribe"].strip("\n <>")
    assert link.startswith(f"{current_host().plugin_url()}/messages/unsubscribe/")
    assert link in mail.body
    row = Delivery.objects.get(account__customer_id=ann.user_id)
    assert (row.status, row.recipient, row.subject) == ("DELIVERED", ann.email, mail.subject)

    # The link ends such e-mails, though staff want this one to be sent.
    Client().post(urlsplit(link).path, {"List-Unsubscribe": "One-Click"})
    shop.credit(ann, 60, notifyCustomer=True)
    drain(clock=timezone.now)
    assert len(mailoutbox) == 1
    skipped = Delivery.objects.filter(account__customer_id=ann.user_id).latest("pk")
    assert (skipped.status, skipped.error_code) == ("SKIPPED", "UNWANTED")


def test_a_programs_own_text_is_sent_and_a_broken_one_stops_nothing(
    shop: Shop, ann: Person, mailoutbox: list[Any]
) -> None:
    """Neither the credit nor the e-mail: the shipped text goes out, and staff are told."""
    save_template(
        program_id=Program.objects.get(is_default=True).pk,
        kind=MessageKind.POINTS_CREDITED,
        language_code="en",
        contents=Contents(
            subject="Hello: {{entry.points}}",
            body="<mj-section><mj-column><mj-text>Own</mj-text></mj-column></mj-section>",
            text="Own",
        ),
        based_on=0,
        author="test",
        now=timezone.now(),
    )
    shop.credit(ann, 50, notifyCustomer=True)
    drain(clock=timezone.now)
    for broken in (
        "{{#if",
        "{{#each @root}}" * 15 + "x" + "{{/each}}" * 15,
        "{{[a'+__import__('os').system('id')+']}}{{/if}}",
        "<b>" * 20_000,
        '<mj-include path="/etc/passwd" />',
    ):
        MessageTemplate.objects.update(body=broken)
        shop.credit(ann, 60, notifyCustomer=True)
        drain(clock=timezone.now)

    own, *shipped = mailoutbox
    assert (own.subject, "Own" in own.body) == ("Hello: 50", True)
    assert [mail.subject for mail in shipped] == ["60 points for you"] * 5
    version = MessageTemplate.objects.get()
    assert (version.failures, version.failed_at is None) == (5, False)
    assert {row.status for row in Delivery.objects.all()} == {"DELIVERED"}
