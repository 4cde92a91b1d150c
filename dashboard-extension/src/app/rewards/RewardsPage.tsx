import { useState } from "react";
import { Link } from "wouter";

import "./rewards.css";
import { LoyaltyRewardArchiveDocument } from "../../api/operations/LoyaltyRewardArchive";
import {
  LoyaltyRewardCatalogueDocument,
  type LoyaltyRewardCatalogueQuery,
  type LoyaltyRewardCatalogueQueryVariables,
} from "../../api/operations/LoyaltyRewardCatalogue";
import { LoyaltyRewardUnarchiveDocument } from "../../api/operations/LoyaltyRewardUnarchive";
import { REWARDS } from "../../bridge/routes";
import { number } from "../../texts";
import { Failed } from "../../ui/Failed";
import { Pager } from "../../ui/Pager";
import { turnsAfter } from "../../ui/paging";
import { send } from "../../ui/send";
import { Undo, type Undoable } from "../../ui/Undo";
import { useAnswer } from "../../ui/useAnswer";
import { Loading } from "../Loading";
import { Title } from "../Title";
import { Catalogue } from "./Catalogue";
import { ChannelField } from "./ChannelField";
import { CatalogueCsv } from "./CatalogueCsv";
import { Filters } from "./Filters";
import type { Kind } from "./kinds";
import { text } from "./texts";
import { useChannels, type Channel } from "./useChannels";

export type Listed = NonNullable<
  LoyaltyRewardCatalogueQuery["loyaltyRewards"]
>["edges"][number]["node"];

/** What of the catalogue is listed. */
export interface Listing {
  search: string;
  kind: Kind | "";
  isArchived: boolean;
  /** Where the pages before this one ended. */
  after: string[];
}

const EVERYTHING: Listing = { search: "", kind: "", isArchived: false, after: [] };
const PAGE_SIZE = 50;

// Who comes back from a reward finds the list as it was.
let last = { channelId: "", listing: EVERYTHING };

/** In another channel the list is another one, which begins with its first page. */
function lastListingOf({ id }: Channel): Listing {
  return last.channelId === id ? last.listing : { ...last.listing, after: [] };
}

export function variablesOf(
  channel: Channel,
  { search, kind, isArchived }: Listing,
): LoyaltyRewardCatalogueQueryVariables {
  return {
    channel: channel.slug,
    filter: {
      search: search.trim() || null,
      kinds: kind ? [kind] : null,
      isArchived: isArchived || null,
    },
  };
}

/** What customers can have for points: found, added, changed and archived. */
export default function RewardsPage() {
  const { answer, again, channels, channel, choose } = useChannels();
  return (
    <>
      <div className="head">
        <Title>{text("rewardsTitle")}</Title>
        <Link href={`${REWARDS}/new`} className="button primary">
          {text("addReward")}
        </Link>
      </div>
      {answer.state === "loading" && <Loading />}
      {answer.state === "failed" && <Failed failure={answer.failure} again={again} />}
      {answer.state === "there" && !channel && <p className="empty">{text("noChannel")}</p>}
      {channel && (
        <>
          <ChannelField channels={channels} channel={channel} onChange={choose} />
          <InChannel key={channel.id} channel={channel} />
        </>
      )}
    </>
  );
}

function InChannel({ channel }: { channel: Channel }) {
  const [listing, setListing] = useState(() => lastListingOf(channel));
  const [done, setDone] = useState<Undoable | null>(null);
  const { answer, isBusy, again } = useAnswer(LoyaltyRewardCatalogueDocument, {
    ...variablesOf(channel, listing),
    first: PAGE_SIZE,
    after: listing.after.at(-1) ?? null,
  });

  function show(next: Listing) {
    last = { channelId: channel.id, listing: next };
    setListing(next);
  }

  async function move(ids: string[], isArchiving: boolean): Promise<string> {
    const problem = await (isArchiving
      ? send(LoyaltyRewardArchiveDocument, { ids }, (data) => data.loyaltyRewardArchive)
      : send(LoyaltyRewardUnarchiveDocument, { ids }, (data) => data.loyaltyRewardUnarchive));
    again();
    return problem;
  }

  async function moveAndSay(ids: string[], isArchiving: boolean) {
    const problem = await move(ids, isArchiving);
    const count = { count: ids.length, number: number(ids.length) };
    setDone(
      problem
        ? { message: problem }
        : {
            message: text(isArchiving ? "archived" : "unarchived", count),
            undo: () => move(ids, !isArchiving),
          },
    );
  }

  const found = answer.state === "there" ? answer.data.loyaltyRewards : null;
  const rewards = found?.edges.map((edge) => edge.node) ?? [];
  const isFiltered = Boolean(listing.search.trim() || listing.kind || listing.isArchived);
  const isEmpty = answer.state === "there" && rewards.length === 0 && listing.after.length === 0;
  return (
    <>
      {!(isEmpty && !isFiltered) && <Filters listing={listing} onListing={show} />}
      {answer.state === "loading" && <Loading />}
      {answer.state === "failed" && (
        <Failed failure={answer.failure} again={again} denied="failure_deniedDiscounts" />
      )}
      {isEmpty && !isFiltered && <FirstReward onArchived={() => show({ ...listing, isArchived: true })} />}
      {isEmpty && isFiltered && (
        <div className="empty">
          <p>{text(listing.isArchived ? "noneArchived" : "noneFound")}</p>
          <button type="button" onClick={() => show(EVERYTHING)}>
            {text("showAll")}
          </button>
        </div>
      )}
      {answer.state === "there" && !isEmpty && (
        <>
          <div className="head">
            <p className="soft" role="status">
              {text("rewards", {
                count: found?.totalCount ?? 0,
                number: number(found?.totalCount ?? 0),
              })}
            </p>
            <CatalogueCsv channel={channel} listing={listing} />
          </div>
          <Catalogue
            rewards={rewards}
            isArchived={listing.isArchived}
            isBusy={isBusy}
            onMove={(ids) => void moveAndSay(ids, !listing.isArchived)}
          />
          {found && (
            <Pager
              isBusy={isBusy}
              {...turnsAfter(listing.after, found.pageInfo, (after) => show({ ...listing, after }))}
            />
          )}
        </>
      )}
      <Undo done={done} onGone={() => setDone(null)} />
    </>
  );
}

const PROPOSALS: readonly Kind[] = ["VOUCHER_AMOUNT", "FREE_SHIPPING", "PRODUCT"];

/** Where there is nothing yet: what a good first reward is. */
function FirstReward({ onArchived }: { onArchived: () => void }) {
  return (
    <div className="empty">
      <h2>{text("noRewards")}</h2>
      <p>{text("noRewardsWhy")}</p>
      <ul className="proposals">
        {PROPOSALS.map((kind) => (
          <li key={kind}>
            <Link href={`${REWARDS}/new/${kind}`}>{text(`propose_${kind}`)}</Link>
            <span className="soft about">{text(`proposeWhy_${kind}`)}</span>
          </li>
        ))}
      </ul>
      <button type="button" className="plain" onClick={onArchived}>
        {text("showArchived")}
      </button>
    </div>
  );
}

