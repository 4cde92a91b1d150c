import { useRef } from "react";

/**
 * The key of what is meant by these values. One intention, one key: saving twice credits once, also
 * where the first answer got lost. Who has changed something since then means something else.
 */
export function useKeys() {
  const keys = useRef(new Map<string, string>());
  return {
    keyOf(values: object): string {
      const intention = JSON.stringify(values);
      const key = keys.current.get(intention) ?? crypto.randomUUID();
      keys.current.set(intention, key);
      return key;
    },
    /** The next one with the same values is another intention. */
    forget(): void {
      keys.current.clear();
    },
  };
}
