"""What a shop must offer to the plugin. Everything else about the shop is unknown to it.

Two kinds of methods: *facts* read the shop, *acts* change it. Both work on the writer database
alias unless they say otherwise, and join the transaction that is open there.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Protocol
from uuid import UUID

from saleor_loyalty_plugin.rules.facts import (
    ChannelFacts,
    CheckoutFacts,
    CustomerFacts,
    OrderFacts,
    OrderPromotion,
    ProductFacts,
    VariantFacts,
)


class Permission(StrEnum):
    """Saleor's permissions that the plugin asks for."""

    MANAGE_USERS = "MANAGE_USERS"
    MANAGE_DISCOUNTS = "MANAGE_DISCOUNTS"
    MANAGE_ORDERS = "MANAGE_ORDERS"
    MANAGE_CHECKOUTS = "MANAGE_CHECKOUTS"


class RequestorKind(StrEnum):
    ANONYMOUS = "ANONYMOUS"
    CUSTOMER = "CUSTOMER"
    STAFF = "STAFF"
    APP = "APP"


@dataclass(frozen=True, slots=True, kw_only=True)
class Requestor:
    """Who sent a request, with the permissions that this very token carries.

    `user_id` is set for customers and staff, `app_id` for apps.
    """

    kind: RequestorKind
    user_id: int | None = None
    app_id: int | None = None
    permissions: frozenset[str] = frozenset()

    def may(self, permission: Permission) -> bool:
        return permission in self.permissions

    @property
    def actor(self) -> str:
        """How entries name the author: `user:7`, `app:3` or `anonymous`."""
        if self.app_id is not None:
            return f"app:{self.app_id}"
        return f"user:{self.user_id}" if self.user_id is not None else "anonymous"


@dataclass(frozen=True, slots=True, order=True)
class OrderChange:
    """A place in the stream of changed orders; sorts by time, then id."""

    changed_at: datetime
    order_id: UUID


@dataclass(frozen=True, slots=True, order=True)
class CustomerChange:
    """A place in the stream of changed customers; sorts by time, then id."""

    changed_at: datetime
    customer_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LockedCheckout:
    """What the row of a locked checkout says, which an object read earlier may not.

    `is_completing`: an order is being made of it right now. The shop may give the row free in
    between, but the promo code and its worth are settled already.
    """

    voucher_code: str | None
    customer_id: int | None
    is_completing: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerMirror:
    """What a shop's customer is to say about a tier.

    `customer_type_id` is the class of customers to be in, None for the shop's default. Only a
    class in `replaces`, the default and none are replaced. `metadata` maps public keys to values;
    None removes the key, keys that are not named stay.
    """

    customer_id: int
    customer_type_id: int | None
    replaces: frozenset[int]
    metadata: Mapping[str, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class MailSettings:
    """How the shop sends e-mails to its customers in one channel, and whom they come from.

    `user` and `password` are empty where the server asks for none.
    """

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    use_tls: bool = False
    use_ssl: bool = False
    sender_name: str = ""
    sender_address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShopFacts:
    """The shop as its e-mails name it. `domain` may carry a port.

    `sender_name` and `sender_address`: whom the shop's e-mails come from by default, or empty.
    """

    name: str
    domain: str
    sender_name: str = ""
    sender_address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownProduct:
    """A product as a channel shows it. `price` is the lowest of its variants', in the currency and
    with or without tax as the channel says; `image_url` is absolute, empty for no picture."""

    product_id: int
    name: str
    slug: str
    price: Decimal
    image_url: str = ""
    image_alt: str = ""


class DiscountRefused(Exception):
    """The shop can't put a discount on this checkout; the message says why."""


class GoodsRefused(Exception):
    """The shop can't put these goods into a checkout; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DashboardExtension:
    """A page in one place of the shop's dashboard, with the rights that its token may carry.

    `mount` and `target` are Saleor's names, such as `CUSTOMER_DETAILS_WIDGETS` and `WIDGET`.
    `url` is a path under the app's address for an `APP_PAGE`, else an address. `options` are those
    of Saleor's manifests.
    """

    identifier: str
    label: str
    url: str
    mount: str
    target: str
    permissions: tuple[Permission, ...]
    options: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class DashboardApp:
    """The staff pages as an app of the shop."""

    identifier: str
    name: str
    version: str
    about: str
    author: str
    app_url: str
    manifest_url: str
    permissions: tuple[Permission, ...]
    extensions: tuple[DashboardExtension, ...]


class Host(Protocol):
    """A shop. Implementations hold no state."""

    name: str

    # Facts ------------------------------------------------------------------------------------

    def channels(self) -> Sequence[ChannelFacts]:
        """Every channel, by slug."""

    def channel(
        self, *, slug: str | None = None, channel_id: int | None = None
    ) -> ChannelFacts | None:
        """One channel by slug or id."""

    def shop(self) -> ShopFacts:
        """The shop itself, in one query."""

    def mail_settings(self, channel_ids: Iterable[int]) -> dict[int, MailSettings]:
        """How the shop sends its own e-mails to customers, by channel, in one query.

        Channels for which that is switched off or not set up are absent.
        """

    def customer_facts(self, customer_ids: Iterable[int]) -> dict[int, CustomerFacts]:
        """Customers by id, in one query or two; unknown ids are absent."""

    def find_customer_ids(self, search: str, *, limit: int) -> list[int]:
        """Customers whose e-mail or name contains `search`, at most `limit`."""

    def find_customer_id(
        self,
        *,
        email: str | None = None,
        phone: str | None = None,
        external_reference: str | None = None,
    ) -> int | None:
        """The one customer with exactly this e-mail, phone or external reference."""

    def customers_changed(
        self, *, after: CustomerChange | None, until: datetime, limit: int
    ) -> list[CustomerChange]:
        """The next customers by (changed_at, id) after a place, `until` included.

        A change is whatever the facts show: signing up, confirming, another address, metadata.
        Staff are among them who have ordered something.
        """

    def confirmed_customer_ids(self, emails: Iterable[str]) -> dict[str, int]:
        """The active customers who have proven to own these addresses, by address in lower case.

        One query; the letter case of `emails` doesn't matter.
        """

    def guest_order_ids(self, email: str, *, since: datetime, limit: int) -> list[UUID]:
        """Orders under this address, in whatever letter case, that may be no customer's.

        Those placed from `since` on, drafts excluded, oldest first.
        """

    def order_facts(self, order_ids: Iterable[UUID]) -> dict[UUID, OrderFacts]:
        """Committed orders by id, in a number of queries that doesn't grow with `order_ids`."""

    def orders_changed(
        self, *, after: OrderChange | None, until: datetime, limit: int
    ) -> list[OrderChange]:
        """The next orders (drafts excluded) by (changed_at, id) after a place, `until` included."""

    def order_ids_of_customers(
        self, customer_ids: Iterable[int], *, since: datetime
    ) -> dict[int, list[UUID]]:
        """Orders of customers that were placed from `since` on, drafts excluded, oldest first.

        One query; customers without orders are absent.
        """

    def newest_order_ids(self, *, channel_ids: Collection[int], limit: int) -> list[UUID]:
        """The newest orders of customers in these channels, newest first; drafts excluded.

        One query. Of an address that a customer has not proven to own, they may be, too.
        """

    def channels_of_orders(self, order_ids: Iterable[UUID]) -> dict[UUID, int]:
        """The channel of each order, in one query; unknown ids are absent."""

    def channels_ordered_in(self, customer_ids: Iterable[int]) -> dict[int, list[int]]:
        """The channels in which each customer has orders, that of the newest one first.

        One query; drafts excluded, and customers without orders are absent.
        """

    def order_id_by_code(self, code: str) -> UUID | None:
        """The order that was placed with this promo code, or that our gift card of this code has
        paid, if any."""

    def order_id_by_checkout(self, checkout_id: UUID) -> UUID | None:
        """The order that this checkout became, if any."""

    def existing_carts(self, ids: Iterable[UUID]) -> set[UUID]:
        """Those of these ids that are still checkouts, or orders (as drafts are)."""

    def checkout_facts(self, checkout_id: UUID, *, checkout: Any = None) -> CheckoutFacts | None:
        """A checkout that is still open. `checkout` is the host's own object, if it is at hand."""

    def facts_of_checkouts(
        self, checkouts: Sequence[Any], *, using: str
    ) -> dict[UUID, CheckoutFacts]:
        """Open checkouts, given as the host's own objects, by id.

        Read from the alias `using`, in a number of queries that doesn't grow with the checkouts.
        """

    def order_promotions(
        self, checkout_ids: Iterable[UUID], *, using: str
    ) -> dict[UUID, OrderPromotion]:
        """Offers for whole carts that these open checkouts get, or would get without a code.

        Read from the alias `using`, in a number of queries that doesn't grow with the checkouts.
        """

    def draft_facts(self, order_id: UUID, *, order: Any = None) -> CheckoutFacts | None:
        """A draft order as a cart; None for other orders, and for exchanges, which go on earning
        for the goods before. `order` is the host's own object, if it is at hand."""

    def facts_of_drafts(self, drafts: Sequence[Any], *, using: str) -> dict[UUID, CheckoutFacts]:
        """Draft orders, given as the host's own objects, by id; exchanges and other orders are
        absent.

        Read from the alias `using`, in a number of queries that doesn't grow with the drafts.
        """

    def draft_promotions(
        self, order_ids: Iterable[UUID], *, using: str
    ) -> dict[UUID, OrderPromotion]:
        """Offers for whole carts that are on draft orders, as the shop computed them last.

        Read from the alias `using`, in a number of queries that doesn't grow with the drafts.
        """

    def variant_facts(
        self,
        *,
        channel_id: int,
        product_ids: Iterable[int] = (),
        variant_ids: Iterable[int] = (),
        using: str,
        now: datetime,
    ) -> list[VariantFacts]:
        """These variants and all of these products, in the shop's order, as a channel sells them.

        Those that shoppers can't see there, or that have no price there, are absent. Read from
        the alias `using`, in a number of queries that doesn't grow with the ids.
        """

    def product_facts(
        self, product_ids: Iterable[int], *, using: str, now: datetime
    ) -> dict[int, ProductFacts]:
        """Products by id, with every channel that lists them, hidden ones too.

        Unknown ids are absent. Read from the alias `using`, in a number of queries that doesn't
        grow with the ids.
        """

    def known_variants(self, variant_ids: Iterable[int]) -> dict[int, bool]:
        """Variants that exist, whichever channels sell them: whether each is a gift card.

        One query.
        """

    def bought_product_ids(
        self, *, customer_id: int, product_ids: Iterable[int], using: str
    ) -> frozenset[int]:
        """Which of these products a customer has ordered, ever and in any channel.

        What came back since was bought all the same. Drafts, cancelled and expired orders don't
        count, nor do gifts that the shop put into an order. One query on the alias `using`.
        """

    def products_bought(
        self, customer_ids: Iterable[int], *, product_ids: Iterable[int], using: str
    ) -> dict[int, frozenset[int]]:
        """As `bought_product_ids`, for several customers at once: still one query.

        Who bought none of them is absent.
        """

    def suggested_products(
        self, *, channel_ids: Collection[int], limit: int, using: str, now: datetime
    ) -> dict[int, list[ShownProduct]]:
        """What each channel sells now and has in stock, newest first, at most `limit` each.

        Only what shoppers find there by themselves; no gift cards. Read from the alias `using`, in
        a number of queries that grows with the channels alone.
        """

    def customer_type_exists(self, customer_type_id: int) -> bool | None:
        """Whether the shop has this class of customers; None where it has no classes at all."""

    def customer_condition(
        self, *, countries: Collection[str], customer_type_ids: Collection[int], using: str
    ) -> Any:
        """A condition (Django's `Q`) on rows with a `customer_id`, for statements on `using`.

        Of a list any one, empty for no condition. The country is that of the default billing
        address, else of the default shipping address. A customer without a class is in the shop's
        default one; where there are no classes, nobody is in any. One query, two with classes.
        """

    # Acts -------------------------------------------------------------------------------------

    def mirror_customers(
        self, mirrors: Sequence[CustomerMirror], *, now: datetime
    ) -> list[int | None]:
        """Make customers say what their tiers are; those that are gone are left out. Repeatable.

        Returns for each mirror the class that its customer has because of it, None where it has
        none, or keeps one that somebody else gave. In a number of queries that grows only with the
        different changes. The customers are locked by ascending id until the transaction ends; no
        change of their metadata that is made meanwhile is lost. Whoever listens to changes of
        customers hears of those that were made, after the commit; a listener that fails stops
        nothing.
        """

    def customer_metadata(self, customer_ids: Collection[int]) -> Mapping[int, Mapping[str, str]]:
        """The public metadata of customers; those that are gone are absent. One query."""

    def lock_customer_metadata(
        self, customer_ids: Collection[int]
    ) -> Mapping[int, Mapping[str, str]]:
        """Lock customers by ascending id until the transaction ends; the public metadata of each.

        One query; those that are gone are absent.
        """

    def write_customer_metadata(self, changes: Mapping[int, Mapping[str, str | None]]) -> None:
        """Make locked customers say these values in public; None removes a key, others stay.

        One statement. Nobody is told, and no customer counts as changed: no hook, no webhook, and
        `customers_changed` does not name them.
        """

    def lock_checkout(self, checkout_id: UUID) -> LockedCheckout | None:
        """Lock the checkout's row until the transaction ends; None when it no longer exists."""

    def put_discount(
        self,
        *,
        checkout_id: UUID,
        code: str,
        amount: Decimal,
        currency: str,
        name: str,
        is_for_shipping: bool = False,
        variant_id: int | None = None,
        checkout: Any = None,
    ) -> None:
        """Make `code` worth `amount` off the whole order, once, and put it on the checkout.

        Off the goods in proportion; with `is_for_shipping`, off the shipping price alone; with
        `variant_id`, off one piece of this variant, which costs at least as much.
        Takes the place of a code of ours that is on it; that one lives on until it is dropped.
        Totals are recomputed before the next answer; when `checkout` is given, that very object
        shows the new state.
        Raises `DiscountRefused` when the shop refuses the code; nothing is changed then.
        """

    def drop_discount(self, *, checkout_id: UUID, code: str, checkout: Any = None) -> None:
        """Take `code` off the checkout, if it is there, and make it useless. Repeatable."""

    def has_code(self, code: str) -> bool:
        """Whether a promo code of ours is still good: staff may have deleted its voucher."""

    def detach_code(self, *, checkout_id: UUID, code: str, checkout: Any = None) -> None:
        """Take `code` off the checkout, if it is there; it stays good elsewhere. Repeatable."""

    def lock_draft(self, order_id: UUID) -> LockedCheckout | None:
        """Lock a draft order's row until the transaction ends; None when it is no draft any more.

        Brings its prices up to date first, where the shop keeps those of drafts for a while only.
        """

    def put_draft_discount(
        self,
        *,
        order_id: UUID,
        code: str,
        amount: Decimal,
        currency: str,
        name: str,
        is_for_shipping: bool = False,
        order: Any = None,
    ) -> None:
        """As `put_discount`, on a draft order; nobody can use the code elsewhere from then on.

        Raises `DiscountRefused` when the shop refuses the code; nothing is changed then.
        """

    def drop_draft_discount(self, *, order_id: UUID, code: str, order: Any = None) -> None:
        """As `drop_discount`, on a draft order."""

    def detach_from_draft(self, *, order_id: UUID, code: str, order: Any = None) -> None:
        """Take `code` off a draft order, if it is there; it stays what it was elsewhere."""

    def put_payment(
        self,
        *,
        checkout_id: UUID,
        code: str,
        amount: Decimal,
        currency: str,
        customer_id: int,
        checkout: Any = None,
    ) -> None:
        """Make a gift card of `code` worth `amount`, for this customer alone, and put it on the
        checkout. Nobody is told of it.

        Totals are recomputed as in `put_discount`.
        Raises `DiscountRefused` when the shop refuses it; nothing is changed then.
        """

    def drop_payment(self, *, checkout_id: UUID, code: str, checkout: Any = None) -> None:
        """Take the gift card off the checkout, if it is there, and make it useless. Repeatable.

        What an order has used of it stays used.
        """

    def add_to_checkout(self, *, checkout_id: UUID, variant_id: int) -> None:
        """Put one piece into an open checkout, with the checks that the shop makes of a shopper.

        Raises `GoodsRefused`; nothing is changed then.
        """

    def issue_gift_card(
        self, *, code: str, amount: Decimal, currency: str, customer_id: int
    ) -> None:
        """Make a gift card of `code` worth `amount` that is the customer's to use.

        Where the shop can bind a card to a customer, nobody else can use it.
        """

    def detach_payment(self, *, checkout_id: UUID, code: str, checkout: Any = None) -> None:
        """Take the gift card off the checkout, if it is there; it stays good elsewhere."""

    def refresh_prices(self, checkout_id: UUID, *, checkout: Any = None) -> None:
        """Have the shop compute what an open checkout costs, unless it knows.

        Taxes may be asked of somebody far away: never called while a row is locked.
        """

    def install_dashboard_app(self, app: DashboardApp, *, dashboard_urls: Sequence[str]) -> bool:
        """Make the shop show these pages in its dashboard, which runs at `dashboard_urls`.

        Empty keeps what was said before. Brings an app of this identifier that is there up to date;
        returns whether it was new.
        """

    def remove_dashboard_app(self, identifier: str) -> bool:
        """Take the pages out of the dashboard again; returns whether they were there."""

    def dashboard_urls(self) -> Sequence[str]:
        """Where the shop's dashboard runs, as staff have said it: the only places that may show
        the pages."""

    def dashboard_mounts(self) -> frozenset[str] | None:
        """The places that the shop's dashboard has for pages of apps, such as
        `CUSTOMER_DETAILS_WIDGETS`; None where the shop takes any name and the dashboard leaves out
        what it doesn't know."""

    def plugin_url(self) -> str:
        """The address under which the shop hands requests to the plugin, without a slash at the
        end."""

    # Who asks ---------------------------------------------------------------------------------

    def requestor(self, context: Any) -> Requestor:
        """The requestor of a GraphQL context."""

    def channels_open_to(self, context: Any) -> frozenset[int] | None:
        """The channels whose orders the requestor of a GraphQL context may change, as far as the
        shop restricts staff to channels; None for all."""

    def permission_denied(self, permissions: Sequence[Permission]) -> Exception:
        """The shop's own error for a missing permission; any of `permissions` would do."""

    # Databases --------------------------------------------------------------------------------

    def writer_alias(self) -> str:
        """The database alias to write to, and to read from where freshness matters."""

    def reader_alias(self, context: Any) -> str:
        """The alias that this GraphQL request may read from (a replica, or the writer)."""

    def writer_access(self) -> AbstractContextManager[Any]:
        """A context in which GraphQL code may touch the writer; a shop may forbid it elsewhere."""

    def start_mutation(self, context: Any) -> None:
        """Called first in each of our mutations: from now on this request reads what it wrote."""

    # GraphQL ----------------------------------------------------------------------------------

    def graphql_type(self, name: str) -> Any:
        """The shop's own graphene type of this name, so that a schema never holds two of one name.

        Types: User, Order, Checkout, Product, ProductVariant, Channel, Money. Enum:
        LanguageCodeEnum, whose values are codes such as `de` and `de-at`. Scalars: Date,
        DateTime, PositiveDecimal (parses literals and variables exactly into `decimal.Decimal`,
        prints floats) and Upload (see `uploaded_file`).
        Called while the schema is built, never earlier.
        """

    def add_query_costs(self, costs: Mapping[str, Mapping[str, Any]]) -> None:
        """Tell what limits the complexity of queries, if the shop has it, what our fields cost.

        `costs` maps type → field → the shop's own description of a cost. Repeatable.
        """

    def money(self, amount: Decimal, currency: str) -> Any:
        """A value that the shop's Money type resolves."""

    def uploaded_file(self, context: Any, value: Any) -> Any:
        """The file of Django's that a value of the scalar Upload stands for, None where the request
        carries none: it comes in a part of a multipart request."""

    def media_url(self, context: Any, name: str) -> str:
        """The absolute address of a file in the shop's storage, as the shop gives out its own.

        `context` None: outside of a request.
        """

    def load_customer(self, context: Any, customer_id: int) -> Any:
        """The shop's User for a field, or a promise of it; batched."""

    def load_order(self, context: Any, order_id: UUID) -> Any:
        """What the shop's Order type resolves from, or a promise of it; batched."""

    def load_variant(self, context: Any, variant_id: int, *, channel_slug: str | None) -> Any:
        """What the shop's ProductVariant type resolves from in a channel, or a promise of it;
        batched. It looks at nobody's rights: the caller knows that it may be seen."""

    def load_checkout(self, context: Any, checkout_id: UUID) -> Any:
        """What the shop's Checkout type resolves from, read fresh, or a promise of it."""

    def load_draft(self, context: Any, order_id: UUID) -> Any:
        """As `load_order`, read fresh."""

    def load_checkout_prices(self, root: Any, info: Any) -> Any:
        """A promise of what the shop charges for the checkout, or the draft order, that this root
        value stands for.

        Computed with all that it takes, as the shop does for a total of its own, at most once for
        both in one request. None where the shop asks nobody outside for prices: in lists, and
        while it is itself asked for them.
        """

    def unwrap(self, root: Any) -> Any:
        """The plain object behind a root value (Saleor wraps what lives in a channel)."""

    def channel_slug_of(self, root: Any) -> str | None:
        """The channel that a root value of a product or variant was reached through, if any."""

    def promo_code_of(self, checkout: Any) -> str | None:
        """The promo code on an unwrapped checkout or order."""

    def customer_id_of(self, order: Any) -> int | None:
        """The customer's id of an unwrapped order or checkout."""
