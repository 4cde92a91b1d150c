"""What Saleor's customers say of points: who hears of it, and which e-mails of Saleor can tell."""

from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import pybars
import pytest
from django.utils import timezone
from saleor.account.models import User
from saleor.account.notifications import get_user_custom_payload
from saleor.plugins.manager import PluginsManager

from saleor_loyalty_plugin.messages.mirror import mirror_accounts
from saleor_loyalty_plugin.messages.relay import relay
from saleor_loyalty_plugin.models import Account
from tests.contract.driver import Person, Shop

TEMPLATE = (
    "You have {{user.metadata.loyalty_points}} points"
    "{{#if user.metadata.loyalty_tier}} and are {{user.metadata.loyalty_tier}}{{/if}}."
)


@pytest.fixture
def ann(shop: Shop) -> Person:
    return shop.setup.customer("ann@example.com")


@pytest.fixture
def heard(plugin: str) -> Iterator[list[str]]:
    """The events about customers that plugins and webhooks are told of."""
    events: list[str] = []

    def hearing(name: str) -> Any:
        def hear(_self: PluginsManager, _user: User, *_: Any, **__: Any) -> None:
            events.append(name)

        return patch.object(PluginsManager, name, hear)

    with hearing("customer_updated"), hearing("customer_metadata_updated"):
        yield events


def test_no_webhook_goes_out(shop: Shop, ann: Person, heard: list[str]) -> None:
    shop.credit(ann, 10)
    before = User.objects.get(pk=ann.user_id).updated_at
    heard.clear()

    relay(now=timezone.now())

    user = User.objects.get(pk=ann.user_id)
    assert (user.metadata, user.updated_at) == ({"loyalty_points": "10"}, before)
    assert heard == []
    shop.write_metadata(ann, "erp", "1")
    assert "customer_metadata_updated" in heard


def test_saleors_own_emails_can_tell(shop: Shop, ann: Person) -> None:
    shop.credit(ann, 10)
    account = Account.objects.get(customer_id=ann.user_id)
    mirror_accounts(account_ids=[account.pk], now=timezone.now())

    payload = get_user_custom_payload(User.objects.get(pk=ann.user_id))

    render = pybars.Compiler().compile(TEMPLATE)
    assert str(render(payload)) == "You have 10 points."
