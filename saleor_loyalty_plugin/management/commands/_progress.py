"""Progress for commands that take long."""

from collections.abc import Callable

from django.core.management.base import OutputWrapper


def progress_to(stream: OutputWrapper) -> Callable[[str, int], None]:
    """A callback that writes `accounts: 5000` as the work goes on, one line each time."""

    def told(what: str, count: int) -> None:
        stream.write(f"{what}: {count}")
        stream.flush()

    return told
