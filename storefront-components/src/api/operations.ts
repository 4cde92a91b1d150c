import checkoutPointsApply from "../../../graphql/operations/storefront/CheckoutLoyaltyPointsApply.graphql?raw";
import checkoutPointsRemove from "../../../graphql/operations/storefront/CheckoutLoyaltyPointsRemove.graphql?raw";
import checkoutRewardApply from "../../../graphql/operations/storefront/CheckoutLoyaltyRewardApply.graphql?raw";
import checkoutRewardRemove from "../../../graphql/operations/storefront/CheckoutLoyaltyRewardRemove.graphql?raw";
import cardIssue from "../../../graphql/operations/storefront/LoyaltyCardIssue.graphql?raw";
import preferencesUpdate from "../../../graphql/operations/storefront/LoyaltyMessagePreferencesUpdate.graphql?raw";
import optIn from "../../../graphql/operations/storefront/LoyaltyOptIn.graphql?raw";
import optOut from "../../../graphql/operations/storefront/LoyaltyOptOut.graphql?raw";
import rewardClaim from "../../../graphql/operations/storefront/LoyaltyRewardClaim.graphql?raw";
import rewardClaimCancel from "../../../graphql/operations/storefront/LoyaltyRewardClaimCancel.graphql?raw";
import rewards from "../../../graphql/operations/storefront/LoyaltyRewards.graphql?raw";
import myCheckout from "../../../graphql/operations/storefront/MyCheckoutLoyalty.graphql?raw";
import myClaims from "../../../graphql/operations/storefront/MyLoyaltyClaims.graphql?raw";
import myHistory from "../../../graphql/operations/storefront/MyLoyaltyHistory.graphql?raw";
import myPage from "../../../graphql/operations/storefront/MyLoyaltyPage.graphql?raw";
import products from "../../../graphql/operations/storefront/ProductsLoyalty.graphql?raw";
import variants from "../../../graphql/operations/storefront/VariantsLoyalty.graphql?raw";
import type * as Api from "./generated";

/** A ready document with the types of what goes in and what comes out. */
export interface Operation<Data, Variables> {
  readonly text: string;
  /** Never there; it only carries the types. */
  readonly types?: [Data, Variables];
}

/** The API's tests run these very files. */
const operation = <Data, Variables>(text: string): Operation<Data, Variables> => ({ text });

export const MY_PAGE = operation<Api.MyLoyaltyPageQuery, Api.MyLoyaltyPageQueryVariables>(myPage);
export const MY_HISTORY = operation<
  Api.MyLoyaltyHistoryQuery,
  Api.MyLoyaltyHistoryQueryVariables
>(myHistory);
export const MY_CLAIMS = operation<Api.MyLoyaltyClaimsQuery, Api.MyLoyaltyClaimsQueryVariables>(
  myClaims,
);
export const REWARDS = operation<Api.LoyaltyRewardsQuery, Api.LoyaltyRewardsQueryVariables>(
  rewards,
);
export const REWARD_CLAIM = operation<
  Api.LoyaltyRewardClaimMutation,
  Api.LoyaltyRewardClaimMutationVariables
>(rewardClaim);
export const REWARD_CLAIM_CANCEL = operation<
  Api.LoyaltyRewardClaimCancelMutation,
  Api.LoyaltyRewardClaimCancelMutationVariables
>(rewardClaimCancel);
export const CARD_ISSUE = operation<
  Api.LoyaltyCardIssueMutation,
  Api.LoyaltyCardIssueMutationVariables
>(cardIssue);
export const OPT_IN = operation<Api.LoyaltyOptInMutation, Api.LoyaltyOptInMutationVariables>(optIn);
export const OPT_OUT = operation<Api.LoyaltyOptOutMutation, Api.LoyaltyOptOutMutationVariables>(
  optOut,
);
export const PREFERENCES_UPDATE = operation<
  Api.LoyaltyMessagePreferencesUpdateMutation,
  Api.LoyaltyMessagePreferencesUpdateMutationVariables
>(preferencesUpdate);
export const MY_CHECKOUT = operation<
  Api.MyCheckoutLoyaltyQuery,
  Api.MyCheckoutLoyaltyQueryVariables
>(myCheckout);
export const POINTS_APPLY = operation<
  Api.CheckoutLoyaltyPointsApplyMutation,
  Api.CheckoutLoyaltyPointsApplyMutationVariables
>(checkoutPointsApply);
export const POINTS_REMOVE = operation<
  Api.CheckoutLoyaltyPointsRemoveMutation,
  Api.CheckoutLoyaltyPointsRemoveMutationVariables
>(checkoutPointsRemove);
export const REWARD_APPLY = operation<
  Api.CheckoutLoyaltyRewardApplyMutation,
  Api.CheckoutLoyaltyRewardApplyMutationVariables
>(checkoutRewardApply);
export const REWARD_REMOVE = operation<
  Api.CheckoutLoyaltyRewardRemoveMutation,
  Api.CheckoutLoyaltyRewardRemoveMutationVariables
>(checkoutRewardRemove);
export const PRODUCTS = operation<Api.ProductsLoyaltyQuery, Api.ProductsLoyaltyQueryVariables>(
  products,
);
export const VARIANTS = operation<Api.VariantsLoyaltyQuery, Api.VariantsLoyaltyQueryVariables>(
  variants,
);
