"""Bonuses, accounts and customers for tests of gifts, at times of the test's choice."""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from saleor_loyalty_plugin import ledger
from saleor_loyalty_plugin.models import Account, Bonus, Entry, Profile, Program
from saleor_loyalty_plugin.services.programs.programs import update_program, write_version
from sandbox.shop.models import User

_numbers = count(1)


def at(text: str) -> datetime:
    """A time in UTC: `2031-02-03` or `2031-02-03T04:05`."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def program() -> Program:
    return Program.objects.get(is_default=True)


def set_program(*, now: str = "2031-01-01", **settings: Any) -> None:
    update_program(
        program_id=program().pk,
        settings=settings,
        channels=[],
        removed_channel_ids=[],
        author="test",
        now=at(now),
    )


def add_bonus(*, now: str = "2031-01-01", **values: Any) -> Bonus:
    """A bonus of 50 points that is in force from `now` on."""
    defaults = {"name": "Thank you", "points": 50, "program": program(), "created_at": at(now)}
    bonus = Bonus.objects.create(**(defaults | values))
    write_version(program(), author="test", now=at(now), using="default")
    return bonus


def change_bonus(bonus: Bonus, *, now: str, **values: Any) -> None:
    Bonus.objects.filter(pk=bonus.pk).update(**values)
    write_version(program(), author="test", now=at(now), using="default")


def add_customer(*, joined: str = "2030-06-01T12:00", **values: Any) -> User:
    email = f"customer{next(_numbers)}@example.com"
    defaults = {"email": email, "is_confirmed": True, "date_joined": at(joined)}
    return User.objects.create(**(defaults | values))


def add_celebrant(birthday: str | None, *, joined_on: str = "2030-06-01", **values: Any) -> User:
    """A confirmed customer with a profile."""
    user = add_customer(**values)
    Profile.objects.create(
        pk=user.pk,
        birthday=date.fromisoformat(birthday) if birthday is not None else None,
        joined_on=date.fromisoformat(joined_on),
    )
    return user


def add_account(customer_id: int, *, now: str = "2030-12-01") -> Account:
    return ledger.ensure_account(program_id=program().pk, customer_id=customer_id, now=at(now))


def gifts() -> list[tuple[int, str, int]]:
    """(customer_id, reason, points) of every gift, oldest first."""
    rows = Entry.objects.filter(kind="GIFT").order_by("pk")
    return list(rows.values_list("account__customer_id", "reason", "points"))
