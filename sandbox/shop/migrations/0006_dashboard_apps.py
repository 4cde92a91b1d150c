from django.db import migrations, models


class Migration(migrations.Migration):
    """Apps with pages in the dashboard."""

    dependencies = [("shop", "0005_customer_types")]

    operations = [
        migrations.AddField(
            model_name="app",
            name="manifest",
            field=models.JSONField(blank=True, default=dict),
        ),
    ]
