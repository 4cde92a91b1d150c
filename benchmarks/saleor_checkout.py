"""Target 7: `checkoutComplete` in Saleor with the plugin against without it.

    SALEOR_HOME=../saleor python -m benchmarks.saleor_checkout [--rounds 40]

Runs inside each Saleor that is found, as `make test` does. Both sides run in turn in one process;
the ratio is the median of the rounds' ratios. Tasks are sent to a broker in memory and not run.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from devtools.postgres import PostgresError, Server, running
from devtools.saleor_suite import SALEOR_TESTS, SaleorCheckout, find_checkouts, run_in_saleor

STATEMENTS_BOUND = 2
TIME_BOUND = 1.02
INSIDE = SALEOR_TESTS / "measure_checkout.py"


def measure(server: Server, checkout: SaleorCheckout, rounds: int) -> bool:
    """Print the figures; whether the target is met."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "result.json"
        os.environ["LOYALTY_BENCH_RESULT"] = str(path)
        os.environ["LOYALTY_BENCH_ROUNDS"] = str(rounds)
        code = run_in_saleor(server, checkout, [str(INSIDE), "-q", "--no-header"])
        if code != 0 or not path.exists():
            print(f"Saleor {checkout.version}: the measurement broke off.", file=sys.stderr)
            return False
        result = json.loads(path.read_text())
    statements, milliseconds = result["statements"], result["milliseconds"]
    more = statements["with"] - statements["alone"]
    is_met: bool = more <= STATEMENTS_BOUND and result["ratio"] <= TIME_BOUND
    print(f"Saleor {checkout.version}, medians of {result['rounds']} rounds")
    print(
        f"  without the plugin     {statements['alone']} statements, {milliseconds['alone']:.1f} ms"
    )
    print(
        f"  with it                {statements['with']} statements, {milliseconds['with']:.1f} ms"
    )
    print(
        f"  target 7: {more} more statements (≤ {STATEMENTS_BOUND}),"
        f" {result['ratio']:.3f} of the time (≤ {TIME_BOUND}): {'met' if is_met else 'NOT MET'}"
    )
    print(
        f"  with points, against a voucher of the merchant without the plugin:"
        f" {statements['with_points'] - statements['alone_code']} more statements,"
        f" {result['ratio_points']:.3f} of the time"
    )
    return is_met


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.saleor_checkout")
    parser.add_argument("--rounds", type=int, default=40)
    options = parser.parse_args(arguments)
    checkouts = [found for found in find_checkouts() if not found.obstacle()]
    if not checkouts:
        print("No Saleor to measure in: set SALEOR_HOME.", file=sys.stderr)
        return 1
    try:
        with running("test") as server:
            results = [measure(server, checkout, options.rounds) for checkout in checkouts]
    except PostgresError as error:
        print(error, file=sys.stderr)
        return 1
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
