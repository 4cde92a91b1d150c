"""The ledger's functions and triggers; see `saleor_loyalty_plugin.ledger.sql`."""

from django.db import migrations

from saleor_loyalty_plugin.ledger.sql import run_sql


class Migration(migrations.Migration):
    dependencies = [("saleor_loyalty_plugin", "0001_initial")]
    operations = run_sql("0002_ledger_functions")
