import type { LoyaltyRewardKindEnum } from "../../api/operations/LoyaltyRewardCatalogue";

export type Kind = LoyaltyRewardKindEnum;

export const KINDS: readonly Kind[] = [
  "PRODUCT",
  "VOUCHER_AMOUNT",
  "VOUCHER_PERCENTAGE",
  "FREE_SHIPPING",
  "GIFT_CARD",
  "EXPERIENCE",
  "MERCHANDISE",
  "DONATION",
];

/** The fields that belong to some kinds alone, as the API takes them. */
interface Fields {
  product?: true;
  percentage?: true;
  amount?: "required" | "optional";
  /** A claim of it can wait to be used. */
  claimDays?: true;
  /** Its cost can follow from its price. */
  price?: true;
}

export const FIELDS: Readonly<Record<Kind, Fields>> = {
  PRODUCT: { product: true, claimDays: true, price: true },
  VOUCHER_AMOUNT: { amount: "required", claimDays: true, price: true },
  VOUCHER_PERCENTAGE: { percentage: true, claimDays: true },
  FREE_SHIPPING: { claimDays: true },
  GIFT_CARD: { amount: "required", price: true },
  EXPERIENCE: { amount: "optional", claimDays: true, price: true },
  MERCHANDISE: { amount: "optional", claimDays: true, price: true },
  DONATION: { amount: "optional", claimDays: true, price: true },
};

export function kindOf(value: string | undefined): Kind | undefined {
  return KINDS.find((kind) => kind === value);
}
