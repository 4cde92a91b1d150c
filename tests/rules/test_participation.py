"""Who takes part, at which moment."""

from datetime import timedelta

import pytest

from saleor_loyalty_plugin.rules.participation import (
    Absence,
    CardSpan,
    Change,
    ChangeKind,
    Membership,
    absence,
)
from saleor_loyalty_plugin.rules.terms import Eligibility
from tests.rules.builders import NOON

EVERYONE, OPTED_IN, CARD_HOLDERS = (
    Eligibility.EVERYONE,
    Eligibility.OPTED_IN,
    Eligibility.CARD_HOLDERS,
)


def _changes(*kinds: str) -> tuple[Change, ...]:
    """One change an hour, the first at noon."""
    return tuple(
        Change(kind=ChangeKind(kind), changed_at=NOON + timedelta(hours=number))
        for number, kind in enumerate(kinds)
    )


def _cards(*spans: tuple[float, float | None]) -> tuple[CardSpan, ...]:
    """Hours after noon; None is a card that is still good."""
    return tuple(
        CardSpan(
            issued_at=NOON + timedelta(hours=first),
            ended_at=NOON + timedelta(hours=last) if last is not None else None,
        )
        for first, last in spans
    )


def _absence(
    eligibility: Eligibility,
    hours: float,
    *changes: str,
    cards: tuple[tuple[float, float | None], ...] = (),
) -> str | None:
    membership = Membership(changes=_changes(*changes), cards=_cards(*cards))
    return absence(membership, eligibility=eligibility, moment=NOON + timedelta(hours=hours))


@pytest.mark.parametrize(
    ("eligibility", "expected"),
    [(EVERYONE, None), (OPTED_IN, Absence.NOT_OPTED_IN), (CARD_HOLDERS, Absence.NO_CARD)],
)
def test_who_never_said_anything(eligibility: Eligibility, expected: Absence | None) -> None:
    assert _absence(eligibility, 0) == expected


@pytest.mark.parametrize(
    ("hours", "everyone", "opted_in"),
    [
        (-0.01, None, Absence.NOT_OPTED_IN),
        (0, None, None),
        (0.99, None, None),
        (1, Absence.OPTED_OUT, Absence.OPTED_OUT),
        (2, None, None),
    ],
)
def test_choice_holds_from_its_moment_until_the_next(
    hours: float, everyone: Absence | None, opted_in: Absence | None
) -> None:
    choices = ("OPTED_IN", "OPTED_OUT", "OPTED_IN")
    assert _absence(EVERYONE, hours, *choices) == everyone
    assert _absence(OPTED_IN, hours, *choices) == opted_in


@pytest.mark.parametrize("eligibility", list(Eligibility))
def test_banned_never_take_part(eligibility: Eligibility) -> None:
    history = ("OPTED_IN", "BANNED", "OPTED_IN", "FROZEN", "ACTIVATED")
    at = [_absence(eligibility, hours, *history, cards=((0, None),)) for hours in range(5)]
    assert at == [None, Absence.BANNED, Absence.BANNED, None, None]


@pytest.mark.parametrize(
    ("cards", "held"),
    [
        (((1, None),), [False, True, True, True]),
        (((1, 2),), [False, True, False, False]),
        # Replaced in one go: no moment without a card.
        (((0, 2), (2, None)), [True, True, True, True]),
        # Blocked first and given a new one later: none in between.
        (((0, 1), (2, None)), [True, False, True, True]),
        # Issued and blocked in one moment: never held.
        (((1, 1),), [False, False, False, False]),
    ],
)
def test_cards_are_good_from_issue_to_end(
    cards: tuple[tuple[float, float | None], ...], held: list[bool]
) -> None:
    found = [_absence(CARD_HOLDERS, hours, cards=cards) for hours in range(4)]
    assert found == [None if good else Absence.NO_CARD for good in held]


def test_card_holders_may_opt_out() -> None:
    assert _absence(CARD_HOLDERS, 0, "OPTED_OUT", cards=((0, None),)) == Absence.OPTED_OUT


def test_of_two_changes_at_one_time_the_later_made_counts() -> None:
    at_noon = [Change(kind=kind, changed_at=NOON) for kind in ChangeKind]
    membership = Membership(changes=tuple(at_noon[:2]))
    assert absence(membership, eligibility=EVERYONE, moment=NOON) is Absence.OPTED_OUT
