"""The shop alone: what the plugin makes of its hooks is tested elsewhere."""

import pytest
from pytest_django import Settings

heard: list[tuple[str, object]] = []


class Recorder:
    """Writes down each hook that it hears."""

    def __getattr__(self, name: str) -> object:
        return lambda subject: heard.append((name, subject))


recorder = Recorder()


@pytest.fixture(autouse=True)
def shop_alone(settings: Settings) -> None:
    settings.SHOP_LISTENERS = []


@pytest.fixture
def hooks(settings: Settings) -> list[tuple[str, object]]:
    """The hooks that were called, in their order."""
    heard.clear()
    settings.SHOP_LISTENERS = ["tests.sandbox.conftest.recorder"]
    return heard
