"""A process that dies at a chosen moment; started by `test_crashes.py`.

python -m tests.services.crash_child between_commit_and_hook CHECKOUT_ID TOKEN
python -m tests.services.crash_child amid_settling ORDER_ID
python -m tests.services.crash_child amid_applying CHECKOUT_ID TOKEN POINTS
python -m tests.services.crash_child amid_gifts NOW BATCHES
"""

import os
import signal
import sys
from collections.abc import Callable
from typing import Any, NoReturn
from unittest.mock import patch
from uuid import UUID

import django


def die(*_args: Any, **_kwargs: Any) -> NoReturn:
    """As a pod does that is killed: no clean-up, no exception handlers."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("unreachable")


def dying_after(function: Callable[..., Any]) -> Callable[..., Any]:
    """The real function, and death as soon as it has done its work."""

    def wrapper(*args: Any, **kwargs: Any) -> NoReturn:
        function(*args, **kwargs)
        die()

    return wrapper


def between_commit_and_hook(checkout_id: str, token: str) -> None:
    from tests.contract.driver import COMPLETE

    with patch("saleor_loyalty_plugin.hooks.order_changed", die):
        _post(COMPLETE, {"id": checkout_id}, token)


def amid_settling(order_id: str) -> None:
    from django.utils import timezone

    from saleor_loyalty_plugin import ledger
    from saleor_loyalty_plugin.services.orders.settle_order import settle_order

    with patch.object(ledger, "capture_hold", dying_after(ledger.capture_hold)):
        settle_order(order_id=UUID(order_id), now=timezone.now())


def amid_applying(checkout_id: str, token: str, points: str) -> None:
    from saleor_loyalty_plugin import ledger
    from tests.contract.driver import POINTS_APPLY

    with patch.object(ledger, "place_hold", dying_after(ledger.place_hold)):
        _post(POINTS_APPLY, {"id": checkout_id, "points": int(points)}, token)


def amid_gifts(now: str, batches: str) -> None:
    """Batches of ten accounts; dies when the last one's points are written, but not committed."""
    from datetime import datetime

    from saleor_loyalty_plugin import ledger
    from saleor_loyalty_plugin.services.bonuses import gifts

    real = ledger.post_bonus
    left = int(batches)

    def post_bonus(**values: Any) -> int:
        nonlocal left
        left -= 1
        count = real(**values)
        return count if left > 0 else die()

    with patch.object(ledger, "post_bonus", post_bonus), patch.object(gifts, "BATCH", 10):
        gifts.give_gifts(now=datetime.fromisoformat(now))


def _post(query: str, variables: dict[str, Any], token: str) -> None:
    import json

    from django.test import Client

    Client().post(
        "/graphql/",
        json.dumps({"query": query, "variables": variables}),
        content_type="application/json",
        headers={"Authorization": f"Bearer {token}"},
    )


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "sandbox.settings"
    django.setup()
    {
        "between_commit_and_hook": between_commit_and_hook,
        "amid_settling": amid_settling,
        "amid_applying": amid_applying,
        "amid_gifts": amid_gifts,
    }[sys.argv[1]](*sys.argv[2:])
    # Getting here means that the process did not die where it should have.
    sys.exit(3)
