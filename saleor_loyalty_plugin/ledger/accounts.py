"""Opening and freezing accounts."""

from datetime import datetime

from saleor_loyalty_plugin.models import Account, AccountStatus


def ensure_account(
    *, program_id: int, customer_id: int, now: datetime, using: str = "default"
) -> Account:
    """The customer's account in the program, opened now if there is none.

    Raises IntegrityError (at commit) when there is no such program.
    """
    accounts = Account.objects.using(using)
    found = accounts.filter(program_id=program_id, customer_id=customer_id).first()
    if found is not None:
        return found
    # Another session may be quicker: then this inserts nothing, and its row is read below.
    account = Account(program_id=program_id, customer_id=customer_id, created_at=now)
    accounts.bulk_create([account], ignore_conflicts=True)
    return accounts.get(program_id=program_id, customer_id=customer_id)


def set_account_status(*, account_id: int, status: AccountStatus, using: str = "default") -> bool:
    """Freeze or unfreeze; True when there is such an account.

    The ledger posts to a frozen account as to any other; services refuse spending.
    """
    return bool(Account.objects.using(using).filter(pk=account_id).update(status=status))
