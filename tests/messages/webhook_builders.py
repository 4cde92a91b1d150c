"""Targets, and facts that the ledger has written."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from saleor_loyalty_plugin.messages.webhooks.deliveries import webhook_deliveries
from saleor_loyalty_plugin.messages.webhooks.targets import create_target
from saleor_loyalty_plugin.models import Account, Delivery, OutboxMessage, WebhookTarget


def add_target(url: str = "https://app.example.com/hook", **settings: Any) -> WebhookTarget:
    given = {"name": "ERP", "url": url, **settings}
    return create_target(settings=given, author="app:1", now=timezone.now())


def facts(*accounts: Account) -> list[OutboxMessage]:
    """All facts, or those of some accounts, in their order."""
    rows = OutboxMessage.objects.order_by("pk")
    return list(rows.filter(account__in=accounts) if accounts else rows)


def fanned_out(now: datetime | None = None) -> list[Delivery]:
    """The deliveries of all facts, saved."""
    rows = webhook_deliveries(facts(), now=now or timezone.now(), using="default")
    return Delivery.objects.bulk_create(rows)
