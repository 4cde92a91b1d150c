"""What a checkout can take now, as the shopper sees it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import Account, Hold, HoldStatus
from saleor_loyalty_plugin.rules.facts import ZERO, CheckoutFacts
from saleor_loyalty_plugin.rules.redemption import (
    Quote,
    SpendingAccount,
    has_rate,
    home_currency,
    quote_checkout,
)
from saleor_loyalty_plugin.rules.terms import ProgramTerms
from saleor_loyalty_plugin.services.accounts import (
    accounts_of,
    is_banned,
    is_frozen,
    points_usable,
)
from saleor_loyalty_plugin.services.codes import is_our_code
from saleor_loyalty_plugin.services.programs import ActiveTerms, terms_for_channels

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

    @property
    def points_discount(self) -> Decimal:
        """What points take off the price now: the hold's code is the one on the checkout."""
        if self.hold is None or self.hold.code != self.facts.voucher_code:
            return ZERO
        return self.hold.discount_amount


def quotes_of_checkouts(
    *, checkouts: Sequence[Any], using: str, now: datetime
) -> dict[UUID, CheckoutQuote]:
    """Quotes of open checkouts, given as the host's own objects, by id; closed ones are absent.

    Read from the alias `using`, in a number of queries that doesn't grow with the checkouts.
    """
    facts = current_host().facts_of_checkouts(checkouts, using=using)
    return _quotes(list(facts.values()), using, now)


def quote_facts(facts: CheckoutFacts, *, now: datetime) -> CheckoutQuote:
    """The quote for facts that were just read."""
    return _quotes([facts], current_host().writer_alias(), now)[facts.checkout_id]


def _quotes(facts: Sequence[CheckoutFacts], using: str, now: datetime) -> dict[UUID, CheckoutQuote]:
    """Four queries: terms, holds, accounts, points that have run out; and the shop's channels,
    where a customer's cart is in one that no program lists."""
    terms = terms_for_channels(channel_ids={item.channel.channel_id for item in facts}, using=using)
    holds = {
        hold.checkout_id: hold
        for hold in Hold.objects.using(using).filter(
            checkout_id__in=[item.checkout_id for item in facts], status=HoldStatus.OPEN
        )
    }
    accounts = accounts_of(
        customer_ids={item.customer_id for item in facts if item.customer_id is not None},
        program_ids={active.program_id for active in terms.values()},
        using=using,
    )
    usable = points_usable(list(accounts.values()), as_of=now, using=using)
    unrated = _unrated(facts, terms)
    return {
        item.checkout_id: _quote(
            item,
            terms.get(item.channel.channel_id),
            holds.get(item.checkout_id),
            accounts,
            usable,
            is_rated=item.checkout_id not in unrated,
        )
        for item in facts
    }


def _unrated(facts: Sequence[CheckoutFacts], terms: Mapping[int, ActiveTerms]) -> set[UUID]:
    """The customers' checkouts in channels of which nobody has said what points are worth there."""
    unlisted = [
        (item, active.terms)
        for item in facts
        if item.customer_id is not None
        and (active := terms.get(item.channel.channel_id)) is not None
        and item.channel.channel_id not in active.terms.channels
    ]
    if not unlisted:
        return set()
    home = home_currency(current_host().channels())
    return {
        item.checkout_id for item, its in unlisted if not has_rate(its, item.channel, home=home)
    }


def _quote(
    facts: CheckoutFacts,
    active: ActiveTerms | None,
    hold: Hold | None,
    accounts: Mapping[tuple[int, int], Account],
    usable: Mapping[int, int],
    *,
    is_rated: bool,
) -> CheckoutQuote:
    account = None
    if active is not None and facts.customer_id is not None:
        account = accounts.get((facts.customer_id, active.program_id))
    quote = quote_checkout(
        facts,
        active.terms if active is not None else NO_PROGRAM,
        _spending_account(facts, account, hold, usable),
        has_foreign_code=bool(facts.voucher_code) and not is_our_code(facts.voucher_code),
        is_rated=is_rated,
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
    facts: CheckoutFacts,
    account: Account | None,
    hold: Hold | None,
    usable: Mapping[int, int],
) -> SpendingAccount | None:
    if facts.customer_id is None:
        return None
    if account is None:
        return SpendingAccount(points_available=0)
    reserved_here = hold.points if hold is not None and hold.account_id == account.pk else 0
    return SpendingAccount(
        points_available=usable[account.pk] + reserved_here,
        is_frozen=is_frozen(account),
        is_banned=is_banned(account),
    )
