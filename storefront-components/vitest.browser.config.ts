import { defineConfig } from "vitest/config";

/** The components in a browser, in the demo's shop: LOYALTY_SHOP is where that runs. */
export default defineConfig({
  test: {
    environment: "node",
    include: ["tests/browser/**/*.test.ts"],
    testTimeout: 90_000,
    hookTimeout: 60_000,
    fileParallelism: false,
    // A busy machine takes its time.
    expect: { poll: { timeout: 20_000 } },
  },
});
