"""E-mails to customers: which kinds there are, and which a fact of the outbox brings."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any


class MessageKind(StrEnum):
    """What an e-mail to a customer is about; the API's `LoyaltyMessageKindEnum`."""

    POINTS_CREDITED = "POINTS_CREDITED"
    TIER_RAISED = "TIER_RAISED"
    TIER_LOWERED = "TIER_LOWERED"
    BADGE_UNLOCKED = "BADGE_UNLOCKED"
    POINTS_EXPIRING = "POINTS_EXPIRING"
    BALANCE_REACHED = "BALANCE_REACHED"
    REWARD_CLAIMED = "REWARD_CLAIMED"
    STATEMENT = "STATEMENT"


class StatementSchedule(StrEnum):
    """When members get a statement without asking for it."""

    NEVER = "NEVER"
    MONTHLY = "MONTHLY"


class SenderSource(StrEnum):
    """Whose mail settings a channel's e-mails go out by.

    SHOP: the shop's own for its customers (Saleor's e-mail plugin), where it has some for the
    channel, else as DJANGO. DJANGO: those of the Django project.
    """

    SHOP = "SHOP"
    DJANGO = "DJANGO"


class DeliveryStatus(StrEnum):
    """How far a delivery is. PENDING: to be sent, or to be tried again. FAILED: given up after the
    last attempt, for staff to look at. SKIPPED: there was a reason not to send it."""

    PENDING = "PENDING"
    DELIVERED = "DELIVERED"
    SKIPPED = "SKIPPED"
    FAILED = "FAILED"


class DeliveryMeans(StrEnum):
    """How a delivery goes out: to a customer, or to an app."""

    EMAIL = "EMAIL"
    WEBHOOK = "WEBHOOK"


# On in a program that nobody has set up: what is rare and good news, or costs the customer
# something if it isn't told. BALANCE_REACHED needs thresholds, which are none by default.
DEFAULT_KINDS = frozenset(
    {
        MessageKind.TIER_RAISED,
        MessageKind.BADGE_UNLOCKED,
        MessageKind.POINTS_EXPIRING,
        MessageKind.BALANCE_REACHED,
        MessageKind.REWARD_CLAIMED,
    }
)
DEFAULT_REMINDER_DAYS = (30, 7)

# Which e-mails a fact brings ------------------------------------------------------------------

# What happened so long ago is history: a backfill, or a shop whose workers stood still.
NEWS = timedelta(days=2)
# Points that come back were there before; reaching a balance by them is no news.
_NEW_POINTS = frozenset({"EARN", "GIFT", "ADJUST"})
# What a tier gives on arrival is told in the e-mail about the tier. An expiry is undone only where
# an order takes the points back in the next moment: the customer has none more.
_NO_CREDITS = frozenset({"TIER_REACHED", "EXPIRY_UNDONE"})
# Who is moved by a change of the program's own tiers has done nothing for it.
_PROGRAM_CHANGED = "TIERS_CHANGED"


def kinds_sent(active_kinds: Collection[str], statements: str) -> frozenset[MessageKind]:
    """The kinds that a program sends of its own accord: those that are switched on, and statements
    exactly where there is a schedule for them."""
    found = {kind for kind in MessageKind if kind.value in active_kinds}
    found.discard(MessageKind.STATEMENT)
    if statements == StatementSchedule.MONTHLY:
        found.add(MessageKind.STATEMENT)
    return frozenset(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageTerms:
    """What a program sends of its own accord; thresholds are points."""

    is_active: bool = True
    active_kinds: frozenset[MessageKind] = DEFAULT_KINDS
    balance_thresholds: tuple[int, ...] = ()

    def sends(self, kind: MessageKind) -> bool:
        return self.is_active and kind in self.active_kinds


@dataclass(frozen=True, slots=True, kw_only=True)
class FactEntry:
    """The entry of a fact. `kind` and `reason` are an entry's; `effective_at` is when it counts."""

    entry_id: int
    kind: str
    reason: str
    points: int
    balance_after: int
    effective_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A row of the outbox. `payload` may hold `notify`: staff or an app want the customer to be
    told, or not to be."""

    kind: str
    payload: Mapping[str, Any]
    created_at: datetime
    entry: FactEntry | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EmailDue:
    """One e-mail that a fact brings. `payload` holds what it is about, as JSON."""

    kind: MessageKind
    payload: dict[str, Any]


def emails_of(fact: Fact, terms: MessageTerms, *, now: datetime) -> list[EmailDue]:
    """The e-mails that a fact brings when it is told at `now`, at most one of a kind.

    None for imports, for what is history, and where `notify` says no.
    """
    if _is_history(fact, now) or fact.payload.get("notify") is False:
        return []
    if fact.kind == "points_posted":
        return _emails_of_entry(fact, terms)
    kind = _kind_of(fact, terms)
    if kind is None or not terms.sends(kind):
        return []
    return [EmailDue(kind=kind, payload=dict(fact.payload))]


def _is_history(fact: Fact, now: datetime) -> bool:
    entry = fact.entry
    if fact.created_at < now - NEWS:
        return True
    if entry is None:
        return False
    return entry.kind == "IMPORT" or entry.effective_at < fact.created_at - NEWS


def _emails_of_entry(fact: Fact, terms: MessageTerms) -> list[EmailDue]:
    """Of a movement of points: that there are more, and that the balance has passed a threshold.

    That there are fewer only where somebody wants the customer to be told.
    """
    entry = fact.entry
    is_asked_for = terms.is_active and fact.payload.get("notify") is True
    if entry is None or (entry.points <= 0 and not is_asked_for):
        return []
    about = {
        "entryId": entry.entry_id,
        "points": entry.points,
        "balanceAfter": entry.balance_after,
    }
    found = []
    is_due = terms.sends(MessageKind.POINTS_CREDITED) and entry.reason not in _NO_CREDITS
    if is_asked_for:
        # The kind may be off: whoever sends must know that somebody wants this one.
        found.append(EmailDue(kind=MessageKind.POINTS_CREDITED, payload={**about, "notify": True}))
    elif is_due:
        found.append(EmailDue(kind=MessageKind.POINTS_CREDITED, payload=about))
    threshold = threshold_passed(entry, terms.balance_thresholds)
    if threshold is not None and terms.sends(MessageKind.BALANCE_REACHED):
        payload = {**about, "threshold": threshold}
        found.append(EmailDue(kind=MessageKind.BALANCE_REACHED, payload=payload))
    return found


def threshold_passed(entry: FactEntry, thresholds: Collection[int]) -> int | None:
    """The highest threshold that an entry takes the balance to or above from below, if any."""
    if entry.kind not in _NEW_POINTS:
        return None
    before = entry.balance_after - entry.points
    passed = [item for item in thresholds if before < item <= entry.balance_after]
    return max(passed, default=None)


def _kind_of(fact: Fact, terms: MessageTerms) -> MessageKind | None:
    if fact.kind in ("tier_raised", "tier_lowered"):
        if fact.payload.get("reason") == _PROGRAM_CHANGED:
            return None
        is_up = fact.kind == "tier_raised"
        return MessageKind.TIER_RAISED if is_up else MessageKind.TIER_LOWERED
    if fact.kind == "badge_unlocked":
        return MessageKind.BADGE_UNLOCKED
    if fact.kind == "reward_claimed":
        return MessageKind.REWARD_CLAIMED
    if fact.kind == "reward_given":
        is_told = terms.sends(MessageKind.TIER_RAISED)
        return None if is_told else MessageKind.REWARD_CLAIMED
    return None


# When to try again ----------------------------------------------------------------------------

# What is waited after each try that went wrong, more or less a tenth; then it is given up.
RETRY_DELAYS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(hours=12),
    timedelta(hours=24),
)
ATTEMPTS_MAX = len(RETRY_DELAYS) + 1
JITTER = 0.1
# A way that doesn't work at all is looked at again after this, then twice that, up to the longest.
PAUSE_FIRST = timedelta(seconds=30)
PAUSE_MAX = timedelta(minutes=10)
# News that has waited for a mail server for so long is given up; staff may send it after all.
WAITING_MAX = timedelta(days=7)


def retry_after(*, delivery_id: int, attempt: int, attempts_max: int) -> timedelta | None:
    """How long to wait after the attempt of that number, from 1; None when it was the last.

    Spread by a tenth, always alike for the same attempt of the same delivery, so that what failed
    together doesn't come back together.
    """
    left = attempts_max - attempt
    if left <= 0:
        return None
    delay = RETRY_DELAYS[max(0, len(RETRY_DELAYS) - left)]
    digest = hashlib.sha256(f"{delivery_id}:{attempt}".encode()).digest()
    share = int.from_bytes(digest[:4], "big") / 0xFFFFFFFF
    return delay * (1 - JITTER + 2 * JITTER * share)


def pause_after(failures: int) -> timedelta:
    """How long a way rests that has failed so often in a row, from 1."""
    return min(PAUSE_FIRST * (1 << min(max(failures - 1, 0), 10)), PAUSE_MAX)
