"""Milestones: bonuses for the n-th order or for an amount spent, as an account's sums move."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import Grant
from saleor_loyalty_plugin.rules.bonuses import Bonus, BonusTrigger
from saleor_loyalty_plugin.rules.spending import Spending, milestones_of, threshold_of
from saleor_loyalty_plugin.rules.terms import ProgramTerms
from saleor_loyalty_plugin.services.bonuses.grants import Occasion, settle_grant
from saleor_loyalty_plugin.services.programs.programs import ActiveTerms, terms_of_version

OCCASION = "milestone"


def give_milestones(
    *,
    account_id: int,
    before: Spending,
    after: Spending,
    placed_at: datetime,
    active: ActiveTerms,
    now: datetime,
) -> list[int]:
    """Give what the step from `before` to `after` has passed; the ids of the entries.

    `active` are the terms in force, `placed_at` is when the order was placed that made the step.
    Who was beyond a milestone when it came into being has passed it without a step, and gets
    nothing. The caller holds the account's lock.
    """
    if not (active.terms.is_active and active.terms.earning_active):
        return []
    entry_ids = []
    for bonus in milestones_of(active.terms):
        is_passed = not before.has_passed(bonus) and after.has_passed(bonus)
        if not (is_passed and bonus.holds_at(placed_at)):
            continue
        entry = settle_grant(
            account_id=account_id,
            occasion=_occasion(bonus, "MILESTONE", after, active.terms, now),
            points=bonus.points,
            active=active,
            now=now,
        )
        if entry is not None:
            entry_ids.append(entry.pk)
    return entry_ids


def take_milestones_back(
    *, account_id: int, after: Spending, active: ActiveTerms, now: datetime
) -> list[int]:
    """Take back what is held for milestones that the sums have fallen below; the entries' ids.

    A milestone that was changed meanwhile is lost below what it asked for then and asks for now;
    one that was deleted, below what it asked for then. The caller holds the account's lock.
    """
    entry_ids = []
    for _, lost in lost_milestones(account_id=account_id, after=after, terms=active.terms):
        entry = settle_grant(
            account_id=account_id,
            occasion=_occasion(lost, "MILESTONE_LOST", after, active.terms, now),
            points=0,
            active=active,
            now=now,
        )
        if entry is not None:
            entry_ids.append(entry.pk)
    return entry_ids


def lost_milestones(
    *, account_id: int, after: Spending, terms: ProgramTerms
) -> list[tuple[Grant, Bonus]]:
    """What an account holds for milestones that its sums would be below, with what each asks for.

    `terms` are those in force.
    """
    held = (
        Grant.objects.using(current_host().writer_alias())
        .select_related("program_version")
        .filter(account_id=account_id, occasion=OCCASION, points__gt=0)
        .order_by("pk")
    )
    found = ((grant, lost_milestone(grant, after, terms)) for grant in held)
    return [(grant, lost) for grant, lost in found if lost is not None]


def lost_milestone(grant: Grant, sums: Spending, terms: ProgramTerms) -> Bonus | None:
    """The milestone that a grant was given for, if `sums` are below it now; see above.

    `terms` are those in force; `program_version` of the grant is at hand.
    """
    given_by = _given_by(grant)
    in_force = [bonus for bonus in milestones_of(terms) if source_of(bonus) == grant.source]
    asking = [*in_force, *([given_by] if given_by is not None else [])]
    if not asking or any(sums.has_passed(bonus) for bonus in asking):
        return None
    return asking[-1]


def source_of(bonus: Bonus) -> str:
    """How grants name a bonus."""
    return f"bonus:{bonus.bonus_id}"


def _given_by(grant: Grant) -> Bonus | None:
    """The milestone as it stood when it was given."""
    if grant.program_version is None:
        return None
    terms = terms_of_version(grant.program_version)
    found = (bonus for bonus in milestones_of(terms) if source_of(bonus) == grant.source)
    return next(found, None)


def _occasion(
    bonus: Bonus, code: str, after: Spending, terms: ProgramTerms, now: datetime
) -> Occasion:
    return Occasion(
        source=source_of(bonus),
        occasion=OCCASION,
        occurred_at=now,
        reason="MILESTONE",
        reason_taken="MILESTONE_LOST",
        source_label=bonus.name,
        pending_days=terms.pending_days,
        explanation=[milestone_step(bonus, code, after)],
    )


def milestone_step(bonus: Bonus, code: str, after: Spending) -> dict[str, Any]:
    """The step of an explanation: `code` is MILESTONE or MILESTONE_LOST."""
    unit = "AMOUNT" if bonus.trigger is BonusTrigger.AMOUNT_SPENT else "ORDERS"
    return {"code": f"{code}_{unit}", "values": _values(bonus, after)}


def _values(bonus: Bonus, after: Spending) -> Mapping[str, Any]:
    values: dict[str, Any] = {
        "bonus": bonus.name,
        "threshold": threshold_of(bonus),
        "reached": after.reached(bonus),
    }
    if bonus.trigger is BonusTrigger.AMOUNT_SPENT:
        values |= {
            "threshold": amount_text(Decimal(threshold_of(bonus))),
            "reached": amount_text(Decimal(after.reached(bonus))),
            "currency": bonus.currency,
        }
    return values


def amount_text(amount: Decimal) -> str:
    """An amount as prices are written: `500`, `499.90`."""
    digits = next(digits for digits in (0, 2, 3) if digits == 3 or amount == round(amount, digits))
    return f"{amount:.{digits}f}"
