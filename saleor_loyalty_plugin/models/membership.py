"""Who takes part: opting in and out, freezing and banning, cards, referrals, birthdays."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import ExtractDay, ExtractMonth

from saleor_loyalty_plugin.models.account import Account
from saleor_loyalty_plugin.rules.participation import ChangeKind


class MembershipChange(models.Model):
    """One change of what an account may do; kept for good, since old orders ask what held then."""

    id = models.BigAutoField(primary_key=True)
    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="membership_changes"
    )
    kind = models.CharField(max_length=16, choices=[(kind, kind) for kind in ChangeKind])
    note = models.TextField(blank=True, default="")
    actor = models.CharField(max_length=64, default="system")
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "loyalty_membership_change"
        ordering = ("id",)

    def __str__(self) -> str:
        return f"account {self.account_id} {self.kind}"


class CardStatus(models.TextChoices):
    ACTIVE = "ACTIVE"
    BLOCKED = "BLOCKED"
    REPLACED = "REPLACED"


class Card(models.Model):
    """A card of an account. `number` holds digits alone, the last one a check digit.

    `actor` issued it, `ended_by` blocked or replaced it.
    """

    id = models.BigAutoField(primary_key=True)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="cards")
    number = models.CharField(max_length=32)
    status = models.CharField(
        max_length=16, choices=CardStatus.choices, default=CardStatus.ACTIVE.value
    )
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="replaced_by"
    )
    actor = models.CharField(max_length=64, default="system")
    ended_by = models.CharField(max_length=64, blank=True, default="")
    issued_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "loyalty_card"
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["number"], name="loyalty_card_number"),
            models.UniqueConstraint(
                fields=["account"],
                condition=Q(status="ACTIVE"),
                name="loyalty_card_one_active",
            ),
        ]

    def __str__(self) -> str:
        return f"card {self.number} of account {self.account_id}"


class Referral(models.Model):
    """`referee` followed the code of `referrer`, both in one program. Each customer once.

    `is_due`: an order of the referee has changed and the points of both are to be looked at.
    """

    id = models.BigAutoField(primary_key=True)
    referrer = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="referrals")
    referee = models.OneToOneField(Account, on_delete=models.PROTECT, related_name="referred_by")
    code = models.CharField(max_length=32)
    is_due = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "loyalty_referral"
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(
                condition=~Q(referrer=F("referee")), name="loyalty_referral_not_oneself"
            )
        ]
        indexes = [
            models.Index(fields=["id"], condition=Q(is_due=True), name="loyalty_referral_due")
        ]

    def __str__(self) -> str:
        return f"account {self.referee_id} by account {self.referrer_id}"


class Profile(models.Model):
    """What is kept of a customer: the days that come round each year, and exceptions.

    `first_time_waived`: rewards for first-time buyers are theirs whatever they have bought.
    """

    customer_id = models.BigIntegerField(primary_key=True)
    birthday = models.DateField(null=True)
    joined_on = models.DateField(null=True)
    first_time_waived = models.BooleanField(default=False)

    class Meta:
        db_table = "loyalty_profile"
        ordering = ("customer_id",)
        indexes = [
            models.Index(
                ExtractMonth("birthday"), ExtractDay("birthday"), name="loyalty_profile_birthday"
            ),
            models.Index(
                ExtractMonth("joined_on"), ExtractDay("joined_on"), name="loyalty_profile_joined"
            ),
        ]

    def __str__(self) -> str:
        return f"customer {self.customer_id}"


class AccountSpending(models.Model):
    """What an account's orders add up to in one currency, net of returns and refunds.

    `last_order_at` is when the last of them was placed; it stays if that one is given up.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="spending")
    currency = models.CharField(max_length=3)
    orders_count = models.PositiveIntegerField(default=0)
    amount_spent = models.DecimalField(max_digits=20, decimal_places=3, default=0)
    last_order_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "loyalty_account_spending"
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["account", "currency"], name="loyalty_account_spending_currency"
            )
        ]

    def __str__(self) -> str:
        return f"{self.amount_spent} {self.currency} of account {self.account_id}"
