import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";

import type { Words } from "../texts";
import {
  inOrder,
  shareOf,
  type Account,
  type Badge,
  type Preference,
  type Program,
  type Reward,
  type Tier,
} from "./page";

/** The parts of "My points" that only show something. */

type View = TemplateResult | typeof nothing;

export function head(
  words: Words,
  program: Program,
  account: Account | null | undefined,
  rewards: readonly Reward[],
): TemplateResult {
  const available = account?.available ?? 0;
  const within = rewards.filter(({ isClaimable }) => isClaimable).length;
  const facts: [string, number][] = [
    [words.text("pending"), account?.pending ?? 0],
    [words.text("reserved"), account?.reserved ?? 0],
    [words.text("debt"), account?.debt ?? 0],
  ];
  const isUsable = program.spendingActive && account?.status === "ACTIVE" && available > 0;
  const expiry = account?.nextExpiry;
  return html`<section class="head" part="head" aria-labelledby="balance-title">
    <div>
      <h2 id="balance-title" part="title">${words.text("yourPoints")}</h2>
      <p class="balance" part="balance">${words.number(available)}</p>
      ${account?.value && available
        ? html`<p class="worth" part="worth">
            ${words.text("worth", { money: words.money(account.value) })}
          </p>`
        : nothing}
    </div>
    <div class="now">
      ${isUsable ? html`<p>${words.text("useAtCheckout")}</p>` : nothing}
      ${within ? html`<p>${words.counted("rewardsNow", within)}</p>` : nothing}
      ${!account ? html`<p>${words.text("noPointsYet")}</p>` : nothing}
      ${expiry
        ? html`<p part="expiry" title=${words.dateTime(expiry.expiresAt)}>
            ${words.text("expiring", {
              points: words.points(expiry.points),
              date: words.date(expiry.expiresAt),
            })}
          </p>`
        : nothing}
      <dl class="facts">
        ${facts
          .filter(([, count]) => count)
          .map(
            ([name, count]) =>
              html`<div>
                <dt>${name}</dt>
                <dd>${words.number(count)}</dd>
              </div>`,
          )}
      </dl>
    </div>
  </section>`;
}

export function tier(words: Words, progress: Tier | null | undefined): View {
  if (!progress || (!progress.tier && !progress.nextTier)) return nothing;
  const { tier: mine, nextTier, percentage, currency } = progress;
  const name = mine?.translation?.name || mine?.name || words.text("noTier");
  const perks = mine?.translation?.perks?.length ? mine.translation.perks : (mine?.perks ?? []);
  const next = nextTier?.translation?.name || nextTier?.name || "";
  const toNext = nextTier
    ? words.text("toNext", { missing: words.sum(progress.missingAmount, currency), tier: next })
    : words.text("highestTier");
  const until = keptUntil(words, progress);
  return html`<section class="card" part="card tier" aria-labelledby="tier-title">
    <div class="row">
      <div>
        <p class="soft">${words.text("tier")}</p>
        <h2 id="tier-title" part="tier-name">${name}</h2>
      </div>
      <p class="soft">${toNext}${until ? html`<br />${until}` : nothing}</p>
    </div>
    ${nextTier
      ? html`<progress
          part="bar"
          max="100"
          value=${percentage}
          aria-label=${toNext}
        ></progress>`
      : nothing}
    ${perks.length
      ? html`<ul class="perks">
          ${perks.map((perk) => html`<li>${perk}</li>`)}
        </ul>`
      : nothing}
  </section>`;
}

/** "EUR 40 more by 31 Dec to keep it", where the tier is kept for a time only. */
function keptUntil(words: Words, progress: Tier): string {
  const { byHandUntil, graceUntil, missingToKeep, currency } = progress;
  const until = byHandUntil ?? graceUntil;
  if (!until) return "";
  const date = words.date(until);
  return byHandUntil || !missingToKeep
    ? words.text("tierUntil", { date })
    : words.text("tierKeep", { missing: words.sum(missingToKeep, currency), date });
}

export function badges(words: Words, all: readonly Badge[]): View {
  if (!all.length) return nothing;
  return html`<section part="badges" aria-labelledby="badges-title">
    <h2 id="badges-title">${words.text("badges")}</h2>
    <ul class="tiles">
      ${inOrder(all).map((item) => badge(words, item))}
    </ul>
  </section>`;
}

function badge(words: Words, item: Badge): TemplateResult {
  const { title, description, translation, symbol, iconUrl } = item.badge;
  const name = translation?.title || title;
  const missing = missingOf(words, item);
  return html`<li
    class="card tile ${item.isUnlocked ? "" : "locked"}"
    part="badge ${item.isUnlocked ? "unlocked" : "locked"}"
  >
    <span class="symbol" aria-hidden="true"
      >${iconUrl ? html`<img src=${iconUrl} alt="" loading="lazy" />` : symbol}</span
    >
    <div class="fill">
      <h3>${name}</h3>
      <p class="soft">${translation?.description || description}</p>
      ${item.isUnlocked
        ? html`<p class="gain small">
            ${words.text("unlocked")}
            ${item.unlockedAt
              ? html`<time datetime=${item.unlockedAt} title=${words.dateTime(item.unlockedAt)}
                  >${words.date(item.unlockedAt)}</time
                >`
              : nothing}
          </p>`
        : missing
          ? html`<progress
                part="bar"
                max="1"
                value=${shareOf(item)}
                aria-label=${words.text("badgeProgress", { badge: name })}
              ></progress>
              <p class="soft">${words.text("toGo", { missing })}</p>`
          : nothing}
    </div>
  </li>`;
}

function missingOf(words: Words, item: Badge): string {
  if (item.missingPoints) return words.points(item.missingPoints);
  if (item.missingCount) return words.number(item.missingCount);
  return item.missingAmount?.amount ? words.money(item.missingAmount) : "";
}

/** A card's number in groups of four, and its code; offers one to who has none. */
export function card(
  words: Words,
  account: Account,
  { isBusy, issue }: { isBusy: boolean; issue: () => void },
): TemplateResult {
  const { cardNumber, cardQrCode } = account;
  return html`<section class="card row" part="card loyalty-card" aria-labelledby="card-title">
    <div class="stack">
      <h2 id="card-title">${words.text("card")}</h2>
      ${cardNumber
        ? html`<p class="number">${cardNumber.replace(/.{4}(?=.)/g, "$& ")}</p>
            <p class="soft">${words.text("cardText")}</p>`
        : html`<p class="soft">${words.text("noCard")}</p>
            <button
              type="button"
              class="plain"
              part="button plain"
              ?disabled=${isBusy}
              @click=${issue}
            >
              ${words.text("getCard")}
            </button>`}
    </div>
    ${cardNumber && cardQrCode
      ? html`<img
          class="qr"
          part="qr"
          src="data:image/svg+xml,${encodeURIComponent(cardQrCode)}"
          alt=${words.text("cardCode", { number: cardNumber })}
        />`
      : nothing}
  </section>`;
}

/** The customer's code, or a link of the storefront's that has it in the place of `{code}`. */
export function referral(
  words: Words,
  program: Program,
  account: Account,
  { url, copied, copy }: { url: string; copied: string; copy: (text: string) => void },
): View {
  const code = account.referralCode;
  if (!code || !(program.referrerPoints || program.refereePoints)) return nothing;
  const text = url ? url.replace("{code}", encodeURIComponent(code)) : code;
  const points = words.points(program.referrerPoints);
  return html`<section class="card stack" part="card referral" aria-labelledby="referral-title">
    <h2 id="referral-title">${words.text("referral")}</h2>
    <p>
      ${program.refereePoints
        ? words.text("referralBoth", { points, friend: words.points(program.refereePoints) })
        : words.text("referralText", { points })}
    </p>
    <div class="row">
      <span
        ><span class="soft">${words.text(url ? "referralLink" : "referralCode")}</span>
        <code>${text}</code></span
      >
      <button type="button" class="plain" part="button plain" @click=${() => copy(text)}>
        ${words.text(copied === text ? "copied" : "copy")}
      </button>
    </div>
  </section>`;
}

/** A switch for each kind of e-mail that the program sends. */
export function emails(
  words: Words,
  all: readonly Preference[],
  choose: (item: Preference, isWanted: boolean) => void,
): View {
  const sent = all.filter(({ isSent }) => isSent);
  if (!sent.length) return nothing;
  return html`<section part="emails" aria-labelledby="emails-title">
    <h2 id="emails-title">${words.text("emails")}</h2>
    <p id="emails-about" class="soft">${words.text("emailsAbout")}</p>
    <ul class="switches" aria-labelledby="emails-about">
      ${sent.map(
        (item) =>
          html`<li>
            <label>
              <input
                type="checkbox"
                .checked=${live(item.isWanted)}
                @change=${(event: Event) =>
                  choose(item, (event.target as HTMLInputElement).checked)}
              />
              ${item.name}
            </label>
          </li>`,
      )}
    </ul>
  </section>`;
}
