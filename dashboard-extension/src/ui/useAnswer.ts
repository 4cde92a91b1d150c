import { useCallback, useEffect, useState } from "react";
import type { AnyVariables, TypedDocumentNode } from "urql";

import { createClient, failureOf, type Failure } from "../api/client";
import { useSession } from "../bridge/useSession";

export type Answer<Data> =
  | { state: "loading" }
  | { state: "failed"; failure: Failure }
  | { state: "there"; data: Data };

export const client = createClient();

/**
 * Asks once the dashboard has handed over a token, and again with `again`. While it asks anew
 * (`isBusy`), the last answer stays. `isEnough` says whether data that came with an error will do.
 */
export function useAnswer<Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  isEnough: (data: Data) => boolean = never,
): { answer: Answer<Data>; isBusy: boolean; again: () => void } {
  const { ready } = useSession();
  const [answer, setAnswer] = useState<Answer<Data>>({ state: "loading" });
  const [isBusy, setBusy] = useState(true);
  const [round, setRound] = useState(0);
  const key = JSON.stringify(variables);
  useEffect(() => {
    if (!ready) return;
    let isCurrent = true;
    setBusy(true);
    void client
      .query(document, JSON.parse(key) as Variables)
      .toPromise()
      .then(({ data, error }) => {
        if (!isCurrent) return;
        setBusy(false);
        if (data && (!error || isEnough(data))) setAnswer({ state: "there", data });
        else if (error) setAnswer({ state: "failed", failure: failureOf(error) });
      });
    return () => {
      isCurrent = false;
    };
  }, [ready, document, key, round, isEnough]);
  const again = useCallback(() => setRound((value) => value + 1), []);
  return { answer, isBusy, again };
}

function never(): boolean {
  return false;
}
