"""What a webhook says of a fact: JSON of a documented shape, made once and the same for each try.

IDs are those of GraphQL. Of the customer it has nothing but the ID: whoever needs more asks the API
with a token of their own.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from graphql_relay import to_global_id

from saleor_loyalty_plugin.models import Account, Entry, OutboxMessage, Program, RewardClaim
from saleor_loyalty_plugin.rules.balances import shown_balance
from saleor_loyalty_plugin.rules.expiry import NOT_BEFORE_AN_EVENT
from saleor_loyalty_plugin.rules.terms import NegativeBalance
from saleor_loyalty_plugin.rules.webhook_events import TEST_EVENT, WebhookEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What facts of a batch speak of, by keys."""

    accounts: Mapping[int, Account]
    entries: Mapping[int, Entry]
    claims: Mapping[int, RewardClaim]


def known_of(facts: Sequence[OutboxMessage], *, using: str) -> Known:
    """At most three queries for any number of facts."""
    accounts = Account.objects.using(using).select_related("program")
    entry_ids = {fact.entry_id for fact in facts if fact.entry_id is not None}
    claim_ids = {
        fact.payload["claimId"] for fact in facts if isinstance(fact.payload.get("claimId"), int)
    }
    return Known(
        accounts=accounts.in_bulk({fact.account_id for fact in facts}),
        entries=Entry.objects.using(using).in_bulk(entry_ids) if entry_ids else {},
        claims=RewardClaim.objects.using(using).in_bulk(claim_ids) if claim_ids else {},
    )


def payload_of(fact: OutboxMessage, known: Known) -> dict[str, Any]:
    """The whole body for a fact. `id` is the same for each target and each try.

    `known` has its account.
    """
    account = known.accounts[fact.account_id]
    about = {
        "accountId": to_global_id("LoyaltyAccount", account.pk),
        "customerId": to_global_id("User", account.customer_id),
        "programId": to_global_id("LoyaltyProgram", account.program_id),
    }
    build = _BUILDERS.get(fact.kind, _nothing)
    return {
        "id": message_id(fact.pk),
        "type": fact.kind,
        "timestamp": _time(fact.created_at),
        "data": {**about, **build(fact, known, account.program)},
    }


def tryout_payload(*, unique: str, now: datetime) -> dict[str, Any]:
    """The body of a try-out, which speaks of nothing."""
    return {"id": f"test_{unique}", "type": TEST_EVENT, "timestamp": _time(now), "data": {}}


def message_id(fact_id: int) -> str:
    """By which a receiver knows that it has seen a fact before."""
    return f"fact_{fact_id}"


def body_of(payload: Mapping[str, Any]) -> bytes:
    """As it is sent and signed; what comes back from the database gives the same again."""
    text = json.dumps(payload, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.encode()


def _nothing(_fact: OutboxMessage, _known: Known, _program: Program) -> dict[str, Any]:
    return {}


def _posted(fact: OutboxMessage, known: Known, program: Program) -> dict[str, Any]:
    return {"entry": _entry(fact, known, program)}


def _activated(fact: OutboxMessage, _known: Known, _program: Program) -> dict[str, Any]:
    return {"points": fact.payload.get("points")}


def _claim(fact: OutboxMessage, known: Known, program: Program) -> dict[str, Any]:
    claim = known.claims.get(fact.payload.get("claimId", 0))
    if claim is None:
        return {"claim": None, "entry": None}
    return {
        "claim": {
            "id": to_global_id("LoyaltyClaim", claim.pk),
            "rewardId": to_global_id("LoyaltyReward", claim.reward_id),
            "points": claim.points,
            "orderId": _global("Order", claim.order_id),
        },
        "entry": _entry(fact, known, program),
    }


def _tier(fact: OutboxMessage, _known: Known, _program: Program) -> dict[str, Any]:
    said = fact.payload
    return {
        "fromTier": _named("LoyaltyTier", said.get("fromTierId"), "name", said.get("fromName")),
        "toTier": _named("LoyaltyTier", said.get("toTierId"), "name", said.get("toName")),
        **{name: said.get(name) for name in ("reason", "qualifying", "threshold", "currency")},
        "until": said.get("until"),
    }


def _badge(fact: OutboxMessage, _known: Known, _program: Program) -> dict[str, Any]:
    said = fact.payload
    return {"badge": _named("LoyaltyBadge", said.get("badgeId"), "title", said.get("title"))}


def _card(fact: OutboxMessage, _known: Known, _program: Program) -> dict[str, Any]:
    return {
        "cardId": _global("LoyaltyCard", fact.payload.get("cardId")),
        "replacesId": _global("LoyaltyCard", fact.payload.get("replacesId")),
    }


_BUILDERS: Mapping[str, Callable[[OutboxMessage, Known, Program], dict[str, Any]]] = {
    WebhookEvent.POINTS_POSTED: _posted,
    WebhookEvent.POINTS_ACTIVATED: _activated,
    WebhookEvent.TIER_RAISED: _tier,
    WebhookEvent.TIER_LOWERED: _tier,
    WebhookEvent.BADGE_UNLOCKED: _badge,
    WebhookEvent.BADGE_LOST: _badge,
    WebhookEvent.REWARD_CLAIMED: _claim,
    WebhookEvent.REWARD_GIVEN: _claim,
    WebhookEvent.REWARD_USED: _claim,
    WebhookEvent.REWARD_FREED: _claim,
    WebhookEvent.REWARD_CANCELLED: _claim,
    WebhookEvent.REWARD_EXPIRED: _claim,
    WebhookEvent.CARD_ISSUED: _card,
    WebhookEvent.CARD_BLOCKED: _card,
    WebhookEvent.CARD_REPLACED: _card,
}


def _entry(fact: OutboxMessage, known: Known, program: Program) -> dict[str, Any] | None:
    entry = known.entries.get(fact.entry_id) if fact.entry_id is not None else None
    if entry is None:
        return None
    policy = NegativeBalance(program.negative_balance)
    waits = entry.activates_at == NOT_BEFORE_AN_EVENT
    return {
        "id": to_global_id("LoyaltyEntry", entry.pk),
        "kind": entry.kind,
        "reasonCode": entry.reason,
        "points": entry.points,
        "balanceAfter": shown_balance(entry.balance_after, policy),
        "orderId": _global("Order", entry.order_id),
        "reversesId": _global("LoyaltyEntry", entry.reverses_id),
        "activatesAt": _time(entry.activates_at) if entry.activates_at and not waits else None,
        "expiresAt": _time(entry.expires_at) if entry.expires_at else None,
        "createdAt": _time(entry.created_at),
    }


def _named(type_name: str, key: int | None, label: str, text: str | None) -> dict[str, Any] | None:
    if key is None:
        return None
    return {"id": to_global_id(type_name, key), label: text or ""}


def _global(type_name: str, key: int | UUID | None) -> str | None:
    found: str | None = to_global_id(type_name, key) if key is not None else None
    return found


def _time(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")
