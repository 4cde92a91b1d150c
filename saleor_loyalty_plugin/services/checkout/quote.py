"""What a checkout can take now, as the shopper sees it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any, Self
from uuid import UUID

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import Account, CheckoutDiscount, Hold, HoldStatus
from saleor_loyalty_plugin.rules.composition import (
    Composition,
    Item,
    compose,
    item_of_points,
    one_piece,
    total_of,
)
from saleor_loyalty_plugin.rules.facts import (
    ZERO,
    CheckoutFacts,
    CheckoutPrices,
    OrderPromotion,
)
from saleor_loyalty_plugin.rules.payment import due_for_lines
from saleor_loyalty_plugin.rules.redemption import (
    Quote,
    SpendingAccount,
    has_rate,
    home_currency,
    quote_checkout,
)
from saleor_loyalty_plugin.rules.terms import ProgramTerms, RedemptionMethod
from saleor_loyalty_plugin.rules.tiers import Tier
from saleor_loyalty_plugin.services.checkout.cart_benefits import (
    CHOSEN,
    benefits_of_carts,
    has_foreign_code,
    open_carts,
    promotions_of_carts,
    shoppers_of_carts,
    tiers_of_carts,
)
from saleor_loyalty_plugin.services.members.accounts import (
    accounts_of,
    is_banned,
    is_frozen,
    points_usable,
)
from saleor_loyalty_plugin.services.programs.programs import ActiveTerms, terms_for_channels

NO_PROGRAM = ProgramTerms.nowhere()


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckoutQuote:
    """A quote with what it was made from.

    `hold` is the open hold of this checkout; its points count as free in `quote`.
    `discount` is what our code on it was made for, also where the code was taken off since.
    `composition` is what the program takes off besides points, as it would be put together now.
    `active` is None where no program covers the channel.
    `promotion` is the shop's own offer for this cart, which it takes back while a code is on it.
    `tier` is what the customer has now, with an account or before the first one; None also where no
    tier of the program gives anything at checkouts.
    `is_priced`: the shop's prices for this cart are known, with all that is to be taken off it, and
    points that pay are quoted by them. `spender` and `is_rated` are what `quote` was made with.
    """

    facts: CheckoutFacts
    active: ActiveTerms | None
    account: Account | None
    hold: Hold | None
    discount: CheckoutDiscount | None
    composition: Composition
    quote: Quote
    promotion: OrderPromotion | None = None
    tier: Tier | None = None
    is_priced: bool = False
    spender: SpendingAccount | None = None
    is_rated: bool = True

    @property
    def has_foreign_code(self) -> bool:
        return has_foreign_code(self.facts)

    @property
    def method(self) -> RedemptionMethod:
        """How points lower this cart; a draft order takes no gift cards, so always as a discount
        there."""
        if self.facts.is_draft:
            return RedemptionMethod.DISCOUNT
        terms = self.active.terms if self.active is not None else NO_PROGRAM
        return terms.redemption_method

    def outdoes_promotion(self, items: Sequence[Item]) -> bool:
        """Whether a code for `items` takes more off than the shop's own offer that it replaces.

        A gift costs nothing: what the customer has chosen may take its place all the same.
        """
        return _outdoes(self.promotion, items)

    @property
    def is_applied(self) -> bool:
        """Whether the code on the checkout is ours, for what `discount` says."""
        return self.discount is not None and self.discount.code == self.facts.voucher_code

    @property
    def is_taken_off(self) -> bool:
        """Whether somebody has removed our code, put another in its place, or the cart is another
        customer's now.

        The shop itself drops a code for shipping together with the delivery method, and one for a
        product with its last piece: the customer has chosen nothing else by that.
        """
        if self.discount is None:
            return False
        if self.discount.account.customer_id != self.facts.customer_id:
            return True
        if self.is_applied:
            return False
        items = [Item.from_json(item) for item in self.discount.items]
        variant_id = one_piece(items)
        is_dropped = (self.discount.is_for_shipping and not self.facts.shipping_price) or (
            variant_id is not None
            and all(line.variant_id != variant_id for line in self.facts.lines)
        )
        return bool(self.facts.voucher_code) or not is_dropped

    @property
    def items(self) -> tuple[Item, ...]:
        """What lowers the price now, points last, also where a gift card of ours carries them."""
        items = []
        if self.discount is not None and self.is_applied:
            items = [Item.from_json(item) for item in self.discount.items]
        hold = self.hold
        if hold is not None and hold.code in self.facts.card_codes:
            items.append(item_of_points(hold.points, hold.discount_amount))
        return tuple(items)

    @property
    def code_discount(self) -> Decimal:
        """What our code takes off the goods now, shipping included that they bear."""
        if self.discount is None or not self.is_applied or self.discount.is_for_shipping:
            return ZERO
        return self.discount.amount

    @property
    def points_discount(self) -> Decimal:
        """What points take off the price now; those that pay by a gift card take nothing off."""
        if self.hold is None or self.hold.code != self.facts.voucher_code:
            return ZERO
        return self.hold.discount_amount

    @property
    def points_paid(self) -> Decimal:
        """What points pay now by a gift card."""
        if self.hold is None or self.hold.code not in self.facts.card_codes:
            return ZERO
        return self.hold.discount_amount

    def with_prices(self, prices: CheckoutPrices | None) -> Self:
        """The same, where the shop has computed prices since; only points that pay hang on them."""
        if self.active is None or prices is None or self.method is RedemptionMethod.DISCOUNT:
            return self
        facts = replace(self.facts, prices=prices)
        quote = quote_checkout(
            facts,
            self.active.terms,
            self.spender,
            has_foreign_code=False,
            is_rated=self.is_rated,
            left=due_for_lines(facts, self.composition.left),
        )
        return replace(self, facts=facts, quote=quote)


def _outdoes(promotion: OrderPromotion | None, items: Sequence[Item]) -> bool:
    if promotion is None:
        return True
    if promotion.is_gift and any(item.kind in CHOSEN for item in items):
        return True
    return total_of(items) > promotion.amount


def quotes_of_checkouts(
    *, checkouts: Sequence[Any], using: str, now: datetime
) -> dict[UUID, CheckoutQuote]:
    """Quotes of open checkouts, given as the host's own objects, by id; closed ones are absent.

    Read from the alias `using`, in a number of queries that doesn't grow with the checkouts.
    """
    facts = current_host().facts_of_checkouts(checkouts, using=using)
    return _quotes(list(facts.values()), using, now)


def quotes_of_drafts(
    *, drafts: Sequence[Any], using: str, now: datetime
) -> dict[UUID, CheckoutQuote]:
    """As `quotes_of_checkouts`, for draft orders; other orders are absent."""
    facts = current_host().facts_of_drafts(drafts, using=using)
    return _quotes(list(facts.values()), using, now) if facts else {}


def quote_facts(
    facts: CheckoutFacts, *, now: datetime, with_promotions: bool = True
) -> CheckoutQuote:
    """The quote for facts that were just read.

    Without promotions it does not ask the shop what else the cart could get.
    """
    using = current_host().writer_alias()
    return _quotes([facts], using, now, with_promotions=with_promotions)[facts.checkout_id]


def _quotes(
    facts: Sequence[CheckoutFacts], using: str, now: datetime, *, with_promotions: bool = True
) -> dict[UUID, CheckoutQuote]:
    """Five queries: terms, holds, discounts, accounts, points that have run out; those of the
    providers and of the shop's promotions; how far accounts have come, where tiers give anything;
    who takes part, where something applies by itself; and the shop's channels, where a customer's
    cart is in one that no program lists."""
    terms = terms_for_channels(channel_ids={item.channel.channel_id for item in facts}, using=using)
    ids = [item.checkout_id for item in facts]
    holds = {
        hold.checkout_id: hold
        for hold in Hold.objects.using(using).filter(checkout_id__in=ids, status=HoldStatus.OPEN)
    }
    discounts = {
        item.checkout_id: item
        for item in CheckoutDiscount.objects.using(using)
        .select_related("account")
        .filter(checkout_id__in=ids, order_id=None)
    }
    accounts = accounts_of(
        customer_ids={item.customer_id for item in facts if item.customer_id is not None},
        program_ids={active.program_id for active in terms.values()},
        using=using,
    )
    usable = points_usable(list(accounts.values()), as_of=now, using=using)
    unrated = _unrated(facts, terms)
    tiers = tiers_of_carts(facts, terms, accounts, using, now)
    shoppers = shoppers_of_carts(facts, terms, accounts, tiers)
    carts = open_carts(facts, shoppers)
    benefits = benefits_of_carts(carts, using, now)
    promotions = promotions_of_carts(carts, benefits, using) if with_promotions else {}
    found = {}
    for item in facts:
        key = item.checkout_id
        active, shopper = terms.get(item.channel.channel_id), shoppers.get(key)
        hold, promotion = holds.get(key), promotions.get(key)
        account = shopper.account if shopper is not None else None
        composition = compose(item, benefits.get(key, ()))
        is_payment = (
            active is not None
            and not item.is_draft
            and active.terms.redemption_method is RedemptionMethod.PAYMENT
        )
        if is_payment and not _outdoes(promotion, composition.items):
            composition = compose(item, ())
        # The last look, which asks for no promotions, is at the cart as it is.
        is_settled = not with_promotions or _carries(item, discounts.get(key), composition)
        is_priced = is_payment and item.prices is not None and is_settled
        spender = _spending_account(item, account, hold, usable)
        quote = quote_checkout(
            item,
            active.terms if active is not None else NO_PROGRAM,
            spender,
            has_foreign_code=has_foreign_code(item) and not is_payment,
            is_rated=key not in unrated,
            left=due_for_lines(item, composition.left) if is_priced else composition.left,
            room=None if is_payment else composition.room,
            worth_min=ZERO if is_payment else _worth_min(promotion, composition),
        )
        found[key] = CheckoutQuote(
            facts=item,
            active=active,
            account=account,
            hold=hold,
            discount=discounts.get(key),
            composition=composition,
            quote=quote,
            promotion=promotion,
            tier=tiers.get(key),
            is_priced=is_priced,
            spender=spender,
            is_rated=key not in unrated,
        )
    return found


def _carries(
    facts: CheckoutFacts, discount: CheckoutDiscount | None, composition: Composition
) -> bool:
    """Whether the cart carries just this, so that its prices are those after it."""
    is_applied = discount is not None and discount.code == facts.voucher_code
    items = discount.items if discount is not None and is_applied else []
    return items == [item.to_json() for item in composition.items]


def _worth_min(promotion: OrderPromotion | None, composition: Composition) -> Decimal:
    """What points have to be worth more than, lest the cart costs more with them than without."""
    if promotion is None or promotion.is_gift:
        return ZERO
    return max(promotion.amount - composition.total, ZERO)


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
