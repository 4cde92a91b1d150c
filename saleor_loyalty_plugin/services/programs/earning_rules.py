"""Earning rules: create, change, delete. Each makes a new version of the program's terms."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_noop

from saleor_loyalty_plugin.models import EarningRule
from saleor_loyalty_plugin.rules.earning_rules import ID_SETS
from saleor_loyalty_plugin.services.errors import LoyaltyProblem, ProblemCode
from saleor_loyalty_plugin.services.programs.parts import (
    PartKind,
    check_window,
    checked_name,
    checked_time,
    create_part,
    delete_part,
    invalid,
    reorder_parts,
    update_part,
)

FIXED_POINTS_MAX = 1_000_000
FACTOR_MAX = Decimal(10_000)
AMOUNT_MAX = Decimal(1_000_000)
IDS_MAX = 1_000
RULES_MAX = 500
RANKS = range(-1_000_000, 1_000_001)

GIVES = ("fixed_points", "percentage", "multiplier")


def create_earning_rule(
    *, program_id: int | None, settings: Mapping[str, Any], author: str, now: datetime
) -> EarningRule:
    """Add a rule; `settings` maps fields of `EarningRule` to values. None: the default program.

    Raises `LoyaltyProblem`: NOT_FOUND, REQUIRED (name, what it gives), INVALID.
    """
    return create_part(RULES, program_id=program_id, settings=settings, author=author, now=now)


def update_earning_rule(
    *, rule_id: int, settings: Mapping[str, Any], author: str, now: datetime
) -> EarningRule:
    """Change what is given. Naming another thing that the rule gives replaces the former.

    Raises `LoyaltyProblem`: NOT_FOUND, REQUIRED, INVALID.
    """
    return update_part(RULES, part_id=rule_id, settings=settings, author=author, now=now)


def delete_earning_rule(*, rule_id: int, author: str, now: datetime) -> EarningRule:
    """Delete a rule; orders that earned by it keep what they earned. Returns what it was.

    Raises `LoyaltyProblem`: NOT_FOUND.
    """
    return delete_part(RULES, part_id=rule_id, author=author, now=now)


def reorder_earning_rules(
    *, rule_ids: Sequence[int], author: str, now: datetime
) -> list[EarningRule]:
    """Rank the rules of a program in this order, from 0; those that are not named follow.

    Returns all of the program by rank.
    Raises `LoyaltyProblem`: REQUIRED (no ids), NOT_FOUND (also for one of another program).
    """
    return reorder_parts(RULES, part_ids=rule_ids, author=author, now=now)


def _assign(rule: EarningRule, settings: Mapping[str, Any]) -> None:
    if rule.pk is None and "name" not in settings:
        raise LoyaltyProblem(ProblemCode.REQUIRED, "Give the rule a name.", field="name")
    given = [name for name in GIVES if settings.get(name) is not None]
    if len(given) > 1:
        raise LoyaltyProblem(
            ProblemCode.INVALID,
            "A rule gives one thing: fixedPoints, percentage or multiplier.",
            field=given[1],
        )
    if given:
        for name in GIVES:
            setattr(rule, name, None)
    for name, value in settings.items():
        if name in GIVES and value is None:
            continue
        setattr(rule, name, _checked(name, value))
    if all(getattr(rule, name) is None for name in GIVES):
        raise LoyaltyProblem(
            ProblemCode.REQUIRED,
            "Say what the rule gives: fixedPoints, percentage or multiplier (0 for nothing).",
            field="fixed_points",
        )
    check_window(rule.starts_at, rule.ends_at)


def _checked(name: str, value: Any) -> Any:
    if name == "name":
        return checked_name(value)
    if name in ID_SETS:
        ids = sorted(set(value or ()))
        if len(ids) > IDS_MAX:
            raise invalid(
                name,
                gettext_noop("Name at most %(maximum)s of them; a category covers more."),
                maximum=IDS_MAX,
            )
        return ids
    if name == "fixed_points" and not 0 <= value <= FIXED_POINTS_MAX:
        raise invalid(
            name,
            gettext_noop("Give 0 to %(maximum)s points for each piece."),
            maximum=FIXED_POINTS_MAX,
        )
    if name in ("percentage", "multiplier") and not (
        0 <= value <= FACTOR_MAX and value == round(value, 2)
    ):
        raise invalid(
            name,
            gettext_noop("Give 0 to %(maximum)s with at most two decimals."),
            maximum=FACTOR_MAX,
        )
    if name == "order_value_from" and not (
        value is not None and 0 <= value <= AMOUNT_MAX and value == round(value, 3)
    ):
        raise invalid(
            name,
            gettext_noop("Give an amount from 0 to %(maximum)s with at most three decimals."),
            maximum=AMOUNT_MAX,
        )
    if name in ("starts_at", "ends_at"):
        return checked_time(name, value)
    if name == "rank" and value not in RANKS:
        raise invalid(
            name,
            gettext_noop("Give a rank from %(least)s to %(most)s."),
            least=RANKS[0],
            most=RANKS[-1],
        )
    return value


RULES: PartKind[EarningRule] = PartKind(
    model=EarningRule,
    assign=_assign,
    count_max=RULES_MAX,
    too_many=gettext_noop("A program has at most %(maximum)s rules. Delete one first."),
    not_found=gettext_noop("No earning rule has this ID."),
)
