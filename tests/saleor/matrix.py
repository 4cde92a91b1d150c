"""The axes of the matrix, and the shop that its cells share: see test_matrix.py."""

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import product
from typing import Any
from uuid import UUID

import graphene
from saleor.app.models import App
from saleor.channel import MarkAsPaidStrategy
from saleor.channel.models import Channel as ChannelRow
from saleor.permission.models import Permission
from saleor.product.models import Product, ProductVariant
from saleor.shipping.models import ShippingMethod, ShippingMethodChannelListing
from saleor.tax import TaxCalculationStrategy
from saleor.tax.models import TaxClass, TaxConfiguration
from saleor.webhook.event_types import WebhookEventSyncType
from saleor.webhook.models import Webhook

from tests.contract.driver import Channel, Person, Shop
from tests.saleor import legacy
from tests.saleor.saleor_setup import COUNTRY, SaleorSetup

D = Decimal
ZERO = D(0)

METHODS = ("DISCOUNT", "PAYMENT")
POINTS = 735


class Taxes(StrEnum):
    """How prices are entered, and who computes the taxes."""

    GROSS_FLAT = "gross-flat"
    NET_FLAT = "net-flat"
    GROSS_APP = "gross-app"
    NET_APP = "net-app"
    NONE = "none"

    @property
    def are_in_prices(self) -> bool:
        return self not in (Taxes.NET_FLAT, Taxes.NET_APP)

    @property
    def are_from_app(self) -> bool:
        return self in (Taxes.GROSS_APP, Taxes.NET_APP)


class Flow(StrEnum):
    """How a paid order comes to be: a checkout completed with a payment or with transactions, or
    made an order by an app; or a draft that staff complete. The last two are marked as paid."""

    PAYMENT = "payment"
    TRANSACTION = "transaction"
    APP = "app"
    DRAFT = "draft"


@dataclass(frozen=True, kw_only=True)
class Goods:
    """One line of the cart; `rate` is its tax in per cent."""

    quantity: int
    price: Decimal
    reduced_to: Decimal | None = None
    rate: int


@dataclass(frozen=True, kw_only=True)
class Currency:
    """A currency with prices that don't divide well.

    100 points are worth `redeem_amount`, so 735 points `worth`; 10 points are earned for each
    `earn_amount`.
    """

    code: str
    unit: Decimal
    goods: tuple[Goods, ...]
    delivery: Decimal
    redeem_amount: Decimal
    worth: Decimal
    earn_amount: Decimal


DELIVERY_RATE = 23
CURRENCIES = (
    Currency(
        code="EUR",
        unit=D("0.01"),
        goods=(
            Goods(quantity=3, price=D("9.99"), rate=23),
            Goods(quantity=2, price=D("14.37"), rate=8),
            Goods(quantity=1, price=D("33.33"), reduced_to=D("24.95"), rate=23),
            Goods(quantity=1, price=D("3.05"), rate=0),
        ),
        delivery=D("4.99"),
        redeem_amount=D(1),
        worth=D("7.35"),
        earn_amount=D(10),
    ),
    Currency(
        code="JPY",
        unit=D(1),
        goods=(
            Goods(quantity=3, price=D(999), rate=23),
            Goods(quantity=2, price=D(1437), rate=8),
            Goods(quantity=1, price=D(3333), reduced_to=D(2495), rate=23),
            Goods(quantity=1, price=D(305), rate=0),
        ),
        delivery=D(499),
        redeem_amount=D(150),
        worth=D(1102),
        earn_amount=D(1500),
    ),
    Currency(
        code="KWD",
        unit=D("0.001"),
        goods=(
            Goods(quantity=3, price=D("3.057"), rate=23),
            Goods(quantity=2, price=D("4.411"), rate=8),
            Goods(quantity=1, price=D("10.229"), reduced_to=D("7.655"), rate=23),
            Goods(quantity=1, price=D("0.935"), rate=0),
        ),
        delivery=D("1.525"),
        redeem_amount=D("0.3"),
        worth=D("2.205"),
        earn_amount=D("3.1"),
    ),
)


@dataclass(frozen=True)
class Cell:
    """One way to pay with points."""

    method: str
    taxes: Taxes
    currency: Currency
    flow: Flow

    def __str__(self) -> str:
        return f"{self.method}-{self.taxes}-{self.currency.code}-{self.flow}"


CELLS = tuple(
    Cell(method, taxes, currency, flow)
    for method, taxes, currency, flow in product(METHODS, Taxes, CURRENCIES, Flow)
    # Points on drafts are a discount, whatever the method.
    if (method, flow) != ("PAYMENT", Flow.DRAFT)
)


# The shop --------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Place:
    """A channel with goods; `lines` are those of the cart that everybody buys."""

    channel: Channel
    currency: Currency
    lines: tuple[tuple[str, int], ...]


class MatrixSetup(SaleorSetup):
    """A channel for each kind of taxes and each currency, with the same goods."""

    def __init__(self, tax_service: "TaxService") -> None:
        super().__init__()
        self._tax_service = tax_service
        self._classes = {rate: self._tax_class(rate) for rate in (0, 8, 23)}
        self._tax_app = self._install_tax_app()
        self.places = {
            (taxes, currency.code): self._place(taxes, currency)
            for taxes, currency in product(Taxes, CURRENCIES)
        }
        # Made here, not by the first cell: what a cell makes is gone after it.
        self.cashier = self.staff("HANDLE_PAYMENTS")
        for permission in ("HANDLE_CHECKOUTS", "HANDLE_PAYMENTS"):
            self.app_token(permission)

    def ship_for_free(self, place: Place) -> None:
        ShippingMethodChannelListing.objects.filter(channel_id=place.channel.channel_id).update(
            price_amount=0
        )

    def _tax_class(self, rate: int) -> TaxClass:
        row = TaxClass.objects.create(name=f"{rate} %")
        row.country_rates.create(country=COUNTRY, rate=rate)
        return row

    def _install_tax_app(self) -> str:
        app = App.objects.create(name="Taxes", identifier="tests.taxes", is_active=True)
        app.permissions.add(Permission.objects.get(codename="handle_taxes"))
        for event in (
            WebhookEventSyncType.CHECKOUT_CALCULATE_TAXES,
            WebhookEventSyncType.ORDER_CALCULATE_TAXES,
        ):
            webhook = Webhook.objects.create(
                app=app, target_url=self._tax_service.url, subscription_query=TAX_SUBSCRIPTION
            )
            webhook.events.create(event_type=event)
        return str(app.identifier)

    def _place(self, taxes: Taxes, currency: Currency) -> Place:
        channel = self._channel(
            f"{taxes}-{currency.code.lower()}",
            currency.code,
            currency.delivery,
            gross_prices=taxes.are_in_prices,
        )
        self._set_taxes(channel, taxes)
        lines = []
        for goods in currency.goods:
            variant = self.variant(goods.price, channel=channel, reduced_to=goods.reduced_to)
            row = ProductVariant.objects.get(pk=graphene.Node.from_global_id(variant)[1])
            # What the tax service knows goods by.
            row.sku = f"{goods.rate}%-{row.sku}"
            row.save(update_fields=["sku"])
            tax_class = self._classes[goods.rate] if taxes is not Taxes.NONE else None
            Product.objects.filter(pk=row.product_id).update(tax_class=tax_class)
            lines.append((variant, goods.quantity))
        return Place(channel=channel, currency=currency, lines=tuple(lines))

    def _set_taxes(self, channel: Channel, taxes: Taxes) -> None:
        of_app = {
            "tax_calculation_strategy": TaxCalculationStrategy.TAX_APP,
            "tax_app_id": self._tax_app,
        }
        TaxConfiguration.objects.filter(channel_id=channel.channel_id).update(
            charge_taxes=taxes is not Taxes.NONE, **(of_app if taxes.are_from_app else {})
        )
        if taxes is not Taxes.NONE:
            method = graphene.Node.from_global_id(channel.delivery_method_id)[1]
            ShippingMethod.objects.filter(pk=method).update(tax_class=self._classes[DELIVERY_RATE])


# Taxes by an app -------------------------------------------------------------------------------

TAX_SUBSCRIPTION = """
subscription { event { ... on CalculateTaxes { taxBase {
  pricesEnteredWithTax currency
  shippingPrice { amount }
  discounts { amount { amount } }
  lines { productSku totalPrice { amount } }
} } } }"""


class TaxService:
    """Answers Saleor's questions for taxes over HTTP, as a tax app does."""

    def __init__(self, url: str) -> None:
        self.url = url

    @classmethod
    @contextmanager
    def started(cls) -> Iterator["TaxService"]:
        server = ThreadingHTTPServer(("127.0.0.1", 0), _TaxHandler)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield cls(f"http://127.0.0.1:{server.server_port}/")
        finally:
            server.shutdown()
            thread.join()
            server.server_close()


class _TaxHandler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        body = json.dumps(taxes_of(asked["taxBase"]), default=str).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Tests are quiet."""


def taxes_of(base: Mapping[str, Any]) -> dict[str, Any]:
    """Saleor sends what comes off the goods apart: spread over them in proportion, then taxed."""
    (unit,) = (item.unit for item in CURRENCIES if item.code == base["currency"])
    is_gross = base["pricesEnteredWithTax"]
    totals = [D(str(line["totalPrice"]["amount"])) for line in base["lines"]]
    off = sum((D(str(item["amount"]["amount"])) for item in base["discounts"]), ZERO)
    shares = _spread(off, totals, unit)
    lines = []
    for line, total, share in zip(base["lines"], totals, shares, strict=True):
        rate = D(line["productSku"].partition("%")[0])
        gross, net = _taxed(total - share, rate, is_gross, unit)
        lines.append({"tax_rate": rate, "total_gross_amount": gross, "total_net_amount": net})
    shipping = D(str(base["shippingPrice"]["amount"]))
    gross, net = _taxed(shipping, D(DELIVERY_RATE), is_gross, unit)
    return {
        "shipping_tax_rate": DELIVERY_RATE,
        "shipping_price_gross_amount": gross,
        "shipping_price_net_amount": net,
        "lines": lines,
    }


def _spread(amount: Decimal, over: list[Decimal], unit: Decimal) -> list[Decimal]:
    """Shares that add up to the amount."""
    shares: list[Decimal] = []
    left, whole = amount, sum(over, ZERO)
    for item in over:
        share = (left * item / whole).quantize(unit, ROUND_HALF_UP) if whole else ZERO
        shares.append(share)
        left, whole = left - share, whole - item
    return shares


def _taxed(price: Decimal, rate: Decimal, is_gross: bool, unit: Decimal) -> tuple[Decimal, Decimal]:
    factor = 1 + rate / 100
    if is_gross:
        return price, (price / factor).quantize(unit, ROUND_HALF_UP)
    return (price * factor).quantize(unit, ROUND_HALF_UP), price


# Flows -----------------------------------------------------------------------------------------

ORDER_CREATE = """
mutation ($id: ID!) {
  orderCreateFromCheckout(id: $id) { order { id } errors { field message code } }
}"""
GRANT_AMOUNT = """
mutation ($id: ID!, $transaction: ID!, $amount: Decimal!) {
  orderGrantRefundCreate(id: $id, input: {transactionId: $transaction, amount: $amount}) {
    grantedRefund { id } errors { field message code }
  }
}"""
REFUNDED = """
mutation ($id: ID!, $amount: PositiveDecimal!, $reference: String!) {
  transactionEventReport(
    id: $id, type: REFUND_SUCCESS, amount: $amount, pspReference: $reference
  ) { errors { field message code } }
}"""


class Till:
    """Fills carts, makes orders of them and pays money back, in the way that the flow demands.

    A cart is a checkout or, in its flow, a draft order.
    """

    def __init__(self, shop: Shop, setup: MatrixSetup, flow: Flow, channel: Channel) -> None:
        self._shop = shop
        self._setup = setup
        self._flow = flow
        self._channel = channel
        self._refunds = 0
        is_paid_with_payments = flow is Flow.PAYMENT
        if is_paid_with_payments:
            legacy.use_payments(channel)
        ChannelRow.objects.filter(pk=channel.channel_id).update(
            order_mark_as_paid_strategy=(
                MarkAsPaidStrategy.PAYMENT_FLOW
                if is_paid_with_payments
                else MarkAsPaidStrategy.TRANSACTION_FLOW
            )
        )

    @property
    def has_drafts(self) -> bool:
        return self._flow is Flow.DRAFT

    def cart(self, buyer: Person, lines: tuple[tuple[str, int], ...]) -> str:
        if self.has_drafts:
            return self._shop.draft(buyer, *lines, channel=self._channel)
        return self._shop.checkout(buyer, *lines, channel=self._channel)

    def apply(self, cart: str, buyer: Person, points: int) -> None:
        if self.has_drafts:
            self._shop.apply_to_draft(cart, points=points)
        else:
            self._shop.apply(cart, buyer, points=points)

    def order(self, checkout_id: str, buyer: Person, due: Decimal) -> UUID:
        """A paid order; `due` is what is left to be paid in money."""
        if self.has_drafts:
            order_id = self._shop.complete_draft(checkout_id)
            self._shop.mark_paid(order_id)
            return order_id
        if self._flow is Flow.APP:
            app = self._setup.app_token("HANDLE_CHECKOUTS")
            payload = self._shop.mutate(ORDER_CREATE, {"id": checkout_id}, app)
            order_id = UUID(graphene.Node.from_global_id(payload["order"]["id"])[1])
            if due:
                # An order that came without its money waits for staff.
                self._shop.mark_paid(order_id)
                self._shop.confirm(order_id)
            return order_id
        if due and self._flow is Flow.PAYMENT:
            legacy.pay(self._shop, checkout_id, buyer)
        elif due:
            self._shop.pay_checkout(checkout_id, due, self._channel.currency)
        return self._shop.complete(checkout_id, buyer)

    def refund(self, order_id: UUID, amount: Decimal) -> None:
        if self._flow is Flow.PAYMENT:
            legacy.refund(self._shop, order_id, amount)
            return
        self._refunds += 1
        transaction = self._setup.transaction_id(order_id)
        if self._refunds == 1:
            # Staff may say first what they are going to pay back.
            grant = {
                "id": graphene.Node.to_global_id("Order", order_id),
                "transaction": transaction,
                "amount": str(amount),
            }
            self._shop.mutate(GRANT_AMOUNT, grant, self._shop.admin.token)
        report = {
            "id": transaction,
            "amount": str(amount),
            "reference": f"refund-{self._refunds}",
        }
        self._shop.mutate(REFUNDED, report, self._payments_token)

    @property
    def _payments_token(self) -> str:
        """Only who made a transaction may report on it: here an app, there staff."""
        if self._flow in (Flow.APP, Flow.DRAFT):
            return self._setup.cashier.token
        return self._setup.app_token("HANDLE_PAYMENTS")
