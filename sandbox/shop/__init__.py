"""The shop: its tables, and the code that changes them. It knows nothing of points."""
