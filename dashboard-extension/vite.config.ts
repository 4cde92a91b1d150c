import { fileURLToPath } from "node:url";

import react from "@vitejs/plugin-react";
import { compression, defineAlgorithm } from "vite-plugin-compression2";
import { defineConfig } from "vitest/config";

const PAGES = ["index", "home", "customer", "order", "product", "adjust"];

/** Files for the plugin to serve: their address follows from the plugin's, on any shop. */
export default defineConfig({
  plugins: [
    react(),
    // Compressed once, here, rather than at each request.
    compression({ algorithms: [defineAlgorithm("gzip"), defineAlgorithm("brotliCompress")] }),
  ],
  base: "/plugins/saleor.loyalty/",
  build: {
    outDir: "../saleor_loyalty_plugin/dashboard/build",
    emptyOutDir: true,
    sourcemap: false,
    assetsInlineLimit: 0,
    rollupOptions: {
      input: Object.fromEntries(
        PAGES.map((name) => [name, fileURLToPath(new URL(`${name}.html`, import.meta.url))]),
      ),
    },
  },
  test: {
    environment: "jsdom",
    testTimeout: 30_000,
    include: ["tests/**/*.test.{ts,tsx}"],
    exclude: ["tests/browser/**"],
    environmentOptions: {
      // As the dashboard opens a widget.
      jsdom: {
        url: "http://localhost:8000/plugins/saleor.loyalty/customer.html?id=QXBwOjE=&theme=light&saleorApiUrl=http://localhost:8000/graphql/&customerId=VXNlcjox&orderId=T3JkZXI6MQ==&productId=UHJvZHVjdDox",
        referrer: "http://localhost:9000/",
      },
    },
  },
});
