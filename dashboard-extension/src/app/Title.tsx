import { useEffect, useRef, type ReactNode } from "react";

// The first page leaves the focus where it is: somewhere in the dashboard around it.
let isFirst = true;

/** The heading of a page; who can't see the page change is brought to it. */
export function Title({ children }: { children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!isFirst) heading.current?.focus();
    isFirst = false;
  }, []);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}
