"""Programs: what the merchant chose, and every version of it that was ever in force."""

from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from saleor_loyalty_plugin.rules.badges import BadgeDiscounts
from saleor_loyalty_plugin.rules.expiry import ExpiryPolicy, ExpiryRoundTo
from saleor_loyalty_plugin.rules.money import Rounding
from saleor_loyalty_plugin.rules.spendable_goods import SpendableGoodsMode
from saleor_loyalty_plugin.rules.terms import (
    EarnBasis,
    EarnMode,
    EarnTrigger,
    Eligibility,
    NegativeBalance,
    RedemptionMethod,
    ReviewLimit,
)
from saleor_loyalty_plugin.rules.tiers import TierBasis, TierDemotion


def _choices(enum: type) -> list[tuple[str, str]]:
    return [(member.value, member.value) for member in enum]  # type: ignore[attr-defined]


class Program(models.Model):
    """One set of rules. The default program covers each channel that no program lists."""

    name = models.CharField(max_length=255)
    introduction = models.TextField(blank=True, default="")
    points_name_singular = models.CharField(max_length=64, default="point")
    points_name_plural = models.CharField(max_length=64, default="points")
    is_default = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    earning_active = models.BooleanField(default=True)
    spending_active = models.BooleanField(default=True)
    earn_trigger = models.CharField(
        max_length=32, choices=_choices(EarnTrigger), default=EarnTrigger.ORDER_PAID.value
    )
    earn_basis = models.CharField(
        max_length=8, choices=_choices(EarnBasis), default=EarnBasis.GROSS.value
    )
    earn_mode = models.CharField(
        max_length=32, choices=_choices(EarnMode), default=EarnMode.PROPORTIONAL.value
    )
    rounding = models.CharField(
        max_length=8, choices=_choices(Rounding), default=Rounding.DOWN.value
    )
    earn_on_shipping = models.BooleanField(default=False)
    earn_on_reduced_items = models.BooleanField(default=True)
    earn_on_points_paid_part = models.BooleanField(default=False)
    redemption_method = models.CharField(
        max_length=16, choices=_choices(RedemptionMethod), default=RedemptionMethod.DISCOUNT.value
    )
    exclude_reduced_items = models.BooleanField(default=False)
    spendable_goods_mode = models.CharField(
        max_length=8, choices=_choices(SpendableGoodsMode), default=SpendableGoodsMode.ALL.value
    )
    spendable_goods_product_ids = ArrayField(models.BigIntegerField(), default=list)
    spendable_goods_variant_ids = ArrayField(models.BigIntegerField(), default=list)
    spendable_goods_category_ids = ArrayField(models.BigIntegerField(), default=list)
    spendable_goods_collection_ids = ArrayField(models.BigIntegerField(), default=list)
    spendable_goods_product_type_ids = ArrayField(models.BigIntegerField(), default=list)
    pending_days = models.PositiveIntegerField(default=0)
    pending_until_fulfilled = models.BooleanField(default=False)
    expiry_policy = models.CharField(
        max_length=32, choices=_choices(ExpiryPolicy), default=ExpiryPolicy.NEVER
    )
    expiry_days = models.PositiveIntegerField(default=365)
    expiry_months = models.PositiveIntegerField(default=12)
    expiry_month = models.PositiveSmallIntegerField(default=12)
    expiry_day = models.PositiveSmallIntegerField(default=31)
    expiry_round_to = models.CharField(
        max_length=16, choices=_choices(ExpiryRoundTo), default=ExpiryRoundTo.NONE
    )
    restored_points_days = models.PositiveIntegerField(default=30)
    time_zone = models.CharField(max_length=64, default="UTC")
    negative_balance = models.CharField(
        max_length=8, choices=_choices(NegativeBalance), default=NegativeBalance.ALLOW.value
    )
    eligibility = models.CharField(
        max_length=16, choices=_choices(Eligibility), default=Eligibility.EVERYONE.value
    )
    registration_points = models.PositiveIntegerField(default=0)
    newsletter_points = models.PositiveIntegerField(default=0)
    newsletter_metadata_key = models.CharField(max_length=256, blank=True, default="")
    review_points = models.PositiveIntegerField(default=0)
    review_limit = models.CharField(
        max_length=16, choices=_choices(ReviewLimit), default=ReviewLimit.PER_PRODUCT.value
    )
    referrer_points = models.PositiveIntegerField(default=0)
    referee_points = models.PositiveIntegerField(default=0)
    referral_order_value_from = models.DecimalField(
        max_digits=12, decimal_places=3, default=Decimal(0)
    )
    referral_metadata_key = models.CharField(max_length=256, blank=True, default="")
    birthday_metadata_key = models.CharField(max_length=256, blank=True, default="")
    hold_minutes = models.PositiveIntegerField(default=60)
    reward_price_factor = models.DecimalField(max_digits=12, decimal_places=3, default=Decimal(14))
    tier_basis = models.CharField(
        max_length=16, choices=_choices(TierBasis), default=TierBasis.LIFETIME.value
    )
    tier_currency = models.CharField(max_length=3, blank=True, default="")
    tier_demotion = models.CharField(
        max_length=16, choices=_choices(TierDemotion), default=TierDemotion.IMMEDIATE.value
    )
    tier_grace_days = models.PositiveIntegerField(default=30)
    tier_metadata_key = models.CharField(max_length=256, blank=True, default="")
    badges_active = models.BooleanField(default=True)
    badge_discounts = models.CharField(
        max_length=8, choices=_choices(BadgeDiscounts), default=BadgeDiscounts.BEST.value
    )
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        db_table = "loyalty_program"
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"],
                condition=Q(is_default=True),
                name="loyalty_program_one_default",
            )
        ]

    def __str__(self) -> str:
        return self.name


class ProgramChannel(models.Model):
    """What differs in one channel. A channel belongs to one program at most."""

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="channels")
    channel_id = models.BigIntegerField(unique=True)
    earning_active = models.BooleanField(default=True)
    spending_active = models.BooleanField(default=True)
    earn_points = models.PositiveIntegerField(default=1)
    earn_amount = models.DecimalField(max_digits=12, decimal_places=3, default=Decimal(1))
    redeem_points = models.PositiveIntegerField(default=100)
    redeem_amount = models.DecimalField(max_digits=12, decimal_places=3, default=Decimal(1))
    minimum_balance = models.PositiveIntegerField(default=0)
    minimum_cart_value = models.DecimalField(max_digits=12, decimal_places=3, default=Decimal(0))
    maximum_discount_amount = models.DecimalField(max_digits=12, decimal_places=3, null=True)
    maximum_discount_percentage = models.DecimalField(max_digits=5, decimal_places=2, null=True)

    class Meta:
        db_table = "loyalty_program_channel"
        ordering = ("channel_id",)
        constraints = [
            models.CheckConstraint(
                condition=Q(earn_amount__gt=0) & Q(redeem_amount__gt=0),
                name="loyalty_program_channel_amounts_positive",
            )
        ]

    def __str__(self) -> str:
        return f"{self.program_id} in channel {self.channel_id}"


class ProgramVersion(models.Model):
    """The program's terms as they stood from `created_at` on; never changed.

    `terms` is `ProgramTerms.to_json()`.
    """

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    terms = models.JSONField()
    author = models.CharField(max_length=64, default="system")
    created_at = models.DateTimeField()

    class Meta:
        db_table = "loyalty_program_version"
        ordering = ("program_id", "-number")
        constraints = [
            models.UniqueConstraint(
                fields=["program", "number"], name="loyalty_program_version_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.program_id} v{self.number}"
