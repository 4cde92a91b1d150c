"""Customers, staff and apps: signing up, signing in, tokens."""

import hashlib
import json
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core import signing
from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from sandbox.shop.errors import refuse
from sandbox.shop.hooks import call_hooks
from sandbox.shop.models import Address, App, Order, User

TOKEN_SALT = "sandbox.token"
TOKEN_LIFETIME = timedelta(hours=12)
# Tokens for pages of apps are handed to others, and renewed while the page is open.
PAGE_TOKEN_LIFETIME = timedelta(minutes=5)


class _ConfirmationTokens(PasswordResetTokenGenerator):
    key_salt = "sandbox.confirm"

    def _make_hash_value(self, user: Any, timestamp: int) -> str:
        # Confirming changes the value, so a token works once.
        return f"{user.pk}{timestamp}{user.email}{user.is_confirmed}"


confirmation_tokens = _ConfirmationTokens()


def create_token(user: User) -> str:
    """A signed token for `Authorization: Bearer`; it names the user and when it was made."""
    return signing.dumps({"user": user.pk}, salt=TOKEN_SALT)


def user_of_token(token: str) -> User | None:
    """The active user of a token; None when it is forged, old or of nobody.

    One of a page of an app lends its user's rights as far as the page asks for them.
    """
    if ":" not in token:
        return _user_of_page_token(token)
    try:
        payload = signing.loads(token, salt=TOKEN_SALT, max_age=TOKEN_LIFETIME)
    except signing.BadSignature:
        return None
    return User.objects.filter(pk=payload["user"], is_active=True).first()


def create_page_token(user: User, *, permissions: Sequence[str], now: datetime) -> str:
    """A token for a page of an app, with those of these rights that the user has.

    It is a JWT, as pages read in it whose it is.
    """
    claims = {
        "user": user.pk,
        "email": user.email,
        "user_permissions": sorted(user.held_permissions.intersection(permissions)),
        "exp": int((now + PAGE_TOKEN_LIFETIME).timestamp()),
    }
    parts = ({"alg": "HS256", "typ": "JWT"}, claims)
    body = ".".join(signing.b64_encode(json.dumps(part).encode()).decode() for part in parts)
    return f"{body}.{_jwt_signature(body)}"


def _user_of_page_token(token: str) -> User | None:
    body, _, signature = token.rpartition(".")
    if not constant_time_compare(signature, _jwt_signature(body)):
        return None
    claims = json.loads(signing.b64_decode(body.partition(".")[2].encode()))
    if claims["exp"] <= timezone.now().timestamp():
        return None
    user = User.objects.filter(pk=claims["user"], is_active=True).first()
    if user is not None:
        user.lent_permissions = frozenset(claims["user_permissions"])
    return user


def _jwt_signature(body: str) -> str:
    digest = salted_hmac(TOKEN_SALT, body, algorithm="sha256").digest()
    return signing.b64_encode(digest).decode()


def hash_app_token(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def create_app(
    *, name: str, permissions: list[str], identifier: str = "", token: str | None = None
) -> tuple[App, str]:
    """An app and its token, which is stored nowhere in the clear."""
    token = token or secrets.token_urlsafe(22)
    app = App.objects.create(
        name=name,
        identifier=identifier,
        permissions=permissions,
        token_sha256=hash_app_token(token),
        token_last_4=token[-4:],
    )
    return app, token


def app_of_token(token: str) -> App | None:
    return App.objects.filter(token_sha256=hash_app_token(token), is_active=True).first()


def sign_in(*, email: str, password: str, now: datetime) -> User:
    """The user with this password. Raises ValidationError."""
    user = User.objects.filter(email__iexact=email).first()
    if user is None or not user.check_password(password):
        refuse("Please, enter valid credentials", field="email", code="invalid_credentials")
    if not user.is_confirmed and settings.ENABLE_ACCOUNT_CONFIRMATION_BY_EMAIL:
        refuse(
            "Account needs to be confirmed via email.",
            field="email",
            code="account_not_confirmed",
        )
    if not user.is_active:
        refuse("Account inactive.", field="email", code="inactive")
    user.last_login = now
    user.save(update_fields=["last_login"])
    return user


def register(
    *, email: str, password: str, redirect_url: str | None = None, now: datetime, **fields: Any
) -> User:
    """Sign a shopper up. An address that is taken gets the same answer, and no second account.

    Raises ValidationError.
    """
    if settings.ENABLE_ACCOUNT_CONFIRMATION_BY_EMAIL and not redirect_url:
        refuse("This field is required.", field="redirect_url", code="required")
    email = email.lower()
    user = User(email=email, is_confirmed=False, date_joined=now, **fields)
    user.set_password(password)
    user.clean_fields(exclude=["password"])
    with transaction.atomic():
        if User.objects.filter(email=email).exists():
            return user
        user.save()
        if settings.ENABLE_ACCOUNT_CONFIRMATION_BY_EMAIL:
            token = confirmation_tokens.make_token(user)
            link = f"{redirect_url}?email={email}&token={token}"
            send_mail("Please confirm your account", link, None, [email])
        call_hooks("customer_created", of=user)
    return user


def confirm(*, email: str, token: str) -> User:
    """Confirm an account. Its guest orders become its own, as in Saleor. Raises ValidationError."""
    with transaction.atomic():
        user = User.objects.select_for_update().filter(email=email.lower(), is_active=True).first()
        if user is None or not confirmation_tokens.check_token(user, token):
            refuse("Invalid or expired token.", field="token", code="invalid")
        user.is_confirmed = True
        user.save(update_fields=["is_confirmed", "updated_at"])
        Order.objects.filter(user=None, user_email=user.email).update(user=user)
        call_hooks("account_confirmed", of=user)
    return user


def save_customer(*, user: User, password: str | None = None) -> User:
    """Create or change a customer as staff does. Raises ValidationError."""
    is_new = user.pk is None
    user.email = user.email.lower()
    if is_new:
        user.set_password(password)
    user.full_clean(exclude=["password"])
    with transaction.atomic():
        user.save()
        call_hooks("customer_created" if is_new else "customer_updated", of=user)
    return user


def save_address(data: dict[str, Any] | None) -> Address | None:
    """Store an address from GraphQL input; country defaults to the shop's."""
    if data is None:
        return None
    names = {field.name for field in Address._meta.fields} - {"id"}
    values = {_ADDRESS_NAMES.get(key, key): value or "" for key, value in data.items()}
    return Address.objects.create(**{key: values[key] for key in values if key in names})


_ADDRESS_NAMES = {"street_address1": "street_address_1", "street_address2": "street_address_2"}


def copy_address(address: Address | None) -> Address | None:
    """A copy for an order: later edits of the original must not reach it."""
    if address is None:
        return None
    copy = Address.objects.get(pk=address.pk)
    copy.pk = None
    copy.save()
    return copy


def now() -> datetime:
    """The clock of the outermost layer; everything below gets the time passed in."""
    return timezone.now()
