"""Segments: saved conditions on accounts."""

from django.db import models

from saleor_loyalty_plugin.models.program import Program


class Segment(models.Model):
    """Saved conditions on a program's accounts; `conditions` is `rules.segments` as JSON."""

    id = models.BigAutoField(primary_key=True)
    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="segments")
    name = models.CharField(max_length=255)
    description = models.TextField(blank=True, default="")
    conditions = models.JSONField(default=dict)
    actor = models.CharField(max_length=64, default="system")
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        db_table = "loyalty_segment"
        ordering = ("name", "id")
        constraints = [
            models.UniqueConstraint(fields=["program", "name"], name="loyalty_segment_name")
        ]

    def __str__(self) -> str:
        return self.name
