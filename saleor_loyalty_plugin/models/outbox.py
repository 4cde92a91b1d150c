"""Outbox: what the world must hear about, written in the ledger's own transaction."""

from django.db import models
from django.db.models import Q

from saleor_loyalty_plugin.models.account import Account
from saleor_loyalty_plugin.models.entry import Entry


class OutboxMessage(models.Model):
    """One fact to be told; `kind` is a past participle such as `points_posted`."""

    id = models.BigAutoField(primary_key=True)
    account = models.ForeignKey(
        Account,
        on_delete=models.CASCADE,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    entry = models.ForeignKey(
        Entry,
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    kind = models.CharField(max_length=64)
    payload = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "loyalty_outbox"
        ordering = ("id",)
        indexes = [
            models.Index(
                fields=["id"], condition=Q(delivered_at__isnull=True), name="loyalty_outbox_due"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} of account {self.account_id}"
