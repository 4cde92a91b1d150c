"""Points by hand, and how they run out."""
