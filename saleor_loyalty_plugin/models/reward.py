"""Rewards: what customers can have for points, and each claim of one."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from saleor_loyalty_plugin.models.account import Account
from saleor_loyalty_plugin.models.entry import Entry
from saleor_loyalty_plugin.models.program import Program, ProgramVersion
from saleor_loyalty_plugin.rules.rewards import ClaimStatus, RewardKind


class Reward(models.Model):
    """One thing in a program's catalogue.

    `points` is its cost, null for what its price makes of `Program.reward_price_factor`.
    `amount` of `currency` is a voucher's or gift card's worth, or, without a product, the price
    that the cost follows from; `percentage` a voucher's share. `money_amount` is what a product
    still costs beside the points. `stock` bounds the claims that were not cancelled
    (`claims_count`), null for no bound. `claim_days` is how long a claim can be used, null for
    ever. `tier_ids` and `badge_ids` are those of which a customer has to have one each, empty for
    no limit. An archived reward can't be claimed; claims that were made stay good.
    """

    id = models.BigAutoField(primary_key=True)
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="rewards")
    kind = models.CharField(
        max_length=32, choices=[(kind.value, kind.value) for kind in RewardKind]
    )
    name = models.CharField(max_length=255)
    description = models.TextField(blank=True, default="")
    image_url = models.CharField(max_length=2048, blank=True, default="")
    image_alt = models.CharField(max_length=255, blank=True, default="")
    rank = models.IntegerField(default=0)
    variant_id = models.BigIntegerField(null=True)
    points = models.BigIntegerField(null=True)
    percentage = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    amount = models.DecimalField(max_digits=12, decimal_places=3, null=True)
    money_amount = models.DecimalField(max_digits=12, decimal_places=3, null=True)
    currency = models.CharField(max_length=3, blank=True, default="")
    first_time_only = models.BooleanField(default=False)
    stock = models.PositiveIntegerField(null=True)
    claims_count = models.PositiveIntegerField(default=0)
    per_customer_limit = models.PositiveIntegerField(null=True)
    claim_days = models.PositiveIntegerField(null=True)
    is_active = models.BooleanField(default=True)
    tier_ids = ArrayField(models.BigIntegerField(), default=list)
    badge_ids = ArrayField(models.BigIntegerField(), default=list)
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    archived_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        db_table = "loyalty_reward"
        ordering = ("rank", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(stock__isnull=True) | Q(claims_count__lte=F("stock")),
                name="loyalty_reward_stock",
            ),
            models.CheckConstraint(
                condition=Q(points__isnull=True) | Q(points__gt=0),
                name="loyalty_reward_points_positive",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RewardTranslation(models.Model):
    """A reward's texts in another language; empty texts fall back to the reward's own."""

    id = models.BigAutoField(primary_key=True)
    reward = models.ForeignKey(Reward, on_delete=models.CASCADE, related_name="translations")
    language_code = models.CharField(max_length=35)
    name = models.CharField(max_length=255, blank=True, default="")
    description = models.TextField(blank=True, default="")

    class Meta:
        db_table = "loyalty_reward_translation"
        ordering = ("language_code",)
        constraints = [
            models.UniqueConstraint(
                fields=["reward", "language_code"], name="loyalty_reward_translation_language"
            )
        ]

    def __str__(self) -> str:
        return f"reward {self.reward_id} in {self.language_code}"


class RewardClaim(models.Model):
    """A reward that a customer has taken for points, or was given for none (`points` 0).

    `terms` is what the reward gave when it was claimed (`rules.rewards`): a later change of the
    reward changes no claim. `code` names it for people: the code of its gift card, or what a
    customer shows at a counter. `checkout_id` is the checkout, or the draft order, that it lowers
    the price of now; `order_id` the order that used it. `entry` took the points. `sequence` numbers
    what was posted, so that each posting has a key that no other can have.
    """

    id = models.BigAutoField(primary_key=True)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="claims")
    reward = models.ForeignKey(Reward, on_delete=models.PROTECT, related_name="claims")
    program_version = models.ForeignKey(
        ProgramVersion, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    status = models.CharField(
        max_length=16,
        choices=[(status.value, status.value) for status in ClaimStatus],
        default=ClaimStatus.CLAIMED.value,
    )
    terms = models.JSONField(default=dict)
    points = models.BigIntegerField()
    code = models.CharField(max_length=64, unique=True)
    key = models.CharField(max_length=255, null=True, unique=True)
    checkout_id = models.UUIDField(null=True)
    order_id = models.UUIDField(null=True)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, null=True, related_name="claim")
    sequence = models.PositiveIntegerField(default=0)
    note = models.TextField(blank=True, default="")
    actor = models.CharField(max_length=64, default="system")
    closed_by = models.CharField(max_length=64, blank=True, default="")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "loyalty_reward_claim"
        ordering = ("-id",)
        indexes = [
            models.Index(fields=["id"], condition=Q(status="CLAIMED"), name="loyalty_claim_open"),
            models.Index(
                fields=["expires_at"], condition=Q(status="CLAIMED"), name="loyalty_claim_due"
            ),
            models.Index(
                fields=["checkout_id"],
                condition=Q(checkout_id__isnull=False),
                name="loyalty_claim_checkout",
            ),
            models.Index(
                fields=["order_id"], condition=Q(order_id__isnull=False), name="loyalty_claim_order"
            ),
        ]

    def __str__(self) -> str:
        return f"claim {self.pk} of reward {self.reward_id} ({self.status})"
