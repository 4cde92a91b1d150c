"""Joining the shop's schema: root fields by subclassing, fields on its types by adding them.

Called once, after the shop's types exist and before its schema is built.
"""

from collections.abc import Callable
from typing import Any

import graphene

from saleor_loyalty_plugin.api.access import requires
from saleor_loyalty_plugin.api.costs import COSTS
from saleor_loyalty_plugin.api.mutations.account_tiers import (
    LoyaltyAccountTierSet,
    LoyaltyAccountTierUnset,
)
from saleor_loyalty_plugin.api.mutations.badges import (
    LoyaltyBadgeCreate,
    LoyaltyBadgeDelete,
    LoyaltyBadgeGrant,
    LoyaltyBadgeReorder,
    LoyaltyBadgeTake,
    LoyaltyBadgeTranslate,
    LoyaltyBadgeUnset,
    LoyaltyBadgeUpdate,
)
from saleor_loyalty_plugin.api.mutations.birthdays import LoyaltyBirthdaySet
from saleor_loyalty_plugin.api.mutations.bonuses import (
    LoyaltyBonusCreate,
    LoyaltyBonusDelete,
    LoyaltyBonusUpdate,
)
from saleor_loyalty_plugin.api.mutations.cards import (
    LoyaltyCardBlock,
    LoyaltyCardIssue,
    LoyaltyCardReplace,
)
from saleor_loyalty_plugin.api.mutations.checkout import (
    CheckoutLoyaltyPointsApply,
    CheckoutLoyaltyPointsRemove,
)
from saleor_loyalty_plugin.api.mutations.claims import (
    CheckoutLoyaltyRewardApply,
    CheckoutLoyaltyRewardRemove,
    LoyaltyRewardClaim,
    LoyaltyRewardClaimCancel,
    LoyaltyRewardClaimFulfill,
    LoyaltyRewardClaimRefuse,
    LoyaltyRewardClaimReopen,
)
from saleor_loyalty_plugin.api.mutations.deliveries import LoyaltyDeliveryRetry
from saleor_loyalty_plugin.api.mutations.drafts import (
    DraftOrderLoyaltyPointsApply,
    DraftOrderLoyaltyPointsRemove,
)
from saleor_loyalty_plugin.api.mutations.earning_rules import (
    LoyaltyEarningRuleCreate,
    LoyaltyEarningRuleDelete,
    LoyaltyEarningRuleReorder,
    LoyaltyEarningRuleUpdate,
)
from saleor_loyalty_plugin.api.mutations.events import LoyaltyEventRecord
from saleor_loyalty_plugin.api.mutations.membership import (
    LoyaltyAccountStatusSet,
    LoyaltyOptIn,
    LoyaltyOptOut,
)
from saleor_loyalty_plugin.api.mutations.message_preferences import (
    LoyaltyMessagePreferencesUpdate,
)
from saleor_loyalty_plugin.api.mutations.message_settings import LoyaltyMessageSettingsUpdate
from saleor_loyalty_plugin.api.mutations.message_templates import (
    LoyaltyMessageTemplateReset,
    LoyaltyMessageTemplateTest,
    LoyaltyMessageTemplateUpdate,
)
from saleor_loyalty_plugin.api.mutations.points import (
    LoyaltyEntryRevoke,
    LoyaltyPointsAdjust,
    LoyaltyPointsSet,
)
from saleor_loyalty_plugin.api.mutations.programs import (
    LoyaltyProgramCreate,
    LoyaltyProgramDelete,
    LoyaltyProgramUpdate,
)
from saleor_loyalty_plugin.api.mutations.referrals import LoyaltyReferralClaim
from saleor_loyalty_plugin.api.mutations.rewards import (
    LoyaltyFirstTimeWaive,
    LoyaltyRewardArchive,
    LoyaltyRewardCreate,
    LoyaltyRewardTranslate,
    LoyaltyRewardUnarchive,
    LoyaltyRewardUpdate,
)
from saleor_loyalty_plugin.api.mutations.segments import (
    LoyaltySegmentCreate,
    LoyaltySegmentDelete,
    LoyaltySegmentUpdate,
)
from saleor_loyalty_plugin.api.mutations.statements import LoyaltyStatementSend
from saleor_loyalty_plugin.api.mutations.tiers import (
    LoyaltyTierCreate,
    LoyaltyTierDelete,
    LoyaltyTierReorder,
    LoyaltyTierTranslate,
    LoyaltyTierUpdate,
)
from saleor_loyalty_plugin.api.mutations.webhooks import (
    LoyaltyWebhookCreate,
    LoyaltyWebhookDelete,
    LoyaltyWebhookReplay,
    LoyaltyWebhookSecretChange,
    LoyaltyWebhookTest,
    LoyaltyWebhookUpdate,
)
from saleor_loyalty_plugin.api.queries import LoyaltyQueries, loyalty_of_user
from saleor_loyalty_plugin.api.types.account import LoyaltyAccount
from saleor_loyalty_plugin.api.types.product_rules import product_fields
from saleor_loyalty_plugin.api.types.shopping import (
    CheckoutLoyalty,
    OrderLoyalty,
    loyalty_of_checkout,
    loyalty_of_order,
)
from saleor_loyalty_plugin.api.types.window import (
    ProductLoyalty,
    loyalty_of_product,
    loyalty_of_variant,
)
from saleor_loyalty_plugin.hosts import current_host

SHOP_FIELD = "loyalty"


class LoyaltyMutations(graphene.ObjectType):
    """What the plugin adds to `Mutation`."""

    checkout_loyalty_points_apply = CheckoutLoyaltyPointsApply.Field()
    checkout_loyalty_points_remove = CheckoutLoyaltyPointsRemove.Field()
    draft_order_loyalty_points_apply = DraftOrderLoyaltyPointsApply.Field()
    draft_order_loyalty_points_remove = DraftOrderLoyaltyPointsRemove.Field()
    loyalty_points_adjust = LoyaltyPointsAdjust.Field()
    loyalty_points_set = LoyaltyPointsSet.Field()
    loyalty_entry_revoke = LoyaltyEntryRevoke.Field()
    loyalty_opt_in = LoyaltyOptIn.Field()
    loyalty_opt_out = LoyaltyOptOut.Field()
    loyalty_account_status_set = LoyaltyAccountStatusSet.Field()
    loyalty_card_issue = LoyaltyCardIssue.Field()
    loyalty_card_block = LoyaltyCardBlock.Field()
    loyalty_card_replace = LoyaltyCardReplace.Field()
    loyalty_birthday_set = LoyaltyBirthdaySet.Field()
    loyalty_statement_send = LoyaltyStatementSend.Field()
    loyalty_referral_claim = LoyaltyReferralClaim.Field()
    loyalty_program_create = LoyaltyProgramCreate.Field()
    loyalty_program_update = LoyaltyProgramUpdate.Field()
    loyalty_program_delete = LoyaltyProgramDelete.Field()
    loyalty_earning_rule_create = LoyaltyEarningRuleCreate.Field()
    loyalty_earning_rule_update = LoyaltyEarningRuleUpdate.Field()
    loyalty_earning_rule_delete = LoyaltyEarningRuleDelete.Field()
    loyalty_earning_rule_reorder = LoyaltyEarningRuleReorder.Field()
    loyalty_bonus_create = LoyaltyBonusCreate.Field()
    loyalty_bonus_update = LoyaltyBonusUpdate.Field()
    loyalty_bonus_delete = LoyaltyBonusDelete.Field()
    loyalty_reward_create = LoyaltyRewardCreate.Field()
    loyalty_reward_update = LoyaltyRewardUpdate.Field()
    loyalty_reward_archive = LoyaltyRewardArchive.Field()
    loyalty_reward_unarchive = LoyaltyRewardUnarchive.Field()
    loyalty_reward_translate = LoyaltyRewardTranslate.Field()
    loyalty_reward_claim = LoyaltyRewardClaim.Field()
    loyalty_reward_claim_cancel = LoyaltyRewardClaimCancel.Field()
    loyalty_reward_claim_fulfill = LoyaltyRewardClaimFulfill.Field()
    loyalty_reward_claim_refuse = LoyaltyRewardClaimRefuse.Field()
    loyalty_reward_claim_reopen = LoyaltyRewardClaimReopen.Field()
    checkout_loyalty_reward_apply = CheckoutLoyaltyRewardApply.Field()
    checkout_loyalty_reward_remove = CheckoutLoyaltyRewardRemove.Field()
    loyalty_first_time_waive = LoyaltyFirstTimeWaive.Field()
    loyalty_account_tier_set = LoyaltyAccountTierSet.Field()
    loyalty_account_tier_unset = LoyaltyAccountTierUnset.Field()
    loyalty_tier_create = LoyaltyTierCreate.Field()
    loyalty_tier_update = LoyaltyTierUpdate.Field()
    loyalty_tier_delete = LoyaltyTierDelete.Field()
    loyalty_tier_reorder = LoyaltyTierReorder.Field()
    loyalty_tier_translate = LoyaltyTierTranslate.Field()
    loyalty_segment_create = LoyaltySegmentCreate.Field()
    loyalty_segment_update = LoyaltySegmentUpdate.Field()
    loyalty_segment_delete = LoyaltySegmentDelete.Field()
    loyalty_badge_create = LoyaltyBadgeCreate.Field()
    loyalty_badge_update = LoyaltyBadgeUpdate.Field()
    loyalty_badge_delete = LoyaltyBadgeDelete.Field()
    loyalty_badge_reorder = LoyaltyBadgeReorder.Field()
    loyalty_badge_translate = LoyaltyBadgeTranslate.Field()
    loyalty_badge_grant = LoyaltyBadgeGrant.Field()
    loyalty_badge_take = LoyaltyBadgeTake.Field()
    loyalty_badge_unset = LoyaltyBadgeUnset.Field()
    loyalty_event_record = LoyaltyEventRecord.Field()
    loyalty_webhook_create = LoyaltyWebhookCreate.Field()
    loyalty_webhook_update = LoyaltyWebhookUpdate.Field()
    loyalty_webhook_delete = LoyaltyWebhookDelete.Field()
    loyalty_webhook_secret_change = LoyaltyWebhookSecretChange.Field()
    loyalty_webhook_test = LoyaltyWebhookTest.Field()
    loyalty_webhook_replay = LoyaltyWebhookReplay.Field()
    loyalty_delivery_retry = LoyaltyDeliveryRetry.Field()
    loyalty_message_preferences_update = LoyaltyMessagePreferencesUpdate.Field()
    loyalty_message_settings_update = LoyaltyMessageSettingsUpdate.Field()
    loyalty_message_template_update = LoyaltyMessageTemplateUpdate.Field()
    loyalty_message_template_reset = LoyaltyMessageTemplateReset.Field()
    loyalty_message_template_test = LoyaltyMessageTemplateTest.Field()


def extend(
    *, query: type[graphene.ObjectType], mutation: type[graphene.ObjectType]
) -> tuple[type[graphene.ObjectType], type[graphene.ObjectType]]:
    """The shop's Query and Mutation with our fields; its User, Checkout, Order, Product and
    ProductVariant get theirs.

    Repeating it changes nothing.
    """
    for type_name, field in _shop_fields().items():
        current_host().graphql_type(type_name)._meta.fields.setdefault(SHOP_FIELD, field)
    for name, field in product_fields().items():
        current_host().graphql_type("Product")._meta.fields.setdefault(name, field)
    current_host().add_query_costs(COSTS)
    return (
        _joined("Query", LoyaltyQueries, query),
        _joined("Mutation", LoyaltyMutations, mutation),
    )


def _joined(name: str, ours: type, theirs: type) -> type:
    return theirs if issubclass(theirs, ours) else type(name, (ours, theirs), {})


def _shop_fields() -> dict[str, graphene.Field]:
    """The field that each of the shop's types gets."""
    return {
        "User": graphene.Field(
            LoyaltyAccount,
            channel=graphene.String(
                description=(
                    "The slug of a Channel, whose program is meant; without it the default program."
                )
            ),
            resolver=loyalty_of_user,
            description=(
                "The customer's points account; null before the first points."
                + requires("MANAGE_USERS", "OWNER")
            ),
        ),
        "Checkout": graphene.Field(
            CheckoutLoyalty,
            resolver=loyalty_of_checkout,
            description="Points at this checkout; null once it is completed.",
        ),
        "Order": graphene.Field(
            OrderLoyalty,
            resolver=loyalty_of_order,
            description=(
                "Points of this order. Of a guest's order anybody sees `pointsWaiting`, and zeros."
                + requires("MANAGE_ORDERS", "OWNER")
            ),
        ),
        "Product": _window_field(loyalty_of_product),
        "ProductVariant": _window_field(loyalty_of_variant),
    }


def _window_field(resolver: Callable[..., Any]) -> graphene.Field:
    return graphene.Field(
        ProductLoyalty,
        channel=graphene.String(
            description=(
                "The slug of a Channel; without it the one that the product was reached through."
            )
        ),
        resolver=resolver,
        description=(
            "Points to earn, for a shop window; null where it is not for sale in the channel or"
            " the channel has no program."
        ),
    )
