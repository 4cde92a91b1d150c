"""Tiers, and how far each account has come."""

from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from saleor_loyalty_plugin.models.account import Account
from saleor_loyalty_plugin.models.program import Program
from saleor_loyalty_plugin.rules.tiers import TierChangeReason


class Tier(models.Model):
    """One tier of a program as it is now; what it means stands in `rules.tiers.Tier`.

    `perks` are the merchant's own lines about what else its customers get. `rank` decides between
    equal thresholds.
    """

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="tiers")
    name = models.CharField(max_length=255)
    description = models.TextField(blank=True, default="")
    perks = ArrayField(models.CharField(max_length=255), default=list)
    rank = models.IntegerField(default=0)
    threshold = models.DecimalField(max_digits=20, decimal_places=3, default=Decimal(0))
    discount_percentage = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    discount_amount = models.DecimalField(max_digits=12, decimal_places=3, null=True)
    product_ids = ArrayField(models.BigIntegerField(), default=list)
    free_shipping = models.BooleanField(default=False)
    earning_multiplier = models.DecimalField(max_digits=7, decimal_places=2, default=Decimal(1))
    arrival_points = models.PositiveIntegerField(default=0)
    arrival_reward_id = models.BigIntegerField(null=True)
    customer_type_id = models.BigIntegerField(null=True)
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "loyalty_tier"
        ordering = ("threshold", "rank", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(discount_percentage__isnull=True) | Q(discount_amount__isnull=True),
                name="loyalty_tier_one_discount",
            )
        ]

    def __str__(self) -> str:
        return self.name


class TierSeason(models.Model):
    """What is different in a tier for a time; see `rules.tiers.TierSeason`."""

    tier = models.ForeignKey(Tier, on_delete=models.CASCADE, related_name="seasons")
    name = models.CharField(max_length=255, blank=True, default="")
    description = models.TextField(blank=True, default="")
    threshold = models.DecimalField(max_digits=20, decimal_places=3)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        db_table = "loyalty_tier_season"
        ordering = ("starts_at", "id")

    def __str__(self) -> str:
        return f"tier {self.tier_id} from {self.starts_at:%Y-%m-%d}"


class TierTranslation(models.Model):
    """A tier's texts in another language; empty ones fall back to the tier's own."""

    id = models.BigAutoField(primary_key=True)
    tier = models.ForeignKey(Tier, on_delete=models.CASCADE, related_name="translations")
    language_code = models.CharField(max_length=35)
    name = models.CharField(max_length=255, blank=True, default="")
    description = models.TextField(blank=True, default="")
    perks = ArrayField(models.CharField(max_length=255), default=list)

    class Meta:
        db_table = "loyalty_tier_translation"
        ordering = ("language_code",)
        constraints = [
            models.UniqueConstraint(
                fields=["tier", "language_code"], name="loyalty_tier_translation_language"
            )
        ]

    def __str__(self) -> str:
        return f"tier {self.tier_id} in {self.language_code}"


class AccountProgress(models.Model):
    """How far an account has come towards tiers and badges, and the tier that it holds.

    `qualifying` is the sum that thresholds were compared with when it was looked at last.
    `tier_id` is of a tier that may be gone by now. `due_at` is when to look again: in the past
    when something has changed, in the future when time alone will change something, null when
    nothing will. `due_is_news` false: what has changed happened long ago, and customers are not
    written to. `mirrored_tier_id` is the tier that the shop's customer says, by being in the
    class `mirrored_type_id` and by metadata under `mirrored_key`; `mirror_due` that it is to be
    told anew.
    """

    account = models.OneToOneField(
        Account, on_delete=models.PROTECT, primary_key=True, related_name="progress"
    )
    tier_id = models.BigIntegerField(null=True)
    tier_since = models.DateTimeField(null=True)
    qualifying = models.DecimalField(max_digits=20, decimal_places=3, default=Decimal(0))
    grace_until = models.DateTimeField(null=True)
    hand_tier_id = models.BigIntegerField(null=True)
    hand_until = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    due_is_news = models.BooleanField(default=True, db_default=True)
    mirrored_tier_id = models.BigIntegerField(null=True)
    mirrored_type_id = models.BigIntegerField(null=True)
    mirrored_key = models.CharField(max_length=256, blank=True, default="")
    mirror_due = models.BooleanField(default=False)

    class Meta:
        db_table = "loyalty_account_progress"
        indexes = [
            models.Index(
                fields=["due_at", "account"],
                condition=Q(due_at__isnull=False),
                name="loyalty_progress_due",
            ),
            models.Index(
                fields=["account"], condition=Q(mirror_due=True), name="loyalty_progress_mirror"
            ),
            models.Index(fields=["tier_id", "account"], name="loyalty_progress_tier"),
        ]

    def __str__(self) -> str:
        return f"account {self.account_id} in tier {self.tier_id}"


class TierChange(models.Model):
    """One change of an account's tier, kept for good. Names are as they were then.

    `qualifying` is the sum that decided; `actor` and `note` are of staff who set it by hand.
    """

    id = models.BigAutoField(primary_key=True)
    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="tier_changes", db_index=False
    )
    from_tier_id = models.BigIntegerField(null=True)
    from_name = models.CharField(max_length=255, blank=True, default="")
    to_tier_id = models.BigIntegerField(null=True)
    to_name = models.CharField(max_length=255, blank=True, default="")
    is_up = models.BooleanField()
    reason = models.CharField(
        max_length=16, choices=[(item.value, item.value) for item in TierChangeReason]
    )
    qualifying = models.DecimalField(max_digits=20, decimal_places=3)
    actor = models.CharField(max_length=64, default="system")
    note = models.TextField(blank=True, default="")
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "loyalty_tier_change"
        ordering = ("-id",)
        indexes = [models.Index(fields=["account", "-id"], name="loyalty_tier_change_page")]

    def __str__(self) -> str:
        return f"account {self.account_id}: {self.from_name} → {self.to_name}"


class SpendingDay(models.Model):
    """What the orders of one day add up to for one account in one currency, net of refunds.

    The day is that of the order in the program's time zone; refunds count on the order's day.
    """

    id = models.BigAutoField(primary_key=True)
    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="spending_days", db_index=False
    )
    currency = models.CharField(max_length=3)
    day = models.DateField()
    orders_count = models.IntegerField(default=0)
    amount_spent = models.DecimalField(max_digits=20, decimal_places=3, default=Decimal(0))

    class Meta:
        db_table = "loyalty_spending_day"
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["account", "currency", "day"], name="loyalty_spending_day_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.amount_spent} {self.currency} of account {self.account_id} on {self.day}"


class ProgressRun(models.Model):
    """How far looking at all accounts of a program has come, after its tiers or badges changed.

    `digest` is of what is in force; `place` the last account that it left behind.
    """

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="progress_runs")
    digest = models.CharField(max_length=64)
    place = models.BigIntegerField(default=0)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "loyalty_progress_run"
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"program {self.program_id} up to account {self.place}"
