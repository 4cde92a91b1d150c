"""Whose account staff mean: a customer's in a channel's program, or the one with an ID."""

from typing import Any, NamedTuple

from saleor_loyalty_plugin.api.ids import key_of
from saleor_loyalty_plugin.api.loaders import channel_by_slug, program_of_channel
from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import Account
from saleor_loyalty_plugin.services.errors import LoyaltyProblem, ProblemCode

CHANNEL = "The slug of a Channel, whose program is meant; without it the default program."
ACCOUNT = "The ID of the account, instead of `customerId` and `channel`."


class Whose(NamedTuple):
    """A customer and a program; None is the default program. There may be no account yet."""

    customer_id: int
    program_id: int | None


def whose_account(
    info: Any, *, customer_id: str | None, account_id: str | None, channel: str | None
) -> Whose:
    """The account that is meant by exactly one of `customer_id` and `account_id`.

    Raises `LoyaltyProblem`: REQUIRED, INVALID, NOT_FOUND, GRAPHQL_ERROR.
    """
    if account_id is not None:
        return owner_of_account(account_id, customer_id=customer_id, channel=channel)
    if customer_id is None:
        raise LoyaltyProblem(
            ProblemCode.REQUIRED, "Give one of customerId and accountId.", field="customer_id"
        )
    customer_key = key_of(customer_id, "User", field="customer_id")
    return Whose(customer_key, program_id_of(info, channel))


def owner_of_account(account_id: str, *, customer_id: str | None, channel: str | None) -> Whose:
    """Whose account has this ID. Raises `LoyaltyProblem`: INVALID where the others are given, too;
    NOT_FOUND, GRAPHQL_ERROR."""
    account_key = account_key_of(account_id, customer_id=customer_id, channel=channel)
    rows = Account.objects.using(current_host().writer_alias()).filter(pk=account_key)
    found = rows.values_list("customer_id", "program_id").first()
    if found is None:
        raise LoyaltyProblem(ProblemCode.NOT_FOUND, "No account has this ID.", field="account_id")
    return Whose(*found)


def account_key_of(account_id: str, *, customer_id: str | None, channel: str | None) -> int:
    """The key of an account that is named by nothing else.

    Raises `LoyaltyProblem`: INVALID, GRAPHQL_ERROR.
    """
    if customer_id is not None or channel is not None:
        raise LoyaltyProblem(
            ProblemCode.INVALID,
            "Give accountId alone, or customerId and channel.",
            field="account_id",
        )
    return key_of(account_id, "LoyaltyAccount", field="account_id")


def program_id_of(info: Any, slug: str | None) -> int | None:
    """The program of a channel; None, the default program, without one.

    Raises `LoyaltyProblem`: NOT_FOUND.
    """
    if slug is None:
        return None
    channel = channel_by_slug(info.context, slug)
    if channel is None:
        raise LoyaltyProblem(ProblemCode.NOT_FOUND, "No channel has this slug.", field="channel")
    program = program_of_channel(info.context, channel)
    if program is None:
        raise LoyaltyProblem(
            ProblemCode.NOT_FOUND, "No program covers this channel.", field="channel"
        )
    return program.pk
