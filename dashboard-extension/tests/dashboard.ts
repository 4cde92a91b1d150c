import { act, configure } from "@testing-library/react";
import { beforeEach, vi } from "vitest";

/** The dashboard's side of the frame: messages, and the shop's answers behind them. */

// Machines that are busy with other suites take their time.
configure({ asyncUtilTimeout: 10_000 });

// What a page remembers is not for the next test.
beforeEach(() => localStorage.clear());

const DASHBOARD = "http://localhost:9000";

const RIGHTS = ["MANAGE_DISCOUNTS", "MANAGE_ORDERS", "MANAGE_PRODUCTS", "MANAGE_USERS"];

export const TOKEN = jwt("first");
export const TOKEN_RENEWED = jwt("renewed");

function jwt(id: string): string {
  const part = (value: object) => btoa(JSON.stringify(value)).replaceAll("=", "");
  return [part({ alg: "none" }), part({ jti: id, user_permissions: RIGHTS }), "x"].join(".");
}

export async function send(type: string, payload: object): Promise<void> {
  await act(async () => {
    window.dispatchEvent(
      new MessageEvent("message", { origin: DASHBOARD, data: { type, payload } }),
    );
    await Promise.resolve();
  });
}

/** Twice, as the dashboard does: on `notifyReady` and when the frame has loaded. */
export async function handshake(): Promise<void> {
  const payload = { token: TOKEN, version: 1, saleorVersion: "3.23.0", dashboardVersion: "v3.23.0" };
  await send("handshake", payload);
  await send("handshake", payload);
}

export interface Request {
  operation: string;
  variables: Record<string, unknown>;
  token: string | null;
  /** Files of a multipart request, by the place in the variables that each belongs to. */
  files: Record<string, File>;
}

const NO_CLAIMS = { data: { loyaltyRewardClaims: { totalCount: 0 } } };

export type Reply = { data?: unknown; errors?: unknown[] } | "offline";

/**
 * Answers what the page asks over the network; `requests` is what it asked. How many claims wait is
 * asked by the navigation of every page: without `hasClaims` none does, and nobody is bothered.
 */
export function shop(reply: (request: Request) => Reply, { hasClaims = false } = {}): Request[] {
  const requests: Request[] = [];
  vi.stubGlobal("fetch", (_url: string, init: RequestInit) => {
    const parts = init.body instanceof FormData ? init.body : null;
    const body = JSON.parse(String(parts ? parts.get("operations") : init.body)) as {
      operationName: string;
      variables: Record<string, unknown>;
    };
    const request = {
      operation: body.operationName,
      variables: body.variables,
      token: new Headers(init.headers).get("authorization-bearer"),
      files: parts ? filesOf(parts) : {},
    };
    const isCount = request.operation === "LoyaltyClaimsWaiting" && !hasClaims;
    if (!isCount) requests.push(request);
    const answer = isCount ? NO_CLAIMS : reply(request);
    if (answer === "offline") return Promise.reject(new TypeError("Failed to fetch"));
    return Promise.resolve(
      new Response(JSON.stringify(answer), { headers: { "content-type": "application/json" } }),
    );
  });
  return requests;
}

/** See https://github.com/jaydenseric/graphql-multipart-request-spec. */
function filesOf(parts: FormData): Record<string, File> {
  const map = JSON.parse(String(parts.get("map"))) as Record<string, string[]>;
  return Object.fromEntries(
    Object.entries(map).flatMap(([part, places]) =>
      places.map((place) => [place, parts.get(part) as File]),
    ),
  );
}

export function refusal(code: string): Reply {
  return { errors: [{ message: code, extensions: { exception: { code } } }] };
}

export interface Told {
  type: string;
  payload: Record<string, unknown>;
}

/** What the page tells the dashboard from now on: routes, notices, and where to go. */
export function dashboard(): Told[] {
  const told: Told[] = [];
  vi.spyOn(window.parent, "postMessage").mockImplementation((message: unknown) => {
    told.push(message as Told);
  });
  return told;
}
