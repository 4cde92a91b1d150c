"""What tests of messages share."""

from collections.abc import Iterator

import pytest

from tests.messages.fact_builders import Post, by_post


@pytest.fixture
def way(monkeypatch: pytest.MonkeyPatch) -> Iterator[Post]:
    """Whatever is sent is kept."""
    with by_post(monkeypatch) as post:
        yield post
