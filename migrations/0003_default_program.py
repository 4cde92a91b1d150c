"""The program that works untouched: "Loyalty", over all channels, switched on."""

from django.db import migrations
from django.utils import timezone


def create_default_program(apps, schema_editor):
    """One program and its first version; the terms are written out, as they were at the time."""
    alias = schema_editor.connection.alias
    program_model = apps.get_model("saleor_loyalty_plugin", "Program")
    version_model = apps.get_model("saleor_loyalty_plugin", "ProgramVersion")
    if program_model.objects.using(alias).exists():
        return
    now = timezone.now()
    program = program_model.objects.using(alias).create(
        name="Loyalty", is_default=True, created_at=now, updated_at=now
    )
    terms = {
        "started_at": now.isoformat(),
        "is_active": True,
        "earning_active": True,
        "spending_active": True,
        "earn_trigger": "ORDER_PAID",
        "earn_basis": "GROSS",
        "earn_mode": "PROPORTIONAL",
        "rounding": "DOWN",
        "earn_on_shipping": False,
        "earn_on_reduced_items": True,
        "earn_on_points_paid_part": False,
        "exclude_reduced_items": False,
        "hold_minutes": 60,
        "covers_all_channels": True,
        "channels": {},
    }
    version_model.objects.using(alias).create(
        program=program, number=1, terms=terms, created_at=now
    )


class Migration(migrations.Migration):
    dependencies = [("saleor_loyalty_plugin", "0002_ledger_functions")]
    operations = [migrations.RunPython(create_default_program, migrations.RunPython.noop)]
