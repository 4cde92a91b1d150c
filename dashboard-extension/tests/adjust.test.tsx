import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { expect, test } from "vitest";

import { dashboard, handshake, shop, type Reply, type Request } from "./dashboard";
import { open, preparePages } from "./page";

preparePages();

const CUSTOMER = "VXNlcjox";

function account(balance: number) {
  return {
    id: "a1",
    status: "ACTIVE",
    balance,
    available: balance,
    pending: 0,
    reserved: 0,
    values: [],
    nextExpiry: null,
    tier: null,
    entries: { edges: [] },
  };
}

/** The popup over a customer's page, in a shop where they have an account or none. */
async function openPopup(hasAccount: boolean): Promise<Request[]> {
  let balance = 1240;
  const reply = (request: Request): Reply => {
    if (request.operation === "LoyaltyCustomerWidget") {
      return { data: { loyaltyAccount: hasAccount ? account(balance) : null } };
    }
    const before = hasAccount ? balance : 0;
    if (request.operation === "LoyaltyEntryRevoke") {
      balance -= 50;
      return {
        data: {
          loyaltyEntryRevoke: { account: { id: "a1", balance, available: balance }, entry: null, errors: [] },
        },
      };
    }
    const { dryRun } = request.variables["input"] as { dryRun?: boolean };
    if (!dryRun) balance = before + 50;
    return {
      data: {
        loyaltyPointsAdjust: {
          balanceBefore: before,
          balanceAfter: before + 50,
          account: null,
          entry: dryRun ? null : { id: "e1" },
          errors: [],
        },
      },
    };
  };
  const requests = shop(reply);
  await open(() => import("../src/widgets/adjust/main"));
  await handshake();
  await screen.findByLabelText("Points");
  return requests;
}

test("credits over the customer's page, which follows, and takes it back", async () => {
  const told = dashboard();
  const requests = await openPopup(true);
  expect(requests.map((request) => request.operation)).toEqual(["LoyaltyCustomerWidget"]);
  screen.getByText("1,240 points");
  // The dashboard closes a popup, no app does.
  expect(screen.queryByRole("button", { name: "Cancel" })).toBeNull();
  await userEvent.type(screen.getByLabelText("Points"), "50");
  await screen.findByText("1,240 + 50 = 1,290 points");
  const found = await axe.run(document.body, { rules: { "color-contrast": { enabled: false } } });
  expect(found.violations.map((violation) => violation.id)).toEqual([]);
  await userEvent.click(screen.getByRole("button", { name: "Save" }));

  await screen.findByText("+50 saved. The balance is 1,290.");
  await screen.findByText("1,290 points");
  expect(told.filter((message) => message.type === "refreshEntity")).toHaveLength(1);
  await userEvent.click(screen.getByRole("button", { name: "Undo" }));
  await screen.findByText("Taken back. The balance is 1,240.");
  expect(told.filter((message) => message.type === "refreshEntity")).toHaveLength(2);
  // Another one can be made in the same popup.
  await userEvent.click(screen.getByRole("button", { name: "Close" }));
  await waitFor(() => expect(screen.getByLabelText("Points")).toHaveProperty("value", ""));
});

test("credits who has no account yet", async () => {
  const requests = await openPopup(false);
  screen.getByText("Not a member yet");
  await userEvent.type(screen.getByLabelText("Points"), "50");
  await screen.findByText("0 + 50 = 50 points");
  await userEvent.click(screen.getByRole("button", { name: "Save" }));

  await screen.findByText("+50 saved. The balance is 50.");
  const last = requests.findLast((request) => request.operation === "LoyaltyPointsAdjust");
  expect(last?.variables["input"]).toMatchObject({
    customerId: CUSTOMER,
    points: 50,
    notifyCustomer: null,
  });
});
