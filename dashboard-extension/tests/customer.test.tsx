import { cleanup, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { act } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import {
  dashboard,
  handshake,
  refusal,
  send,
  shop,
  TOKEN,
  TOKEN_RENEWED,
  type Reply,
  type Request,
} from "./dashboard";

const ACCOUNT = {
  id: "TG95YWx0eUFjY291bnQ6MQ==",
  status: "ACTIVE",
  balance: 1240,
  pending: 80,
  reserved: 0,
  values: [{ amount: 12.4, currency: "EUR" }],
  nextExpiry: { points: 200, expiresAt: "2026-12-31T23:00:00Z" },
  tier: {
    tier: { id: "t2", name: "Silver" },
    nextTier: { id: "t3", name: "Gold" },
    missingAmount: 140,
    percentage: 86,
    currency: "EUR",
  },
  entries: {
    edges: [
      {
        node: {
          id: "e1",
          createdAt: "2026-11-22T10:00:00Z",
          points: 49,
          reason: "Order 1042",
          note: "",
          reversedBy: null,
        },
      },
    ],
  },
};

function account(values: object = {}): Reply {
  return { data: { loyaltyAccount: { ...ACCOUNT, ...values } } };
}

function adjusted(request: Request): Reply {
  const input = request.variables["input"] as { points: number; dryRun?: boolean };
  return {
    data: {
      loyaltyPointsAdjust: {
        balanceBefore: 1240,
        balanceAfter: 1240 + input.points,
        account: { id: ACCOUNT.id, balance: 1240, available: 1240 },
        entry: input.dryRun
          ? null
          : { id: "e2", points: input.points, balanceAfter: 0, reason: "", note: "" },
        errors: [],
      },
    },
  };
}

/** Loads the page anew, as a frame does: with a bridge and a language of its own. */
async function open(): Promise<void> {
  vi.resetModules();
  document.body.innerHTML = '<div id="root"></div>';
  await act(async () => {
    await import("../src/widgets/customer/main");
  });
}

beforeEach(() => {
  vi.useRealTimers();
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe() {}
      disconnect() {}
    },
  );
});

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

test("shows the account with one request, also when the dashboard shakes hands twice", async () => {
  const requests = shop(() => account());
  await open();
  expect(requests).toEqual([]);
  await handshake();

  await screen.findByText("1,240 points");
  expect(screen.getByText("worth €12.40")).toBeTruthy();
  expect(screen.getByText("€140.00 to Gold")).toBeTruthy();
  expect(screen.getByText("+49")).toBeTruthy();
  expect(screen.getByText(/200 points expire on/)).toBeTruthy();
  expect(requests.map((request) => request.operation)).toEqual(["LoyaltyCustomerWidget"]);
  expect(requests[0]?.variables["customerId"]).toBe("VXNlcjox");
});

test("speaks German once the dashboard does", async () => {
  shop(() => account());
  await open();
  await send("localeChanged", { locale: "de" });
  await handshake();

  await screen.findByText("1.240 Punkte");
  expect(document.documentElement.lang).toBe("de");
});

test("keeps what was typed when the language changes, and remembers it", async () => {
  const requests = shop((request) =>
    request.operation === "LoyaltyPointsAdjust" ? adjusted(request) : account(),
  );
  await open();
  await handshake();
  await userEvent.click(await screen.findByText("Credit / debit"));
  await userEvent.type(screen.getByLabelText("Points"), "50");
  await send("localeChanged", { locale: "de" });

  expect(await screen.findByLabelText("Punkte")).toHaveProperty("value", "50");
  await screen.findByText("1.240 + 50 = 1.290 Punkte");

  cleanup();
  const asked = requests.length;
  await open();
  await handshake();
  await send("localeChanged", { locale: "de" });
  await screen.findByText("1.240 Punkte");
  expect(requests.slice(asked).map((request) => request.variables["languageCode"])).toEqual(["DE"]);
});

test("a token that came too late needs no reload: the next one asks again", async () => {
  shop((request) =>
    request.token === TOKEN_RENEWED ? account() : refusal("ExpiredSignatureError"),
  );
  await open();
  await handshake();
  await screen.findByText("Your session has ended. Reload the dashboard.");
  await send("tokenRefresh", { token: TOKEN_RENEWED });

  await screen.findByText("1,240 points");
});

test("what was saved can be undone though the shop went away right after", async () => {
  const told = dashboard();
  let isAway = false;
  shop((request) => {
    if (request.operation === "LoyaltyPointsAdjust") return adjusted(request);
    return isAway ? "offline" : account();
  });
  await open();
  await handshake();
  await userEvent.click(await screen.findByText("Credit / debit"));
  await userEvent.type(screen.getByLabelText("Points"), "50");
  await screen.findByText("1,240 + 50 = 1,290 points");
  isAway = true;
  await userEvent.click(screen.getByText("Save"));

  await screen.findByText("+50 saved. The balance is 1,290.");
  await waitFor(() =>
    expect(told.filter((action) => action.type === "notification")).toHaveLength(1),
  );
  expect(screen.getByText("Undo")).toBeTruthy();
  expect(screen.getByText("1,240 points")).toBeTruthy();
});

test("saving again after a lost answer is the same intention, with other points another", async () => {
  let isAway = true;
  const requests = shop((request) => {
    if (request.operation !== "LoyaltyPointsAdjust") return account();
    const { dryRun } = request.variables["input"] as { dryRun?: boolean };
    return isAway && !dryRun ? "offline" : adjusted(request);
  });
  await open();
  await handshake();
  await userEvent.click(await screen.findByText("Credit / debit"));
  const field = screen.getByLabelText("Points");
  async function save(points: string) {
    await userEvent.clear(field);
    await userEvent.type(field, points);
    await screen.findByText(new RegExp(`1,240 \\+ ${points} =`));
    await userEvent.click(screen.getByText("Save"));
    await screen.findByText(/can't be reached|saved/);
  }
  await save("50");
  await save("60");
  isAway = false;
  await save("50");

  const keys = requests.flatMap((request) => {
    const input = request.variables["input"] as { dryRun?: boolean; idempotencyKey: string };
    return input?.dryRun === false || input?.idempotencyKey ? [input.idempotencyKey] : [];
  });
  expect(keys).toHaveLength(3);
  expect(keys[2]).toBe(keys[0]);
  expect(keys[1]).not.toBe(keys[0]);
});

test("undoes once, however often it is clicked", async () => {
  const requests = shop((request) => {
    if (request.operation === "LoyaltyPointsAdjust") return adjusted(request);
    if (request.operation !== "LoyaltyEntryRevoke") return account();
    return {
      data: {
        loyaltyEntryRevoke: {
          account: { id: ACCOUNT.id, balance: 1240, available: 1240 },
          entry: null,
          errors: [],
        },
      },
    };
  });
  await open();
  await handshake();
  await userEvent.click(await screen.findByText("Credit / debit"));
  await userEvent.type(screen.getByLabelText("Points"), "50");
  await screen.findByText("1,240 + 50 = 1,290 points");
  await userEvent.click(screen.getByText("Save"));
  await userEvent.dblClick(await screen.findByText("Undo"));

  await screen.findByText("Taken back. The balance is 1,240.");
  expect(requests.filter(({ operation }) => operation === "LoyaltyEntryRevoke")).toHaveLength(1);
});

test.each([
  ["v3.22.44", 0],
  ["2.100.0", 0],
  ["v3.23.27", 1],
  ["3.100.0", 1],
  ["v4.0.1", 1],
  ["our-own", 1],
])("tells the dashboard %s its height where it listens", async (dashboardVersion, times) => {
  const told = dashboard();
  vi.stubGlobal(
    "ResizeObserver",
    class {
      constructor(private readonly changed: () => void) {}
      observe(node: Element) {
        vi.spyOn(node, "scrollHeight", "get").mockReturnValue(180);
        this.changed();
      }
      disconnect() {}
    },
  );
  shop(() => account());
  await open();
  await send("handshake", { token: TOKEN, version: 1, saleorVersion: "3.22", dashboardVersion });
  await screen.findByText("1,240 points");

  const heights = told.filter((action) => action.type === "widgetResize");
  expect(heights).toHaveLength(times);
  if (times) expect(heights[0]?.payload["height"]).toBe(180);
});

test("turns dark with the dashboard", async () => {
  shop(() => account());
  await open();
  await handshake();
  await send("theme", { theme: "dark" });

  await waitFor(() => expect(document.documentElement.dataset["theme"]).toBe("dark"));
});

test("who has no account is no error", async () => {
  shop(() => ({ data: { loyaltyAccount: null } }));
  await open();
  await handshake();

  await screen.findByText("Not a member yet");
  expect(screen.getByText("Credit / debit")).toBeTruthy();
});

test.each([
  ["offline" as const, "The shop can't be reached. Check your connection.", true],
  [refusal("PermissionDenied"), "You need the right to manage customers to see this.", false],
  [refusal("ExpiredSignatureError"), "Your session has ended. Reload the dashboard.", false],
  [refusal("ValueError"), "Something went wrong in the shop.", true],
])("says what went wrong: %s", async (reply, sentence, canTryAgain) => {
  let answer: Reply = reply;
  shop(() => answer);
  await open();
  await handshake();

  await screen.findByText(sentence);
  const button = screen.queryByText("Try again");
  expect(button !== null).toBe(canTryAgain);
  if (button === null) return;
  answer = account();
  await userEvent.click(button);
  await screen.findByText("1,240 points");
});

test("credits after showing the new balance, once, and takes it back", async () => {
  const requests = shop((request) => {
    if (request.operation === "LoyaltyPointsAdjust") return adjusted(request);
    if (request.operation === "LoyaltyEntryRevoke") {
      return {
        data: {
          loyaltyEntryRevoke: {
            account: { id: ACCOUNT.id, balance: 1240, available: 1240 },
            entry: null,
            errors: [],
          },
        },
      };
    }
    return account();
  });
  await open();
  await handshake();
  await userEvent.click(await screen.findByText("Credit / debit"));
  const save = screen.getByText("Save");
  expect(save).toHaveProperty("disabled", true);
  await userEvent.type(screen.getByLabelText("Points"), "50");
  await screen.findByText("1,240 + 50 = 1,290 points");
  await send("tokenRefresh", { token: TOKEN_RENEWED });
  await userEvent.selectOptions(screen.getByLabelText("E-mail to the customer"), "Send none");
  await userEvent.dblClick(save);

  await screen.findByText("+50 saved. The balance is 1,290.");
  const written = requests.filter(
    (request) =>
      request.operation === "LoyaltyPointsAdjust" &&
      !(request.variables["input"] as { dryRun?: boolean }).dryRun,
  );
  expect(written).toHaveLength(1);
  expect(written[0]?.token).toBe(TOKEN_RENEWED);
  expect((written[0]?.variables["input"] as { idempotencyKey: string }).idempotencyKey).toMatch(
    /^[0-9a-f-]{36}$/,
  );
  expect(written[0]?.variables["input"]).toMatchObject({ points: 50, notifyCustomer: false });
  await userEvent.click(screen.getByText("Undo"));
  await screen.findByText("Taken back. The balance is 1,240.");
});

test("shows the shop's own words when it refuses", async () => {
  shop((request) =>
    request.operation === "LoyaltyPointsAdjust"
      ? {
          data: {
            loyaltyPointsAdjust: {
              balanceBefore: null,
              balanceAfter: null,
              account: null,
              entry: null,
              errors: [{ field: "points", message: "Only 1240 points are there.", code: "INVALID" }],
            },
          },
        }
      : account(),
  );
  await open();
  await handshake();
  await userEvent.click(await screen.findByText("Credit / debit"));
  await userEvent.click(screen.getByLabelText("Debit"));
  await userEvent.type(screen.getByLabelText("Points"), "5000");

  await screen.findByText("Only 1240 points are there.");
  expect(screen.getByText("Save")).toHaveProperty("disabled", true);
});

test("opens the account's own page in the dashboard", async () => {
  const told = dashboard();
  shop(() => account());
  await open();
  await handshake();
  await userEvent.click(await screen.findByText("Open account"));

  expect(told.at(-1)).toMatchObject({
    type: "redirect",
    payload: { to: "/extensions/app/QXBwOjE%3D/members/TG95YWx0eUFjY291bnQ6MQ%3D%3D" },
  });
});

test("can be used without eyes: axe finds nothing", async () => {
  shop((request) =>
    request.operation === "LoyaltyPointsAdjust" ? adjusted(request) : account(),
  );
  await open();
  await handshake();
  await userEvent.click(await screen.findByText("Credit / debit"));
  await userEvent.type(screen.getByLabelText("Points"), "50");
  await screen.findByText("1,240 + 50 = 1,290 points");

  // Colours are drawn by browsers alone.
  const found = await axe.run(document.body, { rules: { "color-contrast": { enabled: false } } });
  expect(found.violations.map((violation) => violation.id)).toEqual([]);
});
