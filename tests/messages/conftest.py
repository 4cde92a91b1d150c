"""What tests of messages share."""

from collections.abc import Iterator

import pytest

from saleor_loyalty_plugin.messages.deliver import _doubts
from tests.messages.fact_builders import Post, by_post


@pytest.fixture(autouse=True)
def _no_doubts() -> Iterator[None]:
    """A process remembers which mail servers took nothing."""
    yield
    _doubts.clear()


@pytest.fixture
def way(monkeypatch: pytest.MonkeyPatch) -> Iterator[Post]:
    """Whatever is sent is kept."""
    with by_post(monkeypatch) as post:
        yield post
