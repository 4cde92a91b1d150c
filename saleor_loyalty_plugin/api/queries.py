"""Root queries."""

from typing import Any

import graphene
from django.db.models import Q, QuerySet
from django.utils import timezone
from promise import Promise

from saleor_loyalty_plugin.api.access import (
    may_any,
    requestor_of,
    require,
    require_all,
    require_customer_or,
    requires,
    requires_all,
    visible_account,
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
from saleor_loyalty_plugin.api.enums import LoyaltyMessageKindEnum
from saleor_loyalty_plugin.api.errors import as_graphql_error
from saleor_loyalty_plugin.api.filters import (
    LoyaltyAccountFilterInput,
    LoyaltyAccountSortingInput,
    LoyaltyEntryFilterInput,
    account_condition,
    entry_condition,
)
from saleor_loyalty_plugin.api.ids import key_of
from saleor_loyalty_plugin.api.loaders import (
    AccountById,
    AccountOfCustomer,
    ProgramById,
    channel_by_slug,
    program_of_channel,
)
from saleor_loyalty_plugin.api.mutations.programs import LoyaltyProgramInput
from saleor_loyalty_plugin.api.reward_costs import (
    LoyaltyRewardCost,
    LoyaltyRewardCostInput,
    reward_cost_in,
)
from saleor_loyalty_plugin.api.reward_pages import (
    LoyaltyRewardFilterInput,
    reward_by_id,
    reward_page,
)
from saleor_loyalty_plugin.api.segment_pages import matching_filter, matching_page
from saleor_loyalty_plugin.api.shop import shop_type
from saleor_loyalty_plugin.api.texts import refuse_unstorable
from saleor_loyalty_plugin.api.types.account import (
    NEWEST_FIRST,
    LoyaltyAccount,
    LoyaltyAccountCountableConnection,
    LoyaltyEntryCountableConnection,
)
from saleor_loyalty_plugin.api.types.claim import LoyaltyClaimCountableConnection
from saleor_loyalty_plugin.api.types.delivery import LoyaltyDeliveryCountableConnection
from saleor_loyalty_plugin.api.types.guests import LoyaltyGuestPoints, guest_points
from saleor_loyalty_plugin.api.types.message_template import (
    PREVIEW_CHANNEL,
    LoyaltyMessagePreview,
    LoyaltyMessageTemplate,
    LoyaltyMessageTemplateInput,
    ShownMessagePreview,
    ShownTemplate,
    shown_message_preview,
    shown_template,
)
from saleor_loyalty_plugin.api.types.overview import LoyaltyOverview, Overview
from saleor_loyalty_plugin.api.types.program import (
    LoyaltyProgram,
    LoyaltyProgramCountableConnection,
)
from saleor_loyalty_plugin.api.types.program_preview import (
    LoyaltyProgramPreview,
    ShownPreview,
    shown_preview,
)
from saleor_loyalty_plugin.api.types.reward import (
    LoyaltyReward,
    LoyaltyRewardCountableConnection,
    ShownReward,
)
from saleor_loyalty_plugin.api.types.segment import (
    LoyaltySegment,
    LoyaltySegmentCountableConnection,
)
from saleor_loyalty_plugin.api.types.webhook import (
    WEBHOOK_PERMISSIONS,
    LoyaltyWebhook,
    LoyaltyWebhookCountableConnection,
)
from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.hosts.port import Permission
from saleor_loyalty_plugin.models import (
    Account,
    Delivery,
    Entry,
    Program,
    RewardClaim,
    Segment,
    WebhookTarget,
)
from saleor_loyalty_plugin.rules.facts import ChannelFacts
from saleor_loyalty_plugin.rules.messages import MessageKind
from saleor_loyalty_plugin.services.errors import LoyaltyProblem, ProblemCode
from saleor_loyalty_plugin.services.members.cards import account_by_card

SEARCH_CUSTOMERS_MAX = 200
# What strangers might try out: customers know their own by their account.
_FOR_STAFF = frozenset({"card_number", "phone"})
_CHANNEL_ARGUMENT = "The slug of a Channel, whose program is meant; without it the default program."


class LoyaltyQueries(graphene.ObjectType):
    """What the plugin adds to `Query`."""

    loyalty_program = graphene.Field(
        LoyaltyProgram,
        channel=graphene.String(required=True, description="The slug of a Channel."),
        description=(
            "The program of a channel; null if it has none. A program that is switched off is"
            " only there for holders of MANAGE_DISCOUNTS."
        ),
    )
    loyalty_programs = ConnectionField(
        LoyaltyProgramCountableConnection,
        description="All programs."
        + requires(Permission.MANAGE_DISCOUNTS, Permission.MANAGE_USERS),
    )
    loyalty_program_preview = graphene.Field(
        LoyaltyProgramPreview,
        required=True,
        id=graphene.ID(description="The ID of the program; without it a new one is meant."),
        input=LoyaltyProgramInput(
            required=True, description="Settings that are not saved; others are as they are."
        ),
        channel=graphene.String(
            description="The slug of a Channel that examples are of; without it all of the program."
        ),
        order_id=graphene.ID(
            description=(
                "The ID of an Order for the example; without it the newest that is suitable."
                " Requires MANAGE_ORDERS, too."
            )
        ),
        amount=graphene.Argument(
            shop_type("PositiveDecimal"),
            description="What the example's order is worth; 49.90 or 4990 without it.",
        ),
        description=(
            "What settings would do that are not saved: examples, warnings, and what changes for"
            " whom. Nothing is written." + requires(Permission.MANAGE_DISCOUNTS)
        ),
    )
    loyalty_account = graphene.Field(
        LoyaltyAccount,
        id=graphene.ID(description="The ID of the account."),
        customer_id=graphene.ID(description="The ID of the customer, a User."),
        card_number=graphene.String(
            description=(
                "The number of the customer's card, as typed or scanned; spaces and dashes don't"
                " matter. For holders of MANAGE_USERS. A card says which program it is of, whatever"
                " `channel` is."
            )
        ),
        email=graphene.String(description="The customer's e-mail address."),
        phone=graphene.String(
            description=(
                "The phone number of the customer's address, with the country's code, as"
                " +48 123 456 789; none is found where two customers have it. For holders of"
                " MANAGE_USERS."
            )
        ),
        external_reference=graphene.String(description="The customer's external reference."),
        channel=graphene.String(description=_CHANNEL_ARGUMENT),
        description=(
            "One account, by exactly one of `id`, `customerId`, `cardNumber`, `email`, `phone` and"
            " `externalReference`; null if there is none, as before a customer's first points. A"
            " card that is blocked or was replaced is refused with the code CARD_BLOCKED."
            + requires("MANAGE_USERS", "OWNER")
        ),
    )
    loyalty_accounts = ConnectionField(
        LoyaltyAccountCountableConnection,
        filter=LoyaltyAccountFilterInput(description="Which accounts to list."),
        sort_by=LoyaltyAccountSortingInput(description="How to sort them; newest first without."),
        search=graphene.String(description="A part of the customer's e-mail address or name."),
        description="Accounts." + requires(Permission.MANAGE_USERS),
    )
    loyalty_entries = ConnectionField(
        LoyaltyEntryCountableConnection,
        filter=LoyaltyEntryFilterInput(description="Which entries to list."),
        description="Entries of all accounts, newest first." + requires(Permission.MANAGE_USERS),
    )
    loyalty_rewards = ConnectionField(
        LoyaltyRewardCountableConnection,
        channel=graphene.String(required=True, description="The slug of a Channel."),
        filter=LoyaltyRewardFilterInput(description="Which rewards to list."),
        description=(
            "The rewards that a channel offers, by rank, then the cheapest first. Holders of"
            " MANAGE_DISCOUNTS see those that are not offered, too."
        ),
    )
    loyalty_reward = graphene.Field(
        LoyaltyReward,
        id=graphene.ID(required=True, description="The ID of the reward."),
        channel=graphene.String(
            description=(
                "The slug of a Channel; without it there are neither prices of products nor limits."
            )
        ),
        description=(
            "One reward; null if there is none. One that is not offered is only there for holders"
            " of MANAGE_DISCOUNTS."
        ),
    )
    loyalty_reward_cost = graphene.Field(
        LoyaltyRewardCost,
        channel=graphene.String(required=True, description="The slug of a Channel."),
        input=LoyaltyRewardCostInput(required=True, description="What there is of the reward."),
        description="What a reward would cost; nothing is saved."
        + requires(Permission.MANAGE_DISCOUNTS),
    )
    loyalty_deliveries = ConnectionField(
        LoyaltyDeliveryCountableConnection,
        filter=LoyaltyDeliveryFilterInput(description="Which deliveries to list."),
        description=(
            "E-mails to customers and requests to apps, newest first; those with the status FAILED"
            " were given up." + requires(Permission.MANAGE_USERS)
        ),
    )
    loyalty_reward_claims = ConnectionField(
        LoyaltyClaimCountableConnection,
        filter=LoyaltyClaimFilterInput(description="Which claims to list."),
        description=(
            "Claims of all customers, newest first; those of staff's kinds with the status CLAIMED"
            " wait to be fulfilled or refused." + requires(Permission.MANAGE_USERS)
        ),
    )
    loyalty_segments = ConnectionField(
        LoyaltySegmentCountableConnection,
        program_id=graphene.ID(description="Those of this program; without it, all."),
        description="Saved conditions on accounts, oldest first."
        + requires(Permission.MANAGE_USERS),
    )
    loyalty_segment = graphene.Field(
        LoyaltySegment,
        id=graphene.ID(required=True, description="The ID of the segment."),
        description="One segment; null if there is none." + requires(Permission.MANAGE_USERS),
    )
    loyalty_webhooks = ConnectionField(
        LoyaltyWebhookCountableConnection,
        program_id=graphene.ID(
            description="Those that hear of this program; without it, all of the shop."
        ),
        description="Where apps hear of what happens, oldest first."
        + requires_all(*WEBHOOK_PERMISSIONS),
    )
    loyalty_webhook = graphene.Field(
        LoyaltyWebhook,
        id=graphene.ID(required=True, description="The ID of the webhook."),
        description="One webhook; null if there is none." + requires_all(*WEBHOOK_PERMISSIONS),
    )
    loyalty_overview = graphene.Field(
        LoyaltyOverview,
        program_id=graphene.ID(description="Of this program; without it, of the default one."),
        description=(
            "How a program does: sums, a chart, and what staff have to look at. Null if there is no"
            " such program." + requires(Permission.MANAGE_USERS)
        ),
    )
    loyalty_message_template = graphene.Field(
        LoyaltyMessageTemplate,
        program_id=graphene.ID(required=True, description="The ID of the program."),
        kind=LoyaltyMessageKindEnum(required=True, description="The kind of e-mail."),
        language_code=graphene.String(
            required=True, description="The language, such as `de` or `pt-br`."
        ),
        description=(
            "What an e-mail says; null if there is no such program."
            + requires(Permission.MANAGE_DISCOUNTS)
        ),
    )
    loyalty_message_template_preview = graphene.Field(
        LoyaltyMessagePreview,
        required=True,
        program_id=graphene.ID(required=True, description="The ID of the program."),
        kind=LoyaltyMessageKindEnum(required=True, description="The kind of e-mail."),
        language_code=graphene.String(
            required=True, description="The language, such as `de` or `pt-br`."
        ),
        input=LoyaltyMessageTemplateInput(
            description="Texts that are not saved; without it those in force."
        ),
        account_id=graphene.ID(
            description=(
                "The ID of an account of the program, whose customer's values are filled in;"
                " without it, values are invented. Requires MANAGE_USERS, too."
            )
        ),
        channel=graphene.String(description=PREVIEW_CHANNEL),
        description=(
            "What would become of texts for an e-mail. Nothing is written."
            + requires(Permission.MANAGE_DISCOUNTS)
        ),
    )
    loyalty_guest_points = graphene.Field(
        LoyaltyGuestPoints,
        email=graphene.String(required=True, description="The e-mail address of the orders."),
        description=(
            "Points of guests' orders that wait under an address, in whatever letter case."
            + requires(Permission.MANAGE_USERS)
        ),
    )

    @staticmethod
    def resolve_loyalty_program(_root: Any, info: Any, *, channel: str) -> Program | None:
        program = program_of_channel(info.context, known_channel(info, channel))
        if program is None or program.is_active:
            return program
        may_see = may_any(requestor_of(info), (Permission.MANAGE_DISCOUNTS,))
        return program if may_see else None

    @staticmethod
    def resolve_loyalty_programs(_root: Any, info: Any, **arguments: Any) -> CountableConnection:
        require(info, Permission.MANAGE_DISCOUNTS, Permission.MANAGE_USERS)
        request = PageRequest.from_arguments(info, sort=Sort(), **arguments)
        return page_of(LoyaltyProgramCountableConnection, Program.objects.all(), request, info)

    @staticmethod
    def resolve_loyalty_program_preview(
        _root: Any, info: Any, *, channel: str | None = None, **given: Any
    ) -> ShownPreview:
        require(info, Permission.MANAGE_DISCOUNTS)
        place = known_channel(info, channel) if channel is not None else None
        return shown_preview(info, channel=place, **given)

    @staticmethod
    def resolve_loyalty_message_template(
        _root: Any, info: Any, *, program_id: str, kind: str, language_code: str
    ) -> ShownTemplate | None:
        require(info, Permission.MANAGE_DISCOUNTS)
        host = current_host()
        with as_graphql_error(info), host.writer_access():
            return shown_template(
                program_id=key_of(program_id, "LoyaltyProgram", field="program_id"),
                kind=MessageKind(kind),
                language_code=language_code,
                using=host.reader_alias(info.context),
            )

    @staticmethod
    def resolve_loyalty_message_template_preview(
        _root: Any, info: Any, *, account_id: str | None = None, **given: Any
    ) -> ShownMessagePreview:
        require(info, Permission.MANAGE_DISCOUNTS)
        if account_id is not None:
            require(info, Permission.MANAGE_USERS)
        return shown_message_preview(info, account_id=account_id, **given)

    @staticmethod
    def resolve_loyalty_account(
        _root: Any, info: Any, channel: str | None = None, **given: str
    ) -> Promise:
        if requestor_of(info).user_id is None:
            # An answer that depends on what exists would let strangers search.
            require(info, Permission.MANAGE_USERS)
        with as_graphql_error(info):
            refuse_unstorable(given)
            name, value = _only_one(given)
            if name == "id":
                key = key_of(value, "LoyaltyAccount", field="id")
                found = AccountById.of(info.context).load(key)
                return found.then(lambda account: visible_account(info, account))
            if name in _FOR_STAFF:
                require(info, Permission.MANAGE_USERS)
            if name == "card_number":
                with current_host().writer_access():
                    return Promise.resolve(account_by_card(value))
            customer_id = _customer_id(name, value)
        require_customer_or(info, customer_id, Permission.MANAGE_USERS)
        return account_of_customer(info, customer_id, channel)

    @staticmethod
    def resolve_loyalty_accounts(
        _root: Any,
        info: Any,
        filter: dict[str, Any] | None = None,
        sort_by: dict[str, Any] | None = None,
        search: str | None = None,
        **arguments: Any,
    ) -> CountableConnection:
        require(info, Permission.MANAGE_USERS)
        with as_graphql_error(info):
            refuse_unstorable({"search": search, "filter": filter or {}})
            condition = account_condition(filter or {})
        if search and search.strip():
            condition &= _found_by(search.strip())
        sort = _account_sort(sort_by)
        request = PageRequest.from_arguments(info, sort=sort, **arguments)
        matching = matching_filter(info, filter or {}, condition)
        if matching is not None:
            return matching_page(LoyaltyAccountCountableConnection, matching, request, info)
        accounts = Account.objects.filter(condition)
        return page_of(LoyaltyAccountCountableConnection, accounts, request, info)

    @staticmethod
    def resolve_loyalty_entries(
        _root: Any, info: Any, filter: dict[str, Any] | None = None, **arguments: Any
    ) -> CountableConnection:
        require(info, Permission.MANAGE_USERS)
        with as_graphql_error(info):
            condition = entry_condition(filter or {})
        request = PageRequest.from_arguments(info, sort=NEWEST_FIRST, **arguments)
        entries = Entry.objects.filter(condition)
        return page_of(LoyaltyEntryCountableConnection, entries, request, info)

    @staticmethod
    def resolve_loyalty_rewards(
        _root: Any,
        info: Any,
        *,
        channel: str,
        filter: dict[str, Any] | None = None,
        **arguments: Any,
    ) -> CountableConnection:
        return reward_page(info, known_channel(info, channel), filter or {}, arguments)

    @staticmethod
    def resolve_loyalty_reward(
        _root: Any, info: Any, *, id: str, channel: str | None = None
    ) -> ShownReward | None:
        return reward_by_id(info, id, known_channel(info, channel) if channel is not None else None)

    @staticmethod
    def resolve_loyalty_reward_cost(
        _root: Any, info: Any, *, channel: str, input: dict[str, Any]
    ) -> Any:
        require(info, Permission.MANAGE_DISCOUNTS)
        return reward_cost_in(info, known_channel(info, channel), input)

    @staticmethod
    def resolve_loyalty_reward_claims(
        _root: Any, info: Any, filter: dict[str, Any] | None = None, **arguments: Any
    ) -> CountableConnection:
        require(info, Permission.MANAGE_USERS)
        with as_graphql_error(info):
            condition = claim_condition(filter or {}, is_of_one_account=False)
        request = PageRequest.from_arguments(info, sort=NEWEST_FIRST, **arguments)
        claims = RewardClaim.objects.filter(condition)
        return page_of(LoyaltyClaimCountableConnection, claims, request, info)

    @staticmethod
    def resolve_loyalty_deliveries(
        _root: Any, info: Any, filter: dict[str, Any] | None = None, **arguments: Any
    ) -> CountableConnection:
        require(info, Permission.MANAGE_USERS)
        with as_graphql_error(info):
            condition = delivery_condition(filter or {})
        request = PageRequest.from_arguments(info, sort=NEWEST_FIRST, **arguments)
        deliveries = Delivery.objects.filter(condition)
        return page_of(LoyaltyDeliveryCountableConnection, deliveries, request, info)

    @staticmethod
    def resolve_loyalty_segments(
        _root: Any, info: Any, program_id: str | None = None, **arguments: Any
    ) -> CountableConnection:
        require(info, Permission.MANAGE_USERS)
        segments = Segment.objects.all()
        if program_id is not None:
            with as_graphql_error(info):
                key = key_of(program_id, "LoyaltyProgram", field="program_id")
            segments = segments.filter(program_id=key)
        request = PageRequest.from_arguments(info, sort=Sort(), **arguments)
        return page_of(LoyaltySegmentCountableConnection, segments, request, info)

    @staticmethod
    def resolve_loyalty_segment(_root: Any, info: Any, *, id: str) -> Segment | None:
        require(info, Permission.MANAGE_USERS)
        with as_graphql_error(info):
            key = key_of(id, "LoyaltySegment", field="id")
        host = current_host()
        with host.writer_access():
            return Segment.objects.using(host.reader_alias(info.context)).filter(pk=key).first()

    @staticmethod
    def resolve_loyalty_webhooks(
        _root: Any, info: Any, program_id: str | None = None, **arguments: Any
    ) -> CountableConnection:
        require_all(info, *WEBHOOK_PERMISSIONS)
        targets = WebhookTarget.objects.all()
        if program_id is not None:
            with as_graphql_error(info):
                key = key_of(program_id, "LoyaltyProgram", field="program_id")
            targets = targets.filter(Q(program_id=key) | Q(program_id=None))
        request = PageRequest.from_arguments(info, sort=Sort(), **arguments)
        return page_of(LoyaltyWebhookCountableConnection, targets, request, info)

    @staticmethod
    def resolve_loyalty_webhook(_root: Any, info: Any, *, id: str) -> WebhookTarget | None:
        require_all(info, *WEBHOOK_PERMISSIONS)
        with as_graphql_error(info):
            key = key_of(id, "LoyaltyWebhook", field="id")
        host = current_host()
        with host.writer_access():
            rows = WebhookTarget.objects.using(host.reader_alias(info.context))
            return rows.filter(pk=key).first()

    @staticmethod
    def resolve_loyalty_overview(_root: Any, info: Any, program_id: str | None = None) -> Promise:
        require(info, Permission.MANAGE_USERS)
        now = timezone.now()
        if program_id is None:
            found = Promise.resolve(program_of_channel(info.context, None))
        else:
            with as_graphql_error(info):
                key = key_of(program_id, "LoyaltyProgram", field="program_id")
            found = ProgramById.of(info.context).load(key)
        return found.then(lambda program: Overview(program, now, info) if program else None)

    @staticmethod
    def resolve_loyalty_guest_points(_root: Any, info: Any, *, email: str) -> LoyaltyGuestPoints:
        require(info, Permission.MANAGE_USERS)
        with as_graphql_error(info):
            refuse_unstorable({"email": email})
        return guest_points(info, email)


def page_of(
    connection: type[CountableConnection],
    queryset: QuerySet[Any],
    request: PageRequest,
    info: Any,
) -> CountableConnection:
    """One page of a root list, in one query, and one more when the count is asked for."""
    host = current_host()
    queryset = queryset.using(host.reader_alias(info.context))

    def count() -> int:
        with host.writer_access():
            return queryset.count()

    with host.writer_access():
        rows = list(request.rows_of(queryset)) if request.size is not None else []
    return connection_of(connection, request, rows, count=count)


def known_channel(info: Any, slug: str) -> ChannelFacts:
    """The channel of a slug. Raises GraphQLError when there is none."""
    channel = channel_by_slug(info.context, slug)
    if channel is None:
        with as_graphql_error(info):
            raise LoyaltyProblem(
                ProblemCode.NOT_FOUND, "No channel has this slug.", field="channel"
            )
    return channel


def account_of_customer(info: Any, customer_id: int | None, channel: str | None) -> Promise:
    """A promise of the customer's account in a channel's program, or in the default one."""
    facts = known_channel(info, channel) if channel is not None else None
    program = program_of_channel(info.context, facts)
    if customer_id is None or program is None:
        return Promise.resolve(None)
    return AccountOfCustomer.of(info.context).load((customer_id, program.pk))


def loyalty_of_user(root: Any, info: Any, channel: str | None = None) -> Promise:
    """Resolve `User.loyalty`. Raises the shop's error for other people."""
    require_customer_or(info, root.pk, Permission.MANAGE_USERS)
    return account_of_customer(info, root.pk, channel)


def _only_one(given: dict[str, str]) -> tuple[str, str]:
    values = [(name, value) for name, value in given.items() if value is not None]
    if len(values) != 1:
        raise LoyaltyProblem(
            ProblemCode.REQUIRED,
            "Give exactly one of id, customerId, cardNumber, email, phone, externalReference.",
        )
    return values[0]


def _customer_id(name: str, value: str) -> int | None:
    if name == "customer_id":
        return key_of(value, "User", field="customer_id")
    with current_host().writer_access():
        if name == "email":
            return current_host().find_customer_id(email=value)
        if name == "phone":
            return current_host().find_customer_id(phone=_plain_phone(value))
        return current_host().find_customer_id(external_reference=value)


def _plain_phone(value: str) -> str:
    """As the shop keeps it. Without the country's code nobody would be found, which reads as if
    the customer were none. Raises `LoyaltyProblem`: INVALID.
    """
    digits = "".join(sign for sign in value if sign in "+0123456789")
    if not digits.startswith("+"):
        raise LoyaltyProblem(
            ProblemCode.INVALID,
            "Give the phone number with the country's code, such as +48 123 456 789.",
            field="phone",
        )
    return digits


def _found_by(search: str) -> Q:
    with current_host().writer_access():
        ids = current_host().find_customer_ids(search, limit=SEARCH_CUSTOMERS_MAX)
    return Q(customer_id__in=ids)


def _account_sort(sort_by: dict[str, Any] | None) -> Sort:
    if sort_by is None:
        return NEWEST_FIRST
    column = sort_by["field"]
    columns = ("id",) if column == "id" else (column, "id")
    return Sort(columns=columns, is_descending=sort_by["direction"] == "DESC")
