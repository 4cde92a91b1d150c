"""A program whose bonuses can be of any time, and events of one customer in it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from saleor_loyalty_plugin.models import Bonus, Entry, Program
from saleor_loyalty_plugin.services.bonuses.bonuses import create_bonus, delete_bonus, update_bonus
from saleor_loyalty_plugin.services.bonuses.record_event import RecordedEvent, record_event
from saleor_loyalty_plugin.services.programs.programs import update_program
from sandbox.shop.models import User

# Every program of the tests begins here; a Monday, and the first of a month.
START = datetime(2026, 6, 1, tzinfo=UTC)
NOW = datetime(2026, 8, 31, 12, tzinfo=UTC)


def at(text: str) -> datetime:
    """`06-17 09:30` of 2026, in UTC."""
    return datetime.strptime(f"2026-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=UTC)


def customer(email: str = "ann@example.com", **values: Any) -> User:
    user = User(email=email, date_joined=START, **values)
    user.set_unusable_password()
    user.save()
    return user


def set_program(*, when: datetime = START, **settings: Any) -> Program:
    """Change the default program at a time; its first terms are those of `START`."""
    program = Program.objects.get(is_default=True)
    Program.objects.filter(pk=program.pk).update(created_at=START)
    return update_program(
        program_id=program.pk,
        settings=settings,
        channels=[],
        removed_channel_ids=[],
        author="test",
        now=when,
    )


def add_bonus(*, when: datetime = START, **settings: Any) -> Bonus:
    """30 points for each survey, if nothing else is said."""
    set_program()
    values = {
        "name": "Survey",
        "trigger": "EVENT",
        "points": 30,
        "event_type": "survey",
        **settings,
    }
    return create_bonus(program_id=None, settings=values, author="test", now=when)


def change_bonus(bonus: Bonus, *, when: datetime, **settings: Any) -> None:
    update_bonus(bonus_id=bonus.pk, settings=settings, author="test", now=when)


def remove_bonus(bonus: Bonus, *, when: datetime) -> None:
    delete_bonus(bonus_id=bonus.pk, author="test", now=when)


def record(
    person: User,
    *,
    type: str = "survey",
    reference: str = "",
    key: str | None = None,
    when: datetime | None = None,
    now: datetime = NOW,
    actor: str = "app:1",
) -> RecordedEvent:
    return record_event(
        customer_id=person.pk,
        type=type,
        reference=reference,
        key=key,
        occurred_at=when,
        actor=actor,
        now=now,
    )


def points_of(recorded: Sequence[RecordedEvent]) -> list[int]:
    return [item.event.points for item in recorded]


def movements() -> list[tuple[str, str, int]]:
    """(kind, reason, points) of every entry, oldest first."""
    return list(Entry.objects.order_by("pk").values_list("kind", "reason", "points"))
