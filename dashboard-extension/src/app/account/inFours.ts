/** A card's number as it stands on cards. */
export function inFours(cardNumber: string): string {
  return cardNumber.replace(/(.{4})(?=.)/g, "$1 ");
}
