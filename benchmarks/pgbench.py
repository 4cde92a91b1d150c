"""pgbench: what the server itself does with the two bare statements of a posting."""

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from django.conf import settings
from django.db import connections

from devtools.postgres import Cluster

# A credit as any implementation has to write it, by two statements in one transaction: a guarded
# UPDATE and an INSERT under a unique key. No lots, no outbox, no look whether the key is known.
BARE_SQL = """
\\set account random({first}, {last})
\\set key random(1, 9000000000000000000)
BEGIN;
UPDATE loyalty_account SET balance = balance + 1, version = version + 1
    WHERE id = :account AND balance + 1 <= 2000000000;
INSERT INTO loyalty_entry (account_id, points, balance_after, kind, reason, note, source_label,
    actor, key, input_hash, explanation, effective_at, created_at)
    VALUES (:account, 1, 1, 'EARN', 'BENCH', '', '', 'system', 'bare:' || :key, '', '[]', now(),
    now());
END;
"""


class PgbenchMissing(Exception):
    """Neither PATH nor the embedded binaries have pgbench."""


def find_pgbench() -> str:
    """Raises PgbenchMissing."""
    embedded = Cluster("bench").binaries / "bin" / "pgbench"
    if embedded.exists():
        return str(embedded)
    found = shutil.which("pgbench")
    if found is None:
        raise PgbenchMissing("pgbench is neither in the embedded PostgreSQL nor in PATH.")
    return found


def bare_transactions_per_second(
    *, accounts: tuple[int, int], clients: int, duration_seconds: float
) -> float:
    """Transactions of `BARE_SQL` over accounts with ids from first to last."""
    database = connections["default"].settings_dict
    url = settings.SERVER_URL.rpartition("/")[0] + "/" + str(database["NAME"])
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "bare.sql"
        script.write_text(BARE_SQL.format(first=accounts[0], last=accounts[1]))
        done = subprocess.run(
            [
                find_pgbench(),
                "--no-vacuum",
                f"--file={script}",
                f"--client={clients}",
                f"--jobs={min(clients, 2)}",
                f"--time={max(1, round(duration_seconds))}",
                url,
            ],
            capture_output=True,
            text=True,
            check=True,
        )
    found = re.search(r"^tps = ([0-9.]+)", done.stdout, re.MULTILINE)
    if found is None:
        raise RuntimeError(f"pgbench said: {done.stdout}{done.stderr}")
    return float(found[1])
