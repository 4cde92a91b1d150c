import { cloneElement, useEffect, useLayoutEffect, useRef, type ReactElement } from "react";
import { createRoot } from "react-dom/client";

import "./base.css";
import { reportHeight } from "../bridge/session";
import { useSession } from "../bridge/useSession";
import { setLanguage } from "../texts";

/** What every page stands in: the dashboard's theme, language and, for widgets, height. */
function Frame({ page, isWidget }: { page: ReactElement; isWidget: boolean }) {
  const { ready, locale, theme } = useSession();
  const content = useRef<HTMLDivElement>(null);
  setLanguage(locale);
  // Before anything is drawn: a light page in a dark dashboard dazzles.
  useLayoutEffect(() => {
    document.documentElement.dataset["theme"] = theme;
  }, [theme]);
  useEffect(() => {
    const node = content.current;
    // A page has the height that the dashboard gives it; what the dashboard can is known then.
    if (!node || !isWidget || !ready) return;
    const observer = new ResizeObserver(() => reportHeight(Math.ceil(node.scrollHeight)));
    observer.observe(node);
    return () => observer.disconnect();
  }, [isWidget, ready]);
  // A new element, so that all of the page speaks the new language; what was typed stays.
  return <div ref={content}>{cloneElement(page)}</div>;
}

/** Shows a page once, also where the dashboard loads its frame twice. */
export function mount(page: ReactElement, { isWidget }: { isWidget: boolean }): void {
  const root = document.getElementById("root");
  if (!root || root.dataset["mounted"]) return;
  root.dataset["mounted"] = "yes";
  createRoot(root).render(<Frame page={page} isWidget={isWidget} />);
}
