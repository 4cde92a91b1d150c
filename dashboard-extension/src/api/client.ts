import { Client, fetchExchange, type CombinedError } from "urql";

import { apiUrl, session, token } from "../bridge/session";

/** Asks the shop's own GraphQL endpoint as the staff member who looks at the page. */
export function createClient(): Client {
  return new Client({
    url: apiUrl(),
    exchanges: [fetchExchange],
    preferGetMethod: false,
    requestPolicy: "network-only",
    fetchOptions: () => ({
      headers: {
        "Authorization-Bearer": token() ?? "",
        // Refusals come in the dashboard's language, not in the browser's.
        "Accept-Language": session().locale,
      },
      credentials: "omit",
    }),
  });
}

export type Failure = "offline" | "expired" | "denied" | "slow" | "broken";

interface SaleorExtensions {
  code?: string;
  exception?: { code?: string };
}

/** Why a request failed, as far as a reader can do something about it. */
export function failureOf(error: CombinedError): Failure {
  if (error.networkError) {
    return error.response === undefined ? "offline" : "broken";
  }
  const codes = error.graphQLErrors.map(
    (item) => (item.extensions as SaleorExtensions).exception?.code ?? "",
  );
  if (codes.some((code) => /^(ExpiredSignature|InvalidToken|InvalidSignature)/.test(code))) {
    return "expired";
  }
  if (codes.includes("PermissionDenied")) return "denied";
  const isSlow = error.graphQLErrors.some(
    (item) => (item.extensions as SaleorExtensions).code === "TOO_SLOW",
  );
  return isSlow ? "slow" : "broken";
}
