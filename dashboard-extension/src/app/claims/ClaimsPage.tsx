import { useEffect, useState } from "react";
import { Link, useLocation } from "wouter";

import "./claims.css";
import {
  LoyaltyRewardClaimsDocument,
  type LoyaltyRewardClaimsQuery,
} from "../../api/operations/LoyaltyRewardClaims";
import { CLAIMS, REWARDS } from "../../bridge/routes";
import { mayProbably } from "../../bridge/session";
import { number } from "../../texts";
import { Failed } from "../../ui/Failed";
import { Pager } from "../../ui/Pager";
import { SearchField } from "../../ui/SearchField";
import { Undo, type Undoable } from "../../ui/Undo";
import { useAnswer } from "../../ui/useAnswer";
import { Loading } from "../Loading";
import { Title } from "../Title";
import { ClaimsCsv } from "./ClaimsCsv";
import { ClaimTable, isOpen } from "./ClaimTable";
import { Decide } from "./Decide";
import { decide, reopen, type Decision } from "./decisions";
import {
  isOldestFirst,
  pageOf,
  variablesOf,
  VIEWS,
  WAITING,
  type Claim,
  type Listing,
} from "./listing";
import { text } from "./texts";
import { claimsChanged } from "./waiting";

// Who comes back from a member finds the list as it was.
let lastListing = WAITING;

interface Props {
  /** Only claims of this reward. */
  rewardId: string | null;
}

/** What customers have claimed: what waits for staff first, and what became of the rest. */
export default function ClaimsPage({ rewardId }: Props) {
  const [listing, setListing] = useState<Listing>(
    // Who follows a reward's number of claims wants to see them all.
    rewardId ? { ...WAITING, view: "all" } : lastListing,
  );
  const { answer, isBusy, again } = useAnswer(
    LoyaltyRewardClaimsDocument,
    variablesOf(listing, rewardId),
    hasClaims,
  );
  const [done, setDone] = useState<Undoable | null>(null);

  function show(next: Listing) {
    if (!rewardId) lastListing = next;
    setListing(next);
  }

  function changed() {
    again();
    claimsChanged();
  }

  const found = answer.state === "there" ? answer.data.loyaltyRewardClaims : null;
  return (
    <>
      <Title>{text("claimsTitle")}</Title>
      <div className="tabs" role="group" aria-label={text("views")}>
        {VIEWS.map((view) => (
          <button
            key={view}
            type="button"
            aria-pressed={listing.view === view}
            onClick={() => show({ ...listing, view, page: null })}
          >
            {text(view)}
          </button>
        ))}
      </div>
      <div className="filters">
        <form role="search" onSubmit={(event) => event.preventDefault()}>
          <SearchField
            label={text("searchClaims")}
            value={listing.search}
            onSearch={(search) => show({ ...listing, search, page: null })}
          />
        </form>
        {rewardId && <OnlyReward name={found?.edges[0]?.node.reward.name} />}
      </div>
      {answer.state === "loading" && <Loading />}
      {answer.state === "failed" && <Failed failure={answer.failure} again={again} />}
      {found && (
        <Found
          found={found}
          isBusy={isBusy}
          listing={listing}
          rewardId={rewardId}
          onListing={show}
          onChanged={changed}
          onDone={setDone}
        />
      )}
      <Undo done={done} onGone={() => setDone(null)} />
    </>
  );
}

/** Without the right to manage orders, claims come without theirs, and with an error of it. */
function hasClaims(data: LoyaltyRewardClaimsQuery): boolean {
  return Boolean(data.loyaltyRewardClaims);
}

function OnlyReward({ name }: { name: string | undefined }) {
  const [, navigate] = useLocation();
  return (
    <span className="tag">
      {text("onlyReward", { name: name ?? text("oneReward") })}
      <button type="button" aria-label={text("showAllRewards")} onClick={() => navigate(CLAIMS)}>
        ×
      </button>
    </span>
  );
}

interface FoundProps {
  listing: Listing;
  onListing: (listing: Listing) => void;
  found: NonNullable<LoyaltyRewardClaimsQuery["loyaltyRewardClaims"]>;
  isBusy: boolean;
  rewardId: string | null;
  onChanged: () => void;
  onDone: (done: Undoable) => void;
}

function Found({ found, isBusy, listing, rewardId, onListing, onChanged, onDone }: FoundProps) {
  const { claims, next, previous } = pageOf(found, listing);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [asked, setAsked] = useState<{ ids: readonly string[]; decision: Decision } | null>(null);
  const several = claims.filter((claim) => chosen.has(claim.id) && isOpen(claim));
  const shown = claims.map(({ id }) => id).join(" ");
  // What is no longer on the page can't stay chosen unseen.
  useEffect(() => {
    setChosen(new Set());
    setAsked(null);
  }, [shown]);

  async function carryOut(on: readonly Claim[], decision: Decision, note: string) {
    const what = await decide(on, decision, note, onChanged);
    if (what.isAnyDone) {
      setAsked(null);
      setChosen(new Set());
    }
    onDone(what);
  }

  async function takeBack(claim: Claim) {
    const problem = await reopen([claim]);
    onChanged();
    onDone({ message: problem || text("reopened") });
  }

  if (claims.length === 0) {
    return <Empty listing={listing} rewardId={rewardId} onListing={onListing} />;
  }
  const about = asked ? claims.filter(({ id }) => asked.ids.includes(id)) : [];
  const form = asked && about.length > 0 && (
    <Decide
      key={`${asked.decision} ${asked.ids.join(" ")}`}
      claims={about}
      decision={asked.decision}
      onDecide={(note) => carryOut(about, asked.decision, note)}
      onCancel={() => setAsked(null)}
    />
  );
  const isOfOne = about.length === 1 && asked?.ids.length === 1 && several.length === 0;
  const count = found.totalCount ?? 0;
  const turn = (page: Listing["page"]) => page && (() => onListing({ ...listing, page }));
  return (
    <>
      <div className="head">
        <p className="soft" role="status">
          {text(isOldestFirst(listing) ? "claimsOldest" : "claims", {
            count,
            number: number(count),
          })}
        </p>
        <ClaimsCsv listing={listing} rewardId={rewardId} />
      </div>
      {several.length > 0 && (
        <Several
          claims={several}
          isBusy={isBusy}
          onAsk={(decision) => setAsked({ ids: several.map(({ id }) => id), decision })}
          onNone={() => {
            setChosen(new Set());
            setAsked(null);
          }}
        />
      )}
      {!isOfOne && form}
      <ClaimTable
        claims={claims}
        isBusy={isBusy}
        chosen={chosen}
        onChoose={(ids) => {
          setChosen(ids);
          setAsked(null);
        }}
        onAsk={({ id }, decision) => {
          setChosen(new Set());
          setAsked({ ids: [id], decision });
        }}
        onReopen={(claim) => void takeBack(claim)}
        asked={isOfOne && about[0] ? { id: about[0].id, form } : null}
      />
      <Pager isBusy={isBusy} previous={turn(previous)} next={turn(next)} />
    </>
  );
}

interface SeveralProps {
  claims: readonly Claim[];
  isBusy: boolean;
  onAsk: (decision: Decision) => void;
  onNone: () => void;
}

/** What can be done with all that are chosen. */
function Several({ claims, isBusy, onAsk, onNone }: SeveralProps) {
  const canFulfill = claims.every(({ staffActions }) => staffActions.includes("FULFILL"));
  return (
    <div className="actions">
      <span role="status">
        {text("chosen", { count: claims.length, number: number(claims.length) })}
      </span>
      {canFulfill && (
        <button type="button" disabled={isBusy} onClick={() => onAsk("FULFILL")}>
          {text("fulfill")}
        </button>
      )}
      <button type="button" disabled={isBusy} onClick={() => onAsk("REFUSE")}>
        {text("refuse")}
      </button>
      <button type="button" className="plain" onClick={onNone}>
        {text("chooseNone")}
      </button>
    </div>
  );
}

type EmptyProps = Pick<FoundProps, "listing" | "rewardId" | "onListing">;

function Empty({ listing, rewardId, onListing }: EmptyProps) {
  const all: Listing = { view: "all", search: "", page: null };
  if (listing.search.trim() || rewardId || listing.page) {
    return (
      <div className="empty">
        <p>{text("noneFound")}</p>
        <button type="button" onClick={() => onListing(all)}>
          {text("seeAll")}
        </button>
      </div>
    );
  }
  if (listing.view !== "waiting") {
    return (
      <div className="empty">
        <p>{text("noneHere")}</p>
      </div>
    );
  }
  return (
    <div className="empty">
      <h2>{text("nothingWaits")}</h2>
      <p>{text("nothingWaitsWhy")}</p>
      <div className="actions">
        <button type="button" onClick={() => onListing(all)}>
          {text("seeAll")}
        </button>
        {mayProbably("MANAGE_DISCOUNTS") && <Link href={REWARDS}>{text("toRewards")}</Link>}
      </div>
    </div>
  );
}
