"""Orders keep where their goods stood in the catalogue when they earned."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("saleor_loyalty_plugin", "0006_activation_and_expiry"),
    ]

    operations = [
        migrations.AddField(
            model_name="ordersettlement",
            name="standing",
            field=models.JSONField(default=dict),
        ),
    ]
