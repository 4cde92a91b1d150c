"""Earning rules: create, change, delete. Each makes a new version of the program's terms."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import EarningRule, Program
from saleor_loyalty_plugin.rules.earning_rules import ID_SETS
from saleor_loyalty_plugin.services.errors import LoyaltyProblem, ProblemCode
from saleor_loyalty_plugin.services.programs import default_program, locked_program, write_version

NAME_MAX = 255
FIXED_POINTS_MAX = 1_000_000
FACTOR_MAX = Decimal(10_000)
AMOUNT_MAX = Decimal(1_000_000)
IDS_MAX = 1_000
RULES_MAX = 500
RANKS = range(-1_000_000, 1_000_001)
# Beyond these years a time can't be stored, or not be read again, in every zone.
YEARS = range(1970, 9999)

GIVES = ("fixed_points", "percentage", "multiplier")


def create_earning_rule(
    *, program_id: int | None, settings: Mapping[str, Any], author: str, now: datetime
) -> EarningRule:
    """Add a rule; `settings` maps fields of `EarningRule` to values. None: the default program.

    Raises `LoyaltyProblem`: NOT_FOUND, REQUIRED (name, what it gives), INVALID.
    """
    using = current_host().writer_alias()
    with transaction.atomic(using=using):
        program = _locked_program(program_id, using)
        if EarningRule.objects.using(using).filter(program=program).count() >= RULES_MAX:
            raise LoyaltyProblem(
                ProblemCode.INVALID,
                "A program has at most %(maximum)s rules. Delete one first.",
                values={"maximum": RULES_MAX},
            )
        rule = EarningRule(program=program, created_at=now)
        if "name" not in settings:
            raise LoyaltyProblem(ProblemCode.REQUIRED, "Give the rule a name.", field="name")
        _assign(rule, settings)
        rule.save(using=using)
        write_version(program, author=author, now=now, using=using)
    return rule


def update_earning_rule(
    *, rule_id: int, settings: Mapping[str, Any], author: str, now: datetime
) -> EarningRule:
    """Change what is given. Naming another thing that the rule gives replaces the former.

    Raises `LoyaltyProblem`: NOT_FOUND, REQUIRED, INVALID.
    """
    using = current_host().writer_alias()
    with transaction.atomic(using=using):
        rule = _locked(rule_id, using)
        _assign(rule, settings)
        rule.save(using=using)
        write_version(rule.program, author=author, now=now, using=using)
    return rule


def delete_earning_rule(*, rule_id: int, author: str, now: datetime) -> EarningRule:
    """Delete a rule; orders that earned by it keep what they earned. Returns what it was.

    Raises `LoyaltyProblem`: NOT_FOUND.
    """
    using = current_host().writer_alias()
    with transaction.atomic(using=using):
        rule = _locked(rule_id, using)
        EarningRule.objects.using(using).filter(pk=rule.pk).delete()
        write_version(rule.program, author=author, now=now, using=using)
    return rule


def _locked_program(program_id: int | None, using: str) -> Program:
    if program_id is None:
        return locked_program(default_program().pk, using=using)
    try:
        return locked_program(program_id, using=using)
    except LoyaltyProblem as problem:
        # The input calls it otherwise than `locked_program` does.
        raise LoyaltyProblem(
            problem.code, problem.text, field="program_id", values=problem.values
        ) from None


def _locked(rule_id: int, using: str) -> EarningRule:
    """The rule, with its program locked: versions are numbered one after the other."""
    rule = EarningRule.objects.using(using).filter(pk=rule_id).first()
    if rule is not None:
        program = locked_program(rule.program_id, using=using)
        rule = EarningRule.objects.using(using).filter(pk=rule_id, program=program).first()
    if rule is None:
        raise LoyaltyProblem(ProblemCode.NOT_FOUND, "No earning rule has this id.", field="id")
    return rule


def _assign(rule: EarningRule, settings: Mapping[str, Any]) -> None:
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
    if rule.starts_at is not None and rule.ends_at is not None and rule.ends_at <= rule.starts_at:
        raise LoyaltyProblem(
            ProblemCode.INVALID, "A rule has to end after it starts.", field="ends_at"
        )


def _checked(name: str, value: Any) -> Any:
    if name == "name":
        text = str(value or "").strip()
        if not 0 < len(text) <= NAME_MAX:
            raise _invalid(
                name, gettext_noop("Give a name of 1 to %(maximum)s characters."), maximum=NAME_MAX
            )
        return text
    if name in ID_SETS:
        ids = sorted(set(value or ()))
        if len(ids) > IDS_MAX:
            raise _invalid(
                name,
                gettext_noop("Name at most %(maximum)s of them; a category covers more."),
                maximum=IDS_MAX,
            )
        return ids
    if name == "fixed_points" and not 0 <= value <= FIXED_POINTS_MAX:
        raise _invalid(
            name,
            gettext_noop("Give 0 to %(maximum)s points for each piece."),
            maximum=FIXED_POINTS_MAX,
        )
    if name in ("percentage", "multiplier") and not (
        0 <= value <= FACTOR_MAX and value == round(value, 2)
    ):
        raise _invalid(
            name,
            gettext_noop("Give 0 to %(maximum)s with at most two decimals."),
            maximum=FACTOR_MAX,
        )
    if name == "order_value_from" and not (
        value is not None and 0 <= value <= AMOUNT_MAX and value == round(value, 3)
    ):
        raise _invalid(
            name,
            gettext_noop("Give an amount from 0 to %(maximum)s with at most three decimals."),
            maximum=AMOUNT_MAX,
        )
    if name in ("starts_at", "ends_at") and value is not None and value.year not in YEARS:
        raise _invalid(
            name,
            gettext_noop("Give a time in the years %(first)s to %(last)s."),
            first=YEARS[0],
            last=YEARS[-1],
        )
    if name == "rank" and value not in RANKS:
        raise _invalid(
            name,
            gettext_noop("Give a rank from %(least)s to %(most)s."),
            least=RANKS[0],
            most=RANKS[-1],
        )
    return value


def _invalid(name: str, text: str, **values: object) -> LoyaltyProblem:
    return LoyaltyProblem(ProblemCode.INVALID, text, field=name, values=values)
