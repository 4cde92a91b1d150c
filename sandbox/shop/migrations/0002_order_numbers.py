from django.db import migrations


class Migration(migrations.Migration):
    """Order numbers come from a sequence: two orders at once never wait for each other."""

    dependencies = [("shop", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "CREATE SEQUENCE shop_order_number_seq START 1001",
            "DROP SEQUENCE shop_order_number_seq",
        )
    ]
