"""Timing: interleaved repetitions, medians, ratios of what ran side by side."""

import statistics
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from django.db import connection, connections

WARM_UP_OPERATIONS = 20

Operation = Callable[[int], object]


@dataclass(frozen=True, slots=True)
class Series:
    """Figures of several contenders, one of each per repetition."""

    figures: dict[str, list[float]] = field(default_factory=dict)

    def add(self, name: str, value: float) -> None:
        self.figures.setdefault(name, []).append(value)

    def median(self, name: str) -> float:
        return statistics.median(self.figures[name])

    def ratio(self, name: str, base: str) -> float:
        """Median of the ratios within each repetition: what slows one slows its neighbour."""
        pairs = zip(self.figures[name], self.figures[base], strict=True)
        return statistics.median(value / other for value, other in pairs)


def interleaved(
    contenders: Mapping[str, Callable[[], float]],
    *,
    repetitions: int,
    tell: Callable[[str], None],
) -> Series:
    """One figure of each contender in turn, then the next round, in changing order."""
    series = Series()
    names = list(contenders)
    for number in range(repetitions):
        for name in names if number % 2 == 0 else reversed(names):
            series.add(name, contenders[name]())
        figures = ", ".join(f"{name} {series.figures[name][-1]:,.0f}" for name in names)
        tell(f"  round {number + 1}: {figures}")
    return series


def operations_per_second(
    workers: Sequence[Operation], *, duration_seconds: float, operations_per_call: int = 1
) -> float:
    """How many operations all workers together do, each in a thread and session of its own.

    A worker is called with 0, 1, 2 …; its first calls are not counted, so that sessions have
    their plans.
    """
    barrier = threading.Barrier(len(workers))

    def run(worker: Operation) -> tuple[int, float]:
        try:
            connection.ensure_connection()
            for number in range(WARM_UP_OPERATIONS):
                worker(number)
            barrier.wait(60)
            started = time.perf_counter()
            end = started + duration_seconds
            number = WARM_UP_OPERATIONS
            while time.perf_counter() < end:
                worker(number)
                number += 1
            return number - WARM_UP_OPERATIONS, time.perf_counter() - started
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(workers)) as pool:
        counted = list(pool.map(run, workers))
    return sum(count / seconds for count, seconds in counted) * operations_per_call


def milliseconds(action: Callable[[], object]) -> float:
    started = time.perf_counter()
    action()
    return (time.perf_counter() - started) * 1000
