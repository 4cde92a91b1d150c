"""What people see of a balance that is below zero, because spent points were taken back."""

from saleor_loyalty_plugin.rules.terms import NegativeBalance


def debt_of(balance: int) -> int:
    """Points that are owed; the next ones that come in pay them."""
    return max(0, -balance)


def shown_balance(balance: int, policy: NegativeBalance) -> int:
    """The balance as the program shows it; the ledger always keeps the true one."""
    return max(0, balance) if policy is NegativeBalance.CLAMP else balance
