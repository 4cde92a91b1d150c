"""The last look at a checkout that carries a code of ours, before an order is made of it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from saleor_loyalty_plugin import ledger
from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import CheckoutDiscount, Hold
from saleor_loyalty_plugin.rules.composition import first_beyond
from saleor_loyalty_plugin.services.checkout.codes import is_our_card, is_our_code
from saleor_loyalty_plugin.services.checkout.quote import CheckoutQuote, quote_facts
from saleor_loyalty_plugin.services.errors import LoyaltyProblem, ProblemCode
from saleor_loyalty_plugin.services.members.accounts import is_banned, is_frozen

# A payment page may stay open after the last check; the hold must outlive it.
COMPLETION_GRACE = timedelta(minutes=30)


def check_before_order(
    *,
    checkout_id: UUID,
    voucher_code: str | None,
    card_codes: Sequence[str] = (),
    customer_id: int | None,
    now: datetime,
    checkout: Any = None,
) -> None:
    """The last word before an order is made from a checkout that carries a code of ours.

    Raises `LoyaltyProblem` when a code belongs to another checkout or customer, its points are no
    longer reserved, the account was frozen, or the cart can't take as much any more. Costs nothing
    for other codes.
    """
    codes = [code for code in (voucher_code,) if is_our_code(code)]
    codes += [code for code in card_codes if is_our_card(code)]
    if not codes:
        return
    host = current_host()
    using = host.writer_alias()
    holds = list(Hold.objects.using(using).select_related("account").filter(code__in=codes))
    discounts = list(
        CheckoutDiscount.objects.using(using).select_related("account").filter(code__in=codes)
    )
    carriers: list[Hold | CheckoutDiscount] = [*holds, *discounts]
    if {item.code for item in carriers} != set(codes) or any(
        item.checkout_id != checkout_id or item.account.customer_id != customer_id
        for item in carriers
    ):
        raise LoyaltyProblem(
            ProblemCode.HOLD_LOST,
            "This discount belongs to another checkout. Remove the code to place the order.",
        )
    if any(item.order_id is not None for item in discounts):
        raise LoyaltyProblem(
            ProblemCode.HOLD_LOST,
            "Another order has used this discount. Remove the code to place the order.",
        )
    account = carriers[0].account
    if is_frozen(account) or is_banned(account):
        raise LoyaltyProblem(
            ProblemCode.ACCOUNT_BANNED if is_banned(account) else ProblemCode.ACCOUNT_FROZEN,
            "The points account can't be used at the moment. Remove the code to place the order.",
        )
    facts = host.checkout_facts(checkout_id, checkout=checkout)
    if facts is not None:
        _check_covered(quote_facts(facts, now=now, with_promotions=False), holds)
    for hold in holds:
        if not ledger.extend_hold(hold_id=hold.pk, expires_at=now + COMPLETION_GRACE):
            raise LoyaltyProblem(
                ProblemCode.HOLD_LOST,
                "These points are no longer reserved. Apply your points again.",
            )


def _check_covered(state: CheckoutQuote, holds: Sequence[Hold]) -> None:
    if any(hold.points > state.quote.points_max for hold in holds):
        raise LoyaltyProblem(
            ProblemCode.LIMIT_EXCEEDED,
            "The cart has changed and can't take as many points any more. Apply your points again.",
        )
    made_for = state.discount.amount if state.discount is not None else None
    if state.is_applied and state.facts.code_worth not in (None, made_for):
        raise LoyaltyProblem(
            ProblemCode.LIMIT_EXCEEDED,
            "Prices in the cart have changed, and the discount with them. Apply your points again.",
        )
    beyond = first_beyond(state.items, state.composition.items)
    if beyond is not None:
        raise LoyaltyProblem(
            ProblemCode.LIMIT_EXCEEDED,
            "%(name)s is no longer worth the same in this cart. Change the cart or remove the"
            " code, and look at the new total.",
            values={"name": beyond.name},
        )
