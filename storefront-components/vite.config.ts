import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { stripIgnoredCharacters } from "graphql";
import { compression, defineAlgorithm } from "vite-plugin-compression2";
import { defineConfig, type Plugin } from "vitest/config";

/** Documents without comments and white space, which no server needs. */
const shortDocuments: Plugin = {
  name: "short-documents",
  enforce: "pre",
  load: (id) =>
    id.endsWith(".graphql?raw")
      ? `export default ${JSON.stringify(stripIgnoredCharacters(readFileSync(id.replace("?raw", ""), "utf8")))}`
      : undefined,
};

/** One file that any page may load: no framework, no other request. */
export default defineConfig({
  plugins: [
    shortDocuments,
    compression({
      algorithms: [defineAlgorithm("gzip"), defineAlgorithm("brotliCompress")],
      threshold: 0,
    }),
  ],
  build: {
    outDir: "../saleor_loyalty_plugin/storefront/build",
    emptyOutDir: true,
    sourcemap: false,
    // Browsers load it as it is, so not as a library, which would keep its white space.
    rollupOptions: {
      input: fileURLToPath(new URL("src/loyalty.ts", import.meta.url)),
      preserveEntrySignatures: "strict",
      output: { entryFileNames: "loyalty.js" },
    },
  },
  // The tests take the documents from beside this folder.
  server: { fs: { allow: [".."] } },
  test: {
    environment: "jsdom",
    include: ["tests/**/*.test.ts"],
    exclude: ["tests/browser/**"],
    testTimeout: 30_000,
  },
});
