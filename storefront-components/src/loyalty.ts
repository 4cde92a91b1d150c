/** Loyalty in a storefront: `<loyalty-account>`, `<loyalty-slider>`, `<loyalty-earn>`. */

import { LoyaltyAccount } from "./account/LoyaltyAccount";
import { LoyaltyEarn } from "./earn/LoyaltyEarn";
import { LoyaltySlider } from "./slider/LoyaltySlider";

export { LoyaltyAccount, LoyaltyEarn, LoyaltySlider };
export type { TokenProvider } from "./api/client";
export type { LoyaltyChange } from "./base/LoyaltyElement";
export type { Texts } from "./texts";

for (const [name, element] of [
  ["loyalty-account", LoyaltyAccount],
  ["loyalty-slider", LoyaltySlider],
  ["loyalty-earn", LoyaltyEarn],
] as const) {
  // A page may take this file twice, under two addresses.
  if (!customElements.get(name)) customElements.define(name, element);
}
