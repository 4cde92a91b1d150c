"""Pure functions of facts, terms and time. Standard library only; no clock, no I/O."""
