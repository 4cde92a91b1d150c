"""A checkout that is to be changed: locked, read afresh, and by whom."""

from typing import Any
from uuid import UUID

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.hosts.port import LockedCheckout, Permission, Requestor
from saleor_loyalty_plugin.rules.facts import CheckoutFacts
from saleor_loyalty_plugin.services.errors import LoyaltyProblem, ProblemCode


def locked_facts(checkout_id: UUID, checkout: Any) -> CheckoutFacts:
    """Lock an open checkout until the transaction ends, and read it.

    Raises `LoyaltyProblem`: NOT_FOUND, CHECKOUT_CLOSED.
    """
    host = current_host()
    locked = host.lock_checkout(checkout_id)
    if locked is not None and locked.is_completing:
        raise LoyaltyProblem(
            ProblemCode.CHECKOUT_CLOSED,
            "An order is being made of this checkout. Its points can't be changed now.",
            field="id",
        )
    if locked is not None:
        facts, _ = fresh_facts(checkout_id, locked, checkout)
        if facts is not None:
            return facts
    if host.order_id_by_checkout(checkout_id) is not None:
        raise LoyaltyProblem(
            ProblemCode.CHECKOUT_CLOSED,
            "This checkout has become an order. Its points can't be changed any more.",
            field="id",
        )
    raise LoyaltyProblem(ProblemCode.NOT_FOUND, "No open checkout has this ID.", field="id")


def fresh_facts(
    checkout_id: UUID, locked: LockedCheckout, checkout: Any
) -> tuple[CheckoutFacts | None, Any]:
    """Facts of a locked checkout, and the object at hand if it tells the same story as the row.

    Another request may have changed the code or the customer since the object was read.
    """
    host = current_host()
    facts = host.checkout_facts(checkout_id, checkout=checkout)
    if (
        checkout is not None
        and facts is not None
        and (facts.voucher_code, facts.customer_id) != (locked.voucher_code, locked.customer_id)
    ):
        return host.checkout_facts(checkout_id), None
    return facts, checkout


def check_may_act(facts: CheckoutFacts, requestor: Requestor) -> None:
    """Customers act on their own checkout, staff and apps on anybody's.

    Raises `LoyaltyProblem`: NOT_SIGNED_IN, NOT_FOUND.
    """
    if requestor.may(Permission.MANAGE_CHECKOUTS) or requestor.may(Permission.MANAGE_USERS):
        if facts.customer_id is None:
            raise LoyaltyProblem(
                ProblemCode.NOT_SIGNED_IN,
                "This checkout has no customer. Attach one first (checkoutCustomerAttach).",
                field="id",
            )
        return
    if requestor.user_id is None:
        raise LoyaltyProblem(ProblemCode.NOT_SIGNED_IN, "Sign in to use points.", field="id")
    if facts.customer_id is None:
        raise LoyaltyProblem(
            ProblemCode.NOT_SIGNED_IN,
            "This checkout has no customer yet. Attach yourself first (checkoutCustomerAttach).",
            field="id",
        )
    if facts.customer_id != requestor.user_id:
        raise LoyaltyProblem(
            ProblemCode.NOT_FOUND, "No open checkout of yours has this ID.", field="id"
        )
