"""Customers as members: accounts, taking part, cards, profiles, referrals."""
