"""How long points can be used that come back after their expiry."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("saleor_loyalty_plugin", "0010_spendable_goods"),
    ]

    operations = [
        migrations.AddField(
            model_name="program",
            name="restored_points_days",
            field=models.PositiveIntegerField(default=30),
        ),
    ]
