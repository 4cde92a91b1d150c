import type { AnyVariables, TypedDocumentNode } from "urql";

import { sent, type Problem } from "./useSave";

/** Sends a mutation that no form stands behind. Resolves to what went wrong, or to "". */
export async function send<Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  payloadOf: (data: Data) => { readonly errors: readonly Problem[] } | null | undefined,
): Promise<string> {
  const { problems } = await sent(document, variables, payloadOf);
  return problems.map((problem) => problem.message).join(" ");
}
