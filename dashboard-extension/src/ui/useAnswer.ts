import { useCallback, useEffect, useState } from "react";
import type { AnyVariables, TypedDocumentNode } from "urql";

import { createClient, failureOf, type Failure } from "../api/client";
import { useSession } from "../bridge/useSession";

export type Answer<Data> =
  | { state: "loading" }
  | { state: "failed"; failure: Failure }
  | { state: "there"; data: Data };

export const client = createClient();

/** Asks once the dashboard has handed over a token, and again with `again`. */
export function useAnswer<Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): { answer: Answer<Data>; again: () => void } {
  const { ready } = useSession();
  const [answer, setAnswer] = useState<Answer<Data>>({ state: "loading" });
  const [round, setRound] = useState(0);
  const key = JSON.stringify(variables);
  useEffect(() => {
    if (!ready) return;
    let isCurrent = true;
    void client
      .query(document, JSON.parse(key) as Variables)
      .toPromise()
      .then(({ data, error }) => {
        if (!isCurrent) return;
        if (error) setAnswer({ state: "failed", failure: failureOf(error) });
        else if (data) setAnswer({ state: "there", data });
      });
    return () => {
      isCurrent = false;
    };
  }, [ready, document, key, round]);
  const again = useCallback(() => setRound((value) => value + 1), []);
  return { answer, again };
}
