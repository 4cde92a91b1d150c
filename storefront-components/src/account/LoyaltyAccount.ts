import { html, nothing, type TemplateResult } from "lit";

import { Failure, mutate, query } from "../api/client";
import type { MyLoyaltyPageQuery } from "../api/generated";
import {
  CARD_ISSUE,
  MY_CLAIMS,
  MY_HISTORY,
  MY_PAGE,
  OPT_IN,
  OPT_OUT,
  PREFERENCES_UPDATE,
  REWARD_CLAIM,
  REWARD_CLAIM_CANCEL,
  REWARDS,
} from "../api/operations";
import { LoyaltyElement, type LoyaltyChange } from "../base/LoyaltyElement";
import { base } from "../base/styles";
import type { PointsName } from "../texts";
import { claims, history, rewards, type Listing } from "./lists";
import {
  absenceOf,
  nameOf,
  type Account,
  type Claim,
  type Movement,
  type PageInfo,
  type Preference,
  type Program,
  type Reward,
} from "./page";
import { accountStyles } from "./styles";
import { badges, card, emails, head, referral, tier } from "./views";

const PAGE_SIZE = 10;
/** A list of the page asks `leave`, not for a reward. */
const LEAVE = "leave";

interface Page<Item> {
  items: Item[];
  pageInfo: PageInfo;
}

/** What the API calls a connection. */
interface Connection<Item> {
  edges: readonly { node: Item }[];
  pageInfo: PageInfo;
}

const EMPTY: Page<never> = { items: [], pageInfo: { hasNextPage: false } };

function pageOf<Item>(connection: Connection<Item> | null | undefined): Page<Item> {
  if (!connection) return EMPTY;
  return { items: connection.edges.map(({ node }) => node), pageInfo: connection.pageInfo };
}

/** What is shown `now`, with `next` after it if that goes on from it: a second click brings it twice. */
function continued<Item>(now: Page<Item>, before: Page<Item>, next: Page<Item>): Page<Item> {
  if (now !== before) return now;
  return { items: [...now.items, ...next.items], pageInfo: next.pageInfo };
}

/** "My points": balance, tier, badges, rewards, card, recommendation and history. */
export class LoyaltyAccount extends LoyaltyElement {
  static override properties = {
    referralUrl: { attribute: "referral-url" },
    data: { state: true },
    history: { state: true },
    claims: { state: true },
    rewards: { state: true },
    asked: { state: true },
    isBusy: { state: true },
    copied: { state: true },
  };

  static override styles = [base, accountStyles];

  /** An address of the storefront with `{code}` in it, for friends to follow. */
  declare referralUrl: string;
  protected declare data: MyLoyaltyPageQuery | null;
  protected declare history: Page<Movement>;
  protected declare claims: Page<Claim>;
  protected declare rewards: Page<Reward>;
  protected declare asked: string;
  protected declare isBusy: boolean;
  protected declare copied: string;

  /** The keys of wishes that the shop may not have heard: a repeated one takes no points twice. */
  readonly #keys = new Map<string, string>();

  constructor() {
    super();
    this.referralUrl = this.asked = this.copied = "";
    this.data = null;
    this.history = this.claims = this.rewards = EMPTY;
    this.isBusy = false;
  }

  protected override pointsName(): PointsName | null {
    return this.data?.loyaltyProgram?.pointsName ?? null;
  }

  protected override async load(isCurrent: () => boolean): Promise<void> {
    const variables = {
      channel: this.channel,
      languageCode: this.languageCode,
      first: PAGE_SIZE,
    };
    const data = await query(this.connection, MY_PAGE, variables);
    if (!isCurrent()) return;
    this.data = data;
    const account = data.me?.loyalty;
    this.history = pageOf(account?.entries);
    this.claims = pageOf(account?.claims);
    this.rewards = pageOf(data.loyaltyRewards);
  }

  // Doing -----------------------------------------------------------------------------------

  /** Does what a shopper asked for, shows what came of it, and tells the page. */
  async #do(kind: LoyaltyChange["kind"], action: () => Promise<string>): Promise<void> {
    this.isBusy = true;
    let said = "";
    const isDone = await this.attempt(async () => {
      said = await action();
    });
    this.asked = "";
    await this.refresh();
    this.isBusy = false;
    if (isDone) {
      this.said = said;
      this.changed({ kind });
    }
  }

  #claim(reward: Reward): Promise<void> {
    return this.#do("reward", async () => {
      const { id } = reward;
      const idempotencyKey = this.#keys.get(id) ?? newKey();
      this.#keys.set(id, idempotencyKey);
      try {
        const { account } = await mutate(this.connection, REWARD_CLAIM, {
          id,
          channel: this.channel,
          idempotencyKey,
        });
        this.#keys.delete(id);
        const name = reward.translation?.name || reward.name;
        const points = this.words.points(account?.available ?? 0);
        return this.words.text("claimed", { name, points });
      } catch (error) {
        if (error instanceof Failure && error.kind === "refused") this.#keys.delete(id);
        throw error;
      }
    });
  }

  #cancel(claim: Claim): Promise<void> {
    return this.#do("reward", async () => {
      const { account } = await mutate(this.connection, REWARD_CLAIM_CANCEL, { id: claim.id });
      const name = nameOf(claim);
      const points = this.words.points(account?.available ?? 0);
      return this.words.text("cancelled", { name, points });
    });
  }

  #issueCard(kind: "card" | "membership"): Promise<void> {
    return this.#do(kind, async () => {
      await mutate(this.connection, CARD_ISSUE, { channel: this.channel });
      return this.words.text("cardIssued");
    });
  }

  #join(): Promise<void> {
    return this.#do("membership", async () => {
      await mutate(this.connection, OPT_IN, { channel: this.channel });
      return this.words.text("joined");
    });
  }

  #leave(): Promise<void> {
    return this.#do("membership", async () => {
      await mutate(this.connection, OPT_OUT, { channel: this.channel });
      return this.words.text("left");
    });
  }

  #choose({ kind, name }: Preference, isWanted: boolean): Promise<void> {
    return this.#do("messages", async () => {
      await mutate(this.connection, PREFERENCES_UPDATE, {
        channel: this.channel,
        preferences: [{ kind, isWanted }],
      });
      return this.words.text(isWanted ? "emailsOn" : "emailsOff", { name });
    });
  }

  async #copy(text: string): Promise<void> {
    await this.attempt(async () => {
      await navigator.clipboard.writeText(text);
      this.copied = text;
      this.said = this.words.text("copied");
    });
  }

  async #ask(id: string): Promise<void> {
    const before = this.asked;
    this.asked = id;
    await this.updateComplete;
    // The button that was pressed is gone: what took its place has the focus.
    const sought = id ? "[data-asked]" : `[data-key="${before}"]`;
    this.renderRoot.querySelector<HTMLElement>(sought)?.focus();
  }

  async #moreHistory(): Promise<void> {
    const before = this.history;
    await this.attempt(async () => {
      const data = await query(this.connection, MY_HISTORY, {
        channel: this.channel,
        languageCode: this.languageCode,
        first: PAGE_SIZE,
        after: before.pageInfo.endCursor ?? null,
      });
      this.history = continued(this.history, before, pageOf(data.me?.loyalty?.entries));
    });
  }

  async #moreClaims(): Promise<void> {
    const before = this.claims;
    await this.attempt(async () => {
      const data = await query(this.connection, MY_CLAIMS, {
        channel: this.channel,
        filter: { statuses: ["CLAIMED", "USED", "EXPIRED"] },
        first: PAGE_SIZE,
        after: before.pageInfo.endCursor ?? null,
      });
      this.claims = continued(this.claims, before, pageOf(data.me?.loyalty?.claims));
    });
  }

  async #moreRewards(): Promise<void> {
    const before = this.rewards;
    await this.attempt(async () => {
      const data = await query(this.connection, REWARDS, {
        channel: this.channel,
        languageCode: this.languageCode,
        first: 50,
        after: before.pageInfo.endCursor ?? null,
      });
      this.rewards = continued(this.rewards, before, pageOf(data.loyaltyRewards));
    });
  }

  // Showing ---------------------------------------------------------------------------------

  protected override render(): TemplateResult | typeof nothing {
    const { data, words } = this;
    if (!this.isReady || !data) {
      if (this.failure) return this.failed(this.failure);
      return this.canLoad() ? this.#skeleton() : nothing;
    }
    const program = data.loyaltyProgram;
    if (!program) {
      return html`<div class="notice" part="notice"><p>${words.text("programOff")}</p></div>`;
    }
    const introduction = program.introduction
      ? html`<p class="introduction" part="introduction">${program.introduction}</p>`
      : nothing;
    if (!data.me) {
      return html`<div class="page" part="page">
        ${introduction}
        <div class="notice" part="notice">
          <p>${words.text("signedOut")}</p>
          ${this.signIn()}
        </div>
        ${this.notices()}
      </div>`;
    }
    return html`<div class="page" part="page" aria-busy=${String(this.isBusy)}>
      ${introduction} ${this.#member(program, data.me.loyalty)}
    </div>`;
  }

  #member(program: Program, account: Account | null | undefined): TemplateResult {
    const { words, isBusy, asked } = this;
    const choosing = { isBusy, asked, ask: (id: string) => void this.#ask(id) };
    return html`${this.#standing(program, account)}
    ${head(words, program, account, this.rewards.items)}
    ${this.notices()} ${tier(words, account?.tier)} ${badges(words, account?.badges ?? [])}
    ${claims(words, this.#listing(this.claims, () => this.#moreClaims()), {
      ...choosing,
      cancel: (claim) => void this.#cancel(claim),
    })}
    ${rewards(words, this.#listing(this.rewards, () => this.#moreRewards()), {
      ...choosing,
      claim: (reward) => void this.#claim(reward),
    })}
    ${account
      ? html`${card(words, account, { isBusy, issue: () => void this.#issueCard("card") })}
        ${referral(words, program, account, {
          url: this.referralUrl,
          copied: this.copied,
          copy: (text) => void this.#copy(text),
        })}
        ${emails(words, account.messagePreferences, (item, isWanted) =>
          void this.#choose(item, isWanted),
        )}
        ${history(words, this.#listing(this.history, () => this.#moreHistory()), new Date())}`
      : nothing}
    ${account?.takesPart ? this.#leaving() : nothing}`;
  }

  #listing<Item>(page: Page<Item>, more: () => Promise<void>): Listing<Item> {
    return { ...page, more: () => void more() };
  }

  /** What keeps the customer from collecting or using points, and the one action that changes it. */
  #standing(
    program: Program,
    account: Account | null | undefined,
  ): TemplateResult | typeof nothing {
    const { words } = this;
    if (account && account.status !== "ACTIVE") {
      return html`<div class="notice warning" part="notice">
        <p>${words.text(account.status === "FROZEN" ? "frozen" : "banned")}</p>
      </div>`;
    }
    const absence = absenceOf(program, account);
    if (!absence) return nothing;
    const points = words.pointsWord();
    const [text, label, act] = {
      optIn: ["joinText", "join", () => this.#join()],
      left: ["joinAgain", "join", () => this.#join()],
      card: ["joinCard", "getCard", () => this.#issueCard("membership")],
    }[absence] as ["joinText" | "joinAgain" | "joinCard", "join" | "getCard", () => Promise<void>];
    return html`<section class="notice" part="notice join" aria-labelledby="join-title">
      <h2 id="join-title">${words.text("joinTitle")}</h2>
      <p>${words.text(text, { points })}</p>
      <button type="button" part="button" ?disabled=${this.isBusy} @click=${() => void act()}>
        ${words.text(label)}
      </button>
    </section>`;
  }

  #leaving(): TemplateResult {
    const { words } = this;
    if (this.asked !== LEAVE) {
      return html`<div class="actions">
        <button
          type="button"
          class="plain"
          part="button plain"
          data-key=${LEAVE}
          @click=${() => this.#ask(LEAVE)}
        >
          ${words.text("leave")}
        </button>
      </div>`;
    }
    return html`<div class="notice" part="notice" role="group" aria-label=${words.text("leave")}>
      <p>${words.text("leaveAsk")}</p>
      <div class="actions">
        <button
          type="button"
          part="button"
          ?disabled=${this.isBusy}
          @click=${() => void this.#leave()}
        >
          ${words.text("leaveYes")}
        </button>
        <button
          type="button"
          class="plain"
          part="button plain"
          data-asked
          data-key=${LEAVE}
          @click=${() => this.#ask("")}
        >
          ${words.text("keep")}
        </button>
      </div>
    </div>`;
  }

  #skeleton(): TemplateResult {
    return html`<div class="page" part="page" aria-busy="true">
      <span class="hidden" role="status">${this.words.text("loading")}</span>
      <div class="skeleton" style="height: 8em"></div>
      <div class="skeleton" style="height: 4em"></div>
      <div class="skeleton" style="width: 60%"></div>
      <div class="skeleton" style="width: 80%"></div>
    </div>`;
  }
}

/** Pages without TLS have no `crypto.randomUUID`. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
