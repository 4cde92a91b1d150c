"""Seals of closed days, and the function that says what they hold fast."""

from django.db import migrations, models

from saleor_loyalty_plugin.ledger.sql import run_sql


class Migration(migrations.Migration):
    dependencies = [("saleor_loyalty_plugin", "0003_default_program")]
    operations = [
        migrations.CreateModel(
            name="DaySeal",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("day", models.DateField(unique=True)),
                ("last_entry_id", models.BigIntegerField()),
                ("entry_count", models.BigIntegerField()),
                ("entries_root", models.BinaryField(max_length=32)),
                ("root", models.BinaryField(max_length=32)),
                ("sealed_at", models.DateTimeField()),
            ],
            options={"db_table": "loyalty_day_seal", "ordering": ("day",)},
        ),
        *run_sql("0004_day_seals"),
    ]
