import { useEffect, useRef, type ReactNode } from "react";
import { createRoot } from "react-dom/client";

import "./base.css";
import { reportHeight } from "../bridge/session";
import { useSession } from "../bridge/useSession";
import { setLanguage } from "../texts";

/** What every page stands in: the dashboard's theme, language and, for widgets, height. */
function Frame({ children, isWidget }: { children: ReactNode; isWidget: boolean }) {
  const { locale, theme } = useSession();
  const content = useRef<HTMLDivElement>(null);
  setLanguage(locale);
  useEffect(() => {
    document.documentElement.dataset["theme"] = theme;
  }, [theme]);
  useEffect(() => {
    const node = content.current;
    // A page has the height that the dashboard gives it.
    if (!node || !isWidget) return;
    const observer = new ResizeObserver(() => reportHeight(Math.ceil(node.scrollHeight)));
    observer.observe(node);
    return () => observer.disconnect();
  }, [isWidget]);
  return (
    <div ref={content} key={locale}>
      {children}
    </div>
  );
}

/** Shows a page once, also where the dashboard loads its frame twice. */
export function mount(page: ReactNode, { isWidget }: { isWidget: boolean }): void {
  const root = document.getElementById("root");
  if (!root || root.dataset["mounted"]) return;
  root.dataset["mounted"] = "yes";
  createRoot(root).render(<Frame isWidget={isWidget}>{page}</Frame>);
}
