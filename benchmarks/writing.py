"""Targets 1 to 3: credits one by one, in batches, and all to one account."""

import random
from collections.abc import Callable

from django.db import connection

from benchmarks import contenders, pgbench, seed
from benchmarks.measure import Operation, Series, interleaved, operations_per_second
from benchmarks.report import Figure, Finding

ACCOUNTS = 100_000
THREADS = 8

MakeOperation = Callable[[contenders.PickAccount], Operation]


class Writing:
    """Operations per second of each contender, for a number of threads."""

    def __init__(self, duration_seconds: float) -> None:
        self.duration_seconds = duration_seconds
        seed.migrate("default")
        first = seed.add_accounts("default", ACCOUNTS)
        contenders.create_hordak_accounts()
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
        # The bare statements have accounts of their own: they leave books that don't add up.
        middle = first + ACCOUNTS // 2
        self.bare_accounts = (middle, first + ACCOUNTS - 1)
        self.accounts = (first, middle - 1)

    def bare(self, threads: int) -> float:
        return pgbench.bare_transactions_per_second(
            accounts=self.bare_accounts, clients=threads, duration_seconds=self.duration_seconds
        )

    def through_django(
        self, make: MakeOperation, threads: int, *, per_call: int = 1, is_hot: bool = False
    ) -> float:
        first, last = self.accounts
        last = first if is_hot else last
        workers = [make(_picker(first, last)) for _ in range(threads)]
        return operations_per_second(
            workers,
            duration_seconds=self.duration_seconds,
            operations_per_call=per_call,
        )

    def hordak(self, threads: int) -> float:
        workers = [contenders.hordak(number) for number in range(threads)]
        return operations_per_second(workers, duration_seconds=self.duration_seconds)

    def series(self, threads: int, *, repetitions: int, tell: Callable[[str], None]) -> Series:
        batch = contenders.BATCH_POSTINGS
        competing: dict[str, Callable[[], float]] = {
            "b2": lambda: self.bare(threads),
            "ours": lambda: self.through_django(contenders.ours, threads),
            "batched": lambda: self.through_django(
                contenders.ours_batched, threads, per_call=batch
            ),
            "orm": lambda: self.through_django(contenders.plain_orm, threads),
            "hordak": lambda: self.hordak(threads),
        }
        if threads > 1:
            competing["hot"] = lambda: self.through_django(contenders.ours, threads, is_hot=True)
            competing["hot batched"] = lambda: self.through_django(
                contenders.ours_batched, threads, per_call=batch, is_hot=True
            )
        tell(f" {threads} thread(s), operations per second")
        return interleaved(competing, repetitions=repetitions, tell=tell)


def _picker(first: int, last: int) -> contenders.PickAccount:
    chance = random.Random()
    return lambda: chance.randint(first, last)


def measure(
    *, repetitions: int, duration_seconds: float, tell: Callable[[str], None]
) -> tuple[list[Finding], list[Figure]]:
    writing = Writing(duration_seconds)
    one = writing.series(1, repetitions=repetitions, tell=tell)
    many = writing.series(THREADS, repetitions=repetitions, tell=tell)
    findings = [
        _finding("1", "credit through Django × b2, 1 thread", one.ratio("ours", "b2"), "≥ 1.0"),
        _finding("1", "credit through Django × b2, 8 threads", many.ratio("ours", "b2"), "≥ 0.75"),
        _finding("2", "credit × plain ORM code, 1 thread", one.ratio("ours", "orm"), "≥ 5"),
        _finding("2", "credit × plain ORM code, 8 threads", many.ratio("ours", "orm"), "≥ 5"),
        _finding("2", "credit × django-hordak, 1 thread", one.ratio("ours", "hordak"), "≥ 5"),
        _finding("2", "credit × django-hordak, 8 threads", many.ratio("ours", "hordak"), "≥ 5"),
        _finding("3", "one hot account × many, 8 threads", many.ratio("hot", "ours"), "≥ 0.5"),
        _finding("3", "batches of 100 × b2, 1 thread", one.ratio("batched", "b2"), "≥ 6"),
        _finding("3", "batches of 100 × b2, 8 threads", many.ratio("batched", "b2"), "≥ 6"),
        _finding("3", "the same on one hot account", many.ratio("hot batched", "b2"), "≥ 6"),
    ]
    figures = [
        Figure(what=f"{name}, {threads} thread(s)", value=series.median(name), unit="per second")
        for threads, series in ((1, one), (THREADS, many))
        for name in series.figures
    ]
    return findings, figures


def _finding(target: str, what: str, ratio: float, bound: str) -> Finding:
    return Finding(target=target, what=what, ratio=ratio, bound=bound)
