from django.db import migrations, models


class Migration(migrations.Migration):
    """Orders that the shop gave to an account because of their address."""

    dependencies = [("shop", "0003_exchanges")]

    operations = [
        migrations.AddField(
            model_name="order",
            name="is_user_by_email",
            field=models.BooleanField(default=False),
        )
    ]
