"""What the plugin adds to the shop's checkouts and orders."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import graphene
from django.utils import timezone
from promise import Promise

from saleor_loyalty_plugin.api.access import GuardedField, is_customer, may_any, requestor_of
from saleor_loyalty_plugin.api.loaders import (
    BenefitsOfOrder,
    EntriesOfOrder,
    QuoteOfCheckout,
    QuoteOfDraft,
    SettlementOfOrder,
    WaitingOfOrder,
)
from saleor_loyalty_plugin.api.shop import shop_type
from saleor_loyalty_plugin.api.types.account import LoyaltyEntry
from saleor_loyalty_plugin.api.types.refunds import (
    LoyaltyRefundLineInput,
    LoyaltyRefundPreview,
    refund_preview,
)
from saleor_loyalty_plugin.api.types.values import (
    LimitInChannel,
    LoyaltyBenefit,
    LoyaltyExplanation,
    LoyaltyQuote,
    LoyaltyReplacedOffer,
    Step,
    benefit,
)
from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.hosts.port import Permission
from saleor_loyalty_plugin.models import OrderSettlement, WaitingOrder
from saleor_loyalty_plugin.rules.facts import CheckoutPrices
from saleor_loyalty_plugin.rules.preview import checkout_points
from saleor_loyalty_plugin.rules.progress_benefits import EarningTier
from saleor_loyalty_plugin.rules.redemption import Limit, LimitCode, Quote
from saleor_loyalty_plugin.rules.terms import RedemptionMethod
from saleor_loyalty_plugin.services.checkout.quote import CheckoutQuote
from saleor_loyalty_plugin.services.orders.preview_refund import RefundPreview

NOTHING_FOR_STRANGERS = Quote(
    points_max=0, discount_max=Decimal(0), limits=(Limit(code=LimitCode.NOT_SIGNED_IN),)
)


@dataclass(frozen=True, slots=True)
class CheckoutState:
    """What `CheckoutLoyalty` resolves from; `root` is what the shop's own fields resolve from."""

    root: Any
    quoted: CheckoutQuote


class CheckoutLoyalty(graphene.ObjectType):
    """Points at one checkout, or on one draft order."""

    points_to_earn = graphene.Int(
        required=True,
        description=(
            "The points that its order will earn a customer who takes part, to the point, by the"
            " total as the shop knows it now: what is not chosen yet, such as shipping, is not in"
            " it. In lists by the total that was computed last; an estimate without tax, shipping"
            " and promo codes where the cart has changed since. Times the multiplier of its"
            " customer's tier."
        ),
    )
    quote = graphene.Field(
        LoyaltyQuote,
        required=True,
        description=(
            "How many points can be applied. Whoever is neither the customer nor holds"
            " MANAGE_CHECKOUTS or MANAGE_USERS sees none, with the limit NOT_SIGNED_IN."
        ),
    )
    applied_points = graphene.Int(
        required=True, description="The points that are applied, 0 for none."
    )
    applied_discount = graphene.Field(
        shop_type("Money"),
        required=True,
        description="What they take off the price, or pay of it by a gift card.",
    )
    benefits = graphene.Field(
        graphene.NonNull(graphene.List(graphene.NonNull(LoyaltyBenefit))),
        description="Everything of the program that lowers the price, item by item.",
    )

    @staticmethod
    def resolve_points_to_earn(root: CheckoutState, info: Any) -> Any:
        quoted, known = root.quoted, root.quoted.facts.prices
        if quoted.active is None or (known is not None and known.is_current):
            return _points_to_earn(quoted, known)
        computed = current_host().load_checkout_prices(root.root, info)
        if computed is None:
            return _points_to_earn(quoted, known)
        return computed.then(lambda prices: _points_to_earn(quoted, prices))

    @staticmethod
    def resolve_quote(root: CheckoutState, info: Any) -> Any:
        quoted, known = root.quoted, root.quoted.facts.prices
        if not _may_see_quote(quoted, info):
            return _shown(NOTHING_FOR_STRANGERS, quoted)
        is_known = known is not None and known.is_current
        if quoted.method is RedemptionMethod.DISCOUNT or is_known:
            return _shown(quoted.quote, quoted)
        computed = current_host().load_checkout_prices(root.root, info)
        if computed is None:
            return _shown(quoted.quote, quoted)
        return computed.then(lambda prices: _shown(quoted.with_prices(prices).quote, quoted))

    @staticmethod
    def resolve_applied_points(root: CheckoutState, _info: Any) -> int:
        hold = root.quoted.hold
        return hold.points if hold is not None else 0

    @staticmethod
    def resolve_applied_discount(root: CheckoutState, _info: Any) -> Any:
        hold = root.quoted.hold
        amount = hold.discount_amount if hold is not None else Decimal(0)
        return current_host().money(amount, root.quoted.facts.channel.currency)

    @staticmethod
    def resolve_benefits(root: CheckoutState, _info: Any) -> list[LoyaltyBenefit]:
        currency = root.quoted.facts.channel.currency
        return [benefit(item, currency) for item in root.quoted.items]


def _replaced_offer(quoted: CheckoutQuote) -> LoyaltyReplacedOffer | None:
    promotion = quoted.promotion
    if promotion is None or quoted.method is RedemptionMethod.PAYMENT:
        return None
    return LoyaltyReplacedOffer(
        name=promotion.name,
        amount=current_host().money(promotion.amount, quoted.facts.channel.currency),
        is_gift=promotion.is_gift,
    )


def _shown(quote: Quote, quoted: CheckoutQuote) -> LoyaltyQuote:
    channel = quoted.facts.channel
    return LoyaltyQuote(
        maximum_points=quote.points_max,
        maximum_discount=current_host().money(quote.discount_max, channel.currency),
        limits=[LimitInChannel(limit, channel) for limit in quote.limits],
        replaced_offer=_replaced_offer(quoted),
    )


def _points_to_earn(quoted: CheckoutQuote, prices: CheckoutPrices | None) -> int:
    if quoted.active is None:
        return 0
    return checkout_points(
        quoted.facts,
        quoted.active.terms,
        prices=prices,
        code_discount=quoted.code_discount,
        points_discount=quoted.points_discount,
        points_paid=quoted.points_paid,
        tier=EarningTier.of(quoted.tier),
        now=timezone.now(),
    )


def _may_see_quote(state: CheckoutQuote, info: Any) -> bool:
    """A quote tells how many points the customer has, and a checkout's ID is no secret."""
    if state.facts.customer_id is None or state.facts.is_draft:
        return True
    requestor = requestor_of(info)
    return is_customer(requestor, state.facts.customer_id) or may_any(
        requestor, (Permission.MANAGE_CHECKOUTS, Permission.MANAGE_USERS)
    )


def loyalty_of_checkout(root: Any, info: Any) -> Promise | None:
    """Resolve `Checkout.loyalty`; null once the checkout is completed."""
    checkout = current_host().unwrap(root)
    if checkout.pk is None:
        return None
    quoted = QuoteOfCheckout.of(info.context).load(checkout)
    return quoted.then(lambda found: CheckoutState(root, found) if found is not None else None)


@dataclass(frozen=True, slots=True)
class OrderBooks:
    """What `OrderLoyalty` resolves from; `settlement` is None before the order was settled, and
    `root` is what the shop's own fields resolve from.

    `is_open` is false for whoever may see the order, but not whose it is: a guest's order shows
    what waits for its guest, and nothing of the account that may have paid it with points.
    """

    root: Any
    order_id: Any
    settlement: OrderSettlement | None
    waiting: WaitingOrder | None
    is_open: bool


class OrderLoyalty(graphene.ObjectType):
    """Points of one order."""

    points_earned = graphene.Int(
        required=True, description="The points that it earned, less what was taken back."
    )
    points_spent = graphene.Int(
        required=True, description="The points that were used for it, less what was given back."
    )
    entries = graphene.Field(
        graphene.NonNull(graphene.List(graphene.NonNull(LoyaltyEntry))),
        description="All entries that came from it, oldest first.",
    )
    benefits = graphene.Field(
        graphene.NonNull(graphene.List(graphene.NonNull(LoyaltyBenefit))),
        description=(
            "Everything of the program that lowered its price when it was placed, item by item;"
            " refunds don't change it."
        ),
    )
    points_waiting = graphene.Int(
        required=True,
        description=(
            "The points that a guest's order gives to whoever registers with its e-mail address"
            " and confirms it; 0 for a customer's order."
        ),
    )

    tier_name = graphene.String(
        description=(
            "The tier that its customer had when it was placed, as it was called then; null"
            " without one, and before the order earns."
        )
    )
    earning_multiplier = graphene.Float(
        required=True,
        description=(
            "How many times the points that tier gives; refunds and changes of the order go by it,"
            " whatever tier the customer has now."
        ),
    )

    not_earned = graphene.Field(
        LoyaltyExplanation,
        description=(
            "Why it earned nothing, where its customer did not take part when it was placed; null"
            " otherwise."
        ),
    )

    refund_preview = GuardedField(
        LoyaltyRefundPreview,
        permissions=(Permission.MANAGE_ORDERS,),
        lines=graphene.Argument(
            graphene.List(graphene.NonNull(LoyaltyRefundLineInput)),
            description="Pieces that come back, shipped or not; without them money only.",
        ),
        amount=graphene.Argument(
            shop_type("PositiveDecimal"),
            description=(
                "The money that is paid back, in the order's currency, 0 for none; without it what"
                " the lines were paid in money."
            ),
        ),
        description=(
            "What a refund or return would do to money and points, computed as it is when it"
            " happens; writes nothing."
        ),
    )

    draft = GuardedField(
        CheckoutLoyalty,
        permissions=(Permission.MANAGE_ORDERS,),
        description=(
            "Points on a draft order: how many can be used, and which are applied; null once it is"
            " completed, and for exchanges."
        ),
    )

    @staticmethod
    def resolve_draft(root: OrderBooks, info: Any) -> Promise:
        quoted = QuoteOfDraft.of(info.context).load(current_host().unwrap(root.root))
        return quoted.then(lambda found: _draft_state(root.root, found))

    @staticmethod
    def resolve_refund_preview(
        root: OrderBooks,
        info: Any,
        lines: list[Any] | None = None,
        amount: Decimal | None = None,
    ) -> RefundPreview:
        return refund_preview(info, root.order_id, lines, amount)

    @staticmethod
    def resolve_not_earned(root: OrderBooks, _info: Any) -> Step | None:
        if root.settlement is None or not root.is_open or not root.settlement.absence:
            return None
        return {"code": "NOT_TAKING_PART", "values": {"reason": root.settlement.absence}}

    @staticmethod
    def resolve_tier_name(root: OrderBooks, _info: Any) -> str | None:
        return root.settlement.tier_name or None if root.settlement is not None else None

    @staticmethod
    def resolve_earning_multiplier(root: OrderBooks, _info: Any) -> float:
        return float(root.settlement.earning_multiplier) if root.settlement is not None else 1.0

    @staticmethod
    def resolve_points_earned(root: OrderBooks, _info: Any) -> int:
        return root.settlement.points_earned if root.settlement is not None else 0

    @staticmethod
    def resolve_points_spent(root: OrderBooks, _info: Any) -> int:
        return root.settlement.points_spent if root.settlement is not None else 0

    @staticmethod
    def resolve_benefits(root: OrderBooks, info: Any) -> Promise:
        if not root.is_open:
            return Promise.resolve([])
        found = BenefitsOfOrder.of(info.context).load(root.order_id)
        return found.then(lambda items: [benefit(item, currency) for item, currency in items])

    @staticmethod
    def resolve_points_waiting(root: OrderBooks, _info: Any) -> int:
        return root.waiting.points if root.waiting is not None else 0

    @staticmethod
    def resolve_entries(root: OrderBooks, info: Any) -> Promise:
        if not root.is_open:
            return Promise.resolve([])
        return EntriesOfOrder.of(info.context).load(root.order_id)


def _draft_state(root: Any, quoted: CheckoutQuote | None) -> CheckoutState | None:
    if quoted is None:
        return None
    if quoted.facts.has_manual_discount:
        # The shop tells nobody of it, so points may still be held; they take nothing off.
        quoted = replace(quoted, hold=None, discount=None)
    return CheckoutState(root, quoted)


def loyalty_of_order(root: Any, info: Any) -> Promise:
    """Resolve `Order.loyalty`. Raises the shop's error for other people's orders.

    A shop hands a guest's order to whoever knows its ID: they see what waits for the guest.
    """
    host = current_host()
    order = host.unwrap(root)
    requestor = requestor_of(info)
    customer_id = host.customer_id_of(order)
    may_see_all = is_customer(requestor, customer_id) or requestor.may(Permission.MANAGE_ORDERS)

    def seen(settlement: OrderSettlement | None, waiting: WaitingOrder | None) -> OrderBooks:
        claimed_by = settlement.account.customer_id if settlement is not None else None
        is_open = may_see_all or (customer_id is None and is_customer(requestor, claimed_by))
        if not is_open and customer_id is not None and waiting is None:
            raise host.permission_denied([Permission.MANAGE_ORDERS])
        return OrderBooks(root, order.pk, settlement if is_open else None, waiting, is_open)

    def settled(settlement: OrderSettlement | None) -> OrderBooks | Promise:
        if settlement is not None:
            return seen(settlement, None)
        waiting = WaitingOfOrder.of(info.context).load(order.pk)
        return waiting.then(lambda found: seen(None, found))

    return SettlementOfOrder.of(info.context).load(order.pk).then(settled)
