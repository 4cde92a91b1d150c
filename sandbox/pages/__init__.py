"""The demo's pages: static files that talk to `/graphql/` and to nothing else."""
