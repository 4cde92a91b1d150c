"""Mutations, one use case a class."""
