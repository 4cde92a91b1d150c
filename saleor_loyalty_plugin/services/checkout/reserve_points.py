"""Points at checkout: reserve and put on, take off, follow the cart, give back in time.

Locks are taken in one order everywhere: the checkout, then (in the ledger) the account.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import CharField, Value
from django.utils.translation import gettext as _

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.hosts.port import Requestor
from saleor_loyalty_plugin.models import CheckoutDiscount, Hold, HoldStatus, Program
from saleor_loyalty_plugin.rules.composition import item_of_points
from saleor_loyalty_plugin.rules.redemption import Limit, LimitCode, useful_points
from saleor_loyalty_plugin.rules.terms import RedemptionMethod
from saleor_loyalty_plugin.services.checkout.access import (
    check_may_act,
    fresh_facts,
    locked_facts,
)
from saleor_loyalty_plugin.services.checkout.benefits import may_start
from saleor_loyalty_plugin.services.checkout.codes import is_our_code
from saleor_loyalty_plugin.services.checkout.discount import (
    PointsWanted,
    forget_choices,
    put_together,
    take_everything_off,
)
from saleor_loyalty_plugin.services.checkout.newcomers import has_joined
from saleor_loyalty_plugin.services.checkout.quote import CheckoutQuote, open_hold, quote_facts
from saleor_loyalty_plugin.services.errors import LoyaltyProblem, ProblemCode
from saleor_loyalty_plugin.services.explanations import limit_message, points_text
from saleor_loyalty_plugin.services.members.accounts import locked_account

POINTS_MAX = 1_000_000_000
# A process that dies while it completes a checkout leaves it marked as being completed.
STUCK_AFTER = timedelta(days=1)

_PROBLEM_OF_LIMIT = {
    LimitCode.NOT_SIGNED_IN: ProblemCode.NOT_SIGNED_IN,
    LimitCode.SPENDING_OFF: ProblemCode.SPENDING_OFF,
    LimitCode.NO_RATE: ProblemCode.SPENDING_OFF,
    LimitCode.ACCOUNT_FROZEN: ProblemCode.ACCOUNT_FROZEN,
    LimitCode.ACCOUNT_BANNED: ProblemCode.ACCOUNT_BANNED,
    LimitCode.PROMO_CODE_PRESENT: ProblemCode.PROMO_CODE_PRESENT,
    LimitCode.ORDER_PROMOTION_PRESENT: ProblemCode.ORDER_PROMOTION_PRESENT,
    LimitCode.MANUAL_DISCOUNT: ProblemCode.MANUAL_DISCOUNT,
    LimitCode.MINIMUM_BALANCE: ProblemCode.MINIMUM_BALANCE,
    LimitCode.MINIMUM_CART_VALUE: ProblemCode.MINIMUM_CART_VALUE,
    LimitCode.AVAILABLE_POINTS: ProblemCode.INSUFFICIENT_POINTS,
}

# What the account may have become between a quote and the hold.
_OVERTAKEN = (
    ProblemCode.INSUFFICIENT_POINTS,
    ProblemCode.ACCOUNT_FROZEN,
    ProblemCode.ACCOUNT_BANNED,
)

# Limits that lie with the cart: no other number of points would do.
_OF_THE_CART = (
    LimitCode.NOT_SIGNED_IN,
    LimitCode.PROMO_CODE_PRESENT,
    LimitCode.MANUAL_DISCOUNT,
)


def apply_points(
    *,
    checkout_id: UUID,
    points: int | None,
    uses_maximum: bool,
    requestor: Requestor,
    now: datetime,
    checkout: Any = None,
) -> Hold:
    """Reserve points for a checkout and take their worth off it, or pay with them.

    Replaces what was applied before; repeating it changes nothing. Points that would not buy a
    whole unit of the currency stay with the customer.
    Raises `LoyaltyProblem` with the limit that forbids it; nothing is changed then.
    """
    check_amount(points, uses_maximum)
    host = current_host()
    using = host.writer_alias()
    if Program.objects.using(using).filter(redemption_method=RedemptionMethod.PAYMENT).exists():
        host.refresh_prices(checkout_id, checkout=checkout)
    with transaction.atomic(using=using):
        facts = locked_facts(checkout_id, checkout)
        check_may_act(facts, requestor)
        state = quote_facts(facts, now=now)
        if state.discount is not None and not host.has_code(state.discount.code):
            # The shop places no order with it: it is made anew, not left as it is.
            state = quote_facts(replace(facts, voucher_code=None), now=now)
        state, hold = put_points(
            state,
            wanted=lambda quoted: wanted_points(quoted, points, uses_maximum),
            now=now,
            checkout=checkout,
        )
        if hold is None:
            raise AssertionError("points that are wanted are held")
    if _is_estimate(state):
        requote_checkout(checkout_id=checkout_id, now=now, checkout=checkout)
    return hold


def _is_estimate(state: CheckoutQuote) -> bool:
    """Whether points that pay were quoted without the shop's own prices, as where the code that
    carries other benefits has changed with them."""
    return state.method is RedemptionMethod.PAYMENT and not state.is_priced


def remove_points(
    *, checkout_id: UUID, requestor: Requestor, now: datetime, checkout: Any = None
) -> None:
    """Give the reserved points back and take their discount off. Repeatable.

    Raises `LoyaltyProblem`: NOT_FOUND, CHECKOUT_CLOSED, NOT_SIGNED_IN.
    """
    host = current_host()
    with transaction.atomic(using=host.writer_alias()):
        facts = locked_facts(checkout_id, checkout)
        check_may_act(facts, requestor)
        if open_hold(checkout_id=checkout_id) is not None:
            put_together(quote_facts(facts, now=now), points=None, now=now, checkout=checkout)


def requote_checkout(*, checkout_id: UUID, now: datetime, checkout: Any = None) -> None:
    """Make a checkout that has changed carry what it is entitled to now.

    The points go back when the shopper removed or replaced their code, changed the customer, or
    when nothing may be used any more; otherwise the hold shrinks to what the cart can take, and
    follows it upwards when the shopper asked for the maximum. Costs two queries where nothing is
    applied and no provider has anything for it.
    """
    methods = _methods_on(checkout_id)
    if not methods and not _may_start(checkout_id, checkout):
        return
    pays = RedemptionMethod.PAYMENT in methods
    for _once_more in range(2):
        if pays:
            current_host().refresh_prices(checkout_id, checkout=checkout)
        state = _requote(checkout_id, now, checkout)
        pays = state is not None and state.hold is not None and _is_estimate(state)
        if not pays:
            return


def _requote(checkout_id: UUID, now: datetime, checkout: Any) -> CheckoutQuote | None:
    """What the cart was quoted; None where there is nothing to do."""
    host = current_host()
    with transaction.atomic(using=host.writer_alias()):
        locked = host.lock_checkout(checkout_id)
        if locked is None or locked.is_completing:
            return None
        facts, checkout = fresh_facts(checkout_id, locked, checkout)
        if facts is None:
            return None
        state = quote_facts(facts, now=now)
        if _carries_strange_code(state):
            code = facts.voucher_code or ""
            host.detach_code(checkout_id=checkout_id, code=code, checkout=checkout)
            facts = replace(facts, voucher_code=None)
            state = quote_facts(facts, now=now)
        if state.is_taken_off:
            forget_choices(state, now=now)
            state = quote_facts(facts, now=now)
        if has_joined(state, now=now):
            state = quote_facts(facts, now=now)
        state, _hold = put_points(state, wanted=still_fitting, now=now, checkout=checkout)
        return state


def put_points(
    state: CheckoutQuote,
    *,
    wanted: Callable[[CheckoutQuote], PointsWanted | None],
    now: datetime,
    checkout: Any,
) -> tuple[CheckoutQuote, Hold | None]:
    """`put_together` with the points that `wanted` makes of a quote; the quote that they rest on,
    and the hold.

    Another cart may have taken points since they were counted, or staff frozen the account. By
    then the account is locked: the second look counts. Raises what `wanted` and `put_together` do.
    """
    points = wanted(state)
    try:
        return state, put_together(state, points=points, now=now, checkout=checkout)
    except LoyaltyProblem as problem:
        if problem.code not in _OVERTAKEN:
            raise
    state = quote_facts(state.facts, now=now)
    return state, put_together(state, points=wanted(state), now=now, checkout=checkout)


def _carries_strange_code(state: CheckoutQuote) -> bool:
    """Whether somebody has typed in a code of ours that was made for another cart."""
    code = state.facts.voucher_code
    ours = {item.code for item in (state.discount, state.hold) if item is not None}
    return is_our_code(code) and code not in ours


def _methods_on(checkout_id: UUID) -> set[str]:
    """How what is on a checkout lowers it; empty where nothing of ours is."""
    using = current_host().writer_alias()
    holds = Hold.objects.using(using).filter(checkout_id=checkout_id, status=HoldStatus.OPEN)
    discounts = CheckoutDiscount.objects.using(using).filter(checkout_id=checkout_id, order_id=None)
    discount = Value(RedemptionMethod.DISCOUNT.value, output_field=CharField())
    on_code = discounts.order_by().values_list(discount)
    return {method for (method,) in holds.order_by().values_list("method").union(on_code)}


def _may_start(checkout_id: UUID, checkout: Any) -> bool:
    host = current_host()
    using = host.writer_alias()
    if checkout is not None and is_our_code(host.promo_code_of(checkout)):
        # Typed in, with nothing of ours on this cart.
        return True
    customer_id = host.customer_id_of(checkout) if checkout is not None else None
    return customer_id is not None and may_start(
        checkout_id=checkout_id, customer_id=customer_id, using=using
    )


def still_fitting(state: CheckoutQuote) -> PointsWanted | None:
    """Of the points that are held, those that the cart can take now."""
    hold = state.hold
    if hold is None or state.account is None or state.account.pk != hold.account_id:
        return None
    if hold.code != state.facts.voucher_code and hold.code not in state.facts.card_codes:
        return None
    points_max = state.quote.points_max
    target = points_max if hold.uses_maximum else min(hold.points, points_max)
    points, worth = _useful(state, target)
    wanted = PointsWanted(points=points, worth=worth, uses_maximum=hold.uses_maximum)
    if points == 0 or not _outdoes_promotion(state, wanted):
        return None
    return wanted


def release_hold(*, hold: Hold, now: datetime) -> bool:
    """Give the points of an overdue hold back, whether or not its checkout still exists.

    False when the checkout was completed, or the hold renewed, in the meantime.
    """
    host = current_host()
    using = host.writer_alias()
    discount = CheckoutDiscount.objects.using(using).filter(
        checkout_id=hold.checkout_id, order_id=None
    )
    is_draft = discount.filter(is_draft=True).exists()
    with transaction.atomic(using=using):
        lock = host.lock_draft if is_draft else host.lock_checkout
        locked = lock(hold.checkout_id)
        if locked is not None and locked.is_completing and now < hold.expires_at + STUCK_AFTER:
            return False
        still_due = (
            Hold.objects.using(using)
            .filter(pk=hold.pk, status=HoldStatus.OPEN, expires_at__lte=now)
            .first()
        )
        if still_due is None or host.order_id_by_code(hold.code) is not None:
            return False
        read = host.draft_facts if is_draft else host.checkout_facts
        facts = read(hold.checkout_id) if locked is not None else None
        if facts is not None:
            put_together(quote_facts(facts, now=now), points=None, now=now, checkout=None)
            return True
        take_everything_off(hold=still_due, discount=discount.first(), now=now)
        return True


def release_discount(*, discount_id: int, now: datetime) -> bool:
    """Take back what lies on a cart that is gone: points, choices and the code itself.

    False when somebody else was faster.
    """
    using = current_host().writer_alias()
    rows = CheckoutDiscount.objects.using(using).filter(pk=discount_id, order_id=None)
    with transaction.atomic(using=using):
        account_id = rows.values_list("account_id", flat=True).first()
        if account_id is None:
            return False
        locked_account(account_id)
        discount = rows.select_for_update().first()
        if discount is None:
            return False
        hold = open_hold(checkout_id=discount.checkout_id)
        take_everything_off(hold=hold, discount=discount, now=now)
        return True


def check_amount(points: int | None, uses_maximum: bool) -> None:
    """Raises `LoyaltyProblem`: REQUIRED, INVALID."""
    if (points is None) != uses_maximum:
        raise LoyaltyProblem(
            ProblemCode.REQUIRED,
            "Give either a number of points or useMaximum: true.",
            field="points",
        )
    if points is not None and not 0 < points <= POINTS_MAX:
        raise LoyaltyProblem(
            ProblemCode.INVALID,
            "Give 1 to %(maximum)s points.",
            field="points",
            values={"maximum": POINTS_MAX},
        )


def wanted_points(state: CheckoutQuote, points: int | None, uses_maximum: bool) -> PointsWanted:
    """The points to reserve and their worth, or the refusal."""
    quote = state.quote
    if quote.points_max == 0 or (points is not None and points > quote.points_max):
        sentences = [limit_message(limit, state.facts.channel) for limit in quote.limits]
        if quote.points_max > 0:
            most = _("At most %(points)s can be used here.")
            sentences.insert(0, most % {"points": points_text(quote.points_max)})
        first = quote.limits[0]
        raise LoyaltyProblem(_problem_code(first), " ".join(sentences), field=_blamed(first))
    hold_points, discount = _useful(state, quote.points_max if points is None else points)
    if hold_points == 0:
        raise LoyaltyProblem(
            ProblemCode.TOO_FEW_POINTS,
            "So few points are worth less than the smallest amount of %(currency)s. Use more"
            " points.",
            field="points",
            values={"currency": state.facts.channel.currency},
        )
    wanted = PointsWanted(points=hold_points, worth=discount, uses_maximum=uses_maximum)
    if state.promotion is not None and not _outdoes_promotion(state, wanted):
        least = state.promotion.amount - state.composition.total
        outdone = Limit(code=LimitCode.ORDER_PROMOTION_PRESENT, value=least)
        message = limit_message(outdone, state.facts.channel)
        raise LoyaltyProblem(_problem_code(outdone), message, field="points")
    return wanted


def _outdoes_promotion(state: CheckoutQuote, wanted: PointsWanted) -> bool:
    """Whether the cart costs less with these points than with the offer that they replace."""
    if state.method is RedemptionMethod.PAYMENT:
        return True
    points = item_of_points(wanted.points, wanted.worth)
    return state.outdoes_promotion((*state.composition.items, points))


def _problem_code(limit: Limit) -> ProblemCode:
    return _PROBLEM_OF_LIMIT.get(limit.code, ProblemCode.LIMIT_EXCEEDED)


def _blamed(limit: Limit) -> str:
    return "id" if limit.code in _OF_THE_CART else "points"


def _useful(state: CheckoutQuote, points: int) -> tuple[int, Decimal]:
    channel = state.facts.channel
    terms = state.active.terms.for_channel(channel.channel_id) if state.active else None
    if terms is None:
        return 0, Decimal(0)
    return useful_points(points, terms, channel.currency_digits)
