"""The sandbox as a host of the plugin; what each method owes stands in `hosts/port.py`."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urljoin, urlsplit
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Exists, Max, Min, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Lower
from promise import Promise

from saleor_loyalty_plugin.dashboard.extensions import manifest
from saleor_loyalty_plugin.hosts import metadata
from saleor_loyalty_plugin.hosts.catalogue import NOWHERE, CatalogueTables, Place
from saleor_loyalty_plugin.hosts.customer_conditions import customer_condition
from saleor_loyalty_plugin.hosts.languages import chosen_language
from saleor_loyalty_plugin.hosts.port import (
    CustomerChange,
    CustomerMirror,
    DashboardApp,
    DiscountRefused,
    GoodsRefused,
    LockedCheckout,
    MailSettings,
    OrderChange,
    Permission,
    Requestor,
    RequestorKind,
    ShopFacts,
    ShownProduct,
)
from saleor_loyalty_plugin.rules.facts import (
    ZERO,
    ChannelFacts,
    CheckoutFacts,
    CheckoutLineFacts,
    CheckoutPrices,
    CustomerFacts,
    ListingFacts,
    OrderFacts,
    OrderLineFacts,
    OrderPromotion,
    OrderStatus,
    ProductFacts,
    TaxedAmount,
    VariantFacts,
)
from saleor_loyalty_plugin.rules.payment import order_after_points
from sandbox.shop import checkout as checkouts
from sandbox.shop import codes, models, order_edits
from sandbox.shop import customer_types as mirroring
from sandbox.shop import drafts as drafting
from sandbox.shop.accounts import now
from sandbox.shop.checkout import Cart, load_carts
from sandbox.shop.drafts import MANUAL, VOUCHER
from sandbox.shop.errors import PermissionDenied
from sandbox.shop.prices import LineInput, Money, TaxedMoney, currency_digits, quantize

# Key in the private metadata of vouchers of ours; the value tells the worth ("EUR 7.35").
PLUGIN_PATH = "/plugins/saleor.loyalty"
MARK = "saleor_loyalty_plugin.worth"
# Key in the public metadata of gift cards that points have bought.
PUBLIC_MARK = "saleor_loyalty_plugin.points"

# Key in the private metadata of gift cards that customers took as a reward.
REWARD_MARK = "saleor_loyalty_plugin.reward"

# Key in the private metadata of products that have a picture: `{"url": …, "alt": …}`.
IMAGE = "sandbox.image"

# Vouchers of ours are valid from the start of time: demo data uses them in the past.
_EVER = datetime(2000, 1, 1, tzinfo=UTC)

_GONE_BACK = (
    codes.FulfillmentStatus.REFUNDED,
    codes.FulfillmentStatus.RETURNED,
    codes.FulfillmentStatus.REFUNDED_AND_RETURNED,
)

_NEVER_BOUGHT = (codes.OrderStatus.DRAFT, codes.OrderStatus.CANCELED, codes.OrderStatus.EXPIRED)

TABLES = CatalogueTables(
    product=models.Product._meta.db_table,
    category=models.Category._meta.db_table,
    collection_link=models.Product.collections.through._meta.db_table,
)


class SandboxHost:
    """The port for the sandbox's own shop."""

    name = "sandbox"

    # Facts ------------------------------------------------------------------------------------

    def channels(self) -> Sequence[ChannelFacts]:
        return [_channel_facts(row) for row in models.Channel.objects.order_by("slug")]

    def channel(
        self, *, slug: str | None = None, channel_id: int | None = None
    ) -> ChannelFacts | None:
        wanted = {"slug": slug, "pk": channel_id}
        filters = {key: value for key, value in wanted.items() if value is not None}
        row = models.Channel.objects.filter(**filters).first() if filters else None
        return _channel_facts(row) if row else None

    def shop(self) -> ShopFacts:
        return ShopFacts(name=settings.SHOP_NAME, domain=urlsplit(settings.PUBLIC_URL).netloc)

    def mail_settings(self, channel_ids: Iterable[int]) -> dict[int, MailSettings]:
        rows = models.MailConfiguration.objects.filter(
            channel__in=list(channel_ids), is_active=True
        )
        return {
            row.channel_id: MailSettings(
                host=row.host,
                port=row.port,
                user=row.user,
                password=row.password,
                sender_name=row.sender_name,
                sender_address=row.sender_address,
            )
            for row in rows
        }

    def customer_facts(self, customer_ids: Iterable[int]) -> dict[int, CustomerFacts]:
        return {
            row.pk: CustomerFacts(
                customer_id=row.pk,
                email=row.email,
                name=f"{row.first_name} {row.last_name}".strip(),
                is_active=row.is_active,
                is_confirmed=row.is_confirmed,
                joined_at=row.date_joined,
                metadata=row.metadata,
                awaits_confirmation=settings.ENABLE_ACCOUNT_CONFIRMATION_BY_EMAIL
                and not row.is_confirmed,
                first_name=row.first_name.strip(),
                language_code=chosen_language(row.language_code),
            )
            for row in models.User.objects.filter(pk__in=list(customer_ids))
        }

    def find_customer_ids(self, search: str, *, limit: int) -> list[int]:
        words = search.split()
        if not words:
            return []
        rows = models.User.objects.order_by("pk")
        for word in words:
            rows = rows.filter(
                Q(email__icontains=word)
                | Q(first_name__icontains=word)
                | Q(last_name__icontains=word)
            )
        return list(rows.values_list("pk", flat=True)[:limit])

    def find_customer_id(
        self,
        *,
        email: str | None = None,
        phone: str | None = None,
        external_reference: str | None = None,
    ) -> int | None:
        if email:
            rows = models.User.objects.filter(email__iexact=email)
        elif external_reference:
            rows = models.User.objects.filter(external_reference=external_reference)
        elif phone:
            rows = models.User.objects.filter(
                Q(default_billing_address__phone=phone) | Q(default_shipping_address__phone=phone)
            )
        else:
            return None
        # A phone that two customers share names neither of them.
        found = list(rows.order_by("pk").values_list("pk", flat=True).distinct()[:2])
        return found[0] if len(found) == 1 else None

    def customers_changed(
        self, *, after: CustomerChange | None, until: datetime, limit: int
    ) -> list[CustomerChange]:
        orders = models.Order.objects.filter(user=OuterRef("pk"))
        rows = models.User.objects.filter(Q(is_staff=False) | Exists(orders))
        rows = rows.filter(updated_at__lte=until)
        if after is not None:
            # The first condition looks redundant; it is what lets the index seek.
            rows = rows.filter(updated_at__gte=after.changed_at).filter(
                Q(updated_at__gt=after.changed_at) | Q(pk__gt=after.customer_id)
            )
        found = rows.order_by("updated_at", "pk").values_list("updated_at", "pk")[:limit]
        return [CustomerChange(changed_at=changed_at, customer_id=pk) for changed_at, pk in found]

    def confirmed_customer_ids(self, emails: Iterable[str]) -> dict[str, int]:
        addresses = {email.lower() for email in emails if email}
        rows = models.User.objects.filter(email__in=addresses, is_active=True, is_confirmed=True)
        return dict(rows.order_by().values_list("email", "pk"))

    def guest_order_ids(self, email: str, *, since: datetime, limit: int) -> list[UUID]:
        rows = models.Order.objects.filter(Q(user=None) | Q(user__is_confirmed=False))
        rows = rows.annotate(address=Lower("user_email")).filter(address=email.lower())
        rows = rows.filter(created_at__gte=since).exclude(status=codes.OrderStatus.DRAFT)
        return list(rows.order_by("created_at", "pk").values_list("pk", flat=True)[:limit])

    def order_facts(self, order_ids: Iterable[UUID]) -> dict[UUID, OrderFacts]:
        rows = list(
            models.Order.objects.filter(pk__in=list(order_ids))
            .select_related("channel", "voucher", "user")
            .prefetch_related("lines__variant__product", "discounts", "payments", "transactions")
            .prefetch_related("gift_cards")
        )
        returned = _units_gone_back([row.pk for row in rows])
        variants = [line.variant for row in rows for line in row.lines.all() if line.variant]
        places = TABLES.places_of([item.product_id for item in variants], using="default")
        return {row.pk: _order_facts(row, returned, places) for row in rows}

    def orders_changed(
        self, *, after: OrderChange | None, until: datetime, limit: int
    ) -> list[OrderChange]:
        rows = models.Order.objects.exclude(status=codes.OrderStatus.DRAFT).filter(
            updated_at__lte=until
        )
        if after is not None:
            # The first condition looks redundant; it is what lets the index seek.
            rows = rows.filter(updated_at__gte=after.changed_at).filter(
                Q(updated_at__gt=after.changed_at) | Q(pk__gt=after.order_id)
            )
        found = rows.order_by("updated_at", "pk").values_list("updated_at", "pk")[:limit]
        return [OrderChange(changed_at=changed_at, order_id=pk) for changed_at, pk in found]

    def order_ids_of_customers(
        self, customer_ids: Iterable[int], *, since: datetime
    ) -> dict[int, list[UUID]]:
        rows = models.Order.objects.filter(user__in=list(customer_ids), created_at__gte=since)
        rows = rows.exclude(status=codes.OrderStatus.DRAFT).order_by("created_at", "pk")
        found: dict[int, list[UUID]] = {}
        for user_id, pk in rows.values_list("user_id", "pk"):
            found.setdefault(user_id, []).append(pk)
        return found

    def newest_order_ids(self, *, channel_ids: Collection[int], limit: int) -> list[UUID]:
        rows = models.Order.objects.filter(channel__in=list(channel_ids), user__isnull=False)
        rows = rows.exclude(status=codes.OrderStatus.DRAFT).order_by("-created_at", "-pk")
        return list(rows.values_list("pk", flat=True)[:limit])

    def channels_of_orders(self, order_ids: Iterable[UUID]) -> dict[UUID, int]:
        rows = models.Order.objects.filter(pk__in=list(order_ids)).order_by()
        return dict(rows.values_list("pk", "channel_id"))

    def channels_ordered_in(self, customer_ids: Iterable[int]) -> dict[int, list[int]]:
        rows = models.Order.objects.filter(user__in=list(customer_ids))
        rows = rows.exclude(status=codes.OrderStatus.DRAFT).order_by()
        places = rows.values_list("user_id", "channel_id").annotate(newest=Max("created_at"))
        found: dict[int, list[int]] = {}
        for user_id, channel_id, _ in places.order_by("-newest"):
            found.setdefault(user_id, []).append(channel_id)
        return found

    def order_id_by_code(self, code: str) -> UUID | None:
        carries = Q(voucher_code=code) | Q(gift_cards__code=code)
        return _first_id(models.Order.objects.filter(carries))

    def order_id_by_checkout(self, checkout_id: UUID) -> UUID | None:
        return _first_id(models.Order.objects.filter(checkout_token=str(checkout_id)))

    def existing_carts(self, ids: Iterable[UUID]) -> set[UUID]:
        wanted = list(ids)
        found = set(models.Checkout.objects.filter(pk__in=wanted).values_list("pk", flat=True))
        return found | set(models.Order.objects.filter(pk__in=wanted).values_list("pk", flat=True))

    def checkout_facts(self, checkout_id: UUID, *, checkout: Any = None) -> CheckoutFacts | None:
        checkout = checkout or _open_checkout(checkout_id)
        if checkout is None:
            return None
        return self.facts_of_checkouts([checkout], using="default")[checkout.pk]

    def facts_of_checkouts(
        self, checkouts: Sequence[Any], *, using: str
    ) -> dict[UUID, CheckoutFacts]:
        carts = load_carts(checkouts, now=now())
        products = [line.variant.product_id for cart in carts.values() for line in cart.lines]
        places = TABLES.places_of(products, using=using)
        return {key: _checkout_facts(cart, places) for key, cart in carts.items()}

    def order_promotions(
        self, checkout_ids: Iterable[UUID], *, using: str
    ) -> dict[UUID, OrderPromotion]:
        """The sandbox has none."""
        return {}

    def draft_facts(self, order_id: UUID, *, order: Any = None) -> CheckoutFacts | None:
        draft = order or _open_draft(order_id)
        if draft is None:
            return None
        return self.facts_of_drafts([draft], using="default").get(draft.pk)

    def facts_of_drafts(self, drafts: Sequence[Any], *, using: str) -> dict[UUID, CheckoutFacts]:
        wanted = {
            item.pk: item
            for item in drafts
            if item.status == codes.OrderStatus.DRAFT and item.original_id is None
        }
        lines: defaultdict[UUID, list[models.OrderLine]] = defaultdict(list)
        rows = models.OrderLine.objects.using(using).filter(
            order__in=list(wanted), variant__isnull=False
        )
        for line in rows.select_related("order", "variant__product__product_type"):
            lines[line.order_id].append(line)
        by_hand = models.OrderDiscount.objects.using(using).filter(
            order__in=list(wanted), type=MANUAL
        )
        manual = set(by_hand.values_list("order_id", flat=True))
        inputs = order_edits.line_inputs([line for own in lines.values() for line in own])
        places = TABLES.places_of(
            [line.variant.product_id for own in lines.values() for line in own if line.variant],
            using=using,
        )
        return {
            key: _draft_facts(draft, lines[key], inputs, places, has_manual=key in manual)
            for key, draft in wanted.items()
        }

    def draft_promotions(
        self, order_ids: Iterable[UUID], *, using: str
    ) -> dict[UUID, OrderPromotion]:
        """This shop has no promotions for whole orders."""
        return {}

    def variant_facts(
        self,
        *,
        channel_id: int,
        product_ids: Iterable[int] = (),
        variant_ids: Iterable[int] = (),
        using: str,
        now: datetime,
    ) -> list[VariantFacts]:
        published = models.ProductChannelListing.objects.filter(
            product=OuterRef("variant__product"),
            channel=channel_id,
            channel__is_active=True,
            is_published=True,
        )
        rows = list(
            models.VariantChannelListing.objects.using(using)
            .filter(
                Q(variant__in=list(variant_ids)) | Q(variant__product__in=list(product_ids)),
                Exists(published),
                channel=channel_id,
            )
            .select_related("variant__product__product_type")
            .order_by("variant")
        )
        places = TABLES.places_of([row.variant.product_id for row in rows], using=using)
        return [_variant_facts(row, places.get(row.variant.product_id, NOWHERE)) for row in rows]

    def product_facts(
        self, product_ids: Iterable[int], *, using: str, now: datetime
    ) -> dict[int, ProductFacts]:
        products = models.Product.objects.using(using).in_bulk(list(product_ids))
        places = TABLES.places_of(products, using=using)
        variants: defaultdict[int, set[int]] = defaultdict(set)
        rows = models.ProductVariant.objects.using(using).filter(product__in=products).order_by()
        for product_id, variant_id in rows.values_list("product", "pk"):
            variants[product_id].add(variant_id)
        prices = models.VariantChannelListing.objects.using(using).filter(
            variant__product__in=products
        )
        pieces: defaultdict[tuple[int, int], list[VariantFacts]] = defaultdict(list)
        for price in prices.select_related("variant__product__product_type").order_by("variant"):
            product_id = price.variant.product_id
            facts = _variant_facts(price, places.get(product_id, NOWHERE))
            pieces[product_id, price.channel_id].append(facts)
        listings: defaultdict[int, list[ListingFacts]] = defaultdict(list)
        listed = models.ProductChannelListing.objects.using(using).filter(product__in=products)
        for item in listed.select_related("channel").order_by("channel__slug"):
            listings[item.product_id].append(
                ListingFacts(
                    channel_id=item.channel_id,
                    is_shown=item.is_published and item.channel.is_active,
                    pieces=tuple(pieces[item.product_id, item.channel_id]),
                )
            )
        return {
            product.pk: ProductFacts(
                product_id=product.pk,
                product_type_id=product.product_type_id,
                category_ids=places.get(product.pk, NOWHERE).category_ids,
                collection_ids=places.get(product.pk, NOWHERE).collection_ids,
                variant_ids=frozenset(variants[product.pk]),
                listings=tuple(listings[product.pk]),
            )
            for product in products.values()
        }

    def known_variants(self, variant_ids: Iterable[int]) -> dict[int, bool]:
        rows = models.ProductVariant.objects.filter(pk__in=list(variant_ids))
        rows = rows.select_related("product__product_type").order_by()
        return {row.pk: _is_gift_card(row.product.product_type) for row in rows}

    def bought_product_ids(
        self, *, customer_id: int, product_ids: Iterable[int], using: str
    ) -> frozenset[int]:
        """This shop gives no gifts."""
        rows = models.OrderLine.objects.using(using).filter(
            order__user=customer_id, variant__product__in=list(product_ids)
        )
        rows = rows.exclude(order__status__in=_NEVER_BOUGHT).order_by()
        return frozenset(rows.values_list("variant__product", flat=True).distinct())

    def products_bought(
        self, customer_ids: Iterable[int], *, product_ids: Iterable[int], using: str
    ) -> dict[int, frozenset[int]]:
        rows = models.OrderLine.objects.using(using).filter(
            order__user__in=list(customer_ids), variant__product__in=list(product_ids)
        )
        rows = rows.exclude(order__status__in=_NEVER_BOUGHT).order_by()
        found: dict[int, frozenset[int]] = {}
        pairs = rows.values_list("order__user", "variant__product").distinct()
        for customer_id, product_id in pairs:
            found[customer_id] = found.get(customer_id, frozenset()) | {product_id}
        return found

    def suggested_products(
        self, *, channel_ids: Collection[int], limit: int, using: str, now: datetime
    ) -> dict[int, list[ShownProduct]]:
        """This shop never runs out of anything."""
        return {
            channel_id: _newest_products(channel_id, limit, using)
            for channel_id in sorted(set(channel_ids))
        }

    def customer_type_exists(self, customer_type_id: int) -> bool | None:
        return models.CustomerType.objects.filter(pk=customer_type_id).exists()

    def customer_condition(
        self, *, countries: Collection[str], customer_type_ids: Collection[int], using: str
    ) -> Q:
        return customer_condition(
            models.User.objects.using(using),
            models.CustomerType.objects.using(using),
            countries=countries,
            customer_type_ids=customer_type_ids,
        )

    # Acts -------------------------------------------------------------------------------------

    def customer_metadata(self, customer_ids: Collection[int]) -> Mapping[int, Mapping[str, str]]:
        table = models.User._meta.db_table
        return metadata.read_metadata(customer_ids, table=table, using=self.writer_alias())

    def lock_customer_metadata(
        self, customer_ids: Collection[int]
    ) -> Mapping[int, Mapping[str, str]]:
        table, using = models.User._meta.db_table, self.writer_alias()
        return metadata.read_metadata(customer_ids, table=table, using=using, locks=True)

    def write_customer_metadata(self, changes: Mapping[int, Mapping[str, str | None]]) -> None:
        table = models.User._meta.db_table
        metadata.write_metadata(changes, table=table, using=self.writer_alias())

    def mirror_customers(
        self, mirrors: Sequence[CustomerMirror], *, now: datetime
    ) -> list[int | None]:
        return mirroring.mirror_customers(mirrors, now=now)

    def lock_checkout(self, checkout_id: UUID) -> LockedCheckout | None:
        row = checkouts.lock_checkout(checkout_id)
        if row is None:
            return None
        # This shop completes a checkout under one lock, so nobody sees it in between.
        return LockedCheckout(
            voucher_code=row.voucher_code or None, customer_id=row.user_id, is_completing=False
        )

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
        checkout = checkout or _open_checkout(checkout_id)
        if checkout is None:
            raise DiscountRefused("This checkout is no longer open.")
        if checkout.currency != currency:
            raise DiscountRefused(f"This checkout is in {checkout.currency}, not in {currency}.")
        replaced = checkout.voucher_code
        if replaced and not _our_codes(replaced).exists():
            raise DiscountRefused("This checkout carries another promo code.")
        with transaction.atomic():
            models.VoucherCode.objects.create(
                voucher=_voucher_worth(amount, checkout.channel, name, is_for_shipping, variant_id),
                code=code,
            )
            checkout.voucher_code = code
            checkout.discount_name = name
            _save_code(checkout)

    def drop_discount(self, *, checkout_id: UUID, code: str, checkout: Any = None) -> None:
        with transaction.atomic():
            self.detach_code(checkout_id=checkout_id, code=code, checkout=checkout)
            _retire(code)

    def has_code(self, code: str) -> bool:
        return _our_codes(code).filter(is_active=True).exists()

    def detach_code(self, *, checkout_id: UUID, code: str, checkout: Any = None) -> None:
        checkout = checkout or _open_checkout(checkout_id)
        if checkout is not None and checkout.voucher_code == code:
            checkout.voucher_code = None
            checkout.discount_name = ""
            _save_code(checkout)

    def add_to_checkout(self, *, checkout_id: UUID, variant_id: int) -> None:
        checkout = checkouts.lock_checkout(checkout_id)
        variant = models.ProductVariant.objects.filter(pk=variant_id).first()
        if checkout is None or variant is None:
            raise GoodsRefused("There is no such checkout or product.")
        try:
            with transaction.atomic():
                checkouts.add_lines(checkout=checkout, lines=[(variant, 1)], now=now())
        except ValidationError as error:
            raise GoodsRefused(" ".join(error.messages)) from error

    def issue_gift_card(
        self, *, code: str, amount: Decimal, currency: str, customer_id: int
    ) -> None:
        models.GiftCard.objects.create(
            code=code,
            currency=currency,
            initial_balance_amount=amount,
            current_balance_amount=amount,
            assigned_to_id=customer_id,
            private_metadata={REWARD_MARK: "true"},
        )

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
        checkout = checkout or _open_checkout(checkout_id)
        if checkout is None:
            raise DiscountRefused("This checkout is no longer open.")
        if checkout.currency != currency:
            raise DiscountRefused(f"This checkout is in {checkout.currency}, not in {currency}.")
        with transaction.atomic():
            card = models.GiftCard.objects.create(
                code=code,
                currency=currency,
                initial_balance_amount=amount,
                current_balance_amount=amount,
                assigned_to_id=customer_id,
                metadata={PUBLIC_MARK: "true"},
                private_metadata={MARK: f"{currency} {amount.normalize():f}"},
            )
            checkout.gift_cards.add(card)
            _save_code(checkout)

    def drop_payment(self, *, checkout_id: UUID, code: str, checkout: Any = None) -> None:
        with transaction.atomic():
            self.detach_payment(checkout_id=checkout_id, code=code, checkout=checkout)
            cards = _our_cards(code)
            if models.Order.objects.filter(gift_cards__in=cards).exists():
                cards.update(is_active=False, assigned_to=None)
            else:
                cards.delete()

    def detach_payment(self, *, checkout_id: UUID, code: str, checkout: Any = None) -> None:
        checkout = checkout or _open_checkout(checkout_id)
        cards = _our_cards(code)
        with transaction.atomic():
            if checkout is not None and checkout.gift_cards.filter(pk__in=cards).exists():
                checkout.gift_cards.remove(*cards)
                _save_code(checkout)

    def refresh_prices(self, checkout_id: UUID, *, checkout: Any = None) -> None:
        """This shop computes prices whenever it reads a cart."""

    def lock_draft(self, order_id: UUID) -> LockedCheckout | None:
        rows = models.Order.objects.select_for_update(of=("self",))
        row = rows.filter(pk=order_id, status=codes.OrderStatus.DRAFT).first()
        if row is None:
            return None
        return LockedCheckout(
            voucher_code=row.voucher_code or None, customer_id=row.user_id, is_completing=False
        )

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
        draft = order or _open_draft(order_id)
        if draft is None:
            raise DiscountRefused("This order is no draft any more.")
        if draft.currency != currency:
            raise DiscountRefused(f"This draft order is in {draft.currency}, not in {currency}.")
        if draft.voucher_code and not _our_codes(draft.voucher_code).exists():
            raise DiscountRefused("This draft order carries another promo code.")
        with transaction.atomic():
            created = models.VoucherCode.objects.create(
                voucher=_voucher_worth(amount, draft.channel, name, is_for_shipping),
                code=code,
                is_active=False,
            )
            drafting.set_voucher(draft, created, now=now())

    def drop_draft_discount(self, *, order_id: UUID, code: str, order: Any = None) -> None:
        with transaction.atomic():
            self.detach_from_draft(order_id=order_id, code=code, order=order)
            _retire(code)

    def detach_from_draft(self, *, order_id: UUID, code: str, order: Any = None) -> None:
        draft = order or _open_draft(order_id)
        if draft is not None and draft.voucher_code == code:
            drafting.set_voucher(draft, None, now=now())

    def install_dashboard_app(self, app: DashboardApp, *, dashboard_urls: Sequence[str]) -> bool:
        """The pages of this shop's dashboard are its own, so `dashboard_urls` don't matter."""
        values = {
            "name": app.name,
            "permissions": [str(item) for item in app.permissions],
            "manifest": manifest(app),
        }
        row = models.App.objects.filter(identifier=app.identifier)
        if row.update(**values):
            return False
        # An app without a token of its own: its pages bear those of staff.
        models.App.objects.create(
            identifier=app.identifier, token_sha256=app.identifier, token_last_4="", **values
        )
        return True

    def remove_dashboard_app(self, identifier: str) -> bool:
        count, _ = models.App.objects.filter(identifier=identifier).delete()
        return count > 0

    def dashboard_mounts(self) -> frozenset[str] | None:
        return None

    def dashboard_urls(self) -> Sequence[str]:
        return [settings.PUBLIC_URL]

    def plugin_url(self) -> str:
        return f"{settings.PUBLIC_URL}{PLUGIN_PATH}"

    # Who asks ---------------------------------------------------------------------------------

    def requestor(self, context: Any) -> Requestor:
        app, user = context.app, context.user
        if app is not None:
            return Requestor(
                kind=RequestorKind.APP, app_id=app.pk, permissions=frozenset(app.permissions)
            )
        if user is None:
            return Requestor(kind=RequestorKind.ANONYMOUS)
        if not user.is_staff:
            return Requestor(kind=RequestorKind.CUSTOMER, user_id=user.pk)
        return Requestor(
            kind=RequestorKind.STAFF, user_id=user.pk, permissions=user.held_permissions
        )

    def channels_open_to(self, context: Any) -> None:
        """This shop restricts nobody to channels."""
        return None

    def permission_denied(self, permissions: Sequence[Permission]) -> Exception:
        return PermissionDenied(permissions=tuple(str(item) for item in permissions))

    # Databases --------------------------------------------------------------------------------

    def writer_alias(self) -> str:
        return "default"

    def reader_alias(self, context: Any) -> str:
        return "default"

    def writer_access(self) -> AbstractContextManager[Any]:
        return nullcontext()

    def start_mutation(self, context: Any) -> None:
        context.loaders.clear()

    # GraphQL ----------------------------------------------------------------------------------

    def graphql_type(self, name: str) -> Any:
        from sandbox.graphql_api.types import BY_NAME

        return BY_NAME[name]

    def add_query_costs(self, costs: Mapping[str, Mapping[str, Any]]) -> None:
        """The sandbox does not limit queries."""

    def money(self, amount: Decimal, currency: str) -> Money:
        return Money(amount, currency)

    def uploaded_file(self, context: Any, value: Any) -> Any:
        return context.request.FILES.get(value) if isinstance(value, str) else None

    def media_url(self, context: Any, name: str) -> str:
        url: str = default_storage.url(name)
        if context is None:
            return urljoin(settings.PUBLIC_URL, url)
        absolute: str = context.request.build_absolute_uri(url)
        return absolute

    def load_customer(self, context: Any, customer_id: int) -> Any:
        from sandbox.graphql_api.loaders import UserById

        return UserById.of(context).load(customer_id)

    def load_order(self, context: Any, order_id: UUID) -> Any:
        from sandbox.graphql_api.loaders import OrderById

        return OrderById.of(context).load(order_id)

    def load_variant(self, context: Any, variant_id: int, *, channel_slug: str | None) -> Any:
        from sandbox.graphql_api.loaders import ChannelBySlug, VariantById
        from sandbox.graphql_api.types import InChannel

        variant = VariantById.of(context).load(variant_id)
        if channel_slug is None:
            return variant.then(lambda found: InChannel(found, None) if found else None)
        channel = ChannelBySlug.of(context).load(channel_slug)
        return Promise.all([variant, channel]).then(
            lambda found: InChannel(*found) if found[0] else None
        )

    def load_checkout(self, context: Any, checkout_id: UUID) -> Any:
        from sandbox.graphql_api.loaders import CheckoutById

        context.loaders.clear()
        return CheckoutById.of(context).load(checkout_id)

    def load_draft(self, context: Any, order_id: UUID) -> Any:
        context.loaders.clear()
        return self.load_order(context, order_id)

    def load_checkout_prices(self, root: Any, info: Any) -> None:
        """Facts of this shop always have current prices."""
        return None

    def unwrap(self, root: Any) -> Any:
        return getattr(root, "node", root)

    def channel_slug_of(self, root: Any) -> str | None:
        from sandbox.graphql_api.types import InChannel

        return root.channel.slug if isinstance(root, InChannel) and root.channel else None

    def promo_code_of(self, checkout: Any) -> str | None:
        return checkout.voucher_code or None

    def customer_id_of(self, order: Any) -> int | None:
        user_id: int | None = order.user_id
        return user_id


def _channel_facts(channel: models.Channel) -> ChannelFacts:
    return ChannelFacts(
        channel_id=channel.pk,
        slug=channel.slug,
        name=channel.name,
        currency=channel.currency_code,
        currency_digits=currency_digits(channel.currency_code),
    )


def _order_facts(
    order: models.Order, returned: dict[UUID, int], places: Mapping[int, Place]
) -> OrderFacts:
    payments, transactions = order.payments.all(), order.transactions.all()
    refunded = sum((item.refunded_amount for item in payments), ZERO) + sum(
        (item.refunded_value for item in transactions), ZERO
    )
    discounts = order.discounts.all()
    is_ours = order.voucher is not None and MARK in order.voucher.private_metadata
    cards = [card for card in order.gift_cards.all() if MARK in card.private_metadata]
    facts = OrderFacts(
        order_id=order.pk,
        number=str(order.number),
        status=OrderStatus(order.status.upper().replace(" ", "_")),
        created_at=order.created_at,
        changed_at=order.updated_at,
        channel=_channel_facts(order.channel),
        customer_id=None if _is_unproven(order) else order.user_id,
        email=order.user_email,
        checkout_id=UUID(order.checkout_token) if order.checkout_token else None,
        total_gross=order.total_gross_amount,
        shipping_gross=order.shipping_price_gross_amount,
        shipping_net=order.shipping_price_net_amount,
        # What is charged now is what was ever charged less what went back.
        charged_gross=order.total_charged_amount + refunded,
        refunded_gross=refunded,
        voucher_code=order.voucher_code or None,
        code_discount=sum((item.amount for item in discounts if item.type == VOUCHER), ZERO)
        if is_ours
        else ZERO,
        is_exchange=order.original_id is not None,
        is_code_overridden=any(item.type == MANUAL for item in discounts),
        # A card of ours is used once.
        points_paid=sum(
            (card.initial_balance_amount - card.current_balance_amount for card in cards), ZERO
        ),
        card_codes=frozenset(card.code for card in cards),
        lines=tuple(_line_facts(line, returned, places) for line in order.lines.all()),
    )
    return order_after_points(facts)


def _is_unproven(order: models.Order) -> bool:
    """A guest's order that went to an account whose owner has not confirmed the address yet."""
    return (
        order.is_user_by_email
        and settings.ENABLE_ACCOUNT_CONFIRMATION_BY_EMAIL
        and order.user is not None
        and not order.user.is_confirmed
    )


def _line_facts(
    line: models.OrderLine, returned: dict[UUID, int], places: Mapping[int, Place]
) -> OrderLineFacts:
    product = line.variant.product if line.variant else None
    place = places.get(product.pk, NOWHERE) if product else NOWHERE
    return OrderLineFacts(
        line_id=line.pk,
        quantity=line.quantity,
        quantity_returned=min(returned[line.pk], line.quantity),
        quantity_unfulfilled=line.quantity_unfulfilled,
        total_gross=line.total_price_gross_amount,
        total_net=line.total_price_net_amount,
        undiscounted_total_gross=line.undiscounted_total_price_gross_amount,
        is_reduced=line.is_reduced,
        is_gift_card=line.is_gift_card,
        product_id=product.pk if product else None,
        variant_id=line.variant_id,
        product_type_id=product.product_type_id if product else None,
        category_ids=place.category_ids,
        collection_ids=place.collection_ids,
    )


def _checkout_facts(cart: Cart, places: Mapping[int, Place]) -> CheckoutFacts:
    checkout = cart.checkout
    return CheckoutFacts(
        checkout_id=checkout.pk,
        channel=_channel_facts(checkout.channel),
        customer_id=checkout.user_id,
        email=checkouts.customer_email(checkout) or "",
        voucher_code=checkout.voucher_code or None,
        card_codes=frozenset(
            card.code
            for card in cart.gift_cards
            if card.is_active and MARK in card.private_metadata
        ),
        lines=tuple(
            _checkout_line_facts(
                line,
                priced.base_total,
                is_reduced=cart.is_reduced(line),
                place=places.get(line.variant.product_id, NOWHERE),
            )
            for line, priced in zip(cart.lines, cart.priced.lines, strict=True)
        ),
        shipping_price=cart.shipping_price,
        # This shop computes prices whenever it reads a cart.
        prices=CheckoutPrices(
            lines={
                line.pk: _taxed_amount(priced.total_price)
                for line, priced in zip(cart.lines, cart.priced.lines, strict=True)
            },
            shipping=_taxed_amount(cart.priced.shipping),
            is_current=True,
        ),
    )


def _draft_facts(
    draft: models.Order,
    lines: Sequence[models.OrderLine],
    inputs: Mapping[UUID, LineInput],
    places: Mapping[int, Place],
    *,
    has_manual: bool,
) -> CheckoutFacts:
    return CheckoutFacts(
        checkout_id=draft.pk,
        channel=_channel_facts(draft.channel),
        customer_id=draft.user_id,
        email=draft.user_email,
        voucher_code=draft.voucher_code or None,
        shipping_price=drafting.delivery_price(draft),
        lines=tuple(_draft_line_facts(line, inputs[line.pk], places) for line in lines),
        prices=CheckoutPrices(
            lines={
                line.pk: TaxedAmount(
                    gross=line.total_price_gross_amount, net=line.total_price_net_amount
                )
                for line in lines
            },
            shipping=TaxedAmount(
                gross=draft.shipping_price_gross_amount, net=draft.shipping_price_net_amount
            ),
            is_current=True,
        ),
        is_draft=True,
        has_manual_discount=has_manual,
    )


def _draft_line_facts(
    line: models.OrderLine, given: LineInput, places: Mapping[int, Place]
) -> CheckoutLineFacts:
    if line.variant is None:
        raise AssertionError("lines of drafts are read with their variants")
    product = line.variant.product
    place = places.get(product.pk, NOWHERE)
    return CheckoutLineFacts(
        line_id=line.pk,
        quantity=line.quantity,
        subtotal=quantize(given.unit_price * line.quantity, line.currency),
        is_reduced=line.is_reduced,
        is_gift_card=line.is_gift_card,
        product_id=product.pk,
        variant_id=line.variant_id,
        product_type_id=product.product_type_id,
        category_ids=place.category_ids,
        collection_ids=place.collection_ids,
    )


def _taxed_amount(price: TaxedMoney) -> TaxedAmount:
    return TaxedAmount(gross=price.gross.amount, net=price.net.amount)


def _checkout_line_facts(
    line: models.CheckoutLine, subtotal: Decimal, *, is_reduced: bool, place: Place
) -> CheckoutLineFacts:
    product = line.variant.product
    return CheckoutLineFacts(
        line_id=line.pk,
        quantity=line.quantity,
        subtotal=subtotal,
        is_reduced=is_reduced,
        is_gift_card=_is_gift_card(product.product_type),
        product_id=product.pk,
        variant_id=line.variant_id,
        product_type_id=product.product_type_id,
        category_ids=place.category_ids,
        collection_ids=place.collection_ids,
    )


def _variant_facts(listing: models.VariantChannelListing, place: Place) -> VariantFacts:
    product = listing.variant.product
    return VariantFacts(
        variant_id=listing.variant_id,
        product_id=product.pk,
        price=listing.discounted_price_amount,
        is_reduced=listing.discounted_price_amount < listing.price_amount,
        is_gift_card=_is_gift_card(product.product_type),
        product_type_id=product.product_type_id,
        category_ids=place.category_ids,
        collection_ids=place.collection_ids,
    )


def _newest_products(channel_id: int, limit: int, using: str) -> list[ShownProduct]:
    """What a channel sells, newest first; pictures stand in the products' private metadata."""
    listed = models.ProductChannelListing.objects.filter(
        product=OuterRef("pk"),
        channel=channel_id,
        channel__is_active=True,
        is_published=True,
    )
    here = Q(variants__channel_listings__channel=channel_id)
    rows = models.Product.objects.using(using).filter(Exists(listed))
    rows = rows.exclude(product_type__kind=codes.ProductTypeKind.GIFT_CARD).annotate(
        price=Min("variants__channel_listings__discounted_price_amount", filter=here)
    )
    rows = rows.filter(price__isnull=False).order_by("-created_at", "-pk")
    return [
        ShownProduct(
            product_id=row.pk,
            name=row.name,
            slug=row.slug,
            price=row.price,
            image_url=row.private_metadata.get(IMAGE, {}).get("url", ""),
            image_alt=row.private_metadata.get(IMAGE, {}).get("alt") or row.name,
        )
        for row in rows[:limit]
    ]


def _units_gone_back(order_ids: Sequence[UUID]) -> dict[UUID, int]:
    """Units per order line; a unit is in one fulfilment at a time, so none counts twice."""
    rows = (
        models.FulfillmentLine.objects.filter(
            fulfillment__order__in=order_ids, fulfillment__status__in=_GONE_BACK
        )
        .order_by()
        .values_list("order_line_id")
        .annotate(Sum("quantity"))
    )
    return defaultdict(int, dict(rows))


def _is_gift_card(product_type: models.ProductType) -> bool:
    return product_type.kind == codes.ProductTypeKind.GIFT_CARD


def _first_id(rows: QuerySet[models.Order]) -> UUID | None:
    rows = rows.exclude(status=codes.OrderStatus.DRAFT)
    return rows.order_by("number").values_list("pk", flat=True).first()


def _open_checkout(checkout_id: UUID) -> models.Checkout | None:
    rows = models.Checkout.objects.select_related("channel", "user")
    return rows.filter(pk=checkout_id).first()


def _open_draft(order_id: UUID) -> models.Order | None:
    rows = models.Order.objects.select_related("channel", "voucher")
    return rows.filter(pk=order_id, status=codes.OrderStatus.DRAFT).first()


def _save_code(checkout: models.Checkout) -> None:
    checkout.last_change = now()
    checkout.save(update_fields=["voucher_code", "discount_name", "last_change"])


def _our_cards(code: str) -> QuerySet[models.GiftCard]:
    return models.GiftCard.objects.filter(code=code, private_metadata__has_key=MARK)


def _our_codes(code: str) -> QuerySet[models.VoucherCode]:
    return models.VoucherCode.objects.filter(code=code, voucher__private_metadata__has_key=MARK)


def _voucher_worth(
    amount: Decimal,
    channel: models.Channel,
    name: str,
    is_for_shipping: bool = False,
    variant_id: int | None = None,
) -> models.Voucher:
    """The voucher of this worth, listed in the channel; one per currency, amount and variant."""
    worth = f"{channel.currency_code} {amount.normalize():f}"
    if is_for_shipping:
        worth += " shipping"
    if variant_id is not None:
        worth += f" off variant {variant_id}"
    voucher = models.Voucher.objects.filter(private_metadata__contains={MARK: worth}).first()
    if voucher is None:
        voucher = models.Voucher.objects.create(
            name=name,
            type=codes.VoucherType.SHIPPING if is_for_shipping else codes.VoucherType.ENTIRE_ORDER,
            single_use=True,
            start_date=_EVER,
            private_metadata={
                MARK: worth,
                "sandbox.spares_gift_cards": True,
                "sandbox.variant_id": variant_id,
            },
        )
    models.VoucherChannelListing.objects.get_or_create(
        voucher=voucher,
        channel=channel,
        defaults={"discount_value": amount, "currency": channel.currency_code},
    )
    return voucher


def _retire(code: str) -> None:
    """Delete a code of ours; where an order shows it, only make it useless."""
    if models.Order.objects.filter(voucher_code=code).exists():
        _our_codes(code).update(is_active=False)
    else:
        _our_codes(code).delete()
