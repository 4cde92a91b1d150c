"""What tiers ask of a shop where there is none: which database is written to."""

from collections.abc import Iterator
from contextlib import contextmanager


class NoShop:
    """A host that has no customers, and nothing to be told."""

    def writer_alias(self) -> str:
        return "default"

    @contextmanager
    def writer_access(self) -> Iterator[None]:
        yield
