"""`manage.py migrate` for a Saleor checkout, run with Saleor's own Python in its folder.

Saleor 3.22 can't migrate an empty PostgreSQL 18: one of its migrations drops every constraint of
some tables, and since 18 NOT NULL is a constraint, too, which a primary key doesn't give up.
Saleor 3.23 has mended the migration; the same condition is put into the older one here, in memory.
"""

import importlib
import sys

import django
from django.core.management import execute_from_command_line

MIGRATION = "saleor.discount.migrations.0052_drop_sales_constraints"
BROKEN = "where table_name=tab\n"
MENDED = "where table_name=tab and constraint_type in ('FOREIGN KEY', 'UNIQUE')\n"


def main(arguments: list[str]) -> None:
    django.setup()
    try:
        operation = importlib.import_module(MIGRATION).Migration.operations[0]
        if "constraint_type" not in operation.sql:
            operation.sql = operation.sql.replace(BROKEN, MENDED)
    except (ImportError, AttributeError, IndexError):
        pass  # A Saleor without that migration needs no mending.
    execute_from_command_line(["manage.py", "migrate", *arguments])


if __name__ == "__main__":
    main(sys.argv[1:])
