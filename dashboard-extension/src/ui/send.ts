import type { AnyVariables, TypedDocumentNode } from "urql";

import { failureOf } from "../api/client";
import { text } from "../texts";
import { client } from "./useAnswer";

interface Payload {
  readonly errors: readonly { readonly message: string }[];
}

/** Sends a mutation that no form stands behind. Resolves to what went wrong, or to "". */
export async function send<Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  payloadOf: (data: Data) => Payload | null | undefined,
): Promise<string> {
  const { data, error } = await client.mutation(document, variables).toPromise();
  const payload = data && payloadOf(data);
  if (payload) return payload.errors.map((problem) => problem.message).join(" ");
  return text(`failure_${error ? failureOf(error) : "broken"}`);
}
