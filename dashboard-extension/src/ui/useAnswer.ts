import { useCallback, useEffect, useRef, useState } from "react";
import type { AnyVariables, TypedDocumentNode } from "urql";

import { createClient, failureOf, type Failure } from "../api/client";
import { notify, onTokenRenewed } from "../bridge/session";
import { useSession } from "../bridge/useSession";
import { text } from "../texts";

export type Answer<Data> =
  | { state: "loading" }
  | { state: "failed"; failure: Failure }
  | { state: "there"; data: Data };

export const client = createClient();

/**
 * Asks once the dashboard has handed over a token, and again with `again`. While it asks anew
 * (`isBusy`), the last answer stays; so it does where asking the same again fails, and the
 * dashboard says so. A token that came too late is no reason to reload: the next one asks again.
 * `isEnough` says whether data that came with an error will do.
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
  const shownKey = useRef<string | null>(null);
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
        if (data && (!error || isEnough(data))) {
          shownKey.current = key;
          setAnswer({ state: "there", data });
          return;
        }
        const failure = error ? failureOf(error) : "broken";
        if (shownKey.current === key && failure !== "denied" && failure !== "expired") {
          notify({ status: "error", title: text(`failure_${failure}`) });
        } else {
          shownKey.current = null;
          setAnswer({ state: "failed", failure });
        }
      });
    return () => {
      isCurrent = false;
    };
  }, [ready, document, key, round, isEnough]);
  const again = useCallback(() => setRound((value) => value + 1), []);
  const isExpired = answer.state === "failed" && answer.failure === "expired";
  useEffect(() => (isExpired ? onTokenRenewed(again) : undefined), [isExpired, again]);
  return { answer, isBusy, again };
}

function never(): boolean {
  return false;
}
