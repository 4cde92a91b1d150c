"""Rewards, what lowers the price of one cart, and paying with points."""

from decimal import Decimal

import django.db.models.deletion
from django.db import migrations, models

from saleor_loyalty_plugin.ledger.sql import run_sql
from saleor_loyalty_plugin.schedule import forget_tasks


class Migration(migrations.Migration):
    dependencies = [
        ("saleor_loyalty_plugin", "0011_restored_points"),
    ]

    operations = [
        migrations.AddField(
            model_name="hold",
            name="method",
            field=models.CharField(
                choices=[("DISCOUNT", "DISCOUNT"), ("PAYMENT", "PAYMENT")],
                default="DISCOUNT",
                max_length=16,
            ),
        ),
        migrations.AddField(
            model_name="profile",
            name="first_time_waived",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="program",
            name="redemption_method",
            field=models.CharField(
                choices=[("DISCOUNT", "DISCOUNT"), ("PAYMENT", "PAYMENT")],
                default="DISCOUNT",
                max_length=16,
            ),
        ),
        migrations.AddField(
            model_name="program",
            name="reward_price_factor",
            field=models.DecimalField(decimal_places=3, default=Decimal("14"), max_digits=12),
        ),
        migrations.CreateModel(
            name="Reward",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("PRODUCT", "PRODUCT"),
                            ("VOUCHER_PERCENTAGE", "VOUCHER_PERCENTAGE"),
                            ("VOUCHER_AMOUNT", "VOUCHER_AMOUNT"),
                            ("FREE_SHIPPING", "FREE_SHIPPING"),
                            ("GIFT_CARD", "GIFT_CARD"),
                            ("EXPERIENCE", "EXPERIENCE"),
                            ("MERCHANDISE", "MERCHANDISE"),
                            ("DONATION", "DONATION"),
                        ],
                        max_length=32,
                    ),
                ),
                ("name", models.CharField(max_length=255)),
                ("description", models.TextField(blank=True, default="")),
                ("image_url", models.CharField(blank=True, default="", max_length=2048)),
                ("image_alt", models.CharField(blank=True, default="", max_length=255)),
                ("rank", models.IntegerField(default=0)),
                ("variant_id", models.BigIntegerField(null=True)),
                ("points", models.BigIntegerField(null=True)),
                ("percentage", models.DecimalField(decimal_places=2, max_digits=5, null=True)),
                ("amount", models.DecimalField(decimal_places=3, max_digits=12, null=True)),
                ("money_amount", models.DecimalField(decimal_places=3, max_digits=12, null=True)),
                ("currency", models.CharField(blank=True, default="", max_length=3)),
                ("first_time_only", models.BooleanField(default=False)),
                ("stock", models.PositiveIntegerField(null=True)),
                ("claims_count", models.PositiveIntegerField(default=0)),
                ("per_customer_limit", models.PositiveIntegerField(null=True)),
                ("claim_days", models.PositiveIntegerField(null=True)),
                ("is_active", models.BooleanField(default=True)),
                ("starts_at", models.DateTimeField(null=True)),
                ("ends_at", models.DateTimeField(null=True)),
                ("archived_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField()),
                (
                    "program",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rewards",
                        to="saleor_loyalty_plugin.program",
                    ),
                ),
            ],
            options={
                "db_table": "loyalty_reward",
                "ordering": ("rank", "id"),
            },
        ),
        migrations.CreateModel(
            name="RewardClaim",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("CLAIMED", "CLAIMED"),
                            ("USED", "USED"),
                            ("EXPIRED", "EXPIRED"),
                            ("CANCELLED", "CANCELLED"),
                        ],
                        default="CLAIMED",
                        max_length=16,
                    ),
                ),
                ("terms", models.JSONField(default=dict)),
                ("points", models.BigIntegerField()),
                ("code", models.CharField(max_length=64, unique=True)),
                ("key", models.CharField(max_length=255, null=True, unique=True)),
                ("checkout_id", models.UUIDField(null=True)),
                ("order_id", models.UUIDField(null=True)),
                ("sequence", models.PositiveIntegerField(default=0)),
                ("note", models.TextField(blank=True, default="")),
                ("actor", models.CharField(default="system", max_length=64)),
                ("closed_by", models.CharField(blank=True, default="", max_length=64)),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to="saleor_loyalty_plugin.account",
                    ),
                ),
                (
                    "entry",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claim",
                        to="saleor_loyalty_plugin.entry",
                    ),
                ),
                (
                    "program_version",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="saleor_loyalty_plugin.programversion",
                    ),
                ),
                (
                    "reward",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to="saleor_loyalty_plugin.reward",
                    ),
                ),
            ],
            options={
                "db_table": "loyalty_reward_claim",
                "ordering": ("-id",),
            },
        ),
        migrations.CreateModel(
            name="RewardTranslation",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("language_code", models.CharField(max_length=35)),
                ("name", models.CharField(blank=True, default="", max_length=255)),
                ("description", models.TextField(blank=True, default="")),
                (
                    "reward",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="translations",
                        to="saleor_loyalty_plugin.reward",
                    ),
                ),
            ],
            options={
                "db_table": "loyalty_reward_translation",
                "ordering": ("language_code",),
            },
        ),
        migrations.CreateModel(
            name="CheckoutDiscount",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("checkout_id", models.UUIDField(unique=True)),
                ("is_draft", models.BooleanField(default=False)),
                ("code", models.CharField(max_length=64, unique=True)),
                ("amount", models.DecimalField(decimal_places=3, max_digits=20)),
                ("currency", models.CharField(max_length=3)),
                ("is_for_shipping", models.BooleanField(default=False)),
                ("items", models.JSONField(default=list)),
                ("order_id", models.UUIDField(null=True)),
                ("updated_at", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="discounts",
                        to="saleor_loyalty_plugin.account",
                    ),
                ),
            ],
            options={
                "db_table": "loyalty_checkout_discount",
                "ordering": ("id",),
                "indexes": [
                    models.Index(
                        condition=models.Q(("order_id__isnull", False)),
                        fields=["order_id"],
                        name="loyalty_discount_order",
                    ),
                    models.Index(
                        condition=models.Q(("order_id__isnull", True)),
                        fields=["updated_at"],
                        name="loyalty_discount_open",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="reward",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("stock__isnull", True),
                    ("claims_count__lte", models.F("stock")),
                    _connector="OR",
                ),
                name="loyalty_reward_stock",
            ),
        ),
        migrations.AddConstraint(
            model_name="reward",
            constraint=models.CheckConstraint(
                condition=models.Q(("points__isnull", True), ("points__gt", 0), _connector="OR"),
                name="loyalty_reward_points_positive",
            ),
        ),
        migrations.AddIndex(
            model_name="rewardclaim",
            index=models.Index(
                condition=models.Q(("status", "CLAIMED")),
                fields=["id"],
                name="loyalty_claim_open",
            ),
        ),
        migrations.AddIndex(
            model_name="rewardclaim",
            index=models.Index(
                condition=models.Q(("status", "CLAIMED")),
                fields=["expires_at"],
                name="loyalty_claim_due",
            ),
        ),
        migrations.AddIndex(
            model_name="rewardclaim",
            index=models.Index(
                condition=models.Q(("checkout_id__isnull", False)),
                fields=["checkout_id"],
                name="loyalty_claim_checkout",
            ),
        ),
        migrations.AddIndex(
            model_name="rewardclaim",
            index=models.Index(
                condition=models.Q(("order_id__isnull", False)),
                fields=["order_id"],
                name="loyalty_claim_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="rewardtranslation",
            constraint=models.UniqueConstraint(
                fields=("reward", "language_code"), name="loyalty_reward_translation_language"
            ),
        ),
        *run_sql("0012_rewards_and_discounts"),
        # Going back leaves nothing in the shop's schedule that isn't there any more.
        forget_tasks(
            "loyalty-sweep-discounts",
            "loyalty-sweep-claims",
        ),
    ]
