"""The staff pages: what the shop's dashboard is told of them, and their files."""
