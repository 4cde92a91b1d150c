import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Orders that the shop makes in exchange for goods of another order."""

    dependencies = [("shop", "0002_order_numbers")]

    operations = [
        migrations.AddField(
            model_name="order",
            name="original",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="exchanges",
                to="shop.order",
            ),
        )
    ]
