"""Which goods points may pay for."""

import django.contrib.postgres.fields
from django.db import migrations, models

LISTS = ("product_ids", "variant_ids", "category_ids", "collection_ids", "product_type_ids")


class Migration(migrations.Migration):
    dependencies = [
        ("saleor_loyalty_plugin", "0009_bonuses_and_members"),
    ]

    operations = [
        migrations.AddField(
            model_name="program",
            name="spendable_goods_mode",
            field=models.CharField(
                choices=[("ALL", "ALL"), ("ONLY", "ONLY"), ("ALL_BUT", "ALL_BUT")],
                default="ALL",
                max_length=8,
            ),
        ),
        *(
            migrations.AddField(
                model_name="program",
                name=f"spendable_goods_{name}",
                field=django.contrib.postgres.fields.ArrayField(
                    base_field=models.BigIntegerField(), default=list, size=None
                ),
            )
            for name in LISTS
        ),
    ]
