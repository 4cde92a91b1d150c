"""Measure the ledger against the targets and write docs/benchmarks.md.

python -m benchmarks                 everything; about twenty minutes, 8 GB of disk
python -m benchmarks --quick         three minutes on small tables, nothing is written
python -m benchmarks --only reading --rows 1000000
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

import psycopg

from devtools.postgres import PostgresError, Server, running

if TYPE_CHECKING:
    from benchmarks.report import Figure, Finding

SECTIONS = ("writing", "bulk", "segments", "tiers", "messages", "reading")
LARGE_ROWS = 10_000_000
BONUS_ACCOUNTS = 100_000
TIER_ACCOUNTS = 200_000
TIER_REPETITIONS_MAX = 3
SEGMENT_ACCOUNTS = 1_000_000
FACTS = 20_000
SENT = 500


def tell(text: str) -> None:
    print(text, flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--quick", action="store_true", help="short runs, small tables")
    parser.add_argument("--only", choices=SECTIONS, action="append", help="may be repeated")
    parser.add_argument("--rows", type=int, help=f"entries in the large database ({LARGE_ROWS})")
    parser.add_argument("--accounts", type=int, help=f"accounts with tiers ({TIER_ACCOUNTS})")
    parser.add_argument("--repetitions", type=int, help="rounds (7, or 3 when quick)")
    options = parser.parse_args(arguments)
    try:
        with running("bench") as server:
            return _run(server, options)
    except PostgresError as error:
        print(error, file=sys.stderr)
        return 1


def _run(server: Server, options: argparse.Namespace) -> int:
    os.environ["DATABASE_URL"] = server.maintenance_url
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
    import django
    from django.db import connections

    from benchmarks.settings import DATABASE_NAMES

    django.setup()
    _make_databases(server, DATABASE_NAMES.values())
    try:
        return _measure(options)
    finally:
        connections.close_all()
        for name in DATABASE_NAMES.values():
            server.drop_database(name)


def _make_databases(server: Server, names: Iterable[str]) -> None:
    for name in names:
        server.drop_database(name)
        server.ensure_database(name)
        with psycopg.connect(server.maintenance_url, autocommit=True) as connection:
            # The work is compared, not the disk; it is the same for all contenders.
            connection.execute(f"ALTER DATABASE {name} SET synchronous_commit = off")


def _measure(options: argparse.Namespace) -> int:
    from benchmarks import bulk, messages, reading, report, segments, tiers, writing
    from benchmarks.pgbench import PgbenchMissing, find_pgbench

    is_quick = options.quick
    repetitions = options.repetitions or (3 if is_quick else 7)
    rows = options.rows or (300_000 if is_quick else LARGE_ROWS)
    chosen = options.only or list(SECTIONS)
    if "writing" in chosen:
        try:
            find_pgbench()
        except PgbenchMissing as error:
            print(f"{error} Without it there is nothing to compare with.", file=sys.stderr)
            return 1
    sections: dict[str, Callable[[], tuple[list[Finding], list[Figure]]]] = {
        "writing": lambda: writing.measure(
            repetitions=repetitions, duration_seconds=1 if is_quick else 4, tell=tell
        ),
        "bulk": lambda: bulk.measure(
            repetitions=repetitions,
            accounts=10_000 if is_quick else BONUS_ACCOUNTS,
            tell=tell,
        ),
        "segments": lambda: segments.measure(
            repetitions=repetitions,
            accounts=100_000 if is_quick else SEGMENT_ACCOUNTS,
            tell=tell,
        ),
        "tiers": lambda: tiers.measure(
            repetitions=min(repetitions, TIER_REPETITIONS_MAX),
            accounts=options.accounts or (20_000 if is_quick else TIER_ACCOUNTS),
            tell=tell,
        ),
        "messages": lambda: messages.measure(
            repetitions=repetitions,
            facts=2_000 if is_quick else FACTS,
            sent=200 if is_quick else SENT,
            tell=tell,
        ),
        "reading": lambda: reading.measure(repetitions=3 * repetitions, rows=rows, tell=tell),
    }
    findings: list[Finding] = []
    figures: list[Figure] = []
    for name in chosen:
        tell(f"{name} …")
        found, told = sections[name]()
        findings += found
        figures += told
    tell("\n" + report.figures_table(figures))
    tell("\n" + report.table(findings))
    if not is_quick and not options.only:
        report.write_document(findings, figures, command="make bench", rows=rows)
        tell(f"\nWritten to {report.DOCUMENT.name}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
