"""Badges, and who has them."""

from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from saleor_loyalty_plugin.models.account import Account
from saleor_loyalty_plugin.models.program import Program
from saleor_loyalty_plugin.rules.badges import BadgeBasis


class Badge(models.Model):
    """One badge of a program as it is now; what it means stands in `rules.badges.Badge`.

    Its picture is `icon`, a name in the shop's storage, or `symbol`, a character or two. One that
    is not active is shown to nobody, and unlocks and lowers nothing.
    """

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="badges")
    title = models.CharField(max_length=255)
    description = models.TextField(blank=True, default="")
    symbol = models.CharField(max_length=16, blank=True, default="")
    icon = models.CharField(max_length=255, blank=True, default="")
    rank = models.IntegerField(default=0)
    is_active = models.BooleanField(default=True)
    basis = models.CharField(
        max_length=16, choices=[(item.value, item.value) for item in BadgeBasis]
    )
    value_from = models.DecimalField(max_digits=20, decimal_places=3, default=Decimal(0))
    value_to = models.DecimalField(max_digits=20, decimal_places=3, null=True)
    event_type = models.CharField(max_length=64, blank=True, default="")
    keep_once_won = models.BooleanField(default=True)
    discount_percentage = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    discount_amount = models.DecimalField(max_digits=12, decimal_places=3, null=True)
    product_ids = ArrayField(models.BigIntegerField(), default=list)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "loyalty_badge"
        ordering = ("rank", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(discount_percentage__isnull=True) | Q(discount_amount__isnull=True),
                name="loyalty_badge_one_discount",
            )
        ]

    def __str__(self) -> str:
        return self.title


class BadgeTranslation(models.Model):
    """A badge's texts in another language; empty ones fall back to the badge's own."""

    id = models.BigAutoField(primary_key=True)
    badge = models.ForeignKey(Badge, on_delete=models.CASCADE, related_name="translations")
    language_code = models.CharField(max_length=35)
    title = models.CharField(max_length=255, blank=True, default="")
    description = models.TextField(blank=True, default="")

    class Meta:
        db_table = "loyalty_badge_translation"
        ordering = ("language_code",)
        constraints = [
            models.UniqueConstraint(
                fields=["badge", "language_code"], name="loyalty_badge_translation_language"
            )
        ]

    def __str__(self) -> str:
        return f"badge {self.badge_id} in {self.language_code}"


class BadgeHand(models.TextChoices):
    """What staff did: GRANTED stays whatever the value, TAKEN isn't unlocked by itself again."""

    GRANTED = "GRANTED"
    TAKEN = "TAKEN"


class AccountBadge(models.Model):
    """A badge that an account has, or had: `is_held` says which."""

    id = models.BigAutoField(primary_key=True)
    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="badges", db_index=False
    )
    badge = models.ForeignKey(Badge, on_delete=models.CASCADE, related_name="holders")
    is_held = models.BooleanField(default=True)
    hand = models.CharField(max_length=16, choices=BadgeHand.choices, blank=True, default="")
    actor = models.CharField(max_length=64, default="system")
    note = models.TextField(blank=True, default="")
    unlocked_at = models.DateTimeField(null=True)
    lost_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "loyalty_account_badge"
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["account", "badge"], name="loyalty_account_badge_once")
        ]

    def __str__(self) -> str:
        return f"badge {self.badge_id} of account {self.account_id}"
