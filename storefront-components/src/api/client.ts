import type { Operation } from "./operations";

/** What went wrong, as far as a shopper can do something about it. */
export type FailureKind = "offline" | "expired" | "broken" | "refused";

export class Failure extends Error {
  constructor(
    readonly kind: FailureKind,
    message = "",
  ) {
    super(message);
  }
}

/** Asked for a token before each request; `isExpired` when the last one was refused as too old. */
export type TokenProvider = (why: {
  isExpired: boolean;
}) => string | null | undefined | Promise<string | null | undefined>;

export interface Connection {
  apiUrl: string;
  tokenProvider: TokenProvider;
  /** A language tag such as `de-AT`, for the words of errors. */
  language: string;
}

interface GraphQLError {
  message: string;
  extensions?: { exception?: { code?: string } };
}

const TIMEOUT_MS = 20_000;
const EXPIRED = /^(ExpiredSignature|InvalidToken|InvalidSignature|JSONWebTokenExpired)/;

/** What is asked in this very moment: later, the answer might be older than the question. */
const underWay = new Map<string, Promise<unknown>>();

/** Data of a query. Who asks the same at the same time gets the same answer. Rejects with Failure. */
export async function query<Data, Variables>(
  connection: Connection,
  operation: Operation<Data, Variables>,
  variables: Variables,
): Promise<Data> {
  const token = await connection.tokenProvider({ isExpired: false });
  const key = JSON.stringify([
    connection.apiUrl,
    token ?? "",
    connection.language,
    operation.text,
    variables,
  ]);
  let answer = underWay.get(key) as Promise<Data> | undefined;
  if (!answer) {
    answer = ask(connection, operation, variables, token);
    if (!underWay.size) setTimeout(() => underWay.clear());
    underWay.set(key, answer);
  }
  return answer;
}

interface Refusable {
  errors: readonly { message: string }[];
}

/** A mutation's payload. Rejects with Failure, `refused` with the shop's own words. */
export async function mutate<Data extends Record<string, unknown>, Variables>(
  connection: Connection,
  operation: Operation<Data, Variables>,
  variables: Variables,
): Promise<NonNullable<Data[keyof Data]>> {
  const token = await connection.tokenProvider({ isExpired: false });
  const data = await ask(connection, operation, variables, token);
  const payload = Object.values(data)[0] as Refusable | null;
  if (!payload) throw new Failure("broken");
  if (payload.errors.length) {
    throw new Failure("refused", payload.errors.map(({ message }) => message).join(" "));
  }
  return payload as unknown as NonNullable<Data[keyof Data]>;
}

/** Asks once more with a new token where the token has expired. */
async function ask<Data, Variables>(
  connection: Connection,
  operation: Operation<Data, Variables>,
  variables: Variables,
  token: string | null | undefined,
): Promise<Data> {
  try {
    return await post(connection, operation, variables, token);
  } catch (error) {
    if (!(error instanceof Failure) || error.kind !== "expired") throw error;
    const renewed = await connection.tokenProvider({ isExpired: true });
    if (!renewed || renewed === token) throw error;
    return post(connection, operation, variables, renewed);
  }
}

async function post<Data, Variables>(
  { apiUrl, language }: Connection,
  { text }: Operation<Data, Variables>,
  variables: Variables,
  token: string | null | undefined,
): Promise<Data> {
  const headers: Record<string, string> = {
    "Content-Type": "application/json",
    "Accept-Language": language,
  };
  if (token) headers["Authorization"] = `Bearer ${token}`;
  let response: Response;
  try {
    response = await fetch(apiUrl, {
      method: "POST",
      headers,
      body: JSON.stringify({ query: text, variables }),
      credentials: "omit",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch {
    throw new Failure("offline");
  }
  const answer = (await response.json().catch(() => null)) as {
    data?: Data;
    errors?: GraphQLError[];
  } | null;
  const errors = answer?.errors ?? [];
  if (errors.some(({ extensions }) => EXPIRED.test(extensions?.exception?.code ?? ""))) {
    throw new Failure("expired");
  }
  if (!answer?.data || errors.length) throw new Failure("broken", errors[0]?.message);
  return answer.data;
}

/** Collects what several ask for within a moment, and asks for all of it at once. */
export class Batch<Item> {
  #waiting = new Map<string, ((item: Item | undefined) => void)[]>();
  #failing: ((error: unknown) => void)[] = [];

  /** `load` gets each ID once, at most `size` of them; what it does not find stays undefined. */
  constructor(
    private readonly load: (ids: string[]) => Promise<Map<string, Item>>,
    private readonly size = 100,
  ) {}

  get(id: string): Promise<Item | undefined> {
    return new Promise((resolve, reject) => {
      if (!this.#waiting.size) setTimeout(() => this.#send());
      this.#waiting.set(id, [...(this.#waiting.get(id) ?? []), resolve]);
      this.#failing.push(reject);
    });
  }

  async #send(): Promise<void> {
    const waiting = this.#waiting;
    const failing = this.#failing;
    this.#waiting = new Map();
    this.#failing = [];
    const ids = [...waiting.keys()];
    try {
      for (let start = 0; start < ids.length; start += this.size) {
        const part = ids.slice(start, start + this.size);
        const found = await this.load(part);
        for (const id of part) waiting.get(id)?.forEach((resolve) => resolve(found.get(id)));
      }
    } catch (error) {
      failing.forEach((reject) => reject(error));
    }
  }
}
