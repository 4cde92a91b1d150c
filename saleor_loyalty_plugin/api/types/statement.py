"""Statements of accounts."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

import graphene
from django.utils import timezone
from promise import Promise

from saleor_loyalty_plugin import ledger
from saleor_loyalty_plugin.api.errors import as_graphql_error
from saleor_loyalty_plugin.api.loaders import Loader, ProgramById
from saleor_loyalty_plugin.api.shop import shop_type
from saleor_loyalty_plugin.messages.statements import asked_period, statement_pages, statements_of
from saleor_loyalty_plugin.models import Account, Program
from saleor_loyalty_plugin.rules.balances import shown_balance
from saleor_loyalty_plugin.rules.statements import Period
from saleor_loyalty_plugin.rules.terms import NegativeBalance

FROM = (
    "The first day, in the program's time zone. Without both days, the calendar month before this"
    " one is meant."
)
TO = "The last day, which belongs to it; without it today."


def period_arguments() -> dict[str, graphene.Argument]:
    """The arguments `from` and `to`."""
    return {
        "first": graphene.Argument(shop_type("Date"), name="from", description=FROM),
        "last": graphene.Argument(shop_type("Date"), name="to", description=TO),
    }


class StatementOfAccount(Loader):
    """Keys are (account, period, time zone)."""

    def read(
        self, keys: list[tuple[int, Period, str]], *, using: str
    ) -> dict[Any, ledger.Movements]:
        return dict(zip(keys, statements_of(keys, using=using), strict=True))


class PageOfStatement(Loader):
    """Keys are (account, period, language)."""

    def read(self, keys: list[tuple[int, Period, str | None]], *, using: str) -> dict[Any, str]:
        wanted: defaultdict[str | None, list[tuple[int, Period]]] = defaultdict(list)
        for account_id, period, language_code in keys:
            wanted[language_code].append((account_id, period))
        return {
            (*pair, language_code): page
            for language_code, pairs in wanted.items()
            for pair, page in statement_pages(
                pairs, language_code=language_code, now=timezone.now(), using=using
            ).items()
        }


@dataclass(frozen=True, slots=True)
class ShownStatement:
    """What the type resolves from."""

    account: Account
    program: Program
    period: Period
    movements: ledger.Movements

    def shown(self, balance: int) -> int:
        return shown_balance(balance, NegativeBalance(self.program.negative_balance))


class LoyaltyStatement(graphene.ObjectType):
    """What moved on an account on some days, in all."""

    first_day = graphene.Field(shop_type("Date"), required=True, description="The first day.")
    last_day = graphene.Field(
        shop_type("Date"), required=True, description="The last day, which belongs to it."
    )
    opening_balance = graphene.Int(
        required=True, description="The balance before the first day; pending points count."
    )
    points_received = graphene.Int(required=True, description="The sum of what came in.")
    points_spent = graphene.Int(
        required=True,
        description="The sum of what was used, has expired or was taken back; 0 or above.",
    )
    closing_balance = graphene.Int(required=True, description="The balance after the last day.")
    entries_count = graphene.Int(required=True, description="How many movements there were.")
    html = graphene.String(
        language_code=graphene.Argument(
            shop_type("LanguageCodeEnum"),
            description="The language of the page; without it the customer's own.",
        ),
        description=(
            "The statement as a page of its own, to keep or to print, with up to 1000 movements"
            " and what expires next. Null for a customer whom the shop has deleted."
        ),
    )

    @staticmethod
    def resolve_first_day(root: ShownStatement, _info: Any) -> date:
        return root.period.first

    @staticmethod
    def resolve_last_day(root: ShownStatement, _info: Any) -> date:
        return root.period.last

    @staticmethod
    def resolve_opening_balance(root: ShownStatement, _info: Any) -> int:
        return root.shown(root.movements.opening)

    @staticmethod
    def resolve_points_received(root: ShownStatement, _info: Any) -> int:
        return root.movements.points_in

    @staticmethod
    def resolve_points_spent(root: ShownStatement, _info: Any) -> int:
        return -root.movements.points_out

    @staticmethod
    def resolve_closing_balance(root: ShownStatement, _info: Any) -> int:
        return root.shown(root.movements.closing)

    @staticmethod
    def resolve_entries_count(root: ShownStatement, _info: Any) -> int:
        return root.movements.count

    @staticmethod
    def resolve_html(root: ShownStatement, info: Any, language_code: str | None = None) -> Promise:
        key = (root.account.pk, root.period, language_code)
        return PageOfStatement.of(info.context).load(key)


def statement_shown(account: Account, info: Any, first: date | None, last: date | None) -> Promise:
    """A promise of the statement of an account, or of a refusal of these days."""

    def shown(program: Program) -> Promise:
        with as_graphql_error(info):
            period = asked_period(first, last, time_zone=program.time_zone, now=timezone.now())
        key = (account.pk, period, program.time_zone)
        movements = StatementOfAccount.of(info.context).load(key)
        return movements.then(lambda found: ShownStatement(account, program, period, found))

    return ProgramById.of(info.context).load(account.program_id).then(shown)
