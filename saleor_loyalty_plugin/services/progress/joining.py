"""Customers who have a tier or a badge for being there: they get an account.

A step of `settle_customer`. Where a program has a tier or a badge from 0 and is for everyone,
whoever registers has it at once; its discount needs an account, and so does what is kept of it.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from saleor_loyalty_plugin import ledger
from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import Account
from saleor_loyalty_plugin.rules.facts import CustomerFacts
from saleor_loyalty_plugin.services.progress.in_force import joining_programs
from saleor_loyalty_plugin.services.progress.marks import mark_due, note_progress


def join_programs(*, customer: CustomerFacts, now: datetime) -> int:
    """Open the accounts of one customer; returns how many. May be repeated."""
    return _open_accounts([customer], now)


def join_all(*, customers: Sequence[CustomerFacts], now: datetime) -> set[int]:
    """Open the accounts of many customers at once; then there is nobody left to settle.

    A new badge from 0 is no news to everybody who has been there before.
    """
    _open_accounts(customers, now, is_news=False)
    return set()


def _open_accounts(
    customers: Sequence[CustomerFacts], now: datetime, *, is_news: bool = True
) -> int:
    """How many were opened. One query where no program asks for it."""
    customer_ids = sorted(item.customer_id for item in customers if item.is_established)
    if not customer_ids:
        return 0
    using = current_host().writer_alias()
    return sum(
        _open_in(program_id, customer_ids, now, using, is_news)
        for program_id in joining_programs(now=now)
    )


def _open_in(
    program_id: int, customer_ids: Sequence[int], now: datetime, using: str, is_news: bool
) -> int:
    """How many accounts were opened in one program, to be looked at soon.

    Whoever has an account already is looked at for other reasons.
    """
    accounts = Account.objects.using(using).filter(program_id=program_id)
    known = set(accounts.filter(customer_id__in=customer_ids).values_list("customer_id", flat=True))
    new = [customer_id for customer_id in customer_ids if customer_id not in known]
    if not new:
        return 0
    with transaction.atomic(using=using):
        account_ids = ledger.ensure_accounts(
            program_id=program_id, customer_ids=new, now=now, using=using
        )
        mark_due(account_ids=account_ids, now=now, using=using, is_news=is_news)
    for account_id in account_ids:
        note_progress(account_id=account_id, has_progress=True)
    return len(account_ids)
