"""Opening and freezing accounts."""

import secrets
from collections.abc import Collection
from datetime import datetime

from saleor_loyalty_plugin.models import Account, AccountStatus

_REFERRAL_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_REFERRAL_LENGTH = 10
_CODE_ATTEMPTS = 5


def new_referral_code() -> str:
    """A code that people can read out; 49 bits, so that two accounts hardly ever draw the same."""
    return "".join(secrets.choice(_REFERRAL_ALPHABET) for _ in range(_REFERRAL_LENGTH))


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
    for _attempt in range(_CODE_ATTEMPTS):
        # Another session may be quicker, or the code be taken: then this inserts nothing.
        account = Account(
            program_id=program_id,
            customer_id=customer_id,
            referral_code=new_referral_code(),
            created_at=now,
        )
        accounts.bulk_create([account], ignore_conflicts=True)
        found = accounts.filter(program_id=program_id, customer_id=customer_id).first()
        if found is not None:
            return found
    raise AssertionError("each of several new referral codes was taken")


def ensure_accounts(
    *, program_id: int, customer_ids: Collection[int], now: datetime, using: str = "default"
) -> list[int]:
    """The accounts of many customers in a program, ascending, opened now where there is none.

    Two statements. Raises IntegrityError (at commit) when there is no such program.
    """
    accounts = Account.objects.using(using)
    # In the same order everywhere, so that two sessions that open the same don't block each other.
    accounts.bulk_create(
        [
            Account(
                program_id=program_id,
                customer_id=customer_id,
                referral_code=new_referral_code(),
                created_at=now,
            )
            for customer_id in sorted(customer_ids)
        ],
        ignore_conflicts=True,
    )
    found = accounts.filter(program_id=program_id, customer_id__in=customer_ids)
    ids = dict(found.values_list("customer_id", "pk"))
    for customer_id in set(customer_ids) - ids.keys():
        # Its code was taken.
        account = ensure_account(
            program_id=program_id, customer_id=customer_id, now=now, using=using
        )
        ids[customer_id] = account.pk
    return sorted(ids.values())


def set_account_status(*, account_id: int, status: AccountStatus, using: str = "default") -> bool:
    """Freeze or unfreeze; True when there is such an account.

    The ledger posts to a frozen account as to any other; services refuse spending.
    """
    return bool(Account.objects.using(using).filter(pk=account_id).update(status=status))
