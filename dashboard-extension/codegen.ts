import { readdirSync } from "node:fs";
import { basename, join } from "node:path";

import type { CodegenConfig } from "@graphql-codegen/cli";

const OPERATIONS = "../graphql/operations/staff";

/**
 * Document and types of each operation that staff use, a file for each: a page loads those that it
 * asks, and no others. `make pages` prints the schema first.
 */
const config: CodegenConfig = {
  schema: process.env["LOYALTY_SCHEMA"] ?? "../.local/schema.json",
  config: {
    useTypeImports: true,
    enumsAsTypes: true,
    skipTypename: true,
    onlyOperationTypes: true,
    scalars: {
      DateTime: "string",
      Upload: "File",
      Date: "string",
      Day: "string",
      PositiveDecimal: "number",
      Decimal: "number",
      UUID: "string",
    },
  },
  generates: Object.fromEntries(
    readdirSync(OPERATIONS)
      .filter((file) => file.endsWith(".graphql"))
      .map((file) => [
        `src/api/operations/${basename(file, ".graphql")}.ts`,
        {
          documents: join(OPERATIONS, file),
          plugins: ["typescript-operations", "typed-document-node"],
        },
      ]),
  ),
};

export default config;
