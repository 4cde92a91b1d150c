"""Joining and leaving a program, freezing and banning an account.

Each change is kept for good: old orders ask what held when they were placed.
"""

from datetime import datetime

from django.db import transaction

from saleor_loyalty_plugin import ledger
from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import (
    Account,
    AccountStatus,
    Hold,
    HoldStatus,
)
from saleor_loyalty_plugin.rules.participation import ChangeKind
from saleor_loyalty_plugin.rules.terms import Eligibility
from saleor_loyalty_plugin.services.checkout.draft_points import requote_draft
from saleor_loyalty_plugin.services.checkout.reserve_points import requote_checkout
from saleor_loyalty_plugin.services.errors import LoyaltyProblem, ProblemCode
from saleor_loyalty_plugin.services.members.accounts import (
    locked_account,
    opened_account,
    refuse_banned,
)
from saleor_loyalty_plugin.services.members.cards import give_card
from saleor_loyalty_plugin.services.members.participation import note_change, note_choice
from saleor_loyalty_plugin.services.orders.blocked import mark_customer_due
from saleor_loyalty_plugin.services.programs.programs import current_terms
from saleor_loyalty_plugin.services.progress.marks import mark_again, mark_due, note_progress

NOTE_MAX = 1000

_KIND_OF_STATUS = {
    AccountStatus.ACTIVE: ChangeKind.ACTIVATED,
    AccountStatus.FROZEN: ChangeKind.FROZEN,
    AccountStatus.BANNED: ChangeKind.BANNED,
}


def opt_in(*, customer_id: int, program_id: int, actor: str, now: datetime) -> Account:
    """Let a customer take part from now on; opens the account. Repeatable.

    Where only card holders take part, whoever has no card is given one. Points for a new account
    and the like are due then: the caller queues the customer, or the sweep finds the mark.
    Raises `LoyaltyProblem`: NOT_FOUND, ACCOUNT_BANNED.
    """
    using = current_host().writer_alias()
    with transaction.atomic(using=using):
        account = opened_account(customer_id=customer_id, program_id=program_id, now=now)
        refuse_banned(account)
        note_choice(account, ChangeKind.OPTED_IN, actor=actor, now=now)
        mark_customer_due(customer_id=customer_id, now=now)
        terms = current_terms(program_id=program_id).terms
        if terms.eligibility is Eligibility.CARD_HOLDERS:
            give_card(account=account, actor=actor, now=now)
        if terms.has_progress:
            mark_due(account_ids=[account.pk], now=now, using=using)
            note_progress(account_id=account.pk, has_progress=True)
    return account


def opt_out(*, customer_id: int, program_id: int, actor: str, now: datetime) -> Account:
    """Let a customer take part no longer: no new points, the old ones stay good. Repeatable.

    Opens an account where there is none, to remember it.
    Raises `LoyaltyProblem`: NOT_FOUND.
    """
    using = current_host().writer_alias()
    with transaction.atomic(using=using):
        account = opened_account(customer_id=customer_id, program_id=program_id, now=now)
        note_choice(account, ChangeKind.OPTED_OUT, actor=actor, now=now)
    return account


def set_account_status(
    *, account_id: int, status: AccountStatus, note: str, actor: str, now: datetime
) -> Account:
    """Freeze, ban or activate an account. Setting the status that it has changes nothing.

    Points that a frozen or banned customer had put on open checkouts come off them at once.
    Raises `LoyaltyProblem`: NOT_FOUND, INVALID.
    """
    if len(note) > NOTE_MAX:
        raise LoyaltyProblem(
            ProblemCode.INVALID,
            "Give a note of at most %(maximum)s characters.",
            values={"maximum": NOTE_MAX},
            field="note",
        )
    using = current_host().writer_alias()
    with transaction.atomic(using=using):
        account = locked_account(account_id)
        if account.status != status:
            ledger.set_account_status(account_id=account.pk, status=status, using=using)
            account.status = status
            note_change(account, _KIND_OF_STATUS[status], note=note, actor=actor, now=now)
            if status is AccountStatus.ACTIVE:
                mark_customer_due(customer_id=account.customer_id, now=now)
                mark_again(account_id=account.pk, now=now, using=using)
    if status is not AccountStatus.ACTIVE:
        _release_holds(account, now)
        account.refresh_from_db(using=using)
    return account


def _release_holds(account: Account, now: datetime) -> None:
    """Take the points off open checkouts and draft orders, each under its own lock.

    A checkout of which an order is being made keeps them: its order has been let through. What a
    crash leaves here, the check before the order refuses and the sweep over holds gives back.
    """
    using = current_host().writer_alias()
    holds = Hold.objects.using(using).filter(account=account, status=HoldStatus.OPEN)
    for checkout_id in list(holds.values_list("checkout_id", flat=True)):
        requote_checkout(checkout_id=checkout_id, now=now)
        requote_draft(order_id=checkout_id, now=now)
