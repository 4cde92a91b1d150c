"""The mirror: a shop's customer says points, tier and card in public metadata.

For whoever asks the shop alone: the shop's own e-mails, its webhooks, other apps. The keys are
`loyalty_points`, `loyalty_tier` and `loyalty_card`; those of an account in another program than the
default one end in that program's number, as `loyalty_points_2`. They belong to the plugin: what
somebody else writes there is put right.

Nobody is told of such a write, and the customer doesn't count as changed: else each point would
bring a webhook of the shop's, and settle the customer once more. The tier under a program's own key
(`tier_metadata_key`) is another thing, which is told: `services.progress.mirror`.
"""

import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import batched
from typing import NamedTuple

from django.db import OperationalError, connections, transaction
from psycopg.errors import LockNotAvailable

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import Account, Program, SweepCursor
from saleor_loyalty_plugin.rules.balances import shown_balance
from saleor_loyalty_plugin.services.programs.programs import current_terms
from saleor_loyalty_plugin.services.progress.reads import progress_rows, tier_of

logger = logging.getLogger(__name__)

POINTS, TIER, CARD = "loyalty_points", "loyalty_tier", "loyalty_card"
# Customers that are locked together, for a fraction of a second.
BATCH = 200
# Customers whom somebody else holds for longer are left to the sweep.
LOCK_MS = 2000
# Then the others go on without them.
LOCK_AGAIN_MS = 100
# Accounts that a sweep compares together.
SWEEP_BATCH = 1000
CURSOR = "mirror"

# By one value each for any number of accounts: a list of so many parameters costs more than to read
# the rows.
_ACCOUNTS_SQL = """
SELECT a.id, a.customer_id, a.program_id, a.balance, card.number
FROM loyalty_account a
LEFT JOIN loyalty_card card ON card.account_id = a.id AND card.status = 'ACTIVE'
WHERE a.id = ANY(%s) ORDER BY a.id
"""

type Values = Mapping[str, str | None]


class _Account(NamedTuple):
    """`card`: the number of the card that is good."""

    pk: int
    customer_id: int
    program_id: int
    balance: int
    card: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Program:
    """What a program's customers say. `suffix` ends the keys; None values take keys away."""

    suffix: str
    is_said: bool


def mirror_accounts(*, account_ids: Collection[int], now: datetime) -> int:
    """Make the customers of these accounts say what is so now; returns how many said otherwise.

    A batch is a transaction of six statements, one more for each program and one for tiers where
    there are any; only what differs is written. What was locked first is read after it, so that of
    two at once the later one is right. Customers that are gone are passed over, and so are those
    whom somebody else holds for long: the sweep puts them right.
    """
    return sum(_mirrored(batch, now, LOCK_MS) for batch in batched(sorted(set(account_ids)), BATCH))


def _mirrored(account_ids: Sequence[int], now: datetime, lock_ms: int) -> int:
    """As `_mirror`; without those who are locked for long, by ever smaller parts."""
    try:
        return _mirror(account_ids, now, lock_ms)
    except OperationalError as error:
        if not isinstance(error.__cause__, LockNotAvailable):
            raise
    if len(account_ids) == 1:
        logger.warning("The customer of account %s is locked; left to the sweep.", account_ids[0])
        return 0
    middle = len(account_ids) // 2
    parts = (account_ids[:middle], account_ids[middle:])
    return sum(_mirrored(part, now, LOCK_AGAIN_MS) for part in parts)


def sweep_mirror(
    *,
    now: datetime,
    limit: int | None = None,
    progress: Callable[[int], None] | None = None,
) -> int:
    """Put right what customers say otherwise, of at most about `limit` accounts; returns how many.

    Goes on where the last sweep stopped, and begins anew at the end. For what nothing tells of: a
    tier's new name, a new account without points, a setting, a shop that wrote over it.
    """
    using = current_host().writer_alias()
    row = SweepCursor.objects.using(using).filter(pk=CURSOR).first()
    place = (row.place or 0) if row is not None else 0
    looked_at = written = 0
    while limit is None or looked_at < limit:
        rows = Account.objects.using(using).filter(pk__gt=place).order_by("pk")
        account_ids = list(rows.values_list("pk", flat=True)[:SWEEP_BATCH])
        place = account_ids[-1] if account_ids else 0
        if account_ids:
            written += _compared(account_ids, now, using)
            looked_at += len(account_ids)
        SweepCursor.objects.using(using).update_or_create(
            pk=CURSOR, defaults={"place": place, "changed_at": now, "updated_at": now}
        )
        if progress is not None and account_ids:
            progress(looked_at)
        if not account_ids:
            break
    return written


def _compared(account_ids: Sequence[int], now: datetime, using: str) -> int:
    """Compare without a lock, and lock only those who say otherwise."""
    try:
        accounts = _accounts(account_ids, using)
        wanted = _wanted(accounts, now, using)
        said = current_host().customer_metadata({account.customer_id for account in accounts})
        differing = [
            account.pk
            for account in accounts
            if account.customer_id in said
            and _differs(said[account.customer_id], wanted[account.pk])
        ]
        return mirror_accounts(account_ids=differing, now=now)
    except Exception:
        logger.exception("The mirror of accounts %s to %s.", account_ids[0], account_ids[-1])
        return 0


def _mirror(account_ids: Sequence[int], now: datetime, lock_ms: int) -> int:
    host = current_host()
    using = host.writer_alias()
    with transaction.atomic(using=using):
        with connections[using].cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = {lock_ms}")
        customer_ids = {account.customer_id for account in _accounts(account_ids, using)}
        said = host.lock_customer_metadata(customer_ids)
        accounts = _accounts(account_ids, using)
        wanted = _wanted(accounts, now, using)
        changes: dict[int, dict[str, str | None]] = {}
        for account in accounts:
            before = said.get(account.customer_id)
            values = wanted[account.pk]
            if before is not None and _differs(before, values):
                changes.setdefault(account.customer_id, {}).update(values)
        host.write_customer_metadata(changes)
    return len(changes)


def _differs(said: Mapping[str, str], values: Values) -> bool:
    return any(said.get(key) != value for key, value in values.items())


def _accounts(account_ids: Sequence[int], using: str) -> list[_Account]:
    """Accounts as they are now, by ascending id. One query."""
    with connections[using].cursor() as cursor:
        cursor.execute(_ACCOUNTS_SQL, [list(account_ids)])
        return [_Account(*row) for row in cursor.fetchall()]


def _wanted(accounts: Sequence[_Account], now: datetime, using: str) -> dict[int, Values]:
    """What each account's customer is to say, by the account's id."""
    program_ids = {account.program_id for account in accounts}
    programs, taken = _programs(using)
    terms = {key: current_terms(program_id=key) for key in program_ids if programs[key].is_said}
    with_tiers = {key for key, active in terms.items() if active.terms.tiers}
    progress = progress_rows(
        [account.pk for account in accounts if account.program_id in with_tiers], using=using
    )
    wanted: dict[int, Values] = {}
    for account in accounts:
        active = terms.get(account.program_id)
        row = progress.get(account.pk)
        values: dict[str, str | None] = {POINTS: None, TIER: None, CARD: None}
        if active is not None:
            tier = tier_of(row, active_terms=active, now=now)
            values = {
                POINTS: str(shown_balance(account.balance, active.terms.negative_balance)),
                TIER: tier.name if tier is not None else None,
                CARD: account.card,
            }
        suffix = programs[account.program_id].suffix
        named = {name + suffix: value for name, value in values.items()}
        wanted[account.pk] = {key: named[key] for key in named if key not in taken}
    return wanted


def _programs(using: str) -> tuple[dict[int, _Program], frozenset[str]]:
    """All programs, and the keys that the merchant uses for something else. One query."""
    rows = Program.objects.using(using).values_list(
        "pk",
        "is_default",
        "is_active",
        "message_settings__mirror_active",
        "tier_metadata_key",
    )
    programs, taken = {}, set()
    for pk, is_default, is_active, mirror_active, key in rows:
        programs[pk] = _Program(
            suffix="" if is_default else f"_{pk}", is_said=is_active and mirror_active is not False
        )
        taken.add(key)
    return programs, frozenset(taken)
