"""What a customer's own e-mail of a kind would be about, for whoever writes its texts.

The newest that there is of it; the payload that its delivery would have, see `contexts.py`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from saleor_loyalty_plugin.messages.settings import settings_of
from saleor_loyalty_plugin.models import (
    Account,
    AccountBadge,
    Entry,
    Lot,
    RewardClaim,
    TierChange,
)
from saleor_loyalty_plugin.rules.messages import MessageKind
from saleor_loyalty_plugin.rules.occasions import local_day
from saleor_loyalty_plugin.rules.rewards import ClaimStatus
from saleor_loyalty_plugin.rules.statements import Period, month_before, month_of
from saleor_loyalty_plugin.rules.tiers import tiers_in_force
from saleor_loyalty_plugin.services.programs.programs import current_terms
from saleor_loyalty_plugin.services.progress.reads import progress_rows, tier_of


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    account: Account
    now: datetime
    using: str

    @property
    def time_zone(self) -> str:
        return self.account.program.time_zone


def newest_payload(
    *, account: Account, kind: MessageKind, now: datetime, using: str
) -> dict[str, Any] | None:
    """The payload of the newest e-mail that there could be; None where nothing is there to tell."""
    return _NEWEST[kind](_Asked(account=account, now=now, using=using))


def _credit(asked: _Asked) -> Entry | None:
    rows = Entry.objects.using(asked.using).filter(account=asked.account, points__gt=0)
    return rows.exclude(kind="IMPORT").order_by("-pk").first()


def _points_credited(asked: _Asked) -> dict[str, Any] | None:
    entry = _credit(asked)
    return {"entryId": entry.pk} if entry is not None else None


def _balance_reached(asked: _Asked) -> dict[str, Any] | None:
    settings = settings_of([asked.account.program_id], using=asked.using)
    thresholds = settings[asked.account.program_id].balance_thresholds
    reached = [item for item in thresholds if item <= asked.account.balance]
    if not reached:
        return None
    return {"threshold": max(reached), **(_points_credited(asked) or {})}


def _tier(asked: _Asked, *, is_up: bool) -> dict[str, Any] | None:
    """The tier that the customer has, and the one before: as it was, else the next one to it."""
    account = asked.account
    active = current_terms(program_id=account.program_id)
    progress = progress_rows([account.pk], using=asked.using).get(account.pk)
    tier = tier_of(progress, active_terms=active, now=asked.now)
    if tier is None:
        return None
    until = None
    if progress is not None and progress.hand_tier_id == tier.tier_id and progress.hand_until:
        until = progress.hand_until.isoformat()
    found = {"toTierId": tier.tier_id, "toName": tier.name, "until": until}
    changes = TierChange.objects.using(asked.using).filter(account=account).order_by("-pk")
    change = changes.first()
    if change is not None and change.to_tier_id == tier.tier_id and change.is_up is is_up:
        return {**found, "fromTierId": change.from_tier_id, "fromName": change.from_name}
    ids = [item.tier_id for item in tiers_in_force(active.terms.tiers, asked.now)]
    place = ids.index(tier.tier_id) + (-1 if is_up else 1)
    return {**found, "fromTierId": ids[place] if 0 <= place < len(ids) else None}


def _badge_unlocked(asked: _Asked) -> dict[str, Any] | None:
    rows = AccountBadge.objects.using(asked.using).filter(
        account=asked.account, is_held=True, badge__is_active=True, unlocked_at__isnull=False
    )
    held = rows.order_by("-unlocked_at", "-pk").first()
    return {"badgeId": held.badge_id} if held is not None else None


def _points_expiring(asked: _Asked) -> dict[str, Any] | None:
    """Those of the next day on which some do."""
    lots = Lot.objects.using(asked.using).filter(
        account=asked.account, is_open=True, remaining__gt=0, expires_at__gt=asked.now
    )
    ends_at = lots.order_by("expires_at").values_list("expires_at", flat=True).first()
    if ends_at is None:
        return None
    return {"expiresOn": local_day(ends_at, time_zone=asked.time_zone).isoformat()}


def _reward_claimed(asked: _Asked) -> dict[str, Any] | None:
    rows = RewardClaim.objects.using(asked.using).filter(account=asked.account)
    claim = rows.exclude(status=ClaimStatus.CANCELLED.value).order_by("-pk").first()
    return {"claimId": claim.pk} if claim is not None else None


def _statement(asked: _Asked) -> dict[str, Any] | None:
    """That of last month, or of the last one with a movement, which may be still running."""
    rows = Entry.objects.using(asked.using).filter(account=asked.account)
    period = month_before(local_day(asked.now, time_zone=asked.time_zone))
    since, until = period.bounds(time_zone=asked.time_zone)
    if not rows.filter(created_at__gte=since, created_at__lt=until).exists():
        newest = rows.order_by("-pk").values_list("created_at", flat=True).first()
        if newest is None:
            return None
        period = month_of(local_day(newest, time_zone=asked.time_zone))
    return _days(period)


def _days(period: Period) -> dict[str, str]:
    return {"from": period.first.isoformat(), "to": period.last.isoformat()}


_NEWEST: Mapping[MessageKind, Callable[[_Asked], dict[str, Any] | None]] = {
    MessageKind.POINTS_CREDITED: _points_credited,
    MessageKind.TIER_RAISED: lambda asked: _tier(asked, is_up=True),
    MessageKind.TIER_LOWERED: lambda asked: _tier(asked, is_up=False),
    MessageKind.BADGE_UNLOCKED: _badge_unlocked,
    MessageKind.POINTS_EXPIRING: _points_expiring,
    MessageKind.BALANCE_REACHED: _balance_reached,
    MessageKind.REWARD_CLAIMED: _reward_claimed,
    MessageKind.STATEMENT: _statement,
}
