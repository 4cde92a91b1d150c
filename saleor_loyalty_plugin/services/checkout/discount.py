"""What the program takes off one cart: put together, kept on it as one code, and checked.

The shop admits one promo code, so one code carries everything that lowers the price. Points that
pay (`RedemptionMethod.PAYMENT`) are on a gift card of their own. Everything here is called with the
cart's row locked; the ledger locks the account after it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from saleor_loyalty_plugin import ledger
from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.hosts.port import DiscountRefused
from saleor_loyalty_plugin.ledger.types import HoldRequest
from saleor_loyalty_plugin.models import Account, CheckoutDiscount, Hold, HoldStatus
from saleor_loyalty_plugin.rules.composition import (
    Item,
    is_for_shipping,
    item_of_points,
    one_piece,
    total_of,
)
from saleor_loyalty_plugin.rules.facts import CheckoutFacts
from saleor_loyalty_plugin.rules.terms import RedemptionMethod
from saleor_loyalty_plugin.services.checkout.benefits import sources_by_provider
from saleor_loyalty_plugin.services.checkout.codes import new_card_code, new_code
from saleor_loyalty_plugin.services.checkout.quote import CheckoutQuote
from saleor_loyalty_plugin.services.errors import LoyaltyProblem, ProblemCode
from saleor_loyalty_plugin.services.members.accounts import refuse_banned, refuse_frozen

# Staff come back to a draft after days; the shop asks us nothing when they complete it.
DRAFT_HOLD = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class PointsWanted:
    """Points to reserve, and what they are worth in the channel's currency."""

    points: int
    worth: Decimal
    uses_maximum: bool


def put_together(
    state: CheckoutQuote, *, points: PointsWanted | None, now: datetime, checkout: Any
) -> Hold | None:
    """Make the cart carry the program's benefits, with `points` or without; the hold, if any.

    What is right already stays as it is, but for the hold's deadline.
    Raises `LoyaltyProblem`: INSUFFICIENT_POINTS, ACCOUNT_FROZEN, ACCOUNT_BANNED, DISCOUNT_REFUSED.
    """
    items = _items(state, points)
    is_right = _is_right(state, items, points)
    code = None
    if items:
        code = state.discount.code if is_right and state.discount is not None else new_code()
    hold = _reserve(state, points, code, now)
    if not is_right:
        _replace_code(state, items, code, now, checkout)
    _replace_card(state, hold, checkout)
    return hold


def forget_choices(state: CheckoutQuote, *, now: datetime) -> None:
    """The code was taken off by its customer: what it carried by choice is given back."""
    if state.discount is not None:
        _give_back(state.discount, now)


def _give_back(discount: CheckoutDiscount, now: datetime) -> None:
    sources = [item["source"] for item in discount.items]
    for provider, its in sources_by_provider(sources):
        provider.taken_off(checkout_id=discount.checkout_id, sources=its, now=now)


def take_everything_off(
    *, hold: Hold | None, discount: CheckoutDiscount | None, now: datetime
) -> None:
    """Free points and choices and make the codes useless, of a cart that is gone."""
    is_draft = discount is not None and discount.is_draft
    if hold is not None:
        ledger.void_hold(hold_id=hold.pk, now=now)
        _drop(hold.checkout_id, hold.code, RedemptionMethod(hold.method), None, is_draft=is_draft)
    if discount is not None:
        if hold is None or hold.code != discount.code:
            method = RedemptionMethod.DISCOUNT
            _drop(discount.checkout_id, discount.code, method, None, is_draft=is_draft)
        _give_back(discount, now)
        discount.delete(using=current_host().writer_alias())


def _items(state: CheckoutQuote, points: PointsWanted | None) -> tuple[Item, ...]:
    """What the promo code is to carry; points that pay are not among it."""
    items = state.composition.items
    if points is not None and state.method is not RedemptionMethod.PAYMENT:
        items = (*items, item_of_points(points.points, points.worth))
    # What the shop takes off by itself stays, where it takes off more.
    return items if state.outdoes_promotion(items) else ()


def _is_right(state: CheckoutQuote, items: Sequence[Item], points: PointsWanted | None) -> bool:
    """Whether the code on the cart carries just these items, and its hold is of the same kind."""
    if not items:
        return state.discount is None
    if state.discount is None or not state.is_applied or state.is_taken_off:
        return False
    if state.facts.code_worth not in (None, state.discount.amount):
        return False
    if state.discount.items != [item.to_json() for item in items]:
        return False
    is_on_code = points is not None and state.method is RedemptionMethod.DISCOUNT
    return not is_on_code or _is_held(state, points, state.discount.code)


def _is_held(state: CheckoutQuote, points: PointsWanted | None, code: str | None) -> bool:
    hold = state.hold
    return (
        hold is not None
        and points is not None
        and state.account is not None
        and (hold.account_id, hold.points, hold.discount_amount, hold.uses_maximum)
        == (state.account.pk, points.points, points.worth, points.uses_maximum)
        and hold.method == state.method
        and hold.code == code
    )


def _reserve(
    state: CheckoutQuote, points: PointsWanted | None, code: str | None, now: datetime
) -> Hold | None:
    """Hold the points, or only prolong the hold that is right; void it where none are wanted."""
    hold = state.hold
    if points is None:
        if hold is not None:
            ledger.void_hold(hold_id=hold.pk, now=now)
        return None
    if state.active is None or state.account is None:
        raise AssertionError("a quote above 0 implies a program and an account")
    if state.method is RedemptionMethod.PAYMENT:
        on_cart = hold is not None and hold.code in state.facts.card_codes
        code = hold.code if hold is not None and on_cart else None
        if not _is_held(state, points, code):
            code = new_card_code()
    if code is None:
        raise AssertionError("points that are a discount are on a code")
    lasts = timedelta(minutes=state.active.terms.hold_minutes)
    expires_at = now + (DRAFT_HOLD if state.facts.is_draft else lasts)
    if hold is not None and _is_held(state, points, code):
        ledger.extend_hold(hold_id=hold.pk, expires_at=expires_at)
        hold.expires_at = expires_at
        return hold
    _lock_open_account(state)
    result = ledger.place_hold(
        HoldRequest(
            account_id=state.account.pk,
            checkout_id=state.facts.checkout_id,
            points=points.points,
            discount_amount=points.worth,
            currency=state.facts.channel.currency,
            code=code,
            method=state.method,
            uses_maximum=points.uses_maximum,
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
    return Hold.objects.using(current_host().writer_alias()).get(pk=result.hold_id)


def _lock_open_account(state: CheckoutQuote) -> None:
    """Lock the account, and that of the hold before, and look again: staff may have frozen it since
    it was read. Nothing is written yet.

    Raises `LoyaltyProblem`: ACCOUNT_FROZEN, ACCOUNT_BANNED.
    """
    accounts = {state.account.pk} if state.account is not None else set()
    if state.hold is not None:
        accounts.add(state.hold.account_id)
    rows = Account.objects.using(current_host().writer_alias()).select_for_update(no_key=True)
    for account in rows.filter(pk__in=accounts).order_by("pk"):
        if state.account is not None and account.pk == state.account.pk:
            refuse_banned(account)
            refuse_frozen(account)


def _replace_code(
    state: CheckoutQuote,
    items: Sequence[Item],
    code: str | None,
    now: datetime,
    checkout: Any,
) -> None:
    host, facts, old = current_host(), state.facts, state.discount
    if old is not None:
        method = RedemptionMethod.DISCOUNT
        _drop(facts.checkout_id, old.code, method, checkout, is_draft=facts.is_draft)
    if code is None or state.account is None:
        if old is not None:
            old.delete(using=host.writer_alias())
        return
    _put(facts, code, items, checkout)
    row = old if old is not None else CheckoutDiscount(checkout_id=facts.checkout_id)
    row.is_draft = facts.is_draft
    row.account = state.account
    row.code = code
    row.amount = total_of(items)
    row.currency = facts.channel.currency
    row.is_for_shipping = is_for_shipping(items)
    row.items = [item.to_json() for item in items]
    row.updated_at = now
    row.save(using=host.writer_alias())


def _put(facts: CheckoutFacts, code: str, items: Sequence[Item], checkout: Any) -> None:
    host, currency, amount = current_host(), facts.channel.currency, total_of(items)
    worth: dict[str, Any] = {
        "code": code,
        "amount": amount,
        "currency": currency,
        "name": f"Loyalty {amount:.{facts.channel.currency_digits}f} {currency}",
        "is_for_shipping": is_for_shipping(items),
    }
    try:
        if facts.is_draft:
            host.put_draft_discount(order_id=facts.checkout_id, order=checkout, **worth)
        else:
            host.put_discount(
                checkout_id=facts.checkout_id,
                variant_id=one_piece(items),
                checkout=checkout,
                **worth,
            )
    except DiscountRefused as error:
        raise LoyaltyProblem(ProblemCode.DISCOUNT_REFUSED, str(error), field="id") from error


def _replace_card(state: CheckoutQuote, hold: Hold | None, checkout: Any) -> None:
    """Take the gift card of the hold before off the cart, and put that of the new one on it."""
    facts, old = state.facts, state.hold
    _take_strange_cards_off(state, checkout)
    if old is not None and old.method == RedemptionMethod.PAYMENT:
        if hold is not None and hold.code == old.code:
            return
        method = RedemptionMethod.PAYMENT
        _drop(facts.checkout_id, old.code, method, checkout, is_draft=facts.is_draft)
    if hold is None or hold.method != RedemptionMethod.PAYMENT or facts.customer_id is None:
        return
    try:
        current_host().put_payment(
            checkout_id=facts.checkout_id,
            code=hold.code,
            amount=hold.discount_amount,
            currency=hold.currency,
            customer_id=facts.customer_id,
            checkout=checkout,
        )
    except DiscountRefused as error:
        raise LoyaltyProblem(ProblemCode.DISCOUNT_REFUSED, str(error), field="id") from error


def _take_strange_cards_off(state: CheckoutQuote, checkout: Any) -> None:
    """Those of other carts that somebody has typed in, and those whose points are free again."""
    host, facts = current_host(), state.facts
    strange = facts.card_codes - {state.hold.code if state.hold is not None else ""}
    if not strange:
        return
    holds = Hold.objects.using(host.writer_alias()).filter(code__in=strange, status=HoldStatus.OPEN)
    in_use = set(holds.values_list("code", flat=True))
    for code in sorted(strange):
        take_off = host.detach_payment if code in in_use else host.drop_payment
        take_off(checkout_id=facts.checkout_id, code=code, checkout=checkout)


def _drop(
    checkout_id: UUID, code: str, method: RedemptionMethod, checkout: Any, *, is_draft: bool
) -> None:
    host = current_host()
    if is_draft:
        host.drop_draft_discount(order_id=checkout_id, code=code, order=checkout)
    elif method is RedemptionMethod.PAYMENT:
        host.drop_payment(checkout_id=checkout_id, code=code, checkout=checkout)
    else:
        host.drop_discount(checkout_id=checkout_id, code=code, checkout=checkout)
