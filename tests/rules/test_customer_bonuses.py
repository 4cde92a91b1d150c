"""What customers are owed for being customers."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from saleor_loyalty_plugin.rules.customer_bonuses import (
    newsletter_points,
    registration_points,
    says_yes,
)
from saleor_loyalty_plugin.rules.facts import CustomerFacts
from saleor_loyalty_plugin.rules.terms import ProgramTerms

START = datetime(2026, 3, 1, tzinfo=UTC)
ANN = CustomerFacts(
    customer_id=1,
    email="ann@example.com",
    name="Ann",
    is_active=True,
    is_confirmed=True,
    joined_at=START,
    metadata={"newsletter": "yes"},
)
TERMS = ProgramTerms(
    started_at=START,
    registration_points=50,
    newsletter_points=20,
    newsletter_metadata_key="newsletter",
)


def owed(customer: CustomerFacts = ANN, terms: ProgramTerms = TERMS) -> tuple[int, int]:
    return registration_points(customer, terms), newsletter_points(customer, terms)


def test_both_are_owed_to_an_established_customer() -> None:
    assert owed() == (50, 20)


@pytest.mark.parametrize("state", [{"is_active": False}, {"awaits_confirmation": True}])
def test_nothing_before_the_shop_takes_the_account_for_good(state: dict[str, bool]) -> None:
    assert owed(replace(ANN, **state)) == (0, 0)


def test_confirmation_that_nobody_asks_for_is_not_missed() -> None:
    assert owed(replace(ANN, is_confirmed=False)) == (50, 20)


def test_who_joined_before_the_program_began_is_owed_the_newsletter_alone() -> None:
    early = replace(ANN, joined_at=START - timedelta(microseconds=1))
    assert owed(early) == (0, 20)


@pytest.mark.parametrize("switch", ["is_active", "earning_active"])
def test_nothing_while_earning_is_off(switch: str) -> None:
    assert owed(terms=replace(TERMS, **{switch: False})) == (0, 0)


@pytest.mark.parametrize(
    ("value", "expected"),
    [("yes", True), ("1", True), ("2026-03-01", True), (" true ", True)]
    + [(text, False) for text in ("", "0", "false", "FALSE", "no", " No ")],
)
def test_what_metadata_say(value: str, expected: bool) -> None:
    assert says_yes({"key": value}, "key") is expected


def test_no_key_is_no_sign_up() -> None:
    assert not says_yes({"": "yes"}, "")
    assert not says_yes({"other": "yes"}, "key")
