"""Settlements: how far the ledger has followed each order, and the sweep over all of them."""

from django.db import models
from django.db.models import Q

from saleor_loyalty_plugin.models.account import Account
from saleor_loyalty_plugin.models.program import ProgramVersion


class OrderSettlement(models.Model):
    """The last settled state of one order.

    `program_version` is the version under which the order first earned; every later change of the
    order is settled by it. `points_earned` is what the order's entries add up to;
    `points_revoked` what staff took back of it by hand, which settling must not give again.
    `channel_id` is the channel that it was ordered in; the shop may move orders to another.
    `standing` is where the goods of each line stood in the catalogue when they first earned by
    rules; see `rules.standing`.
    `amount_spent` of `currency` is what it counts for in the account's `AccountSpending`, null
    while it does not count as an order there.
    `spent_on` is the day in the program's time zone on which it counts.
    `tier_id`, `tier_name` and `earning_multiplier` are of the tier that its customer had when it
    was placed, decided together with `program_version`; null, empty and 1 without one.
    `absence` is why its customer did not take part when it was placed, empty if they did; decided
    together with `program_version`.
    `awaits_fulfillment`: it earned points that nobody can use before the order is fulfilled.
    `sequence` numbers the postings of this order, so that each has a key that no other can have.
    """

    order_id = models.UUIDField(primary_key=True)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="settlements")
    program_version = models.ForeignKey(
        ProgramVersion, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    points_earned = models.BigIntegerField(default=0)
    points_revoked = models.BigIntegerField(default=0)
    points_captured = models.BigIntegerField(default=0)
    points_spent = models.BigIntegerField(default=0)
    channel_id = models.BigIntegerField(null=True)
    standing = models.JSONField(default=dict)
    amount_spent = models.DecimalField(max_digits=20, decimal_places=3, null=True)
    currency = models.CharField(max_length=3, blank=True, default="")
    spent_on = models.DateField(null=True)
    tier_id = models.BigIntegerField(null=True)
    tier_name = models.CharField(max_length=255, blank=True, default="")
    earning_multiplier = models.DecimalField(max_digits=7, decimal_places=2, default=1)
    absence = models.CharField(max_length=16, blank=True, default="")
    awaits_fulfillment = models.BooleanField(default=False)
    sequence = models.PositiveIntegerField(default=0)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "loyalty_order_settlement"
        ordering = ("order_id",)
        indexes = [
            # Who has ordered in a channel; begins with the channel, since some have few orders.
            models.Index(
                fields=["channel_id", "account"],
                condition=Q(amount_spent__isnull=False),
                name="loyalty_settlement_channel",
            )
        ]

    def __str__(self) -> str:
        return f"order {self.order_id}: +{self.points_earned} -{self.points_spent}"


class BlockedOrder(models.Model):
    """An order whose last settle failed. Each sweep tries it again; `loyalty_verify` names it."""

    order_id = models.UUIDField(primary_key=True)
    error = models.TextField()
    attempts = models.PositiveIntegerField(default=1)
    failed_at = models.DateTimeField()

    class Meta:
        db_table = "loyalty_blocked_order"
        ordering = ("failed_at",)

    def __str__(self) -> str:
        return f"order {self.order_id}: {self.error}"


class BlockedCustomer(models.Model):
    """A customer for whom a step of settling failed, or (0 attempts) who is to be settled soon.

    Each sweep tries again.
    """

    customer_id = models.BigIntegerField(primary_key=True)
    error = models.TextField()
    attempts = models.PositiveIntegerField(default=1)
    failed_at = models.DateTimeField()

    class Meta:
        db_table = "loyalty_blocked_customer"
        ordering = ("failed_at",)

    def __str__(self) -> str:
        return f"customer {self.customer_id}: {self.error}"


class WaitingOrder(models.Model):
    """What a guest's order will give to whoever proves to own its address.

    The address is kept as its SHA-256 in lower case: these tables hold no customer's data.
    `program_version` and `standing` are those of the moment when the order first gave something,
    as in `OrderSettlement`.
    """

    order_id = models.UUIDField(primary_key=True)
    email_sha256 = models.CharField(max_length=64)
    program_version = models.ForeignKey(
        ProgramVersion, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    channel_id = models.BigIntegerField()
    standing = models.JSONField(default=dict)
    points = models.BigIntegerField()
    created_at = models.DateTimeField()

    class Meta:
        db_table = "loyalty_waiting_order"
        ordering = ("created_at", "order_id")
        indexes = [
            models.Index(fields=["email_sha256", "created_at"], name="loyalty_waiting_order_email")
        ]

    def __str__(self) -> str:
        return f"order {self.order_id}: {self.points} points wait"


class SweepCursor(models.Model):
    """How far a sweep has come: when the last order or customer that it left behind changed, and
    which that was. Where it follows the keys of a table, `place` is the last of them."""

    name = models.CharField(max_length=64, primary_key=True)
    changed_at = models.DateTimeField()
    order_id = models.UUIDField(null=True)
    customer_id = models.BigIntegerField(null=True)
    place = models.BigIntegerField(null=True)
    updated_at = models.DateTimeField()

    class Meta:
        db_table = "loyalty_sweep_cursor"

    def __str__(self) -> str:
        return f"{self.name} at {self.changed_at:%Y-%m-%d %H:%M:%S}"
