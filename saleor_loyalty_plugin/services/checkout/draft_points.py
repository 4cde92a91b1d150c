"""Points on a draft order: staff, or a till, use them for its customer.

A draft stands in for a checkout: its id is the `checkout_id` of the hold and of the discount.
Points are always a discount there, since a draft takes no gift cards. The shop asks nothing when a
draft is completed: the order then takes the points of the code that it carries. What the customer
has by tier or badge applies by itself, as on a checkout.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.hosts.port import Permission
from saleor_loyalty_plugin.models import CheckoutDiscount, Hold, HoldStatus
from saleor_loyalty_plugin.rules.facts import CheckoutFacts
from saleor_loyalty_plugin.services.checkout.benefits import may_start
from saleor_loyalty_plugin.services.checkout.codes import is_our_code
from saleor_loyalty_plugin.services.checkout.discount import (
    forget_choices,
    put_together,
    take_everything_off,
)
from saleor_loyalty_plugin.services.checkout.newcomers import has_joined
from saleor_loyalty_plugin.services.checkout.quote import open_hold, quote_facts
from saleor_loyalty_plugin.services.checkout.reserve_points import (
    check_amount,
    put_points,
    still_fitting,
    wanted_points,
)
from saleor_loyalty_plugin.services.errors import LoyaltyProblem, ProblemCode


def apply_points_to_draft(
    *,
    order_id: UUID,
    points: int | None,
    uses_maximum: bool,
    channel_ids: Collection[int] | None,
    now: datetime,
) -> Hold:
    """Reserve points for a draft order and take their worth off it; see `apply_points`.

    `channel_ids` are the channels that the author may work in, None for all.
    Raises `LoyaltyProblem` with the limit that forbids it, and the shop's own error for a channel
    that is closed to the author; nothing is changed then.
    """
    check_amount(points, uses_maximum)
    with transaction.atomic(using=current_host().writer_alias()):
        facts = _locked_facts(order_id, channel_ids)
        if facts.customer_id is None:
            raise LoyaltyProblem(
                ProblemCode.NOT_SIGNED_IN,
                "This draft order has no customer. Choose one first (draftOrderUpdate).",
                field="id",
            )
        _state, hold = put_points(
            quote_facts(facts, now=now),
            wanted=lambda quoted: wanted_points(quoted, points, uses_maximum),
            now=now,
            checkout=None,
        )
        if hold is None:
            raise AssertionError("points that are wanted are held")
        return hold


def remove_points_from_draft(
    *, order_id: UUID, channel_ids: Collection[int] | None, now: datetime
) -> None:
    """Give the reserved points back and take their discount off. Repeatable.

    Raises `LoyaltyProblem`: NOT_FOUND, CHECKOUT_CLOSED, and the shop's own error for a channel that
    is closed to the author.
    """
    with transaction.atomic(using=current_host().writer_alias()):
        facts = _locked_facts(order_id, channel_ids)
        if open_hold(checkout_id=order_id) is not None:
            put_together(quote_facts(facts, now=now), points=None, now=now, checkout=None)


def requote_draft(*, order_id: UUID, now: datetime, order: Any = None) -> None:
    """Make a draft order that has changed carry what its customer is entitled to now.

    As `requote_checkout`. A code of ours that belongs to a checkout, or to another draft, comes
    off: whoever owns its points uses them there.
    """
    if not _concerns_us(order_id, order):
        return
    host = current_host()
    with transaction.atomic(using=host.writer_alias()):
        locked = host.lock_draft(order_id)
        if locked is None:
            return
        facts = host.draft_facts(order_id, order=order)
        if facts is not None and (facts.voucher_code, facts.customer_id) != (
            locked.voucher_code,
            locked.customer_id,
        ):
            order = None
            facts = host.draft_facts(order_id)
        if facts is None:
            return
        state = quote_facts(facts, now=now)
        if state.is_taken_off:
            forget_choices(state, now=now)
        if is_our_code(facts.voucher_code) and not state.is_applied:
            host.detach_from_draft(order_id=order_id, code=str(facts.voucher_code), order=order)
            facts = host.draft_facts(order_id, order=order)
            if facts is None:
                return
        state = quote_facts(facts, now=now)
        if has_joined(state, now=now):
            state = quote_facts(facts, now=now)
        put_points(state, wanted=still_fitting, now=now, checkout=order)


def release_deleted_draft(*, order_id: UUID, now: datetime) -> None:
    """Give everything back that a deleted draft order carried. Does nothing while it is there."""
    host = current_host()
    using = host.writer_alias()
    with transaction.atomic(using=using):
        hold = open_hold(checkout_id=order_id)
        discounts = CheckoutDiscount.objects.using(using).filter(checkout_id=order_id)
        discount = discounts.filter(order_id=None).first()
        if hold is None and discount is None:
            return
        if host.lock_draft(order_id) is None and not host.order_facts([order_id]):
            take_everything_off(hold=hold, discount=discount, now=now)


def _locked_facts(order_id: UUID, channel_ids: Collection[int] | None) -> CheckoutFacts:
    """Lock a draft order until the transaction ends, and read it.

    Raises as `remove_points_from_draft`.
    """
    host = current_host()
    locked = host.lock_draft(order_id)
    facts = host.draft_facts(order_id) if locked is not None else None
    if facts is None:
        raise _no_draft(order_id, is_exchange=locked is not None)
    if channel_ids is not None and facts.channel.channel_id not in channel_ids:
        raise host.permission_denied([Permission.MANAGE_ORDERS])
    return facts


def _no_draft(order_id: UUID, *, is_exchange: bool) -> LoyaltyProblem:
    if is_exchange:
        return LoyaltyProblem(
            ProblemCode.INVALID,
            "This draft order is an exchange: the order that its goods were bought with keeps its"
            " points.",
            field="id",
        )
    if current_host().order_facts([order_id]):
        return LoyaltyProblem(
            ProblemCode.CHECKOUT_CLOSED,
            "This order is no draft any more. Its points can't be changed.",
            field="id",
        )
    return LoyaltyProblem(ProblemCode.NOT_FOUND, "No draft order has this ID.", field="id")


def _concerns_us(order_id: UUID, order: Any) -> bool:
    host = current_host()
    using = host.writer_alias()
    holds = Hold.objects.using(using).filter(checkout_id=order_id, status=HoldStatus.OPEN)
    discounts = CheckoutDiscount.objects.using(using).filter(checkout_id=order_id, order_id=None)
    applied = holds.order_by().values("pk").union(discounts.order_by().values("pk"))
    if applied.exists() or order is None or is_our_code(host.promo_code_of(order)):
        return True
    customer_id = host.customer_id_of(order)
    return customer_id is not None and may_start(
        checkout_id=order_id, customer_id=customer_id, using=using
    )
