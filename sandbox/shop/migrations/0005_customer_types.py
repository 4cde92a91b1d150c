import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Classes of customers."""

    dependencies = [("shop", "0004_orders_by_email")]

    operations = [
        migrations.CreateModel(
            name="CustomerType",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("metadata", models.JSONField(blank=True, default=dict)),
                ("private_metadata", models.JSONField(blank=True, default=dict)),
                ("name", models.CharField(max_length=250)),
                ("slug", models.SlugField(max_length=255, unique=True)),
                ("is_default", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ("slug",),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_default", True)),
                        fields=("is_default",),
                        name="shop_default_customer_type_uq",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="user",
            name="customer_type",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="users",
                to="shop.customertype",
            ),
        ),
    ]
