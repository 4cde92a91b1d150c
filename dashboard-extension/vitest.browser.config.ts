import { defineConfig } from "vitest/config";

/** The pages in a browser, in the demo's dashboard: LOYALTY_SHOP is where that runs. */
export default defineConfig({
  test: {
    environment: "node",
    include: ["tests/browser/**/*.test.ts"],
    testTimeout: 90_000,
    hookTimeout: 60_000,
    fileParallelism: false,
  },
});
