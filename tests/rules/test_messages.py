"""Which e-mails a fact brings, and when a delivery is tried again."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from saleor_loyalty_plugin.rules.messages import (
    ATTEMPTS_MAX,
    RETRY_DELAYS,
    Fact,
    FactEntry,
    MessageKind,
    MessageTerms,
    emails_of,
    pause_after,
    retry_after,
    threshold_passed,
)

NOW = datetime(2031, 5, 1, 12, tzinfo=UTC)
EVERYTHING = MessageTerms(active_kinds=frozenset(MessageKind), balance_thresholds=(100, 500, 1000))
DAY = timedelta(days=1)


def entry(points: int, balance: int, **values: Any) -> FactEntry:
    fields: dict[str, Any] = {"kind": "EARN", "reason": "ORDER_EARNED", "effective_at": NOW}
    return FactEntry(entry_id=7, points=points, balance_after=balance, **(fields | values))


def posted(points: int, balance: int, *, notify: bool | None = None, **values: Any) -> Fact:
    payload = {} if notify is None else {"notify": notify}
    created_at = values.pop("created_at", NOW)
    return Fact(
        kind="points_posted",
        payload=payload,
        created_at=created_at,
        entry=entry(points, balance, **values),
    )


def told(kind: str, **payload: Any) -> Fact:
    return Fact(kind=kind, payload=payload, created_at=NOW)


def kinds(fact: Fact, terms: MessageTerms = EVERYTHING, *, now: datetime = NOW) -> list[str]:
    return [email.kind.value for email in emails_of(fact, terms, now=now)]


@pytest.mark.parametrize(
    ("fact", "expected"),
    [
        (posted(50, 60), ["POINTS_CREDITED"]),
        (posted(50, 100), ["POINTS_CREDITED", "BALANCE_REACHED"]),
        (posted(-50, 60, kind="REDEEM"), []),
        (posted(-50, 60, kind="EXPIRE", effective_at=NOW - 9 * DAY), []),
        # Points that come back are told of, but reach nothing that wasn't reached before.
        (posted(50, 120, kind="RESTORE"), ["POINTS_CREDITED"]),
        (posted(50, 120, kind="REVERSAL"), ["POINTS_CREDITED"]),
        (posted(50, 120, kind="REVERSAL", reason="EXPIRY_UNDONE"), []),
        (posted(5000, 5000, kind="IMPORT"), []),
        # What a tier brings is told in the e-mail about the tier; a balance is another matter.
        (posted(50, 60, kind="GIFT", reason="TIER_REACHED"), []),
        (posted(50, 120, kind="GIFT", reason="TIER_REACHED"), ["BALANCE_REACHED"]),
        (told("tier_raised", reason="REACHED"), ["TIER_RAISED"]),
        (told("tier_raised", reason="SET_BY_HAND"), ["TIER_RAISED"]),
        (told("tier_raised", reason="TIERS_CHANGED"), []),
        (told("tier_lowered", reason="GRACE_ENDED"), ["TIER_LOWERED"]),
        (told("tier_lowered", reason="TIERS_CHANGED"), []),
        (told("badge_unlocked", badgeId=3), ["BADGE_UNLOCKED"]),
        (told("badge_lost", badgeId=3), []),
        (told("reward_claimed", claimId=3), ["REWARD_CLAIMED"]),
        (told("reward_given", claimId=3, tierId=1), []),
        (told("reward_used", claimId=3), []),
        (told("points_activated", points=3), []),
        (told("something_new"), []),
    ],
)
def test_a_fact_brings(fact: Fact, expected: list[str]) -> None:
    assert kinds(fact) == expected


def test_only_what_is_switched_on() -> None:
    raised, credit = told("tier_raised", reason="REACHED"), posted(50, 100)

    assert kinds(raised, MessageTerms(is_active=False, active_kinds=frozenset(MessageKind))) == []
    assert kinds(raised, MessageTerms(active_kinds=frozenset())) == []
    assert kinds(raised, MessageTerms()) == ["TIER_RAISED"]
    assert kinds(credit, MessageTerms()) == []
    assert kinds(credit, MessageTerms(balance_thresholds=(100,))) == ["BALANCE_REACHED"]


def test_a_reward_that_a_tier_gives_has_an_email_where_the_tier_has_none() -> None:
    given = told("reward_given", claimId=3, tierId=1)

    assert kinds(given, MessageTerms(active_kinds=frozenset({MessageKind.REWARD_CLAIMED}))) == [
        "REWARD_CLAIMED"
    ]
    assert kinds(given, MessageTerms()) == []


def test_history_brings_none() -> None:
    late, too_late = NOW + 2 * DAY, NOW + 2 * DAY + timedelta(seconds=1)

    assert kinds(posted(50, 60), now=late) == ["POINTS_CREDITED"]
    assert kinds(posted(50, 60), now=too_late) == []
    assert kinds(told("tier_raised", reason="REACHED"), now=too_late) == []
    assert kinds(posted(50, 60, effective_at=NOW - 2 * DAY)) == ["POINTS_CREDITED"]
    assert kinds(posted(50, 60, effective_at=NOW - 3 * DAY)) == []


def test_somebody_wants_the_customer_to_be_told_or_not() -> None:
    nothing = MessageTerms(active_kinds=frozenset())

    assert kinds(posted(50, 100, notify=False)) == []
    assert kinds(posted(50, 100, notify=True), nothing) == ["POINTS_CREDITED"]
    assert emails_of(posted(50, 60, notify=True), nothing, now=NOW)[0].payload["notify"] is True
    assert kinds(posted(50, 100, notify=True), MessageTerms(is_active=False)) == []
    assert kinds(posted(50, 100, notify=True, kind="IMPORT")) == []
    assert kinds(posted(50, 60, notify=True, kind="GIFT", reason="TIER_REACHED")) == [
        "POINTS_CREDITED"
    ]


@pytest.mark.parametrize(
    ("points", "balance", "expected"),
    [
        (1, 100, 100),
        (1, 101, None),
        (100, 100, 100),
        (99, 99, None),
        (600, 650, 500),
        (5000, 5000, 1000),
        (150, 100, 100),
    ],
)
def test_the_highest_threshold_that_is_passed(
    points: int, balance: int, expected: int | None
) -> None:
    assert threshold_passed(entry(points, balance), (500, 100, 1000)) == expected


def test_tries_come_later_and_later_and_end() -> None:
    waits = [
        retry_after(delivery_id=1, attempt=number, attempts_max=ATTEMPTS_MAX)
        for number in range(1, ATTEMPTS_MAX + 1)
    ]

    assert waits[-1] is None
    for wait, plain in zip(waits[:-1], RETRY_DELAYS, strict=True):
        assert wait is not None
        assert 0.9 * plain <= wait <= 1.1 * plain


def test_tries_of_many_are_spread_and_always_alike() -> None:
    waits = [retry_after(delivery_id=item, attempt=1, attempts_max=8) for item in range(100)]

    assert len(set(waits)) == 100
    assert waits == [
        retry_after(delivery_id=item, attempt=1, attempts_max=8) for item in range(100)
    ]


def test_who_tries_again_by_hand_has_all_the_tries_again() -> None:
    wait = retry_after(delivery_id=1, attempt=9, attempts_max=16)

    assert wait is not None and wait < timedelta(minutes=2)
    assert retry_after(delivery_id=1, attempt=16, attempts_max=16) is None


def test_a_way_rests_longer_each_time() -> None:
    assert [pause_after(failures).seconds for failures in (1, 2, 3, 5, 6, 1000)] == [
        *(30, 60, 120, 480, 600, 600)
    ]
