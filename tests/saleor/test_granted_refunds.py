"""Refunds that a merchant grants before the payment provider pays them: Saleor calls no hook."""

from typing import Any
from uuid import UUID

import graphene
import pytest
from saleor.order.models import OrderGrantedRefund
from saleor.payment import TransactionEventType
from saleor.payment.models import TransactionItem

from saleor_loyalty_plugin.tasks import settle_order_task, sweep_orders_task
from tests.contract.driver import Shop
from tests.contract.refunds_suite import (
    Story,
    World,
    assert_books_are_right,
    net_of_order,
    new_world,
)
from tests.saleor.saleor_setup import GRANT

GRANT_AMOUNT = """
mutation ($id: ID!, $transaction: ID!, $amount: Decimal!) {
  orderGrantRefundCreate(id: $id, input: {transactionId: $transaction, amount: $amount}) {
    grantedRefund { id } errors { field message code }
  }
}"""
REPORT = """
mutation ($id: ID!, $type: TransactionEventTypeEnum!, $amount: PositiveDecimal!) {
  transactionEventReport(id: $id, type: $type, amount: $amount, pspReference: "granted") {
    errors { field message code }
  }
}"""


@pytest.fixture(params=["hooks", "no hooks"])
def world(request: Any, shop: Shop) -> Any:
    """500 of the customer's points are used: 3 cups at 28.50 and a pot at 66.50 earn 95."""
    world = new_world(shop, Story(label="", steps=(), earned=0, points=500))
    if request.param == "hooks":
        yield world
    else:
        with shop.setup.hooks_lost():
            yield world


def _found(world: World) -> tuple[int, int]:
    """Points earned and spent once the sweep has run, and again."""
    for _ in range(2):
        sweep_orders_task()
        settle_order_task(str(world.order_id))
    assert_books_are_right()
    return net_of_order(world)


def _ids(world: World) -> dict[str, str]:
    return {
        "id": graphene.Node.to_global_id("Order", world.order_id),
        "transaction": world.shop.setup.transaction_id(world.order_id),
    }


def _grant_cup(world: World) -> None:
    line_id = world.shop.order(world.order_id)["lines"][world.cups]["id"]
    world.shop.mutate(
        GRANT, {**_ids(world), "line": line_id, "quantity": 1}, world.shop.admin.token
    )


def _request(order_id: UUID) -> None:
    """As Saleor does when it asks the payment provider for the granted money."""
    item = TransactionItem.objects.get(order_id=order_id)
    granted = OrderGrantedRefund.objects.get(order_id=order_id)
    item.events.create(
        type=TransactionEventType.REFUND_REQUEST,
        psp_reference="granted",
        amount_value=granted.amount_value,
        currency=item.currency,
        include_in_calculations=True,
        related_granted_refund=granted,
    )


def _report(world: World, event: str, amount: str) -> None:
    variables = {"id": _ids(world)["transaction"], "type": event, "amount": amount}
    world.shop.mutate(REPORT, variables, world.shop.setup.app_token("HANDLE_PAYMENTS"))


def test_granted_piece_goes_at_once_comes_back_when_refused_and_goes_again(world: World) -> None:
    _grant_cup(world)
    assert _found(world) == (85, 450)

    _request(world.order_id)
    _report(world, "REFUND_FAILURE", "9.50")
    assert _found(world) == (95, 500)

    _report(world, "REFUND_SUCCESS", "9.50")
    assert _found(world) == (85, 450)


def test_granted_amount_goes_when_it_was_paid(world: World) -> None:
    ids = _ids(world)
    world.shop.mutate(GRANT_AMOUNT, {**ids, "amount": "52.50"}, world.shop.admin.token)
    assert _found(world) == (95, 500)

    _request(world.order_id)
    _report(world, "REFUND_SUCCESS", "52.50")
    # Half of 105.00.
    assert _found(world) == (47, 250)


def test_granted_piece_that_comes_back_counts_once_and_the_order_is_cancelled(world: World) -> None:
    _grant_cup(world)
    world.take_back_cup()
    assert _found(world) == (85, 450)

    world.cancel_shipment()
    world.cancel()
    assert _found(world) == (0, 0)


def test_order_with_a_granted_piece_that_was_never_shipped_is_fulfilled(shop: Shop) -> None:
    program = {"earnTrigger": "ORDER_FULFILLED"}
    world = new_world(shop, Story(label="", steps=(), earned=0, program=program))
    _grant_cup(world)
    # All but the cup that was paid back.
    shop.setup.fulfill_all_but(world.order_id, world.cups, 1)

    assert shop.order(world.order_id)["status"] == "PARTIALLY_FULFILLED"
    assert _found(world) == (90, 0)
