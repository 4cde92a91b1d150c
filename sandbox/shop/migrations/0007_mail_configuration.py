import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """How the shop sends e-mails to the customers of a channel."""

    dependencies = [("shop", "0006_dashboard_apps")]

    operations = [
        migrations.CreateModel(
            name="MailConfiguration",
            fields=[
                (
                    "channel",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="mail_configuration",
                        serialize=False,
                        to="shop.channel",
                    ),
                ),
                ("is_active", models.BooleanField(default=True)),
                ("host", models.CharField(max_length=255)),
                ("port", models.PositiveIntegerField(default=25)),
                ("user", models.CharField(blank=True, default="", max_length=255)),
                ("password", models.CharField(blank=True, default="", max_length=255)),
                ("sender_name", models.CharField(blank=True, default="", max_length=255)),
                ("sender_address", models.EmailField(max_length=254)),
            ],
        ),
    ]
