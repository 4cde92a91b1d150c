"""The channel that an order was placed in; and no schedule is left behind when the plugin goes."""

from django.db import migrations, models

from saleor_loyalty_plugin.schedule import forget_tasks


class Migration(migrations.Migration):
    dependencies = [("saleor_loyalty_plugin", "0007_order_standing")]
    operations = [
        migrations.AddField(
            model_name="ordersettlement",
            name="channel_id",
            field=models.BigIntegerField(null=True),
        ),
        # Going back leaves nothing in the shop's schedule that isn't there any more.
        forget_tasks(
            "loyalty-sweep-orders",
            "loyalty-sweep-holds",
            "loyalty-sweep-lots",
            "loyalty-seal-days",
            "loyalty-sweep-customers",
            "loyalty-give-gifts",
        ),
    ]
