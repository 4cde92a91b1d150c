"""What a program consists of and is changed one by one: earning rules, bonuses, tiers, badges.

Each change locks the program, since its versions are numbered one after the other, and makes a new
version of its terms.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_noop

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import Program, Reward
from saleor_loyalty_plugin.services.errors import LoyaltyProblem, ProblemCode
from saleor_loyalty_plugin.services.programs.programs import (
    default_program,
    locked_program,
    write_version,
)

NAME_MAX = 255
# Beyond these years a time can't be stored, or not be read again, in every zone.
YEARS = range(1970, 9999)
# As many rewards as a refusal names; the others are "…".
_NAMED_MAX = 3


def _nothing_more(_part: Any, _settings: Mapping[str, Any], _using: str) -> None:
    """What most kinds keep in other tables."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartKind[Part]:
    """A kind of parts. `model` has `program` and `created_at`.

    `assign` checks settings and puts them on a row, new or old; `write_rest`, once the row is
    stored, writes what is kept in other tables. `order` is how they stand, where they can be put
    into an order. `too_many` is told when a program has `count_max` already, `not_found` when an id
    is wrong.
    """

    model: Any
    assign: Callable[[Part, Mapping[str, Any]], None]
    count_max: int
    too_many: str
    not_found: str
    write_rest: Callable[[Part, Mapping[str, Any], str], None] = _nothing_more
    order: tuple[str, ...] = ("rank", "pk")


def reward_names(rewards: QuerySet[Reward]) -> str:
    """The first of these rewards by name, for a refusal; empty if there are none. One query."""
    names = list(rewards.order_by("name", "pk").values_list("name", flat=True)[: _NAMED_MAX + 1])
    return ", ".join([*names[:_NAMED_MAX], *("…" for _ in names[_NAMED_MAX:])])


def create_part[Part](
    kind: PartKind[Part],
    *,
    program_id: int | None,
    settings: Mapping[str, Any],
    author: str,
    now: datetime,
) -> Part:
    """Add a part; `settings` maps fields of its model to values. None: the default program.

    Raises `LoyaltyProblem`: NOT_FOUND, INVALID (too many), and what `assign` raises.
    """
    using = current_host().writer_alias()
    with transaction.atomic(using=using):
        program = locked_program_of_input(program_id, using)
        if kind.model.objects.using(using).filter(program=program).count() >= kind.count_max:
            raise LoyaltyProblem(
                ProblemCode.INVALID, kind.too_many, values={"maximum": kind.count_max}
            )
        part: Any = kind.model(program=program, created_at=now)
        kind.assign(part, settings)
        part.save(using=using)
        kind.write_rest(part, settings, using)
        write_version(program, author=author, now=now, using=using)
    found: Part = part
    return found


def update_part[Part](
    kind: PartKind[Part],
    *,
    part_id: int,
    settings: Mapping[str, Any],
    author: str,
    now: datetime,
) -> Part:
    """Change what is given. Raises `LoyaltyProblem`: NOT_FOUND, and what `assign` raises."""
    using = current_host().writer_alias()
    with transaction.atomic(using=using):
        part = _locked(kind, part_id, using)
        kind.assign(part, settings)
        part.save(using=using)
        kind.write_rest(part, settings, using)
        write_version(part.program, author=author, now=now, using=using)
    found: Part = part
    return found


def delete_part[Part](kind: PartKind[Part], *, part_id: int, author: str, now: datetime) -> Part:
    """Delete a part; what was earned by it stays. Returns what it was.

    Raises `LoyaltyProblem`: NOT_FOUND.
    """
    using = current_host().writer_alias()
    with transaction.atomic(using=using):
        part = _locked(kind, part_id, using)
        row = kind.model.objects.using(using).filter(pk=part.pk)
        # First, so that nothing refers to it any more that is not deleted with it.
        list(row.select_for_update().values_list("pk"))
        row.delete()
        write_version(part.program, author=author, now=now, using=using)
    found: Part = part
    return found


def reorder_parts[Part](
    kind: PartKind[Part], *, part_ids: Sequence[int], author: str, now: datetime
) -> list[Part]:
    """Give parts of one program, which have a `rank`, the order of their ids.

    Those that are not named follow as they stood. Returns all parts of the program by rank.
    Raises `LoyaltyProblem`: REQUIRED (no ids), NOT_FOUND (also for one of another program).
    """
    if not part_ids:
        raise LoyaltyProblem(ProblemCode.REQUIRED, "Name at least one by its ID.", field="ids")
    using = current_host().writer_alias()
    rows = kind.model.objects.using(using)
    with transaction.atomic(using=using):
        first = rows.filter(pk=part_ids[0]).first()
        found: dict[int, Any] = {}
        if first is not None:
            program = locked_program(first.program_id, using=using)
            parts = rows.filter(program=program).order_by(*kind.order)
            found = {part.pk: part for part in parts}
        if not found.keys() >= set(part_ids):
            raise LoyaltyProblem(ProblemCode.NOT_FOUND, kind.not_found, field="ids")
        ordered = [found[part_id] for part_id in dict.fromkeys((*part_ids, *found))]
        for rank, part in enumerate(ordered):
            part.rank = rank
        rows.bulk_update(ordered, ["rank"])
        write_version(program, author=author, now=now, using=using)
    return ordered


def checked_name(value: Any) -> str:
    """A name. Raises `LoyaltyProblem`: INVALID."""
    text = str(value or "").strip()
    if not 0 < len(text) <= NAME_MAX:
        raise invalid(
            "name", gettext_noop("Give a name of 1 to %(maximum)s characters."), maximum=NAME_MAX
        )
    return text


def checked_time(name: str, value: datetime | None) -> datetime | None:
    """A start or an end. Raises `LoyaltyProblem`: INVALID, for a time that can't be stored."""
    if value is not None and value.year not in YEARS:
        raise invalid(
            name,
            gettext_noop("Give a time in the years %(first)s to %(last)s."),
            first=YEARS[0],
            last=YEARS[-1],
        )
    return value


def check_window(starts_at: datetime | None, ends_at: datetime | None) -> None:
    """Raises `LoyaltyProblem`: INVALID, for an end that is not after the start."""
    if starts_at is not None and ends_at is not None and ends_at <= starts_at:
        raise invalid("ends_at", gettext_noop("The end has to be after the start."))


def invalid(name: str, text: str, **values: object) -> LoyaltyProblem:
    """The refusal of one setting."""
    return LoyaltyProblem(ProblemCode.INVALID, text, field=name, values=values or None)


def locked_program_of_input(program_id: int | None, using: str) -> Program:
    """The program that an input names, locked; None: the default one.

    Raises `LoyaltyProblem`: NOT_FOUND.
    """
    if program_id is None:
        return locked_program(default_program().pk, using=using)
    try:
        return locked_program(program_id, using=using)
    except LoyaltyProblem as problem:
        # The input calls it otherwise than `locked_program` does.
        raise LoyaltyProblem(
            problem.code, problem.text, field="program_id", values=problem.values
        ) from None


def _locked(kind: PartKind[Any], part_id: int, using: str) -> Any:
    """The part, with its program locked."""
    rows = kind.model.objects.using(using)
    part = rows.filter(pk=part_id).first()
    if part is not None:
        program = locked_program(part.program_id, using=using)
        part = rows.filter(pk=part_id, program=program).first()
    if part is None:
        raise LoyaltyProblem(ProblemCode.NOT_FOUND, kind.not_found, field="id")
    return part
