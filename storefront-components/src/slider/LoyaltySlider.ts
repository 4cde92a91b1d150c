import { css, html, nothing, type TemplateResult } from "lit";

import { nameOf } from "../account/page";
import { mutate, query } from "../api/client";
import type { MyCheckoutLoyaltyQuery } from "../api/generated";
import {
  MY_CHECKOUT,
  POINTS_APPLY,
  POINTS_REMOVE,
  REWARD_APPLY,
  REWARD_REMOVE,
} from "../api/operations";
import { LoyaltyElement } from "../base/LoyaltyElement";
import { base } from "../base/styles";
import type { Money, PointsName } from "../texts";

type Checkout = NonNullable<MyCheckoutLoyaltyQuery["checkout"]>;
type Loyalty = NonNullable<Checkout["loyalty"]>;
type Claim = NonNullable<
  NonNullable<MyCheckoutLoyaltyQuery["me"]>["loyalty"]
>["claims"]["edges"][number]["node"];

/** How long the slider rests before its points are applied. */
const DEBOUNCE_MS = 400;

interface ChangedCheckout {
  id: string;
  totalPrice: { gross: Money };
}

/** "Use points: 0 ─●──── 860 (EUR 8.60)", and rewards that can be used in this cart. */
export class LoyaltySlider extends LoyaltyElement {
  static override properties = {
    checkoutId: { attribute: "checkout-id" },
    data: { state: true },
    wished: { state: true },
    isBusy: { state: true },
  };

  static override styles = [
    base,
    css`
      .box {
        display: grid;
        gap: 0.6em;
        background: var(--_tint);
        border-radius: var(--_radius);
        padding: var(--_space);
      }
      .worth {
        font-variant-numeric: tabular-nums;
        font-weight: 600;
      }
      .track {
        display: grid;
        grid-template-columns: auto 1fr auto;
        gap: 0.6em;
        align-items: center;
        font-variant-numeric: tabular-nums;
      }
      input {
        width: 100%;
        min-width: 0;
        min-height: 2rem;
        margin: 0;
        accent-color: var(--_accent);
      }
      .rewards {
        display: grid;
        gap: 0.5em;
        border-top: 1px solid var(--_line);
        padding-top: 0.6em;
      }
    `,
  ];

  declare checkoutId: string;
  protected declare data: MyCheckoutLoyaltyQuery | null;
  /** Where the slider stands while the shop does not know it yet. */
  protected declare wished: number | null;
  protected declare isBusy: boolean;

  #timer: ReturnType<typeof setTimeout> | undefined;
  #isSending = false;

  constructor() {
    super();
    this.checkoutId = "";
    this.data = null;
    this.wished = null;
    this.isBusy = false;
  }

  protected override sources(): readonly string[] {
    return [...super.sources(), "checkoutId"];
  }

  protected override canLoad(): boolean {
    return super.canLoad() && Boolean(this.checkoutId);
  }

  protected override pointsName(): PointsName | null {
    return this.data?.loyaltyProgram?.pointsName ?? null;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  protected override async load(isCurrent: () => boolean): Promise<void> {
    const variables = {
      id: this.checkoutId,
      channel: this.channel,
      languageCode: this.languageCode,
    };
    const data = await query(this.connection, MY_CHECKOUT, variables);
    if (isCurrent()) this.data = data;
  }

  #move(points: number): void {
    this.wished = points;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#send(), DEBOUNCE_MS);
  }

  #moveAtOnce(points: number): void {
    this.wished = points;
    clearTimeout(this.#timer);
    void this.#send();
  }

  /**
   * Applies where the slider stands. One request at a time, each with the whole number of points: sent
   * twice it changes nothing, and what was moved meanwhile follows.
   */
  async #send(): Promise<void> {
    if (this.#isSending) return;
    this.#isSending = this.isBusy = true;
    let sent: number | null = null;
    let isDone = true;
    while (isDone && this.wished !== null && this.wished !== sent) {
      sent = this.wished;
      isDone = await this.#apply(sent);
    }
    // Refused or not: what holds now is what the shop says.
    await this.refresh();
    if (this.wished === sent || !isDone) this.wished = null;
    this.#isSending = this.isBusy = false;
    if (this.wished !== null) void this.#send();
  }

  #apply(points: number): Promise<boolean> {
    return this.attempt(async () => {
      const { connection, checkoutId: id, languageCode } = this;
      if (!points) {
        const { checkout } = await mutate(connection, POINTS_REMOVE, { id });
        this.said = this.words.text("removed");
        this.#tellOf(checkout);
        return;
      }
      const variables = { id, points, languageCode };
      const { checkout } = await mutate(connection, POINTS_APPLY, variables);
      const loyalty = checkout?.loyalty;
      if (loyalty) {
        this.said = this.words.text("applied", {
          points: this.words.points(loyalty.appliedPoints),
          money: this.words.money(loyalty.appliedDiscount),
        });
      }
      this.#tellOf(checkout);
    });
  }

  async #toggle(claim: Claim, isOn: boolean): Promise<void> {
    this.isBusy = true;
    await this.attempt(async () => {
      const variables = { id: this.checkoutId, claimId: claim.id };
      const { checkout } = isOn
        ? await mutate(this.connection, REWARD_REMOVE, variables)
        : await mutate(this.connection, REWARD_APPLY, variables);
      this.said = this.words.text(isOn ? "rewardOff" : "rewardOn", { name: nameOf(claim) });
      this.#tellOf(checkout, "reward");
    });
    await this.refresh();
    this.isBusy = false;
  }

  #tellOf(
    checkout: ChangedCheckout | null | undefined,
    kind: "points" | "reward" = "points",
  ): void {
    if (!checkout) return;
    this.changed({ kind, checkout: { id: checkout.id, total: checkout.totalPrice.gross } });
  }

  protected override render(): TemplateResult | typeof nothing {
    if (this.failure && !this.isReady) return this.failed(this.failure);
    if (!this.isReady || !this.data) {
      return this.canLoad()
        ? html`<div class="box" part="box" aria-busy="true">
            <span class="hidden">${this.words.text("loading")}</span>
            <div class="skeleton"></div>
          </div>`
        : nothing;
    }
    const loyalty = this.data.checkout?.loyalty;
    if (!loyalty || !this.data.loyaltyProgram) return nothing;
    return html`<section class="box" part="box" aria-busy=${String(this.isBusy)}>
      ${this.#points(loyalty)} ${this.#rewards()} ${this.notices()}
    </section>`;
  }

  #points(loyalty: Loyalty): TemplateResult {
    const { words } = this;
    const { quote, appliedPoints } = loyalty;
    const most = Math.max(quote.maximumPoints, appliedPoints);
    const title = html`<label for="slider" part="title"
      ><strong>${words.text("usePoints", { points: words.pointsWord() })}</strong></label
    >`;
    if (!most) {
      return html`<strong part="title"
          >${words.text("usePoints", { points: words.pointsWord() })}</strong
        >
        ${this.#limits(loyalty)}`;
    }
    const points = Math.min(this.wished ?? appliedPoints, most);
    const worth = this.#worth(loyalty, points);
    return html`<div class="row">
        ${title}<output class="worth" part="worth" for="slider">${worth}</output>
      </div>
      <div class="track">
        <span aria-hidden="true">0</span>
        <input
          id="slider"
          part="slider"
          type="range"
          min="0"
          max=${most}
          .value=${String(points)}
          aria-valuetext=${worth}
          @input=${(event: Event) => this.#move(Number((event.target as HTMLInputElement).value))}
        />
        <span aria-hidden="true"
          >${words.number(most)}
          <span class="soft">(${words.money(this.#most(loyalty))})</span></span
        >
      </div>
      <div class="actions">
        <button
          type="button"
          part="button"
          ?disabled=${points === most}
          @click=${() => this.#moveAtOnce(most)}
        >
          ${words.text("useAll")}
        </button>
        <button
          type="button"
          class="plain"
          part="button plain"
          ?disabled=${!points}
          @click=${() => this.#moveAtOnce(0)}
        >
          ${words.text("useNone")}
        </button>
        ${this.isBusy ? html`<span class="soft">${words.text("applying")}</span>` : nothing}
      </div>
      ${this.#limits(loyalty)}`;
  }

  /** What the slider's end is worth. */
  #most({ quote, appliedPoints, appliedDiscount }: Loyalty): Money {
    return quote.maximumPoints >= appliedPoints ? quote.maximumDiscount : appliedDiscount;
  }

  /** Exact where the shop has said so; in between about what it comes to. */
  #worth(loyalty: Loyalty, points: number): string {
    const { words } = this;
    const { quote, appliedPoints, appliedDiscount } = loyalty;
    const say = (key: "ofPoints" | "aboutPoints", money: Money): string =>
      words.text(key, { points: words.points(points), money: words.money(money) });
    if (points === appliedPoints) return say("ofPoints", appliedDiscount);
    const { maximumPoints, maximumDiscount } = quote;
    if (points === maximumPoints) return say("ofPoints", maximumDiscount);
    const amount = maximumPoints ? (maximumDiscount.amount * points) / maximumPoints : 0;
    return say("aboutPoints", { amount, currency: maximumDiscount.currency });
  }

  #limits({ quote }: Loyalty): TemplateResult {
    const { limits, replacedOffer } = quote;
    return html`${limits.map(
      ({ message }) => html`<p class="soft" part="limit">${message}</p>`,
    )}
    ${replacedOffer
      ? html`<p class="soft" part="limit">
          ${this.words.text("replaces", { name: replacedOffer.name })}
        </p>`
      : nothing}`;
  }

  #rewards(): TemplateResult | typeof nothing {
    const claims = this.data?.me?.loyalty?.claims.edges ?? [];
    if (!claims.length) return nothing;
    const { words } = this;
    return html`<div class="rewards" part="rewards">
      <strong>${words.text("myRewards")}</strong>
      ${claims.map(({ node: claim }) => {
        const isOn = claim.checkoutId === this.data?.checkout?.id;
        return html`<div class="row" part="reward">
          <span>${nameOf(claim)}</span>
          <button
            type="button"
            class="plain"
            part="button plain"
            ?disabled=${this.isBusy}
            aria-label=${words.text(isOn ? "takeOffOf" : "useRewardOf", { name: nameOf(claim) })}
            @click=${() => this.#toggle(claim, isOn)}
          >
            ${words.text(isOn ? "takeOff" : "useReward")}
          </button>
        </div>`;
      })}
    </div>`;
  }
}
