"""Segments: create, change, delete. They are staff's own filters, no part of a program's terms."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import Badge, Program, Segment, Tier
from saleor_loyalty_plugin.rules.segments import Conditions, Fault, FaultKind, fault_of
from saleor_loyalty_plugin.services.errors import LoyaltyProblem, ProblemCode
from saleor_loyalty_plugin.services.programs.parts import (
    checked_name,
    invalid,
    locked_program_of_input,
)
from saleor_loyalty_plugin.services.programs.programs import locked_program

SEGMENTS_MAX = 500
DESCRIPTION_MAX = 10_000

_FAULTS: Mapping[FaultKind, str] = {
    FaultKind.REVERSED: gettext_noop("The upper end has to be at or above the lower one."),
    FaultKind.OPEN: gettext_noop("Give at least one end of the range, or leave it out."),
    FaultKind.OUT_OF_RANGE: gettext_noop(
        "Give a value that is not below 0 and not above %(maximum)s, amounts with at most three"
        " decimals. A balance alone may be below 0."
    ),
    FaultKind.DAYS: gettext_noop("Give 1 to %(maximum)s days."),
    FaultKind.NO_DAY_LEFT: gettext_noop(
        "No order is both: give fewer days here than in lastOrderWithinDays."
    ),
    FaultKind.TOO_MANY: gettext_noop("Name at most %(maximum)s of them."),
    FaultKind.COUNTRY: gettext_noop("Give countries by their two letters, such as PL."),
    FaultKind.CURRENCY: gettext_noop("Give a currency by its three letters, such as EUR."),
    FaultKind.TIME: gettext_noop("Give a time in the years 1970 to 9998."),
}


def create_segment(
    *, program_id: int | None, settings: Mapping[str, Any], author: str, now: datetime
) -> Segment:
    """Save conditions on a program's accounts under a name. None: the default program.

    `settings`: `name`, `description`, and `conditions` as `Conditions`. Without conditions every
    account of the program is in it.
    Raises `LoyaltyProblem`: NOT_FOUND (the program, or what the conditions name), REQUIRED (name),
    INVALID (a fault in the conditions, a name that is taken, too many segments).
    """
    if "name" not in settings:
        raise LoyaltyProblem(ProblemCode.REQUIRED, "Give the segment a name.", field="name")
    using = current_host().writer_alias()
    with transaction.atomic(using=using):
        program = locked_program_of_input(program_id, using)
        if Segment.objects.using(using).filter(program=program).count() >= SEGMENTS_MAX:
            raise LoyaltyProblem(
                ProblemCode.INVALID,
                "A program has at most %(maximum)s segments. Delete one first.",
                values={"maximum": SEGMENTS_MAX},
            )
        segment = Segment(program=program, created_at=now)
        _assign(segment, settings, program, using)
        segment.actor, segment.updated_at = author, now
        segment.save(using=using)
    return segment


def update_segment(
    *, segment_id: int, settings: Mapping[str, Any], author: str, now: datetime
) -> Segment:
    """Change what is given; `conditions` take the place of all that were there.

    Raises `LoyaltyProblem`: NOT_FOUND, INVALID.
    """
    using = current_host().writer_alias()
    with transaction.atomic(using=using):
        segment, program = _locked(segment_id, using)
        _assign(segment, settings, program, using)
        segment.actor, segment.updated_at = author, now
        segment.save(using=using)
    return segment


def delete_segment(*, segment_id: int) -> Segment:
    """Delete a segment; its accounts stay as they are. Returns what it was.

    Raises `LoyaltyProblem`: NOT_FOUND.
    """
    using = current_host().writer_alias()
    with transaction.atomic(using=using):
        segment, _program = _locked(segment_id, using)
        Segment.objects.using(using).filter(pk=segment.pk).delete()
    return segment


def check_conditions(conditions: Conditions, *, prefix: str) -> None:
    """Raises `LoyaltyProblem`: INVALID, with `prefix` before the name of the field."""
    fault = fault_of(conditions)
    if fault is not None:
        raise _problem_of(fault, prefix)


def _assign(segment: Segment, settings: Mapping[str, Any], program: Program, using: str) -> None:
    if "name" in settings:
        segment.name = checked_name(settings["name"])
        others = Segment.objects.using(using).filter(program=program, name=segment.name)
        if others.exclude(pk=segment.pk).exists():
            raise invalid("name", gettext_noop("The program has a segment of this name already."))
    if "description" in settings:
        segment.description = str(settings["description"] or "").strip()
        if len(segment.description) > DESCRIPTION_MAX:
            raise invalid(
                "description",
                gettext_noop("Give a description of at most %(maximum)s characters."),
                maximum=DESCRIPTION_MAX,
            )
    if "conditions" in settings:
        conditions: Conditions = settings["conditions"]
        check_conditions(conditions, prefix="conditions.")
        _check_names(conditions, program, using)
        segment.conditions = conditions.to_json()


def _check_names(conditions: Conditions, program: Program, using: str) -> None:
    """Raises `LoyaltyProblem`: NOT_FOUND, for what isn't there, or is another program's."""
    host = current_host()
    tiers = Tier.objects.using(using).filter(program=program, pk__in=conditions.tier_ids)
    if conditions.tier_ids and tiers.count() < len(conditions.tier_ids):
        raise _unknown("tier_ids", gettext_noop("The program has no tier of one of these IDs."))
    badges = Badge.objects.using(using).filter(program=program, pk__in=conditions.badge_ids)
    if conditions.badge_ids and badges.count() < len(conditions.badge_ids):
        raise _unknown("badge_ids", gettext_noop("The program has no badge of one of these IDs."))
    if conditions.channel_ids:
        channels = {channel.channel_id for channel in host.channels()}
        if not channels.issuperset(conditions.channel_ids):
            raise _unknown("channel_ids", gettext_noop("No channel has one of these IDs."))
    _check_types(conditions.customer_type_ids)


def _check_types(customer_type_ids: Collection[int]) -> None:
    for customer_type_id in customer_type_ids:
        exists = current_host().customer_type_exists(customer_type_id)
        if exists is None:
            raise invalid(
                "conditions.customer_type_ids",
                gettext_noop(
                    "This shop has no types of customers: Saleor has them from version 3.23 on."
                ),
            )
        if not exists:
            raise _unknown(
                "customer_type_ids", gettext_noop("No type of customers has one of these IDs.")
            )


def _problem_of(fault: Fault, prefix: str) -> LoyaltyProblem:
    return LoyaltyProblem(
        ProblemCode.INVALID,
        _FAULTS[fault.kind],
        field=prefix + fault.field,
        values={"maximum": fault.most} if fault.most is not None else None,
    )


def _unknown(name: str, text: str) -> LoyaltyProblem:
    return LoyaltyProblem(ProblemCode.NOT_FOUND, text, field=f"conditions.{name}")


def _locked(segment_id: int, using: str) -> tuple[Segment, Program]:
    """The segment, with its program locked: of two of one name the second is refused."""
    rows = Segment.objects.using(using)
    segment = rows.filter(pk=segment_id).first()
    if segment is not None:
        program = locked_program(segment.program_id, using=using)
        segment = rows.filter(pk=segment_id).first()
        if segment is not None:
            return segment, program
    raise LoyaltyProblem(ProblemCode.NOT_FOUND, "No segment has this ID.", field="id")
