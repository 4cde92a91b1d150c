"""What a refund would do, for staff before they confirm it."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from uuid import UUID

import graphene
from django.utils import timezone

from saleor_loyalty_plugin.api.errors import as_graphql_error
from saleor_loyalty_plugin.api.ids import uuid_of
from saleor_loyalty_plugin.api.shop import shop_type
from saleor_loyalty_plugin.api.types.account import balance_shown
from saleor_loyalty_plugin.api.types.values import LoyaltyExplanation
from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.rules.balances import debt_of
from saleor_loyalty_plugin.services.orders.preview_refund import RefundPreview, preview_refund


class LoyaltyRefundLineInput(graphene.InputObjectType):
    """Pieces of an order line that come back."""

    order_line_id = graphene.ID(required=True, description="The ID of an OrderLine of the order.")
    quantity = graphene.Int(required=True, description="How many of its pieces, 1 or more.")


class LoyaltyRefundPreview(graphene.ObjectType):
    """What a refund would do to the customer's money and points. Nothing was written."""

    money_due = graphene.Field(
        shop_type("Money"),
        required=True,
        description=(
            "What is paid back: `amount` as it was asked for, else what the lines were paid in"
            " money, after the discount that points bought, and at most `moneyRefundable`."
        ),
    )
    money_refundable = graphene.Field(
        shop_type("Money"),
        required=True,
        description="What could be paid back at most: what was charged, less refunds so far.",
    )
    points_taken_back = graphene.Int(
        required=True, description="Points that the order has earned and that it takes back."
    )
    points_given_back = graphene.Int(
        required=True, description="Points that were used for the order and that come back."
    )
    points_added = graphene.Int(
        required=True,
        description=(
            "Points that the order earns by it; 0 but where pieces that come back had kept it from"
            " earning, since they were never shipped."
        ),
    )
    points_run_out = graphene.Int(
        required=True,
        description=(
            "Of all points that are taken back, those that have run out already: the balance does"
            " not fall by them."
        ),
    )
    milestone_points_taken_back = graphene.Int(
        required=True,
        description="Points of milestones that the customer falls below; taken back as well.",
    )
    referral_points_taken_back = graphene.Int(
        required=True,
        description=(
            "Points that the customer got for following a friend's code; taken back as well if this"
            " was the order that counted."
        ),
    )
    balance_before = graphene.Int(
        required=True, description="The customer's balance now; 0 without an account."
    )
    balance_after = graphene.Int(
        required=True,
        description="The balance after it; never below 0 where the program says so, see `debt`.",
    )
    debt = graphene.Int(
        required=True, description="Points that the customer owes after it, 0 for none."
    )
    explanation = graphene.Field(
        graphene.NonNull(graphene.List(graphene.NonNull(LoyaltyExplanation))),
        description="How it comes about, step by step: money, points, debt.",
    )

    @staticmethod
    def resolve_money_due(root: RefundPreview, _info: Any) -> Any:
        return current_host().money(root.money_due, root.currency)

    @staticmethod
    def resolve_money_refundable(root: RefundPreview, _info: Any) -> Any:
        return current_host().money(root.money_refundable, root.currency)

    @staticmethod
    def resolve_balance_before(root: RefundPreview, info: Any) -> Any:
        return _shown(root, info, root.balance_before)

    @staticmethod
    def resolve_balance_after(root: RefundPreview, info: Any) -> Any:
        return _shown(root, info, root.balance_after)

    @staticmethod
    def resolve_debt(root: RefundPreview, _info: Any) -> int:
        return debt_of(root.balance_after)


def _shown(root: RefundPreview, info: Any, balance: int) -> Any:
    if root.account is None:
        return balance
    return balance_shown(info, balance, root.account.program_id)


def refund_preview(
    info: Any, order_id: UUID, lines: Iterable[Any] | None, amount: Decimal | None
) -> RefundPreview:
    """Resolve `OrderLoyalty.refundPreview`. Refusals become GraphQL errors."""
    with as_graphql_error(info), current_host().writer_access():
        units = [
            (uuid_of(line.order_line_id, "OrderLine", field="lines.order_line_id"), line.quantity)
            for line in lines or ()
        ]
        return preview_refund(order_id=order_id, lines=units, amount=amount, now=timezone.now())
