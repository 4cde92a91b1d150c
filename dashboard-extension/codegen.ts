import type { CodegenConfig } from "@graphql-codegen/cli";

/** Documents and types of the operations that staff use; `make pages` prints the schema first. */
const config: CodegenConfig = {
  schema: process.env["LOYALTY_SCHEMA"] ?? "../.local/schema.json",
  documents: "../graphql/operations/staff/*.graphql",
  generates: {
    "src/api/generated.ts": {
      plugins: ["typescript-operations", "typed-document-node"],
      config: {
        useTypeImports: true,
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
