"""Words for the preview of a program's settings, in the language that is active."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from saleor_loyalty_plugin.rules.facts import ChannelFacts, OrderFacts
from saleor_loyalty_plugin.rules.program_warnings import SettingWarning, WarningCode
from saleor_loyalty_plugin.services.explanations import (
    money_text,
    number_text,
    plain_number,
    points_text,
)
from saleor_loyalty_plugin.services.programs.preview_changes import Change, ChangeCode
from saleor_loyalty_plugin.services.programs.preview_program import (
    AmountExample,
    Earned,
    OrderExample,
)


def amount_message(example: AmountExample) -> str:
    """`An order of 49.90 EUR earns 49 points, worth 0.49 EUR.`"""
    return _example(
        _("An order of %(amount)s") % {"amount": money_text(example.amount, example.channel)},
        example.proposed,
        example.channel,
    )


def order_message(example: OrderExample, *, shows_number: bool) -> str:
    """`Order 1042 of 60.00 EUR, placed on 3 May, earns 60 points, worth 0.60 EUR.`

    Without its number for readers who may not see orders.
    """
    facts = example.facts
    values = {
        "number": facts.number,
        "amount": money_text(goods_worth(facts), facts.channel),
        "day": _day(facts.created_at),
    }
    name = (
        _("Order %(number)s with goods for %(amount)s, placed on %(day)s,")
        if shows_number
        else _("An order with goods for %(amount)s, placed on %(day)s,")
    )
    return _example(name % values, example.proposed, facts.channel)


def goods_worth(facts: OrderFacts) -> Decimal:
    """What the goods of an order cost, after discounts."""
    return sum((line.total_gross for line in facts.lines), Decimal(0))


def _day(moment: datetime) -> str:
    return date_format(moment, "DATE_FORMAT")


def _example(name: str, earned: Earned, channel: ChannelFacts) -> str:
    values = {"order": name, "points": points_text(earned.points), "currency": channel.currency}
    if not earned.points:
        return _("%(order)s earns no points.") % values
    if earned.worth is None:
        return (
            _("%(order)s earns %(points)s. What they are worth in %(currency)s is not set.")
            % values
        )
    values["worth"] = money_text(earned.worth, channel)
    return _("%(order)s earns %(points)s, worth %(worth)s.") % values


def warning_message(warning: SettingWarning) -> str:
    """What speaks against settings, and what to do about it; where it is so, if not everywhere."""
    message = _(_WARNINGS[warning.code]) % _texts(warning)
    names = ", ".join(channel.name for channel in warning.channels)
    if not names:
        return message
    return _("%(channels)s: %(message)s") % {"channels": names, "message": message}


_MONEY = frozenset({"average", "worth", "minimum", "order_value_from"})


def _texts(warning: SettingWarning) -> dict[str, Any]:
    channels = warning.channels
    texts: dict[str, Any] = {"currency": channels[0].currency if channels else ""}
    for name, value in warning.values.items():
        if name in _MONEY and channels:
            texts[name] = money_text(value, channels[0])
        elif name == "points":
            texts[name] = points_text(value)
        else:
            texts[name] = plain_number(value) if isinstance(value, Decimal) else value
    return texts


_WARNINGS: Mapping[WarningCode, str] = {
    WarningCode.NOBODY_TAKES_PART: gettext_noop(
        "Nobody takes part yet: customers have to join first, or to get a card. Offer that in your"
        " storefront, or let everyone take part."
    ),
    WarningCode.GIVES_BACK_MUCH: gettext_noop(
        "Customers get back %(percentage)s %% of what they spend. Give fewer points for an amount,"
        " or make points worth less, if that is more than your margin bears."
    ),
    WarningCode.TIER_GIVES_BACK_MUCH: gettext_noop(
        'Customers in the tier "%(tier)s" get back %(percentage)s %% of what they spend. Lower the'
        " tier's multiple of points, or the rate, if that is more than your margin bears."
    ),
    WarningCode.EARNS_NOTHING: gettext_noop(
        "Orders earn 0 points. Set how many points an amount gives, or switch earning off."
    ),
    WarningCode.ORDERS_EARN_NOTHING: gettext_noop(
        "An average order of %(average)s earns nothing. Give points for a smaller amount."
    ),
    WarningCode.POINTS_EARN_POINTS: gettext_noop(
        "Points can pay for whole orders, which then earn points again. Set the most that points"
        " take off an order, or don't let the part earn that is paid with points."
    ),
    WarningCode.NO_RATE: gettext_noop(
        "Points can't be used here: what they are worth in %(currency)s is not set. Give this"
        " channel rates of its own."
    ),
    WarningCode.BUYS_NOTHING: gettext_noop(
        "Points can't be used: 0 points are worth nothing. Set how many points are worth an amount,"
        " or switch spending off."
    ),
    WarningCode.MINIMUM_BALANCE_FAR: gettext_noop(
        "It takes about %(orders)s average orders of %(average)s to reach %(points)s. Lower the"
        " smallest balance from which points can be used."
    ),
    WarningCode.MINIMUM_CART_VALUE_FAR: gettext_noop(
        "None of the newest %(orders)s orders was worth %(minimum)s. Lower the smallest cart for"
        " which points can be used."
    ),
    WarningCode.REWARD_FACTOR: gettext_noop(
        "A reward without points of its own costs %(factor)s points for each 1 %(currency)s of its"
        " price, but as a discount 1 %(currency)s takes %(usual)s points. Set the factor to"
        " %(usual)s, or give these rewards points of their own, unless you mean it so."
    ),
    WarningCode.EXPIRY_SHORTER_THAN_WAITING: gettext_noop(
        "Points wait %(pending_days)s days until they can be used, and then last %(days)s days"
        " only. Let them wait shorter or last longer."
    ),
    WarningCode.EXPIRY_SOON: gettext_noop(
        "Points run out after %(days)s days, before most customers order again. Let them last"
        " longer."
    ),
    WarningCode.REGISTRATION_COSTLY: gettext_noop(
        "A new account gets points worth %(worth)s before any order; an average order is"
        " %(average)s. Give fewer, or ask for a cart of some worth before points can be used."
    ),
    WarningCode.REFERRAL_COSTLY: gettext_noop(
        "A referral gives points worth %(worth)s in all, for a first order from"
        " %(order_value_from)s. Raise what the friend's order has to be worth."
    ),
    WarningCode.NEWSLETTER_NEVER: gettext_noop(
        "Nobody gets the points for the newsletter: say under which key of a customer's metadata"
        " your shop notes a sign-up."
    ),
}


def change_message(change: Change) -> str:
    """What becomes different for whom; one or two sentences."""
    values = dict(change.values)
    if change.channel is not None:
        for name in ("before", "after"):
            values[name] = money_text(values[name], change.channel)
    if change.code in _COUNTED:
        return _counted(change, values)
    if change.count is not None:
        values["points"] = points_text(change.count)
    return _(_CHANGES[change.code]) % values


def _counted(change: Change, values: dict[str, Any]) -> str:
    count = change.count or 0
    text = number_text(count)
    values["count"] = text if change.is_exact else _("More than %(count)s") % {"count": text}
    if change.code is ChangeCode.OPEN_ORDERS:
        template = ngettext(
            "%(count)s of the newest %(newest)s orders has not earned yet and will earn by the new"
            " settings. Older orders are not counted.",
            "%(count)s of the newest %(newest)s orders have not earned yet and will earn by the new"
            " settings. Older orders are not counted.",
            count,
        )
        if values["at_once"]:
            more = ngettext(
                "%(at_once)s of them earns as soon as anything about it changes.",
                "%(at_once)s of them earn as soon as anything about them changes.",
                values["at_once"],
            )
            template = f"{template} {more}"
    elif change.code is ChangeCode.ACCOUNTS_JOIN:
        template = ngettext(
            "%(count)s account newly takes part. Customers without an account are not counted.",
            "%(count)s accounts newly take part. Customers without an account are not counted.",
            count,
        )
    else:
        template = ngettext(
            "%(count)s account no longer takes part. It keeps its points and can use them.",
            "%(count)s accounts no longer take part. They keep their points and can use them.",
            count,
        )
    return template % values


_COUNTED = frozenset({ChangeCode.OPEN_ORDERS, ChangeCode.ACCOUNTS_JOIN, ChangeCode.ACCOUNTS_LEAVE})
_CHANGES: Mapping[ChangeCode, str] = {
    ChangeCode.STARTS_EARNING: gettext_noop("Orders earn points from now on."),
    ChangeCode.STOPS_EARNING: gettext_noop(
        "Orders earn no points from now on. What was earned stays."
    ),
    ChangeCode.STARTS_SPENDING: gettext_noop("Customers can use their points from now on."),
    ChangeCode.STOPS_SPENDING: gettext_noop(
        "Customers can't use their points until spending is switched on again. They keep them."
    ),
    ChangeCode.POINTS_WORTH: gettext_noop(
        "All %(points)s of customers are worth %(after)s instead of %(before)s."
    ),
    ChangeCode.CHANNELS_ADDED: gettext_noop(
        "Orders in %(names)s belong to this program from now on. Points of other programs stay"
        " there."
    ),
    ChangeCode.CHANNELS_REMOVED: gettext_noop(
        "Orders in %(names)s belong to the default program from now on. Points of this one stay"
        " here."
    ),
    ChangeCode.ORDERS_KEEP_TERMS: gettext_noop(
        "Orders that have earned already keep their points, and refunds of them are computed as"
        " before."
    ),
    ChangeCode.WAITING_KEPT: gettext_noop(
        "%(points)s that wait now keep their day. Points that come in later wait by the new"
        " settings."
    ),
    ChangeCode.EXPIRY_KEPT: gettext_noop(
        "%(points)s that are there keep their expiry. Points that come in later run out by the new"
        " settings; the command loyalty_expiry lets them hold for all."
    ),
    ChangeCode.EXPIRY_MOVES: gettext_noop(
        "%(points)s that are there keep their expiry until their customer's next order, which moves"
        " earlier days. Points that never run out stay so."
    ),
    ChangeCode.TIERS_ANEW: gettext_noop(
        "The tiers of all customers are computed anew within minutes. Customers may change tier."
    ),
    ChangeCode.NOT_COUNTED: gettext_noop(
        "There are so many accounts that not all was counted in time."
    ),
}
