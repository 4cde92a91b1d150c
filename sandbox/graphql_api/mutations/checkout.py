"""Checkouts. Each mutation locks the row, changes it, and answers with the very object."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

import graphene
from django.core.exceptions import ValidationError
from django.db import transaction
from graphql import GraphQLError

from sandbox.graphql_api import inputs
from sandbox.graphql_api.errors import (
    CheckoutError,
    OrderCreateFromCheckoutError,
    PaymentError,
)
from sandbox.graphql_api.ids import from_global_id, key_or_refuse, node_or_refuse
from sandbox.graphql_api.mutations.account import metadata_of
from sandbox.graphql_api.mutations.base import ShopMutation
from sandbox.graphql_api.types import Checkout, Order, Payment
from sandbox.shop import accounts, models, payments
from sandbox.shop import checkout as checkouts
from sandbox.shop.errors import PermissionDenied, refusal, refuse


class _CheckoutIds:
    """The ways to name a checkout; all but `id` are Saleor's older ones."""

    id = graphene.ID()
    token = graphene.UUID()
    checkout_id = graphene.ID()


def _token_of(
    id: str | None = None, token: UUID | None = None, checkout_id: str | None = None
) -> UUID:
    given = [value for value in (id, token, checkout_id) if value is not None]
    if len(given) != 1:
        refuse(
            "At least one argument is required: 'id', 'token', 'checkout_id'."
            if not given
            else "Arguments 'id', 'token', 'checkout_id' cannot be combined.",
            code="graphql_error",
        )
    if token is not None:
        return token
    key = key_or_refuse(str(id or checkout_id), "Checkout", field="id" if id else "checkout_id")
    try:
        return UUID(key)
    except ValueError as error:
        raise refusal(
            f"Couldn't resolve to a node: {id or checkout_id}", field="id", code="not_found"
        ) from error


def _changed(names: dict[str, Any], change: Callable[[models.Checkout], None]) -> models.Checkout:
    """Lock the checkout, change it, and return it after commit. Raises ValidationError."""
    token = _token_of(**names)
    with transaction.atomic():
        checkout = checkouts.lock_checkout(token)
        if checkout is None:
            shown = names.get("id") or names.get("checkout_id")
            refuse(
                f"Couldn't resolve to a node: {shown or token}",
                field="id" if shown else "token",
                code="not_found",
            )
        change(checkout)
    return checkout


def _names(id: Any, token: Any, checkout_id: Any) -> dict[str, Any]:
    given = {"id": id, "token": token, "checkout_id": checkout_id}
    return {name: value for name, value in given.items() if value is not None}


def _variants(ids: Sequence[str], *, field: str = "variant_id") -> dict[str, models.ProductVariant]:
    """Variants by global id. Raises ValidationError."""
    keys = {global_id: key_or_refuse(global_id, "ProductVariant", field=field) for global_id in ids}
    found = {
        str(variant.pk): variant
        for variant in models.ProductVariant.objects.filter(pk__in=set(keys.values()))
    }
    missing = [global_id for global_id, key in keys.items() if key not in found]
    if missing:
        refuse(
            f"Could not resolve to a node with the global id list of '{missing}'.",
            field=field,
            code="graphql_error",
        )
    return {global_id: found[key] for global_id, key in keys.items()}


def _quantities(lines: Sequence[Any]) -> list[tuple[models.ProductVariant, int]]:
    variants = _variants([line["variant_id"] for line in lines])
    return [(variants[line["variant_id"]], line["quantity"]) for line in lines]


class _CheckoutMutation(ShopMutation):
    class Meta:
        abstract = True

    @classmethod
    def __init_subclass_with_meta__(cls, **options: Any) -> None:
        options.setdefault("error_type", CheckoutError)
        super().__init_subclass_with_meta__(**options)


class CheckoutCreate(_CheckoutMutation):
    checkout = graphene.Field(Checkout)
    created = graphene.Boolean(deprecation_reason="Always returns `true`.")

    class Arguments:
        input = inputs.CheckoutCreateInput(required=True)

    class Meta:
        description = "Create a new checkout."
        older_errors = "checkout_errors"

    @classmethod
    def perform(cls, info: Any, *, input: Any) -> Any:
        channel = _channel_or_refuse(input.get("channel"))
        user = info.context.user
        checkout = checkouts.create_checkout(
            channel=channel,
            lines=_quantities(input["lines"]),
            user=user,
            email=input.get("email"),
            billing_address=accounts.save_address(input.get("billing_address"))
            or accounts.copy_address(user.default_billing_address if user else None),
            shipping_address=accounts.save_address(input.get("shipping_address"))
            or accounts.copy_address(user.default_shipping_address if user else None),
            language_code=input.get("language_code") or "en",
            metadata=metadata_of(input.get("metadata")),
            private_metadata=metadata_of(input.get("private_metadata")),
            now=accounts.now(),
        )
        return cls(checkout=checkout, created=True)


def _channel_or_refuse(slug: str | None) -> models.Channel:
    if not slug:
        active = list(models.Channel.objects.filter(is_active=True)[:2])
        if len(active) == 1:
            return active[0]
        refuse("You need to provide channel slug.", field="channel", code="missing_channel_slug")
    channel = models.Channel.objects.filter(slug=slug).first()
    if channel is None:
        refuse(f"Channel with '{slug}' slug does not exist.", field="channel", code="not_found")
    return channel


class CheckoutLinesAdd(_CheckoutMutation):
    checkout = graphene.Field(Checkout)

    class Arguments(_CheckoutIds):
        lines = graphene.List(graphene.NonNull(inputs.CheckoutLineInput), required=True)

    class Meta:
        description = "Adds a checkout line to the existing checkout."
        older_errors = "checkout_errors"

    @classmethod
    def perform(
        cls, info: Any, *, lines: Any, id: Any = None, token: Any = None, checkout_id: Any = None
    ) -> Any:
        wanted = _quantities(lines)
        return cls(
            checkout=_changed(
                _names(id, token, checkout_id),
                lambda row: checkouts.add_lines(checkout=row, lines=wanted, now=accounts.now()),
            )
        )


class CheckoutLinesUpdate(_CheckoutMutation):
    checkout = graphene.Field(Checkout)

    class Arguments(_CheckoutIds):
        lines = graphene.List(graphene.NonNull(inputs.CheckoutLineUpdateInput), required=True)

    class Meta:
        description = "Updates checkout line in the existing checkout."
        older_errors = "checkout_errors"

    @classmethod
    def perform(
        cls, info: Any, *, lines: Any, id: Any = None, token: Any = None, checkout_id: Any = None
    ) -> Any:
        if any(line.get("quantity") is None for line in lines):
            refuse("The quantity is required for all lines.", field="quantity", code="required")

        def change(checkout: models.Checkout) -> None:
            checkouts.set_lines(
                checkout=checkout, lines=_updated_lines(checkout, lines), now=accounts.now()
            )

        return cls(checkout=_changed(_names(id, token, checkout_id), change))


def _updated_lines(
    checkout: models.Checkout, lines: Sequence[Any]
) -> list[tuple[models.ProductVariant, int]]:
    """Variant and quantity for lines that are named by line or by variant."""
    by_line = {str(line.pk): line.variant for line in checkout.lines.select_related("variant")}
    wanted = []
    for line in lines:
        if line.get("line_id"):
            key = key_or_refuse(line["line_id"], "CheckoutLine", field="line_id")
            if key not in by_line:
                refuse(
                    f"Could not resolve to a node with the global id list of "
                    f"'{[line['line_id']]}'.",
                    field="line_id",
                    code="graphql_error",
                )
            wanted.append((by_line[key], line["quantity"]))
        elif line.get("variant_id"):
            variants = _variants([line["variant_id"]])
            wanted.append((variants[line["variant_id"]], line["quantity"]))
        else:
            refuse(
                "At least one argument is required: 'line_id', 'variant_id'.",
                code="graphql_error",
            )
    return wanted


class CheckoutLinesDelete(_CheckoutMutation):
    checkout = graphene.Field(Checkout)

    class Arguments:
        id = graphene.ID()
        token = graphene.UUID()
        lines_ids = graphene.List(graphene.NonNull(graphene.ID), required=True)

    class Meta:
        description = "Deletes checkout lines."

    @classmethod
    def perform(cls, info: Any, *, lines_ids: list[str], id: Any = None, token: Any = None) -> Any:
        keys = [from_global_id(line_id, "CheckoutLine")[1] for line_id in lines_ids]
        return cls(
            checkout=_changed(
                _names(id, token, None),
                lambda row: checkouts.delete_lines(checkout=row, line_ids=keys, now=accounts.now()),
            )
        )


class CheckoutDeliveryMethodUpdate(_CheckoutMutation):
    checkout = graphene.Field(Checkout)

    class Arguments:
        id = graphene.ID()
        token = graphene.UUID()
        delivery_method_id = graphene.ID()

    class Meta:
        description = "Updates the delivery method of the checkout."

    @classmethod
    def perform(
        cls, info: Any, *, delivery_method_id: str | None = None, id: Any = None, token: Any = None
    ) -> Any:
        method = None
        if delivery_method_id is not None:
            method = node_or_refuse(
                delivery_method_id,
                "ShippingMethod",
                models.ShippingMethod.objects.all(),
                field="delivery_method_id",
            )
        return cls(
            checkout=_changed(
                _names(id, token, None),
                lambda row: checkouts.set_delivery_method(
                    checkout=row, shipping_method=method, now=accounts.now()
                ),
            )
        )


class CheckoutCustomerAttach(_CheckoutMutation):
    checkout = graphene.Field(Checkout)

    class Arguments(_CheckoutIds):
        customer_id = graphene.ID()

    class Meta:
        description = "Sets the customer as the owner of the checkout."
        older_errors = "checkout_errors"

    @classmethod
    def perform(
        cls,
        info: Any,
        *,
        customer_id: str | None = None,
        id: Any = None,
        token: Any = None,
        checkout_id: Any = None,
    ) -> Any:
        customer = _customer_to_attach(info.context, customer_id)

        def change(checkout: models.Checkout) -> None:
            if checkout.user_id:
                raise PermissionDenied(
                    "You cannot reassign a checkout that is already attached to a user."
                )
            checkout.user = customer
            checkout.email = customer.email
            checkouts.save_changed(checkout, now=accounts.now())

        return cls(checkout=_changed(_names(id, token, checkout_id), change))


class CheckoutCustomerDetach(_CheckoutMutation):
    checkout = graphene.Field(Checkout)

    class Arguments(_CheckoutIds):
        pass

    class Meta:
        description = "Removes the user assigned as the owner of the checkout."
        older_errors = "checkout_errors"

    @classmethod
    def perform(
        cls, info: Any, *, id: Any = None, token: Any = None, checkout_id: Any = None
    ) -> Any:
        context = info.context
        if context.requestor is None:
            raise PermissionDenied(permissions=("AUTHENTICATED_APP", "AUTHENTICATED_USER"))

        def change(checkout: models.Checkout) -> None:
            if checkout.user_id and checkout.user != context.user:
                context.require_one_of("IMPERSONATE_USER")
            checkout.user = None
            checkouts.save_changed(checkout, now=accounts.now())

        return cls(checkout=_changed(_names(id, token, checkout_id), change))


def _customer_to_attach(context: Any, customer_id: str | None) -> models.User:
    if context.requestor is None:
        raise PermissionDenied(permissions=("AUTHENTICATED_APP", "AUTHENTICATED_USER"))
    own_id = graphene.Node.to_global_id("User", context.user.pk) if context.user else None
    if customer_id and customer_id != own_id:
        context.require_one_of("IMPERSONATE_USER")
        return node_or_refuse(customer_id, "User", models.User.objects.all(), field="customer_id")
    if context.user is None:
        refuse(
            "The customerId value must be provided when running mutation as app.",
            field="customer_id",
            code="required",
        )
    user: models.User = context.user
    return user


class CheckoutEmailUpdate(_CheckoutMutation):
    checkout = graphene.Field(Checkout)

    class Arguments(_CheckoutIds):
        email = graphene.String(required=True)

    class Meta:
        description = "Updates email address in the existing checkout object."
        older_errors = "checkout_errors"

    @classmethod
    def perform(
        cls, info: Any, *, email: str, id: Any = None, token: Any = None, checkout_id: Any = None
    ) -> Any:
        def change(checkout: models.Checkout) -> None:
            checkout.email = email
            checkout.clean_fields(exclude=["billing_address", "shipping_address"])
            checkouts.save_changed(checkout, now=accounts.now())

        return cls(checkout=_changed(_names(id, token, checkout_id), change))


class CheckoutBillingAddressUpdate(_CheckoutMutation):
    checkout = graphene.Field(Checkout)

    class Arguments(_CheckoutIds):
        billing_address = inputs.AddressInput(required=True)
        save_address = graphene.Boolean(default_value=True)

    class Meta:
        description = "Updates billing address in the existing checkout."
        older_errors = "checkout_errors"

    @classmethod
    def perform(
        cls,
        info: Any,
        *,
        billing_address: Any,
        id: Any = None,
        token: Any = None,
        checkout_id: Any = None,
        **_ignored: Any,
    ) -> Any:
        def change(checkout: models.Checkout) -> None:
            checkout.billing_address = accounts.save_address(billing_address)
            checkouts.save_changed(checkout, now=accounts.now())

        return cls(checkout=_changed(_names(id, token, checkout_id), change))


class CheckoutShippingAddressUpdate(_CheckoutMutation):
    checkout = graphene.Field(Checkout)

    class Arguments(_CheckoutIds):
        shipping_address = inputs.AddressInput(required=True)
        save_address = graphene.Boolean(default_value=True)

    class Meta:
        description = "Updates shipping address in the existing checkout."
        older_errors = "checkout_errors"

    @classmethod
    def perform(
        cls,
        info: Any,
        *,
        shipping_address: Any,
        id: Any = None,
        token: Any = None,
        checkout_id: Any = None,
        **_ignored: Any,
    ) -> Any:
        def change(checkout: models.Checkout) -> None:
            checkout.shipping_address = accounts.save_address(shipping_address)
            checkouts.save_changed(checkout, now=accounts.now())

        return cls(checkout=_changed(_names(id, token, checkout_id), change))


class CheckoutAddPromoCode(_CheckoutMutation):
    checkout = graphene.Field(Checkout)

    class Arguments(_CheckoutIds):
        promo_code = graphene.String(required=True)

    class Meta:
        description = "Adds a gift card or a voucher to a checkout."
        older_errors = "checkout_errors"

    @classmethod
    def perform(
        cls,
        info: Any,
        *,
        promo_code: str,
        id: Any = None,
        token: Any = None,
        checkout_id: Any = None,
    ) -> Any:
        return cls(
            checkout=_changed(
                _names(id, token, checkout_id),
                lambda row: checkouts.add_promo_code(
                    checkout=row, promo_code=promo_code, now=accounts.now()
                ),
            )
        )


class CheckoutRemovePromoCode(_CheckoutMutation):
    checkout = graphene.Field(Checkout)

    class Arguments(_CheckoutIds):
        promo_code = graphene.String()
        promo_code_id = graphene.ID()

    class Meta:
        description = "Remove a gift card or a voucher from a checkout."
        older_errors = "checkout_errors"

    @classmethod
    def perform(
        cls,
        info: Any,
        *,
        promo_code: str | None = None,
        promo_code_id: str | None = None,
        id: Any = None,
        token: Any = None,
        checkout_id: Any = None,
    ) -> Any:
        if (promo_code is None) == (promo_code_id is None):
            refuse(
                "At least one argument is required: 'promo_code', 'promo_code_id'.",
                code="graphql_error",
            )

        def change(checkout: models.Checkout) -> None:
            code, card = promo_code, None
            if promo_code_id is not None:
                code, card = _promo_code_of(promo_code_id, checkout)
            checkouts.remove_promo_code(
                checkout=checkout, promo_code=code, gift_card=card, now=accounts.now()
            )

        return cls(checkout=_changed(_names(id, token, checkout_id), change))


def _promo_code_of(
    promo_code_id: str, checkout: models.Checkout
) -> tuple[str | None, models.GiftCard | None]:
    """A voucher's code on this checkout, or a gift card, by global id."""
    try:
        type_name, key = from_global_id(promo_code_id)
    except GraphQLError as error:
        raise refusal(str(error), field="promo_code_id", code="graphql_error") from error
    if type_name == "GiftCard":
        return None, models.GiftCard.objects.filter(pk=key).first()
    attached = models.VoucherCode.objects.filter(code=checkout.voucher_code, voucher=key)
    return (checkout.voucher_code if attached.exists() else ""), None


class CheckoutPaymentCreate(ShopMutation):
    checkout = graphene.Field(Checkout)
    payment = graphene.Field(Payment)

    class Arguments(_CheckoutIds):
        input = inputs.PaymentInput(required=True)

    class Meta:
        description = "Create a new payment for given checkout."
        error_type = PaymentError
        older_errors = "payment_errors"

    @classmethod
    def perform(
        cls, info: Any, *, input: Any, id: Any = None, token: Any = None, checkout_id: Any = None
    ) -> Any:
        made: list[models.Payment] = []

        def change(checkout: models.Checkout) -> None:
            now = accounts.now()
            due = checkouts.load_cart(checkout, now=now).total.gross.amount
            amount = input.get("amount")
            amount = due if amount is None else amount
            if amount != due:
                refuse(
                    "Partial payments are not allowed, amount should be equal checkout's total.",
                    field="amount",
                    code="partial_payment_not_allowed",
                )
            made.append(
                payments.create_checkout_payment(
                    checkout=checkout, amount=amount, gateway=input["gateway"], now=now
                )
            )

        checkout = _changed(_names(id, token, checkout_id), change)
        return cls(checkout=checkout, payment=made[0])


class CheckoutComplete(_CheckoutMutation):
    order = graphene.Field(Order)
    confirmation_needed = graphene.Boolean(required=True, default_value=False)
    confirmation_data = graphene.JSONString()

    class Arguments(_CheckoutIds):
        store_source = graphene.Boolean(default_value=False)
        redirect_url = graphene.String()
        payment_data = graphene.JSONString()
        metadata = graphene.List(graphene.NonNull(inputs.MetadataInput))

    class Meta:
        description = "Completes the checkout. As a result a new order is created."
        older_errors = "checkout_errors"

    @classmethod
    def perform(
        cls,
        info: Any,
        *,
        id: Any = None,
        token: Any = None,
        checkout_id: Any = None,
        metadata: Any = None,
        **_ignored: Any,
    ) -> Any:
        order = checkouts.complete_checkout(
            token=_token_of(**_names(id, token, checkout_id)),
            user=info.context.user,
            app=info.context.app,
            metadata=metadata_of(metadata),
            now=accounts.now(),
        )
        return cls(order=order, confirmation_needed=False)


class OrderCreateFromCheckout(ShopMutation):
    order = graphene.Field(Order)

    class Arguments:
        id = graphene.ID(required=True)
        remove_checkout = graphene.Boolean(default_value=True)
        metadata = graphene.List(graphene.NonNull(inputs.MetadataInput))
        private_metadata = graphene.List(graphene.NonNull(inputs.MetadataInput))

    class Meta:
        description = "Create new order from existing checkout."
        error_type = OrderCreateFromCheckoutError

    @classmethod
    def perform(cls, info: Any, *, id: str, metadata: Any = None, **_ignored: Any) -> Any:
        # Only an app may: Saleor's permission says so, and it names itself in the error.
        if info.context.app is None or not info.context.app.has_perm("HANDLE_CHECKOUTS"):
            raise PermissionDenied(permissions=("HANDLE_CHECKOUTS",))
        try:
            order = checkouts.complete_checkout(
                token=_token_of(id=id),
                user=None,
                app=info.context.app,
                metadata=metadata_of(metadata),
                is_payment_needed=False,
                now=accounts.now(),
            )
        except ValidationError as error:
            if _is_not_found(error):
                raise refusal(
                    "Checkout not found.", field="id", code="checkout_not_found"
                ) from error
            raise
        return cls(order=order)


def _is_not_found(error: ValidationError) -> bool:
    fields = getattr(error, "error_dict", {})
    return any(item.code == "not_found" for item in fields.get("id", ()))
