"""Targets of webhooks: create, change, delete, a new secret, and sending again."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import connections, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_noop

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.messages.pauses import end_pauses
from saleor_loyalty_plugin.messages.retries import retry
from saleor_loyalty_plugin.messages.webhooks.addresses import AddressPolicy, checked_url
from saleor_loyalty_plugin.messages.webhooks.clearing import clear_deleted
from saleor_loyalty_plugin.messages.webhooks.send import (
    TriedTarget,
    pause_key,
    secrets_of,
    try_target,
)
from saleor_loyalty_plugin.messages.webhooks.signature import new_secret
from saleor_loyalty_plugin.models import Delivery, Program, WebhookTarget
from saleor_loyalty_plugin.rules.messages import DeliveryStatus
from saleor_loyalty_plugin.rules.webhook_events import EVENT_KINDS
from saleor_loyalty_plugin.services.errors import LoyaltyProblem, ProblemCode
from saleor_loyalty_plugin.services.programs.parts import checked_name, invalid

TARGETS_MAX = 50
# How long the secret before signs too.
CHANGING_TIME = timedelta(days=1)
PREVIOUS_SECRETS_MAX = 3
# What one request sends again; more is a matter of several.
REPLAY_MAX = 10_000
# One lock for all targets, so that two that are made at once don't pass the limit together.
_LOCK = 0x6C6F79_7762


def create_target(*, settings: Mapping[str, Any], author: str, now: datetime) -> WebhookTarget:
    """Let an app hear of facts from now on. The secret is on the row that comes back.

    `settings`: `name`, `url`, `events` (kinds of facts; none for all), `program_id` (None for all
    programs), `is_active`. Raises `LoyaltyProblem`: REQUIRED (name, url), INVALID, NOT_FOUND (the
    program).
    """
    for name, text in (
        ("name", gettext_noop("Give the webhook a name.")),
        ("url", gettext_noop("Give the address that requests go to.")),
    ):
        if name not in settings:
            raise LoyaltyProblem(ProblemCode.REQUIRED, text, field=name)
    using = current_host().writer_alias()
    with transaction.atomic(using=using):
        rows = WebhookTarget.objects.using(using)
        _lock(using)
        if rows.count() >= TARGETS_MAX:
            raise LoyaltyProblem(
                ProblemCode.INVALID,
                "A shop has at most %(maximum)s webhooks. Delete one first.",
                values={"maximum": TARGETS_MAX},
            )
        target = WebhookTarget(secret=new_secret(), actor=author, created_at=now, updated_at=now)
        _assign(target, settings, using)
        _check_new(target, rows)
        target.save(using=using, force_insert=True)
    return target


def update_target(
    *, target_id: int, settings: Mapping[str, Any], author: str, now: datetime
) -> WebhookTarget:
    """Change what is given. What waits for the target goes to the new address.

    A new address, or switching it on, forgets that it failed.
    Raises `LoyaltyProblem`: NOT_FOUND, INVALID.
    """
    using = current_host().writer_alias()
    with transaction.atomic(using=using):
        target = _locked(target_id, using)
        before = (target.url, target.is_active)
        _assign(target, settings, using)
        if (target.url, target.is_active) != before:
            target.failing_since = None
            end_pauses(keys=[pause_key(target.pk)], using=using)
        target.actor, target.updated_at = author, now
        target.save(using=using)
    return target


def delete_target(*, target_id: int, now: datetime) -> WebhookTarget:
    """Delete a target with all that was, and is to be, sent to it. Returns what it was.

    Of that, which may be a lot, a batch goes at once and the rest by `clear_deleted`.
    Raises `LoyaltyProblem`: NOT_FOUND.
    """
    using = current_host().writer_alias()
    with transaction.atomic(using=using):
        target = _locked(target_id, using)
        WebhookTarget.objects.using(using).filter(pk=target.pk).update(
            is_active=False, secret="", previous_secrets=[], deleted_at=now
        )
        end_pauses(keys=[pause_key(target.pk)], using=using)
    clear_deleted(now=now, batches_max=1)
    return target


def change_secret(*, target_id: int, author: str, now: datetime) -> WebhookTarget:
    """Give a target a new secret; those of before sign too for a day.

    Of several changes in a row, too: the receiver may know any of the last ones.
    Raises `LoyaltyProblem`: NOT_FOUND.
    """
    using = current_host().writer_alias()
    with transaction.atomic(using=using):
        target = _locked(target_id, using)
        target.previous_secrets = secrets_of(target, now)[:PREVIOUS_SECRETS_MAX]
        target.secret = new_secret()
        target.previous_secrets_until = now + CHANGING_TIME
        target.actor, target.updated_at = author, now
        target.save(using=using)
    return target


def try_out_target(*, target_id: int, now: datetime) -> tuple[WebhookTarget, TriedTarget]:
    """Send a target a request that speaks of nothing, and wait for the answer: 15 s at most.

    Raises `LoyaltyProblem`: NOT_FOUND.
    """
    target = _found(WebhookTarget.objects.using(current_host().writer_alias()), target_id)
    return target, try_target(target, now=now)


def replay(
    *,
    target_id: int,
    since: datetime | None = None,
    delivery_ids: Collection[int] = (),
    now: datetime,
) -> tuple[WebhookTarget, int]:
    """Send once more what a target was sent, or was to be sent; returns it and how many requests.

    All since a time, or certain deliveries. In their order and under the same message IDs, so that
    a receiver knows what it has seen. What waits already waits on.
    Raises `LoyaltyProblem`: REQUIRED (neither is given), NOT_FOUND, INVALID (off, too many).
    """
    if (since is None) == (not delivery_ids):
        raise LoyaltyProblem(
            ProblemCode.REQUIRED, "Give either a time or some deliveries.", field="since"
        )
    using = current_host().writer_alias()
    with transaction.atomic(using=using):
        target = _locked(target_id, using)
        if not target.is_active:
            raise invalid("id", gettext_noop("This webhook is switched off. Switch it on first."))
        rows = Delivery.objects.using(using).filter(target=target)
        if since is not None:
            rows = rows.filter(created_at__gte=since)
        else:
            rows = rows.filter(pk__in=delivery_ids)
            if rows.count() < len(set(delivery_ids)):
                raise LoyaltyProblem(
                    ProblemCode.NOT_FOUND,
                    "The webhook has no delivery of one of these IDs.",
                    field="delivery_ids",
                )
        done = rows.exclude(status=DeliveryStatus.PENDING)
        ids = list(done.order_by("pk").values_list("pk", flat=True)[: REPLAY_MAX + 1])
        if len(ids) > REPLAY_MAX:
            raise invalid(
                "since",
                gettext_noop(
                    "Since then there was more than %(maximum)s to send. Give a later time."
                ),
                maximum=REPLAY_MAX,
            )
        return target, retry(done.filter(pk__in=ids), now=now)


def _assign(target: WebhookTarget, settings: Mapping[str, Any], using: str) -> None:
    if "name" in settings:
        target.name = checked_name(settings["name"])
    if "url" in settings:
        target.url = checked_url(settings["url"], policy=AddressPolicy.of_settings())
    if "events" in settings:
        target.events = sorted(set(settings["events"]))
        if not EVENT_KINDS.issuperset(target.events):
            raise invalid("events", gettext_noop("There are no such events."))
    if "program_id" in settings:
        program_id = settings["program_id"]
        programs = Program.objects.using(using).filter(pk=program_id)
        if program_id is not None and not programs.exists():
            raise LoyaltyProblem(
                ProblemCode.NOT_FOUND, "No program has this ID.", field="program_id"
            )
        target.program_id = program_id
    if "is_active" in settings:
        target.is_active = settings["is_active"]


def _check_new(target: WebhookTarget, rows: QuerySet[WebhookTarget]) -> None:
    """A request that is sent twice, since its answer was lost, makes no second webhook."""
    same = rows.filter(url=target.url, events=target.events)
    if target.program_id in same.values_list("program_id", flat=True):
        raise invalid(
            "url",
            gettext_noop(
                "A webhook sends these events to this address already. Change it, or give it a new"
                " secret."
            ),
        )


def _locked(target_id: int, using: str) -> WebhookTarget:
    """For a change. What refers to it can be written meanwhile, as the relay does."""
    rows = WebhookTarget.objects.using(using)
    return _found(rows.select_for_update(no_key=True), target_id)


def _found(rows: QuerySet[WebhookTarget], target_id: int) -> WebhookTarget:
    target = rows.filter(pk=target_id).first()
    if target is None:
        raise LoyaltyProblem(ProblemCode.NOT_FOUND, "No webhook has this ID.", field="id")
    return target


def _lock(using: str) -> None:
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
