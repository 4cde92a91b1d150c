"""Accounts that are looked at again for what happened long ago bring no e-mails."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("saleor_loyalty_plugin", "0014_messages"),
    ]

    operations = [
        migrations.AddField(
            model_name="accountprogress",
            name="due_is_news",
            field=models.BooleanField(default=True, db_default=True),
        ),
    ]
