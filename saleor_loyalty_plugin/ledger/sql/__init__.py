"""The ledger's SQL, as files that migrations run.

A folder belongs to the migration of the same name: `migrations/0002_ledger_functions.py` runs
`0002_ledger_functions/*.sql` in the order of the file names, and `down.sql` to go back.

A folder that was released is never edited, so every migration can be replayed for ever. A function
that changes later gets a new migration with a folder of its own: the whole new definition
(`CREATE OR REPLACE`, or DROP and CREATE when its arguments change), and a `down.sql` that brings
the earlier one back.
"""

from pathlib import Path

from django.db.migrations import RunSQL

DOWN = "down.sql"


def run_sql(migration: str) -> list[RunSQL]:
    """The operations of one migration: its files, each forward in turn; all of them back at once.

    Raises FileNotFoundError when the folder has no `down.sql`.
    """
    folder = Path(__file__).parent / migration
    files = sorted(path for path in folder.glob("*.sql") if path.name != DOWN)
    backward = (folder / DOWN).read_text()
    # Going back starts with the last operation: it carries everything, the others nothing.
    return [
        RunSQL(path.read_text(), backward if path == files[-1] else RunSQL.noop) for path in files
    ]
