"""Entries: every movement of points, append-only."""

from django.db import models

from .account import Account
from .program import ProgramVersion


class EntryKind(models.TextChoices):
    """What kind of movement an entry is; the API's `LoyaltyEntryKindEnum`."""

    EARN = "EARN"
    REDEEM = "REDEEM"
    EXPIRE = "EXPIRE"
    ADJUST = "ADJUST"
    CLAWBACK = "CLAWBACK"
    RESTORE = "RESTORE"
    REVERSAL = "REVERSAL"
    IMPORT = "IMPORT"
    GIFT = "GIFT"


class Entry(models.Model):
    """One movement. The database refuses UPDATE, DELETE and TRUNCATE.

    `points` is signed. `key` makes the write idempotent; `input_hash` tells a repetition from
    another request under the same key. `source_label` is what people call the source ("1042").
    `actor` is `user:7`, `app:3` or `system`.
    """

    id = models.BigAutoField(primary_key=True)
    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="entries", db_index=False
    )
    points = models.BigIntegerField()
    balance_after = models.BigIntegerField()
    kind = models.CharField(max_length=16, choices=EntryKind.choices)
    reason = models.CharField(max_length=64)
    note = models.TextField(blank=True, default="")
    order_id = models.UUIDField(null=True)
    checkout_id = models.UUIDField(null=True)
    source_label = models.CharField(max_length=255, blank=True, default="")
    actor = models.CharField(max_length=64, default="system")
    key = models.CharField(max_length=255, unique=True)
    input_hash = models.BinaryField(max_length=32)
    explanation = models.JSONField(default=list)
    program_version = models.ForeignKey(
        ProgramVersion, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    reverses = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="reversed_by"
    )
    activates_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    effective_at = models.DateTimeField()
    created_at = models.DateTimeField()

    class Meta:
        db_table = "loyalty_entry"
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.points:+d} {self.kind} on account {self.account_id}"
