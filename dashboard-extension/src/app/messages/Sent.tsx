import { useEffect, useState } from "react";
import { Link } from "wouter";

import {
  LoyaltyDeliveriesDocument,
  type LoyaltyDeliveriesQuery,
} from "../../api/operations/LoyaltyDeliveries";
import {
  LoyaltyDeliveryRetryDocument,
  type LoyaltyDeliveryRetryMutationVariables,
} from "../../api/operations/LoyaltyDeliveryRetry";
import { memberRoute } from "../../bridge/routes";
import { number } from "../../texts";
import { Failed } from "../../ui/Failed";
import { DeliveryList } from "../../ui/messages/DeliveryList";
import { kindName } from "../../ui/messages/words";
import { Pager } from "../../ui/Pager";
import { turnsOf } from "../../ui/paging";
import { SearchField } from "../../ui/SearchField";
import { Undo, type Undoable } from "../../ui/Undo";
import { useAnswer } from "../../ui/useAnswer";
import { sent } from "../../ui/useSave";
import { Loading } from "../Loading";
import { nameOf } from "../nameOf";
import {
  filterOf,
  GIVEN_UP,
  isNarrowed,
  KINDS,
  variablesOf,
  VIEWS,
  type Delivery,
  type Listing,
} from "./listing";
import { text } from "./texts";

// Who comes back from a member finds the list as it was; null before anything was chosen.
let lastListing: Listing | null = null;

type Page = NonNullable<LoyaltyDeliveriesQuery["loyaltyDeliveries"]>;

interface Props {
  listing: Listing;
  onListing: (listing: Listing) => void;
}

/**
 * The e-mails that were sent or should have been. Those that were given up come first; where there
 * are none, all.
 */
export default function Sent() {
  const [listing, setListing] = useState(lastListing ?? GIVEN_UP);
  const [done, setDone] = useState<Undoable | null>(null);
  const { answer, isBusy, again } = useAnswer(LoyaltyDeliveriesDocument, variablesOf(listing));

  function show(next: Listing) {
    lastListing = next;
    setListing(next);
  }

  const found = answer.state === "there" ? answer.data.loyaltyDeliveries : null;
  const isNoneGivenUp = !lastListing && found?.edges.length === 0;
  useEffect(() => {
    if (isNoneGivenUp) show({ ...GIVEN_UP, view: "all" });
  }, [isNoneGivenUp]);
  return (
    <>
      <div className="tabs" role="group" aria-label={text("views")}>
        {VIEWS.map((view) => (
          <button
            key={view}
            type="button"
            aria-pressed={listing.view === view}
            onClick={() => show({ ...listing, view, page: null })}
          >
            {text(`sent_${view}`)}
          </button>
        ))}
      </div>
      <Filters listing={listing} onListing={show} />
      {(answer.state === "loading" || isNoneGivenUp) && <Loading />}
      {answer.state === "failed" && <Failed failure={answer.failure} again={again} />}
      {found && !isNoneGivenUp && (
        <Found
          found={found}
          isBusy={isBusy}
          listing={listing}
          onListing={show}
          again={again}
          onDone={setDone}
        />
      )}
      <Undo done={done} onGone={() => setDone(null)} />
    </>
  );
}

function Filters({ listing, onListing }: Props) {
  const day = (name: "from" | "to") => (
    <label>
      {text(`${name}Day`)}
      <input
        type="date"
        value={listing[name]}
        min={name === "to" ? listing.from : undefined}
        max={name === "from" ? listing.to : undefined}
        onChange={(event) => onListing({ ...listing, [name]: event.target.value, page: null })}
      />
    </label>
  );
  return (
    <form role="search" className="filters" onSubmit={(event) => event.preventDefault()}>
      <SearchField
        label={text("searchSent")}
        isLabelShown
        value={listing.search}
        onSearch={(search) => onListing({ ...listing, search, page: null })}
      />
      <label>
        {text("kindOfMail")}
        <select
          value={listing.kind}
          onChange={(event) =>
            onListing({
              ...listing,
              kind: KINDS.find((kind) => kind === event.target.value) ?? "",
              page: null,
            })
          }
        >
          <option value="">{text("anyKindOfMail")}</option>
          {KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {kindName(kind)}
            </option>
          ))}
        </select>
      </label>
      {day("from")}
      {day("to")}
    </form>
  );
}

interface FoundProps extends Props {
  found: Page;
  isBusy: boolean;
  again: () => void;
  onDone: (done: Undoable) => void;
}

function Found({ found, isBusy, listing, onListing, again, onDone }: FoundProps) {
  const deliveries = found.edges.map(({ node }) => node);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [isSending, setSending] = useState(false);
  const shown = deliveries.map(({ id }) => id).join(" ");
  // What is no longer on the page can't stay chosen unseen.
  useEffect(() => setChosen(new Set()), [shown]);
  if (deliveries.length === 0) return <Empty listing={listing} onListing={onListing} />;
  const several = deliveries.filter(({ id }) => chosen.has(id));
  const count = found.totalCount ?? 0;

  async function retry(which: LoyaltyDeliveryRetryMutationVariables) {
    setSending(true);
    const { payload, problems } = await sent(
      LoyaltyDeliveryRetryDocument,
      which,
      (data) => data.loyaltyDeliveryRetry,
    );
    setSending(false);
    setChosen(new Set());
    again();
    const retried = payload?.retriedCount ?? 0;
    onDone({
      message: payload
        ? text("triedAgain", { count: retried, number: number(retried) })
        : problems.map(({ message }) => message).join(" "),
    });
  }

  function toggle(id: string) {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  }

  return (
    <>
      <div className="head">
        <p className="soft" role="status">
          {text("mails", { count, number: number(count) })}
        </p>
        {listing.view === "failed" && (
          <button
            type="button"
            disabled={isSending}
            onClick={() => void retry({ filter: filterOf(listing) })}
          >
            {text("retryAll")}
          </button>
        )}
      </div>
      {several.length > 0 && (
        <div className="actions">
          <button
            type="button"
            className="primary"
            disabled={isSending}
            onClick={() => void retry({ ids: several.map(({ id }) => id) })}
          >
            {text("retryChosen", { count: several.length, number: number(several.length) })}
          </button>
          <button type="button" className="plain" onClick={() => setChosen(new Set())}>
            {text("chooseNone")}
          </button>
        </div>
      )}
      <DeliveryList
        deliveries={deliveries}
        isBusy={isBusy}
        label={text("sentTab")}
        chosen={chosen}
        onChoose={toggle}
        canChoose={isRetryable}
        to={({ account }) => (
          <Link href={`${memberRoute(account.id)}/messages`}>{nameOf(account.customer)}</Link>
        )}
        actions={(delivery, name) =>
          isRetryable(delivery) && (
            <button
              type="button"
              disabled={isSending}
              aria-label={`${text("tryAgain")}: ${name}`}
              onClick={() => void retry({ ids: [delivery.id] })}
            >
              {text("tryAgain")}
            </button>
          )
        }
      />
      <Pager
        isBusy={isBusy}
        {...turnsOf(found.pageInfo, (page) => onListing({ ...listing, page }))}
      />
    </>
  );
}

function isRetryable(delivery: Delivery): boolean {
  return delivery.isRetryable;
}

function Empty({ listing, onListing }: Props) {
  if (isNarrowed(listing) || listing.page) {
    return (
      <div className="empty">
        <p>{text("noneFound")}</p>
        <button type="button" onClick={() => onListing({ ...GIVEN_UP, view: "all" })}>
          {text("seeAll")}
        </button>
      </div>
    );
  }
  if (listing.view !== "failed" && listing.view !== "all") {
    return (
      <div className="empty">
        <p>{text("noneHere")}</p>
      </div>
    );
  }
  return (
    <div className="empty">
      <h2>{text(listing.view === "failed" ? "nothingFailed" : "nothingSent")}</h2>
      <p>{text(listing.view === "failed" ? "nothingFailedWhy" : "nothingSentWhy")}</p>
      {listing.view === "failed" && (
        <button type="button" onClick={() => onListing({ ...GIVEN_UP, view: "all" })}>
          {text("seeAll")}
        </button>
      )}
    </div>
  );
}
