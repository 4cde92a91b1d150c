import { useCallback, useRef, useState } from "react";
import type { AnyVariables, TypedDocumentNode } from "urql";

import { failureOf } from "../api/client";
import { text } from "../texts";
import { client } from "./useAnswer";

export interface Problem {
  readonly field?: string | null;
  readonly message: string;
  /** Nobody knows whether it was carried out: the answer didn't come. */
  readonly isUnanswered?: boolean;
}

interface Payload {
  readonly errors: readonly Problem[];
}

export type Sent<Result> =
  | { payload: Result; problems: readonly [] }
  | { payload: null; problems: readonly Problem[] };

/**
 * Sends a mutation once: its payload where it was carried out, else what is wrong. A payload without
 * errors was carried out, also where something that was asked of it beside could not be read.
 */
export async function sent<Data, Variables extends AnyVariables, Result extends Payload>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  payloadOf: (data: Data) => Result | null | undefined,
): Promise<Sent<Result>> {
  const { data, error } = await client.mutation(document, variables).toPromise();
  const payload = data && payloadOf(data);
  if (payload && payload.errors.length > 0) return { payload: null, problems: payload.errors };
  if (payload) return { payload, problems: [] };
  const message = text(`failure_${error ? failureOf(error) : "broken"}`);
  return { payload: null, problems: [{ message, isUnanswered: Boolean(error?.networkError) }] };
}

/**
 * Sends a mutation. `save` resolves to its payload, or to null where nothing was saved: then
 * `problemOf(field)` says what is wrong with a field, and `others` what belongs to none of `fields`.
 * While one is under way a second is not sent.
 */
export function useSave<Data, Variables extends AnyVariables, Result extends Payload>(
  document: TypedDocumentNode<Data, Variables>,
  payloadOf: (data: Data) => Result | null | undefined,
  fields: readonly string[] = [],
) {
  const [isSaving, setSaving] = useState(false);
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const isBusy = useRef(false);

  async function save(variables: Variables): Promise<Result | null> {
    if (isBusy.current) return null;
    isBusy.current = true;
    setSaving(true);
    setProblems([]);
    try {
      const { payload, problems: found } = await sent(document, variables, payloadOf);
      setProblems(found);
      return payload;
    } finally {
      isBusy.current = false;
      setSaving(false);
    }
  }

  return {
    save,
    isSaving,
    problemOf: (field: string) => problems.find((problem) => problem.field === field)?.message,
    others: problems
      .filter((problem) => !problem.field || !fields.includes(problem.field))
      .map((problem) => problem.message),
    isUnanswered: problems.some((problem) => problem.isUnanswered),
    clear: useCallback(() => setProblems([]), []),
    /** What was wrong with a field that is being changed says nothing about it any more. */
    clearField: useCallback(
      (field: string) =>
        setProblems((found) =>
          found.some((problem) => problem.field === field)
            ? found.filter((problem) => problem.field !== field)
            : found,
        ),
      [],
    ),
  };
}
