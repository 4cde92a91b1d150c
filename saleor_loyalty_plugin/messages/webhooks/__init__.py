"""Requests to apps that want to hear of facts."""
