"""Lots: points that came in together, with their own activation and expiry."""

from django.db import models

from .account import Account
from .entry import Entry


class Lot(models.Model):
    """Points of one credit that are still there. Oldest expiry is used first.

    `is_open` is stored so that partial indexes hold only lots that still matter.
    """

    id = models.BigAutoField(primary_key=True)
    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="lots", db_index=False
    )
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="lots", db_index=False)
    points = models.BigIntegerField()
    remaining = models.BigIntegerField()
    is_open = models.BooleanField(default=True)
    is_active = models.BooleanField(default=True)
    activates_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "loyalty_lot"
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.remaining} of {self.points} on account {self.account_id}"


class LotUse(models.Model):
    """Which entry took how many points from a lot (negative: put back)."""

    id = models.BigAutoField(primary_key=True)
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="uses", db_index=False)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="lot_uses")
    points = models.BigIntegerField()

    class Meta:
        db_table = "loyalty_lot_use"
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.points} from lot {self.lot_id}"
