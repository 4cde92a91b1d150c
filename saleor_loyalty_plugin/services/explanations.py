"""Words for limits, reasons and steps of reasoning, in the language that is active.

Codes are for programs, sentences for people: each function turns one of our codes and its values
into one or two whole sentences, and never fails on a code that a newer version wrote.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from saleor_loyalty_plugin.rules.facts import ZERO, ChannelFacts
from saleor_loyalty_plugin.rules.redemption import Limit, LimitCode, LimitUnit
from saleor_loyalty_plugin.rules.rewards import RewardLimit, RewardLimitCode
from saleor_loyalty_plugin.services.rewards.costs import RewardCost


def limit_message(limit: Limit, channel: ChannelFacts) -> str:
    """Why no more points can be used, and what would change that; one to three sentences."""
    is_points = limit.unit is LimitUnit.POINTS
    values = {
        "value": _limit_value(limit.value, channel, is_points=is_points),
        "missing": _limit_value(limit.missing, channel, is_points=is_points),
        "currency": channel.currency,
    }
    message = _(_LIMITS[limit.code]) % values
    more = _LIFTED_BY.get(limit.code) if limit.missing is not None else None
    return f"{message} {_(more) % values}" if more is not None else message


def reward_limit_message(limit: RewardLimit, *, time_zone: str) -> str:
    """Why a reward can't be claimed now; one or two sentences. Days are those of the zone."""
    if limit.names:
        return _names_needed(limit)
    values = {
        "value": limit.value,
        "points": points_text(limit.value or 0),
        "missing": points_text(limit.missing or 0),
        "day": date_format(limit.at.astimezone(ZoneInfo(time_zone)), "DATE_FORMAT")
        if limit.at is not None
        else "?",
    }
    return _(_REWARD_LIMITS[limit.code]) % values


def reward_cost_message(cost: RewardCost, channel: ChannelFacts) -> str | None:
    """Where points do more or less for a reward than at the checkout; None where they don't."""
    if cost.agrees or cost.price is None or cost.points is None or cost.worth is None:
        return None
    return _(
        "At the checkout, %(points)s take off %(worth)s. Here they give what costs %(price)s, for"
        " which it takes %(at_checkout)s there."
    ) % {
        "points": points_text(cost.points),
        "worth": money_text(cost.worth, channel),
        "price": money_text(cost.price, channel),
        "at_checkout": points_text(cost.points_at_checkout or 0),
    }


def _names_needed(limit: RewardLimit) -> str:
    """Which tiers or badges a reward is for."""
    count, values = len(limit.names), {"names": ", ".join(limit.names)}
    if limit.code is RewardLimitCode.TIER_NEEDED:
        return (
            ngettext(
                "This reward is for the tier %(names)s.",
                "This reward is for one of these tiers: %(names)s.",
                count,
            )
            % values
        )
    return (
        ngettext(
            "This reward is for holders of the badge %(names)s.",
            "This reward is for holders of one of these badges: %(names)s.",
            count,
        )
        % values
    )


def money_text(amount: Decimal, channel: ChannelFacts) -> str:
    """An amount with the digits of the channel's currency: `5.00 EUR`, `500 JPY`, `5,00 EUR`."""
    return f"{number_text(f'{amount:.{channel.currency_digits}f}')} {channel.currency}"


def number_text(number: object) -> str:
    """A number as the language writes it, with all of its decimals: `5.00`, `5,00`.

    What is no number, because a newer version wrote it, stays as it is.
    """
    try:
        return number_format(Decimal(str(number)))
    except InvalidOperation:
        return str(number)


def points_text(points: int) -> str:
    """`1 point`, `12 points`."""
    return ngettext("%(points)d point", "%(points)d points", points) % {"points": points}


def explanation_message(code: str, values: Mapping[str, Any]) -> str:
    """One step of the reasoning behind an entry, for shoppers and staff."""
    if code == "RATE":
        return _rate_message(values)
    if code == "RULE":
        return _rule_message(values)
    if code == "NOT_TAKING_PART":
        return _(absence_text(values.get("reason", "")))
    if code == "LIMIT":
        return _times_message(values)
    if code in _GIFTS:
        return _gift_message(code, values)
    template = _EXPLANATIONS.get(code)
    if template is None:
        return _plain(code)
    amounts = {name: number_text(values[name]) for name in _AMOUNTS & values.keys()}
    return _(template) % _Lenient({**values, **amounts})


def explanation_note(values: Mapping[str, Any]) -> str | None:
    """What staff should know of a step beside its message; None if nothing."""
    names = [_('"%(rule)s"') % {"rule": item.get("rule", "?")} for item in _losers(values)]
    if not names:
        return None
    return _("These rules matched too but gave way: %(rules)s.") % {"rules": ", ".join(names)}


def _losers(values: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    losers: Sequence[Mapping[str, Any]] = values.get("passedOver", ())
    return losers


def reason_message(reason: str, source_label: str) -> str:
    """Why an entry was written. `source_label` is what people call its source (order "1042")."""
    templates = _REASONS.get(reason)
    if templates is None:
        return _plain(reason)
    with_source, without_source = templates
    return _(with_source) % {"source": source_label} if source_label else _(without_source)


def _limit_value(value: Decimal | None, channel: ChannelFacts, *, is_points: bool) -> str:
    if is_points:
        return points_text(int(value or 0))
    return money_text(value if value is not None else ZERO, channel)


_LIMITS: Mapping[LimitCode, str] = {
    LimitCode.NOT_SIGNED_IN: gettext_noop("Sign in to use your points."),
    LimitCode.SPENDING_OFF: gettext_noop("Points can't be used here at the moment."),
    LimitCode.NO_RATE: gettext_noop(
        "Points can't be used here: what they are worth in %(currency)s is not set."
    ),
    LimitCode.ACCOUNT_FROZEN: gettext_noop("The points account is frozen. The shop can unlock it."),
    LimitCode.ACCOUNT_BANNED: gettext_noop("The points account is banned."),
    LimitCode.PROMO_CODE_PRESENT: gettext_noop(
        "The cart already carries a promo code. Remove it to use points."
    ),
    LimitCode.ORDER_PROMOTION_PRESENT: gettext_noop(
        "Points would take the place of an offer that this cart has already: they have to be worth"
        " more than %(value)s."
    ),
    LimitCode.MANUAL_DISCOUNT: gettext_noop(
        "Staff took a discount off this order by hand. Remove it to use points."
    ),
    LimitCode.MINIMUM_BALANCE: gettext_noop(
        "Points can be used from a balance of %(value)s. Still missing: %(missing)s."
    ),
    LimitCode.MINIMUM_CART_VALUE: gettext_noop(
        "Points can be used from a cart value of %(value)s. Still missing: %(missing)s."
    ),
    LimitCode.AVAILABLE_POINTS: gettext_noop("Available: %(value)s."),
    LimitCode.GIFT_CARDS: gettext_noop(
        "Points can't be used for gift cards. Items that they can be used for: %(value)s."
    ),
    LimitCode.EXCLUDED_GOODS: gettext_noop(
        "Points can't be used for some items in the cart. Items that they can be used for:"
        " %(value)s."
    ),
    LimitCode.REDUCED_ITEMS: gettext_noop(
        "Points can't be used for reduced items. Items that they can be used for: %(value)s."
    ),
    LimitCode.MAXIMUM_DISCOUNT_AMOUNT: gettext_noop("Points take at most %(value)s off one order."),
    LimitCode.MAXIMUM_DISCOUNT_PERCENTAGE: gettext_noop(
        "Points take at most %(value)s off this cart."
    ),
    LimitCode.CART_VALUE: gettext_noop(
        "Points can't be worth more than the items in the cart: %(value)s."
    ),
}
_REWARD_LIMITS: Mapping[RewardLimitCode, str] = {
    RewardLimitCode.ARCHIVED: gettext_noop("This reward is no longer offered."),
    RewardLimitCode.INACTIVE: gettext_noop("This reward is not offered at the moment."),
    RewardLimitCode.NOT_YET: gettext_noop("This reward is offered from %(day)s on."),
    RewardLimitCode.ENDED: gettext_noop("This reward was offered until %(day)s."),
    RewardLimitCode.SPENDING_OFF: gettext_noop("Points can't be used here at the moment."),
    RewardLimitCode.OTHER_CURRENCY: gettext_noop("This reward is not offered in this currency."),
    RewardLimitCode.UNAVAILABLE: gettext_noop("This reward is not offered here."),
    RewardLimitCode.NO_PRICE: gettext_noop("This reward has no price in points here."),
    RewardLimitCode.SOLD_OUT: gettext_noop("All of these rewards have been claimed."),
    RewardLimitCode.NOT_SIGNED_IN: gettext_noop("Sign in to claim this reward."),
    RewardLimitCode.ACCOUNT_FROZEN: gettext_noop(
        "The points account is frozen. The shop can unlock it."
    ),
    RewardLimitCode.ACCOUNT_BANNED: gettext_noop("The points account is banned."),
    RewardLimitCode.TIER_NEEDED: gettext_noop("This reward is for customers of another tier."),
    RewardLimitCode.BADGE_NEEDED: gettext_noop("This reward is for holders of another badge."),
    RewardLimitCode.CUSTOMER_LIMIT: gettext_noop(
        "You have claimed this reward already. Limit: %(value)s for each customer."
    ),
    RewardLimitCode.NOT_FIRST_TIME: gettext_noop(
        "This reward is for customers who have never bought the product."
    ),
    RewardLimitCode.INSUFFICIENT_POINTS: gettext_noop(
        "Available: %(points)s. Still missing: %(missing)s."
    ),
}
# A second sentence where the limit tells what would lift it.
_MORE_GOODS = gettext_noop("To use more, add items worth %(missing)s.")
_MORE_SUCH_GOODS = gettext_noop("To use more, add such items worth %(missing)s.")
_LIFTED_BY: Mapping[LimitCode, str] = {
    LimitCode.AVAILABLE_POINTS: gettext_noop("Useful here: %(missing)s more."),
    LimitCode.GIFT_CARDS: _MORE_SUCH_GOODS,
    LimitCode.EXCLUDED_GOODS: _MORE_SUCH_GOODS,
    LimitCode.REDUCED_ITEMS: _MORE_SUCH_GOODS,
    LimitCode.MAXIMUM_DISCOUNT_PERCENTAGE: _MORE_GOODS,
    LimitCode.CART_VALUE: _MORE_GOODS,
}


def _rate_message(values: Mapping[str, Any]) -> str:
    """`60 points for 60.00 EUR: 1 point for each 1 EUR.`"""
    template = (
        gettext_noop("%(earned)s for %(basis)s %(currency)s: %(rate)s for each full %(amount)s.")
        if values.get("mode") == "PER_FULL_AMOUNT"
        else gettext_noop("%(earned)s for %(basis)s %(currency)s: %(rate)s for each %(amount)s.")
    )
    amount = plain_number(values.get("earnAmount", 1))
    return _(template) % {
        "earned": points_text(int(values.get("points", 0))),
        "basis": number_text(values.get("basis", "?")),
        "currency": values.get("currency", "?"),
        "rate": points_text(int(values.get("earnPoints", 0))),
        "amount": f"{amount} {values.get('currency', '?')}",
    }


def plain_number(value: Any) -> str:
    """`1.50` -> `1.5`, `100.00` -> `100`; `1,5` where the language writes it so."""
    return number_text(f"{Decimal(str(value)).normalize():f}")


def _rule_message(values: Mapping[str, Any]) -> str:
    """`120 points for 60.00 EUR by the rule "Coffee week": 2 times the usual rate.`"""
    if "fixedPoints" in values:
        gives = _("%(points)s for each piece") % {"points": points_text(int(values["fixedPoints"]))}
    elif "percentage" in values:
        gives = _("%(percentage)s %% of the amount") % {
            "percentage": plain_number(values["percentage"])
        }
    else:
        gives = _("%(multiplier)s times the usual rate") % {
            "multiplier": plain_number(values.get("multiplier", "0"))
        }
    return _('%(earned)s for %(basis)s %(currency)s by the rule "%(rule)s": %(gives)s.') % {
        "earned": points_text(int(values.get("points", 0))),
        "basis": number_text(values.get("basis", "?")),
        "currency": values.get("currency", "?"),
        "rule": values.get("rule", "?"),
        "gives": gives,
    }


def _times_message(values: Mapping[str, Any]) -> str:
    """`At most 2 times a day.`"""
    limit = values.get("limit", 1)
    template = _TIMES.get(values.get("period", ""), _TIMES_EVER)
    return _(template) % {"limit": limit}


_TIMES_EVER = gettext_noop("Limit: %(limit)s for each customer.")
_TIMES: Mapping[str, str] = {
    "DAY": gettext_noop("Limit: %(limit)s a day."),
    "WEEK": gettext_noop("Limit: %(limit)s a week."),
    "MONTH": gettext_noop("Limit: %(limit)s a month."),
    "YEAR": gettext_noop("Limit: %(limit)s a year."),
    "PRODUCT": gettext_noop("Limit: %(limit)s for each product."),
}


def absence_text(reason: str) -> str:
    """Why a customer did not take part, in English; the catalogues know it."""
    return _ABSENCES.get(reason, _ABSENT)


_GIFTS = frozenset({"GIFT", "BIRTHDAY", "ANNIVERSARY"})


def _gift_message(code: str, values: Mapping[str, Any]) -> str:
    """`"Thank you" for 2026-11: 50 points.`, and what the shop says to it in words of its own."""
    if code == "BIRTHDAY":
        template = _("Happy birthday: %(points)s.")
    elif code == "ANNIVERSARY":
        template = ngettext(
            "%(years)s year with us: %(points)s.",
            "%(years)s years with us: %(points)s.",
            int(values.get("years", 1)),
        )
    elif values.get("occasion") == "once":
        template = _('"%(bonus)s": %(points)s.')
    else:
        template = _('"%(bonus)s" for %(occasion)s: %(points)s.')
    points = points_text(int(values.get("points", 0)))
    sentence = template % _Lenient({**values, "points": points})
    return f"{sentence} {values.get('description', '')}".strip()


# Values that are amounts of money, or factors, stored with a decimal point.
_AMOUNTS = frozenset({"basis", "discount", "threshold", "reached", "refunded", "multiplier"})

_EXPLANATIONS: Mapping[str, str] = {
    "TIER": gettext_noop('Tier "%(tier)s": %(multiplier)s times the points, included above.'),
    "ORDER_GIVEN_UP": gettext_noop("The order was cancelled or has expired."),
    "NO_CUSTOMER": gettext_noop("The order belongs to no registered customer."),
    "CHANNEL_WITHOUT_PROGRAM": gettext_noop("No loyalty program covers this channel."),
    "EARNING_OFF": gettext_noop("Earning is switched off."),
    "NO_PRICE": gettext_noop("No variant has a price in this channel."),
    "GIFT_CARD": gettext_noop("Gift cards earn no points."),
    "REDUCED": gettext_noop("Reduced items earn no points."),
    "NOT_SHOWN": gettext_noop("Shoppers don't see it in this channel now."),
    "WAITING": gettext_noop("The order has not yet reached the point at which it earns."),
    "SPENT": gettext_noop("Points used: %(points)s, for %(discount)s %(currency)s off the order."),
    "SPENT_AGAIN": gettext_noop("Points used again: %(points)s."),
    "RETURNED": gettext_noop("Points given back: %(points)s."),
    "REFUND_UNITS": gettext_noop(
        "Pieces that come back: %(units)s. The money for it: %(refunded)s %(currency)s."
    ),
    "REFUND_MONEY": gettext_noop(
        "%(refunded)s %(currency)s are paid back, for nothing in particular."
    ),
    "REFUND_REST": gettext_noop(
        "No more than %(refunded)s %(currency)s can still be paid back of this order."
    ),
    "REFUND_EARNED": gettext_noop(
        "The order has earned %(before)s points; after the refund it is %(after)s."
    ),
    "REFUND_RUN_OUT": gettext_noop(
        "Of the points that are taken back, %(points)s have run out already: the balance does not"
        " fall by them."
    ),
    "REFUND_SPENT": gettext_noop(
        "The order has cost %(before)s points; after the refund it is %(after)s. The rest is given"
        " back."
    ),
    "REFUND_LATE": gettext_noop(
        "Points that are given back after their expiry can be used for %(days)s more days."
    ),
    "REFUND_TOO_LATE": gettext_noop(
        "Points that are given back after their expiry run out again at once."
    ),
    "REFUND_REFERRAL": gettext_noop(
        "It was the order that a referral counted: the customer loses %(points)s points for it, and"
        " who recommended the shop %(pointsOfFriend)s."
    ),
    "REFUND_DEBT": gettext_noop(
        "The customer has used points that are taken back: %(points)s are owed, and the next points"
        " pay them."
    ),
    "REFUND_WAITING": gettext_noop(
        "Points that wait for the guest: %(before)s; after the refund it is %(after)s."
    ),
    "REFUND_WITHOUT_POINTS": gettext_noop("No points depend on this order."),
    "REWARD": gettext_noop('Points used: %(points)s, for the reward "%(reward)s".'),
    "BALANCE_SET": gettext_noop("The balance was set to %(balance)s points."),
    "POINTS_REVOKED": gettext_noop("Taken back by staff before: %(points)s points."),
    "EVENT": gettext_noop('Points of the bonus "%(bonus)s": %(points)s.'),
    "REVIEW": gettext_noop("Points for a product review: %(points)s."),
    "NEWSLETTER": gettext_noop("Points for signing up to the newsletter: %(points)s."),
    "REGISTRATION": gettext_noop("Points for a new account: %(points)s."),
    "MILESTONE_ORDERS": gettext_noop(
        'Milestone "%(bonus)s" at %(threshold)s orders: there are now %(reached)s.'
    ),
    "MILESTONE_AMOUNT": gettext_noop(
        'Milestone "%(bonus)s" at %(threshold)s %(currency)s spent:'
        " it is now %(reached)s %(currency)s."
    ),
    "MILESTONE_LOST_ORDERS": gettext_noop(
        'Orders were cancelled or refunded: %(reached)s are left, and the milestone "%(bonus)s"'
        " takes %(threshold)s."
    ),
    "MILESTONE_LOST_AMOUNT": gettext_noop(
        "Orders were cancelled or refunded: %(reached)s %(currency)s are left, and the milestone"
        ' "%(bonus)s" takes %(threshold)s %(currency)s.'
    ),
    "TIER_REACHED_AMOUNT": gettext_noop(
        'Tier "%(tier)s" from %(threshold)s %(currency)s spent: it is now %(reached)s %(currency)s.'
    ),
    "TIER_REACHED_POINTS": gettext_noop(
        'Tier "%(tier)s" from %(threshold)s points earned: there are now %(reached)s.'
    ),
    "TIER_BY_HAND": gettext_noop('The shop has given you the tier "%(tier)s".'),
    "TIER_LOST_AMOUNT": gettext_noop(
        "Orders were cancelled or refunded: %(reached)s %(currency)s are left, and the tier"
        ' "%(tier)s" takes %(threshold)s %(currency)s.'
    ),
    "TIER_LOST_POINTS": gettext_noop(
        "Points were taken back: %(reached)s are left of those earned, and the tier"
        ' "%(tier)s" takes %(threshold)s.'
    ),
    "REFERRAL_GIVEN": gettext_noop(
        "A friend who followed your code %(code)s has placed a first order."
    ),
    "REFERRAL_FOLLOWED": gettext_noop("The first order after following a friend's code, %(code)s."),
    "REFERRAL_LOST": gettext_noop(
        "The order that counted was changed or cancelled, and no other one counts yet."
    ),
}

_ABSENT = gettext_noop("The customer did not take part in the program then.")
_ABSENCES: Mapping[str, str] = {
    "BANNED": gettext_noop("The customer's account was banned then."),
    "OPTED_OUT": gettext_noop("The customer had opted out of the program then."),
    "NOT_OPTED_IN": gettext_noop("The customer had not joined the program yet."),
    "NO_CARD": gettext_noop("The customer held no card then."),
}

# Reason of an entry -> (sentence with the source's name, sentence without).
_REASONS: Mapping[str, tuple[str, str]] = {
    "ORDER_EARNED": (gettext_noop("Earned by order %(source)s"), gettext_noop("Earned")),
    "EXPIRY_UNDONE": (
        gettext_noop("Expiry undone, because order %(source)s was changed"),
        gettext_noop("Expiry undone"),
    ),
    "ORDER_CLAWBACK": (
        gettext_noop("Taken back: order %(source)s was changed or cancelled"),
        gettext_noop("Taken back: the order was changed or cancelled"),
    ),
    "POINTS_SPENT": (gettext_noop("Used for order %(source)s"), gettext_noop("Used")),
    "POINTS_RETURNED": (
        gettext_noop("Given back from order %(source)s"),
        gettext_noop("Given back"),
    ),
    "REWARD_CLAIMED": (gettext_noop("Reward: %(source)s"), gettext_noop("Reward")),
    "REWARD_RETURNED": (
        gettext_noop("Given back for the reward: %(source)s"),
        gettext_noop("Given back for a reward"),
    ),
    "MANUAL_CREDIT": (gettext_noop("Credited by the shop"), gettext_noop("Credited by the shop")),
    "MANUAL_DEBIT": (gettext_noop("Debited by the shop"), gettext_noop("Debited by the shop")),
    "BALANCE_SET": (gettext_noop("Set by the shop"), gettext_noop("Set by the shop")),
    "ENTRY_REVOKED": (
        gettext_noop("Taken back by the shop (%(source)s)"),
        gettext_noop("Taken back by the shop"),
    ),
    "EXPIRED": (gettext_noop("Expired"), gettext_noop("Expired")),
    "GIFT": (gettext_noop("Gift: %(source)s"), gettext_noop("Gift")),
    "BIRTHDAY": (gettext_noop("Birthday: %(source)s"), gettext_noop("Birthday")),
    "ANNIVERSARY": (gettext_noop("Anniversary: %(source)s"), gettext_noop("Anniversary")),
    "REGISTRATION": (
        gettext_noop("For your new account"),
        gettext_noop("For your new account"),
    ),
    "NEWSLETTER": (
        gettext_noop("For signing up to the newsletter"),
        gettext_noop("For signing up to the newsletter"),
    ),
    "REVIEW": (gettext_noop("For a product review"), gettext_noop("For a product review")),
    "EVENT": (gettext_noop("Bonus: %(source)s"), gettext_noop("Bonus")),
    "MILESTONE": (gettext_noop("Milestone: %(source)s"), gettext_noop("Milestone")),
    "MILESTONE_LOST": (
        gettext_noop("Taken back: the milestone %(source)s is out of reach again"),
        gettext_noop("Taken back: a milestone is out of reach again"),
    ),
    "TIER_REACHED": (
        gettext_noop("For reaching the tier %(source)s"),
        gettext_noop("For reaching a tier"),
    ),
    "TIER_LOST": (
        gettext_noop("Taken back: the tier %(source)s is out of reach again"),
        gettext_noop("Taken back: a tier is out of reach again"),
    ),
    "REFERRAL_GIVEN": (
        gettext_noop("For recommending us to a friend"),
        gettext_noop("For recommending us to a friend"),
    ),
    "REFERRAL_FOLLOWED": (
        gettext_noop("For following a friend's code"),
        gettext_noop("For following a friend's code"),
    ),
    "REFERRAL_LOST": (
        gettext_noop("Taken back: the order of a recommendation was changed or cancelled"),
        gettext_noop("Taken back: the order of a recommendation was changed or cancelled"),
    ),
    "BONUS_TAKEN_BACK": (
        gettext_noop("Bonus taken back: %(source)s"),
        gettext_noop("Bonus taken back"),
    ),
}


class _Lenient(dict[str, Any]):
    """Values for a template; what is missing shows as `?` instead of failing."""

    def __missing__(self, key: str) -> str:
        return "?"


def _plain(code: str) -> str:
    """A code that has no words: `ORDER_GIVEN_UP` -> `Order given up`."""
    return code.replace("_", " ").capitalize()
