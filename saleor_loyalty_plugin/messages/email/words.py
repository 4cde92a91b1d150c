"""Sentences of e-mails that depend on what is known of the customer; in the active language.

What is the same in every e-mail of a kind stands in `emails/`.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from saleor_loyalty_plugin.messages.email.formats import Formats
from saleor_loyalty_plugin.rules.messages import MessageKind
from saleor_loyalty_plugin.rules.rewards import RewardKind


def footer(kind: MessageKind, *, program: str, shop: str) -> dict[str, str]:
    """Why the customer gets an e-mail, and the words of the link below it."""
    why = _WHY.get(kind, _WHY_ELSE)
    return {
        "why": _(why) % {"program": program, "shop": shop},
        "unsubscribe": _(_UNSUBSCRIBE[kind]),
    }


_WHY_ELSE = gettext_noop("You get this e-mail because you take part in %(program)s at %(shop)s.")
# Those come to people who have left, too.
_WHY: Mapping[MessageKind, str] = {
    MessageKind.REWARD_CLAIMED: gettext_noop(
        "You get this e-mail because you have got a reward from %(program)s at %(shop)s."
    ),
    MessageKind.STATEMENT: gettext_noop(
        "You get this e-mail because you have an account with %(program)s at %(shop)s."
    ),
}
_UNSUBSCRIBE: Mapping[MessageKind, str] = {
    MessageKind.POINTS_CREDITED: gettext_noop("No more e-mails about credits and debits"),
    MessageKind.TIER_RAISED: gettext_noop("No more e-mails about a higher tier"),
    MessageKind.TIER_LOWERED: gettext_noop("No more e-mails about a lower tier"),
    MessageKind.BADGE_UNLOCKED: gettext_noop("No more e-mails about badges"),
    MessageKind.POINTS_EXPIRING: gettext_noop("No more e-mails about what expires"),
    MessageKind.BALANCE_REACHED: gettext_noop("No more e-mails about my balance"),
    MessageKind.REWARD_CLAIMED: gettext_noop("No more e-mails about rewards"),
    MessageKind.STATEMENT: gettext_noop("No more statements"),
}


def preview(kind: MessageKind, variables: Mapping[str, Any]) -> str:
    """What inboxes show beside the subject; one or two short sentences."""
    balance_text = _("Balance: %(balance)s.") % {"balance": variables["balance"]["text"]}
    if kind is MessageKind.POINTS_CREDITED:
        return f"{variables['entry']['reason']}. {balance_text}"
    if kind is MessageKind.POINTS_EXPIRING:
        day = variables["expiring_first"]["date"]
        if variables["expiring_later"]:
            return _("Use the first ones by %(day)s.") % {"day": day}
        return _("Use them by %(day)s.") % {"day": day} if day else balance_text
    if kind is MessageKind.REWARD_CLAIMED:
        return str(variables["reward"]["how"])
    if kind in (MessageKind.TIER_RAISED, MessageKind.TIER_LOWERED):
        return " ".join(variables["tier"]["benefits"][:2]) or balance_text
    if kind is MessageKind.BADGE_UNLOCKED:
        badge = variables["badge"]
        return badge["description"] or badge["benefit"] or balance_text
    return balance_text


def balance(formats: Formats, *, points: int, available: int, worth: str) -> dict[str, Any]:
    """The variables under `balance`."""
    return {
        "points": formats.number(points),
        "name": formats.points_name(points),
        "text": formats.points(points),
        "available": formats.number(available),
        "available_name": formats.points_name(available),
        "available_text": formats.points(available),
        "is_all_available": points == available,
        "worth": worth,
    }


def points_at(formats: Formats, day: date, points: int) -> dict[str, str]:
    """One item of the variables `expiring` and `expiring_later`."""
    return {
        "date": formats.day(day),
        "points": formats.number(points),
        "points_text": formats.points(points),
    }


def first_points_at(formats: Formats, day: date, points: int, *, worth: str) -> dict[str, Any]:
    """The variables under `expiring_first`."""
    return {
        **points_at(formats, day, points),
        "name": formats.points_name(points),
        "is_one": points == 1,
        "worth": worth,
    }


def benefits(
    formats: Formats,
    *,
    discount: str,
    is_for_some: bool,
    free_shipping: bool,
    multiplier: Decimal,
    perks: Sequence[str],
) -> list[str]:
    """What a tier gives, as sentences; `discount` is a text such as `5%`, empty for none."""
    found = [badge_benefit(formats, discount=discount, is_for_some=is_for_some)]
    if free_shipping:
        found.append(_("Free shipping."))
    if multiplier != 1:
        factor = formats.number(multiplier.normalize())
        found.append(
            _("%(factor)s times the %(points)s.")
            % {"factor": factor, "points": formats.points_name(2)}
        )
    return [*(item for item in found if item), *perks]


def badge_benefit(formats: Formats, *, discount: str, is_for_some: bool) -> str:
    """What holders get off prices, as a sentence; empty for nothing."""
    if not discount:
        return ""
    if is_for_some:
        return _("%(discount)s off chosen products.") % {"discount": discount}
    return _("%(discount)s off every order.") % {"discount": discount}


def how_to_use(kind: str) -> str:
    """How a customer uses a claim of a reward; for a kind that nobody knows, to keep the code."""
    return _(_HOW.get(kind, _HOW_ELSE))


_AT_CHECKOUT = gettext_noop(
    "Choose this reward from your list at the checkout. You don't need to type the code."
)
_HOW_ELSE = gettext_noop("Keep this code. We will be in touch with you.")
_HOW: Mapping[str, str] = {
    RewardKind.PRODUCT: _AT_CHECKOUT,
    RewardKind.VOUCHER_PERCENTAGE: _AT_CHECKOUT,
    RewardKind.VOUCHER_AMOUNT: _AT_CHECKOUT,
    RewardKind.FREE_SHIPPING: _AT_CHECKOUT,
    RewardKind.GIFT_CARD: gettext_noop("Enter the code of this gift card at the checkout."),
    RewardKind.DONATION: gettext_noop("We donate it in your name. There is nothing left to do."),
}


def more_entries(count: int, *, has_file: bool) -> str:
    """How many movements a list leaves out; empty for none."""
    if count <= 0:
        return ""
    values = {"count": count}
    if has_file:
        return (
            ngettext(
                "One more movement is in the attached statement.",
                "%(count)d more movements are in the attached statement.",
                count,
            )
            % values
        )
    return ngettext("And one more movement.", "And %(count)d more movements.", count) % values
