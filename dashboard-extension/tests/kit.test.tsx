import { act, cleanup, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { useState } from "react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { setLanguage } from "../src/texts";
import { downloadCsv } from "../src/ui/csv";
import { DateTimeField, NumberField, SelectField, Switch, TextField } from "../src/ui/form/fields";
import { Picker, type Item, type Source } from "../src/ui/form/Picker";
import { SortableList } from "../src/ui/form/SortableList";
import { Pager } from "../src/ui/Pager";
import { usePages } from "../src/ui/paging";
import { SearchField } from "../src/ui/SearchField";
import { Undo, type Undoable } from "../src/ui/Undo";
import { useOpen } from "../src/ui/useOpen";
import { preparePages } from "./page";

preparePages();

async function violations(node: Element): Promise<string[]> {
  // Colours have no place in jsdom; the tests in a browser look at them.
  const found = await axe.run(node, { rules: { "color-contrast": { enabled: false } } });
  return found.violations.flatMap(({ id, nodes }) => nodes.map((item) => `${id}: ${item.html}`));
}

const TEAS: Item[] = [
  { id: "1", name: "Assam" },
  { id: "2", name: "Sencha", about: "100 g" },
  { id: "3", name: "Sencha", about: "250 g" },
];
const teas: Source = {
  search: (words) =>
    Promise.resolve(TEAS.filter((tea) => tea.name.toLowerCase().includes(words.toLowerCase()))),
  named: (ids) => Promise.resolve(TEAS.filter((tea) => ids.includes(tea.id))),
};

describe("fields", () => {
  afterEach(() => setLanguage("en"));

  test("a number is written and read as the language does it", async () => {
    const user = userEvent.setup();
    const values: (number | null)[] = [];
    setLanguage("de");
    render(
      <NumberField
        label="Betrag"
        value={1240.5}
        decimals={2}
        onChange={(value) => values.push(value)}
      />,
    );
    const field = screen.getByLabelText<HTMLInputElement>("Betrag");
    expect(field.value).toBe("1.240,5");
    await user.clear(field);
    await user.type(field, "2.000,75");
    await user.tab();
    expect(values.at(-1)).toBe(2000.75);
  });

  test("a moment is the reader's own, and goes out as the API writes it", async () => {
    const user = userEvent.setup();
    const values: (string | null)[] = [];
    render(<DateTimeField label="From" value={null} onChange={(value) => values.push(value)} />);
    await user.type(screen.getByLabelText("From"), "2026-12-24T18:00");
    expect(values.at(-1)).toBe(new Date(2026, 11, 24, 18).toISOString());
  });

  test("say what is wrong to everybody", async () => {
    const { container } = render(
      <main>
        <TextField label="Name" value="" onChange={() => undefined} error="Give it a name." />
        <NumberField label="Points" value={5} onChange={() => undefined} error="Too few." />
        <SelectField
          label="Basis"
          value="a"
          choices={[{ value: "a", label: "A" }]}
          onChange={() => undefined}
          hint="What counts."
        />
        <Switch label="Active" value onChange={() => undefined} />
      </main>,
    );
    const name = screen.getByLabelText("Name");
    expect(name.getAttribute("aria-invalid")).toBe("true");
    const described = document.getElementById(name.getAttribute("aria-describedby") ?? "");
    expect(described?.textContent).toBe("Give it a name.");
    expect(screen.getByLabelText("Points").getAttribute("aria-invalid")).toBe("true");
    expect(await violations(container)).toEqual([]);
  });
});

test("things of the shop are found, chosen and removed again", async () => {
  const user = userEvent.setup();
  function Page() {
    const [ids, setIds] = useState<string[]>(["1", "gone"]);
    return (
      <main>
        <Picker label="Products" source={teas} ids={ids} onChange={setIds} />
        <output>{ids.join(" ")}</output>
      </main>
    );
  }
  const { container } = render(<Page />);
  await screen.findByText("Assam");
  await screen.findByText("No longer in the shop");
  expect(await violations(container)).toEqual([]);
  await user.type(screen.getByRole("combobox"), "sen");
  await user.click(await screen.findByRole("option", { name: /250 g/ }));
  expect(screen.getByText("Sencha (250 g)")).toBeTruthy();
  expect(container.querySelector("output")?.textContent).toBe("1 gone 3");
  // The list stays open for the next one.
  await user.keyboard("{Escape}");
  await user.click(screen.getByRole("button", { name: "Remove Assam" }));
  expect(container.querySelector("output")?.textContent).toBe("gone 3");
});

test("choosing the only one closes the list, and another can be chosen instead", async () => {
  const user = userEvent.setup();
  function Page() {
    const [ids, setIds] = useState<string[]>([]);
    return (
      <main>
        <Picker label="Tea" source={teas} ids={ids} onChange={setIds} isSingle />
        <output>{ids.join(" ")}</output>
      </main>
    );
  }
  const { container } = render(<Page />);
  const chosen = () => container.querySelector("output")?.textContent;
  const field = screen.getByRole<HTMLInputElement>("combobox");
  await user.type(field, "sen");
  await user.click(await screen.findByRole("option", { name: /250 g/ }));
  await waitFor(() => expect(screen.queryByRole("listbox")).toBeNull());
  expect([chosen(), field.value]).toEqual(["3", ""]);
  await user.type(field, "as");
  await screen.findByRole("option", { name: "Assam" });
  await user.keyboard("{ArrowDown}{Enter}");
  await waitFor(() => expect(screen.queryByRole("listbox")).toBeNull());
  expect([chosen(), field.value]).toEqual(["1", ""]);
  // Leaving it chooses nothing.
  await user.tab();
  expect(chosen()).toBe("1");
});

test("rows are moved by keyboard", async () => {
  const user = userEvent.setup();
  function Page() {
    const [rows, setRows] = useState(TEAS);
    const byId = (id: string) => TEAS.find((tea) => tea.id === id) as Item;
    return (
      <SortableList label="Teas" rows={rows} onReorder={(ids) => setRows(ids.map(byId))}>
        {(row) => <span>{row.id}</span>}
      </SortableList>
    );
  }
  const { container } = render(<Page />);
  const order = () => screen.getAllByRole("row").map((row) => row.textContent?.replace(/\D/g, ""));
  expect(order()).toEqual(["1", "2", "3"]);
  expect(await violations(container)).toEqual([]);
  within(screen.getAllByRole("row")[0] as HTMLElement).getByRole("button").focus();
  await user.keyboard("{Enter}");
  await user.keyboard("{ArrowDown}{ArrowDown}{Enter}");
  await waitFor(() => expect(order()).not.toEqual(["1", "2", "3"]));
  expect(order().at(0)).toBe("2");
});

describe("undo", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });

  test("goes after ten seconds, and stays while somebody is at it", () => {
    const gone = vi.fn();
    render(<Undo done={{ message: "Deleted.", undo: () => Promise.resolve("") }} onGone={gone} />);
    act(() => screen.getByRole("button", { name: "Undo" }).focus());
    vi.advanceTimersByTime(60_000);
    expect(gone).not.toHaveBeenCalled();
    cleanup();
    render(<Undo done={{ message: "Deleted." }} onGone={gone} />);
    vi.advanceTimersByTime(9_000);
    expect(gone).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1_000);
    expect(gone).toHaveBeenCalledOnce();
  });
});

test("what was done is said where nothing was said before, so that it is read out", () => {
  const said = (done: Undoable | null) => <Undo done={done} onGone={() => undefined} />;
  const { rerender } = render(said(null));
  const region = screen.getByRole("status");
  expect(region.textContent).toBe("");
  rerender(said({ message: "Deleted." }));
  expect(screen.getByRole("status")).toBe(region);
  expect(region.textContent).toBe("Deleted.");
  rerender(said(null));
  expect(region.textContent).toBe("");
  expect(screen.queryByRole("button")).toBeNull();
});

function Part({ away = null }: { away?: HTMLElement | null }) {
  const { open, close, opener } = useOpen<"form" | "other">();
  if (open) {
    return (
      <form>
        <button
          type="button"
          onClick={() => {
            close();
            away?.focus();
          }}
        >
          Cancel
        </button>
      </form>
    );
  }
  return (
    <>
      <button {...opener("other")}>Open another</button>
      <button {...opener("form")}>Open</button>
    </>
  );
}

test("the focus comes back to the button that opened something, unless it is elsewhere", async () => {
  const user = userEvent.setup();
  const { rerender } = render(<Part />);
  expect(document.activeElement).toBe(document.body);
  for (const name of ["Open", "Open another"]) {
    await user.click(screen.getByRole("button", { name }));
    await user.click(screen.getByRole("button", { name: "Cancel" }));
    expect(document.activeElement).toBe(screen.getByRole("button", { name }));
  }
  const elsewhere = document.body.appendChild(document.createElement("input"));
  rerender(<Part away={elsewhere} />);
  await user.click(screen.getByRole("button", { name: "Open" }));
  await user.click(screen.getByRole("button", { name: "Cancel" }));
  expect(document.activeElement).toBe(elsewhere);
  elsewhere.remove();
});

test("a file has all rows, and no formula", async () => {
  let saved: Blob | undefined;
  vi.stubGlobal("URL", {
    createObjectURL: (blob: Blob) => {
      saved = blob;
      return "blob:x";
    },
    revokeObjectURL: () => undefined,
  });
  const told: number[] = [];
  async function* pages() {
    yield [["=1+1", -300]];
    yield [['He said "hi"', null]];
  }
  await downloadCsv({
    name: "x",
    head: ["Name", "Points"],
    pages: pages(),
    onProgress: (count) => told.push(count),
    signal: new AbortController().signal,
  });
  expect(await saved?.text()).toBe('Name,Points\r\n"\'=1+1",-300\r\n"He said ""hi""",\r\n');
  expect(told).toEqual([1, 2]);
});

describe("lists", () => {
  function Search({ onSearched }: { onSearched: (asked: object) => void }) {
    const [listing, setListing] = useState({ search: "", kind: "any" });
    return (
      <>
        <SearchField
          label="Search"
          value={listing.search}
          onSearch={(search) => {
            const next = { ...listing, search };
            setListing(next);
            onSearched(next);
          }}
        />
        <button onClick={() => setListing({ ...listing, kind: "tea" })}>Tea</button>
        <button onClick={() => setListing({ search: "", kind: "any" })}>Clear</button>
      </>
    );
  }

  test("a search is sent once typing pauses, with what else was chosen meanwhile", async () => {
    const user = userEvent.setup();
    const searched: object[] = [];
    render(<Search onSearched={(asked) => searched.push(asked)} />);
    const field = screen.getByRole<HTMLInputElement>("searchbox", { name: "Search" });
    await user.type(field, "sencha");
    await user.click(screen.getByRole("button", { name: "Tea" }));
    expect(searched).toEqual([]);
    await waitFor(() => expect(searched).toEqual([{ search: "sencha", kind: "tea" }]));

    await user.type(field, " gre");
    await user.click(screen.getByRole("button", { name: "Clear" }));
    expect(field.value).toBe("");
    await act(() => new Promise((resolve) => setTimeout(resolve, 400)));
    expect(searched).toHaveLength(1);
  });

  function Listed({ status }: { status: string }) {
    const { after, turns } = usePages({ status });
    const place = Number(after ?? 0);
    return (
      <>
        <p>
          {status} from {place}
        </p>
        <Pager isBusy={false} {...turns({ hasNextPage: place < 2, endCursor: `${place + 1}` })} />
      </>
    );
  }

  test("pages are turned to the last one and back; another list begins with its first", async () => {
    const user = userEvent.setup();
    const { rerender } = render(<Listed status="open" />);
    const turn = (name: string) => user.click(screen.getByRole("button", { name }));
    const button = (name: string) => screen.getByRole<HTMLButtonElement>("button", { name });
    expect(button("Previous").disabled).toBe(true);
    await turn("Next");
    await turn("Next");
    screen.getByText("open from 2");
    expect(button("Next").disabled).toBe(true);
    await turn("Previous");
    screen.getByText("open from 1");
    rerender(<Listed status="used" />);
    screen.getByText("used from 0");
    await turn("Next");
    screen.getByText("used from 1");
  });
});
