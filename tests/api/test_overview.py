"""The overview where time runs out. On the sandbox alone: in Saleor's tests the replica is a fake
that knows no savepoints, so that a statement given up would break the test's own transaction."""

from collections.abc import Iterator

import pytest
from django.db import connection

from saleor_loyalty_plugin.services.reports import points_moved
from tests.api.world import DOCUMENTS, World
from tests.contract.driver import Shop
from tests.contract.sandbox_setup import SandboxSetup


@pytest.fixture
def shop(committing_db: None) -> Iterator[Shop]:
    yield Shop(SandboxSetup())


def test_what_takes_too_long_leaves_the_rest(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    world = World.build(shop)
    slow = "SELECT 1, 'EARNED', count(pg_sleep(5)) WHERE %(program_id)s > 0"
    monkeypatch.setattr(points_moved, "_SUMS", slow)
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = '200ms'")
    try:
        body = world.post(DOCUMENTS["LoyaltyHomeWidget"], world.admin)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET statement_timeout")

    found = body["data"]["loyaltyOverview"]
    assert found["thisMonth"] is found["monthBefore"] is None
    assert found["standing"]["membersCount"] == 1
    codes = {error["extensions"]["code"] for error in body["errors"]}
    assert codes == {"TOO_SLOW"}
    assert "%(" not in body["errors"][0]["message"]
