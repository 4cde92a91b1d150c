"""Make what is kept of accounts say how far they have come: their tiers and badges.

As with orders, nothing here depends on what happened, only on how the sums are now. A settle that
is repeated, or comes late, changes nothing more.
"""

import logging
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import (
    Account,
    AccountBadge,
    AccountProgress,
    OutboxMessage,
    ProgramVersion,
    TierChange,
)
from saleor_loyalty_plugin.rules.badges import Badge, BadgeBasis, is_unlocked_by
from saleor_loyalty_plugin.rules.participation import Absence, absence
from saleor_loyalty_plugin.rules.terms import Eligibility, ProgramTerms
from saleor_loyalty_plugin.rules.tiers import (
    HeldTier,
    Tier,
    TierBasis,
    TierChangeReason,
    TierMove,
    move_tier,
    tier_reached,
    tiers_in_force,
)
from saleor_loyalty_plugin.services.members.participation import memberships
from saleor_loyalty_plugin.services.programs.programs import ActiveTerms, terms_under
from saleor_loyalty_plugin.services.progress.arrivals import settle_arrivals
from saleor_loyalty_plugin.services.progress.marks import mark_due
from saleor_loyalty_plugin.services.progress.mirror import mirror_account
from saleor_loyalty_plugin.services.progress.moves import TierMoved, TierSeen
from saleor_loyalty_plugin.services.progress.reads import held_tier, progress_rows
from saleor_loyalty_plugin.services.progress.sums import Sums, sums_of

logger = logging.getLogger(__name__)

# Gifts for a tier are points, and badges look at points.
ROUNDS_MAX = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressOutcome:
    """What a settle changed: tiers, and how many badges were unlocked and lost.

    `to_mirror` are accounts of whose tiers the shop is to be told.
    """

    moves: tuple[TierMoved, ...] = ()
    to_mirror: frozenset[int] = frozenset()
    badges_unlocked: int = 0
    badges_lost: int = 0


@dataclass(slots=True, kw_only=True)
class _Writing:
    """What one round of a settle is going to write of tiers; changes are by `actor`."""

    now: datetime
    actor: str
    note: str
    is_news: bool = True
    quiet: Collection[int] = frozenset()
    rows: list[AccountProgress] = field(default_factory=list)
    to_mirror: list[int] = field(default_factory=list)
    changes: list[TierChange] = field(default_factory=list)
    messages: list[OutboxMessage] = field(default_factory=list)
    moves: list[TierMoved] = field(default_factory=list)

    def tells(self, account_id: int) -> bool:
        return self.is_news and account_id not in self.quiet


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of one account, read under its lock. `tiers` are those in force."""

    account: Account
    active: ActiveTerms
    tiers: Sequence[Tier]
    sums: Sums
    row: AccountProgress | None
    badges: dict[int, AccountBadge]
    absent: Absence | None

    @property
    def takes_part(self) -> bool:
        return self.absent is None

    def is_quiet(self, now: datetime) -> bool:
        """Whether the account is due for what is history alone."""
        row = self.row
        if row is None or row.due_at is None or row.due_at > now:
            return False
        return not row.due_is_news


def follow_progress(*, account_id: int, now: datetime) -> None:
    """Settle one account right after another change has committed; never raises.

    What fails here stays due, and a sweep does it.
    """
    try:
        outcome = settle_progress(account_ids=[account_id], now=now)
    except Exception:
        logger.exception("Account %s: its tier and badges are left to the sweep.", account_id)
        return
    if outcome.to_mirror:
        mirror_account(account_id=account_id, now=now)


def settle_progress(
    *,
    account_ids: Collection[int],
    now: datetime,
    actor: str = "system",
    note: str = "",
    is_news: bool = True,
) -> ProgressOutcome:
    """Give these accounts the tiers and badges that their sums, time and staff say they have.

    Locks the accounts. The number of statements doesn't grow with them. Where a program is
    switched off everything stays as it is; who takes no part may fall, but neither rises nor
    unlocks anything. `actor` and `note` are for the history. `is_news` false: the program's own
    change is looked through, and customers are not written to; nor are those who are due for what
    is history.
    """
    using = current_host().writer_alias()
    moves: list[TierMoved] = []
    to_mirror: set[int] = set()
    unlocked = lost = 0
    ids: Collection[int] = account_ids
    quiet: set[int] = set()
    with transaction.atomic(using=using):
        for _ in range(ROUNDS_MAX):
            known = locked_and_read(ids, now, using)
            quiet |= {item.account.pk for item in known if item.is_quiet(now)}
            writing = _Writing(now=now, actor=actor, note=note, is_news=is_news, quiet=quiet)
            _settle_tiers(known, writing, using)
            ids = _settle_gifts(known, writing, using)
            # Who got points is read again first: a balance in between is nobody's.
            last = [item for item in known if item.account.pk not in ids]
            badges = [changed for item in last for changed in _badges_of(item, now)]
            _write_badges(badges, writing, using)
            moves += writing.moves
            to_mirror |= set(writing.to_mirror)
            unlocked += sum(row.is_held for row, _ in badges)
            lost += sum(not row.is_held for row, _ in badges)
            if not ids:
                break
        else:
            mark_due(account_ids=ids, now=now, using=using)
    return ProgressOutcome(
        moves=tuple(moves),
        to_mirror=frozenset(to_mirror),
        badges_unlocked=unlocked,
        badges_lost=lost,
    )


def locked_and_read(account_ids: Collection[int], now: datetime, using: str) -> list[Known]:
    """What is known of accounts, which stay locked until the transaction ends.

    Everything is read after the lock, so that it holds what was committed before it.
    """
    locked = Account.objects.using(using).select_for_update(no_key=True)
    return known_of(list(locked.filter(pk__in=account_ids).order_by("pk")), now, using)


def known_of(accounts: Sequence[Account], now: datetime, using: str) -> list[Known]:
    """What is known of accounts, in a number of queries that doesn't grow with them."""
    terms = _terms_in_force({account.program_id for account in accounts}, using)
    in_force = {key: tiers_in_force(item.terms.tiers, now) for key, item in terms.items()}
    rows = progress_rows([account.pk for account in accounts], using=using)
    badges = _badges([item.pk for item in accounts if terms[item.program_id].terms.badges], using)
    sums = sums_of(accounts, terms, now=now, using=using)
    reads_cards = any(item.terms.eligibility is Eligibility.CARD_HOLDERS for item in terms.values())
    members = memberships(
        account_ids=[account.pk for account in accounts], reads_cards=reads_cards, using=using
    )
    found = []
    for account in accounts:
        active = terms[account.program_id]
        found.append(
            Known(
                account=account,
                active=active,
                tiers=in_force[account.program_id],
                sums=sums[account.pk],
                row=rows.get(account.pk),
                badges=badges.get(account.pk, {}),
                absent=absence(
                    members[account.pk], eligibility=active.terms.eligibility, moment=now
                ),
            )
        )
    return found


def _terms_in_force(program_ids: Collection[int], using: str) -> dict[int, ActiveTerms]:
    """The newest terms of each program, in one query."""
    versions = ProgramVersion.objects.using(using).filter(program_id__in=program_ids)
    newest = versions.order_by("program_id", "-number").distinct("program_id")
    return {version.program_id: terms_under(version) for version in newest}


def _badges(account_ids: Collection[int], using: str) -> dict[int, dict[int, AccountBadge]]:
    found: dict[int, dict[int, AccountBadge]] = {}
    if account_ids:
        for row in AccountBadge.objects.using(using).filter(account_id__in=account_ids):
            found.setdefault(row.account_id, {})[row.badge_id] = row
    return found


def due_changes(
    known: Known, now: datetime
) -> tuple[AccountProgress | None, list[tuple[AccountBadge, Badge]]]:
    """What a settle would write: the account's row, None where it stays, and badges. For the proof.

    Writes into the rows of `known`.
    """
    writing = _Writing(now=now, actor="system", note="")
    if known.active.terms.is_active:
        _settle_tier(known, writing)
    return (writing.rows[0] if writing.rows else None), _badges_of(known, now)


def _settle_tiers(known: Sequence[Known], writing: _Writing, using: str) -> None:
    for item in known:
        if item.active.terms.is_active:
            _settle_tier(item, writing)
        else:
            _leave(item, writing)
    _name_gone_tiers(writing.changes, writing.messages, using)
    _write_tiers(writing, using)


def _settle_gifts(known: Sequence[Known], writing: _Writing, using: str) -> list[int]:
    """The accounts whose points have changed by what tiers give: they are looked at again."""
    moved = {move.account_id for move in writing.moves}
    stayed = [
        TierSeen(
            account_id=item.account.pk,
            to_tier_id=item.row.tier_id,
            qualifying=item.sums.qualifying,
            active=item.active,
        )
        for item in known
        if item.row is not None and item.account.pk not in moved and _gives(item.active.terms)
    ]
    moved |= settle_arrivals(moves=writing.moves, stayed=stayed, now=writing.now, using=using)
    if not moved:
        return []
    before = {(item.account.pk, item.account.version) for item in known}
    rows = Account.objects.using(using).filter(pk__in=moved).order_by("pk")
    return [pk for pk, version in rows.values_list("pk", "version") if (pk, version) not in before]


def _gives(terms: ProgramTerms) -> bool:
    """Whether tiers give anything on arrival, so that there may be something to take back."""
    gifts = (tier.arrival_points or tier.arrival_reward_id is not None for tier in terms.tiers)
    return terms.is_active and any(gifts)


def _leave(known: Known, writing: _Writing) -> None:
    """A program that is switched off: nothing is due before it is switched on again."""
    if known.row is not None and known.row.due_at is not None:
        known.row.due_at = None
        writing.rows.append(known.row)


def _settle_tier(known: Known, writing: _Writing) -> None:
    terms, sums = known.active.terms, known.sums
    row = known.row if known.row is not None else AccountProgress(account_id=known.account.pk)
    before = held_tier(known.row, known.tiers)
    move = _move(known, before, writing.now)
    held = move.held
    state = _state(row)
    if move.reason is not None:
        _note_move(known, before, move, writing)
        row.tier_since = writing.now
    row.tier_id = held.tier_id
    row.grace_until = held.grace_until
    row.hand_tier_id = held.hand_tier_id
    row.hand_until = held.hand_until
    row.qualifying = sums.qualifying
    row.due_at = _due_at(held, sums)
    row.due_is_news = True
    # By the move too: what the row says of the mirror may be changing at this very moment.
    is_due = move.reason is not None or row.tier_id != row.mirrored_tier_id
    if is_due and _is_mirrored(terms):
        writing.to_mirror.append(row.account_id)
    if known.row is None or _state(row) != state:
        writing.rows.append(row)


def _move(known: Known, before: HeldTier, now: datetime) -> TierMove:
    terms, sums = known.active.terms, known.sums
    seen = known.row.qualifying if known.row is not None else None
    by_sum = tier_reached(known.tiers, sums.qualifying)
    move = move_tier(
        before,
        tiers=known.tiers,
        qualifying=sums.qualifying,
        demotion=terms.tier_demotion,
        grace_ends_at=now + timedelta(days=terms.tier_grace_days),
        now=now,
        # Where the sum of then would be in the same tier today, it is the tiers that have changed.
        tiers_changed=seen is not None and tier_reached(known.tiers, seen) == by_sum,
    )
    if move.reason is None or known.takes_part or not _is_up(known, before, move.held):
        return move
    return TierMove(held=replace(move.held, tier_id=before.tier_id), reason=None)


def _is_up(known: Known, before: HeldTier, after: HeldTier) -> bool:
    """Whether a change of tier is one upwards; of a tier that is gone, whether the sum has risen
    beyond a threshold."""
    places = {tier.tier_id: place for place, tier in enumerate(known.tiers)}
    place_after = places.get(after.tier_id, -1) if after.tier_id is not None else -1
    if before.tier_id is None:
        return True
    if before.tier_id in places:
        return place_after > places[before.tier_id]
    if known.row is None:
        return False
    then = tier_reached(known.tiers, known.row.qualifying)
    return place_after > (places[then.tier_id] if then is not None else -1)


def _state(row: AccountProgress) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in _FIELDS)


_FIELDS = (
    "tier_id",
    "tier_since",
    "qualifying",
    "grace_until",
    "hand_tier_id",
    "hand_until",
    "due_at",
    "due_is_news",
)


def _due_at(held: HeldTier, sums: Sums) -> datetime | None:
    """When time alone changes something for this account.

    What begins and ends in the program's tiers is the same moment for all, and no account's own.
    """
    moments = (held.grace_until, held.hand_until, sums.until)
    return min((moment for moment in moments if moment is not None), default=None)


def _is_mirrored(terms: ProgramTerms) -> bool:
    """Whether the shop's customer is told of the tier at all."""
    has_types = any(tier.customer_type_id is not None for tier in terms.tiers)
    return has_types or bool(terms.tier_metadata_key)


def _note_move(known: Known, before: HeldTier, move: TierMove, writing: _Writing) -> None:
    """The history, the message to the world, and who else is to hear of it."""
    if move.reason is None:
        raise AssertionError("a move has a reason")
    account_id, active = known.account.pk, known.active
    is_up = _is_up(known, before, move.held)
    names = _names(active.terms.tiers, known.tiers)
    from_id, to_id = before.tier_id, move.held.tier_id
    change = TierChange(
        account_id=account_id,
        from_tier_id=from_id,
        from_name=names.get(from_id, "") if from_id is not None else "",
        to_tier_id=to_id,
        to_name=names.get(to_id, "") if to_id is not None else "",
        is_up=is_up,
        reason=move.reason.value,
        qualifying=known.sums.qualifying,
        actor=writing.actor,
        note=writing.note,
        changed_at=writing.now,
    )
    writing.changes.append(change)
    writing.messages.append(
        OutboxMessage(
            account_id=account_id,
            kind="tier_raised" if is_up else "tier_lowered",
            payload={
                "fromTierId": from_id,
                "fromName": change.from_name,
                "toTierId": to_id,
                "toName": change.to_name,
                "reason": change.reason,
                "qualifying": f"{change.qualifying.normalize():f}",
                **_details(known, move.held),
                **_quietly(writing.tells(account_id)),
            },
            created_at=writing.now,
        )
    )
    writing.moves.append(
        TierMoved(
            account_id=account_id,
            program_id=active.program_id,
            from_tier_id=from_id,
            to_tier_id=to_id,
            is_up=is_up,
            reason=TierChangeReason(move.reason),
            is_news=writing.tells(account_id),
            qualifying=known.sums.qualifying,
            active=active,
        )
    )


def _quietly(is_news: bool) -> dict[str, bool]:
    """What keeps a fact from being written to customers; see `rules.messages`."""
    return {} if is_news else {"notify": False}


def _details(known: Known, held: HeldTier) -> dict[str, str | None]:
    """What a message about a tier says beside its name: its threshold, of which currency (none for
    points), and until when it is by hand."""
    terms = known.active.terms
    tier = next((tier for tier in known.tiers if tier.tier_id == held.tier_id), None)
    is_by_hand = held.hand_until is not None and held.hand_tier_id == held.tier_id
    return {
        "threshold": f"{tier.threshold.normalize():f}" if tier is not None else None,
        "currency": terms.tier_currency if terms.tier_basis is not TierBasis.POINTS else None,
        "until": held.hand_until.isoformat() if is_by_hand and held.hand_until else None,
    }


def _names(tiers: Iterable[Tier], in_force: Iterable[Tier]) -> dict[int, str]:
    """Names of tiers as they are now; of those that have ended, without a season."""
    return {tier.tier_id: tier.name for tier in (*tiers, *in_force)}


def _name_gone_tiers(
    changes: Sequence[TierChange], messages: Sequence[OutboxMessage], using: str
) -> None:
    """A tier that was deleted keeps the name by which its customers came to it; a query, if any."""
    nameless: dict[tuple[int, int | None], TierChange] = {
        (change.account_id, change.from_tier_id): change
        for change in changes
        if change.from_tier_id is not None and not change.from_name
    }
    if not nameless:
        return
    earlier = TierChange.objects.using(using).filter(
        account_id__in={account_id for account_id, _ in nameless},
        to_tier_id__in={tier_id for _, tier_id in nameless},
    )
    newest = earlier.order_by("account_id", "to_tier_id", "-pk").distinct(
        "account_id", "to_tier_id"
    )
    told = {message.account_id: message for message in messages}
    for account_id, tier_id, name in newest.values_list("account_id", "to_tier_id", "to_name"):
        change = nameless.get((account_id, tier_id))
        if change is not None:
            change.from_name = name
            told[account_id].payload["fromName"] = name


def _badges_of(known: Known, now: datetime) -> list[tuple[AccountBadge, Badge]]:
    """The badges that an account unlocks or loses, as they are to be written."""
    terms = known.active.terms
    found = []
    for badge in terms.badges if terms.is_active and terms.badges_active else ():
        row = known.badges.get(badge.badge_id)
        if badge.basis is BadgeBasis.MANUAL or (row is not None and row.hand):
            continue
        is_reached = is_unlocked_by(badge, known.sums.values.of(badge))
        is_held = row is not None and row.is_held
        if is_reached and not is_held and known.takes_part:
            row = row or AccountBadge(account_id=known.account.pk, badge_id=badge.badge_id)
            row.is_held, row.unlocked_at, row.lost_at = True, now, None
        elif row is not None and is_held and not is_reached and not badge.keep_once_won:
            row.is_held, row.lost_at = False, now
        else:
            continue
        found.append((row, badge))
    return found


def _write_badges(
    changed: Sequence[tuple[AccountBadge, Badge]], writing: _Writing, using: str
) -> None:
    if not changed:
        return
    AccountBadge.objects.using(using).bulk_create(
        [row for row, _ in changed],
        update_conflicts=True,
        unique_fields=["account", "badge"],
        update_fields=["is_held", "unlocked_at", "lost_at"],
    )
    OutboxMessage.objects.using(using).bulk_create(
        OutboxMessage(
            account_id=row.account_id,
            kind="badge_unlocked" if row.is_held else "badge_lost",
            payload={
                "badgeId": badge.badge_id,
                "title": badge.title,
                **_quietly(writing.tells(row.account_id)),
            },
            created_at=writing.now,
        )
        for row, badge in changed
    )


def _write_tiers(writing: _Writing, using: str) -> None:
    """A statement for each kind of row; none for what there is nothing of."""
    if writing.rows:
        AccountProgress.objects.using(using).bulk_create(
            writing.rows,
            update_conflicts=True,
            unique_fields=["account"],
            update_fields=list(_FIELDS),
        )
    if writing.to_mirror:
        # Not with the row: whoever mirrors may be clearing it at this very moment.
        rows = AccountProgress.objects.using(using).filter(account_id__in=writing.to_mirror)
        rows.filter(mirror_due=False).update(mirror_due=True)
    if writing.changes:
        TierChange.objects.using(using).bulk_create(writing.changes)
        OutboxMessage.objects.using(using).bulk_create(writing.messages)
