"""Who hears of which facts, and what each kind of facts says."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from graphql_relay import to_global_id

from saleor_loyalty_plugin import ledger
from saleor_loyalty_plugin.messages.webhooks.deliveries import webhook_deliveries
from saleor_loyalty_plugin.messages.webhooks.payloads import body_of
from saleor_loyalty_plugin.models import (
    Account,
    Delivery,
    EntryKind,
    OutboxMessage,
    Program,
    Reward,
    RewardClaim,
    WebhookTarget,
)
from saleor_loyalty_plugin.rules.expiry import NOT_BEFORE_AN_EVENT
from saleor_loyalty_plugin.rules.rewards import ClaimStatus
from saleor_loyalty_plugin.rules.webhook_events import EVENT_KINDS
from tests.ledger.builders import NOW, Books
from tests.messages.webhook_builders import add_target, facts, fanned_out

PACKAGE = Path(__file__).resolve().parents[2] / "saleor_loyalty_plugin"


@pytest.fixture
def books(db: None) -> Books:
    return Books()


def fact(account: Account, kind: str, **payload: Any) -> OutboxMessage:
    return OutboxMessage.objects.create(account=account, kind=kind, payload=payload, created_at=NOW)


def data_of(row: OutboxMessage) -> dict[str, Any]:
    """What is said of a fact beside whose it is."""
    found = webhook_deliveries([row], now=NOW, using="default", targets=[WebhookTarget(pk=1)])
    (delivery,) = found
    data = dict(delivery.payload["data"])
    account = row.account
    assert [data.pop(name) for name in ("accountId", "customerId", "programId")] == [
        to_global_id("LoyaltyAccount", account.pk),
        to_global_id("User", account.customer_id),
        to_global_id("LoyaltyProgram", account.program_id),
    ]
    assert delivery.payload["type"] == row.kind
    assert delivery.payload["timestamp"] == row.created_at.isoformat().replace("+00:00", "Z")
    return data


def test_each_target_hears_of_what_it_chose(books: Books) -> None:
    other = Program.objects.create(name="Club", created_at=NOW, updated_at=NOW)
    ann = books.account(points=5)
    stranger = ledger.ensure_account(program_id=other.pk, customer_id=77, now=NOW)
    fact(stranger, "opted_in")
    fact(ann, "badge_lost", badgeId=1, title="Rover")
    fact(ann, "no_such_thing")
    all_of_it = add_target(name="all")
    points = add_target(name="points", events=["points_posted"])
    club = add_target(name="club", program_id=other.pk)
    add_target("https://app.example.com/off", name="off", is_active=False)
    add_target(name="gone", events=["tier_raised"])

    rows = fanned_out()

    heard = [(row.target_id, row.kind, row.account_id) for row in rows]
    assert heard == [
        (all_of_it.pk, "points_posted", ann.pk),
        (points.pk, "points_posted", ann.pk),
        (all_of_it.pk, "opted_in", stranger.pk),
        (club.pk, "opted_in", stranger.pk),
        (all_of_it.pk, "badge_lost", ann.pk),
    ]
    assert [row.key for row in rows[:2]] == [
        f"fact:{facts(ann)[0].pk}:webhook:{target.pk}" for target in (all_of_it, points)
    ]
    # One fact says the same to all, under the same ID.
    assert rows[0].payload == rows[1].payload
    assert {row.status for row in Delivery.objects.all()} == {"PENDING"}


def test_the_number_of_queries_does_not_grow(books: Books) -> None:
    for _ in range(3):
        books.account(points=5)
    few_facts = facts()[:1]
    with CaptureQueriesContext(connection) as none:
        assert webhook_deliveries(few_facts, now=NOW, using="default") == []
    add_target()
    with CaptureQueriesContext(connection) as few:
        webhook_deliveries(few_facts, now=NOW, using="default")
    for number in range(10):
        books.account(points=5)
        add_target(f"https://app.example.com/{number}")
    all_facts = facts()
    with CaptureQueriesContext(connection) as many:
        assert len(webhook_deliveries(all_facts, now=NOW, using="default")) == 13 * 11
    assert [len(none), len(few), len(many)] == [1, 3, 3]


def test_each_kind_that_is_written_can_be_heard_of() -> None:
    """Kinds are texts in the code and in SQL: a new one has to be an event, too."""
    code = "\n".join(
        path.read_text(encoding="utf-8")
        for pattern in ("services/**/*.py", "ledger/**/*.sql")
        for path in PACKAGE.glob(pattern)
    )
    written = {
        kind
        for pattern in (
            r"INSERT INTO loyalty_outbox[^;]+?'([a-z_]+)'",
            r'kind="([a-z]+_[a-z_]+)"(?: if [^,]+ else "([a-z_]+)")?',
            r'tell\(\s*\w+,\s*"([a-z_]+)"',
            r'(?:tell_of|FACT\w*|note_fact)\([^)]*?"([a-z]+_[a-z_]+)"',
        )
        for found in re.findall(pattern, code)
        for kind in (found if isinstance(found, tuple) else (found,))
        if kind
    }
    written |= {f"reward_{status.value.lower()}" for status in ClaimStatus}
    assert {"points_posted", "points_activated", "tier_raised", "badge_lost"} <= written
    assert written <= EVENT_KINDS, written - EVENT_KINDS


def test_points(books: Books) -> None:
    account = books.account()
    until = datetime(2027, 1, 1, tzinfo=UTC)
    entry = books.posted(account, 30, expires_at=until, activates_at=NOT_BEFORE_AN_EVENT)
    (row,) = facts(account)
    assert data_of(row) == {
        "entry": {
            "id": to_global_id("LoyaltyEntry", entry.pk),
            "kind": "EARN",
            "reasonCode": "TEST",
            "points": 30,
            "balanceAfter": 30,
            "orderId": None,
            "reversesId": None,
            "activatesAt": None,
            "expiresAt": "2027-01-01T00:00:00Z",
            "createdAt": "2026-03-01T12:00:00Z",
        }
    }
    assert data_of(fact(account, "points_activated", points=30)) == {"points": 30}


def test_a_debt_is_shown_as_the_program_shows_it(books: Books) -> None:
    account = books.account(points=10)
    books.posted(account, -25, kind=EntryKind.CLAWBACK, allows_negative=True)
    row = facts(account)[-1]
    assert data_of(row)["entry"]["balanceAfter"] == -15
    Program.objects.update(negative_balance="CLAMP")
    assert data_of(OutboxMessage.objects.get(pk=row.pk))["entry"]["balanceAfter"] == 0


def test_tiers_and_badges(books: Books) -> None:
    account = books.account()
    tier = fact(
        account,
        "tier_raised",
        fromTierId=None,
        fromName="",
        toTierId=3,
        toName="Silver",
        reason="REACHED",
        qualifying="500",
        threshold="500",
        currency="EUR",
        until=None,
    )
    assert data_of(tier) == {
        "fromTier": None,
        "toTier": {"id": to_global_id("LoyaltyTier", 3), "name": "Silver"},
        "reason": "REACHED",
        "qualifying": "500",
        "threshold": "500",
        "currency": "EUR",
        "until": None,
    }
    badge = fact(account, "badge_unlocked", badgeId=4, title="Rover")
    assert data_of(badge) == {"badge": {"id": to_global_id("LoyaltyBadge", 4), "title": "Rover"}}


def test_claims(books: Books) -> None:
    account = books.account(points=100)
    entry = books.posted(account, -40)
    reward = Reward.objects.create(
        program=books.program,
        kind="DONATION",
        name="Trees",
        points=40,
        created_at=NOW,
        updated_at=NOW,
    )
    claim = RewardClaim.objects.create(
        account=account,
        reward=reward,
        program_version=books.version,
        points=40,
        code="SECRET-CODE",
        entry=entry,
        note="She called twice",
        created_at=NOW,
    )
    row = fact(account, "reward_cancelled", claimId=claim.pk, by="user:9")
    assert data_of(row) == {
        "claim": {
            "id": to_global_id("LoyaltyClaim", claim.pk),
            "rewardId": to_global_id("LoyaltyReward", reward.pk),
            "points": 40,
            "orderId": None,
        },
        "entry": None,
    }
    row.entry = entry
    row.save()
    said = data_of(row)
    assert said["entry"]["points"] == -40
    for hidden in ("SECRET", "twice", "user:9"):
        assert hidden not in str(said)


def test_cards_and_taking_part(books: Books) -> None:
    account = books.account()
    assert data_of(fact(account, "card_issued", cardId=7, replacesId=6)) == {
        "cardId": to_global_id("LoyaltyCard", 7),
        "replacesId": to_global_id("LoyaltyCard", 6),
    }
    assert data_of(fact(account, "card_blocked", cardId=7)) == {
        "cardId": to_global_id("LoyaltyCard", 7),
        "replacesId": None,
    }
    assert data_of(fact(account, "account_frozen")) == {}


def test_a_body_is_the_same_after_it_was_stored(books: Books) -> None:
    account = books.account()
    fact(account, "badge_unlocked", badgeId=4, title="Größe „x“ \u2028")
    add_target()
    (delivery,) = fanned_out()
    stored = Delivery.objects.get(pk=delivery.pk)
    assert body_of(stored.payload) == body_of(delivery.payload)
    assert "Größe".encode() in body_of(stored.payload)
