"""What of tiers and badges is in force in each program, and whether it has changed."""

import hashlib
import json
from collections.abc import Collection
from datetime import datetime
from decimal import Decimal

from django.db.models import Exists, Max, OuterRef

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import Badge as StoredBadge
from saleor_loyalty_plugin.models import ProgramVersion, ProgressRun
from saleor_loyalty_plugin.models import Tier as StoredTier
from saleor_loyalty_plugin.rules.badges import BadgeBasis, is_unlocked_by
from saleor_loyalty_plugin.rules.facts import ZERO
from saleor_loyalty_plugin.rules.terms import Eligibility, ProgramTerms
from saleor_loyalty_plugin.rules.tiers import TierBasis, tier_reached, tiers_in_force
from saleor_loyalty_plugin.services.programs.programs import ActiveTerms, terms_under

# The digest of a program that has neither tiers nor badges, and never had a run.
NOTHING = ""
_HALF = 32


def programs_with_progress(*, using: str) -> list[ActiveTerms]:
    """The terms of programs that have tiers or badges, or had them, by program. One query."""
    of_program = {"program": OuterRef("program")}
    newest = (
        ProgramVersion.objects.using(using)
        .filter(
            Exists(StoredTier.objects.filter(**of_program))
            | Exists(StoredBadge.objects.filter(**of_program))
            | Exists(ProgressRun.objects.filter(**of_program))
        )
        .order_by("program_id", "-number")
        .distinct("program_id")
    )
    return [terms_under(version) for version in newest]


def last_pauses(*, using: str) -> dict[int, int]:
    """The newest version of each program that was ever switched off. One query.

    What happens in such a time is not followed: afterwards all accounts are looked at.
    """
    paused = ProgramVersion.objects.using(using).filter(terms__is_active=False).order_by()
    return dict(paused.values_list("program_id").annotate(Max("pk")))


def joining_programs(*, now: datetime) -> list[int]:
    """Programs in which whoever registers has a tier or a badge at once, ascending. One query.

    Only those that are for everyone: in others a customer joins first.
    """
    return [
        active.program_id
        for active in programs_with_progress(using=current_host().writer_alias())
        if _welcomes_everyone(active.terms, now)
    ]


def _welcomes_everyone(terms: ProgramTerms, now: datetime) -> bool:
    if not terms.is_active or terms.eligibility is not Eligibility.EVERYONE:
        return False
    if tier_reached(tiers_in_force(terms.tiers, now), ZERO) is not None:
        return True
    return terms.badges_active and any(is_unlocked_by(badge, ZERO) for badge in terms.badges)


def goes_by_entries(terms: ProgramTerms) -> bool:
    """Whether an entry alone, without an order or an event, may change a tier or a badge."""
    if terms.tiers and terms.tier_basis is TierBasis.POINTS:
        return True
    by_points = (BadgeBasis.BALANCE, BadgeBasis.LIFETIME)
    return terms.badges_active and any(badge.basis in by_points for badge in terms.badges)


def digest_in_force(terms: ProgramTerms, now: datetime, *, last_pause: int | None) -> str:
    """A text that differs when accounts may have other tiers or badges, or the shop is to be told
    otherwise of the tiers that they have; `NOTHING` where there are none.

    Its second half, `told_digest`, is of what the shop is told. `last_pause` as `last_pauses` say.
    """
    tiers = tiers_in_force(terms.tiers, now)
    badges = terms.badges if terms.badges_active else ()
    if not tiers and not badges:
        return NOTHING
    looked_at: list[object] = [last_pause, terms.eligibility, terms.tier_currency]
    if tiers:
        grace_days = terms.tier_grace_days
        looked_at += [terms.tier_basis, terms.tier_demotion, grace_days, terms.expiry.time_zone]
        looked_at += [[tier.tier_id, _text(tier.threshold), tier.rank] for tier in tiers]
    if any(badge.basis is BadgeBasis.BALANCE for badge in badges):
        looked_at.append(terms.negative_balance)
    for badge in sorted(badges, key=lambda badge: badge.badge_id):
        span = [_text(badge.value_from), _text(badge.value_to)]
        looked_at.append(
            [badge.badge_id, badge.basis, badge.event_type, badge.keep_once_won, *span]
        )
    key = terms.tier_metadata_key
    told: list[object] = [key]
    told += [[tier.tier_id, tier.customer_type_id, tier.name if key else ""] for tier in tiers]
    return _digest(looked_at) + _digest(told)


def told_digest(digest: str) -> str:
    """The part of a digest that says what the shop is told of tiers."""
    return digest[_HALF:]


def _digest(values: Collection[object]) -> str:
    return hashlib.sha256(json.dumps(values).encode()).hexdigest()[:_HALF]


def _text(value: Decimal | None) -> str:
    """The same text for 500 and 500.000."""
    return f"{value.normalize():f}" if value is not None else ""
