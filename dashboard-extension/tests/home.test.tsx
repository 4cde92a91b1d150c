import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { expect, test } from "vitest";

import { dashboard, handshake, refusal, send, shop, type Reply } from "./dashboard";
import { open as openPage, preparePages } from "./page";

preparePages();

const open = () => openPage(() => import("../src/widgets/home/main"));

function overview(values: object = {}): Reply {
  return {
    data: {
      loyaltyOverview: {
        program: { id: "p1", name: "Loyalty" },
        standing: {
          membersCount: 1234,
          newMembersCount: 20,
          pointsInCirculation: 758000,
          values: [{ amount: 7580, currency: "EUR" }],
        },
        thisMonth: { pointsEarned: 10580, pointsSpent: 3000 },
        monthBefore: { pointsEarned: 9000, pointsSpent: 2500 },
        waitingClaims: { count: 1 },
        blockedOrders: { count: 2 },
        failedDeliveries: { emailsCount: 3, requestsCount: 1 },
        ...values,
      },
    },
  };
}

test("shows key figures with one request", async () => {
  const requests = shop(() => overview());
  await open();
  await handshake();
  await screen.findByText("758,000");

  expect(requests.map(({ operation }) => operation)).toEqual(["LoyaltyHomeWidget"]);
  const figures = [...document.querySelectorAll("dl > div")].map((item) => item.textContent);
  expect(figures).toEqual([
    "Members1,23420 new this month",
    "Points in circulation758,000€7,580.00",
    "Earned this month10,5809,000 in the same days of last month",
    "Spent this month3,0002,500 in the same days of last month",
  ]);
  const found = await axe.run(document.body, { rules: { "color-contrast": { enabled: false } } });
  expect(found.violations.map((item) => item.id)).toEqual([]);
});

test("leads to what waits for staff", async () => {
  shop(() => overview());
  await open();
  await handshake();
  const told = dashboard();
  for (const name of [
    "1 claim to fulfil",
    "2 orders could not be settled",
    "3 e-mails were given up",
    "1 request to a webhook was given up",
    "Open overview",
  ]) {
    await userEvent.click(await screen.findByRole("button", { name }));
  }

  const targets = told
    .filter((message) => message.type === "redirect")
    .map((message) => message.payload["to"]);
  expect(targets).toEqual(
    ["/claims", "/", "/messages/sent", "/messages/webhooks", "/"].map((route) => `/extensions/app/QXBwOjE%3D${route}`),
  );
});

test("says nothing of staff where nothing waits, and shows what came in time", async () => {
  shop(() =>
    overview({
      waitingClaims: { count: 0 },
      blockedOrders: { count: 0 },
      failedDeliveries: { emailsCount: 0, requestsCount: 0 },
      thisMonth: null,
      monthBefore: null,
    }),
  );
  await open();
  await handshake();

  await screen.findByText("This took too long to add up.");
  screen.getByText("758,000");
  expect(screen.getAllByRole("button")).toHaveLength(1);
});

test("who may not see members is told so; German fits", async () => {
  let reply = refusal("PermissionDenied");
  shop(() => reply);
  await open();
  await handshake();
  await screen.findByRole("alert");

  reply = overview();
  await open();
  await handshake();
  await send("localeChanged", { locale: "de" });
  await screen.findByRole("button", { name: "Übersicht öffnen" });
});
