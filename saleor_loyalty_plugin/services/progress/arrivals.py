"""Arrivals: gifts for reaching a tier, taken back where it was not rightly reached.

A tier gives its gifts to an account once, ever. Whoever passes several at a time gets those of
each. Where the program's change brought somebody into a tier, not what was bought or earned,
nothing is given.
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Any

from django.db import OperationalError, transaction
from django.db.models import Q, Sum

from saleor_loyalty_plugin.models import (
    Account,
    Entry,
    EntryKind,
    Grant,
    ProgramVersion,
    ProgressRun,
    RewardClaim,
    SpendingDay,
)
from saleor_loyalty_plugin.rules.facts import ZERO
from saleor_loyalty_plugin.rules.rewards import ClaimStatus
from saleor_loyalty_plugin.rules.terms import ProgramTerms
from saleor_loyalty_plugin.rules.tiers import (
    Tier,
    TierBasis,
    TierChangeReason,
    tiers_in_force,
    window_start,
)
from saleor_loyalty_plugin.services.bonuses.grants import Occasion, settle_grant
from saleor_loyalty_plugin.services.bonuses.milestones import amount_text
from saleor_loyalty_plugin.services.history import telling_nobody, tells_nobody
from saleor_loyalty_plugin.services.programs.programs import terms_of_version
from saleor_loyalty_plugin.services.progress.in_force import digest_in_force, last_pauses
from saleor_loyalty_plugin.services.progress.moves import TierMoved, TierSeen
from saleor_loyalty_plugin.services.progress.sums import day_of
from saleor_loyalty_plugin.services.rewards.given_rewards import (
    cancel_taken_back,
    give_reward,
    take_reward_back,
    was_taken_back,
)

logger = logging.getLogger(__name__)

# What a gift was given for. Staff's own word is never taken back by what orders become.
BY_SUM = "arrival"
BY_HAND = "by_hand"
_OCCASIONS = {TierChangeReason.REACHED: BY_SUM, TierChangeReason.SET_BY_HAND: BY_HAND}
# What tiers give and take back; it counts towards none.
_OWN_REASONS = ("TIER_REACHED", "TIER_LOST")
# Begins the keys of given claims. Customers' own keys begin with a number.
_CLAIM_KEY = "tier"


def settle_arrivals(
    *, moves: Sequence[TierMoved], stayed: Sequence[TierSeen], now: datetime, using: str
) -> set[int]:
    """Give what these moves bring, and take back what was given wrongly; from which accounts.

    Within the transaction of the moves, which locks the accounts; each account is in one of them,
    or has `stayed`: it may have lost its tier with the year, and its orders are sent back now.
    Moves upwards to tiers without gifts cost nothing, all others together two queries. A gift that
    can't be given is logged, and keeps nothing else back.
    """
    _give(_due_gifts(moves, now, using), now, using)
    return _take_back([*stayed, *(move for move in moves if not move.is_up)], now, using)


def source_of(tier_id: int) -> str:
    """How grants name a tier."""
    return f"tier:{tier_id}"


# What is given --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gift:
    """What a tier gives to one account. `occasion` is one of the above."""

    move: TierMoved
    tier: Tier
    occasion: str


def _due_gifts(moves: Sequence[TierMoved], now: datetime, using: str) -> list[_Gift]:
    gifts = [
        _Gift(move=move, tier=tier, occasion=_OCCASIONS[move.reason])
        for move in moves
        if move.is_up and move.reason in _OCCASIONS
        for tier in _passed(move, now)
        if tier.arrival_points or tier.arrival_reward_id is not None
    ]
    by_sum = {gift.move.account_id: gift.move for gift in gifts if gift.occasion == BY_SUM}
    before = _sums_before(by_sum.values(), now, using)
    return [
        gift
        for gift in gifts
        if gift.occasion == BY_HAND or before.get(gift.move.account_id, ZERO) < gift.tier.threshold
    ]


def _passed(move: TierMoved, now: datetime) -> list[Tier]:
    """The tiers that an account has come into, lowest first, but those from 0: all begin there."""
    tiers = tiers_in_force(move.active.terms.tiers, now)
    places = {tier.tier_id: place for place, tier in enumerate(tiers)}
    if move.to_tier_id not in places:
        return []
    to = places[move.to_tier_id]
    # Of a tier that is gone nobody knows what lay between.
    before = places.get(move.from_tier_id, to - 1) if move.from_tier_id is not None else -1
    return [tier for tier in tiers[before + 1 : to + 1] if tier.threshold > ZERO]


def _sums_before(moves: Iterable[TierMoved], now: datetime, using: str) -> dict[int, Decimal]:
    """What accounts had come to before the program became as it is.

    Only of accounts that have not been looked at since: nobody knows whether it was the program's
    change that moved them. Of the day of the change, all counts as after it.
    """
    found: dict[int, Decimal] = {}
    by_program = _by_program(moves)
    pauses = last_pauses(using=using) if by_program else {}
    for program_id, program_moves in by_program.items():
        active = program_moves[0].active
        runs = ProgressRun.objects.using(using).filter(program_id=program_id)
        run = runs.order_by("-pk").first()
        digest = digest_in_force(active.terms, now, last_pause=pauses.get(program_id))
        # All accounts up to this one have been looked at since.
        place = -1 if run is None or run.digest != digest else run.place
        if run is not None and run.digest == digest and run.finished_at is not None:
            continue
        unseen = [move for move in program_moves if move.account_id > place]
        since = _sums_since(unseen, now, using)
        for move in unseen:
            found[move.account_id] = move.qualifying - since.get(move.account_id, ZERO)
    return found


def _sums_since(moves: Sequence[TierMoved], now: datetime, using: str) -> dict[int, Decimal]:
    """What accounts of one program have come to since its terms came into force. A query."""
    if not moves:
        return {}
    account_ids = [move.account_id for move in moves]
    active = moves[0].active
    terms = active.terms
    if terms.tier_basis is TierBasis.POINTS:
        gains = Q(kind__in=(EntryKind.EARN, EntryKind.GIFT, EntryKind.IMPORT, EntryKind.CLAWBACK))
        gains |= Q(kind=EntryKind.ADJUST, points__gt=0)
        entries = Entry.objects.using(using).filter(gains, account_id__in=account_ids)
        entries = entries.exclude(reason__in=_OWN_REASONS)
        rows = entries.filter(created_at__gte=active.in_force_since).order_by()
        sums = rows.values_list("account_id").annotate(Sum("points"))
        return {account_id: Decimal(points) for account_id, points in sums}
    time_zone = terms.expiry.time_zone
    first = day_of(active.in_force_since, time_zone=time_zone)
    start = window_start(terms.tier_basis, day_of(now, time_zone=time_zone)) or first
    days = SpendingDay.objects.using(using).filter(
        account_id__in=account_ids, currency=terms.tier_currency, day__gte=max(first, start)
    )
    return dict(days.order_by().values_list("account_id").annotate(Sum("amount_spent")))


def _give(gifts: Sequence[_Gift], now: datetime, using: str) -> None:
    if not gifts:
        return
    account_ids = {gift.move.account_id for gift in gifts}
    grants: defaultdict[tuple[int, str], list[Grant]] = defaultdict(list)
    sources = {source_of(gift.tier.tier_id) for gift in gifts}
    for grant in Grant.objects.using(using).filter(account_id__in=account_ids, source__in=sources):
        grants[grant.account_id, grant.source].append(grant)
    claims: defaultdict[str, list[RewardClaim]] = defaultdict(list)
    for claim in _given_claims(account_ids, using):
        claims[_key_without_number(claim)].append(claim)
    for gift in gifts:
        earlier = grants[gift.move.account_id, source_of(gift.tier.tier_id)]
        if not any(grant.points + grant.points_revoked > 0 for grant in earlier):
            _guarded(partial(_give_points, gift, earlier, now, using), gift, using)
    # Rewards are locked when they are counted: in one order, so that nobody waits in a ring.
    for gift in sorted(gifts, key=lambda gift: gift.tier.arrival_reward_id or 0):
        before = claims[_claim_key(gift, BY_SUM)] + claims[_claim_key(gift, BY_HAND)]
        if all(was_taken_back(claim) for claim in before):
            _guarded(partial(_give_reward, gift, len(before), now, using), gift, using)


def _guarded(give: Callable[[], None], gift: _Gift, using: str) -> None:
    """A gift that fails must not keep its customer from the tier for ever."""
    try:
        with transaction.atomic(using=using), telling_nobody(not gift.move.is_news):
            give()
    except OperationalError:
        # A deadlock or a lost connection: all of it is tried again.
        raise
    except Exception:
        logger.exception(
            "A gift of tier %s could not be given to account %s.",
            gift.tier.tier_id,
            gift.move.account_id,
        )


def _give_points(gift: _Gift, earlier: Sequence[Grant], now: datetime, using: str) -> None:
    terms = gift.move.active.terms
    if not (gift.tier.arrival_points and terms.earning_active):
        return
    entry = settle_grant(
        account_id=gift.move.account_id,
        occasion=_occasion(
            gift.tier.name,
            gift.tier.tier_id,
            occasion=gift.occasion,
            step=_step_reached(gift),
            pending_days=terms.pending_days if gift.occasion == BY_SUM else 0,
            now=now,
        ),
        points=gift.tier.arrival_points,
        active=gift.move.active,
        now=now,
    )
    again = [grant.pk for grant in earlier if grant.occasion == gift.occasion]
    if entry is not None and again:
        # Whether it was rightly reached is a question about this time.
        Grant.objects.using(using).filter(pk__in=again).update(occurred_at=now)


def _give_reward(gift: _Gift, number: int, now: datetime, using: str) -> None:
    active = gift.move.active
    if gift.tier.arrival_reward_id is None or not active.terms.spending_active:
        return
    give_reward(
        account=Account.objects.using(using).get(pk=gift.move.account_id),
        reward_id=gift.tier.arrival_reward_id,
        key=f"{_claim_key(gift, gift.occasion)}:{number + 1}",
        active=active,
        told={"tierId": gift.tier.tier_id, **({"notify": False} if tells_nobody() else {})},
        now=now,
    )


def _claim_key(gift: _Gift, occasion: str) -> str:
    return f"{_CLAIM_KEY}:{gift.tier.tier_id}:{gift.move.account_id}:{occasion}"


def _key_without_number(claim: RewardClaim) -> str:
    return (claim.key or "").rpartition(":")[0]


def _given_claims(account_ids: Iterable[int], using: str) -> Any:
    return RewardClaim.objects.using(using).filter(
        account_id__in=account_ids, key__startswith=f"{_CLAIM_KEY}:"
    )


# What is taken back ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Given:
    """A gift that an account still has, of a tier that it has lost."""

    seen: TierSeen
    tier_id: int
    given_at: datetime
    version: ProgramVersion
    gift: Grant | RewardClaim


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shortfall:
    """What a tier asked for when it gave something, and what is left of the sum of that time."""

    tier: Tier
    reached: Decimal


def _take_back(seen: Sequence[TierSeen], now: datetime, using: str) -> set[int]:
    """From whom something was taken back; of accounts that have not risen. What was used stays."""
    given = _given_and_lost(seen, now, using)
    sums = _sums_then(given, using)
    taken: set[int] = set()
    for place, item in enumerate(given):
        short = _shortfall(item, sums[place], now)
        if short is None:
            continue
        taken.add(item.seen.account_id)
        if isinstance(item.gift, RewardClaim):
            claim = item.gift
            if not take_reward_back(claim, now=now) and claim.checkout_id is not None:
                transaction.on_commit(partial(cancel_taken_back, claim.pk, now=now), using=using)
        else:
            _take_points_back(item, item.gift, short, now)
    return taken


def _given_and_lost(seen: Sequence[TierSeen], now: datetime, using: str) -> list[_Given]:
    """Two queries. Rewards that were given are in the order of their ids, as they are locked."""
    by_account = {item.account_id: item for item in seen}
    if not by_account:
        return []
    kept = {item.account_id: _kept(item, now) for item in seen}
    grants = Grant.objects.using(using).select_related("program_version")
    rows: list[tuple[int, datetime, Grant | RewardClaim]] = [
        (int(grant.source.partition(":")[2]), grant.occurred_at, grant)
        for grant in grants.filter(
            account_id__in=by_account, occasion=BY_SUM, source__startswith="tier:", points__gt=0
        ).order_by("pk")
    ]
    claims = _given_claims(by_account, using).select_related("program_version", "account")
    claims = claims.filter(status=ClaimStatus.CLAIMED, key__contains=f":{BY_SUM}:")
    rows += [
        (int(str(claim.key).split(":")[1]), claim.created_at, claim)
        for claim in claims.order_by("reward_id", "pk").select_for_update(of=("self",))
    ]
    return [
        _Given(
            seen=by_account[gift.account_id],
            tier_id=tier_id,
            given_at=given_at,
            version=gift.program_version,
            gift=gift,
        )
        for tier_id, given_at, gift in rows
        if tier_id not in kept[gift.account_id] and gift.program_version is not None
    ]


def _kept(seen: TierSeen, now: datetime) -> set[int]:
    """The tiers that an account is still in, or above."""
    tiers = [tier.tier_id for tier in tiers_in_force(seen.active.terms.tiers, now)]
    if seen.to_tier_id not in tiers:
        return set()
    return set(tiers[: tiers.index(seen.to_tier_id) + 1])


def _sums_then(given: Sequence[_Given], using: str) -> list[Decimal | None]:
    """For each gift the sum of the day on which it was given, as its orders are now.

    What leaves no window can only have shrunk since: there it is the sum of now. None where sums
    are of something else by now, and can't be compared.
    """
    days = _days([item for item in given if _is_windowed(item.seen.active.terms)], using)
    sums: list[Decimal | None] = []
    for item in given:
        terms, then = item.seen.active.terms, terms_of_version(item.version)
        if (terms.tier_basis, terms.tier_currency) != (then.tier_basis, then.tier_currency):
            sums.append(None)
        elif not _is_windowed(terms):
            sums.append(item.seen.qualifying)
        else:
            last = day_of(item.given_at, time_zone=terms.expiry.time_zone)
            first = window_start(terms.tier_basis, last) or last
            rows = days[item.seen.account_id, terms.tier_currency]
            sums.append(sum((amount for day, amount in rows if first <= day <= last), ZERO))
    return sums


def _days(given: Sequence[_Given], using: str) -> Mapping[tuple[int, str], list[tuple[Any, Any]]]:
    found: defaultdict[tuple[int, str], list[tuple[Any, Any]]] = defaultdict(list)
    if given:
        account_ids = {item.seen.account_id for item in given}
        rows = SpendingDay.objects.using(using).filter(account_id__in=account_ids)
        for row in rows.values_list("account_id", "currency", "day", "amount_spent"):
            found[row[0], row[1]].append((row[2], row[3]))
    return found


def _is_windowed(terms: ProgramTerms) -> bool:
    return terms.tier_basis in (TierBasis.CALENDAR_YEAR, TierBasis.ROLLING_YEAR)


def _shortfall(given: _Given, reached: Decimal | None, now: datetime) -> _Shortfall | None:
    """Why a gift is taken back, None where it stays: the sum is enough for what the tier asked for
    then, or for what it asks for now."""
    then = tiers_in_force(terms_of_version(given.version).tiers, given.given_at)
    today = tiers_in_force(given.seen.active.terms.tiers, now)
    asking = [tier for tier in (*then, *today) if tier.tier_id == given.tier_id]
    if reached is None or not asking or any(tier.threshold <= reached for tier in asking):
        return None
    return _Shortfall(tier=asking[0], reached=reached)


def _take_points_back(given: _Given, grant: Grant, short: _Shortfall, now: datetime) -> None:
    active = given.seen.active
    settle_grant(
        account_id=given.seen.account_id,
        occasion=_occasion(
            short.tier.name,
            given.tier_id,
            occasion=grant.occasion,
            step=_step("TIER_LOST", short.tier, short.reached, active.terms),
            pending_days=0,
            now=now,
        ),
        points=0,
        active=active,
        now=now,
    )


# Words ----------------------------------------------------------------------------------------


def _occasion(
    name: str,
    tier_id: int,
    *,
    occasion: str,
    step: Mapping[str, Any],
    pending_days: int,
    now: datetime,
) -> Occasion:
    return Occasion(
        source=source_of(tier_id),
        occasion=occasion,
        occurred_at=now,
        kind=EntryKind.GIFT,
        reason="TIER_REACHED",
        reason_taken="TIER_LOST",
        source_label=name,
        pending_days=pending_days,
        explanation=[step],
    )


def _step_reached(gift: _Gift) -> Mapping[str, Any]:
    if gift.occasion == BY_HAND:
        return {"code": "TIER_BY_HAND", "values": {"tier": gift.tier.name}}
    return _step("TIER_REACHED", gift.tier, gift.move.qualifying, gift.move.active.terms)


def _step(code: str, tier: Tier, reached: Decimal, terms: ProgramTerms) -> Mapping[str, Any]:
    """`code` is TIER_REACHED or TIER_LOST."""
    values = {
        "tier": tier.name,
        "threshold": amount_text(tier.threshold),
        "reached": amount_text(reached),
    }
    unit = "POINTS"
    if terms.tier_basis is not TierBasis.POINTS:
        unit = "AMOUNT"
        values["currency"] = terms.tier_currency
    return {"code": f"{code}_{unit}", "values": values}


def _by_program(moves: Iterable[TierMoved]) -> dict[int, list[TierMoved]]:
    found: defaultdict[int, list[TierMoved]] = defaultdict(list)
    for move in moves:
        found[move.program_id].append(move)
    return found
