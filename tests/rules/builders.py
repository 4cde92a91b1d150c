"""Facts and terms for rule tests; every argument has a plain default."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from saleor_loyalty_plugin.rules.facts import (
    ChannelFacts,
    CheckoutFacts,
    CheckoutLineFacts,
    OrderFacts,
    OrderLineFacts,
    OrderStatus,
)
from saleor_loyalty_plugin.rules.terms import ChannelTerms, ProgramTerms

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
EUR = ChannelFacts(channel_id=1, slug="eu", name="EU", currency="EUR", currency_digits=2)
JPY = ChannelFacts(channel_id=2, slug="jp", name="Japan", currency="JPY", currency_digits=0)
KWD = ChannelFacts(channel_id=3, slug="kw", name="Kuwait", currency="KWD", currency_digits=3)


def line(gross: str | Decimal, *, quantity: int = 1, **values: Any) -> OrderLineFacts:
    """An order line; `gross` is for the whole quantity, net is the same unless given."""
    amount = Decimal(gross)
    defaults: dict[str, Any] = {
        "line_id": uuid4(),
        "quantity": quantity,
        "quantity_returned": 0,
        "total_gross": amount,
        "total_net": amount,
        "undiscounted_total_gross": amount,
    }
    return OrderLineFacts(**{**defaults, **values})


def order(*lines: OrderLineFacts, shipping: str = "0", **values: Any) -> OrderFacts:
    """A fully paid order of a customer."""
    total = sum((item.total_gross for item in lines), Decimal(shipping))
    defaults: dict[str, Any] = {
        "order_id": UUID(int=1042),
        "number": "1042",
        "status": OrderStatus.UNFULFILLED,
        "created_at": NOON,
        "changed_at": NOON,
        "channel": EUR,
        "customer_id": 7,
        "email": "ann@example.com",
        "checkout_id": None,
        "total_gross": total,
        "shipping_gross": Decimal(shipping),
        "shipping_net": Decimal(shipping),
        "charged_gross": total,
        "refunded_gross": Decimal(0),
        "lines": lines,
    }
    return OrderFacts(**{**defaults, **values})


def cart(*subtotals: str, channel: ChannelFacts = EUR, **values: Any) -> CheckoutFacts:
    """A checkout of a customer with one line for each amount."""
    lines = tuple(
        CheckoutLineFacts(line_id=uuid4(), quantity=1, subtotal=Decimal(item)) for item in subtotals
    )
    defaults: dict[str, Any] = {
        "checkout_id": uuid4(),
        "channel": channel,
        "customer_id": 7,
        "email": "ann@example.com",
        "lines": lines,
    }
    return CheckoutFacts(**{**defaults, **values})


def program(channel: ChannelTerms | None = None, **values: Any) -> ProgramTerms:
    """The untouched program, with `channel` for all test channels."""
    channels = dict.fromkeys((1, 2, 3), channel) if channel is not None else {}
    return ProgramTerms(started_at=NOON, channels=channels, **values)
