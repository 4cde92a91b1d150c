"""The worked example of docs/spending.md, "How reductions fit together"."""

# A lamp at 40.00 and a cup at 20.00: what gives it, what it takes off, what is left of the goods.
IN_ORDER = (
    ("TIER", "6.00", "54.00"),
    ("BADGE", "5.00", "49.00"),
    ("REWARD", "8.00", "41.00"),
    ("POINTS", "10.00", "31.00"),
)
