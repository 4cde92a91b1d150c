"""Emptying a database whose entries refuse to go.

After a test that commits, Django's `flush` empties all tables by TRUNCATE, which triggers on
entries and seals refuse. Only the tables' owner can switch them off, and only tests do.
"""

import importlib

from django.apps import apps
from django.db import connections

NO_TRUNCATE = {
    "loyalty_entry": "loyalty_entry_no_truncate",
    "loyalty_day_seal": "loyalty_day_seal_no_truncate",
}


def permit_truncate(*, using: str = "default") -> None:
    """Let `flush` empty the books of this test database from now on."""
    _switch_trigger("DISABLE", using)


def refuse_truncate(*, using: str = "default") -> None:
    """Bring the triggers back that `permit_truncate` switched off."""
    _switch_trigger("ENABLE", using)


def restore_default_program(*, using: str = "default", **signal_arguments: object) -> None:
    """What the data migration wrote and `flush` took away; also a receiver for `post_migrate`."""
    migration = importlib.import_module("saleor_loyalty_plugin.migrations.0003_default_program")
    with connections[using].schema_editor() as editor:
        migration.create_default_program(apps, editor)


def _switch_trigger(action: str, using: str) -> None:
    with connections[using].cursor() as cursor:
        # A table can't be altered while checks on its rows are outstanding.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table, trigger in NO_TRUNCATE.items():
            cursor.execute(f"ALTER TABLE {table} {action} TRIGGER {trigger}")
