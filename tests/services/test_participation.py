"""The rule in Python and the condition in SQL say the same."""

from datetime import timedelta
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saleor_loyalty_plugin import ledger
from saleor_loyalty_plugin.models import (
    Account,
    Card,
    CardStatus,
    Entry,
    EntryKind,
    MembershipChange,
    Program,
    ProgramVersion,
)
from saleor_loyalty_plugin.rules.participation import ChangeKind
from saleor_loyalty_plugin.rules.terms import Eligibility
from saleor_loyalty_plugin.services.members.participation import (
    eligibility_histories,
    eligibility_then,
    takes_part,
    taking_part,
)
from tests.rules.builders import NOON


def _random_accounts(random: Random, count: int) -> list[Account]:
    """Accounts with up to four changes and two cards each, at whole hours, some at one time."""
    program_id = Program.objects.get(is_default=True).pk
    accounts = []
    for number in range(count):
        account = ledger.ensure_account(program_id=program_id, customer_id=number + 1, now=NOON)
        accounts.append(account)
        for _ in range(random.randint(0, 4)):
            MembershipChange.objects.create(
                account=account,
                kind=random.choice(list(ChangeKind)),
                changed_at=NOON + timedelta(hours=random.randint(0, 3)),
            )
        for position in range(random.randint(0, 2)):
            issued_at = NOON + timedelta(hours=random.randint(0, 2))
            Card.objects.create(
                account=account,
                number=f"{number}0{position}",
                status=CardStatus.ACTIVE if position == 0 else CardStatus.BLOCKED,
                issued_at=issued_at,
                ended_at=random.choice([None, issued_at + timedelta(hours=random.randint(0, 2))]),
            )
    return accounts


@pytest.mark.django_db
@pytest.mark.parametrize("eligibility", list(Eligibility))
def test_condition_and_rule_agree(eligibility: Eligibility) -> None:
    accounts = _random_accounts(Random(7), 60)
    answers = set()
    for hours in range(-1, 5):
        moment = NOON + timedelta(hours=hours)
        condition = taking_part(eligibility=eligibility, moment=moment)
        by_sql = set(Account.objects.filter(condition).values_list("pk", flat=True))
        by_rule = {
            account.pk
            for account in accounts
            if takes_part(account=account, eligibility=eligibility, moment=moment)
        }
        assert by_sql == by_rule
        answers.add(len(by_sql))
    assert len(answers) > 1


@pytest.mark.django_db
def test_condition_holds_for_what_belongs_to_an_account() -> None:
    accounts = _random_accounts(Random(8), 20)
    for account in accounts:
        ledger.post_entry(
            ledger.Posting(
                account_id=account.pk,
                points=1,
                kind=EntryKind.ADJUST,
                reason="X",
                key=f"{account.pk}",
            ),
            now=NOON,
        )
    of_accounts = taking_part(eligibility=Eligibility.CARD_HOLDERS, moment=NOON)
    of_entries = taking_part(
        eligibility=Eligibility.CARD_HOLDERS, moment=NOON, account="account_id"
    )
    expected = Account.objects.filter(of_accounts).values_list("pk", flat=True)
    found = Entry.objects.filter(of_entries).values_list("account_id", flat=True)
    assert set(found) == set(expected) != set()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("eligibility", "queries"), [("EVERYONE", 1), ("OPTED_IN", 1), ("CARD_HOLDERS", 2)]
)
def test_asking_costs_one_query_and_one_for_cards(eligibility: str, queries: int) -> None:
    (account,) = _random_accounts(Random(9), 1)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        takes_part(account=account, eligibility=Eligibility(eligibility), moment=NOON)
        takes_part(account=None, eligibility=Eligibility(eligibility), moment=NOON)
    assert len(captured) == queries


@pytest.mark.django_db
def test_whom_a_program_was_for_is_remembered() -> None:
    program = Program.objects.get(is_default=True)
    first = ProgramVersion.objects.get(program=program)
    terms = {key: value for key, value in first.terms.items() if key != "eligibility"}
    ProgramVersion.objects.filter(pk=first.pk).update(created_at=NOON, terms=terms)
    ProgramVersion.objects.create(
        program=program,
        number=2,
        terms={**terms, "eligibility": "OPTED_IN"},
        author="test",
        created_at=NOON + timedelta(hours=1),
    )

    history = eligibility_histories(program_ids=[program.pk], using="default")[program.pk]
    found = [eligibility_then(history, NOON + timedelta(hours=hours)) for hours in (-1, 0, 1, 9)]

    assert found == ["EVERYONE", "EVERYONE", "OPTED_IN", "OPTED_IN"]
