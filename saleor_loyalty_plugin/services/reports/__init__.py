"""Reports: sums over all accounts of a program."""
