"""Rewards: the catalogue, claims, and what staff have to fulfil."""
