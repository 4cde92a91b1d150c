"""Finding accounts."""

from collections.abc import Collection

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import Account, AccountStatus


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


def is_frozen(account: Account) -> bool:
    """Whether the account may not spend."""
    return account.status == AccountStatus.FROZEN
