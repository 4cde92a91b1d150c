"""Entries: every movement of points, append-only."""

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import Q

from saleor_loyalty_plugin.models.account import Account
from saleor_loyalty_plugin.models.program import ProgramVersion

POINTS_MAX = 1_000_000_000


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
    `actor` is `user:7`, `app:3` or `system`. `restores` is the debit whose points this credit gave
    back; a debit may be restored in several parts, but reversed only once.
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
    key = models.CharField(max_length=255)
    input_hash = models.BinaryField(max_length=32)
    explanation = models.JSONField(default=list)
    program_version = models.ForeignKey(
        ProgramVersion, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    reverses = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="reversed_by"
    )
    restores = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="restored_by", db_index=False
    )
    activates_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    effective_at = models.DateTimeField()
    created_at = models.DateTimeField()

    class Meta:
        db_table = "loyalty_entry"
        ordering = ("-id",)
        constraints = [
            # Not unique=True: that adds a second index, for LIKE, to each write.
            models.UniqueConstraint(fields=["key"], name="loyalty_entry_key"),
            models.CheckConstraint(
                condition=Q(points__gte=-POINTS_MAX, points__lte=POINTS_MAX) & ~Q(points=0),
                name="loyalty_entry_points_bounded",
            ),
        ]
        indexes = [
            models.Index(
                fields=["account", "id"],
                include=["points", "reason", "created_at", "balance_after"],
                name="loyalty_entry_page",
            ),
            BrinIndex(fields=["created_at"], name="loyalty_entry_created"),
            models.Index(
                fields=["order_id"],
                condition=Q(order_id__isnull=False),
                name="loyalty_entry_order",
            ),
            models.Index(
                fields=["restores"],
                condition=Q(restores__isnull=False),
                name="loyalty_entry_restores",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.points:+d} {self.kind} on account {self.account_id}"
