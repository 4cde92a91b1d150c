"""What was measured against what was aimed at, as a table and as docs/benchmarks.md."""

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.db import connection

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One ratio. `bound` is "≥ 1.0" or "≤ 1.5"; without one the ratio is only told."""

    target: str
    what: str
    ratio: float
    bound: str = ""

    @property
    def is_met(self) -> bool | None:
        if not self.bound:
            return None
        sign, _, number = self.bound.partition(" ")
        return self.ratio >= float(number) if sign == "≥" else self.ratio <= float(number)

    @property
    def verdict(self) -> str:
        return {True: "met", False: "NOT MET", None: ""}[self.is_met]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A median in its own unit; tells the size of things, compares nothing across machines."""

    what: str
    value: float
    unit: str


def table(findings: Sequence[Finding]) -> str:
    rows = [("Target", "What", "Bound", "Measured", "")]
    rows += [(f.target, f.what, f.bound, f"{f.ratio:.2f}", f.verdict) for f in findings]
    return _markdown(rows)


def figures_table(figures: Sequence[Figure]) -> str:
    rows = [("What", "Median", "Unit")]
    rows += [(f.what, f"{f.value:,.{0 if f.value >= 100 else 2}f}", f.unit) for f in figures]
    return _markdown(rows)


def write_document(
    findings: Sequence[Finding], figures: Sequence[Figure], *, command: str, rows: int
) -> None:
    missed = [f for f in findings if f.is_met is False]
    summary = "All targets are met." if not missed else f"Not met: {len(missed)} of the rows below."
    DOCUMENT.parent.mkdir(exist_ok=True)
    DOCUMENT.write_text(
        _DOCUMENT.format(
            date=datetime.now(UTC).date(),
            machine=_machine(),
            command=command,
            rows=rows,
            summary=summary,
            load=os.getloadavg()[2],
            findings=table(findings),
            figures=figures_table(figures),
        )
    )


def _markdown(rows: Sequence[Sequence[str]]) -> str:
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in rows
    ]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([lines[0], rule, *lines[1:]])


def _machine() -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('server_version'), current_setting('synchronous_commit'),"
            " current_setting('shared_buffers')"
        )
        version, commit, buffers = cursor.fetchone()
    return (
        f"PostgreSQL {version} (synchronous_commit {commit}, shared_buffers {buffers}),"
        f" Python {platform.python_version()}, {os.cpu_count()} cores"
    )


_DOCUMENT = """# Benchmarks

Written by `{command}`; don't edit by hand. Measured on {date}: {machine}, {rows:,} entries in the
large database.

{summary} Load average over the last fifteen minutes: {load:.1f}; above 1 for each core
something else wanted the cores too, and the figures of one thread, which waits for a free core at
each turn, say the least.

## Targets

{findings}

Where a bound is not met, the work has grown: the figures that set the bounds were of functions
that wrote an account and an entry. A posting now writes a lot and an outbox row in the same
transaction; in the server the lot costs as much as the account's update, the outbox row a third of
that.

How the cores are shared matters as much. In short runs on 22 November 2026 with absolute priority
over everything else on two cores, a credit came to 1.0 × b2 with one thread and to 0.55 to 0.65
with eight, which share one interpreter; batches to 7.5 and 3.9.

Of the sweep over tiers the server does little; Python decides account by account. In runs of their
own on 22 November 2026, beside a load of 7 to 10 on two cores, 300,000 accounts whose day left took
175 seconds, of which Python computed 43 and the server 6: 0.14 and 0.02 ms for each account, in the
first batch of 1000 and in the last. On the 1st of January, with a history and a message each, it
was 0.26 and 0.04 ms among 60,000. So a million accounts are three to five minutes of one core,
under that load ten to twenty-five; the task takes on 200,000 each five minutes, and several at once
share the work.

What the names mean, and how it is measured:

- Only ratios within one run mean anything. Contenders run in turn, round after round, and a ratio
  is the median of the ratios within each round.
- **b2** is pgbench at the same number of clients with the two bare statements of a credit in one
  transaction, on the ledger's own tables with their indexes, keys and checks: an UPDATE with a
  bound and an INSERT under a unique key. It writes no lot and no outbox row, looks nothing up and
  runs in C; ours writes all of that, through Django.
- All threads of "through Django" share one Python process, as under one worker of a server; they
  and the database share the same cores.
- Commits don't wait for the disk (`synchronous_commit` off) on either side: the work is compared,
  not the disk.
- **Plain ORM code** is select_for_update, save and create in one transaction, with a unique key
  but without lots, outbox and look-up. **django-hordak** is its own `transfer_to` between two of
  200 accounts.
- The bonus and the sweeps are one statement each over 100,000 accounts. "The same rows" is plain
  SQL that writes the rows that ours writes (entries, lots or lot uses, outbox rows, balances)
  without locks, keys, bounds or hashes; "the entries alone" is one INSERT..SELECT of as many
  entries and nothing else.
- Segments are looked for among a million accounts: **common** ones are half of all; the **rare
  tier** and the **rare amount** have ten each, the second known to no index and the last of all;
  **late** ones are half a hundredth, and again the last; **nobody** meets conditions of which each
  is met by many; **mixed** asks six tables. A page has 20 accounts, a count stops at 10,000.
  Looking at each account once is `SELECT count(*)` with a condition on the balance.
- **New year** and **day leaves** are the sweep over tiers when all accounts are due at once, each
  with four days of spending: on the 1st of January all fall from Silver to Bronze, with a history
  and a message each; on a day of the rolling window one of the four days leaves the sum, and
  nobody's tier changes. "The same rows" is one UPDATE..FROM over the sums of the days, and
  INSERT..SELECTs for history and messages: without locks, batches, policy, staff, membership, gifts
  or badges.
- **Messages** are news of one bonus to 20,000 accounts with a customer each. The relay makes an
  e-mail of each fact and has its customer say the new balance; "the same rows" is an INSERT..SELECT
  of the deliveries, an UPDATE of the facts and one of the customers, without locks, batches,
  settings, tiers or cards. The mirror's sweep is compared with that last UPDATE: where everybody
  says something else, and where nobody does.
- **E-mails** and **webhooks** are sent by one worker to servers on the same machine, in processes
  of their own, which take everything at once. Each is claimed, started, read for, written from its
  template, handed over and noted. Bare sending is `smtplib` or `http.client` with the very same
  bytes, ready-made, by one connection. What a real server takes its time for comes to both.
- Reads go to a random account of all, each with 100 entries, through a bare cursor. A history page
  is 20 entries after a cursor. Buffers are what EXPLAIN counts for the columns that the covering
  index holds.

Targets 6 (reports) and 7 (`checkoutComplete`) are not measured here.

## Figures behind them

{figures}

## Repeat it

```
make bench                     # everything; about twenty minutes and 8 GB of disk
make bench ARGS="--quick"      # three minutes, small tables: for a rough idea only
make bench ARGS="--only writing"
```

The server is the embedded one; set DATABASE_URL (as a superuser, with pgbench in PATH) to use
another: the benchmark makes three databases of its own on it and drops them at the end.
"""
