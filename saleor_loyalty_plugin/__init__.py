"""Loyalty points for Saleor: earned by orders, spent at the checkout, kept in a ledger."""

__version__ = "0.1.0"
