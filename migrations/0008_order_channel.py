"""The channel that an order was placed in; and no schedule is left behind when the plugin goes."""

from django.db import migrations, models

FORGET_SCHEDULE = """
DO $$
BEGIN
    IF to_regclass('django_celery_beat_periodictask') IS NOT NULL THEN
        DELETE FROM django_celery_beat_periodictask
        WHERE name IN (
            'loyalty-sweep-orders', 'loyalty-sweep-holds', 'loyalty-sweep-lots',
            'loyalty-seal-days', 'loyalty-sweep-customers', 'loyalty-give-gifts'
        );
    END IF;
END
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("saleor_loyalty_plugin", "0007_order_standing")]
    operations = [
        migrations.AddField(
            model_name="ordersettlement",
            name="channel_id",
            field=models.BigIntegerField(null=True),
        ),
        migrations.RunSQL(migrations.RunSQL.noop, FORGET_SCHEDULE),
    ]
