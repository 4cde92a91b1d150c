import { html, nothing, type TemplateResult } from "lit";

import type { Words } from "../texts";
import {
  byReach,
  nameOf,
  usableFirst,
  type Claim,
  type Movement,
  type PageInfo,
  type Reward,
} from "./page";

/** The parts of "My points" that go on by pages, and what can be done in them. */

type View = TemplateResult | typeof nothing;

export interface Listing<Item> {
  items: readonly Item[];
  pageInfo: PageInfo;
  more: () => void;
}

export interface Choosing {
  isBusy: boolean;
  /** What the shopper is asked about: the ID of a reward or claim. */
  asked: string;
  ask: (id: string) => void;
}

function more(label: string, { pageInfo, more }: Listing<unknown>): View {
  if (!pageInfo.hasNextPage) return nothing;
  return html`<button type="button" class="plain" part="button plain" @click=${more}>
    ${label}
  </button>`;
}

export function rewards(
  words: Words,
  listing: Listing<Reward>,
  choosing: Choosing & { claim: (reward: Reward) => void },
): View {
  if (!listing.items.length) return nothing;
  return html`<section part="rewards" aria-labelledby="rewards-title">
    <h2 id="rewards-title">${words.text("rewards")}</h2>
    <ul class="tiles">
      ${byReach(listing.items).map((reward) => rewardTile(words, reward, choosing))}
    </ul>
    ${more(words.text("moreRewards"), listing)}
  </section>`;
}

function rewardTile(
  words: Words,
  reward: Reward,
  { isBusy, asked, ask, claim }: Choosing & { claim: (reward: Reward) => void },
): TemplateResult {
  const name = reward.translation?.name || reward.name;
  const points = words.points(reward.points ?? 0);
  return html`<li
    class="card tile ${reward.isClaimable ? "" : "locked"}"
    part="reward ${reward.isClaimable ? "affordable" : "locked"}"
  >
    ${reward.image
      ? html`<img class="picture" src=${reward.image.url} alt=${reward.image.alt} loading="lazy" />`
      : nothing}
    <div class="fill stack">
      <h3>${name}</h3>
      <p class="soft">${reward.translation?.description || reward.description}</p>
      <p class="price">
        ${points}
        ${reward.moneyAmount
          ? words.text("plusMoney", { money: words.money(reward.moneyAmount) })
          : nothing}
      </p>
      ${(reward.limits ?? []).map(({ message }) => html`<p class="soft">${message}</p>`)}
      ${!reward.isClaimable
        ? nothing
        : asked === reward.id
          ? html`<div class="actions" role="group" aria-label=${name}>
              <span>${words.text("claimAsk", { points })}</span>
              <button
                type="button"
                part="button"
                data-asked
                ?disabled=${isBusy}
                @click=${() => claim(reward)}
              >
                ${words.text("claimYes")}
              </button>
              <button
                type="button"
                class="plain"
                part="button plain"
                data-key=${reward.id}
                @click=${() => ask("")}
              >
                ${words.text("no")}
              </button>
            </div>`
          : html`<div class="actions">
              <button
                type="button"
                part="button"
                data-key=${reward.id}
                ?disabled=${isBusy}
                aria-label=${words.text("claimFor", { name, points })}
                @click=${() => ask(reward.id)}
              >
                ${words.text("claim")}
              </button>
            </div>`}
    </div>
  </li>`;
}

export function claims(
  words: Words,
  listing: Listing<Claim>,
  choosing: Choosing & { cancel: (claim: Claim) => void },
): View {
  if (!listing.items.length) return nothing;
  return html`<section part="claims" aria-labelledby="claims-title">
    <h2 id="claims-title">${words.text("myRewards")}</h2>
    <ul class="card list" part="card">
      ${usableFirst(listing.items).map((claim) => claimRow(words, claim, choosing))}
    </ul>
    ${more(words.text("moreClaims"), listing)}
  </section>`;
}

function claimRow(
  words: Words,
  claim: Claim,
  { isBusy, cancel }: Choosing & { cancel: (claim: Claim) => void },
): TemplateResult {
  const isOpen = claim.status === "CLAIMED";
  const state = [
    words.text(isOpen && claim.checkoutId ? "inCart" : `status_${claim.status}`),
    isOpen && claim.expiresAt ? words.text("until", { date: words.date(claim.expiresAt) }) : "",
  ];
  return html`<li class="row" part="claim">
    <div>
      <h3>${nameOf(claim)}</h3>
      <p class="soft">${state.filter(Boolean).join(" ")}</p>
    </div>
    ${claim.code && (isOpen || claim.kind === "GIFT_CARD")
      ? html`<span><span class="soft">${words.text("code")}</span> <code>${claim.code}</code></span>`
      : nothing}
    ${isOpen
      ? html`<button
          type="button"
          class="plain"
          part="button plain"
          ?disabled=${isBusy}
          aria-label=${words.text("cancelClaimOf", { name: nameOf(claim) })}
          @click=${() => cancel(claim)}
        >
          ${words.text("cancelClaim")}
        </button>`
      : nothing}
  </li>`;
}

export function history(words: Words, listing: Listing<Movement>, now: Date): TemplateResult {
  return html`<section part="history" aria-labelledby="history-title">
    <h2 id="history-title">${words.text("history")}</h2>
    ${listing.items.length
      ? html`<ul class="card list" part="card">
          ${listing.items.map((movement) => movementRow(words, movement, now))}
        </ul>`
      : html`<p class="soft">${words.text("noHistory")}</p>`}
    ${more(words.text("showMore"), listing)}
  </section>`;
}

function movementRow(words: Words, movement: Movement, now: Date): TemplateResult {
  const { createdAt, points, reason, explanation, activatesAt, expiresAt } = movement;
  const isPending = activatesAt && new Date(activatesAt) > now;
  const notes = [
    isPending ? words.text("usableFrom", { date: words.date(activatesAt) }) : "",
    points > 0 && expiresAt && new Date(expiresAt) > now
      ? words.text("expiresOn", { date: words.date(expiresAt) })
      : "",
  ].filter(Boolean);
  return html`<li class="movement" part="entry">
    <div class="row">
      <div>
        <p>${reason}</p>
        <p class="soft">
          <time datetime=${createdAt} title=${words.dateTime(createdAt)}
            >${words.relativeDay(createdAt, now)}</time
          >${notes.map((note) => html` · ${note}`)}
        </p>
      </div>
      <span class="amount ${points > 0 ? "gain" : ""}">${words.change(points)}</span>
    </div>
    ${explanation.length
      ? html`<details>
          <summary class="soft">${words.text("why")}</summary>
          ${explanation.map(({ message }) => html`<p class="soft">${message}</p>`)}
        </details>`
      : nothing}
  </li>`;
}
