"""What a checkout can take now, as the shopper sees it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import Account, Hold, HoldStatus
from saleor_loyalty_plugin.rules.facts import CheckoutFacts
from saleor_loyalty_plugin.rules.redemption import Quote, SpendingAccount, quote_checkout
from saleor_loyalty_plugin.rules.terms import ProgramTerms
from saleor_loyalty_plugin.services.accounts import account_for, is_frozen
from saleor_loyalty_plugin.services.codes import is_our_code
from saleor_loyalty_plugin.services.programs import ActiveTerms, terms_for_channel

NO_PROGRAM = ProgramTerms.nowhere()


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckoutQuote:
    """A quote with what it was made from.

    `hold` is the open hold of this checkout; its points count as free in `quote`.
    `active` is None where no program covers the channel.
    """

    facts: CheckoutFacts
    active: ActiveTerms | None
    account: Account | None
    hold: Hold | None
    quote: Quote


def checkout_quote(*, checkout_id: UUID, checkout: Any = None) -> CheckoutQuote | None:
    """The quote for an open checkout, or None when it is not open.

    `checkout` is the host's own object, if it is at hand.
    """
    facts = current_host().checkout_facts(checkout_id, checkout=checkout)
    return quote_facts(facts) if facts is not None else None


def quote_facts(facts: CheckoutFacts) -> CheckoutQuote:
    """The quote for facts that were just read."""
    active = terms_for_channel(channel_id=facts.channel.channel_id)
    hold = open_hold(checkout_id=facts.checkout_id)
    account = None
    if active is not None and facts.customer_id is not None:
        account = account_for(customer_id=facts.customer_id, program_id=active.program_id)
    quote = quote_checkout(
        facts,
        active.terms if active is not None else NO_PROGRAM,
        _spending_account(facts, account, hold),
        has_foreign_code=bool(facts.voucher_code) and not is_our_code(facts.voucher_code),
    )
    return CheckoutQuote(facts=facts, active=active, account=account, hold=hold, quote=quote)


def open_hold(*, checkout_id: UUID) -> Hold | None:
    """The open hold of a checkout."""
    return (
        Hold.objects.using(current_host().writer_alias())
        .filter(checkout_id=checkout_id, status=HoldStatus.OPEN)
        .first()
    )


def _spending_account(
    facts: CheckoutFacts, account: Account | None, hold: Hold | None
) -> SpendingAccount | None:
    if facts.customer_id is None:
        return None
    if account is None:
        return SpendingAccount(points_available=0)
    reserved_here = hold.points if hold is not None and hold.account_id == account.pk else 0
    return SpendingAccount(
        points_available=account.available + reserved_here, is_frozen=is_frozen(account)
    )
