import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { beforeEach, expect, test } from "vitest";

import { dashboard, handshake, refusal, send, shop, type Reply, type Request } from "./dashboard";
import { open, preparePages } from "./page";

preparePages();

const BASE = "/plugins/saleor.loyalty/app/?id=QXBwOjE=&saleorApiUrl=http://localhost:8000/graphql/";
beforeEach(() => window.history.replaceState(null, "", BASE));

const MONTHS = Array.from({ length: 12 }, (_, place) => ({
  // Midnight in Berlin, where it is summer for a part of the year.
  startsAt: new Date(Date.UTC(2026, 10 + place, 1, -1)).toISOString(),
  endsAt: new Date(Date.UTC(2026, 11 + place, 1, -1)).toISOString(),
  points: place === 1 ? 1200 : 0,
}));
const MOVED = { startsAt: "2026-10-31T23:00:00Z", endsAt: "2026-11-22T10:00:00Z" };

const STANDING = {
  membersCount: 1234,
  newMembersCount: 20,
  newMembersBeforeCount: 17,
  pointsInCirculation: 758000,
  pointsPending: 80,
  values: [{ amount: 7580, currency: "EUR" }],
  redemptionRate: 28.4,
};

function overview(values: object = {}): object {
  return {
    asOf: "2026-11-22T10:00:00Z",
    timeZone: "Europe/Berlin",
    program: { id: "p1", name: "Loyalty" },
    standing: STANDING,
    thisMonth: { ...MOVED, pointsEarned: 10580, pointsSpent: 3000, pointsExpired: 0 },
    monthBefore: { ...MOVED, pointsEarned: 9000, pointsSpent: 2500, pointsExpired: 5 },
    expiryCalendar: MONTHS,
    topTier: {
      tier: { id: "t3", name: "Gold" },
      newest: [
        {
          since: "2026-11-20T10:00:00Z",
          account: {
            id: "QWNjb3VudDox",
            balance: 1240,
            customer: { id: "u1", firstName: "Ann", lastName: "Lee", email: "ann@example.com" },
          },
        },
      ],
    },
    waitingClaims: { count: 2, oldestAt: "2026-11-10T10:00:00Z" },
    failedDeliveries: { emailsCount: 3, requestsCount: 1, newestAt: "2026-11-22T09:00:00Z" },
    emailPauses: [
      {
        since: "2026-11-20T10:00:00Z",
        error: "(535, b'Wrong password')",
        nextTryAt: "2026-11-20T10:15:00Z",
      },
    ],
    brokenTemplates: [
      { kind: "TIER_RAISED", languageCode: "de", failures: 2, failedAt: "2026-11-22T09:00:00Z" },
    ],
    blockedOrders: {
      count: 6,
      newest: [
        {
          orderId: "T3JkZXI6MQ==",
          number: "1042",
          error: "ValueError: no",
          attempts: 3,
          failedAt: "2026-11-22T09:00:00Z",
        },
      ],
    },
    ...values,
  };
}

const COUNTS: Record<string, number> = { DAY: 30, WEEK: 13, MONTH: 12 };

function chart({ variables }: Request): Reply {
  const count = COUNTS[String(variables["interval"])] ?? 0;
  expect(variables["count"]).toBe(count);
  const pointsMoved = Array.from({ length: count }, (_, place) => ({
    startsAt: new Date(Date.UTC(2026, 0, 1 + place, 23)).toISOString(),
    endsAt: new Date(Date.UTC(2026, 0, 2 + place, 23)).toISOString(),
    pointsEarned: 1000 + place,
    pointsSpent: 200,
    pointsExpired: place === 0 ? -7 : 0,
  }));
  return { data: { loyaltyOverview: { timeZone: "Europe/Berlin", pointsMoved } } };
}

function answer(values: object = {}, errors?: unknown[]) {
  return (request: Request): Reply => {
    if (request.operation === "LoyaltyOverviewChart") return chart(request);
    const data = { loyaltyOverview: overview(values) };
    return errors ? { data, errors } : { data };
  };
}

async function openPage(): Promise<void> {
  await open(() => import("../src/app/main"));
  await handshake();
}

function figure(name: string): string {
  return screen.getByText(name, { selector: "dt" }).parentElement?.textContent ?? "";
}

test("shows how the program does, beside the same days of the month before", async () => {
  shop(answer());
  await openPage();
  await screen.findByText("758,000");

  expect(screen.getByRole("link", { name: "Overview" }).getAttribute("aria-current")).toBe("page");
  expect(figure("Members")).toContain("1,23420 new this month, 17 in the same days");
  expect(figure("Points in circulation")).toContain("worth €7,580.00; 80 of them");
  expect(figure("Earned this month")).toContain("10,5809,000 in the same days");
  expect(figure("Spent this month")).toContain("3,0002,500 in the same days");
  expect(figure("Redemption rate")).toContain("28.4%");
});

test("where there are several programs, each has its overview", async () => {
  const programs = [
    { id: "p1", name: "Loyalty" },
    { id: "p2", name: "Tokyo Club" },
  ];
  const requests = shop((request) => {
    const { operation, variables } = request;
    if (operation === "LoyaltyProgramNames") {
      return { data: { loyaltyPrograms: { edges: programs.map((node) => ({ node })) } } };
    }
    const program = programs.find(({ id }) => id === variables["programId"]);
    return answer(program && { program, standing: { ...STANDING, membersCount: 7 } })(request);
  });
  await openPage();
  const choice = await screen.findByLabelText<HTMLSelectElement>("Program");
  expect(choice.selectedOptions[0]?.text).toBe("Loyalty");
  expect(figure("Members")).toContain("1,234");
  await userEvent.selectOptions(choice, "Tokyo Club");
  await screen.findByText("7", { selector: "dd" });
  const asked = (operation: string) =>
    requests
      .filter((request) => request.operation === operation)
      .map(({ variables }) => variables["programId"]);
  expect(asked("LoyaltyOverview")).toEqual([null, "p2"]);
  expect(asked("LoyaltyOverviewChart")).toEqual(["p1", "p2"]);

  // Who comes back finds the same program.
  await userEvent.click(screen.getByRole("link", { name: "Members" }));
  await screen.findByRole("heading", { name: "Members" });
  await userEvent.click(screen.getByRole("link", { name: "Overview" }));
  await screen.findByText("7", { selector: "dd" });
});

test("one program leaves nothing to choose", async () => {
  shop(answer());
  await openPage();
  await screen.findByText("758,000");
  expect(screen.queryByLabelText("Program")).toBeNull();
});

test("months are those of the program's clock, wherever the reader is", async () => {
  shop(answer());
  await openPage();
  const panel = await screen.findByRole("region", { name: "Points that run out" });

  const rows = within(panel).getAllByRole("row").slice(1);
  expect(rows).toHaveLength(12);
  expect(rows[0]?.textContent).toBe("Nov 20260");
  expect(rows[1]?.textContent).toBe("Dec 20261,200");
});

test("says what waits for staff, and leads there", async () => {
  shop(answer());
  await openPage();
  const panel = await screen.findByRole("region", { name: "Waiting for staff" });
  const told = dashboard();

  expect(panel.textContent).toContain("2 claims to fulfil, the oldest claimed");
  expect(panel.textContent).toContain("6 orders could not be settled");
  expect(panel.textContent).toContain("tried 3 times");
  expect(within(panel).getByRole("link", { name: "Open claims" }).getAttribute("href")).toMatch(
    /\/claims$/,
  );
  expect(panel.textContent).toContain("3 e-mails could not be sent and were given up, the newest");
  expect(panel.textContent).toContain("1 request to a webhook was not taken and was given up");
  expect(panel.textContent).toContain("“Higher tier” in German is broken: 2 e-mails had");
  expect(panel.textContent).toMatch(/No e-mails can be sent since Nov 20, 2026.*Next try: Nov 20, 2026/);
  within(panel).getByText("(535, b'Wrong password')");
  const [first, ...others] = within(panel).getAllByRole("link", { name: "Open messages" });
  expect(others).toHaveLength(1);
  expect(first?.getAttribute("href")).toMatch(/\/messages\/sent$/);
  const links = ["Open webhooks", "Mend it"].map((name) =>
    within(panel).getByRole("link", { name }).getAttribute("href")?.replace(/^.*\/app/, ""),
  );
  expect(links).toEqual([
    "/messages/webhooks",
    "/messages/template/p1/TIER_RAISED/de",
  ]);
  await userEvent.click(within(panel).getByRole("button", { name: "Order 1042" }));
  expect(told.find((message) => message.type === "redirect")?.payload).toMatchObject({
    to: "/orders/T3JkZXI6MQ%3D%3D",
  });
});

test("newcomers to the top tier lead to their pages", async () => {
  shop(answer());
  await openPage();
  const panel = await screen.findByRole("region", { name: "Newest in Gold" });

  expect(within(panel).getByRole("link", { name: "Ann Lee" }).getAttribute("href")).toMatch(
    /\/members\/QWNjb3VudDox$/,
  );
  expect(panel.textContent).toContain("1,240 points");
});

test("the chart's numbers stand in a table, by days, weeks or months", async () => {
  const requests = shop(answer());
  await openPage();
  await screen.findByRole("img", { name: /30 days/ });
  await userEvent.click(screen.getByText("As a table"));

  const rows = within(screen.getByRole("region", { name: "As a table" }))
    .getAllByRole("row")
    .slice(1);
  expect(rows).toHaveLength(30);
  // The newest first.
  expect(rows[29]?.textContent).toBe("Jan 21,000200-7");
  await userEvent.click(screen.getByRole("button", { name: "12 months" }));
  await screen.findByRole("img", { name: /12 months/ });

  const asked = requests.filter(({ operation }) => operation === "LoyaltyOverviewChart");
  expect(asked.map(({ variables }) => variables)).toEqual([
    { programId: "p1", interval: "DAY", count: 30 },
    { programId: "p1", interval: "MONTH", count: 12 },
  ]);
  // The rest of the page is not asked for again.
  expect(requests.filter(({ operation }) => operation === "LoyaltyOverview")).toHaveLength(1);
});

test("what took too long is said, and the rest is there", async () => {
  const requests = shop(
    answer({ thisMonth: null, monthBefore: null, expiryCalendar: null }, [
      { message: "slow", extensions: { code: "TOO_SLOW" } },
    ]),
  );
  await openPage();
  await screen.findByText("758,000");

  expect(screen.getAllByText("This took too long to add up.")).toHaveLength(2);
  const [again] = screen.getAllByRole("button", { name: "Try again" });
  if (again) await userEvent.click(again);
  const asked = requests.filter(({ operation }) => operation === "LoyaltyOverview");
  expect(asked).toHaveLength(2);
});

test("without members it says what to do first", async () => {
  const standing = { membersCount: 0 };
  const nothing = { waitingClaims: { count: 0, oldestAt: null }, blockedOrders: { count: 0 } };
  shop(answer({ standing, ...nothing }));
  await openPage();

  const link = await screen.findByRole("link", { name: "Open the program" });
  expect(link.getAttribute("href")).toMatch(/\/program$/);
  expect(screen.queryByRole("region")).toBeNull();
});

test("nothing that waits, and a program without tiers or points that run out", async () => {
  shop(
    answer({
      waitingClaims: { count: 0, oldestAt: null },
      failedDeliveries: { emailsCount: 0, requestsCount: 0, newestAt: null },
      emailPauses: [],
      brokenTemplates: [],
      blockedOrders: { count: 0, newest: [] },
      topTier: null,
      expiryCalendar: MONTHS.map((month) => ({ ...month, points: 0 })),
    }),
  );
  await openPage();

  await screen.findByText("Nothing waits for staff.");
  screen.getByText("No points run out within twelve months.");
  expect(screen.queryByText(/Newest in/)).toBeNull();
});

test("denied and offline have their words", async () => {
  let reply: Reply = refusal("PermissionDenied");
  shop(() => reply);
  await openPage();
  await screen.findByRole("alert");
  reply = "offline";
  await openPage();
  await screen.findByRole("button", { name: "Try again" });
});

test("breaks no rule of accessibility, and speaks German", async () => {
  shop(answer());
  await openPage();
  await screen.findByRole("img", { name: /30 days/ });
  const found = await axe.run(document.body, { rules: { "color-contrast": { enabled: false } } });
  expect(found.violations.map((item) => item.id)).toEqual([]);
  await send("localeChanged", { locale: "de" });
  await screen.findByRole("region", { name: "Wartet auf Mitarbeiter" });
  expect(figure("Punkte im Umlauf")).toContain("758.000");
});
