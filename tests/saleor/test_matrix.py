"""Points through a whole purchase, in each combination of what a shop may choose.

Method (points lower the price, or pay) × taxes × currency × flow. Each cell buys the same cart,
with points, looks at every amount of its order, and is paid back by half and then entirely. Amounts
are compared with those of the same cart without points.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction
from functools import cached_property, partial
from typing import Any
from uuid import UUID

import graphene
import pytest
from django.conf import settings
from django.contrib.sites.models import Site
from django.core.cache import cache
from django.db import transaction
from django.test import override_settings
from django.utils import timezone
from saleor.discount.models import VoucherCode
from saleor.giftcard.models import GiftCard
from saleor.site.models import SiteSettings

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.services.proof.verify_books import verify_books
from tests.contract.claims_suite import CLAIM
from tests.contract.driver import Person, Refused, Shop
from tests.contract.standing import Tiers, give_badge
from tests.contract.words import entries_without_words
from tests.saleor.commits import commits_at_once
from tests.saleor.matrix import (
    CELLS,
    METHODS,
    POINTS,
    ZERO,
    Cell,
    Flow,
    MatrixSetup,
    Place,
    Taxes,
    TaxService,
    Till,
)

D = Decimal
CREDIT = 1000
WEBHOOKS = "saleor.plugins.webhook.plugin.WebhookPlugin"
FORBIDS_WRITER = "saleor.core.db.connection.restrict_writer_middleware"

PRICES = """
    shippingPrice { gross { amount } net { amount } }
    lines { totalPrice { gross { amount } net { amount } } }
"""
CHECKOUT = f"""
query ($id: ID!) {{
  checkout(id: $id) {{
    totalPrice {{ gross {{ amount }} net {{ amount }} }}
    {PRICES}
    loyalty {{ pointsToEarn appliedPoints appliedDiscount {{ amount }} }}
  }}
}}"""
DRAFT = f"""
query ($id: ID!) {{
  order(id: $id) {{
    total {{ gross {{ amount }} net {{ amount }} }}
    {PRICES}
    loyalty {{ draft {{ pointsToEarn appliedPoints appliedDiscount {{ amount }} }} }}
  }}
}}"""
ORDER = """
query ($id: ID!, $refund: PositiveDecimal, $previews: Boolean!) {
  order(id: $id) {
    isPaid voucherCode
    total { gross { amount } net { amount } tax { amount } }
    shippingPrice { gross { amount } net { amount } }
    lines { taxRate totalPrice { gross { amount } net { amount } } }
    discounts { amount { amount } }
    totalCharged { amount }
    user { loyalty { balance available } }
    loyalty {
      pointsEarned pointsSpent
      refundPreview(amount: $refund) @include(if: $previews) {
        pointsTakenBack pointsGivenBack balanceAfter
      }
    }
  }
}"""


@dataclass(frozen=True)
class Taxed:
    gross: Decimal
    net: Decimal

    @classmethod
    def of(cls, price: dict[str, Any]) -> "Taxed":
        return cls(gross=_amount(price["gross"]), net=_amount(price["net"]))


@dataclass(frozen=True)
class Prices:
    """What a cart or an order costs; `total` is what gift cards leave of it."""

    total: Taxed
    shipping: Taxed
    lines: tuple[Taxed, ...]

    @classmethod
    def of(cls, node: dict[str, Any]) -> "Prices":
        total = node["totalPrice"] if "totalPrice" in node else node["total"]
        return cls(
            total=Taxed.of(total),
            shipping=Taxed.of(node["shippingPrice"]),
            lines=tuple(Taxed.of(line["totalPrice"]) for line in node["lines"]),
        )

    @property
    def sum(self) -> Taxed:
        parts = (*self.lines, self.shipping)
        return Taxed(sum((p.gross for p in parts), ZERO), sum((p.net for p in parts), ZERO))


@dataclass
class World:
    """The shop of all cells. `plain` are the prices of each place's cart without points."""

    setup: MatrixSetup
    ann: Person
    plain: dict[str, Prices]
    shop: Shop

    def cart(self, place: Place) -> str:
        return self.shop.checkout(self.ann, *place.lines, channel=place.channel)

    def prices_without_points(self, place: Place) -> Prices:
        slug = place.channel.slug
        if slug not in self.plain:
            prices, _loyalty = self.look_at_cart(self.cart(place))
            self.plain[slug] = prices
        return self.plain[slug]

    def look_at_cart(self, cart: str, *, is_draft: bool = False) -> tuple[Prices, dict[str, Any]]:
        """Its prices, and what it says of points."""
        if is_draft:
            order = self.shop.run(DRAFT, {"id": cart}, self.shop.admin.token)["order"]
            return Prices.of(order), order["loyalty"]["draft"]
        checkout = self.shop.run(CHECKOUT, {"id": cart}, self.ann.token)["checkout"]
        return Prices.of(checkout), checkout["loyalty"]

    def look_at_order(self, order_id: UUID, *, refund: Decimal = ZERO) -> dict[str, Any]:
        """The order, and what a refund of this amount would do to it."""
        variables = {
            "id": graphene.Node.to_global_id("Order", order_id),
            "refund": str(refund) if refund else None,
            "previews": bool(refund),
        }
        order: dict[str, Any] = self.shop.run(ORDER, variables, self.shop.admin.token)["order"]
        return order

    def choose(self, method: str) -> None:
        """Set the program's method, and its rates in every place."""
        rates = [
            {
                "channelId": place.channel.global_id,
                "earnPoints": 10,
                "earnAmount": str(place.currency.earn_amount),
                "redeemPoints": 100,
                "redeemAmount": str(place.currency.redeem_amount),
            }
            for place in self.setup.places.values()
        ]
        place = next(iter(self.setup.places.values()))
        self.shop.set_program(place.channel, redemptionMethod=method, channels=rates)


@pytest.fixture(scope="module")
def rows(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Channels, goods, taxes and people once for all cells, whose own transactions lie inside.

    Ann has 1000 points.
    """
    with (
        TaxService.started() as taxes,
        override_settings(
            # What Saleor's tests forbid, and Saleor itself does when it asks for taxes.
            MIDDLEWARE=[name for name in settings.MIDDLEWARE if name != FORBIDS_WRITER],
            # Who signs in here signs in for all cells.
            JWT_TTL_ACCESS=timedelta(days=1),
        ),
        django_db_blocker.unblock(),
        transaction.atomic(),
        override_settings(SITE_ID=_site_id()),
    ):
        setup = MatrixSetup(taxes)
        shop = Shop(setup)
        ann = setup.customer("ann@example.com")
        with commits_at_once():
            shop.credit(ann, CREDIT)
        yield World(setup=setup, ann=ann, plain={}, shop=shop)
        transaction.set_rollback(True)


def _site_id() -> int:
    """The site that Saleor's own fixture looks for in each test."""
    site, _ = Site.objects.get_or_create(name="example.com", domain="example.com")
    SiteSettings.objects.get_or_create(
        site=site,
        refund_reason_reference_type=None,
        default_mail_sender_name="Example",
        default_mail_sender_address="example@example.com",
    )
    return int(site.pk)


@pytest.fixture(scope="module")
def method(request: Any, rows: World) -> Iterator[str]:
    """The program's method, set once for all cells that have it."""
    with transaction.atomic():
        with commits_at_once():
            rows.choose(request.param)
        yield request.param
        transaction.set_rollback(True)


@pytest.fixture
def world(
    rows: World, method: str, plugin: str, committed: None, site_settings: Any
) -> Iterator[World]:
    cache.clear()
    # 3.22 asks tax apps through this plugin.
    with override_settings(PLUGINS=[*settings.PLUGINS, WEBHOOKS]):
        yield rows
        assert entries_without_words() == []


def _amount(money: dict[str, Any]) -> Decimal:
    return D(str(money["amount"]))


@pytest.mark.parametrize(
    ("method", "cell"),
    [pytest.param(cell.method, cell, id=str(cell)) for cell in CELLS],
    indirect=["method"],
)
def test_points_bought_used_and_paid_back(cell: Cell, world: World) -> None:
    place = world.setup.places[cell.taxes, cell.currency.code]
    till = Till(world.shop, world.setup, cell.flow, place.channel)
    plain = world.prices_without_points(place)

    cart = till.cart(world.ann, place.lines)
    till.apply(cart, world.ann, POINTS)
    in_cart, loyalty = world.look_at_cart(cart, is_draft=till.has_drafts)
    assert loyalty["appliedPoints"] == POINTS
    assert _amount(loyalty["appliedDiscount"]) == cell.currency.worth
    promised = loyalty["pointsToEarn"]
    assert promised > 0
    order_id = till.order(cart, world.ann, in_cart.total.gross)

    half = (in_cart.total.gross / 2).quantize(cell.currency.unit, ROUND_DOWN)
    order = world.look_at_order(order_id, refund=half)
    prices = Prices.of(order)
    assert prices == in_cart
    assert order["isPaid"]
    assert _amount(order["totalCharged"]) == prices.total.gross
    _taxes_are_right(order, prices, cell)
    if cell.method == "DISCOUNT":
        _price_is_lower(order, prices, plain, cell)
    else:
        _card_has_paid(order_id, order, prices, plain, world.ann, cell)
    assert promised == _earned(prices, cell, Fraction(1))
    points = order["loyalty"]
    assert (points["pointsEarned"], points["pointsSpent"]) == (promised, POINTS)
    left = CREDIT - POINTS + promised
    assert order["user"]["loyalty"] == {"balance": left, "available": left}

    _pay_back(world, till, order_id, order, half, cell)
    _nothing_is_left(world, order)


def _price_is_lower(order: dict[str, Any], prices: Prices, plain: Prices, cell: Cell) -> None:
    """The discount is in the prices: the goods cost less, by the worth in the terms that prices are
    entered in; all else costs what it did."""
    off = Taxed(plain.total.gross - prices.total.gross, plain.total.net - prices.total.net)
    worth = cell.currency.worth
    assert (off.gross if cell.taxes.are_in_prices else off.net) == worth
    assert prices.shipping == plain.shipping
    assert prices.sum == prices.total
    assert [_amount(item["amount"]) for item in order["discounts"]] == [worth]
    assert order["voucherCode"].startswith("LOYALTY-")


def _card_has_paid(
    order_id: UUID, order: dict[str, Any], prices: Prices, plain: Prices, ann: Person, cell: Cell
) -> None:
    """The order costs what it would without points, and a gift card has paid the worth."""
    assert prices.total.gross + cell.currency.worth == plain.total.gross
    assert (prices.lines, prices.shipping) == (plain.lines, plain.shipping)
    assert order["discounts"] == []
    assert not order["voucherCode"]
    card = GiftCard.objects.get(orders=order_id)
    assert (card.initial_balance_amount, card.current_balance_amount) == (cell.currency.worth, ZERO)
    # 3.22 binds cards to nobody.
    assert getattr(card, "assigned_to_email", ann.email) == ann.email


def _taxes_are_right(order: dict[str, Any], prices: Prices, cell: Cell) -> None:
    """Each line bears the tax of its rate, rounded once, and the parts add up."""
    rates = {goods.rate for goods in cell.currency.goods}
    if cell.taxes is Taxes.NONE:
        rates = {0}
    found = {round(D(str(line["taxRate"])) * 100) for line in order["lines"]}
    assert found == rates
    for line, price in zip(order["lines"], prices.lines, strict=True):
        exact = price.net * (1 + D(str(line["taxRate"])))
        assert abs(price.gross - exact) < cell.currency.unit
    total = order["total"]
    tax = prices.total.gross - prices.total.net
    assert abs(_amount(total["tax"]) - tax) < cell.currency.unit / 2


def _earned(prices: Prices, cell: Cell, kept: Fraction) -> int:
    """10 points for each `earn_amount` of goods, tax included, that was paid in money and kept."""
    goods = sum((line.gross for line in prices.lines), ZERO)
    if cell.method == "PAYMENT":
        goods -= cell.currency.worth
    return int(Fraction(goods) * kept * 10 / Fraction(cell.currency.earn_amount))


def _pay_back(
    world: World, till: Till, order_id: UUID, order: dict[str, Any], half: Decimal, cell: Cell
) -> None:
    """Half of the money, then the rest: each time the preview has said what happens."""
    prices = Prices.of(order)
    paid = prices.total.gross
    gone = ZERO
    for amount in (half, paid - half):
        before, preview = order["loyalty"], order["loyalty"]["refundPreview"]
        till.refund(order_id, amount)
        gone += amount
        order = world.look_at_order(order_id, refund=paid - gone)
        after = order["loyalty"]
        assert after["pointsSpent"] == before["pointsSpent"] - preview["pointsGivenBack"]
        assert after["pointsEarned"] == before["pointsEarned"] - preview["pointsTakenBack"]
        assert order["user"]["loyalty"]["balance"] == preview["balanceAfter"]
        assert after["pointsSpent"] == POINTS - int(POINTS * Fraction(gone) / Fraction(paid))
        kept = 1 - Fraction(gone) / Fraction(paid)
        assert after["pointsEarned"] == _earned(prices, cell, kept)
        assert _amount(order["totalCharged"]) == paid - gone
    assert (after["pointsEarned"], after["pointsSpent"]) == (0, 0)
    assert order["user"]["loyalty"] == {"balance": CREDIT, "available": CREDIT}
    with current_host().writer_access():
        assert list(verify_books(now=timezone.now())) == []


def _nothing_is_left(world: World, order: dict[str, Any]) -> None:
    """No code and no card that the purchase needed is worth anything now."""
    if order["voucherCode"]:
        assert not world.setup.voucher_is_usable(order["voucherCode"])
    assert not VoucherCode.objects.filter(is_active=True).exists()
    assert not GiftCard.objects.filter(is_active=True).exists()
    assert not GiftCard.objects.filter(current_balance_amount__gt=0).exists()


# Points beside other reductions ----------------------------------------------------------------


@dataclass
class Beside:
    """A cart in EUR that its customer fills and orders."""

    world: World
    taxes: Taxes
    flow: Flow = Flow.TRANSACTION

    @property
    def place(self) -> Place:
        return self.world.setup.places[self.taxes, "EUR"]

    @cached_property
    def till(self) -> Till:
        return Till(self.world.shop, self.world.setup, self.flow, self.place.channel)

    @cached_property
    def cart(self) -> str:
        return self.till.cart(self.world.ann, self.place.lines)

    @property
    def total(self) -> Taxed:
        return self.world.look_at_cart(self.cart)[0].total

    def apply(self, points: int) -> None:
        self.till.apply(self.cart, self.world.ann, points)

    def add_code(self, code: str) -> None:
        self.world.shop.add_promo_code(self.cart, code, self.world.ann)

    def order(self) -> tuple[UUID, dict[str, Any]]:
        """Ordered: it is paid, costs what the cart did, and has earned what the cart promised."""
        prices, loyalty = self.world.look_at_cart(self.cart)
        order_id = self.till.order(self.cart, self.world.ann, prices.total.gross)
        order = self.world.look_at_order(order_id)
        assert order["isPaid"]
        assert Prices.of(order) == prices
        assert order["loyalty"]["pointsEarned"] == loyalty["pointsToEarn"]
        return order_id, order

    def cancel(self, order_id: UUID, *, balance: int) -> None:
        self.world.shop.cancel(order_id)
        order = self.world.look_at_order(order_id)
        assert order["user"]["loyalty"] == {"balance": balance, "available": balance}
        with current_host().writer_access():
            assert list(verify_books(now=timezone.now())) == []


both_terms = pytest.mark.parametrize("taxes", [Taxes.GROSS_FLAT, Taxes.NET_APP])
by_methods = partial(pytest.mark.parametrize, "method", indirect=True)


@by_methods(["PAYMENT"])
@both_terms
@pytest.mark.parametrize("is_code_first", [True, False], ids=["code-first", "points-first"])
def test_points_that_pay_stack_with_a_merchants_code(
    world: World, method: str, taxes: Taxes, is_code_first: bool
) -> None:
    cart = Beside(world, taxes)
    plain = world.prices_without_points(cart.place)
    code = world.setup.voucher(D(5), channel=cart.place.channel)
    if not is_code_first:
        cart.apply(POINTS)
    cart.add_code(code)
    if is_code_first:
        cart.apply(POINTS)
    order_id, order = cart.order()

    prices = Prices.of(order)
    off = Taxed(plain.sum.gross - prices.sum.gross, plain.sum.net - prices.sum.net)
    assert (off.gross if taxes.are_in_prices else off.net) == 5
    assert prices.sum.gross - prices.total.gross == D("7.35")
    assert order["voucherCode"] == code
    assert [_amount(item["amount"]) for item in order["discounts"]] == [5]
    assert order["loyalty"]["pointsSpent"] == POINTS
    cart.cancel(order_id, balance=CREDIT)
    assert not GiftCard.objects.filter(is_active=True).exists()


@by_methods(["DISCOUNT"])
@both_terms
def test_points_that_are_a_discount_leave_a_merchants_code_alone(
    world: World, method: str, taxes: Taxes
) -> None:
    cart = Beside(world, taxes)
    code = world.setup.voucher(D(5), channel=cart.place.channel)
    cart.add_code(code)
    with_code = cart.total

    with pytest.raises(Refused) as refused:
        cart.apply(POINTS)

    assert refused.value.codes == ["PROMO_CODE_PRESENT"]
    assert cart.total == with_code
    order_id, order = cart.order()
    assert order["voucherCode"] == code
    assert order["loyalty"]["pointsSpent"] == 0
    cart.cancel(order_id, balance=CREDIT)


@by_methods(METHODS)
@pytest.mark.parametrize("balance", [D(5), D(500)], ids=["small", "pays-the-rest"])
def test_customers_own_gift_card_pays_after_points(
    world: World, method: str, balance: Decimal
) -> None:
    cart = Beside(world, Taxes.NET_APP)
    own = world.setup.gift_card(balance, channel=cart.place.channel)
    cart.apply(POINTS)
    due = cart.total.gross
    cart.add_code(own)

    paid = min(balance, due)
    assert cart.total.gross == due - paid
    order_id, order = cart.order()

    assert GiftCard.objects.get(code=own).current_balance_amount == balance - paid
    assert order["loyalty"]["pointsSpent"] == POINTS
    cart.cancel(order_id, balance=CREDIT)
    assert not GiftCard.objects.filter(is_active=True).exclude(code=own).exists()


@by_methods(METHODS)
@both_terms
def test_tier_reward_and_points_together(world: World, method: str, taxes: Taxes) -> None:
    """10 % of 86.71, then a reward worth 4.00, then 300 points."""
    cart = Beside(world, taxes)
    plain = world.prices_without_points(cart.place)
    give(world.ann, discount_percentage=D(10))
    reward = world.shop.add_reward(
        cart.place.channel, kind="VOUCHER_AMOUNT", points=100, amount="4.00", currency="EUR"
    )
    world.shop.mutate(CLAIM, {"id": reward, "checkoutId": cart.cart}, world.ann.token)
    reduced = cart.total
    cart.apply(300)

    order_id, order = cart.order()

    in_prices = D("15.67") if method == "DISCOUNT" else D("12.67")
    assert [_amount(item["amount"]) for item in order["discounts"]] == [in_prices]
    if method == "PAYMENT":
        assert reduced.gross - _amount(order["total"]["gross"]) == D("3.00")
        off = Taxed(plain.total.gross - reduced.gross, plain.total.net - reduced.net)
    else:
        total = Prices.of(order).total
        off = Taxed(plain.total.gross - total.gross, plain.total.net - total.net)
    assert (off.gross if taxes.are_in_prices else off.net) == in_prices
    assert order["loyalty"]["pointsSpent"] == 300
    # The reward is its customer's again, for another cart.
    cart.cancel(order_id, balance=CREDIT - 100)


@by_methods(METHODS)
@pytest.mark.parametrize("taxes", list(Taxes), ids=str)
def test_tier_and_badge_by_themselves(world: World, method: str, taxes: Taxes) -> None:
    """10 % of 86.71 are 8.67, 5 % of 78.04 are 3.90; free shipping is borne by the goods."""
    cart = Beside(world, taxes)
    plain = world.prices_without_points(cart.place)
    give(world.ann, discount_percentage=D(10), free_shipping=True, earning_multiplier=D("1.5"))
    badge(world.ann, discount_percentage=D(5))
    shipping = plain.shipping.gross if taxes.are_in_prices else plain.shipping.net

    order_id, order = cart.order()

    prices = Prices.of(order)
    off = Taxed(plain.total.gross - prices.total.gross, plain.total.net - prices.total.net)
    taken = D("12.57") + shipping
    assert (off.gross if taxes.are_in_prices else off.net) == taken
    assert [_amount(item["amount"]) for item in order["discounts"]] == [taken]
    assert prices.shipping == plain.shipping
    assert prices.sum == prices.total
    goods = sum((line.gross for line in prices.lines), ZERO)
    assert order["loyalty"]["pointsEarned"] == int(goods * D("1.5"))
    cart.cancel(order_id, balance=CREDIT)


@by_methods(["DISCOUNT"])
@both_terms
@pytest.mark.parametrize("flow", list(Flow), ids=str)
def test_tier_in_each_flow(world: World, method: str, taxes: Taxes, flow: Flow) -> None:
    """10 % of 86.71, without anybody doing anything for it; drafts made by staff included."""
    cart = Beside(world, taxes, flow)
    plain = world.prices_without_points(cart.place)
    give(world.ann, discount_percentage=D(10))
    in_cart, _loyalty = world.look_at_cart(cart.cart, is_draft=cart.till.has_drafts)

    order_id = cart.till.order(cart.cart, world.ann, in_cart.total.gross)

    order = world.look_at_order(order_id)
    assert Prices.of(order) == in_cart
    off = Taxed(plain.total.gross - in_cart.total.gross, plain.total.net - in_cart.total.net)
    assert (off.gross if taxes.are_in_prices else off.net) == D("8.67")
    cart.cancel(order_id, balance=CREDIT)


def give(person: Person, **gives: Any) -> None:
    with commits_at_once():
        Tiers().give(person, **gives)


def badge(person: Person, **gives: Any) -> None:
    with commits_at_once():
        give_badge(person, **gives)


@by_methods(METHODS)
@pytest.mark.parametrize("flow", [Flow.PAYMENT, Flow.TRANSACTION, Flow.APP], ids=str)
def test_free_order(world: World, method: str, flow: Flow) -> None:
    """Points for all goods, and nothing for shipping: no money is due."""
    cart = Beside(world, Taxes.NET_APP, flow)
    world.setup.ship_for_free(cart.place)
    world.shop.credit(world.ann, 20_000)
    world.shop.apply(cart.cart, world.ann, maximum=True)
    assert cart.total.gross == 0

    order_id, order = cart.order()

    assert _amount(order["totalCharged"]) == 0
    assert order["loyalty"]["pointsEarned"] == 0
    # Of prices without tax a discount takes those, and points that pay take the tax as well.
    spent = {"DISCOUNT": 8671, "PAYMENT": 10_164}[method]
    assert order["loyalty"]["pointsSpent"] == spent
    assert order["user"]["loyalty"]["balance"] == CREDIT + 20_000 - spent
    cart.cancel(order_id, balance=CREDIT + 20_000)
    assert not GiftCard.objects.filter(is_active=True).exists()
