"""Batched reads of deliveries' attempts, and of what accounts want."""

from saleor_loyalty_plugin.api.loaders import Loader, grouped
from saleor_loyalty_plugin.messages.settings import sent_kinds
from saleor_loyalty_plugin.models import (
    DeliveryAttempt,
    MessagePreference,
    MessageSettings,
    WebhookTarget,
)


class AttemptsOfDelivery(Loader):
    """What was tried of each delivery, in that order."""

    def read(self, keys: list[int], *, using: str) -> dict[int, list[DeliveryAttempt]]:
        rows = DeliveryAttempt.objects.using(using).filter(delivery_id__in=keys)
        return grouped(rows.order_by("pk"), "delivery_id")

    def default(self) -> list[DeliveryAttempt]:
        return []


class WebhookById(Loader):
    def read(self, keys: list[int], *, using: str) -> dict[int, WebhookTarget]:
        return WebhookTarget.objects.using(using).in_bulk(keys)


class PreferencesOfAccount(Loader):
    """What each account has ever chosen."""

    def read(self, keys: list[int], *, using: str) -> dict[int, list[MessagePreference]]:
        rows = MessagePreference.objects.using(using).filter(account_id__in=keys)
        return grouped(rows.order_by("pk"), "account_id")

    def default(self) -> list[MessagePreference]:
        return []


class KindsSentByProgram(Loader):
    """The kinds of e-mails that each program sends; none where it sends no e-mails."""

    def read(self, keys: list[int], *, using: str) -> dict[int, frozenset[str]]:
        found = MessageSettings.objects.using(using).in_bulk(keys)
        settings = {key: found.get(key) or MessageSettings() for key in keys}
        return {
            key: sent_kinds(row) if row.is_active else frozenset() for key, row in settings.items()
        }
