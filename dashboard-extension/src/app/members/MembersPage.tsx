import { lazy, Suspense, useCallback, useId, useState } from "react";
import { Link } from "wouter";

import "./members.css";
import {
  LoyaltyAccountsDocument,
  type LoyaltyAccountsQuery,
  type LoyaltyAccountSortField,
  type LoyaltyAccountStatusEnum,
} from "../../api/operations/LoyaltyAccounts";
import { memberRoute } from "../../bridge/routes";
import { openInDashboard } from "../../bridge/session";
import { change, dateTime, number, relativeDay } from "../../texts";
import { CsvButton } from "../../ui/CsvButton";
import { Failed } from "../../ui/Failed";
import { Pager } from "../../ui/Pager";
import { turnsOf } from "../../ui/paging";
import { SearchField } from "../../ui/SearchField";
import { Undo, type Undoable } from "../../ui/Undo";
import { useAnswer } from "../../ui/useAnswer";
import { Loading } from "../Loading";
import { nameOf } from "../nameOf";
import { Title } from "../Title";
import { csvHead, csvPages, ROWS_MAX } from "./csv";
import { askedOf, EVERYBODY, isFiltered, sortedBy, variablesOf, type Listing } from "./listing";
import { SegmentTabs } from "./SegmentTabs";
import { text } from "./texts";

type Accounts = NonNullable<LoyaltyAccountsQuery["loyaltyAccounts"]>;
type Member = Accounts["edges"][number]["node"];

interface Props {
  listing: Listing;
  onListing: (listing: Listing) => void;
}

const STATUSES: LoyaltyAccountStatusEnum[] = ["ACTIVE", "FROZEN", "BANNED"];

// With its fields, which the list itself doesn't need.
const SegmentPanel = lazy(() =>
  import("./SegmentPanel").then((module) => ({ default: module.SegmentPanel })),
);

/** Who has points: found, sorted and turned page by page. */
export default function MembersPage({ listing, onListing }: Props) {
  const { answer, isBusy, again } = useAnswer(
    LoyaltyAccountsDocument,
    variablesOf(listing),
    hasAccounts,
  );
  const [round, setRound] = useState(0);
  const [done, setDone] = useState<Undoable | null>(null);
  const forget = useCallback(() => setDone(null), []);
  return (
    <>
      <Title>{text("membersTitle")}</Title>
      <SegmentTabs key={round} listing={listing} onListing={onListing} />
      {listing.draft && (
        <Suspense fallback={<Loading />}>
          <SegmentPanel
            draft={listing.draft}
            onDraft={(draft) => onListing({ ...listing, draft, page: null })}
            onSaved={(segmentId, what) => {
              onListing({ ...listing, segmentId, draft: null, page: null });
              setRound((value) => value + 1);
              setDone(what);
            }}
            onClose={() => onListing({ ...listing, draft: null, page: null })}
          />
        </Suspense>
      )}
      <Filters listing={listing} onListing={onListing} />
      {answer.state === "loading" && <Loading />}
      {answer.state === "failed" && <Failed failure={answer.failure} again={again} />}
      {answer.state === "there" && answer.data.loyaltyAccounts && (
        <Found
          accounts={answer.data.loyaltyAccounts}
          isBusy={isBusy}
          listing={listing}
          onListing={onListing}
        />
      )}
      <Undo done={done} onGone={forget} />
    </>
  );
}

/** How many there are in all may have taken too long to count. */
function hasAccounts(data: LoyaltyAccountsQuery): boolean {
  return Boolean(data.loyaltyAccounts);
}

function Filters({ listing, onListing }: Props) {
  return (
    <form role="search" className="filters" onSubmit={(event) => event.preventDefault()}>
      <SearchField
        label={text("searchMembers")}
        value={listing.search}
        onSearch={(search) => onListing({ ...listing, search, page: null })}
      />
      <label>
        <span className="visually-hidden">{text("status")}</span>
        <select
          value={listing.status}
          onChange={(event) =>
            onListing({
              ...listing,
              status: STATUSES.find((status) => status === event.target.value) ?? "",
              page: null,
            })
          }
        >
          <option value="">{text("anyStatus")}</option>
          {STATUSES.map((status) => (
            <option key={status} value={status}>
              {text(`statusName_${status}`)}
            </option>
          ))}
        </select>
      </label>
    </form>
  );
}

interface FoundProps extends Props {
  accounts: Accounts;
  isBusy: boolean;
}

function Found({ accounts, isBusy, listing, onListing }: FoundProps) {
  const members = accounts.edges.map((edge) => edge.node);
  const count = accounts.totalCount;
  if (members.length === 0) {
    return isFiltered(listing) || listing.page ? (
      <div className="empty">
        <p>{text("nobodyFound")}</p>
        {!listing.draft && (
          <button type="button" onClick={() => onListing(EVERYBODY)}>
            {text("showAll")}
          </button>
        )}
      </div>
    ) : (
      <NobodyYet />
    );
  }
  return (
    <>
      <div className="found">
        <p className="soft" role="status">
          {count === null
            ? text("tooSlowToCount")
            : text("members", { count, number: number(count) })}
        </p>
        <CsvButton
          name={text("membersFile")}
          head={csvHead()}
          pages={() => csvPages(askedOf(listing))}
        />
        {(count ?? 0) > ROWS_MAX && (
          <span className="soft">{text("rowsMax", { number: number(ROWS_MAX) })}</span>
        )}
      </div>
      <MemberTable members={members} isBusy={isBusy} listing={listing} onListing={onListing} />
      <Pager
        isBusy={isBusy}
        {...turnsOf(accounts.pageInfo, (page) => onListing({ ...listing, page }))}
      />
    </>
  );
}

function NobodyYet() {
  return (
    <div className="empty">
      <h2>{text("nobodyYet")}</h2>
      <p>{text("nobodyYetWhy")}</p>
      <button type="button" className="primary" onClick={() => openInDashboard("/customers")}>
        {text("openCustomers")}
      </button>
    </div>
  );
}

interface TableProps extends Props {
  members: Member[];
  isBusy: boolean;
}

function MemberTable({ members, isBusy, listing, onListing }: TableProps) {
  const captionId = useId();
  const severalPrograms = new Set(members.map((member) => member.program.id)).size > 1;
  const header = { listing, onListing };
  return (
    <div className="table" tabIndex={0} role="region" aria-labelledby={captionId}>
      <table aria-busy={isBusy}>
        <caption id={captionId} className="visually-hidden">
          {text("membersTitle")}
        </caption>
        <thead>
          <tr>
            <th scope="col">{text("customer")}</th>
            <SortHeader {...header} field="BALANCE" label={text("balance")} />
            <SortHeader {...header} field="LIFETIME_EARNED" label={text("earned")} isExtra />
            <SortHeader {...header} field="LIFETIME_SPENT" label={text("spent")} isExtra />
            <th scope="col">{text("tier")}</th>
            <th scope="col" className="extra">
              {text("status")}
            </th>
            <th scope="col" className="extra">
              {text("lastMovement")}
            </th>
          </tr>
        </thead>
        <tbody>
          {members.map((member) => (
            <Row key={member.id} member={member} severalPrograms={severalPrograms} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface SortHeaderProps extends Props {
  field: LoyaltyAccountSortField;
  label: string;
  isExtra?: boolean;
}

function SortHeader({ field, label, isExtra = false, listing, onListing }: SortHeaderProps) {
  const sort = listing.sort?.field === field ? listing.sort : null;
  const order = sort && (sort.isDescending ? "descending" : "ascending");
  return (
    <th
      scope="col"
      className={isExtra ? "number extra" : "number"}
      aria-sort={order ?? "none"}
    >
      <button
        type="button"
        className="sort"
        onClick={() => onListing(sortedBy(listing, field))}
      >
        {label}
        <span aria-hidden="true">{sort ? (sort.isDescending ? "↓" : "↑") : "↕"}</span>
      </button>
    </th>
  );
}

function Row({ member, severalPrograms }: { member: Member; severalPrograms: boolean }) {
  const name = nameOf(member.customer);
  const email = member.customer?.email;
  const about = [email !== name && email, severalPrograms && member.program.name];
  const isActive = member.status === "ACTIVE";
  return (
    <tr>
      <th scope="row">
        <Link href={memberRoute(member.id)}>{name}</Link>
        <span className="soft about">{about.filter(Boolean).join(" · ")}</span>
        {!isActive && (
          <span className="warning only-narrow">{text(`statusName_${member.status}`)}</span>
        )}
      </th>
      <td className="number">{number(member.balance)}</td>
      <td className="number extra">{number(member.lifetimeEarned)}</td>
      <td className="number extra">{number(member.lifetimeSpent)}</td>
      <td>{member.tier?.tier?.name ?? "–"}</td>
      <td className={isActive ? "extra" : "extra warning"}>
        {text(`statusName_${member.status}`)}
      </td>
      <td className="extra">
        <LastMovement member={member} />
      </td>
    </tr>
  );
}

function LastMovement({ member }: { member: Member }) {
  const entry = member.entries.edges[0]?.node;
  if (!entry) return <span className="soft">–</span>;
  return (
    <span className="movement" title={entry.reason}>
      <span className={entry.points > 0 ? "gain" : undefined}>{change(entry.points)}</span>{" "}
      <time className="soft" dateTime={entry.createdAt} title={dateTime(entry.createdAt)}>
        {relativeDay(entry.createdAt, new Date())}
      </time>
    </span>
  );
}
