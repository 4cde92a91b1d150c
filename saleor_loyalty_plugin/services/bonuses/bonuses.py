"""Bonuses: create, change, delete. Each makes a new version of the program's terms."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_noop

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import Bonus
from saleor_loyalty_plugin.rules.bonuses import BonusTrigger, Frequency, LimitPeriod
from saleor_loyalty_plugin.rules.events import EVENT_TYPE, SETTINGS_BY_TYPE
from saleor_loyalty_plugin.services.errors import LoyaltyProblem, ProblemCode
from saleor_loyalty_plugin.services.programs.parts import (
    PartKind,
    check_window,
    checked_name,
    checked_time,
    create_part,
    delete_part,
    invalid,
    update_part,
)

BONUSES_MAX = 200
POINTS_MAX = 1_000_000
COUNT_MAX = 1_000_000
AMOUNT_MAX = Decimal(1_000_000_000)
DESCRIPTION_MAX = 2_000

# Settings that belong to one trigger. Times and words belong to all.
_TRIGGER_OF = {
    "event_type": BonusTrigger.EVENT,
    "limit": BonusTrigger.EVENT,
    "limit_period": BonusTrigger.EVENT,
    "order_count": BonusTrigger.ORDER_COUNT,
    "amount_spent": BonusTrigger.AMOUNT_SPENT,
    "currency": BonusTrigger.AMOUNT_SPENT,
    "frequency": BonusTrigger.SCHEDULE,
}
_REQUIRED: Mapping[BonusTrigger, Mapping[str, str]] = {
    BonusTrigger.EVENT: {
        "event_type": gettext_noop("Say which type of events it is for, such as survey."),
    },
    BonusTrigger.ORDER_COUNT: {
        "order_count": gettext_noop("Say for which order it is: 10 for the tenth."),
    },
    BonusTrigger.AMOUNT_SPENT: {
        "amount_spent": gettext_noop("Say from which amount on it is given."),
        "currency": gettext_noop("Say in which currency the amount is, such as EUR."),
    },
    BonusTrigger.BIRTHDAY: {},
    BonusTrigger.ANNIVERSARY: {},
    BonusTrigger.SCHEDULE: {
        "frequency": gettext_noop("Say how often it is given: ONCE, DAILY, WEEKLY and so on."),
        "starts_at": gettext_noop("Say when it is given for the first time."),
    },
}


def create_bonus(
    *, program_id: int | None, settings: Mapping[str, Any], author: str, now: datetime
) -> Bonus:
    """Add a bonus; `settings` maps fields of `Bonus` to values. None: the default program.

    Raises `LoyaltyProblem`: NOT_FOUND, REQUIRED (name, trigger, points, what the trigger needs),
    INVALID.
    """
    return create_part(BONUSES, program_id=program_id, settings=settings, author=author, now=now)


def update_bonus(
    *, bonus_id: int, settings: Mapping[str, Any], author: str, now: datetime
) -> Bonus:
    """Change what is given; never the trigger. What was given by the bonus stays.

    Raises `LoyaltyProblem`: NOT_FOUND, REQUIRED, INVALID.
    """
    return update_part(BONUSES, part_id=bonus_id, settings=settings, author=author, now=now)


def delete_bonus(*, bonus_id: int, author: str, now: datetime) -> Bonus:
    """Delete a bonus; what was given by it stays. Returns what it was.

    Raises `LoyaltyProblem`: NOT_FOUND.
    """
    return delete_part(BONUSES, part_id=bonus_id, author=author, now=now)


def _assign(bonus: Bonus, settings: Mapping[str, Any]) -> None:
    if bonus.pk is None:
        _check_complete(settings)
    elif settings.get("trigger", bonus.trigger) != bonus.trigger:
        raise invalid(
            "trigger",
            gettext_noop("The trigger of a bonus can't be changed. Create another bonus."),
        )
    trigger = BonusTrigger(settings.get("trigger", bonus.trigger))
    for name, value in settings.items():
        owner = _TRIGGER_OF.get(name, trigger)
        if owner is not trigger and value is not None:
            raise invalid(
                name,
                gettext_noop("This belongs to bonuses with the trigger %(trigger)s. Leave it out."),
                trigger=str(owner),
            )
        if owner is trigger:
            setattr(bonus, name, _checked(name, value))
    for name, message in _REQUIRED[trigger].items():
        if not getattr(bonus, name):
            raise LoyaltyProblem(ProblemCode.REQUIRED, message, field=name)
    check_window(bonus.starts_at, bonus.ends_at)


def _check_complete(settings: Mapping[str, Any]) -> None:
    """What a new bonus of any trigger must say."""
    for name, message in (
        ("name", gettext_noop("Give the bonus a name; shoppers read it.")),
        ("trigger", gettext_noop("Say what the bonus is given for.")),
        ("points", gettext_noop("Say how many points the bonus gives.")),
    ):
        if settings.get(name) is None:
            raise LoyaltyProblem(ProblemCode.REQUIRED, message, field=name)


def _checked(name: str, value: Any) -> Any:
    """One setting, as it is stored."""
    if name == "name":
        return checked_name(value)
    if name in ("starts_at", "ends_at"):
        return checked_time(name, value)
    if name == "description":
        return _checked_description(str(value or "").strip())
    if name == "event_type":
        return _checked_event_type(str(value or "").strip().lower())
    if name == "currency":
        return _checked_currency(str(value or "").strip().upper())
    if name == "amount_spent":
        return _checked_amount(value)
    if name == "points" and not 1 <= value <= POINTS_MAX:
        raise invalid(name, gettext_noop("Give 1 to %(maximum)s points."), maximum=POINTS_MAX)
    if name in ("order_count", "limit") and value is not None and not 1 <= value <= COUNT_MAX:
        raise invalid(name, gettext_noop("Give a number from 1 to %(maximum)s."), maximum=COUNT_MAX)
    if name in _ENUMS and value is not None:
        return _ENUMS[name](value).value
    return value


_ENUMS = {"trigger": BonusTrigger, "limit_period": LimitPeriod, "frequency": Frequency}


def _checked_description(text: str) -> str:
    if len(text) > DESCRIPTION_MAX:
        raise invalid(
            "description",
            gettext_noop("Give a description of at most %(maximum)s characters."),
            maximum=DESCRIPTION_MAX,
        )
    return text


def _checked_event_type(text: str) -> str:
    if text and EVENT_TYPE.fullmatch(text) is None:
        raise invalid(
            "event_type",
            gettext_noop("Give a type of 1 to 64 letters a to z, digits, - and _, such as survey."),
        )
    if text in SETTINGS_BY_TYPE:
        raise invalid(
            "event_type",
            gettext_noop("Points for this are a setting of the program: %(setting)s."),
            setting=SETTINGS_BY_TYPE[text],
        )
    return text


def _checked_currency(text: str) -> str:
    if text and text not in {channel.currency for channel in current_host().channels()}:
        raise invalid("currency", gettext_noop("No channel has this currency."))
    return text


def _checked_amount(value: Decimal | None) -> Decimal | None:
    if value is not None and not (0 < value <= AMOUNT_MAX and value == round(value, 3)):
        raise invalid(
            "amount_spent",
            gettext_noop("Give an amount above 0 to %(maximum)s with at most three decimals."),
            maximum=AMOUNT_MAX,
        )
    return value


BONUSES: PartKind[Bonus] = PartKind(
    model=Bonus,
    assign=_assign,
    count_max=BONUSES_MAX,
    too_many=gettext_noop("A program has at most %(maximum)s bonuses. Delete one first."),
    not_found=gettext_noop("No bonus has this ID."),
)
