"""A bound on the time that reading may take: a clear answer in its place, not a slow page."""

import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import OperationalError, connections, transaction
from django.utils.translation import gettext_noop
from psycopg.errors import QueryCanceled

from saleor_loyalty_plugin.services.errors import LoyaltyProblem, ProblemCode

SECONDS_MAX = 10

# A shorter time that the shop has set for its statements stays.
_SET_TIMEOUT = """
SELECT setting, set_config('statement_timeout', (
    CASE WHEN setting::bigint BETWEEN 1 AND %(ms)s THEN setting::bigint ELSE %(ms)s END
)::text, true)
FROM pg_settings WHERE name = 'statement_timeout'
"""
_RESET_TIMEOUT = "SELECT set_config('statement_timeout', %s, true)"


@dataclass(slots=True, kw_only=True)
class Budget:
    """The time that one request, or one call, may take for all that it reads in this way.

    `too_slow` is what to say when it is over.
    """

    seconds: float = SECONDS_MAX
    too_slow: str = gettext_noop(
        "Adding this up took longer than %(seconds)s seconds. Try again when the shop is less busy."
    )
    _deadline: float | None = field(default=None, init=False)

    def left_ms(self) -> int:
        """Counts from the first time that it is asked. Raises `LoyaltyProblem`: TOO_SLOW."""
        if self._deadline is None:
            self._deadline = time.monotonic() + self.seconds
        left = int((self._deadline - time.monotonic()) * 1000)
        if left <= 0:
            raise self.problem()
        return left

    def problem(self) -> LoyaltyProblem:
        return LoyaltyProblem(ProblemCode.TOO_SLOW, self.too_slow, values={"seconds": self.seconds})


@contextmanager
def bounded(budget: Budget, *, using: str) -> Generator[None, None, None]:
    """Statements in it are given up when the time is over.

    Raises `LoyaltyProblem`: TOO_SLOW.
    """
    milliseconds = budget.left_ms()
    is_inner = connections[using].in_atomic_block
    try:
        with transaction.atomic(using=using), connections[using].cursor() as cursor:
            cursor.execute(_SET_TIMEOUT, {"ms": milliseconds})
            before = cursor.fetchone()[0]
            yield
            if is_inner:
                cursor.execute(_RESET_TIMEOUT, [before])
    except OperationalError as error:
        if isinstance(error.__cause__, QueryCanceled):
            raise budget.problem() from error
        raise
