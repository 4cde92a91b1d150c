import {
  html,
  LitElement,
  nothing,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from "lit";

import { Failure, type Connection, type FailureKind, type TokenProvider } from "../api/client";
import type { LanguageCodeEnum } from "../api/generated";
import { languageCode, languageOf, Words, type PointsName, type Texts } from "../texts";

/** What a component tells of after it has changed something: the storefront's cue to look again. */
export interface LoyaltyChange {
  kind: "points" | "reward" | "membership" | "card" | "messages";
  /** The cart that was changed, with its new total. */
  checkout?: { id: string; total: { amount: number; currency: string } };
}

export const CHANGE = "loyalty-change";
export const FAILURE = "loyalty-error";

const STALE_MS = 30_000;
/** What comes back sooner was only moved within its page. */
const AWAY_MS = 500;

/** What all components share: where they ask, as whom, in which language, and how that may fail. */
export abstract class LoyaltyElement extends LitElement {
  static override properties: PropertyDeclarations = {
    apiUrl: { attribute: "api-url" },
    channel: {},
    token: {},
    tokenProvider: { attribute: false },
    texts: { type: Object },
    revision: {},
    signInUrl: { attribute: "sign-in-url" },
    failure: { state: true },
    isReady: { state: true },
    said: { state: true },
    complaint: { state: true },
    language: { state: true },
  };

  /** The shop's GraphQL endpoint. */
  declare apiUrl: string;
  /** The slug of a channel. */
  declare channel: string;
  /** The customer's token; without it they are not signed in. */
  declare token: string | null;
  /** Instead of `token`, for tokens that are renewed. */
  declare tokenProvider: TokenProvider | null;
  /** A storefront's own sentences, or another language's. */
  declare texts: Partial<Texts>;
  /** Anything; when it changes, the component looks again. */
  declare revision: string;
  /** Where who is not signed in can do so. */
  declare signInUrl: string;

  protected declare failure: FailureKind | null;
  protected declare isReady: boolean;
  /** Told to who can't see what has changed. */
  protected declare said: string;
  /** What the shop has refused, in its words. */
  protected declare complaint: string;
  protected declare language: string;

  #load = 0;
  #loadedAt = 0;
  #leftAt = 0;
  #isAsked = false;
  readonly #pageLanguage = new MutationObserver(() => this.#findLanguage());

  constructor() {
    super();
    this.apiUrl = this.channel = this.revision = this.signInUrl = this.said = this.complaint = "";
    this.token = this.tokenProvider = this.failure = null;
    this.texts = {};
    this.isReady = false;
    this.language = "en";
  }

  /** Reads what is shown; throws Failure. `isCurrent` tells whether the answer is still wanted. */
  protected abstract load(isCurrent: () => boolean): Promise<void>;

  /** The properties that decide what is loaded. */
  protected sources(): readonly string[] {
    return ["apiUrl", "channel", "token", "tokenProvider", "language", "revision"];
  }

  /** Whether enough is known to ask. */
  protected canLoad(): boolean {
    return Boolean(this.apiUrl && this.channel);
  }

  protected pointsName(): PointsName | null {
    return null;
  }

  protected get connection(): Connection {
    return {
      apiUrl: this.apiUrl,
      tokenProvider: this.tokenProvider ?? (() => this.token),
      language: this.language,
    };
  }

  protected get languageCode(): LanguageCodeEnum {
    return languageCode(this.language) as LanguageCodeEnum;
  }

  protected get words(): Words {
    return new Words(this.language, this.texts, this.pointsName());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#findLanguage();
    this.#pageLanguage.observe(document.documentElement, {
      attributes: true,
      attributeFilter: ["lang"],
    });
    this.#pageLanguage.observe(this, { attributes: true, attributeFilter: ["lang"] });
    document.addEventListener(CHANGE, this.#onChange);
    document.addEventListener("visibilitychange", this.#onVisible);
    window.addEventListener("online", this.#onOnline);
    if (this.#leftAt && Date.now() - this.#leftAt > AWAY_MS) void this.refresh();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#leftAt = Date.now();
    this.#pageLanguage.disconnect();
    document.removeEventListener(CHANGE, this.#onChange);
    document.removeEventListener("visibilitychange", this.#onVisible);
    window.removeEventListener("online", this.#onOnline);
  }

  protected override willUpdate(changed: PropertyValues): void {
    const names = changed as Map<PropertyKey, unknown>;
    if (!this.sources().some((name) => names.has(name))) return;
    if (!this.canLoad()) {
      // Of a cart that is an order now, nothing can be said any more.
      this.#load++;
      this.isReady = false;
      this.failure = null;
      return;
    }
    // Somebody else's points must not stay in sight.
    if (["apiUrl", "channel", "token", "tokenProvider"].some((name) => names.get(name))) {
      this.isReady = false;
    }
    if (this.#isAsked) return;
    this.#isAsked = true;
    queueMicrotask(() => {
      this.#isAsked = false;
      void this.refresh();
    });
  }

  /** Looks again. What is shown stays until the answer is there. */
  async refresh(): Promise<void> {
    if (!this.canLoad()) return;
    const load = ++this.#load;
    const isCurrent = (): boolean => load === this.#load && this.isConnected;
    try {
      await this.load(isCurrent);
      if (!isCurrent()) return;
      this.failure = null;
      this.isReady = true;
      this.#loadedAt = Date.now();
    } catch (error) {
      if (isCurrent()) this.#fail(error);
    }
  }

  /** Runs what a shopper asked for; returns whether it was done. What went wrong is said. */
  protected async attempt(action: () => Promise<void>): Promise<boolean> {
    this.complaint = this.said = "";
    try {
      await action();
      return true;
    } catch (error) {
      const failure = error instanceof Failure ? error : new Failure("broken");
      this.complaint =
        failure.kind === "refused" ? failure.message : this.words.text(`failure_${failure.kind}`);
      this.#tell(FAILURE, { kind: failure.kind, message: this.complaint });
      if (!(error instanceof Failure)) console.error(error);
      return false;
    }
  }

  /** Tells the storefront, and the other components of the page. */
  protected changed(change: LoyaltyChange): void {
    this.#tell(CHANGE, change);
  }

  #tell(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  #fail(error: unknown): void {
    const failure = error instanceof Failure ? error : new Failure("broken");
    if (!(error instanceof Failure)) console.error(error);
    this.failure = failure.kind === "refused" ? "broken" : failure.kind;
    // What was there belongs to a session that is over.
    if (this.failure === "expired") this.isReady = false;
    this.#tell(FAILURE, { kind: this.failure, message: failure.message });
  }

  #findLanguage(): void {
    this.language = languageOf(this);
  }

  readonly #onChange = (event: Event): void => {
    if (event.composedPath()[0] !== this) void this.refresh();
  };

  // The cart may have been changed in another window.
  readonly #onVisible = (): void => {
    if (document.visibilityState === "visible" && Date.now() - this.#loadedAt > STALE_MS) {
      void this.refresh();
    }
  };

  readonly #onOnline = (): void => {
    if (this.failure === "offline") void this.refresh();
  };

  // What components show alike --------------------------------------------------------------

  protected failed(kind: FailureKind): TemplateResult {
    const { words } = this;
    return html`<div class="notice" part="error" role="alert">
      <p>${words.text(kind === "refused" ? "failure_broken" : `failure_${kind}`)}</p>
      ${kind === "expired"
        ? this.signIn()
        : html`<button type="button" part="button" @click=${() => this.refresh()}>
            ${words.text("tryAgain")}
          </button>`}
    </div>`;
  }

  /** The storefront's own way to sign in, or a link. */
  protected signIn(): TemplateResult {
    return html`<slot name="sign-in"
      >${this.signInUrl
        ? html`<a class="button" part="button" href=${this.signInUrl}
            >${this.words.text("signIn")}</a
          >`
        : nothing}</slot
    >`;
  }

  protected notices(): TemplateResult {
    return html`<p class="said" role="status">${this.said}</p>
      ${this.complaint
        ? html`<p class="complaint" part="complaint" role="alert">${this.complaint}</p>`
        : nothing}
      ${this.failure && this.isReady ? this.failed(this.failure) : nothing}`;
  }
}
