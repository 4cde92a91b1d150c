"""Tiers and badges, what each account has of them, and segments."""

from decimal import Decimal

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from saleor_loyalty_plugin.schedule import forget_tasks


class Migration(migrations.Migration):
    dependencies = [
        ("saleor_loyalty_plugin", "0012_rewards_and_discounts"),
    ]

    operations = [
        migrations.CreateModel(
            name="AccountBadge",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("is_held", models.BooleanField(default=True)),
                (
                    "hand",
                    models.CharField(
                        blank=True,
                        choices=[("GRANTED", "Granted"), ("TAKEN", "Taken")],
                        default="",
                        max_length=16,
                    ),
                ),
                ("actor", models.CharField(default="system", max_length=64)),
                ("note", models.TextField(blank=True, default="")),
                ("unlocked_at", models.DateTimeField(null=True)),
                ("lost_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "loyalty_account_badge",
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="AccountProgress",
            fields=[
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="progress",
                        serialize=False,
                        to="saleor_loyalty_plugin.account",
                    ),
                ),
                ("tier_id", models.BigIntegerField(null=True)),
                ("tier_since", models.DateTimeField(null=True)),
                (
                    "qualifying",
                    models.DecimalField(decimal_places=3, default=Decimal("0"), max_digits=20),
                ),
                ("grace_until", models.DateTimeField(null=True)),
                ("hand_tier_id", models.BigIntegerField(null=True)),
                ("hand_until", models.DateTimeField(null=True)),
                ("due_at", models.DateTimeField(null=True)),
                ("mirrored_tier_id", models.BigIntegerField(null=True)),
                ("mirrored_type_id", models.BigIntegerField(null=True)),
                ("mirrored_key", models.CharField(blank=True, default="", max_length=256)),
                ("mirror_due", models.BooleanField(default=False)),
            ],
            options={
                "db_table": "loyalty_account_progress",
            },
        ),
        migrations.CreateModel(
            name="Badge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=255)),
                ("description", models.TextField(blank=True, default="")),
                ("symbol", models.CharField(blank=True, default="", max_length=16)),
                ("icon", models.CharField(blank=True, default="", max_length=255)),
                ("rank", models.IntegerField(default=0)),
                ("is_active", models.BooleanField(default=True)),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("BALANCE", "BALANCE"),
                            ("LIFETIME", "LIFETIME"),
                            ("ORDERS", "ORDERS"),
                            ("SPEND", "SPEND"),
                            ("ACTIVITY", "ACTIVITY"),
                            ("MANUAL", "MANUAL"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "value_from",
                    models.DecimalField(decimal_places=3, default=Decimal("0"), max_digits=20),
                ),
                ("value_to", models.DecimalField(decimal_places=3, max_digits=20, null=True)),
                ("event_type", models.CharField(blank=True, default="", max_length=64)),
                ("keep_once_won", models.BooleanField(default=True)),
                (
                    "discount_percentage",
                    models.DecimalField(decimal_places=2, max_digits=5, null=True),
                ),
                (
                    "discount_amount",
                    models.DecimalField(decimal_places=3, max_digits=12, null=True),
                ),
                (
                    "product_ids",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "db_table": "loyalty_badge",
                "ordering": ("rank", "id"),
            },
        ),
        migrations.CreateModel(
            name="BadgeTranslation",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("language_code", models.CharField(max_length=35)),
                ("title", models.CharField(blank=True, default="", max_length=255)),
                ("description", models.TextField(blank=True, default="")),
            ],
            options={
                "db_table": "loyalty_badge_translation",
                "ordering": ("language_code",),
            },
        ),
        migrations.CreateModel(
            name="ProgressRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("place", models.BigIntegerField(default=0)),
                ("started_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "loyalty_progress_run",
                "ordering": ("-id",),
            },
        ),
        migrations.CreateModel(
            name="Segment",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=255)),
                ("description", models.TextField(blank=True, default="")),
                ("conditions", models.JSONField(default=dict)),
                ("actor", models.CharField(default="system", max_length=64)),
                ("created_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField()),
            ],
            options={
                "db_table": "loyalty_segment",
                "ordering": ("name", "id"),
            },
        ),
        migrations.CreateModel(
            name="SpendingDay",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("currency", models.CharField(max_length=3)),
                ("day", models.DateField()),
                ("orders_count", models.IntegerField(default=0)),
                (
                    "amount_spent",
                    models.DecimalField(decimal_places=3, default=Decimal("0"), max_digits=20),
                ),
            ],
            options={
                "db_table": "loyalty_spending_day",
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="Tier",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=255)),
                ("description", models.TextField(blank=True, default="")),
                (
                    "perks",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=255), default=list, size=None
                    ),
                ),
                ("rank", models.IntegerField(default=0)),
                (
                    "threshold",
                    models.DecimalField(decimal_places=3, default=Decimal("0"), max_digits=20),
                ),
                (
                    "discount_percentage",
                    models.DecimalField(decimal_places=2, max_digits=5, null=True),
                ),
                (
                    "discount_amount",
                    models.DecimalField(decimal_places=3, max_digits=12, null=True),
                ),
                (
                    "product_ids",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                ("free_shipping", models.BooleanField(default=False)),
                (
                    "earning_multiplier",
                    models.DecimalField(decimal_places=2, default=Decimal("1"), max_digits=7),
                ),
                ("arrival_points", models.PositiveIntegerField(default=0)),
                ("arrival_reward_id", models.BigIntegerField(null=True)),
                ("customer_type_id", models.BigIntegerField(null=True)),
                ("starts_at", models.DateTimeField(null=True)),
                ("ends_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "db_table": "loyalty_tier",
                "ordering": ("threshold", "rank", "id"),
            },
        ),
        migrations.CreateModel(
            name="TierChange",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("from_tier_id", models.BigIntegerField(null=True)),
                ("from_name", models.CharField(blank=True, default="", max_length=255)),
                ("to_tier_id", models.BigIntegerField(null=True)),
                ("to_name", models.CharField(blank=True, default="", max_length=255)),
                ("is_up", models.BooleanField()),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("REACHED", "REACHED"),
                            ("FELL_BELOW", "FELL_BELOW"),
                            ("GRACE_ENDED", "GRACE_ENDED"),
                            ("SET_BY_HAND", "SET_BY_HAND"),
                            ("HAND_ENDED", "HAND_ENDED"),
                            ("TIERS_CHANGED", "TIERS_CHANGED"),
                        ],
                        max_length=16,
                    ),
                ),
                ("qualifying", models.DecimalField(decimal_places=3, max_digits=20)),
                ("actor", models.CharField(default="system", max_length=64)),
                ("note", models.TextField(blank=True, default="")),
                ("changed_at", models.DateTimeField()),
            ],
            options={
                "db_table": "loyalty_tier_change",
                "ordering": ("-id",),
            },
        ),
        migrations.CreateModel(
            name="TierSeason",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(blank=True, default="", max_length=255)),
                ("description", models.TextField(blank=True, default="")),
                ("threshold", models.DecimalField(decimal_places=3, max_digits=20)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
            ],
            options={
                "db_table": "loyalty_tier_season",
                "ordering": ("starts_at", "id"),
            },
        ),
        migrations.CreateModel(
            name="TierTranslation",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("language_code", models.CharField(max_length=35)),
                ("name", models.CharField(blank=True, default="", max_length=255)),
                ("description", models.TextField(blank=True, default="")),
                (
                    "perks",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=255), default=list, size=None
                    ),
                ),
            ],
            options={
                "db_table": "loyalty_tier_translation",
                "ordering": ("language_code",),
            },
        ),
        migrations.AddField(
            model_name="accountspending",
            name="last_order_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="ordersettlement",
            name="earning_multiplier",
            field=models.DecimalField(decimal_places=2, default=1, max_digits=7),
        ),
        migrations.AddField(
            model_name="ordersettlement",
            name="spent_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="ordersettlement",
            name="tier_id",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="ordersettlement",
            name="tier_name",
            field=models.CharField(blank=True, default="", max_length=255),
        ),
        migrations.AddField(
            model_name="program",
            name="badge_discounts",
            field=models.CharField(
                choices=[("BEST", "BEST"), ("ALL", "ALL")], default="BEST", max_length=8
            ),
        ),
        migrations.AddField(
            model_name="program",
            name="badges_active",
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name="program",
            name="tier_basis",
            field=models.CharField(
                choices=[
                    ("LIFETIME", "LIFETIME"),
                    ("CALENDAR_YEAR", "CALENDAR_YEAR"),
                    ("ROLLING_YEAR", "ROLLING_YEAR"),
                    ("POINTS", "POINTS"),
                ],
                default="LIFETIME",
                max_length=16,
            ),
        ),
        migrations.AddField(
            model_name="program",
            name="tier_currency",
            field=models.CharField(blank=True, default="", max_length=3),
        ),
        migrations.AddField(
            model_name="program",
            name="tier_demotion",
            field=models.CharField(
                choices=[("IMMEDIATE", "IMMEDIATE"), ("GRACE", "GRACE"), ("NEVER", "NEVER")],
                default="IMMEDIATE",
                max_length=16,
            ),
        ),
        migrations.AddField(
            model_name="program",
            name="tier_grace_days",
            field=models.PositiveIntegerField(default=30),
        ),
        migrations.AddField(
            model_name="program",
            name="tier_metadata_key",
            field=models.CharField(blank=True, default="", max_length=256),
        ),
        migrations.AddField(
            model_name="reward",
            name="badge_ids",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(), default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="reward",
            name="tier_ids",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(), default=list, size=None
            ),
        ),
        migrations.AddIndex(
            model_name="ordersettlement",
            index=models.Index(
                condition=models.Q(("amount_spent__isnull", False)),
                fields=["channel_id", "account"],
                name="loyalty_settlement_channel",
            ),
        ),
        migrations.AddField(
            model_name="accountbadge",
            name="account",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="badges",
                to="saleor_loyalty_plugin.account",
            ),
        ),
        migrations.AddIndex(
            model_name="accountprogress",
            index=models.Index(
                condition=models.Q(("due_at__isnull", False)),
                fields=["due_at", "account"],
                name="loyalty_progress_due",
            ),
        ),
        migrations.AddIndex(
            model_name="accountprogress",
            index=models.Index(
                condition=models.Q(("mirror_due", True)),
                fields=["account"],
                name="loyalty_progress_mirror",
            ),
        ),
        migrations.AddIndex(
            model_name="accountprogress",
            index=models.Index(fields=["tier_id", "account"], name="loyalty_progress_tier"),
        ),
        migrations.AddField(
            model_name="badge",
            name="program",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="badges",
                to="saleor_loyalty_plugin.program",
            ),
        ),
        migrations.AddField(
            model_name="accountbadge",
            name="badge",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="holders",
                to="saleor_loyalty_plugin.badge",
            ),
        ),
        migrations.AddField(
            model_name="badgetranslation",
            name="badge",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="translations",
                to="saleor_loyalty_plugin.badge",
            ),
        ),
        migrations.AddField(
            model_name="progressrun",
            name="program",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="progress_runs",
                to="saleor_loyalty_plugin.program",
            ),
        ),
        migrations.AddField(
            model_name="segment",
            name="program",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="segments",
                to="saleor_loyalty_plugin.program",
            ),
        ),
        migrations.AddField(
            model_name="spendingday",
            name="account",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="spending_days",
                to="saleor_loyalty_plugin.account",
            ),
        ),
        migrations.AddField(
            model_name="tier",
            name="program",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="tiers",
                to="saleor_loyalty_plugin.program",
            ),
        ),
        migrations.AddField(
            model_name="tierchange",
            name="account",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="tier_changes",
                to="saleor_loyalty_plugin.account",
            ),
        ),
        migrations.AddField(
            model_name="tierseason",
            name="tier",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="seasons",
                to="saleor_loyalty_plugin.tier",
            ),
        ),
        migrations.AddField(
            model_name="tiertranslation",
            name="tier",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="translations",
                to="saleor_loyalty_plugin.tier",
            ),
        ),
        migrations.AddConstraint(
            model_name="badge",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("discount_percentage__isnull", True),
                    ("discount_amount__isnull", True),
                    _connector="OR",
                ),
                name="loyalty_badge_one_discount",
            ),
        ),
        migrations.AddConstraint(
            model_name="accountbadge",
            constraint=models.UniqueConstraint(
                fields=("account", "badge"), name="loyalty_account_badge_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="badgetranslation",
            constraint=models.UniqueConstraint(
                fields=("badge", "language_code"), name="loyalty_badge_translation_language"
            ),
        ),
        migrations.AddConstraint(
            model_name="segment",
            constraint=models.UniqueConstraint(
                fields=("program", "name"), name="loyalty_segment_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="spendingday",
            constraint=models.UniqueConstraint(
                fields=("account", "currency", "day"), name="loyalty_spending_day_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="tier",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("discount_percentage__isnull", True),
                    ("discount_amount__isnull", True),
                    _connector="OR",
                ),
                name="loyalty_tier_one_discount",
            ),
        ),
        migrations.AddIndex(
            model_name="tierchange",
            index=models.Index(fields=["account", "-id"], name="loyalty_tier_change_page"),
        ),
        migrations.AddConstraint(
            model_name="tiertranslation",
            constraint=models.UniqueConstraint(
                fields=("tier", "language_code"), name="loyalty_tier_translation_language"
            ),
        ),
        migrations.AddField(
            model_name="sweepcursor",
            name="place",
            field=models.BigIntegerField(null=True),
        ),
        # Going back leaves nothing in the shop's schedule that isn't there any more.
        forget_tasks(
            "loyalty-sweep-progress",
        ),
    ]
