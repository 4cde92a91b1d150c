"""Points at checkout: reserve and put on, take off, follow the cart, check before the order.

Locks are taken in one order everywhere: the checkout, then (in the ledger) the account.
"""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from saleor_loyalty_plugin import ledger
from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.hosts.port import (
    DiscountRefused,
    LockedCheckout,
    Permission,
    Requestor,
)
from saleor_loyalty_plugin.ledger.types import HoldRequest
from saleor_loyalty_plugin.models import Account, Hold, HoldStatus
from saleor_loyalty_plugin.rules.facts import CheckoutFacts
from saleor_loyalty_plugin.rules.redemption import Limit, LimitCode, useful_points
from saleor_loyalty_plugin.services.accounts import (
    is_banned,
    is_frozen,
    refuse_banned,
    refuse_frozen,
)
from saleor_loyalty_plugin.services.codes import is_our_code, new_code
from saleor_loyalty_plugin.services.errors import LoyaltyProblem, ProblemCode
from saleor_loyalty_plugin.services.explanations import limit_message, points_text
from saleor_loyalty_plugin.services.quote_checkout import CheckoutQuote, open_hold, quote_facts

POINTS_MAX = 1_000_000_000
# A payment page may stay open after the last check; the hold must outlive it.
COMPLETION_GRACE = timedelta(minutes=30)
# A process that dies while it completes a checkout leaves it marked as being completed.
STUCK_AFTER = timedelta(days=1)

_PROBLEM_OF_LIMIT = {
    LimitCode.NOT_SIGNED_IN: ProblemCode.NOT_SIGNED_IN,
    LimitCode.SPENDING_OFF: ProblemCode.SPENDING_OFF,
    LimitCode.NO_RATE: ProblemCode.SPENDING_OFF,
    LimitCode.ACCOUNT_FROZEN: ProblemCode.ACCOUNT_FROZEN,
    LimitCode.ACCOUNT_BANNED: ProblemCode.ACCOUNT_BANNED,
    LimitCode.PROMO_CODE_PRESENT: ProblemCode.PROMO_CODE_PRESENT,
    LimitCode.MINIMUM_BALANCE: ProblemCode.MINIMUM_BALANCE,
    LimitCode.MINIMUM_CART_VALUE: ProblemCode.MINIMUM_CART_VALUE,
    LimitCode.AVAILABLE_POINTS: ProblemCode.INSUFFICIENT_POINTS,
}


def apply_points(
    *,
    checkout_id: UUID,
    points: int | None,
    uses_maximum: bool,
    requestor: Requestor,
    now: datetime,
    checkout: Any = None,
) -> Hold:
    """Reserve points for a checkout and put their worth on it as a discount.

    Replaces what was applied before; repeating it changes nothing. Points that would not buy a
    whole unit of the currency stay with the customer.
    Raises `LoyaltyProblem` with the limit that forbids it; nothing is changed then.
    """
    _check_amount(points, uses_maximum)
    host = current_host()
    with transaction.atomic(using=host.writer_alias()):
        facts = _locked_facts(checkout_id, checkout)
        _check_may_act(facts, requestor)
        state = quote_facts(facts, now=now)
        hold_points, discount = _wanted(state, points, uses_maximum)
        return _put_on(state, hold_points, discount, uses_maximum, now, checkout)


def remove_points(
    *, checkout_id: UUID, requestor: Requestor, now: datetime, checkout: Any = None
) -> None:
    """Give the reserved points back and take the discount off. Repeatable.

    Raises `LoyaltyProblem`: NOT_FOUND, CHECKOUT_CLOSED, NOT_SIGNED_IN.
    """
    host = current_host()
    with transaction.atomic(using=host.writer_alias()):
        facts = _locked_facts(checkout_id, checkout)
        _check_may_act(facts, requestor)
        hold = open_hold(checkout_id=checkout_id)
        if hold is not None:
            _take_off(hold, now, checkout)


def requote_checkout(*, checkout_id: UUID, now: datetime, checkout: Any = None) -> None:
    """Make the hold fit a checkout that has changed.

    The points go back when the shopper removed or replaced the code, changed the customer, or when
    nothing may be used any more; otherwise the hold shrinks to what the cart can take, and follows
    it upwards when the shopper asked for the maximum. Costs one query where nothing is applied.
    """
    if open_hold(checkout_id=checkout_id) is None:
        return
    host = current_host()
    with transaction.atomic(using=host.writer_alias()):
        locked = host.lock_checkout(checkout_id)
        if locked is None or locked.is_completing:
            return
        facts, checkout = _fresh_facts(checkout_id, locked, checkout)
        hold = open_hold(checkout_id=checkout_id)
        if facts is None or hold is None:
            return
        state = quote_facts(facts, now=now)
        is_theirs = state.account is not None and state.account.pk == hold.account_id
        points_max = state.quote.points_max
        if facts.voucher_code != hold.code or not is_theirs or points_max == 0:
            _take_off(hold, now, checkout)
            return
        target = points_max if hold.uses_maximum else min(hold.points, points_max)
        hold_points, discount = _useful(state, target)
        if hold_points == 0:
            _take_off(hold, now, checkout)
            return
        _put_on(state, hold_points, discount, hold.uses_maximum, now, checkout)


def check_before_order(
    *,
    checkout_id: UUID,
    voucher_code: str | None,
    customer_id: int | None,
    now: datetime,
    checkout: Any = None,
) -> None:
    """The last word before an order is made from a checkout that carries a code of ours.

    Raises `LoyaltyProblem` when the code belongs to another checkout or customer, its points are
    no longer reserved, the account was frozen, or the cart can't take as many any more. Costs
    nothing for other codes.
    """
    if not is_our_code(voucher_code):
        return
    host = current_host()
    hold = (
        Hold.objects.using(host.writer_alias())
        .select_related("account")
        .filter(code=voucher_code)
        .first()
    )
    if (
        hold is None
        or hold.checkout_id != checkout_id
        or customer_id is None
        or hold.account.customer_id != customer_id
    ):
        raise LoyaltyProblem(
            ProblemCode.HOLD_LOST,
            "This points discount belongs to another checkout. Remove the code and apply your"
            " points here.",
        )
    if is_frozen(hold.account) or is_banned(hold.account):
        raise LoyaltyProblem(
            ProblemCode.ACCOUNT_BANNED if is_banned(hold.account) else ProblemCode.ACCOUNT_FROZEN,
            "The points account can't be used at the moment. Remove the points to place the order.",
        )
    facts = host.checkout_facts(checkout_id, checkout=checkout)
    if facts is not None and hold.points > quote_facts(facts, now=now).quote.points_max:
        raise LoyaltyProblem(
            ProblemCode.LIMIT_EXCEEDED,
            "The cart has changed and can't take as many points any more. Apply your points again.",
        )
    if not ledger.extend_hold(hold_id=hold.pk, expires_at=now + COMPLETION_GRACE):
        raise LoyaltyProblem(
            ProblemCode.HOLD_LOST,
            "These points are no longer reserved. Apply your points again.",
        )


def release_hold(*, hold: Hold, now: datetime) -> bool:
    """Give the points of an overdue hold back, whether or not its checkout still exists.

    False when the checkout was completed, or the hold renewed, in the meantime.
    """
    host = current_host()
    with transaction.atomic(using=host.writer_alias()):
        locked = host.lock_checkout(hold.checkout_id)
        if locked is not None and locked.is_completing and now < hold.expires_at + STUCK_AFTER:
            return False
        still_due = (
            Hold.objects.using(host.writer_alias())
            .filter(pk=hold.pk, status=HoldStatus.OPEN, expires_at__lte=now)
            .first()
        )
        if still_due is None or host.order_id_by_code(hold.code) is not None:
            return False
        _take_off(still_due, now, None)
        return True


def _check_amount(points: int | None, uses_maximum: bool) -> None:
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


def _locked_facts(checkout_id: UUID, checkout: Any) -> CheckoutFacts:
    host = current_host()
    locked = host.lock_checkout(checkout_id)
    if locked is not None and locked.is_completing:
        raise LoyaltyProblem(
            ProblemCode.CHECKOUT_CLOSED,
            "An order is being made of this checkout. Its points can't be changed now.",
            field="id",
        )
    if locked is not None:
        facts, _ = _fresh_facts(checkout_id, locked, checkout)
        if facts is not None:
            return facts
    if host.order_id_by_checkout(checkout_id) is not None:
        raise LoyaltyProblem(
            ProblemCode.CHECKOUT_CLOSED,
            "This checkout has become an order. Its points can't be changed any more.",
            field="id",
        )
    raise LoyaltyProblem(ProblemCode.NOT_FOUND, "No open checkout has this ID.", field="id")


def _fresh_facts(
    checkout_id: UUID, locked: LockedCheckout, checkout: Any
) -> tuple[CheckoutFacts | None, Any]:
    """Facts of a locked checkout, and the object at hand if it tells the same story as the row.

    Another request may have changed the code or the customer since the object was read.
    """
    host = current_host()
    facts = host.checkout_facts(checkout_id, checkout=checkout)
    if (
        checkout is not None
        and facts is not None
        and (facts.voucher_code, facts.customer_id) != (locked.voucher_code, locked.customer_id)
    ):
        return host.checkout_facts(checkout_id), None
    return facts, checkout


def _check_may_act(facts: CheckoutFacts, requestor: Requestor) -> None:
    """Customers act on their own checkout, staff and apps on anybody's."""
    if requestor.may(Permission.MANAGE_CHECKOUTS) or requestor.may(Permission.MANAGE_USERS):
        if facts.customer_id is None:
            raise LoyaltyProblem(
                ProblemCode.NOT_SIGNED_IN,
                "This checkout has no customer. Attach one first (checkoutCustomerAttach).",
                field="id",
            )
        return
    if requestor.user_id is None:
        raise LoyaltyProblem(ProblemCode.NOT_SIGNED_IN, "Sign in to use points.", field="id")
    if facts.customer_id is None:
        raise LoyaltyProblem(
            ProblemCode.NOT_SIGNED_IN,
            "This checkout has no customer yet. Attach yourself first (checkoutCustomerAttach).",
            field="id",
        )
    if facts.customer_id != requestor.user_id:
        raise LoyaltyProblem(
            ProblemCode.NOT_FOUND, "No open checkout of yours has this ID.", field="id"
        )


def _wanted(state: CheckoutQuote, points: int | None, uses_maximum: bool) -> tuple[int, Decimal]:
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
    return hold_points, discount


def _problem_code(limit: Limit) -> ProblemCode:
    return _PROBLEM_OF_LIMIT.get(limit.code, ProblemCode.LIMIT_EXCEEDED)


def _blamed(limit: Limit) -> str:
    by_amount = limit.code not in (LimitCode.NOT_SIGNED_IN, LimitCode.PROMO_CODE_PRESENT)
    return "points" if by_amount else "id"


def _useful(state: CheckoutQuote, points: int) -> tuple[int, Decimal]:
    channel = state.facts.channel
    terms = state.active.terms.for_channel(channel.channel_id) if state.active else None
    if terms is None:
        return 0, Decimal(0)
    return useful_points(points, terms, channel.currency_digits)


def _put_on(
    state: CheckoutQuote,
    points: int,
    discount: Decimal,
    uses_maximum: bool,
    now: datetime,
    checkout: Any,
) -> Hold:
    """Place the hold and the discount, or only prolong the hold that is already right."""
    host = current_host()
    facts, hold = state.facts, state.hold
    if state.active is None or state.account is None:
        raise AssertionError("a quote above 0 implies a program and an account")
    expires_at = now + timedelta(minutes=state.active.terms.hold_minutes)
    if (
        hold is not None
        and hold.account_id == state.account.pk
        and (hold.points, hold.discount_amount, hold.code) == (points, discount, facts.voucher_code)
        and hold.uses_maximum == uses_maximum
    ):
        ledger.extend_hold(hold_id=hold.pk, expires_at=expires_at)
        hold.expires_at = expires_at
        return hold
    code = new_code()
    result = ledger.place_hold(
        HoldRequest(
            account_id=state.account.pk,
            checkout_id=facts.checkout_id,
            points=points,
            discount_amount=discount,
            currency=facts.channel.currency,
            code=code,
            uses_maximum=uses_maximum,
            program_version_id=state.active.version_id,
            expires_at=expires_at,
        ),
        now=now,
    )
    if not result.is_placed or result.hold_id is None:
        raise LoyaltyProblem(
            ProblemCode.INSUFFICIENT_POINTS,
            "Only %(points)s points are available.",
            field="points",
            values={"points": result.points_available},
        )
    _check_still_open(state.account)
    if result.replaced_code is not None:
        host.drop_discount(
            checkout_id=facts.checkout_id, code=result.replaced_code, checkout=checkout
        )
    try:
        host.put_discount(
            checkout_id=facts.checkout_id,
            code=code,
            amount=discount,
            currency=facts.channel.currency,
            name=f"Loyalty points {discount} {facts.channel.currency}",
            checkout=checkout,
        )
    except DiscountRefused as error:
        raise LoyaltyProblem(ProblemCode.DISCOUNT_REFUSED, str(error), field="id") from error
    return Hold.objects.using(host.writer_alias()).get(pk=result.hold_id)


def _check_still_open(account: Account) -> None:
    """Look again now that the account is locked: staff may have frozen it since it was read.

    Raises `LoyaltyProblem`: ACCOUNT_FROZEN, ACCOUNT_BANNED.
    """
    account.refresh_from_db(using=current_host().writer_alias(), fields=["status"])
    refuse_banned(account)
    refuse_frozen(account)


def _take_off(hold: Hold, now: datetime, checkout: Any) -> None:
    ledger.void_hold(hold_id=hold.pk, now=now)
    current_host().drop_discount(checkout_id=hold.checkout_id, code=hold.code, checkout=checkout)
