"""Accounts and their entries."""

from datetime import date, datetime
from typing import Any

import graphene
from django.db.models import Q
from django.utils import timezone
from promise import Promise

from saleor_loyalty_plugin.api.access import GuardedField, require, requires, visible_order
from saleor_loyalty_plugin.api.access import visible_account as visible
from saleor_loyalty_plugin.api.account_pages import (
    ClaimCountOfAccount,
    ClaimPageOfAccount,
    CountKey,
    DeliveryCountOfAccount,
    DeliveryPageOfAccount,
    EntryCountOfAccount,
    EntryPageOfAccount,
    EventCountOfAccount,
    EventPageOfAccount,
    HoldCountOfAccount,
    HoldPageOfAccount,
    PageKey,
    ReferralCountOfAccount,
    ReferralPageOfAccount,
    TierChangeCountOfAccount,
    TierChangePageOfAccount,
)
from saleor_loyalty_plugin.api.claim_filters import LoyaltyClaimFilterInput, claim_condition
from saleor_loyalty_plugin.api.connection import (
    ConnectionField,
    CountableConnection,
    PageRequest,
    Sort,
    connection_of,
)
from saleor_loyalty_plugin.api.delivery_filters import (
    LoyaltyDeliveryFilterInput,
    delivery_condition,
)
from saleor_loyalty_plugin.api.enums import LoyaltyAccountStatusEnum, LoyaltyEntryKindEnum
from saleor_loyalty_plugin.api.errors import as_graphql_error
from saleor_loyalty_plugin.api.filters import LoyaltyEntryFilterInput, entry_condition
from saleor_loyalty_plugin.api.gift_loaders import BirthdayOfCustomer, FirstTimeWaivedOfCustomer
from saleor_loyalty_plugin.api.language import language_argument, words
from saleor_loyalty_plugin.api.loaders import (
    AccountById,
    ActiveTermsOfProgram,
    EntryById,
    LotOfEntry,
    NextExpiryOfAccount,
    NumberOfVersion,
    ProgramById,
    ReversalOfEntry,
    SpendingOfAccount,
    TermsOfProgram,
    channel_by_slug,
)
from saleor_loyalty_plugin.api.membership_loaders import CardsOfAccount, ChangesOfAccount
from saleor_loyalty_plugin.api.referral_loaders import ReferralOfReferee
from saleor_loyalty_plugin.api.shop import shop_type
from saleor_loyalty_plugin.api.tier_loaders import ProgressOfAccount
from saleor_loyalty_plugin.api.types.badge import LoyaltyBadgeProgress, badges_of_account
from saleor_loyalty_plugin.api.types.card import LoyaltyCard, LoyaltyStatusChange
from saleor_loyalty_plugin.api.types.claim import LoyaltyClaimCountableConnection
from saleor_loyalty_plugin.api.types.delivery import LoyaltyDeliveryCountableConnection
from saleor_loyalty_plugin.api.types.event import LoyaltyEventCountableConnection
from saleor_loyalty_plugin.api.types.hold import LoyaltyHoldCountableConnection
from saleor_loyalty_plugin.api.types.message_preference import (
    LoyaltyMessagePreference,
    preferences_of,
)
from saleor_loyalty_plugin.api.types.program import LoyaltyProgram
from saleor_loyalty_plugin.api.types.referral import (
    LoyaltyReferral,
    LoyaltyReferralCountableConnection,
)
from saleor_loyalty_plugin.api.types.statement import (
    LoyaltyStatement,
    period_arguments,
    statement_shown,
)
from saleor_loyalty_plugin.api.types.tier import (
    LoyaltyTierChangeCountableConnection,
    LoyaltyTierProgress,
    ProgressShown,
)
from saleor_loyalty_plugin.api.types.values import (
    LoyaltyAmountSpent,
    LoyaltyExpiry,
    LoyaltyExplanation,
)
from saleor_loyalty_plugin.api.worth import worth_in, worths_of
from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.hosts.port import Permission
from saleor_loyalty_plugin.models import (
    Account,
    AccountSpending,
    Card,
    CardStatus,
    Entry,
    HoldStatus,
    MembershipChange,
)
from saleor_loyalty_plugin.rules.balances import debt_of, shown_balance
from saleor_loyalty_plugin.rules.expiry import NOT_BEFORE_AN_EVENT
from saleor_loyalty_plugin.rules.occasions import birthday_text
from saleor_loyalty_plugin.rules.participation import CHOICES, STATUSES, ChangeKind, absence
from saleor_loyalty_plugin.rules.terms import NegativeBalance, ProgramTerms
from saleor_loyalty_plugin.rules.tiers import tiers_in_force
from saleor_loyalty_plugin.services.explanations import reason_message
from saleor_loyalty_plugin.services.members.participation import membership_of
from saleor_loyalty_plugin.services.members.qr_codes import qr_code_svg
from saleor_loyalty_plugin.services.programs.programs import ActiveTerms
from saleor_loyalty_plugin.services.progress.reads import progress_of

NEWEST_FIRST = Sort(columns=("id",), is_descending=True)


class LoyaltyEntry(graphene.ObjectType):
    """One movement of points. Entries are never changed or deleted, only taken back by another."""

    class Meta:
        interfaces = (graphene.relay.Node,)

    account = graphene.Field(
        lambda: LoyaltyAccount,
        required=True,
        description="The account that it belongs to." + requires("MANAGE_USERS", "OWNER"),
    )
    created_at = graphene.Field(
        shop_type("DateTime"), required=True, description="When it was written."
    )
    points = graphene.Int(
        required=True, description="The points that came in, or went out (below 0)."
    )
    balance_after = graphene.Int(
        required=True, description="The balance after it; never below 0 where the program says so."
    )
    kind = graphene.Field(LoyaltyEntryKindEnum, required=True, description="What kind it is.")
    reason = graphene.String(
        required=True,
        language_code=language_argument(),
        description="Why it was written, in words.",
    )
    reason_code = graphene.String(
        required=True, description="Why it was written, for programs, such as `ORDER_EARNED`."
    )
    note = GuardedField(
        graphene.String,
        permissions=(Permission.MANAGE_USERS,),
        description="What staff wrote for each other.",
    )
    order = graphene.Field(
        shop_type("Order"),
        description="The order that it came from; null if none, or if the order is not yours."
        + requires("MANAGE_ORDERS", "OWNER"),
    )
    expires_at = graphene.Field(
        shop_type("DateTime"), description="When its points run out; null for never."
    )
    activates_at = graphene.Field(
        shop_type("DateTime"),
        description=(
            "When its points can be used; null for at once, and while they wait for their order to"
            " be fulfilled."
        ),
    )
    reverses = graphene.Field(lambda: LoyaltyEntry, description="The entry that it takes back.")
    reversed_by = graphene.Field(
        lambda: LoyaltyEntry, description="The entry that took it back; null while it stands."
    )
    explanation = graphene.Field(
        graphene.NonNull(graphene.List(graphene.NonNull(LoyaltyExplanation))),
        description="How the number of points came about, step by step.",
    )
    program_version = graphene.Int(
        description=(
            "The number of the program's version whose settings and rules it follows; null if it"
            " follows none. Each change of a program makes a version."
        )
    )

    @staticmethod
    def resolve_balance_after(root: Entry, info: Any) -> Any:
        if root.balance_after >= 0:
            return root.balance_after
        account = AccountById.of(info.context).load(root.account_id)
        return account.then(lambda found: balance_shown(info, root.balance_after, found.program_id))

    @staticmethod
    def resolve_expires_at(root: Entry, info: Any) -> Promise:
        return _from_lot(root, info, "expires_at")

    @staticmethod
    def resolve_activates_at(root: Entry, info: Any) -> Promise:
        return _from_lot(root, info, "activates_at").then(
            lambda moment: None if moment == NOT_BEFORE_AN_EVENT else moment
        )

    @staticmethod
    def resolve_account(root: Entry, info: Any) -> Promise:
        account = AccountById.of(info.context).load(root.account_id)
        return account.then(lambda found: visible(info, found))

    @staticmethod
    def resolve_reason(root: Entry, info: Any, language_code: str | None = None) -> str:
        with words(info, language_code):
            return reason_message(root.reason, root.source_label)

    @staticmethod
    def resolve_reason_code(root: Entry, _info: Any) -> str:
        return root.reason

    @staticmethod
    def resolve_order(root: Entry, info: Any) -> Promise | None:
        return visible_order(info, root.order_id)

    @staticmethod
    def resolve_reverses(root: Entry, info: Any) -> Promise | None:
        if root.reverses_id is None:
            return None
        return EntryById.of(info.context).load(root.reverses_id)

    @staticmethod
    def resolve_reversed_by(root: Entry, info: Any) -> Promise:
        return ReversalOfEntry.of(info.context).load(root.pk)

    @staticmethod
    def resolve_program_version(root: Entry, info: Any) -> Promise | None:
        if root.program_version_id is None:
            return None
        return NumberOfVersion.of(info.context).load(root.program_version_id)


def _from_lot(entry: Entry, info: Any, name: str) -> Promise:
    """What counts is the lot: fulfilment and activity move its times after the entry is written."""
    lot = LotOfEntry.of(info.context).load((entry.account_id, entry.pk))
    return lot.then(lambda found: getattr(found if found is not None else entry, name))


class LoyaltyEntryCountableConnection(CountableConnection):
    """Entries in pages, newest first."""

    class Meta:
        node = LoyaltyEntry


class LoyaltyAccount(graphene.ObjectType):
    """The points of one customer in one program."""

    class Meta:
        interfaces = (graphene.relay.Node,)

    customer = graphene.Field(
        shop_type("User"), description="Whose it is; null once the shop has deleted them."
    )
    program = graphene.Field(
        LoyaltyProgram, required=True, description="The program that it belongs to."
    )
    status = graphene.Field(
        LoyaltyAccountStatusEnum, required=True, description="Whether it can be used."
    )
    balance = graphene.Int(
        required=True,
        description="All points: available, pending and reserved. After points that were spent"
        " already were taken back it is below 0, or 0 where the program says so; see `debt`.",
    )
    debt = graphene.Int(
        required=True,
        description="Points that are owed: they were taken back after they had been spent. The"
        " next points that come in pay them. 0 for none.",
    )
    available = graphene.Int(
        required=True, description="Points that can be used now; never below 0."
    )
    pending = graphene.Int(required=True, description="Points that can't be used yet.")
    reserved = graphene.Int(
        required=True, description="Points that are applied to a checkout at the moment."
    )
    lifetime_earned = graphene.Int(
        required=True, description="All points that ever came in, less those that were taken back."
    )
    lifetime_spent = graphene.Int(
        required=True, description="All points that were ever used, less those that came back."
    )
    value = graphene.Field(
        shop_type("Money"),
        channel=graphene.String(required=True, description="The slug of a Channel."),
        description=(
            "What the available points are worth in a channel; null where the program does not"
            " exist or points can't be used."
        ),
    )
    values = graphene.List(
        graphene.NonNull(shop_type("Money")),
        required=True,
        description=(
            "What the available points are worth in the channels where they can be used, each sum"
            " once: for pages that belong to no channel."
        ),
    )
    next_expiry = graphene.Field(
        LoyaltyExpiry, description="The points that run out next; null if none will."
    )
    amounts_spent = graphene.Field(
        graphene.NonNull(graphene.List(graphene.NonNull(LoyaltyAmountSpent))),
        description=(
            "What its orders add up to in each currency; milestones go by it. Not what points"
            " were used: see `lifetimeSpent`."
        ),
    )
    entries = ConnectionField(
        LoyaltyEntryCountableConnection,
        required=True,
        filter=LoyaltyEntryFilterInput(description="Which entries to list."),
        description="Its entries, newest first.",
    )
    takes_part = graphene.Boolean(
        required=True,
        description=(
            "Whether new points come in now. Not so for who has opted out or is banned, nor, where"
            " the program asks for it, for who has not opted in or holds no card."
        ),
    )
    opted_in_at = graphene.Field(
        shop_type("DateTime"),
        description="When the customer opted in; null if never, or if they opted out since.",
    )
    opted_out_at = graphene.Field(
        shop_type("DateTime"),
        description="When the customer opted out; null if never, or if they opted in since.",
    )
    status_changes = GuardedField(
        graphene.NonNull(graphene.List(graphene.NonNull(LoyaltyStatusChange))),
        permissions=(Permission.MANAGE_USERS,),
        description="Each time that it was frozen, banned or activated, newest first.",
    )
    card_number = graphene.String(description="The number of its card; null if it has none.")
    card_qr_code = graphene.String(
        description=(
            "That number as a QR code: an SVG element that fits any size and can be put into a"
            " page as it is. Null if it has no card."
        )
    )
    cards = graphene.Field(
        graphene.NonNull(graphene.List(graphene.NonNull(LoyaltyCard))),
        description="All its cards, also those that are no longer good, newest first.",
    )
    birthday = graphene.String(
        description=(
            "The customer's birthday, such as `1990-05-31`, or `--05-31` where the year is unknown;"
            " null if it is not known." + requires("MANAGE_USERS", "OWNER")
        )
    )
    first_time_waived = GuardedField(
        graphene.Boolean,
        required=True,
        permissions=(Permission.MANAGE_USERS,),
        description=(
            "Whether rewards for first-time buyers are the customer's whatever they have bought;"
            " see `loyaltyFirstTimeWaive`."
        ),
    )
    events = ConnectionField(
        LoyaltyEventCountableConnection,
        required=True,
        description="What the customer did besides ordering, the last recorded first.",
    )
    claims = ConnectionField(
        LoyaltyClaimCountableConnection,
        required=True,
        filter=LoyaltyClaimFilterInput(description="Which claims to list."),
        description=(
            "Rewards that its customer has claimed, newest first."
            + requires("MANAGE_USERS", "OWNER")
        ),
    )
    deliveries = ConnectionField(
        LoyaltyDeliveryCountableConnection,
        required=True,
        filter=LoyaltyDeliveryFilterInput(description="Which deliveries to list."),
        description=(
            "E-mails to its customer, and requests to apps about it, newest first."
            + requires("MANAGE_USERS")
        ),
    )
    message_preferences = graphene.Field(
        graphene.NonNull(graphene.List(graphene.NonNull(LoyaltyMessagePreference))),
        description=(
            "Which e-mails its customer wants, one for each kind."
            + requires("MANAGE_USERS", "OWNER")
        ),
    )
    statement = graphene.Field(
        LoyaltyStatement,
        required=True,
        **period_arguments(),
        description=(
            "What moved on it on some days, at most about ten years, with the balances before and"
            " after." + requires("MANAGE_USERS", "OWNER")
        ),
    )
    holds = ConnectionField(
        LoyaltyHoldCountableConnection,
        required=True,
        description=(
            "Its points that are reserved now, and for which cart, newest first."
            + requires("MANAGE_USERS", "OWNER")
        ),
    )
    referral_code = graphene.String(
        description="The code that friends follow; see `loyaltyReferralClaim`."
    )
    referrals = ConnectionField(
        LoyaltyReferralCountableConnection,
        required=True,
        description="The friends who followed its code, newest first.",
    )
    referred_by = graphene.Field(
        LoyaltyReferral, description="The referral by which its customer came; null if none."
    )
    tier = graphene.Field(
        LoyaltyTierProgress,
        description="Its tier, and what is missing for the next; null where there are no tiers.",
    )
    tier_history = ConnectionField(
        LoyaltyTierChangeCountableConnection,
        required=True,
        description="Each change of its tier and why it was, newest first.",
    )
    badges = graphene.Field(
        graphene.NonNull(graphene.List(graphene.NonNull(LoyaltyBadgeProgress))),
        description=(
            "The program's badges in their order: those that its customer has, and those still to"
            " be unlocked. Badges that only staff give are there once they are given; holders of"
            " MANAGE_USERS see all. Empty while the program shows no badges."
        ),
        resolver=badges_of_account,
    )

    @staticmethod
    def resolve_customer(root: Account, info: Any) -> Any:
        with current_host().writer_access():
            return current_host().load_customer(info.context, root.customer_id)

    @staticmethod
    def resolve_birthday(root: Account, info: Any) -> Promise:
        visible(info, root)
        found = BirthdayOfCustomer.of(info.context).load(root.customer_id)
        return found.then(lambda day: birthday_text(day) if day is not None else None)

    @staticmethod
    def resolve_first_time_waived(root: Account, info: Any) -> Promise:
        return FirstTimeWaivedOfCustomer.of(info.context).load(root.customer_id)

    @staticmethod
    def resolve_program(root: Account, info: Any) -> Promise:
        return ProgramById.of(info.context).load(root.program_id)

    @staticmethod
    def resolve_value(root: Account, info: Any, *, channel: str) -> Promise | None:
        facts = channel_by_slug(info.context, channel)
        if facts is None:
            return None

        def worth(terms: ProgramTerms | None) -> Any:
            amount = worth_in(facts, root.available, terms, info)
            return None if amount is None else current_host().money(amount, facts.currency)

        return TermsOfProgram.of(info.context).load(root.program_id).then(worth)

    @staticmethod
    def resolve_values(root: Account, info: Any) -> Promise:
        return worths_of(root.available, root.program_id, info)

    @staticmethod
    def resolve_balance(root: Account, info: Any) -> Any:
        return balance_shown(info, root.balance, root.program_id)

    @staticmethod
    def resolve_debt(root: Account, _info: Any) -> int:
        return debt_of(root.balance)

    @staticmethod
    def resolve_available(root: Account, _info: Any) -> int:
        return max(0, root.available)

    @staticmethod
    def resolve_takes_part(root: Account, info: Any) -> Promise:
        now = timezone.now()
        parts = [
            TermsOfProgram.of(info.context).load(root.program_id),
            ChangesOfAccount.of(info.context).load(root.pk),
            CardsOfAccount.of(info.context).load(root.pk),
        ]

        def is_member(found: Any) -> bool:
            terms, changes, cards = found
            if terms is None:
                return False
            membership = membership_of(changes, cards)
            return absence(membership, eligibility=terms.eligibility, moment=now) is None

        return Promise.all(parts).then(is_member)

    @staticmethod
    def resolve_opted_in_at(root: Account, info: Any) -> Promise:
        return _chosen_at(root, info, ChangeKind.OPTED_IN)

    @staticmethod
    def resolve_opted_out_at(root: Account, info: Any) -> Promise:
        return _chosen_at(root, info, ChangeKind.OPTED_OUT)

    @staticmethod
    def resolve_status_changes(root: Account, info: Any) -> Promise:
        changes = ChangesOfAccount.of(info.context).load(root.pk)
        return changes.then(lambda rows: [row for row in reversed(rows) if row.kind in STATUSES])

    @staticmethod
    def resolve_card_number(root: Account, info: Any) -> Promise:
        return _good_card(root, info).then(lambda card: card.number if card else None)

    @staticmethod
    def resolve_card_qr_code(root: Account, info: Any) -> Promise:
        return _good_card(root, info).then(lambda card: qr_code_svg(card.number) if card else None)

    @staticmethod
    def resolve_cards(root: Account, info: Any) -> Promise:
        return CardsOfAccount.of(info.context).load(root.pk)

    @staticmethod
    def resolve_next_expiry(root: Account, info: Any) -> Promise:
        def expiry(found: Any) -> LoyaltyExpiry | None:
            return LoyaltyExpiry(expires_at=found[0], points=found[1]) if found else None

        return NextExpiryOfAccount.of(info.context).load(root.pk).then(expiry)

    @staticmethod
    def resolve_entries(root: Account, info: Any, **arguments: Any) -> Promise:
        with as_graphql_error(info):
            condition = entry_condition(arguments.pop("filter", None) or {})
        request = PageRequest.from_arguments(info, sort=NEWEST_FIRST, **arguments)
        return entry_connection(info, root.pk, condition, request)

    @staticmethod
    def resolve_events(root: Account, info: Any, **arguments: Any) -> Promise:
        request = PageRequest.from_arguments(info, sort=NEWEST_FIRST, **arguments)
        kind = (LoyaltyEventCountableConnection, EventPageOfAccount, EventCountOfAccount)
        return _page_of_account(kind, info, root.pk, Q(), request)

    @staticmethod
    def resolve_claims(root: Account, info: Any, **arguments: Any) -> Promise:
        visible(info, root)
        with as_graphql_error(info):
            given = arguments.pop("filter", None) or {}
            condition = claim_condition(given, is_of_one_account=True)
        request = PageRequest.from_arguments(info, sort=NEWEST_FIRST, **arguments)
        kind = (LoyaltyClaimCountableConnection, ClaimPageOfAccount, ClaimCountOfAccount)
        return _page_of_account(kind, info, root.pk, condition, request)

    @staticmethod
    def resolve_deliveries(root: Account, info: Any, **arguments: Any) -> Promise:
        require(info, Permission.MANAGE_USERS)
        with as_graphql_error(info):
            condition = delivery_condition(arguments.pop("filter", None) or {})
        request = PageRequest.from_arguments(info, sort=NEWEST_FIRST, **arguments)
        kind = (LoyaltyDeliveryCountableConnection, DeliveryPageOfAccount, DeliveryCountOfAccount)
        return _page_of_account(kind, info, root.pk, condition, request)

    @staticmethod
    def resolve_message_preferences(root: Account, info: Any) -> Promise:
        visible(info, root)
        return preferences_of(root, info)

    @staticmethod
    def resolve_statement(
        root: Account, info: Any, first: date | None = None, last: date | None = None
    ) -> Promise:
        visible(info, root)
        return statement_shown(root, info, first, last)

    @staticmethod
    def resolve_holds(root: Account, info: Any, **arguments: Any) -> Promise:
        visible(info, root)
        request = PageRequest.from_arguments(info, sort=NEWEST_FIRST, **arguments)
        kind = (LoyaltyHoldCountableConnection, HoldPageOfAccount, HoldCountOfAccount)
        return _page_of_account(kind, info, root.pk, Q(status=HoldStatus.OPEN), request)

    @staticmethod
    def resolve_amounts_spent(root: Account, info: Any) -> Promise:
        def shown(rows: list[AccountSpending]) -> list[LoyaltyAmountSpent]:
            return [
                LoyaltyAmountSpent(
                    amount=current_host().money(row.amount_spent, row.currency),
                    orders_count=row.orders_count,
                )
                for row in rows
                if row.orders_count
            ]

        return SpendingOfAccount.of(info.context).load(root.pk).then(shown)

    @staticmethod
    def resolve_referrals(root: Account, info: Any, **arguments: Any) -> Promise:
        request = PageRequest.from_arguments(info, sort=NEWEST_FIRST, **arguments)
        kind = (LoyaltyReferralCountableConnection, ReferralPageOfAccount, ReferralCountOfAccount)
        return _page_of_account(kind, info, root.pk, Q(), request)

    @staticmethod
    def resolve_referred_by(root: Account, info: Any) -> Promise:
        return ReferralOfReferee.of(info.context).load(root.pk)

    @staticmethod
    def resolve_tier(root: Account, info: Any) -> Promise:
        now = timezone.now()

        def shown(active: ActiveTerms | None) -> Promise | None:
            if active is None or not tiers_in_force(active.terms.tiers, now):
                return None
            kept = ProgressOfAccount.of(info.context).load(root.pk)
            return kept.then(
                lambda row: ProgressShown(
                    progress=progress_of(row, active_terms=active, now=now),
                    terms=active.terms,
                    kept=row,
                    now=now,
                )
            )

        return ActiveTermsOfProgram.of(info.context).load(root.program_id).then(shown)

    @staticmethod
    def resolve_tier_history(root: Account, info: Any, **arguments: Any) -> Promise:
        request = PageRequest.from_arguments(info, sort=NEWEST_FIRST, **arguments)
        kind = (
            LoyaltyTierChangeCountableConnection,
            TierChangePageOfAccount,
            TierChangeCountOfAccount,
        )
        return _page_of_account(kind, info, root.pk, Q(), request)


def _chosen_at(account: Account, info: Any, kind: ChangeKind) -> Promise:
    """When the customer made this choice, if it is the one that holds."""

    def moment(rows: list[MembershipChange]) -> datetime | None:
        choices = [row for row in rows if row.kind in CHOICES]
        return choices[-1].changed_at if choices and choices[-1].kind == kind else None

    return ChangesOfAccount.of(info.context).load(account.pk).then(moment)


def _good_card(account: Account, info: Any) -> Promise:
    def good(cards: list[Card]) -> Card | None:
        return next((card for card in cards if card.status == CardStatus.ACTIVE), None)

    return CardsOfAccount.of(info.context).load(account.pk).then(good)


def balance_shown(info: Any, balance: int, program_id: int) -> Any:
    """A balance, or a promise of it, as the program shows balances below zero."""
    if balance >= 0:
        return balance
    program = ProgramById.of(info.context).load(program_id)
    return program.then(
        lambda found: shown_balance(balance, NegativeBalance(found.negative_balance))
    )


def entry_connection(info: Any, account_id: int, condition: Q, request: PageRequest) -> Promise:
    """A promise of one account's page of entries; batched with those of other accounts."""
    kind = (LoyaltyEntryCountableConnection, EntryPageOfAccount, EntryCountOfAccount)
    return _page_of_account(kind, info, account_id, condition, request)


def _page_of_account(
    kind: tuple[Any, Any, Any], info: Any, account_id: int, condition: Q, request: PageRequest
) -> Promise:
    """A promise of a connection; `kind` is its type, the loader of pages and that of counts."""
    connection_type, pages, counts = kind

    def count() -> Promise:
        return counts.of(info.context).load(CountKey(account_id, condition))

    def connection(rows: list[Any]) -> CountableConnection:
        return connection_of(connection_type, request, rows, count=count)

    if request.size is None:
        return Promise.resolve(connection([]))
    key = PageKey(account_id, condition, request)
    return pages.of(info.context).load(key).then(connection)


class LoyaltyAccountCountableConnection(CountableConnection):
    """Accounts in pages."""

    class Meta:
        node = LoyaltyAccount
