"""Events: what customers did besides ordering, as apps told us."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from saleor_loyalty_plugin.models.account import Account
from saleor_loyalty_plugin.rules.events import EventOutcome


class Event(models.Model):
    """One thing that a customer did. `key` makes recording it repeatable.

    `points` is what was credited for it when it was recorded, by the entries `entry_ids`; `outcome`
    says why it is 0.
    """

    id = models.BigAutoField(primary_key=True)
    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="events", db_index=False
    )
    type = models.CharField(max_length=64)
    reference = models.CharField(max_length=128, blank=True, default="")
    key = models.CharField(max_length=255)
    outcome = models.CharField(
        max_length=16, choices=[(item.value, item.value) for item in EventOutcome]
    )
    points = models.BigIntegerField(default=0)
    entry_ids = ArrayField(models.BigIntegerField(), default=list)
    actor = models.CharField(max_length=64, default="system")
    occurred_at = models.DateTimeField()
    created_at = models.DateTimeField()

    class Meta:
        db_table = "loyalty_event"
        ordering = ("-id",)
        constraints = [models.UniqueConstraint(fields=["key"], name="loyalty_event_key")]
        indexes = [models.Index(fields=["account", "id"], name="loyalty_event_page")]

    def __str__(self) -> str:
        return f"{self.type} {self.reference} of account {self.account_id}"
