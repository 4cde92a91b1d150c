"""Segments: saved conditions on accounts."""
