"""Lots: points that came in together, with their own activation and expiry."""

from django.db import models
from django.db.models import Q

from saleor_loyalty_plugin.models.account import Account
from saleor_loyalty_plugin.models.entry import Entry


class Lot(models.Model):
    """Points of one credit that are still there. Oldest expiry is used first.

    `is_open` is stored so that partial indexes hold only lots that still matter.

    Here and in the outbox no database constraint backs the foreign keys or the numbers: the
    ledger's functions write these rows in one transaction with the entry, which can never be
    deleted, and checking each of them again would cost a posting a quarter of its time. The proof
    does check them.
    """

    id = models.BigAutoField(primary_key=True)
    account = models.ForeignKey(
        Account,
        on_delete=models.PROTECT,
        related_name="lots",
        db_index=False,
        db_constraint=False,
    )
    entry = models.ForeignKey(
        Entry,
        on_delete=models.PROTECT,
        related_name="lots",
        db_index=False,
        db_constraint=False,
    )
    points = models.BigIntegerField()
    remaining = models.BigIntegerField()
    is_open = models.BooleanField(default=True)
    is_active = models.BooleanField(default=True)
    activates_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "loyalty_lot"
        ordering = ("id",)
        indexes = [
            models.Index(
                fields=["account", "expires_at", "id"],
                condition=Q(is_open=True),
                name="loyalty_lot_next",
            ),
            models.Index(
                fields=["expires_at"],
                condition=Q(is_open=True, expires_at__isnull=False),
                name="loyalty_lot_expiring",
            ),
            models.Index(
                fields=["activates_at"],
                condition=Q(is_open=True, is_active=False),
                name="loyalty_lot_activating",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.remaining} of {self.points} on account {self.account_id}"


class LotUse(models.Model):
    """Which entry took how many points from a lot (negative: put back)."""

    id = models.BigAutoField(primary_key=True)
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="uses", db_constraint=False)
    entry = models.ForeignKey(
        Entry, on_delete=models.PROTECT, related_name="lot_uses", db_constraint=False
    )
    points = models.BigIntegerField()

    class Meta:
        db_table = "loyalty_lot_use"
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.points} from lot {self.lot_id}"
