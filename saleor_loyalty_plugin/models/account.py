"""Accounts: one per customer and program, with balances kept by the ledger's functions."""

from django.db import models
from django.db.models import Q

from saleor_loyalty_plugin.models.program import Program

BALANCE_MAX = 2_000_000_000


class AccountStatus(models.TextChoices):
    ACTIVE = "ACTIVE"
    FROZEN = "FROZEN"
    BANNED = "BANNED"


class Account(models.Model):
    """Balances of one customer. Only the ledger writes the numbers.

    `balance` may be below zero after a clawback. `pending` is the part that isn't active yet,
    `reserved` the part in open holds. `version` grows by one with each change.
    `referral_code` is what friends name; null only in accounts that were never looked at.
    """

    id = models.BigAutoField(primary_key=True)
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="accounts")
    customer_id = models.BigIntegerField()
    status = models.CharField(
        max_length=16, choices=AccountStatus.choices, default=AccountStatus.ACTIVE
    )
    balance = models.BigIntegerField(default=0)
    pending = models.BigIntegerField(default=0)
    reserved = models.BigIntegerField(default=0)
    lifetime_earned = models.BigIntegerField(default=0)
    lifetime_spent = models.BigIntegerField(default=0)
    version = models.BigIntegerField(default=0)
    referral_code = models.CharField(max_length=16, null=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "loyalty_account"
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["customer_id", "program"], name="loyalty_account_customer_program"
            ),
            models.UniqueConstraint(fields=["referral_code"], name="loyalty_account_referral_code"),
            # GraphQL's Int has 32 bits; the ledger's functions refuse before this does.
            models.CheckConstraint(
                condition=Q(balance__gte=-BALANCE_MAX, balance__lte=BALANCE_MAX),
                name="loyalty_account_balance_bounded",
            ),
            models.CheckConstraint(
                condition=Q(pending__gte=0, reserved__gte=0),
                name="loyalty_account_parts_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"account {self.pk} of customer {self.customer_id}"

    @property
    def available(self) -> int:
        """Points that can be spent now."""
        return self.balance - self.pending - self.reserved
