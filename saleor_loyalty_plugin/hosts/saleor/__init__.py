"""Saleor as a host, in process. Every import of Saleor is here or in `plugin.py`.

The modules under this one import Saleor and therefore load only when a method needs them: naming
this class in the settings costs nothing at start-up.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.conf import settings

from saleor_loyalty_plugin.hosts.port import (
    CustomerChange,
    CustomerMirror,
    DashboardApp,
    LockedCheckout,
    MailSettings,
    OrderChange,
    Permission,
    Requestor,
    ShopFacts,
    ShownProduct,
)
from saleor_loyalty_plugin.rules.facts import (
    ChannelFacts,
    CheckoutFacts,
    CustomerFacts,
    OrderFacts,
    OrderPromotion,
    ProductFacts,
    VariantFacts,
)


class SaleorHost:
    """The port for Saleor 3.22, 3.23 and main; see `hosts/port.py` for what each method owes."""

    name = "saleor"

    # Facts ------------------------------------------------------------------------------------

    def channels(self) -> Sequence[ChannelFacts]:
        from saleor_loyalty_plugin.hosts.saleor import channels

        return channels.all_channels()

    def channel(
        self, *, slug: str | None = None, channel_id: int | None = None
    ) -> ChannelFacts | None:
        from saleor_loyalty_plugin.hosts.saleor import channels

        return channels.one_channel(slug=slug, channel_id=channel_id)

    def shop(self) -> ShopFacts:
        from saleor_loyalty_plugin.hosts.saleor import mail

        return mail.shop()

    def mail_settings(self, channel_ids: Iterable[int]) -> dict[int, MailSettings]:
        from saleor_loyalty_plugin.hosts.saleor import mail

        return mail.mail_settings(channel_ids)

    def customer_facts(self, customer_ids: Iterable[int]) -> dict[int, CustomerFacts]:
        from saleor_loyalty_plugin.hosts.saleor import customers

        return customers.customer_facts(customer_ids)

    def find_customer_ids(self, search: str, *, limit: int) -> list[int]:
        from saleor_loyalty_plugin.hosts.saleor import customers

        return customers.find_customer_ids(search, limit=limit)

    def find_customer_id(
        self,
        *,
        email: str | None = None,
        phone: str | None = None,
        external_reference: str | None = None,
    ) -> int | None:
        from saleor_loyalty_plugin.hosts.saleor import customers

        return customers.find_customer_id(
            email=email, phone=phone, external_reference=external_reference
        )

    def customers_changed(
        self, *, after: CustomerChange | None, until: datetime, limit: int
    ) -> list[CustomerChange]:
        from saleor_loyalty_plugin.hosts.saleor import customers

        return customers.customers_changed(after=after, until=until, limit=limit)

    def confirmed_customer_ids(self, emails: Iterable[str]) -> dict[str, int]:
        from saleor_loyalty_plugin.hosts.saleor import customers

        return customers.confirmed_customer_ids(emails)

    def guest_order_ids(self, email: str, *, since: datetime, limit: int) -> list[UUID]:
        from saleor_loyalty_plugin.hosts.saleor import orders

        return orders.guest_order_ids(email, since=since, limit=limit)

    def order_facts(self, order_ids: Iterable[UUID]) -> dict[UUID, OrderFacts]:
        from saleor_loyalty_plugin.hosts.saleor import orders

        return orders.order_facts(order_ids)

    def orders_changed(
        self, *, after: OrderChange | None, until: datetime, limit: int
    ) -> list[OrderChange]:
        from saleor_loyalty_plugin.hosts.saleor import orders

        return orders.orders_changed(after=after, until=until, limit=limit)

    def order_ids_of_customers(
        self, customer_ids: Iterable[int], *, since: datetime
    ) -> dict[int, list[UUID]]:
        from saleor_loyalty_plugin.hosts.saleor import orders

        return orders.order_ids_of_customers(customer_ids, since=since)

    def newest_order_ids(self, *, channel_ids: Collection[int], limit: int) -> list[UUID]:
        from saleor_loyalty_plugin.hosts.saleor import orders

        return orders.newest_order_ids(channel_ids=channel_ids, limit=limit)

    def channels_of_orders(self, order_ids: Iterable[UUID]) -> dict[UUID, int]:
        from saleor_loyalty_plugin.hosts.saleor import orders

        return orders.channels_of_orders(order_ids)

    def channels_ordered_in(self, customer_ids: Iterable[int]) -> dict[int, list[int]]:
        from saleor_loyalty_plugin.hosts.saleor import orders

        return orders.channels_ordered_in(customer_ids)

    def order_id_by_code(self, code: str) -> UUID | None:
        from saleor_loyalty_plugin.hosts.saleor import orders

        return orders.order_id_by_code(code)

    def order_id_by_checkout(self, checkout_id: UUID) -> UUID | None:
        from saleor_loyalty_plugin.hosts.saleor import orders

        return orders.order_id_by_checkout(checkout_id)

    def existing_carts(self, ids: Iterable[UUID]) -> set[UUID]:
        from saleor_loyalty_plugin.hosts.saleor import checkouts

        return checkouts.existing_carts(ids)

    def checkout_facts(self, checkout_id: UUID, *, checkout: Any = None) -> CheckoutFacts | None:
        from saleor_loyalty_plugin.hosts.saleor import checkouts

        return checkouts.checkout_facts(checkout_id, checkout=checkout)

    def facts_of_checkouts(
        self, checkouts: Sequence[Any], *, using: str
    ) -> dict[UUID, CheckoutFacts]:
        from saleor_loyalty_plugin.hosts.saleor import checkouts as reading

        return reading.facts_of_checkouts(checkouts, using=using)

    def order_promotions(
        self, checkout_ids: Iterable[UUID], *, using: str
    ) -> dict[UUID, OrderPromotion]:
        from saleor_loyalty_plugin.hosts.saleor import promotions

        return promotions.order_promotions(checkout_ids, using=using)

    def draft_facts(self, order_id: UUID, *, order: Any = None) -> CheckoutFacts | None:
        from saleor_loyalty_plugin.hosts.saleor import drafts

        return drafts.draft_facts(order_id, order=order)

    def facts_of_drafts(self, drafts: Sequence[Any], *, using: str) -> dict[UUID, CheckoutFacts]:
        from saleor_loyalty_plugin.hosts.saleor import drafts as reading

        return reading.facts_of_drafts(drafts, using=using)

    def draft_promotions(
        self, order_ids: Iterable[UUID], *, using: str
    ) -> dict[UUID, OrderPromotion]:
        from saleor_loyalty_plugin.hosts.saleor import drafts

        return drafts.draft_promotions(order_ids, using=using)

    def variant_facts(
        self,
        *,
        channel_id: int,
        product_ids: Iterable[int] = (),
        variant_ids: Iterable[int] = (),
        using: str,
        now: datetime,
    ) -> list[VariantFacts]:
        from saleor_loyalty_plugin.hosts.saleor import catalogue

        return catalogue.variant_facts(
            channel_id=channel_id,
            product_ids=product_ids,
            variant_ids=variant_ids,
            using=using,
            now=now,
        )

    def product_facts(
        self, product_ids: Iterable[int], *, using: str, now: datetime
    ) -> dict[int, ProductFacts]:
        from saleor_loyalty_plugin.hosts.saleor import catalogue

        return catalogue.product_facts(product_ids, using=using, now=now)

    def known_variants(self, variant_ids: Iterable[int]) -> dict[int, bool]:
        from saleor_loyalty_plugin.hosts.saleor import catalogue

        return catalogue.known_variants(variant_ids)

    def bought_product_ids(
        self, *, customer_id: int, product_ids: Iterable[int], using: str
    ) -> frozenset[int]:
        from saleor_loyalty_plugin.hosts.saleor import orders

        return orders.bought_product_ids(
            customer_id=customer_id, product_ids=product_ids, using=using
        )

    def products_bought(
        self, customer_ids: Iterable[int], *, product_ids: Iterable[int], using: str
    ) -> dict[int, frozenset[int]]:
        from saleor_loyalty_plugin.hosts.saleor import orders

        return orders.products_bought(customer_ids, product_ids=product_ids, using=using)

    def suggested_products(
        self, *, channel_ids: Collection[int], limit: int, using: str, now: datetime
    ) -> dict[int, list[ShownProduct]]:
        from saleor_loyalty_plugin.hosts.saleor import suggestions

        return suggestions.suggested_products(
            channel_ids=channel_ids, limit=limit, using=using, now=now
        )

    def customer_type_exists(self, customer_type_id: int) -> bool | None:
        from saleor_loyalty_plugin.hosts.saleor import customer_types

        return customer_types.customer_type_exists(customer_type_id)

    def customer_condition(
        self, *, countries: Collection[str], customer_type_ids: Collection[int], using: str
    ) -> Any:
        from saleor_loyalty_plugin.hosts.saleor import customers

        return customers.condition(
            countries=countries, customer_type_ids=customer_type_ids, using=using
        )

    # Acts -------------------------------------------------------------------------------------

    def customer_metadata(self, customer_ids: Collection[int]) -> Mapping[int, Mapping[str, str]]:
        from saleor_loyalty_plugin.hosts.saleor import customers

        return customers.read_metadata(customer_ids)

    def lock_customer_metadata(
        self, customer_ids: Collection[int]
    ) -> Mapping[int, Mapping[str, str]]:
        from saleor_loyalty_plugin.hosts.saleor import customers

        return customers.read_metadata(customer_ids, locks=True)

    def write_customer_metadata(self, changes: Mapping[int, Mapping[str, str | None]]) -> None:
        from saleor_loyalty_plugin.hosts.saleor import customers

        customers.write_metadata(changes)

    def mirror_customers(
        self, mirrors: Sequence[CustomerMirror], *, now: datetime
    ) -> list[int | None]:
        from saleor_loyalty_plugin.hosts.saleor import customer_types

        return customer_types.mirror_customers(mirrors, now=now)

    def lock_checkout(self, checkout_id: UUID) -> LockedCheckout | None:
        from saleor_loyalty_plugin.hosts.saleor import checkouts

        return checkouts.lock_checkout(checkout_id)

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
        from saleor_loyalty_plugin.hosts.saleor import discounts

        discounts.put_discount(
            checkout_id=checkout_id,
            code=code,
            amount=amount,
            currency=currency,
            name=name,
            is_for_shipping=is_for_shipping,
            variant_id=variant_id,
            checkout=checkout,
        )

    def drop_discount(self, *, checkout_id: UUID, code: str, checkout: Any = None) -> None:
        from saleor_loyalty_plugin.hosts.saleor import discounts

        discounts.drop_discount(checkout_id=checkout_id, code=code, checkout=checkout)

    def add_to_checkout(self, *, checkout_id: UUID, variant_id: int) -> None:
        from saleor_loyalty_plugin.hosts.saleor import cart_lines

        cart_lines.add_to_checkout(checkout_id=checkout_id, variant_id=variant_id)

    def issue_gift_card(
        self, *, code: str, amount: Decimal, currency: str, customer_id: int
    ) -> None:
        from saleor_loyalty_plugin.hosts.saleor import issued_cards

        issued_cards.issue_gift_card(
            code=code, amount=amount, currency=currency, customer_id=customer_id
        )

    def lock_draft(self, order_id: UUID) -> LockedCheckout | None:
        from saleor_loyalty_plugin.hosts.saleor import drafts

        return drafts.lock_draft(order_id)

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
        from saleor_loyalty_plugin.hosts.saleor import drafts

        drafts.put_draft_discount(
            order_id=order_id,
            code=code,
            amount=amount,
            currency=currency,
            name=name,
            is_for_shipping=is_for_shipping,
            order=order,
        )

    def drop_draft_discount(self, *, order_id: UUID, code: str, order: Any = None) -> None:
        from saleor_loyalty_plugin.hosts.saleor import drafts

        drafts.drop_draft_discount(order_id=order_id, code=code, order=order)

    def detach_from_draft(self, *, order_id: UUID, code: str, order: Any = None) -> None:
        from saleor_loyalty_plugin.hosts.saleor import drafts

        drafts.detach_from_draft(order_id=order_id, code=code, order=order)

    def has_code(self, code: str) -> bool:
        from saleor_loyalty_plugin.hosts.saleor import discounts

        return discounts.has_code(code)

    def detach_code(self, *, checkout_id: UUID, code: str, checkout: Any = None) -> None:
        from saleor_loyalty_plugin.hosts.saleor import discounts

        discounts.detach_code(checkout_id=checkout_id, code=code, checkout=checkout)

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
        from saleor_loyalty_plugin.hosts.saleor import gift_cards

        gift_cards.put_payment(
            checkout_id=checkout_id,
            code=code,
            amount=amount,
            currency=currency,
            customer_id=customer_id,
            checkout=checkout,
        )

    def drop_payment(self, *, checkout_id: UUID, code: str, checkout: Any = None) -> None:
        from saleor_loyalty_plugin.hosts.saleor import gift_cards

        gift_cards.drop_payment(checkout_id=checkout_id, code=code, checkout=checkout)

    def detach_payment(self, *, checkout_id: UUID, code: str, checkout: Any = None) -> None:
        from saleor_loyalty_plugin.hosts.saleor import gift_cards

        gift_cards.detach_payment(checkout_id=checkout_id, code=code, checkout=checkout)

    def refresh_prices(self, checkout_id: UUID, *, checkout: Any = None) -> None:
        from saleor_loyalty_plugin.hosts.saleor import prices

        prices.refresh_prices(checkout_id, checkout=checkout)

    def install_dashboard_app(self, app: DashboardApp, *, dashboard_urls: Sequence[str]) -> bool:
        from saleor_loyalty_plugin.hosts.saleor import dashboard_app

        return dashboard_app.install(app, dashboard_urls=dashboard_urls)

    def remove_dashboard_app(self, identifier: str) -> bool:
        from saleor_loyalty_plugin.hosts.saleor import dashboard_app

        return dashboard_app.remove(identifier)

    def dashboard_urls(self) -> Sequence[str]:
        from saleor_loyalty_plugin.hosts.saleor import dashboard_app

        return dashboard_app.dashboard_urls()

    def dashboard_mounts(self) -> frozenset[str] | None:
        from saleor_loyalty_plugin.hosts.saleor import dashboard_app

        return dashboard_app.mounts()

    def plugin_url(self) -> str:
        from saleor_loyalty_plugin.hosts.saleor import dashboard_app

        return dashboard_app.plugin_url()

    # Who asks ---------------------------------------------------------------------------------

    def requestor(self, context: Any) -> Requestor:
        from saleor_loyalty_plugin.hosts.saleor import requestors

        return requestors.requestor(context)

    def channels_open_to(self, context: Any) -> frozenset[int] | None:
        from saleor_loyalty_plugin.hosts.saleor import requestors

        return requestors.channels_open_to(context)

    def permission_denied(self, permissions: Sequence[Permission]) -> Exception:
        from saleor_loyalty_plugin.hosts.saleor import requestors

        return requestors.permission_denied(permissions)

    # Databases --------------------------------------------------------------------------------

    def writer_alias(self) -> str:
        return str(settings.DATABASE_CONNECTION_DEFAULT_NAME)

    def reader_alias(self, context: Any) -> str:
        from saleor_loyalty_plugin.hosts.saleor import graphql

        return graphql.reader_alias(context)

    def writer_access(self) -> AbstractContextManager[Any]:
        from saleor_loyalty_plugin.hosts.saleor import databases

        return databases.allow_writer()

    def start_mutation(self, context: Any) -> None:
        from saleor_loyalty_plugin.hosts.saleor import graphql

        graphql.start_mutation(context)

    # GraphQL ----------------------------------------------------------------------------------

    def graphql_type(self, name: str) -> Any:
        from saleor_loyalty_plugin.hosts.saleor import graphql

        return graphql.graphql_type(name)

    def add_query_costs(self, costs: Mapping[str, Mapping[str, Any]]) -> None:
        from saleor_loyalty_plugin.hosts.saleor import graphql

        graphql.add_query_costs(costs)

    def money(self, amount: Decimal, currency: str) -> Any:
        from saleor_loyalty_plugin.hosts.saleor import graphql

        return graphql.money(amount, currency)

    def uploaded_file(self, context: Any, value: Any) -> Any:
        return context.FILES.get(value) if isinstance(value, str) else None

    def media_url(self, context: Any, name: str) -> str:
        from saleor_loyalty_plugin.hosts.saleor import graphql

        return graphql.media_url(name)

    def load_customer(self, context: Any, customer_id: int) -> Any:
        from saleor_loyalty_plugin.hosts.saleor import graphql

        return graphql.load_customer(context, customer_id)

    def load_order(self, context: Any, order_id: UUID) -> Any:
        from saleor_loyalty_plugin.hosts.saleor import graphql

        return graphql.load_order(context, order_id)

    def load_variant(self, context: Any, variant_id: int, *, channel_slug: str | None) -> Any:
        from saleor_loyalty_plugin.hosts.saleor import graphql

        return graphql.load_variant(context, variant_id, channel_slug=channel_slug)

    def load_checkout(self, context: Any, checkout_id: UUID) -> Any:
        from saleor_loyalty_plugin.hosts.saleor import graphql

        return graphql.load_checkout(context, checkout_id)

    def load_draft(self, context: Any, order_id: UUID) -> Any:
        from saleor_loyalty_plugin.hosts.saleor import graphql

        return graphql.load_draft(context, order_id)

    def load_checkout_prices(self, root: Any, info: Any) -> Any:
        from saleor_loyalty_plugin.hosts.saleor import graphql

        return graphql.load_checkout_prices(root, info)

    def unwrap(self, root: Any) -> Any:
        from saleor_loyalty_plugin.hosts.saleor import graphql

        return graphql.unwrap(root)

    def channel_slug_of(self, root: Any) -> str | None:
        from saleor_loyalty_plugin.hosts.saleor import graphql

        return graphql.channel_slug_of(root)

    def promo_code_of(self, checkout: Any) -> str | None:
        return checkout.voucher_code or None

    def customer_id_of(self, order: Any) -> int | None:
        user_id: int | None = order.user_id
        return user_id
