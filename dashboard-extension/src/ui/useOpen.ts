import { useRef, useState } from "react";

/** What a button needs that opens a part of a page. */
export interface Opener {
  ref: (button: HTMLButtonElement | null) => void;
  onClick: () => void;
}

/**
 * Which part of a page is open, and the buttons that open them. When a part closes, the focus that
 * was in it goes to its button, which may only then come back to the page.
 */
export function useOpen<Name extends string>() {
  const [open, setOpen] = useState<Name | null>(null);
  const closed = useRef<Name | null>(null);

  function show(name: Name | null) {
    closed.current = name === null ? open : null;
    setOpen(name);
  }

  return {
    open,
    show,
    close: () => show(null),
    opener: (name: Name): Opener => ({
      ref(button) {
        if (!button || closed.current !== name) return;
        closed.current = null;
        // Whoever is at something else by now stays there.
        if (!document.activeElement || document.activeElement === document.body) button.focus();
      },
      onClick: () => show(name),
    }),
  };
}
