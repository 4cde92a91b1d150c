"""What lowers the price of one cart, item by item."""

from django.db import models
from django.db.models import Q

from saleor_loyalty_plugin.models.account import Account


class CheckoutDiscount(models.Model):
    """The one promo code of ours on a checkout, or on a draft order by its id, and what it is for.

    `amount` in `currency` is the worth of the code, shipping included; `is_for_shipping` where it
    takes off shipping alone. `items` are its parts as `rules.composition` gives them, points last.
    `order_id` is the order that was placed with the code; then nothing here changes any more.
    """

    id = models.BigAutoField(primary_key=True)
    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="discounts", db_index=False
    )
    checkout_id = models.UUIDField(unique=True)
    is_draft = models.BooleanField(default=False)
    code = models.CharField(max_length=64, unique=True)
    amount = models.DecimalField(max_digits=20, decimal_places=3)
    currency = models.CharField(max_length=3)
    is_for_shipping = models.BooleanField(default=False)
    items = models.JSONField(default=list)
    order_id = models.UUIDField(null=True)
    updated_at = models.DateTimeField()

    class Meta:
        db_table = "loyalty_checkout_discount"
        ordering = ("id",)
        indexes = [
            models.Index(
                fields=["order_id"],
                condition=Q(order_id__isnull=False),
                name="loyalty_discount_order",
            ),
            models.Index(
                fields=["updated_at"],
                condition=Q(order_id__isnull=True),
                name="loyalty_discount_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency} off checkout {self.checkout_id}"
