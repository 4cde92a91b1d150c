import { css, html, nothing, type TemplateResult } from "lit";

import { Batch, query, type Connection } from "../api/client";
import { MY_CHECKOUT, PRODUCTS, VARIANTS } from "../api/operations";
import { LoyaltyElement } from "../base/LoyaltyElement";
import { base } from "../base/styles";
import type { PointsName } from "../texts";

interface Earning {
  points: number;
  rule: string;
  pointsName: PointsName | null;
}

interface Edge {
  node: {
    id: string;
    loyalty: { pointsToEarn: number; rule: { name: string } | null } | null;
  };
}

/** Batches of a moment by what they ask, so that a page full of products asks once. */
const batches = new Map<string, Batch<Earning>>();

/** "Earn 49 points": of a product, a variant or a cart. Shows nothing where nothing is earned. */
export class LoyaltyEarn extends LoyaltyElement {
  static override properties = {
    productId: { attribute: "product-id" },
    variantId: { attribute: "variant-id" },
    checkoutId: { attribute: "checkout-id" },
    earning: { state: true },
  };

  static override styles = [
    base,
    css`
      :host {
        display: inline-block;
        container-type: normal;
        color: var(--_gain);
        font-weight: 600;
      }
      [part="rule"] {
        font-weight: 400;
      }
    `,
  ];

  declare productId: string;
  declare variantId: string;
  declare checkoutId: string;
  protected declare earning: Earning | null;

  constructor() {
    super();
    this.productId = this.variantId = this.checkoutId = "";
    this.earning = null;
  }

  protected override sources(): readonly string[] {
    return [...super.sources(), "productId", "variantId", "checkoutId"];
  }

  protected override canLoad(): boolean {
    return super.canLoad() && Boolean(this.productId || this.variantId || this.checkoutId);
  }

  protected override pointsName(): PointsName | null {
    return this.earning?.pointsName ?? null;
  }

  protected override async load(isCurrent: () => boolean): Promise<void> {
    const earning = await this.#found();
    if (isCurrent()) this.earning = earning ?? null;
  }

  async #found(): Promise<Earning | null | undefined> {
    const { connection, channel } = this;
    if (this.checkoutId) {
      const variables = { id: this.checkoutId, channel, languageCode: this.languageCode };
      const { checkout, loyaltyProgram } = await query(connection, MY_CHECKOUT, variables);
      const points = checkout?.loyalty?.pointsToEarn ?? 0;
      return { points, rule: "", pointsName: loyaltyProgram?.pointsName ?? null };
    }
    const kind = this.variantId ? "variant" : "product";
    const token = await connection.tokenProvider({ isExpired: false });
    const key = JSON.stringify([kind, connection.apiUrl, token ?? "", channel]);
    let batch = batches.get(key);
    if (!batch) {
      batch = new Batch((ids) => {
        batches.delete(key);
        return kind === "variant"
          ? ofVariants(connection, channel, ids)
          : ofProducts(connection, channel, ids);
      });
      batches.set(key, batch);
    }
    return batch.get(this.variantId || this.productId);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { earning, words } = this;
    if (!earning?.points || this.failure) return nothing;
    const points = words.points(earning.points);
    return html`<span part="text"
        >${words.text(this.checkoutId ? "earnCart" : "earn", { points })}</span
      >${earning.rule ? html` <span part="rule">· ${earning.rule}</span>` : nothing}`;
  }
}

async function ofVariants(
  connection: Connection,
  channel: string,
  ids: string[],
): Promise<Map<string, Earning>> {
  const data = await query(connection, VARIANTS, { ids, channel });
  return byId(data.productVariants?.edges ?? [], data.loyaltyProgram?.pointsName ?? null);
}

async function ofProducts(
  connection: Connection,
  channel: string,
  ids: string[],
): Promise<Map<string, Earning>> {
  const variables = { channel, first: ids.length, filter: { ids } };
  const data = await query(connection, PRODUCTS, variables);
  return byId(data.products?.edges ?? [], data.loyaltyProgram?.pointsName ?? null);
}

function byId(edges: readonly Edge[], pointsName: PointsName | null): Map<string, Earning> {
  return new Map(
    edges.map(({ node: { id, loyalty } }) => [
      id,
      { points: loyalty?.pointsToEarn ?? 0, rule: loyalty?.rule?.name ?? "", pointsName },
    ]),
  );
}
