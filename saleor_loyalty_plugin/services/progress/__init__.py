"""Tiers and badges: how far each account has come, and what it gets for that."""
