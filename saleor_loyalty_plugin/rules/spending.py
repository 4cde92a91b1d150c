"""What an order adds to what its customer has spent, and which milestones a sum passes."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from saleor_loyalty_plugin.rules.bonuses import Bonus, BonusTrigger
from saleor_loyalty_plugin.rules.entitlement import is_triggered, kept_of
from saleor_loyalty_plugin.rules.facts import ZERO, OrderFacts, OrderLineFacts
from saleor_loyalty_plugin.rules.terms import EarnBasis, ProgramTerms

# What the shop and our tables keep of an amount, also of currencies that have four.
_DIGITS_MAX = 3
_MILESTONES = (BonusTrigger.ORDER_COUNT, BonusTrigger.AMOUNT_SPENT)


def amount_spent(facts: OrderFacts, terms: ProgramTerms) -> Decimal | None:
    """What `facts` count for, in their channel's currency; None while they don't count.

    An order counts from the event on that the program credits at (where points wait until it is
    fulfilled, from then on), as long as the customer keeps some of its goods. Its amount is what
    was paid for the goods that are kept, by the program's basis, and for shipping where that
    earns. Gifts and gift cards are no goods here: what a gift card buys counts when it buys it.
    Goods that points paid for count as an order, of amount 0.
    """
    if facts.customer_id is None or not terms.is_active or not is_triggered(facts, terms):
        return None
    if terms.for_channel(facts.channel.channel_id) is None:
        return None
    if terms.pending_until_fulfilled and not facts.is_fulfilled:
        return None
    of_money = kept_of(facts).of_money
    goods = [line for line in facts.lines if _is_goods(line)]
    if of_money == 0 or not any(line.quantity_kept for line in goods):
        return None
    is_gross = terms.earn_basis is EarnBasis.GROSS
    amount = sum((_kept_amount(line, is_gross) for line in goods), Fraction(0))
    if terms.earn_on_shipping:
        amount += Fraction(facts.shipping_gross if is_gross else facts.shipping_net)
    return _in_digits(amount * of_money, facts.channel.currency_digits)


def _is_goods(line: OrderLineFacts) -> bool:
    return not line.is_gift and not line.is_gift_card


def _kept_amount(line: OrderLineFacts, is_gross: bool) -> Fraction:
    total = line.total_gross if is_gross else line.total_net
    return Fraction(total) * line.quantity_kept / line.quantity


def _in_digits(amount: Fraction, currency_digits: int) -> Decimal:
    exponent = Decimal(1).scaleb(-min(currency_digits, _DIGITS_MAX))
    decimal = Decimal(amount.numerator) / Decimal(amount.denominator)
    return decimal.quantize(exponent, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spending:
    """Sums of one account: orders that count by currency, and what they add up to."""

    orders_count: dict[str, int]
    amount_spent: dict[str, Decimal]

    def reached(self, bonus: Bonus) -> int | Decimal:
        """How far a milestone's own sum has come; orders count in every currency."""
        if bonus.trigger is BonusTrigger.AMOUNT_SPENT:
            return self.amount_spent.get(bonus.currency, ZERO)
        return sum(self.orders_count.values())

    def has_passed(self, bonus: Bonus) -> bool:
        """Whether the sum of a milestone is as high as it asks for."""
        return self.reached(bonus) >= threshold_of(bonus)


def threshold_of(bonus: Bonus) -> int | Decimal:
    """The sum that a milestone is given at."""
    threshold = (
        bonus.amount_spent if bonus.trigger is BonusTrigger.AMOUNT_SPENT else bonus.order_count
    )
    if threshold is None:
        raise ValueError(f"Bonus {bonus.bonus_id} names no sum.")
    return threshold


def milestones_of(terms: ProgramTerms) -> Iterator[Bonus]:
    """The bonuses that are given for a sum."""
    return (bonus for bonus in terms.bonuses if bonus.trigger in _MILESTONES)
