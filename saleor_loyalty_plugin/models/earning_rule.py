"""Earning rules: what some goods, orders or times earn instead of the program's general rate."""

from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from saleor_loyalty_plugin.models.program import Program


class EarningRule(models.Model):
    """One rule of a program as it is now; orders keep the version that they earned by.

    What the fields mean stands in `rules.earning_rules.EarningRule`.
    """

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="earning_rules")
    name = models.CharField(max_length=255)
    rank = models.IntegerField(default=0)
    is_active = models.BooleanField(default=True)
    variant_ids = ArrayField(models.BigIntegerField(), default=list)
    product_ids = ArrayField(models.BigIntegerField(), default=list)
    collection_ids = ArrayField(models.BigIntegerField(), default=list)
    category_ids = ArrayField(models.BigIntegerField(), default=list)
    product_type_ids = ArrayField(models.BigIntegerField(), default=list)
    channel_ids = ArrayField(models.BigIntegerField(), default=list)
    order_value_from = models.DecimalField(max_digits=12, decimal_places=3, default=Decimal(0))
    fixed_points = models.PositiveIntegerField(null=True)
    percentage = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    multiplier = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "loyalty_earning_rule"
        ordering = ("rank", "id")
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(fixed_points__isnull=False, percentage=None, multiplier=None)
                    | Q(fixed_points=None, percentage__isnull=False, multiplier=None)
                    | Q(fixed_points=None, percentage=None, multiplier__isnull=False)
                ),
                name="loyalty_earning_rule_gives_one_thing",
            )
        ]

    def __str__(self) -> str:
        return self.name
