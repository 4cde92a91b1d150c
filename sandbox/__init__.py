"""A small, honest shop that speaks Saleor's GraphQL: for the demo and for fast tests.

Not part of the wheel. It shares no code with Saleor; it shares its names, its shapes and,
for the part it has, its behaviour, so that one contract suite can run against both.
"""

from sandbox.celery import app as celery_app

__all__ = ["celery_app"]
