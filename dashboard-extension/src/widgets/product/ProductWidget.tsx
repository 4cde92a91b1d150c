import { useState } from "react";

import { LoyaltyEarningRuleCreateDocument } from "../../api/operations/LoyaltyEarningRuleCreate";
import { LoyaltyEarningRuleDeleteDocument } from "../../api/operations/LoyaltyEarningRuleDelete";
import { LoyaltyEarningRuleUpdateDocument } from "../../api/operations/LoyaltyEarningRuleUpdate";
import {
  LoyaltyProductWidgetDocument,
  type LoyaltyProductWidgetQuery,
} from "../../api/operations/LoyaltyProductWidget";
import { RULES } from "../../bridge/routes";
import { openInDashboard, pageInDashboard } from "../../bridge/session";
import { number } from "../../texts";
import { languageCode } from "../../texts/languageCode";
import { Failed } from "../../ui/Failed";
import { Loading } from "../../ui/Loading";
import {
  amountOf,
  givesInWords,
  givesOf,
  phaseOf,
  points,
  timesInWords,
  wayOf,
} from "../../ui/rules/words";
import { Undo, type Undoable } from "../../ui/Undo";
import { useAnswer } from "../../ui/useAnswer";
import { useOpen } from "../../ui/useOpen";
import { useSave } from "../../ui/useSave";
import { OwnRuleForm } from "./OwnRuleForm";
import { text } from "./texts";

type Product = NonNullable<LoyaltyProductWidgetQuery["product"]>;
type Place = Product["loyaltyInChannels"][number];
type RuleOfProduct = Product["loyaltyRules"][number];

const NEW = "new";

/** What a product earns in each channel and why; staff set points for it alone here. */
export function ProductWidget({ productId }: { productId: string }) {
  const { answer, again } = useAnswer(LoyaltyProductWidgetDocument, {
    id: productId,
    languageCode: languageCode(),
  });
  if (answer.state === "failed") {
    return <Failed failure={answer.failure} again={again} denied="failure_deniedDiscounts" />;
  }
  if (answer.state === "loading") return <Loading />;
  const { product } = answer.data;
  return (
    <main className="widget">
      <h1 className="visually-hidden">{text("welcome")}</h1>
      {product ? (
        <Earning product={product} again={again} />
      ) : (
        <p className="soft">{text("notThere")}</p>
      )}
    </main>
  );
}

function Earning({ product, again }: { product: Product; again: () => void }) {
  const others = product.loyaltyRules.filter((item) => !item.isOverride);
  return (
    <>
      <h2 className="visually-hidden">{text("earns")}</h2>
      {product.loyaltyInChannels.length === 0 ? (
        <p className="soft">{text("notListed")}</p>
      ) : (
        <ul className="places">
          {product.loyaltyInChannels.map((place) => (
            <PointsInChannel key={place.channelId} place={place} />
          ))}
        </ul>
      )}
      <Own product={product} again={again} />
      {others.length > 0 && (
        <details className="rules-about">
          <summary>
            {text("rules")} <span className="soft">{number(others.length)}</span>
          </summary>
          <ul className="about-it">
            {others.map((item) => (
              <RuleAbout key={item.rule.id} item={item} />
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function PointsInChannel({ place }: { place: Place }) {
  const { pointsFrom, pointsTo, explanation } = place;
  return (
    <li>
      <p className="place">
        <span>{place.channelName}</span>
        <strong>
          {pointsFrom === pointsTo
            ? points(pointsTo)
            : text("range", { from: number(pointsFrom), to: number(pointsTo) })}
        </strong>
      </p>
      {explanation.map((step) => (
        <p key={`${step.code} ${step.rule?.id ?? ""}`} className="soft">
          {step.message}
        </p>
      ))}
    </li>
  );
}

/** `off`, `not yet`, `until …`, `in 2 channels`: what keeps a rule from holding always. */
function limitsOf({ rule }: RuleOfProduct): string[] {
  const phase = phaseOf(rule, new Date());
  const { length } = rule.channelIds;
  return [
    phase === "now" ? "" : text(`phase_${phase}`),
    timesInWords(rule.startsAt, rule.endsAt),
    length > 0 ? text("inChannels", { count: length, number: number(length) }) : "",
  ].filter(Boolean);
}

function RuleAbout({ item }: { item: RuleOfProduct }) {
  const { rule, match } = item;
  return (
    <li>
      <p>
        {rule.name}: {givesInWords(rule)}
      </p>
      <p className="soft">{[text(`match_${match}`), ...limitsOf(item)].join(" · ")}</p>
    </li>
  );
}

/** What the form changes, as it was; of what a rule gives only the one that it gave. */
function changedBack(rule: RuleOfProduct["rule"]) {
  const { isActive, endsAt } = rule;
  return {
    ...givesOf(wayOf(rule), amountOf(rule)),
    endsAt: endsAt ?? null,
    ...(!isActive && { isActive }),
  };
}

/** The rules that are about this product alone. */
function Own({ product, again }: { product: Product; again: () => void }) {
  const { open, close, opener } = useOpen<string>();
  const [done, setDone] = useState<Undoable | null>(null);
  const deletion = useSave(LoyaltyEarningRuleDeleteDocument, (data) => data.loyaltyEarningRuleDelete);
  const creation = useSave(LoyaltyEarningRuleCreateDocument, (data) => data.loyaltyEarningRuleCreate);
  const change = useSave(LoyaltyEarningRuleUpdateDocument, (data) => data.loyaltyEarningRuleUpdate);
  const own = product.loyaltyRules.filter((item) => item.isOverride);
  const edited = open === NEW ? NEW : own.find(({ rule }) => rule.id === open);

  async function remove({ rule, program }: RuleOfProduct) {
    if (!(await deletion.save({ id: rule.id }))) return;
    const { id: _gone, ...input } = rule;
    setDone({
      message: text("deleted"),
      undo: async () => {
        const variables = { programId: program.id, input: { ...input, productIds: [product.id] } };
        const isBack = await creation.save(variables);
        again();
        return isBack ? "" : text("failure_broken");
      },
    });
    again();
  }

  /** What was new goes again; what was changed becomes what it was. */
  async function takeBack(before: RuleOfProduct | typeof NEW, ruleId: string): Promise<string> {
    const isBack =
      before === NEW
        ? await deletion.save({ id: ruleId })
        : await change.save({ id: ruleId, input: changedBack(before.rule) });
    again();
    return isBack ? "" : text("failure_broken");
  }

  return (
    <section className="own" aria-label={text("own")}>
      {own.length > 0 && <h2>{text("own")}</h2>}
      {own.map((item) =>
        item === edited ? null : (
          <div key={item.rule.id}>
            <p>{[givesInWords(item.rule), ...limitsOf(item)].join(" · ")}</p>
            <p className="actions">
              <button type="button" {...opener(item.rule.id)}>
                {text("change")}
              </button>
              <button
                type="button"
                className="plain"
                disabled={deletion.isSaving}
                onClick={() => void remove(item)}
              >
                {text("deleteIt")}
              </button>
            </p>
          </div>
        ),
      )}
      {deletion.others.map((message) => (
        <p key={message} role="alert" className="warning">
          {message}
        </p>
      ))}
      {edited && (
        <OwnRuleForm
          key={open}
          product={product}
          item={edited === NEW ? null : edited}
          onClose={close}
          onSaved={(ruleId, gives, isOn) => {
            close();
            setDone({
              message: text(isOn ? "saved" : "savedOff", { gives }),
              undo: () => takeBack(edited, ruleId),
            });
            again();
          }}
        />
      )}
      <Undo done={done} onGone={() => setDone(null)} />
      <p className="actions">
        {!edited && own.length === 0 && (
          <button type="button" {...opener(NEW)}>
            {text("setOwn")}
          </button>
        )}
        <button
          type="button"
          className="plain"
          onClick={() => openInDashboard(pageInDashboard(RULES))}
        >
          {text("openRules")}
        </button>
      </p>
    </section>
  );
}
