"""Seals: closed days whose entries can't be changed unnoticed any more."""

from django.db import models


class DaySeal(models.Model):
    """The entries that one closed day added to the books, as a hash; see `ledger.sealing`.

    It covers the entries with ids after the previous seal's `last_entry_id` up to its own.
    `entries_root` is the Merkle root over them, `root` chains it to the previous seal's `root`.
    The database refuses UPDATE, DELETE and TRUNCATE.
    """

    id = models.BigAutoField(primary_key=True)
    day = models.DateField(unique=True)
    last_entry_id = models.BigIntegerField()
    entry_count = models.BigIntegerField()
    entries_root = models.BinaryField(max_length=32)
    root = models.BinaryField(max_length=32)
    sealed_at = models.DateTimeField()

    class Meta:
        db_table = "loyalty_day_seal"
        ordering = ("day",)

    def __str__(self) -> str:
        return f"{self.day} {bytes(self.root).hex()[:12]}"
