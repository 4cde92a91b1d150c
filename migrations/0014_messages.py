"""Messages: settings, templates, preferences, targets of webhooks, and what goes out."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import saleor_loyalty_plugin.models.message
from saleor_loyalty_plugin.schedule import forget_tasks


class Migration(migrations.Migration):
    dependencies = [
        ("saleor_loyalty_plugin", "0013_tiers_and_badges"),
    ]

    operations = [
        migrations.CreateModel(
            name="DeliveryPause",
            fields=[
                ("key", models.CharField(max_length=255, primary_key=True, serialize=False)),
                ("failures", models.PositiveIntegerField(default=0)),
                ("error", models.TextField(blank=True, default="")),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField()),
            ],
            options={
                "db_table": "loyalty_delivery_pause",
                "ordering": ("key",),
            },
        ),
        migrations.CreateModel(
            name="MessageSettings",
            fields=[
                (
                    "program",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="message_settings",
                        serialize=False,
                        to="saleor_loyalty_plugin.program",
                    ),
                ),
                ("is_active", models.BooleanField(default=True)),
                (
                    "active_kinds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=32),
                        default=saleor_loyalty_plugin.models.message.default_kinds,
                        size=None,
                    ),
                ),
                ("language_code", models.CharField(default="en", max_length=35)),
                (
                    "expiry_reminder_days",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(),
                        default=saleor_loyalty_plugin.models.message.default_reminder_days,
                        size=None,
                    ),
                ),
                (
                    "balance_thresholds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                (
                    "statements",
                    models.CharField(
                        choices=[("NEVER", "NEVER"), ("MONTHLY", "MONTHLY")],
                        default="NEVER",
                        max_length=16,
                    ),
                ),
                ("mirror_active", models.BooleanField(default=True)),
                ("updated_at", models.DateTimeField()),
            ],
            options={
                "db_table": "loyalty_message_settings",
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=255)),
                ("kind", models.CharField(max_length=64)),
                ("payload", models.JSONField(default=dict)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("PENDING", "PENDING"),
                            ("DELIVERED", "DELIVERED"),
                            ("SKIPPED", "SKIPPED"),
                            ("FAILED", "FAILED"),
                        ],
                        default="PENDING",
                        max_length=16,
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("attempts_max", models.PositiveSmallIntegerField(default=8)),
                ("due_at", models.DateTimeField()),
                ("leased_until", models.DateTimeField(null=True)),
                ("is_bulk", models.BooleanField(default=False)),
                ("way", models.CharField(blank=True, default="", max_length=255)),
                ("recipient", models.CharField(blank=True, default="", max_length=254)),
                ("subject", models.TextField(blank=True, default="")),
                ("error_code", models.CharField(blank=True, default="", max_length=32)),
                ("error", models.TextField(blank=True, default="")),
                ("created_at", models.DateTimeField()),
                ("retried_at", models.DateTimeField(null=True)),
                ("finished_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deliveries",
                        to="saleor_loyalty_plugin.account",
                    ),
                ),
                (
                    "fact",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="saleor_loyalty_plugin.outboxmessage",
                    ),
                ),
            ],
            options={
                "db_table": "loyalty_delivery",
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="DeliveryAttempt",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("number", models.PositiveSmallIntegerField()),
                ("is_success", models.BooleanField()),
                ("status_code", models.PositiveSmallIntegerField(null=True)),
                ("duration_ms", models.PositiveIntegerField()),
                ("error", models.TextField(blank=True, default="")),
                ("response", models.TextField(blank=True, default="")),
                ("started_at", models.DateTimeField()),
                (
                    "delivery",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tries",
                        to="saleor_loyalty_plugin.delivery",
                    ),
                ),
            ],
            options={
                "db_table": "loyalty_delivery_attempt",
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="WebhookTarget",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=255)),
                ("url", models.CharField(max_length=2000)),
                ("secret", models.CharField(max_length=255)),
                (
                    "previous_secrets",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=255), default=list, size=None
                    ),
                ),
                ("previous_secrets_until", models.DateTimeField(null=True)),
                (
                    "events",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=64), default=list, size=None
                    ),
                ),
                ("is_active", models.BooleanField(default=True)),
                ("failing_since", models.DateTimeField(null=True)),
                ("deleted_at", models.DateTimeField(null=True)),
                ("actor", models.CharField(default="system", max_length=64)),
                ("created_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField()),
                (
                    "program",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="webhook_targets",
                        to="saleor_loyalty_plugin.program",
                    ),
                ),
            ],
            options={
                "db_table": "loyalty_webhook_target",
                "ordering": ("id",),
            },
        ),
        migrations.AddField(
            model_name="delivery",
            name="target",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="deliveries",
                to="saleor_loyalty_plugin.webhooktarget",
            ),
        ),
        migrations.CreateModel(
            name="ChannelSender",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("channel_id", models.BigIntegerField()),
                (
                    "source",
                    models.CharField(
                        choices=[("SHOP", "SHOP"), ("DJANGO", "DJANGO")],
                        default="SHOP",
                        max_length=16,
                    ),
                ),
                ("from_name", models.CharField(blank=True, default="", max_length=255)),
                ("from_address", models.CharField(blank=True, default="", max_length=254)),
                ("reply_to", models.CharField(blank=True, default="", max_length=254)),
                ("storefront_url", models.CharField(blank=True, default="", max_length=2000)),
                ("product_url", models.CharField(blank=True, default="", max_length=2000)),
                (
                    "program",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="channel_senders",
                        to="saleor_loyalty_plugin.program",
                    ),
                ),
            ],
            options={
                "db_table": "loyalty_channel_sender",
                "ordering": ("id",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("program", "channel_id"), name="loyalty_channel_sender_channel"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MessagePreference",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("POINTS_CREDITED", "POINTS_CREDITED"),
                            ("TIER_RAISED", "TIER_RAISED"),
                            ("TIER_LOWERED", "TIER_LOWERED"),
                            ("BADGE_UNLOCKED", "BADGE_UNLOCKED"),
                            ("POINTS_EXPIRING", "POINTS_EXPIRING"),
                            ("BALANCE_REACHED", "BALANCE_REACHED"),
                            ("REWARD_CLAIMED", "REWARD_CLAIMED"),
                            ("STATEMENT", "STATEMENT"),
                        ],
                        max_length=32,
                    ),
                ),
                ("is_wanted", models.BooleanField()),
                ("actor", models.CharField(default="system", max_length=64)),
                ("changed_at", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="message_preferences",
                        to="saleor_loyalty_plugin.account",
                    ),
                ),
            ],
            options={
                "db_table": "loyalty_message_preference",
                "ordering": ("id",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("account", "kind"), name="loyalty_message_preference_kind"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MessageTemplate",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("POINTS_CREDITED", "POINTS_CREDITED"),
                            ("TIER_RAISED", "TIER_RAISED"),
                            ("TIER_LOWERED", "TIER_LOWERED"),
                            ("BADGE_UNLOCKED", "BADGE_UNLOCKED"),
                            ("POINTS_EXPIRING", "POINTS_EXPIRING"),
                            ("BALANCE_REACHED", "BALANCE_REACHED"),
                            ("REWARD_CLAIMED", "REWARD_CLAIMED"),
                            ("STATEMENT", "STATEMENT"),
                        ],
                        max_length=32,
                    ),
                ),
                ("language_code", models.CharField(max_length=35)),
                ("number", models.PositiveIntegerField()),
                ("subject", models.TextField(blank=True, default="")),
                ("body", models.TextField(blank=True, default="")),
                ("text", models.TextField(blank=True, default="")),
                ("is_shipped", models.BooleanField(default=False)),
                ("actor", models.CharField(default="system", max_length=64)),
                ("created_at", models.DateTimeField()),
                ("failed_at", models.DateTimeField(null=True)),
                ("error", models.TextField(blank=True, default="")),
                ("failures", models.PositiveIntegerField(default=0)),
                (
                    "program",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="message_templates",
                        to="saleor_loyalty_plugin.program",
                    ),
                ),
            ],
            options={
                "db_table": "loyalty_message_template",
                "ordering": ("id",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("program", "kind", "language_code", "number"),
                        name="loyalty_message_template_number",
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("status", "PENDING"), ("target__isnull", True)),
                fields=["is_bulk", "due_at", "id"],
                name="loyalty_delivery_due",
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("status", "PENDING"), ("target__isnull", False)),
                fields=["target", "due_at", "id"],
                name="loyalty_delivery_due_request",
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("status", "PENDING")),
                fields=["account", "target", "id"],
                name="loyalty_delivery_lane",
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("leased_until__isnull", False), ("status", "PENDING")),
                fields=["account", "target"],
                name="loyalty_delivery_leased",
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(fields=["account", "id"], name="loyalty_delivery_account"),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("status", "FAILED")),
                fields=["id"],
                name="loyalty_delivery_failed",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.UniqueConstraint(fields=("key",), name="loyalty_delivery_key"),
        ),
        # Going back leaves nothing in the shop's schedule that isn't there any more.
        forget_tasks(
            "loyalty-relay",
            "loyalty-deliver",
            "loyalty-remind",
            "loyalty-sweep-mirror",
            "loyalty-statements",
            "loyalty-purge-messages",
        ),
    ]
