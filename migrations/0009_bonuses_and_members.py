"""Bonuses and what they gave, events, cards, referrals, who takes part, what accounts spent."""

from decimal import Decimal

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("saleor_loyalty_plugin", "0008_order_channel"),
    ]

    operations = [
        migrations.CreateModel(
            name="AccountSpending",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("currency", models.CharField(max_length=3)),
                ("orders_count", models.PositiveIntegerField(default=0)),
                ("amount_spent", models.DecimalField(decimal_places=3, default=0, max_digits=20)),
            ],
            options={
                "db_table": "loyalty_account_spending",
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="Bonus",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=255)),
                ("description", models.TextField(blank=True, default="")),
                ("is_active", models.BooleanField(default=True)),
                (
                    "trigger",
                    models.CharField(
                        choices=[
                            ("EVENT", "EVENT"),
                            ("ORDER_COUNT", "ORDER_COUNT"),
                            ("AMOUNT_SPENT", "AMOUNT_SPENT"),
                            ("BIRTHDAY", "BIRTHDAY"),
                            ("ANNIVERSARY", "ANNIVERSARY"),
                            ("SCHEDULE", "SCHEDULE"),
                        ],
                        max_length=16,
                    ),
                ),
                ("points", models.PositiveIntegerField()),
                ("event_type", models.CharField(blank=True, default="", max_length=64)),
                ("limit", models.PositiveIntegerField(null=True)),
                (
                    "limit_period",
                    models.CharField(
                        choices=[
                            ("DAY", "DAY"),
                            ("WEEK", "WEEK"),
                            ("MONTH", "MONTH"),
                            ("YEAR", "YEAR"),
                            ("EVER", "EVER"),
                        ],
                        default="EVER",
                        max_length=8,
                    ),
                ),
                ("order_count", models.PositiveIntegerField(null=True)),
                ("amount_spent", models.DecimalField(decimal_places=3, max_digits=20, null=True)),
                ("currency", models.CharField(blank=True, default="", max_length=3)),
                (
                    "frequency",
                    models.CharField(
                        choices=[
                            ("ONCE", "ONCE"),
                            ("DAILY", "DAILY"),
                            ("WEEKLY", "WEEKLY"),
                            ("MONTHLY", "MONTHLY"),
                            ("QUARTERLY", "QUARTERLY"),
                            ("YEARLY", "YEARLY"),
                        ],
                        max_length=16,
                        null=True,
                    ),
                ),
                ("starts_at", models.DateTimeField(null=True)),
                ("ends_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "db_table": "loyalty_bonus",
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="BonusRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("bonus_id", models.BigIntegerField()),
                ("occasion", models.CharField(max_length=32)),
                ("due_at", models.DateTimeField()),
                ("place", models.BigIntegerField(default=0)),
                ("accounts_count", models.BigIntegerField(default=0)),
                ("started_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "loyalty_bonus_run",
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="Card",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("number", models.CharField(max_length=32)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("ACTIVE", "Active"),
                            ("BLOCKED", "Blocked"),
                            ("REPLACED", "Replaced"),
                        ],
                        default="ACTIVE",
                        max_length=16,
                    ),
                ),
                ("actor", models.CharField(default="system", max_length=64)),
                ("ended_by", models.CharField(blank=True, default="", max_length=64)),
                ("issued_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "loyalty_card",
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("type", models.CharField(max_length=64)),
                ("reference", models.CharField(blank=True, default="", max_length=128)),
                ("key", models.CharField(max_length=255)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("CREDITED", "CREDITED"),
                            ("LIMIT_REACHED", "LIMIT_REACHED"),
                            ("NOT_OFFERED", "NOT_OFFERED"),
                        ],
                        max_length=16,
                    ),
                ),
                ("points", models.BigIntegerField(default=0)),
                (
                    "entry_ids",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                ("actor", models.CharField(default="system", max_length=64)),
                ("occurred_at", models.DateTimeField()),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "db_table": "loyalty_event",
                "ordering": ("-id",),
            },
        ),
        migrations.CreateModel(
            name="Grant",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("source", models.CharField(max_length=64)),
                ("occasion", models.CharField(blank=True, default="", max_length=128)),
                ("points", models.BigIntegerField(default=0)),
                ("points_revoked", models.BigIntegerField(default=0)),
                ("sequence", models.PositiveIntegerField(default=0)),
                ("is_counted", models.BooleanField(default=True)),
                ("occurred_at", models.DateTimeField()),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "db_table": "loyalty_grant",
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="MembershipChange",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("OPTED_IN", "OPTED_IN"),
                            ("OPTED_OUT", "OPTED_OUT"),
                            ("ACTIVATED", "ACTIVATED"),
                            ("FROZEN", "FROZEN"),
                            ("BANNED", "BANNED"),
                        ],
                        max_length=16,
                    ),
                ),
                ("note", models.TextField(blank=True, default="")),
                ("actor", models.CharField(default="system", max_length=64)),
                ("changed_at", models.DateTimeField()),
            ],
            options={
                "db_table": "loyalty_membership_change",
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="Profile",
            fields=[
                ("customer_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("birthday", models.DateField(null=True)),
                ("joined_on", models.DateField(null=True)),
            ],
            options={
                "db_table": "loyalty_profile",
                "ordering": ("customer_id",),
            },
        ),
        migrations.CreateModel(
            name="Referral",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=32)),
                ("is_due", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "db_table": "loyalty_referral",
                "ordering": ("id",),
            },
        ),
        migrations.AddField(
            model_name="account",
            name="referral_code",
            field=models.CharField(max_length=16, null=True),
        ),
        migrations.AddField(
            model_name="ordersettlement",
            name="amount_spent",
            field=models.DecimalField(decimal_places=3, max_digits=20, null=True),
        ),
        migrations.AddField(
            model_name="ordersettlement",
            name="absence",
            field=models.CharField(blank=True, default="", max_length=16),
        ),
        migrations.AddField(
            model_name="ordersettlement",
            name="currency",
            field=models.CharField(blank=True, default="", max_length=3),
        ),
        migrations.AddField(
            model_name="program",
            name="birthday_metadata_key",
            field=models.CharField(blank=True, default="", max_length=256),
        ),
        migrations.AddField(
            model_name="program",
            name="eligibility",
            field=models.CharField(
                choices=[
                    ("EVERYONE", "EVERYONE"),
                    ("OPTED_IN", "OPTED_IN"),
                    ("CARD_HOLDERS", "CARD_HOLDERS"),
                ],
                default="EVERYONE",
                max_length=16,
            ),
        ),
        migrations.AddField(
            model_name="program",
            name="negative_balance",
            field=models.CharField(
                choices=[("ALLOW", "ALLOW"), ("CLAMP", "CLAMP")], default="ALLOW", max_length=8
            ),
        ),
        migrations.AddField(
            model_name="program",
            name="newsletter_metadata_key",
            field=models.CharField(blank=True, default="", max_length=256),
        ),
        migrations.AddField(
            model_name="program",
            name="newsletter_points",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="program",
            name="referee_points",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="program",
            name="referral_metadata_key",
            field=models.CharField(blank=True, default="", max_length=256),
        ),
        migrations.AddField(
            model_name="program",
            name="referral_order_value_from",
            field=models.DecimalField(decimal_places=3, default=Decimal("0"), max_digits=12),
        ),
        migrations.AddField(
            model_name="program",
            name="referrer_points",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="program",
            name="registration_points",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="program",
            name="review_limit",
            field=models.CharField(
                choices=[("PER_PRODUCT", "PER_PRODUCT"), ("ONCE", "ONCE")],
                default="PER_PRODUCT",
                max_length=16,
            ),
        ),
        migrations.AddField(
            model_name="program",
            name="review_points",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AlterField(
            model_name="account",
            name="status",
            field=models.CharField(
                choices=[("ACTIVE", "Active"), ("FROZEN", "Frozen"), ("BANNED", "Banned")],
                default="ACTIVE",
                max_length=16,
            ),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.UniqueConstraint(
                fields=("referral_code",), name="loyalty_account_referral_code"
            ),
        ),
        migrations.AddField(
            model_name="accountspending",
            name="account",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="spending",
                to="saleor_loyalty_plugin.account",
            ),
        ),
        migrations.AddField(
            model_name="bonus",
            name="program",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="bonuses",
                to="saleor_loyalty_plugin.program",
            ),
        ),
        migrations.AddConstraint(
            model_name="bonusrun",
            constraint=models.UniqueConstraint(
                fields=("bonus_id", "occasion"), name="loyalty_bonus_run_once"
            ),
        ),
        migrations.AddIndex(
            model_name="bonusrun",
            index=models.Index(
                condition=models.Q(("finished_at", None)),
                fields=["due_at"],
                name="loyalty_bonus_run_open",
            ),
        ),
        migrations.AddField(
            model_name="card",
            name="account",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="cards",
                to="saleor_loyalty_plugin.account",
            ),
        ),
        migrations.AddField(
            model_name="card",
            name="replaces",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replaced_by",
                to="saleor_loyalty_plugin.card",
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="account",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="events",
                to="saleor_loyalty_plugin.account",
            ),
        ),
        migrations.AddField(
            model_name="grant",
            name="account",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="grants",
                to="saleor_loyalty_plugin.account",
            ),
        ),
        migrations.AddField(
            model_name="grant",
            name="program_version",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="saleor_loyalty_plugin.programversion",
            ),
        ),
        migrations.AddField(
            model_name="membershipchange",
            name="account",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="membership_changes",
                to="saleor_loyalty_plugin.account",
            ),
        ),
        migrations.AddIndex(
            model_name="profile",
            index=models.Index(
                django.db.models.functions.datetime.ExtractMonth("birthday"),
                django.db.models.functions.datetime.ExtractDay("birthday"),
                name="loyalty_profile_birthday",
            ),
        ),
        migrations.AddIndex(
            model_name="profile",
            index=models.Index(
                django.db.models.functions.datetime.ExtractMonth("joined_on"),
                django.db.models.functions.datetime.ExtractDay("joined_on"),
                name="loyalty_profile_joined",
            ),
        ),
        migrations.AddField(
            model_name="referral",
            name="referee",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="referred_by",
                to="saleor_loyalty_plugin.account",
            ),
        ),
        migrations.AddField(
            model_name="referral",
            name="referrer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="referrals",
                to="saleor_loyalty_plugin.account",
            ),
        ),
        migrations.AddConstraint(
            model_name="accountspending",
            constraint=models.UniqueConstraint(
                fields=("account", "currency"), name="loyalty_account_spending_currency"
            ),
        ),
        migrations.AddConstraint(
            model_name="card",
            constraint=models.UniqueConstraint(fields=("number",), name="loyalty_card_number"),
        ),
        migrations.AddConstraint(
            model_name="card",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "ACTIVE")),
                fields=("account",),
                name="loyalty_card_one_active",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.UniqueConstraint(fields=("key",), name="loyalty_event_key"),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["account", "id"], name="loyalty_event_page"),
        ),
        migrations.AddIndex(
            model_name="grant",
            index=models.Index(
                fields=["account", "source", "occurred_at"], name="loyalty_grant_limits"
            ),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.UniqueConstraint(
                fields=("account", "source", "occasion"), name="loyalty_grant_occasion"
            ),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                condition=models.Q(("points__gte", 0), ("points_revoked__gte", 0)),
                name="loyalty_grant_points_not_negative",
            ),
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(
                condition=models.Q(("is_due", True)), fields=["id"], name="loyalty_referral_due"
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(("referrer", models.F("referee")), _negated=True),
                name="loyalty_referral_not_oneself",
            ),
        ),
        migrations.CreateModel(
            name="BlockedCustomer",
            fields=[
                ("customer_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("error", models.TextField()),
                ("attempts", models.PositiveIntegerField(default=1)),
                ("failed_at", models.DateTimeField()),
            ],
            options={
                "db_table": "loyalty_blocked_customer",
                "ordering": ("failed_at",),
            },
        ),
        migrations.AddField(
            model_name="sweepcursor",
            name="customer_id",
            field=models.BigIntegerField(null=True),
        ),
        migrations.CreateModel(
            name="WaitingOrder",
            fields=[
                ("order_id", models.UUIDField(primary_key=True, serialize=False)),
                ("email_sha256", models.CharField(max_length=64)),
                ("channel_id", models.BigIntegerField()),
                ("standing", models.JSONField(default=dict)),
                ("points", models.BigIntegerField()),
                ("created_at", models.DateTimeField()),
                (
                    "program_version",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="saleor_loyalty_plugin.programversion",
                    ),
                ),
            ],
            options={
                "db_table": "loyalty_waiting_order",
                "ordering": ("created_at", "order_id"),
                "indexes": [
                    models.Index(
                        fields=["email_sha256", "created_at"], name="loyalty_waiting_order_email"
                    )
                ],
            },
        ),
    ]
