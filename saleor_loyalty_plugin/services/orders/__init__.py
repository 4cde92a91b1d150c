"""Orders: settling them, guests' orders, and what one would earn or give back."""
