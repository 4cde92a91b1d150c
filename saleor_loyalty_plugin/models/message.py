"""Messages: what a program says to its customers and to apps, and each thing that goes out."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from saleor_loyalty_plugin.models.account import Account
from saleor_loyalty_plugin.models.outbox import OutboxMessage
from saleor_loyalty_plugin.models.program import Program
from saleor_loyalty_plugin.rules.messages import (
    ATTEMPTS_MAX,
    DEFAULT_KINDS,
    DEFAULT_REMINDER_DAYS,
    DeliveryStatus,
    MessageKind,
    SenderSource,
    StatementSchedule,
)

_KINDS = [(item.value, item.value) for item in MessageKind]


def default_kinds() -> list[str]:
    return [kind.value for kind in MessageKind if kind in DEFAULT_KINDS]


def default_reminder_days() -> list[int]:
    return list(DEFAULT_REMINDER_DAYS)


class MessageSettings(models.Model):
    """What a program sends of its own accord; a program without a row has the defaults.

    `is_active` switches all e-mails. `language_code` is for customers who have chosen none.
    `balance_thresholds` are points, `expiry_reminder_days` days before points expire.
    `mirror_active`: the shop's customers say points, tier and card in their public metadata.
    """

    program = models.OneToOneField(
        Program, on_delete=models.CASCADE, primary_key=True, related_name="message_settings"
    )
    is_active = models.BooleanField(default=True)
    active_kinds = ArrayField(models.CharField(max_length=32), default=default_kinds)
    language_code = models.CharField(max_length=35, default="en")
    expiry_reminder_days = ArrayField(
        models.PositiveSmallIntegerField(), default=default_reminder_days
    )
    balance_thresholds = ArrayField(models.BigIntegerField(), default=list)
    statements = models.CharField(
        max_length=16,
        choices=[(item.value, item.value) for item in StatementSchedule],
        default=StatementSchedule.NEVER.value,
    )
    mirror_active = models.BooleanField(default=True)
    updated_at = models.DateTimeField()

    class Meta:
        db_table = "loyalty_message_settings"

    def __str__(self) -> str:
        return f"messages of program {self.program_id}"


class ChannelSender(models.Model):
    """Whom e-mails to customers of one channel come from; a channel without a row has the defaults.

    Empty texts leave it to the mail settings. `storefront_url` is where the customer's account is
    found, `product_url` a product's page, with `{slug}` in it; without them e-mails have no such
    links.
    """

    id = models.BigAutoField(primary_key=True)
    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="channel_senders")
    channel_id = models.BigIntegerField()
    source = models.CharField(
        max_length=16,
        choices=[(item.value, item.value) for item in SenderSource],
        default=SenderSource.SHOP.value,
    )
    from_name = models.CharField(max_length=255, blank=True, default="")
    from_address = models.CharField(max_length=254, blank=True, default="")
    reply_to = models.CharField(max_length=254, blank=True, default="")
    storefront_url = models.CharField(max_length=2000, blank=True, default="")
    product_url = models.CharField(max_length=2000, blank=True, default="")

    class Meta:
        db_table = "loyalty_channel_sender"
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["program", "channel_id"], name="loyalty_channel_sender_channel"
            )
        ]

    def __str__(self) -> str:
        return f"sender of program {self.program_id} in channel {self.channel_id}"


class MessageTemplate(models.Model):
    """One version of what a program says in one kind of e-mail and one language; append-only.

    The highest number is in force. `is_shipped`: staff went back to the shipped texts, and the
    three texts are empty. `body` is MJML. `failed_at`, `error`, `failures`: the version could not
    be rendered for some customer, who got the shipped one.
    """

    id = models.BigAutoField(primary_key=True)
    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="message_templates")
    kind = models.CharField(max_length=32, choices=_KINDS)
    language_code = models.CharField(max_length=35)
    number = models.PositiveIntegerField()
    subject = models.TextField(blank=True, default="")
    body = models.TextField(blank=True, default="")
    text = models.TextField(blank=True, default="")
    is_shipped = models.BooleanField(default=False)
    actor = models.CharField(max_length=64, default="system")
    created_at = models.DateTimeField()
    failed_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True, default="")
    failures = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "loyalty_message_template"
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["program", "kind", "language_code", "number"],
                name="loyalty_message_template_number",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} in {self.language_code}, version {self.number}"


class MessagePreference(models.Model):
    """Whether an account wants a kind of e-mail; no row is yes."""

    id = models.BigAutoField(primary_key=True)
    account = models.ForeignKey(
        Account, on_delete=models.CASCADE, related_name="message_preferences"
    )
    kind = models.CharField(max_length=32, choices=_KINDS)
    is_wanted = models.BooleanField()
    actor = models.CharField(max_length=64, default="system")
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "loyalty_message_preference"
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["account", "kind"], name="loyalty_message_preference_kind"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} for account {self.account_id}"


class _NotDeleted(models.Manager["WebhookTarget"]):
    def get_queryset(self) -> models.QuerySet["WebhookTarget"]:
        return super().get_queryset().filter(deleted_at=None)


class WebhookTarget(models.Model):
    """Where an app hears of facts. `program` null: of all programs. `events` are kinds of facts;
    none means all.

    `previous_secrets` sign too until `previous_secrets_until`, so that a receiver can change over.
    `failing_since`: nothing has got through since then.
    `deleted_at`: it is gone for everybody, and so is soon what it was sent; only `_base_manager`
    finds it.
    """

    id = models.BigAutoField(primary_key=True)
    program = models.ForeignKey(
        Program, on_delete=models.CASCADE, null=True, related_name="webhook_targets"
    )
    name = models.CharField(max_length=255)
    url = models.CharField(max_length=2000)
    secret = models.CharField(max_length=255)
    previous_secrets = ArrayField(models.CharField(max_length=255), default=list)
    previous_secrets_until = models.DateTimeField(null=True)
    events = ArrayField(models.CharField(max_length=64), default=list)
    is_active = models.BooleanField(default=True)
    failing_since = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)
    actor = models.CharField(max_length=64, default="system")
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    objects = _NotDeleted()

    class Meta:
        db_table = "loyalty_webhook_target"
        ordering = ("id",)

    def __str__(self) -> str:
        return self.name


class Delivery(models.Model):
    """One e-mail to a customer, or one request to a target (`target` null: an e-mail).

    `key` makes it once: `fact:17:email:TIER_RAISED`, `fact:17:webhook:3`,
    `expiring:5:2026-12-31:7`.
    `kind` is a `MessageKind`, or the event that a target hears of; `payload` is what was known when
    it was made. While PENDING, `due_at` is when it is looked at next. `leased_until`: a worker has
    it until then, null for none. `attempts` counts the tries, and fences a sender whose lease has
    run out.
    `way` is the one that it waits for, as in `DeliveryPause`, where it was put off for that.
    `is_bulk`: many are made at once, as reminders are; they are sent when no news waits, and in
    lanes of their own. `retried_at`: staff have had it tried anew since then.
    `error_code` and `error` say why it was skipped, failed, or didn't go out yet.
    """

    id = models.BigAutoField(primary_key=True)
    key = models.CharField(max_length=255)
    account = models.ForeignKey(
        Account, on_delete=models.CASCADE, related_name="deliveries", db_index=False
    )
    # No constraint in the database: rows of the outbox are cleared away before deliveries are.
    fact = models.ForeignKey(
        OutboxMessage,
        on_delete=models.DO_NOTHING,
        null=True,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    target = models.ForeignKey(
        WebhookTarget, on_delete=models.CASCADE, null=True, related_name="deliveries"
    )
    kind = models.CharField(max_length=64)
    payload = models.JSONField(default=dict)
    status = models.CharField(
        max_length=16,
        choices=[(item.value, item.value) for item in DeliveryStatus],
        default=DeliveryStatus.PENDING.value,
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    attempts_max = models.PositiveSmallIntegerField(default=ATTEMPTS_MAX)
    due_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    is_bulk = models.BooleanField(default=False)
    way = models.CharField(max_length=255, blank=True, default="")
    recipient = models.CharField(max_length=254, blank=True, default="")
    subject = models.TextField(blank=True, default="")
    error_code = models.CharField(max_length=32, blank=True, default="")
    error = models.TextField(blank=True, default="")
    created_at = models.DateTimeField()
    retried_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "loyalty_delivery"
        ordering = ("id",)
        constraints = [models.UniqueConstraint(fields=["key"], name="loyalty_delivery_key")]
        indexes = [
            models.Index(
                fields=["is_bulk", "due_at", "id"],
                condition=Q(status="PENDING", target__isnull=True),
                name="loyalty_delivery_due",
            ),
            models.Index(
                fields=["target", "due_at", "id"],
                condition=Q(status="PENDING", target__isnull=False),
                name="loyalty_delivery_due_request",
            ),
            # The oldest that waits in each lane, which is an account's e-mails or one target's.
            models.Index(
                fields=["account", "target", "id"],
                condition=Q(status="PENDING"),
                name="loyalty_delivery_lane",
            ),
            # What workers have.
            models.Index(
                fields=["account", "target"],
                condition=Q(status="PENDING", leased_until__isnull=False),
                name="loyalty_delivery_leased",
            ),
            models.Index(fields=["account", "id"], name="loyalty_delivery_account"),
            models.Index(
                fields=["id"], condition=Q(status="FAILED"), name="loyalty_delivery_failed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} to account {self.account_id}, {self.status}"


class DeliveryAttempt(models.Model):
    """One try of a delivery; of those in a row that found its target down only the last one stays,
    with its number among all. `status_code` is that of HTTP or SMTP, null where none came back;
    `response` its beginning."""

    id = models.BigAutoField(primary_key=True)
    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="tries")
    number = models.PositiveSmallIntegerField()
    is_success = models.BooleanField()
    status_code = models.PositiveSmallIntegerField(null=True)
    duration_ms = models.PositiveIntegerField()
    error = models.TextField(blank=True, default="")
    response = models.TextField(blank=True, default="")
    started_at = models.DateTimeField()

    class Meta:
        db_table = "loyalty_delivery_attempt"
        ordering = ("id",)

    def __str__(self) -> str:
        return f"attempt {self.number} of delivery {self.delivery_id}"


class DeliveryPause(models.Model):
    """Deliveries by one way rest until `until`, since it doesn't work at all.

    `key` is `email:…` for mail settings, `email:from …` for an address with them, `webhook:3` for
    a target.
    """

    key = models.CharField(max_length=255, primary_key=True)
    failures = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True, default="")
    since = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        db_table = "loyalty_delivery_pause"
        ordering = ("key",)

    def __str__(self) -> str:
        return f"{self.key} rests until {self.until}"
