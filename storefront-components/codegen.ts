import type { CodegenConfig } from "@graphql-codegen/cli";

/** Types of what storefronts ask; the documents themselves are taken as text. */
const config: CodegenConfig = {
  schema: process.env["LOYALTY_SCHEMA"] ?? "../.local/schema.json",
  documents: "../graphql/operations/storefront/*.graphql",
  generates: {
    "src/api/generated.ts": {
      plugins: ["typescript-operations"],
      config: {
        enumsAsTypes: true,
        skipTypename: true,
        onlyOperationTypes: true,
        scalars: {
          DateTime: "string",
          Date: "string",
          PositiveDecimal: "number",
          Decimal: "number",
          UUID: "string",
        },
      },
    },
  },
};

export default config;
