"""The worked examples of docs/earning.md of points that wait and run out, as data for every host.

A test compares the page's tables with this one, row by row. Sweeps are told the time, so that
months go by in a second.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.services.sweep import sweep_lots
from tests.contract.driver import Shop


@dataclass(frozen=True, kw_only=True)
class WaitingExample:
    """A lamp for 49.00 is bought and paid; `points` of it can be used `days` later.

    `is_shipped`: it is sent at once.
    """

    row: str
    label: str
    days: int
    points: int
    program: Mapping[str, Any]
    is_shipped: bool = False

    @property
    def text(self) -> str:
        """What happens, as the page says it."""
        shipped = ", shipped at once" if self.is_shipped else ""
        return f"1 × lamp at 49.00{shipped}; {self.days} days later"


def usable(shop: Shop, example: WaitingExample) -> int:
    """Carry an example out; the points that can be used in the end."""
    channel = shop.setup.channel()
    shop.set_program(channel, **example.program)
    ann = shop.setup.customer("ann@example.com")
    lamp = shop.setup.variant(Decimal("49.00"), channel=channel)
    order_id = shop.buy(ann, (lamp, 1), channel=channel)
    if example.is_shipped:
        shop.setup.fulfill(order_id)
    with current_host().writer_access():
        sweep_lots(now=timezone.now() + timedelta(days=example.days))
    return shop.available(ann)


_RETURNS = {"pendingDays": 14}
_SHIPMENT = {"pendingDays": 14, "pendingUntilFulfilled": True}
_MONTH = {"expiry": {"policy": "AFTER_DAYS", "days": 30}}
_AFTER_WAITING = {"pendingDays": 14, "expiry": {"policy": "AFTER_DAYS", "days": 30}}

WAITING_EXAMPLES = (
    WaitingExample(row="E19", label="14 days to return", days=13, points=0, program=_RETURNS),
    WaitingExample(row="E19", label="14 days to return", days=15, points=49, program=_RETURNS),
    WaitingExample(
        row="E19", label="14 days from the shipment", days=15, points=0, program=_SHIPMENT
    ),
    WaitingExample(
        row="E19",
        label="14 days from the shipment",
        days=15,
        points=49,
        program=_SHIPMENT,
        is_shipped=True,
    ),
    WaitingExample(row="E20", label="good for 30 days", days=30, points=49, program=_MONTH),
    WaitingExample(row="E20", label="good for 30 days", days=32, points=0, program=_MONTH),
    WaitingExample(
        row="E20",
        label="14 days to return, then good for 30",
        days=43,
        points=49,
        program=_AFTER_WAITING,
    ),
    WaitingExample(
        row="E20",
        label="14 days to return, then good for 30",
        days=46,
        points=0,
        program=_AFTER_WAITING,
    ),
)
