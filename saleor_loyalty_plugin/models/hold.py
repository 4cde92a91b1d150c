"""Holds: points reserved for one cart until its order takes them or time is up."""

from django.db import models
from django.db.models import Q

from saleor_loyalty_plugin.models.account import Account
from saleor_loyalty_plugin.models.entry import Entry
from saleor_loyalty_plugin.models.program import ProgramVersion
from saleor_loyalty_plugin.rules.terms import RedemptionMethod


class HoldStatus(models.TextChoices):
    OPEN = "OPEN"
    CAPTURED = "CAPTURED"
    VOIDED = "VOIDED"


class Hold(models.Model):
    """Points reserved for a checkout, or for a draft order by its id; at most one is open for each.

    `discount_amount` in `currency` is what the points are worth. `code` carries it: the promo code
    of the whole discount (DISCOUNT), or the gift card that the points have bought (PAYMENT).
    `uses_maximum`: the shopper asked for as many points as possible, so the hold follows the cart.
    """

    id = models.BigAutoField(primary_key=True)
    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="holds", db_index=False
    )
    checkout_id = models.UUIDField()
    points = models.BigIntegerField()
    discount_amount = models.DecimalField(max_digits=20, decimal_places=3)
    currency = models.CharField(max_length=3)
    code = models.CharField(max_length=64)
    method = models.CharField(
        max_length=16,
        choices=[(method.value, method.value) for method in RedemptionMethod],
        default=RedemptionMethod.DISCOUNT.value,
    )
    uses_maximum = models.BooleanField(default=False)
    status = models.CharField(max_length=16, choices=HoldStatus.choices, default=HoldStatus.OPEN)
    program_version = models.ForeignKey(
        ProgramVersion, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    expires_at = models.DateTimeField()
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    order_id = models.UUIDField(null=True)
    capture_entry = models.OneToOneField(
        Entry, on_delete=models.PROTECT, null=True, related_name="captured_hold"
    )

    class Meta:
        db_table = "loyalty_hold"
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["checkout_id"],
                condition=Q(status="OPEN"),
                name="loyalty_hold_one_open_per_checkout",
            ),
            models.UniqueConstraint(fields=["code"], name="loyalty_hold_code"),
            models.CheckConstraint(condition=Q(points__gt=0), name="loyalty_hold_points_positive"),
        ]
        indexes = [
            models.Index(
                fields=["expires_at"], condition=Q(status="OPEN"), name="loyalty_hold_due"
            ),
            models.Index(
                fields=["account"], condition=Q(status="OPEN"), name="loyalty_hold_open_account"
            ),
            models.Index(
                fields=["order_id"], condition=Q(order_id__isnull=False), name="loyalty_hold_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.points} for checkout {self.checkout_id} ({self.status})"
