"""The shop's GraphQL: Saleor's names and shapes for what the shop has."""
