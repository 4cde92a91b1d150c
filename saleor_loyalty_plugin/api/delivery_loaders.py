"""Batched reads of deliveries: what was tried, what they wait for, and what accounts want."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_noop

from saleor_loyalty_plugin.api.loaders import Loader, grouped
from saleor_loyalty_plugin.messages.deliver import WAY_DOWN
from saleor_loyalty_plugin.messages.settings import sent_kinds
from saleor_loyalty_plugin.models import (
    Delivery,
    DeliveryAttempt,
    DeliveryPause,
    MessagePreference,
    MessageSettings,
    WebhookTarget,
)
from saleor_loyalty_plugin.rules.messages import DeliveryStatus

# Why a delivery waits that nothing was said of yet: an earlier one goes first.
BEHIND = "BEHIND"


class AttemptsOfDelivery(Loader):
    """What was tried of each delivery, in that order."""

    def read(self, keys: list[int], *, using: str) -> dict[int, list[DeliveryAttempt]]:
        rows = DeliveryAttempt.objects.using(using).filter(delivery_id__in=keys)
        return grouped(rows.order_by("pk"), "delivery_id")

    def default(self) -> list[DeliveryAttempt]:
        return []


@dataclass(frozen=True, slots=True)
class Wait:
    """Why a delivery is not sent yet, beside what it says itself; `until` is when it is tried."""

    code: str = ""
    error: str = ""
    until: datetime | None = None


class WaitOfDelivery(Loader):
    """What each delivery that is pending waits for: its way, or an earlier one."""

    def read(self, keys: list[int], *, using: str) -> dict[int, Wait]:
        rows = Delivery.objects.using(using).filter(status=DeliveryStatus.PENDING)
        waiting = list(rows.filter(pk__in=keys).defer("payload"))
        if not waiting:
            return {}
        ways = {_way(row) for row in waiting}
        pauses = DeliveryPause.objects.using(using).filter(failures__gt=0).in_bulk(ways)
        lanes = rows.filter(account__in={row.account_id for row in waiting})
        heads = {
            _lane(row): row
            for row in lanes.order_by("account_id", "target_id", "is_bulk", "pk")
            .distinct("account_id", "target_id", "is_bulk")
            .defer("payload")
        }
        return {row.pk: _wait(row, heads.get(_lane(row), row), pauses) for row in waiting}

    def default(self) -> Wait:
        return Wait()


def _wait(row: Delivery, head: Delivery, pauses: dict[str, DeliveryPause]) -> Wait:
    pause = pauses.get(_way(row))
    if pause is not None:
        return Wait(WAY_DOWN, pause.error, max(pause.until, row.due_at))
    if head.pk == row.pk:
        return Wait()
    return Wait(
        BEHIND,
        gettext_noop("An earlier one about the same customer goes first."),
        max(head.due_at, row.due_at),
    )


def _way(row: Delivery) -> str:
    return row.way if row.target_id is None else f"webhook:{row.target_id}"


def _lane(row: Delivery) -> tuple[int, int | None, bool]:
    return row.account_id, row.target_id, row.is_bulk


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
