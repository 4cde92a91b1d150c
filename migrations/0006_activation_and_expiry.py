"""When points become spendable and when they run out."""

from django.db import migrations, models

from saleor_loyalty_plugin.ledger.sql import run_sql


class Migration(migrations.Migration):
    dependencies = [
        ("saleor_loyalty_plugin", "0005_earning_rules"),
    ]

    operations = [
        migrations.AddField(
            model_name="ordersettlement",
            name="awaits_fulfillment",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="program",
            name="expiry_day",
            field=models.PositiveSmallIntegerField(default=31),
        ),
        migrations.AddField(
            model_name="program",
            name="expiry_days",
            field=models.PositiveIntegerField(default=365),
        ),
        migrations.AddField(
            model_name="program",
            name="expiry_month",
            field=models.PositiveSmallIntegerField(default=12),
        ),
        migrations.AddField(
            model_name="program",
            name="expiry_months",
            field=models.PositiveIntegerField(default=12),
        ),
        migrations.AddField(
            model_name="program",
            name="expiry_policy",
            field=models.CharField(
                choices=[
                    ("NEVER", "NEVER"),
                    ("AFTER_DAYS", "AFTER_DAYS"),
                    ("AFTER_MONTHS", "AFTER_MONTHS"),
                    ("AFTER_INACTIVITY", "AFTER_INACTIVITY"),
                    ("YEARLY", "YEARLY"),
                ],
                default="NEVER",
                max_length=32,
            ),
        ),
        migrations.AddField(
            model_name="program",
            name="expiry_round_to",
            field=models.CharField(
                choices=[
                    ("NONE", "NONE"),
                    ("MONTH", "MONTH"),
                    ("QUARTER", "QUARTER"),
                    ("YEAR", "YEAR"),
                ],
                default="NONE",
                max_length=16,
            ),
        ),
        migrations.AddField(
            model_name="program",
            name="pending_days",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="program",
            name="pending_until_fulfilled",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="program",
            name="time_zone",
            field=models.CharField(default="UTC", max_length=64),
        ),
        *run_sql("0006_activation_and_expiry"),
    ]
