import { Fragment, useId, useState } from "react";

import {
  LoyaltyAccountHistoryDocument,
  type LoyaltyAccountHistoryQuery,
  type LoyaltyAccountHistoryQueryVariables,
  type LoyaltyEntryKindEnum,
} from "../../api/operations/LoyaltyAccountHistory";
import { change, date, dateTime, number, relativeDay } from "../../texts";
import { languageCode } from "../../texts/languageCode";
import { Failed } from "../../ui/Failed";
import { CsvButton } from "../../ui/CsvButton";
import { Pager } from "../../ui/Pager";
import { usePages } from "../../ui/paging";
import { client, useAnswer } from "../../ui/useAnswer";
import { Loading } from "../Loading";
import { TakeBack } from "./TakeBack";
import { text } from "./texts";

export type Entry = NonNullable<
  LoyaltyAccountHistoryQuery["loyaltyAccount"]
>["entries"]["edges"][number]["node"];

const KINDS: LoyaltyEntryKindEnum[] = [
  "EARN",
  "REDEEM",
  "ADJUST",
  "EXPIRE",
  "CLAWBACK",
  "RESTORE",
  "REVERSAL",
  "GIFT",
  "IMPORT",
];
// The others end by what they belong to: an order, a reward, the passing of time.
const TAKEN_BACK_HERE: LoyaltyEntryKindEnum[] = ["EARN", "ADJUST", "GIFT", "IMPORT"];
const PAGE_SIZE = 20;
const CSV_PAGE = 100;

interface Props {
  accountId: string;
  onChanged: () => void;
}

/** All movements, newest first; each says why it was. */
export function History({ accountId, onChanged }: Props) {
  const [kind, setKind] = useState<LoyaltyEntryKindEnum | "">("");
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const headingId = useId();
  const asked = {
    id: accountId,
    filter: { kinds: kind ? [kind] : null, createdAt: daysBetween(from, to) },
    languageCode: languageCode(),
  };
  const { after, turns } = usePages(asked);
  const { answer, isBusy, again } = useAnswer(LoyaltyAccountHistoryDocument, {
    ...asked,
    first: PAGE_SIZE,
    after,
  });
  const isFiltered = Boolean(kind || from || to);
  const entries = answer.state === "there" ? answer.data.loyaltyAccount?.entries : undefined;
  return (
    <section className="history" aria-labelledby={headingId}>
      <header className="head">
        <h2 id={headingId}>{text("history")}</h2>
        {entries && entries.edges.length > 0 && (
          <CsvButton name={text("historyFile")} head={csvHead()} pages={() => csvPages(asked)} />
        )}
      </header>
      <form className="filters" onSubmit={(event) => event.preventDefault()}>
        <label>
          {text("kindField")}
          <select
            value={kind}
            onChange={(event) =>
              setKind(KINDS.find((known) => known === event.target.value) ?? "")
            }
          >
            <option value="">{text("anyKind")}</option>
            {KINDS.map((value) => (
              <option key={value} value={value}>
                {text(`kind_${value}`)}
              </option>
            ))}
          </select>
        </label>
        <Day label={text("fromDay")} value={from} max={to} onChange={setFrom} />
        <Day label={text("toDay")} value={to} min={from} onChange={setTo} />
      </form>
      {answer.state === "loading" && <Loading />}
      {answer.state === "failed" && <Failed failure={answer.failure} again={again} />}
      {entries && entries.edges.length === 0 && (
        <p className="soft">{text(isFiltered ? "noSuchMovements" : "noMovements")}</p>
      )}
      {entries && entries.edges.length > 0 && (
        <Movements
          entries={entries.edges.map((edge) => edge.node)}
          isBusy={isBusy}
          onChanged={() => {
            again();
            onChanged();
          }}
        />
      )}
      {entries && <Pager isBusy={isBusy} {...turns(entries.pageInfo)} />}
    </section>
  );
}

interface DayProps {
  label: string;
  value: string;
  min?: string;
  max?: string;
  onChange: (day: string) => void;
}

function Day({ label, value, min, max, onChange }: DayProps) {
  return (
    <label>
      {label}
      <input
        type="date"
        value={value}
        min={min || undefined}
        max={max || undefined}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  );
}

/** From the first day's start to the last day's end, where the reader is. */
function daysBetween(from: string, to: string) {
  if (!from && !to) return null;
  return { gte: momentOf(from, "00:00:00"), lte: momentOf(to, "23:59:59.999") };
}

/** Null for no day, and for one that is no day yet, such as in a year of five digits. */
function momentOf(day: string, time: string): string | null {
  const moment = new Date(`${day}T${time}`);
  return Number.isNaN(moment.getTime()) ? null : moment.toISOString();
}

function csvHead(): string[] {
  return ["when", "movement", "kindField", "pointsField", "balance", "noteField", "expiry"].map(
    (key) => text(key),
  );
}

/** All movements that are asked for, a page at a time. */
async function* csvPages(asked: Omit<LoyaltyAccountHistoryQueryVariables, "first" | "after">) {
  let after: string | null = null;
  do {
    const variables: LoyaltyAccountHistoryQueryVariables = { ...asked, first: CSV_PAGE, after };
    const { data, error } = await client
      .query(LoyaltyAccountHistoryDocument, variables)
      .toPromise();
    const found: LoyaltyAccountHistoryQuery["loyaltyAccount"] | undefined = data?.loyaltyAccount;
    if (error || !found) throw error ?? new Error("There is no such account.");
    yield found.entries.edges.map(({ node }) => [
      node.createdAt,
      node.reason,
      text(`kind_${node.kind}`),
      node.points,
      node.balanceAfter,
      node.note,
      node.expiresAt,
    ]);
    after = found.entries.pageInfo.hasNextPage ? found.entries.pageInfo.endCursor : null;
  } while (after);
}

interface MovementsProps {
  entries: Entry[];
  isBusy: boolean;
  onChanged: () => void;
}

function Movements({ entries, isBusy, onChanged }: MovementsProps) {
  const [openId, setOpenId] = useState<string | null>(null);
  return (
    <table aria-busy={isBusy}>
      <caption className="visually-hidden">{text("history")}</caption>
      <thead>
        <tr>
          <th scope="col">{text("movement")}</th>
          <th scope="col" className="extra">
            {text("when")}
          </th>
          <th scope="col" className="number">
            {text("pointsField")}
          </th>
          <th scope="col" className="number">
            {text("balance")}
          </th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <Fragment key={entry.id}>
            <Movement
              entry={entry}
              isOpen={openId === entry.id}
              onToggle={() => setOpenId(openId === entry.id ? null : entry.id)}
            />
            {openId === entry.id && (
              <tr className="why" id={whyId(entry)}>
                <td colSpan={4}>
                  <Why entry={entry} />
                  {TAKEN_BACK_HERE.includes(entry.kind) && !entry.reversedBy && (
                    <TakeBack entry={entry} onTaken={onChanged} />
                  )}
                </td>
              </tr>
            )}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}

interface MovementProps {
  entry: Entry;
  isOpen: boolean;
  onToggle: () => void;
}

function Movement({ entry, isOpen, onToggle }: MovementProps) {
  const when = (
    <time className="soft" dateTime={entry.createdAt} title={dateTime(entry.createdAt)}>
      {relativeDay(entry.createdAt, new Date())}
    </time>
  );
  return (
    <tr className={entry.reversedBy ? "reversed" : undefined}>
      <th scope="row">
        <button
          type="button"
          className="toggle"
          aria-expanded={isOpen}
          aria-controls={isOpen ? whyId(entry) : undefined}
          onClick={onToggle}
        >
          <span aria-hidden="true">{isOpen ? "▾" : "▸"}</span>
          <span className="reason">{entry.reason}</span>
        </button>
        {entry.note && <span className="soft about">{entry.note}</span>}
        {entry.reversedBy && <span className="soft about">{text("takenBack")}</span>}
        <span className="only-narrow about">{when}</span>
      </th>
      <td className="extra">{when}</td>
      <td className={entry.points > 0 ? "number points gain" : "number points"}>{change(entry.points)}</td>
      <td className="number">{number(entry.balanceAfter)}</td>
    </tr>
  );
}

/** How the number came about, and what becomes of its points. */
function Why({ entry }: { entry: Entry }) {
  const facts = [
    text(`kind_${entry.kind}`),
    dateTime(entry.createdAt),
    entry.activatesAt ? text("activeFrom", { date: date(entry.activatesAt) }) : "",
    entry.expiresAt ? text("usableUntil", { date: date(entry.expiresAt) }) : "",
    entry.reversedBy?.note ? text("takenBackWhy", { note: entry.reversedBy.note }) : "",
  ];
  return (
    <>
      {entry.explanation.length > 0 && (
        <ol className="steps">
          {entry.explanation.map((step, index) => (
            <li key={index}>
              {step.message}
              {step.staffMessage && <span className="soft about">{step.staffMessage}</span>}
            </li>
          ))}
        </ol>
      )}
      <p className="soft">{facts.filter(Boolean).join(" · ")}</p>
    </>
  );
}

function whyId(entry: Entry): string {
  return `why-${entry.id}`;
}
