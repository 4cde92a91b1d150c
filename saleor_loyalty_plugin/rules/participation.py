"""Whether an account takes part at one moment: who opted in or out, holds a card, is banned.

What counts is how things stood at that moment. Orders and events that are looked at late, or
twice, are therefore answered alike.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from saleor_loyalty_plugin.rules.terms import Eligibility


class ChangeKind(StrEnum):
    """What may change about an account: what the customer chose, or the status that staff set."""

    OPTED_IN = "OPTED_IN"
    OPTED_OUT = "OPTED_OUT"
    ACTIVATED = "ACTIVATED"
    FROZEN = "FROZEN"
    BANNED = "BANNED"


CHOICES = (ChangeKind.OPTED_IN, ChangeKind.OPTED_OUT)
STATUSES = (ChangeKind.ACTIVATED, ChangeKind.FROZEN, ChangeKind.BANNED)


class Absence(StrEnum):
    """Why an account does not take part, in the order in which it is checked."""

    BANNED = "BANNED"
    OPTED_OUT = "OPTED_OUT"
    NOT_OPTED_IN = "NOT_OPTED_IN"
    NO_CARD = "NO_CARD"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What `kind` says holds from `changed_at` on."""

    kind: ChangeKind
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CardSpan:
    """A card that was good from `issued_at` until just before `ended_at`; None while it is."""

    issued_at: datetime
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """Everything that was ever changed about one account, in the order in which it was."""

    changes: tuple[Change, ...] = ()
    cards: tuple[CardSpan, ...] = ()


NO_MEMBERSHIP = Membership()


def absence(
    membership: Membership, *, eligibility: Eligibility, moment: datetime
) -> Absence | None:
    """Why the account did not take part at `moment`, or None if it did.

    A customer without an account has `NO_MEMBERSHIP`. Opting out counts in every program; a frozen
    account goes on taking part. A card that is replaced takes over in the moment in which the old
    one ends; between a card that was blocked and a later one nobody holds any.
    """
    if _last(membership.changes, STATUSES, moment) is ChangeKind.BANNED:
        return Absence.BANNED
    choice = _last(membership.changes, CHOICES, moment)
    if choice is ChangeKind.OPTED_OUT:
        return Absence.OPTED_OUT
    if eligibility is Eligibility.OPTED_IN and choice is None:
        return Absence.NOT_OPTED_IN
    if eligibility is Eligibility.CARD_HOLDERS and not any(
        _is_good(card, moment) for card in membership.cards
    ):
        return Absence.NO_CARD
    return None


def _last(
    changes: Iterable[Change], kinds: tuple[ChangeKind, ...], moment: datetime
) -> ChangeKind | None:
    """The change of one of these kinds that held at `moment`; of two at one time the later made."""
    earlier = [item for item in changes if item.kind in kinds and item.changed_at <= moment]
    return sorted(earlier, key=lambda item: item.changed_at)[-1].kind if earlier else None


def _is_good(card: CardSpan, moment: datetime) -> bool:
    return card.issued_at <= moment and (card.ended_at is None or moment < card.ended_at)
