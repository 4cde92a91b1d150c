"""Badges that staff give and take. What they did holds, whatever the value, until it is undone."""

from datetime import datetime

from django.db import transaction

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import Account, AccountBadge, Badge, BadgeHand, OutboxMessage
from saleor_loyalty_plugin.rules.badges import is_unlocked_by
from saleor_loyalty_plugin.services.errors import LoyaltyProblem, ProblemCode
from saleor_loyalty_plugin.services.members.accounts import locked_account, opened_account
from saleor_loyalty_plugin.services.programs.badges import NOT_FOUND
from saleor_loyalty_plugin.services.programs.programs import current_terms
from saleor_loyalty_plugin.services.progress.badge_progress import badge_values
from saleor_loyalty_plugin.services.progress.marks import mark_due
from saleor_loyalty_plugin.services.progress.settle import follow_progress

NOTE_MAX = 1000


def grant_badge(
    *, customer_id: int, badge_id: int, note: str, author: str, now: datetime
) -> AccountBadge:
    """Give a customer a badge, which stays whatever the value; opens the account. Repeatable.

    Raises `LoyaltyProblem`: NOT_FOUND (customer, badge), INVALID (note).
    """
    return _set(BadgeHand.GRANTED, customer_id, badge_id, note, author, now)


def take_badge(
    *, customer_id: int, badge_id: int, note: str, author: str, now: datetime
) -> AccountBadge:
    """Take a badge from a customer, or keep it from them: it isn't unlocked by itself again, also
    where they never had it. Repeatable.

    Raises `LoyaltyProblem`: NOT_FOUND (customer, badge), INVALID (note).
    """
    return _set(BadgeHand.TAKEN, customer_id, badge_id, note, author, now)


def unset_badge(*, customer_id: int, badge_id: int, author: str, now: datetime) -> AccountBadge:
    """Undo what staff did by hand: from now on the value decides again. Repeatable.

    One that was granted is lost unless the value reaches it now; one that was taken is unlocked if
    it does. Where staff did nothing, nothing changes.
    Raises `LoyaltyProblem`: NOT_FOUND (customer, badge).
    """
    return _set(None, customer_id, badge_id, "", author, now)


def _set(
    hand: BadgeHand | None,
    customer_id: int,
    badge_id: int,
    note: str,
    author: str,
    now: datetime,
) -> AccountBadge:
    if len(note) > NOTE_MAX:
        raise LoyaltyProblem(
            ProblemCode.INVALID,
            "Give a note of at most %(maximum)s characters.",
            values={"maximum": NOTE_MAX},
            field="note",
        )
    using = current_host().writer_alias()
    badges = Badge.objects.using(using).filter(pk=badge_id)
    program_id = _found(badges.first()).program_id
    with transaction.atomic(using=using):
        # By itself: a new account refers to the program, which is locked before its badges are.
        account = opened_account(customer_id=customer_id, program_id=program_id, now=now)
    with transaction.atomic(using=using):
        account = locked_account(account.pk)
        badge = _found(badges.select_for_update(no_key=True).first())
        rows = AccountBadge.objects.using(using).filter(account=account, badge=badge)
        row = rows.first() or AccountBadge(account=account, badge=badge, is_held=False)
        if row.hand == (hand or ""):
            return row
        was_held = row.is_held
        row.is_held = hand is BadgeHand.GRANTED or (
            hand is None and was_held and _is_reached(badge, account, now, using)
        )
        row.hand, row.actor, row.note = hand or "", author, note
        if row.is_held and not was_held:
            row.unlocked_at, row.lost_at = now, None
        if was_held and not row.is_held:
            row.lost_at = now
        row.save(using=using)
        if row.is_held != was_held:
            _tell(row, now, using)
        if hand is None:
            mark_due(account_ids=[account.pk], now=now, using=using)
    if hand is None:
        # One that was taken may be unlocked by itself again.
        follow_progress(account_id=account.pk, now=now)
        row.refresh_from_db(using=using)
    return row


def _found(badge: Badge | None) -> Badge:
    """The badge, which may be deleted at any moment before it is locked."""
    if badge is None:
        raise LoyaltyProblem(ProblemCode.NOT_FOUND, NOT_FOUND, field="badge_id")
    return badge


def _is_reached(badge: Badge, account: Account, now: datetime, using: str) -> bool:
    """Whether the value alone unlocks a badge; not so where the badge is off, or staff alone
    give it."""
    active = current_terms(program_id=badge.program_id)
    found = [item for item in active.terms.badges if item.badge_id == badge.pk]
    values = badge_values([account], {badge.program_id: active}, now=now, using=using)
    return any(is_unlocked_by(item, values[account.pk].of(item)) for item in found)


def _tell(row: AccountBadge, now: datetime, using: str) -> None:
    OutboxMessage.objects.using(using).create(
        account_id=row.account_id,
        kind="badge_unlocked" if row.is_held else "badge_lost",
        payload={"badgeId": row.badge_id, "title": row.badge.title},
        created_at=now,
    )
