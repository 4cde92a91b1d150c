/** Tells whoever shows how many claims wait that it may be another number now. */

const changed = new EventTarget();

export function claimsChanged(): void {
  changed.dispatchEvent(new Event("changed"));
}

export function onClaimsChange(told: () => void): () => void {
  changed.addEventListener("changed", told);
  return () => changed.removeEventListener("changed", told);
}
