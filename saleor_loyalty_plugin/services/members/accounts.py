"""Finding accounts."""

from collections.abc import Collection
from datetime import datetime

from saleor_loyalty_plugin import ledger
from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import Account, AccountStatus
from saleor_loyalty_plugin.services.errors import LoyaltyProblem, ProblemCode


def account_for(*, customer_id: int, program_id: int) -> Account | None:
    """The customer's account in a program, or None before the first movement."""
    return (
        Account.objects.using(current_host().writer_alias())
        .filter(customer_id=customer_id, program_id=program_id)
        .first()
    )


def accounts_of(
    *, customer_ids: Collection[int], program_ids: Collection[int], using: str
) -> dict[tuple[int, int], Account]:
    """Accounts by (customer, program), in one query; none where nobody is asked for."""
    if not customer_ids or not program_ids:
        return {}
    rows = Account.objects.using(using).filter(
        customer_id__in=customer_ids, program_id__in=program_ids
    )
    return {(row.customer_id, row.program_id): row for row in rows}


def points_usable(accounts: Collection[Account], *, as_of: datetime, using: str) -> dict[int, int]:
    """What each account can spend, by its id: points that ran out are gone before the sweep comes.

    One query for any number of accounts.
    """
    run_out = ledger.points_run_out([account.pk for account in accounts], as_of=as_of, using=using)
    # Points in open holds stay until the hold is closed; holds cover the oldest.
    return {
        account.pk: account.available - max(0, run_out.get(account.pk, 0) - account.reserved)
        for account in accounts
    }


def is_frozen(account: Account) -> bool:
    """Whether the account may not spend."""
    return account.status == AccountStatus.FROZEN


def is_banned(account: Account) -> bool:
    """Whether the account may neither earn nor spend."""
    return account.status == AccountStatus.BANNED


def refuse_banned(account: Account) -> None:
    """Raises `LoyaltyProblem`: ACCOUNT_BANNED."""
    if is_banned(account):
        raise LoyaltyProblem(
            ProblemCode.ACCOUNT_BANNED,
            "The points account is banned. The shop can activate it again.",
        )


def refuse_frozen(account: Account) -> None:
    """Raises `LoyaltyProblem`: ACCOUNT_FROZEN."""
    if is_frozen(account):
        raise LoyaltyProblem(
            ProblemCode.ACCOUNT_FROZEN, "The points account is frozen. The shop can unlock it."
        )


def locked_account(account_id: int, *, field: str = "id") -> Account:
    """The account, locked until the transaction ends.

    `field` is the input that named it. Raises `LoyaltyProblem`: NOT_FOUND.
    """
    rows = Account.objects.using(current_host().writer_alias()).select_for_update()
    account = rows.filter(pk=account_id).first()
    if account is None:
        raise LoyaltyProblem(ProblemCode.NOT_FOUND, "No account has this ID.", field=field)
    return account


def opened_account(*, customer_id: int, program_id: int, now: datetime) -> Account:
    """The customer's account, opened if need be and locked until the transaction ends.

    Raises `LoyaltyProblem`: NOT_FOUND.
    """
    host = current_host()
    if customer_id not in host.customer_facts([customer_id]):
        raise LoyaltyProblem(ProblemCode.NOT_FOUND, "No customer has this ID.", field="customer_id")
    account = ledger.ensure_account(
        program_id=program_id, customer_id=customer_id, now=now, using=host.writer_alias()
    )
    return locked_account(account.pk)
