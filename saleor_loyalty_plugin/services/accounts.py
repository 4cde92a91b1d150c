"""Finding accounts."""

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import Account, AccountStatus


def account_for(*, customer_id: int, program_id: int) -> Account | None:
    """The customer's account in a program, or None before the first movement."""
    return (
        Account.objects.using(current_host().writer_alias())
        .filter(customer_id=customer_id, program_id=program_id)
        .first()
    )


def is_frozen(account: Account) -> bool:
    """Whether the account may not spend."""
    return account.status == AccountStatus.FROZEN
