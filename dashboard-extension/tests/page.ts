import { cleanup } from "@testing-library/react";
import { act } from "react";
import { afterEach, beforeEach, vi } from "vitest";

/** What pages need that jsdom has not, for each test of a file. */
export function preparePages(): void {
  beforeEach(() => {
    vi.useRealTimers();
    vi.stubGlobal("CSS", { escape: (value: string) => value.replace(/[^\w-]/g, "\\$&") });
    vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
    vi.stubGlobal(
      "ResizeObserver",
      class {
        observe() {}
        unobserve() {}
        disconnect() {}
      },
    );
  });
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
  });
}

/** Loads a page anew, as a frame does: with a bridge and a language of its own. */
export async function open(load: () => Promise<unknown>): Promise<void> {
  vi.resetModules();
  document.body.innerHTML = '<div id="root"></div>';
  await act(async () => {
    await load();
  });
}
