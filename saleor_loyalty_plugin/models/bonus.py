"""Bonuses: what a program gives for something other than an order's goods, and what it gave."""

from django.db import models
from django.db.models import Q

from saleor_loyalty_plugin.models.account import Account
from saleor_loyalty_plugin.models.program import Program, ProgramVersion
from saleor_loyalty_plugin.rules.bonuses import BonusTrigger, Frequency, LimitPeriod


class Bonus(models.Model):
    """One bonus of a program as it is now; what it means stands in `rules.bonuses.Bonus`."""

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="bonuses")
    name = models.CharField(max_length=255)
    description = models.TextField(blank=True, default="")
    is_active = models.BooleanField(default=True)
    trigger = models.CharField(
        max_length=16, choices=[(item.value, item.value) for item in BonusTrigger]
    )
    points = models.PositiveIntegerField()
    event_type = models.CharField(max_length=64, blank=True, default="")
    limit = models.PositiveIntegerField(null=True)
    limit_period = models.CharField(
        max_length=8,
        choices=[(item.value, item.value) for item in LimitPeriod],
        default=LimitPeriod.EVER.value,
    )
    order_count = models.PositiveIntegerField(null=True)
    amount_spent = models.DecimalField(max_digits=20, decimal_places=3, null=True)
    currency = models.CharField(max_length=3, blank=True, default="")
    frequency = models.CharField(
        max_length=16, choices=[(item.value, item.value) for item in Frequency], null=True
    )
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "loyalty_bonus"
        ordering = ("id",)

    def __str__(self) -> str:
        return self.name


class Grant(models.Model):
    """Points that one account holds for one occasion: a registration, an event, a milestone.

    `source` names what gave them (`registration`, `bonus:12`, `referral`), `occasion` which time
    (a product, a year, an event). `points` is what its entries add up to; `points_revoked` what
    staff took back of it by hand, which is not given again. `sequence` numbers its entries.
    `is_counted`: it is one of those that a limit lets through; an event beyond it leaves a grant
    of 0 points, since what comes late may change which those are.
    """

    id = models.BigAutoField(primary_key=True)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="grants")
    source = models.CharField(max_length=64)
    occasion = models.CharField(max_length=128, blank=True, default="")
    points = models.BigIntegerField(default=0)
    points_revoked = models.BigIntegerField(default=0)
    sequence = models.PositiveIntegerField(default=0)
    is_counted = models.BooleanField(default=True)
    program_version = models.ForeignKey(
        ProgramVersion, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    occurred_at = models.DateTimeField()
    created_at = models.DateTimeField()

    class Meta:
        db_table = "loyalty_grant"
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["account", "source", "occasion"], name="loyalty_grant_occasion"
            ),
            models.CheckConstraint(
                condition=Q(points__gte=0, points_revoked__gte=0),
                name="loyalty_grant_points_not_negative",
            ),
        ]
        indexes = [
            models.Index(fields=["account", "source", "occurred_at"], name="loyalty_grant_limits"),
        ]

    def __str__(self) -> str:
        return f"{self.points:+d} for {self.source} {self.occasion}"


class BonusRun(models.Model):
    """How far the giving of one occasion of a bonus to everybody has come.

    `due_at` is when it began to be due. `place` is the last account that it left behind, 0 for a
    birthday or an anniversary, which takes few; `finished_at` is set at the end, also of one that
    came too late or was switched off. Runs outlive their bonus.
    """

    bonus_id = models.BigIntegerField()
    occasion = models.CharField(max_length=32)
    due_at = models.DateTimeField()
    place = models.BigIntegerField(default=0)
    accounts_count = models.BigIntegerField(default=0)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "loyalty_bonus_run"
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["bonus_id", "occasion"], name="loyalty_bonus_run_once")
        ]
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(finished_at=None), name="loyalty_bonus_run_open"
            )
        ]

    def __str__(self) -> str:
        return f"bonus {self.bonus_id} for {self.occasion}"
