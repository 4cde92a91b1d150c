"""Senders, letters and deliveries for the tests of messages."""

from datetime import UTC, datetime
from typing import Any

from saleor_loyalty_plugin.hosts.port import ShopFacts
from saleor_loyalty_plugin.messages.email.build import Letter
from saleor_loyalty_plugin.messages.email.senders import DJANGO_WAY, Sender

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
SHOP = ShopFacts(name="House of tea", domain="shop.example.com:8000")


def letter(**values: Any) -> Letter:
    said = {
        "recipient": "anna@example.com",
        "subject": "You have points",
        "html": "<p>You have <b>20</b> points.</p>",
        "text": "You have 20 points.",
        "language_code": "en",
        "kind": "POINTS_CREDITED",
        "message_id": "<loyalty-1-abc@shop.example.com>",
    }
    return Letter(**{**said, **values})


def sender(**values: Any) -> Sender:
    said = {
        "way": DJANGO_WAY,
        "from_email": '"House of tea" <tea@example.com>',
        "reply_to": "",
        "mail_settings": None,
    }
    return Sender(**{**said, **values})
