"""How fast the ledger is, as ratios within one run; `python -m benchmarks --help`."""
