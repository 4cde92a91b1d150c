"""Proof: recompute the books and list each difference."""
