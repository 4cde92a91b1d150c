"""The Django app. Saleor adds it to INSTALLED_APPS by the name of the entry point."""

from django.apps import AppConfig
from django.conf import settings


class LoyaltyConfig(AppConfig):
    name = "saleor_loyalty_plugin"
    label = "saleor_loyalty_plugin"
    verbose_name = "Loyalty"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from saleor_loyalty_plugin.hosts import DEFAULT_HOST

        if getattr(settings, "LOYALTY_HOST", DEFAULT_HOST) == DEFAULT_HOST:
            from saleor_loyalty_plugin.schema_hook import join_schema

            join_schema()
            _schedule_sweeps()


def _schedule_sweeps() -> None:
    """Add our periodic tasks to Saleor's; what the merchant's settings say already stands.

    Saleor's beat process reads the setting after the apps are ready.
    """
    from saleor_loyalty_plugin.tasks import BEAT_SCHEDULE

    schedule = getattr(settings, "CELERY_BEAT_SCHEDULE", None)
    if schedule is not None:
        for name, entry in BEAT_SCHEDULE.items():
            schedule.setdefault(name, entry)
