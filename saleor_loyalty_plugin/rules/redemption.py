"""How many points a checkout can take, what they are worth, and what limits them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, Decimal
from enum import Enum, StrEnum
from uuid import UUID

from saleor_loyalty_plugin.rules.facts import (
    ZERO,
    ChannelFacts,
    CheckoutFacts,
    CheckoutLineFacts,
)
from saleor_loyalty_plugin.rules.money import ceil_to_currency, floor_to_currency, smallest_unit
from saleor_loyalty_plugin.rules.terms import ChannelTerms, ProgramTerms


class LimitCode(StrEnum):
    """Why no more points can be used, in the order in which a quote names them."""

    NOT_SIGNED_IN = "NOT_SIGNED_IN"
    SPENDING_OFF = "SPENDING_OFF"
    NO_RATE = "NO_RATE"
    ACCOUNT_FROZEN = "ACCOUNT_FROZEN"
    ACCOUNT_BANNED = "ACCOUNT_BANNED"
    PROMO_CODE_PRESENT = "PROMO_CODE_PRESENT"
    ORDER_PROMOTION_PRESENT = "ORDER_PROMOTION_PRESENT"
    MANUAL_DISCOUNT = "MANUAL_DISCOUNT"
    MINIMUM_BALANCE = "MINIMUM_BALANCE"
    MINIMUM_CART_VALUE = "MINIMUM_CART_VALUE"
    AVAILABLE_POINTS = "AVAILABLE_POINTS"
    GIFT_CARDS = "GIFT_CARDS"
    EXCLUDED_GOODS = "EXCLUDED_GOODS"
    REDUCED_ITEMS = "REDUCED_ITEMS"
    MAXIMUM_DISCOUNT_AMOUNT = "MAXIMUM_DISCOUNT_AMOUNT"
    MAXIMUM_DISCOUNT_PERCENTAGE = "MAXIMUM_DISCOUNT_PERCENTAGE"
    CART_VALUE = "CART_VALUE"


class LimitUnit(StrEnum):
    """What the numbers of a limit count: points, or money of the channel's currency."""

    POINTS = "POINTS"
    MONEY = "MONEY"


_IN_POINTS = frozenset({LimitCode.MINIMUM_BALANCE, LimitCode.AVAILABLE_POINTS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A limit that bit.

    `value` is the setting or state in points or money; `missing` is what would lift it: so many
    points more, or goods worth so much more that points may pay for. None where the shopper can't
    do anything about it.
    """

    code: LimitCode
    value: Decimal | None = None
    missing: Decimal | None = None

    @property
    def unit(self) -> LimitUnit | None:
        """None where the limit has no number."""
        if self.value is None:
            return None
        return LimitUnit.POINTS if self.code in _IN_POINTS else LimitUnit.MONEY


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """The most that a checkout can take. Both are 0 when nothing can be used."""

    points_max: int
    discount_max: Decimal
    limits: tuple[Limit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpendingAccount:
    """What the ledger says of the shopper: points free to spend on this very checkout."""

    points_available: int
    is_frozen: bool = False
    is_banned: bool = False


def value_of_points(points: int, channel: ChannelTerms, currency_digits: int) -> Decimal:
    """Money that `points` are worth, rounded down to the currency's smallest unit."""
    if channel.redeem_points <= 0:
        return ZERO
    return floor_to_currency(
        Decimal(points) * channel.redeem_amount / channel.redeem_points, currency_digits
    )


def points_for_discount(discount: Decimal, channel: ChannelTerms) -> int:
    """The fewest points that are worth `discount`."""
    exact = discount * channel.redeem_points / channel.redeem_amount
    return int(exact.to_integral_value(rounding=ROUND_CEILING))


def useful_points(points: int, channel: ChannelTerms, currency_digits: int) -> tuple[int, Decimal]:
    """The part of `points` that buys whole currency units, and the discount it buys.

    150 points at 100 for 1 JPY: 100 points for 1 JPY; the other 50 would be wasted.
    """
    discount = value_of_points(points, channel, currency_digits)
    return points_for_discount(discount, channel), discount


def home_currency(channels: Iterable[ChannelFacts]) -> str | None:
    """The currency that the default rate is meant in: that of the shop's oldest channel."""
    oldest = min(channels, key=lambda channel: channel.channel_id, default=None)
    return oldest.currency if oldest is not None else None


def has_rate(terms: ProgramTerms, channel: ChannelFacts, *, home: str | None) -> bool:
    """Whether it is known what points are worth in a channel: it is listed, or in `home`.

    Points are the same in all channels of a program. 100 for 1 EUR does not say what they are worth
    in JPY; for 1 JPY they would be nearly worthless, for 1 KWD a gift.
    """
    return channel.channel_id in terms.channels or channel.currency == home


def quote_checkout(
    facts: CheckoutFacts,
    terms: ProgramTerms,
    account: SpendingAccount | None,
    *,
    has_foreign_code: bool,
    is_rated: bool = True,
    left: Mapping[UUID, Decimal] | None = None,
    room: Decimal | None = None,
    worth_min: Decimal = ZERO,
) -> Quote:
    """The most points that `facts` can take, with every limit that bit.

    `left` is what each line still costs after the program's other benefits, None for its subtotal;
    `room` what the code that carries these can take off besides, None where points need no code.
    `has_foreign_code`: the checkout carries a promo code that is not ours, and points are a
    discount that can't stand beside it.
    `is_rated`: what `has_rate` says of the channel.
    `worth_min`: an offer of the shop's takes so much off that points would take the place of, so
    they have to be worth more.
    """
    channel = terms.for_channel(facts.channel.channel_id)
    if account is None or facts.customer_id is None:
        return _nothing(LimitCode.NOT_SIGNED_IN)
    if (
        channel is None
        or channel.redeem_points <= 0
        or not (terms.is_active and terms.spending_active and channel.spending_active)
    ):
        return _nothing(LimitCode.SPENDING_OFF)
    if not is_rated:
        return _nothing(LimitCode.NO_RATE)
    if account.is_frozen:
        return _nothing(LimitCode.ACCOUNT_FROZEN)
    if account.is_banned:
        return _nothing(LimitCode.ACCOUNT_BANNED)
    spendable = spendable_worth(facts, terms, left)
    situation = _Situation(
        channel=channel,
        currency_digits=facts.channel.currency_digits,
        points_available=account.points_available,
        spendable=spendable if room is None else min(spendable, room),
    )
    gates = _gates(facts, channel, account, has_foreign_code=has_foreign_code)
    quote = _largest(situation, (*gates, *_caps(situation)), _exclusions(facts, terms))
    if quote.points_max == 0 or quote.discount_max > worth_min:
        return quote
    outdone = Limit(code=LimitCode.ORDER_PROMOTION_PRESENT, value=worth_min)
    return Quote(points_max=0, discount_max=ZERO, limits=(outdone, *quote.limits))


def spendable_worth(
    facts: CheckoutFacts, terms: ProgramTerms, left: Mapping[UUID, Decimal] | None = None
) -> Decimal:
    """What those goods in the cart still cost that points may pay for; see `quote_checkout`."""
    costs = left or {}
    spendable = (line for line in facts.lines if not _excluded(line, terms))
    return sum((costs.get(line.line_id, line.subtotal) for line in spendable), ZERO)


def _excluded(line: CheckoutLineFacts, terms: ProgramTerms) -> tuple[LimitCode, ...]:
    """Every reason why points may not pay for a line."""
    reasons = (
        # Points that buy gift cards would be money, free of every other limit.
        (LimitCode.GIFT_CARDS, line.is_gift_card),
        (LimitCode.EXCLUDED_GOODS, not terms.spendable_goods.admits(line)),
        (LimitCode.REDUCED_ITEMS, terms.exclude_reduced_items and line.is_reduced),
    )
    return tuple(code for code, applies in reasons if applies)


def _exclusions(facts: CheckoutFacts, terms: ProgramTerms) -> frozenset[LimitCode]:
    """The reasons why goods in this very cart don't count."""
    return frozenset(
        code for line in facts.lines if line.subtotal > 0 for code in _excluded(line, terms)
    )


def _nothing(code: LimitCode) -> Quote:
    return Quote(points_max=0, discount_max=ZERO, limits=(Limit(code=code),))


class _Lever(Enum):
    """What moves a bound: more points, more goods, or nothing that the shopper has."""

    POINTS = "POINTS"
    GOODS = "GOODS"
    NONE = "NONE"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Situation:
    channel: ChannelTerms
    currency_digits: int
    points_available: int
    spendable: Decimal

    def useful(self, points: int) -> int:
        return useful_points(points, self.channel, self.currency_digits)[0]

    def worth(self, points: int) -> Decimal:
        return value_of_points(points, self.channel, self.currency_digits)

    def within(self, amount: Decimal) -> int:
        """The most useful points that are worth `amount` at most."""
        unit = smallest_unit(self.currency_digits)
        capped = floor_to_currency(amount, self.currency_digits)
        # Below the next unit a worth is rounded down to this one.
        return self.useful(points_for_discount(capped + unit, self.channel) - 1)

    def next_after(self, points: int) -> int:
        """The fewest points that are worth more than `points`."""
        unit = smallest_unit(self.currency_digits)
        return points_for_discount(self.worth(points) + unit, self.channel)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bound:
    """The most points that one limit leaves. A gate leaves 0, and brings its own `missing`."""

    limit: Limit
    points: int
    lever: _Lever
    is_gate: bool = False


def _gates(
    facts: CheckoutFacts,
    channel: ChannelTerms,
    account: SpendingAccount,
    *,
    has_foreign_code: bool,
) -> list[_Bound]:
    """Limits that let nothing through, or everything."""
    found = []
    if has_foreign_code:
        found.append(Limit(code=LimitCode.PROMO_CODE_PRESENT))
    if facts.has_manual_discount:
        found.append(Limit(code=LimitCode.MANUAL_DISCOUNT))
    needed = Decimal(channel.minimum_balance)
    # A debt is no matter of a minimum: the available points say 0 by themselves.
    if 0 < needed > account.points_available:
        missing = needed - account.points_available
        found.append(Limit(code=LimitCode.MINIMUM_BALANCE, value=needed, missing=missing))
    if facts.subtotal < channel.minimum_cart_value:
        found.append(
            Limit(
                code=LimitCode.MINIMUM_CART_VALUE,
                value=channel.minimum_cart_value,
                missing=channel.minimum_cart_value - facts.subtotal,
            )
        )
    return [_Bound(limit=limit, points=0, lever=_Lever.NONE, is_gate=True) for limit in found]


def _caps(situation: _Situation) -> list[_Bound]:
    """Limits that leave some points."""
    channel, spendable = situation.channel, situation.spendable
    available = max(situation.points_available, 0)
    caps = [
        _Bound(
            limit=Limit(code=LimitCode.AVAILABLE_POINTS, value=Decimal(available)),
            points=situation.useful(available),
            lever=_Lever.POINTS,
        )
    ]
    ceilings = [(LimitCode.CART_VALUE, spendable, _Lever.GOODS)]
    if channel.maximum_discount_amount is not None:
        amount = channel.maximum_discount_amount
        ceilings.append((LimitCode.MAXIMUM_DISCOUNT_AMOUNT, amount, _Lever.NONE))
    percentage = channel.maximum_discount_percentage
    if percentage is not None and percentage < 100:
        share = spendable * percentage / 100
        ceilings.append((LimitCode.MAXIMUM_DISCOUNT_PERCENTAGE, share, _Lever.GOODS))
    for code, ceiling, lever in ceilings:
        value = floor_to_currency(ceiling, situation.currency_digits)
        limit = Limit(code=code, value=value)
        caps.append(_Bound(limit=limit, points=situation.within(value), lever=lever))
    return caps


def _largest(
    situation: _Situation, bounds: Sequence[_Bound], exclusions: Iterable[LimitCode]
) -> Quote:
    """The points that stay within every bound, and all bounds that meet there."""
    points_max = min(bound.points for bound in bounds)
    biting = [bound for bound in bounds if bound.points == points_max]
    target = _target(situation, bounds, biting)
    limits = {bound.limit.code: _with_missing(situation, bound, target) for bound in biting}
    _name_exclusions(situation, biting, limits, exclusions)
    balance = limits.get(LimitCode.MINIMUM_BALANCE)
    if balance is not None and situation.useful(int(balance.value or 0)) > 0:
        # Whoever reaches the minimum has points to use: one of the two says it all.
        limits.pop(LimitCode.AVAILABLE_POINTS, None)
    return Quote(
        points_max=points_max,
        discount_max=situation.worth(points_max),
        limits=tuple(limits[code] for code in LimitCode if code in limits),
    )


def _target(
    situation: _Situation, bounds: Sequence[_Bound], biting: Sequence[_Bound]
) -> int | None:
    """How many points could be used if the bounds that bite were lifted until another one does.

    None where the shopper can't lift one of them. Where it takes both points and goods, the next
    number that is worth more: nothing else is known to bite.
    """
    levers = {bound.lever for bound in biting if not bound.is_gate}
    if _Lever.NONE in levers:
        return None
    if levers == {_Lever.POINTS, _Lever.GOODS}:
        return situation.next_after(biting[0].points)
    # More goods lift every bound that hangs on goods.
    ahead = [bound.points for bound in bounds if bound not in biting and bound.lever not in levers]
    return min(ahead, default=None)


def _with_missing(situation: _Situation, bound: _Bound, target: int | None) -> Limit:
    limit = bound.limit
    if bound.is_gate or target is None:
        return limit
    if bound.lever is _Lever.POINTS:
        return replace(limit, missing=Decimal(target - situation.points_available))
    needed = situation.worth(target)
    percentage = situation.channel.maximum_discount_percentage
    if limit.code is LimitCode.MAXIMUM_DISCOUNT_PERCENTAGE and percentage is not None:
        needed = ceil_to_currency(needed * 100 / percentage, situation.currency_digits)
    return replace(limit, missing=needed - situation.spendable)


def _name_exclusions(
    situation: _Situation,
    biting: Sequence[_Bound],
    limits: dict[LimitCode, Limit],
    exclusions: Iterable[LimitCode],
) -> None:
    """Where the worth of the goods bites, add why it is less than the cart's."""
    by_goods = [limits[item.limit.code] for item in biting if item.lever is _Lever.GOODS]
    if not by_goods:
        return
    missing = max((item.missing for item in by_goods if item.missing is not None), default=None)
    for code in exclusions:
        limits[code] = Limit(code=code, value=situation.spendable, missing=missing)
        limits.pop(LimitCode.CART_VALUE, None)
