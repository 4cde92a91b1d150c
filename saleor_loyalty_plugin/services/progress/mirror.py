"""The mirror: a shop's customer says which tier its account has, for whoever asks the shop alone.

By the class of customers that the tier names, and by public metadata under the program's key.
"""

import logging
from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from django.db import transaction

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.hosts.port import CustomerMirror
from saleor_loyalty_plugin.models import AccountProgress
from saleor_loyalty_plugin.rules.terms import ProgramTerms
from saleor_loyalty_plugin.rules.tiers import Tier, tiers_in_force
from saleor_loyalty_plugin.services.programs.programs import current_terms

logger = logging.getLogger(__name__)

# Customers that are locked together, for a fraction of a second.
BATCH = 200


def mirror_due_tiers(
    *, now: datetime, limit: int | None = None, progress: Callable[[int], None] | None = None
) -> int:
    """Tell the shop of the tiers that it is to be told of; returns for how many accounts.

    At most of `limit` accounts; `progress` gets counts. Stop it anywhere: what is left is due
    still. Those that another process tells of right now are left to it.
    """
    last_id = told = 0
    while limit is None or told < limit:
        size = BATCH if limit is None else min(BATCH, limit - told)
        account_ids = _due_after(last_id, size)
        if not account_ids:
            break
        last_id = account_ids[-1]
        told += _mirrored(account_ids, now)
        if progress is not None:
            progress(told)
    return told


def mirror_account(*, account_id: int, now: datetime) -> None:
    """Tell the shop of one account's tier, if it is due, right after a move has committed.

    Never raises; what fails stays due, and a sweep does it.
    """
    try:
        _mirror([account_id], now)
    except Exception:
        logger.exception(
            "Account %s: telling the shop of its tier is left to the sweep.", account_id
        )


def _due_after(last_id: int, size: int) -> list[int]:
    rows = AccountProgress.objects.using(current_host().writer_alias())
    due = rows.filter(mirror_due=True, account_id__gt=last_id).order_by("account_id")
    return list(due.values_list("account_id", flat=True)[:size])


def _mirrored(account_ids: Sequence[int], now: datetime) -> int:
    """How many of these were told of: together, or else one by one."""
    try:
        return _mirror(account_ids, now)
    except Exception:
        logger.exception("The shop could not be told of some tiers together.")
    told = 0
    for account_id in account_ids:
        try:
            told += _mirror([account_id], now)
        except Exception:
            logger.exception("The shop could not be told of the tier of account %s.", account_id)
    return told


def _mirror(account_ids: Collection[int], now: datetime) -> int:
    """Tell of those that are due, and note what was told, in one transaction.

    Rows of progress are locked, then customers. No account is locked: whoever settles progress
    locks it first, and waits here for a moment at most.
    """
    host = current_host()
    using = host.writer_alias()
    with transaction.atomic(using=using):
        rows = AccountProgress.objects.using(using).select_related("account")
        locked = rows.filter(account_id__in=account_ids, mirror_due=True).order_by("account_id")
        due = list(locked.select_for_update(of=("self",), skip_locked=True, no_key=True))
        program_ids = {row.account.program_id for row in due}
        terms = {key: current_terms(program_id=key).terms for key in program_ids}
        tiers = {key: _by_id(terms[key], now) for key in program_ids}
        said: list[AccountProgress] = []
        mirrors: list[CustomerMirror] = []
        for row in due:
            program_id = row.account.program_id
            tier = tiers[program_id].get(row.tier_id) if row.tier_id is not None else None
            mirror = _mirror_of(row, tier, terms[program_id].tier_metadata_key)
            row.mirrored_tier_id, row.mirror_due = row.tier_id, False
            row.mirrored_key = terms[program_id].tier_metadata_key if tier is not None else ""
            if mirror is not None:
                said.append(row)
                mirrors.append(mirror)
        given = host.mirror_customers(mirrors, now=now) if mirrors else []
        for row, type_id in zip(said, given, strict=True):
            row.mirrored_type_id = type_id
        if due:
            AccountProgress.objects.using(using).bulk_update(due, _FIELDS)
    return len(due)


_FIELDS = ("mirrored_tier_id", "mirrored_type_id", "mirrored_key", "mirror_due")


def _by_id(terms: ProgramTerms, now: datetime) -> dict[int, Tier]:
    return {tier.tier_id: tier for tier in tiers_in_force(terms.tiers, now)}


def _mirror_of(row: AccountProgress, tier: Tier | None, key: str) -> CustomerMirror | None:
    """What a customer is to say; None for nothing. `key` is the program's, empty for none.

    Only what we have written ourselves is taken away: another program, or staff, may have given a
    class or a value for reasons of their own.
    """
    metadata: dict[str, str | None] = {}
    if row.mirrored_key:
        metadata[row.mirrored_key] = None
    if tier is not None and key:
        metadata[key] = tier.name
    type_id = tier.customer_type_id if tier is not None else None
    replaces = frozenset() if row.mirrored_type_id is None else frozenset({row.mirrored_type_id})
    if not metadata and type_id is None and not replaces:
        return None
    return CustomerMirror(
        customer_id=row.account.customer_id,
        customer_type_id=type_id,
        replaces=replaces,
        metadata=metadata,
    )
