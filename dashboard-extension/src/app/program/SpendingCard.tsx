import {
  categories,
  collections,
  productTypes,
  products,
  variants,
} from "../../api/catalogue";
import { Switch } from "../../ui/form/fields";
import { Picker } from "../../ui/form/Picker";
import type { Draft } from "./draft";
import type { Form } from "./form";
import { ChannelNumberIn, ChoiceIn, NumberIn, SwitchIn } from "./inputs";
import { Sentence } from "../../ui/form/Sentence";
import { text } from "./texts";

export function SpendingCard({ form }: { form: Form }) {
  return (
    <section className="settings" aria-labelledby="spending">
      <h2 id="spending">{text("spending")}</h2>
      <SwitchIn form={form} name="spendingActive" label={text("spendingActive")} />
      <Rates form={form} />
      <details>
        <summary>{text("more")}</summary>
        <More form={form} />
      </details>
    </section>
  );
}

function Rates({ form }: { form: Form }) {
  const { channel } = form;
  if (!channel) return null;
  const { currency } = channel;
  return (
    <>
      <Sentence
        words={text("redeemRate")}
        fields={{
          points: <ChannelNumberIn form={form} name="redeemPoints" label={text("redeemPoints")} />,
          amount: (
            <ChannelNumberIn
              form={form}
              name="redeemAmount"
              label={text("redeemAmount")}
              decimals={3}
            />
          ),
          currency,
        }}
      />
      <Sentence
        words={text("minimums")}
        fields={{
          balance: (
            <ChannelNumberIn form={form} name="minimumBalance" label={text("minimumBalance")} />
          ),
          cart: (
            <ChannelNumberIn
              form={form}
              name="minimumCartValue"
              label={text("minimumCartValue")}
              decimals={3}
            />
          ),
          currency,
        }}
      />
      <Sentence
        words={text("maximums")}
        fields={{
          amount: (
            <ChannelNumberIn
              form={form}
              name="maximumDiscountAmount"
              label={text("maximumAmount")}
              decimals={3}
            />
          ),
          currency,
          percentage: (
            <ChannelNumberIn
              form={form}
              name="maximumDiscountPercentage"
              label={text("maximumPercentage")}
              decimals={2}
            />
          ),
        }}
      />
      <p className="soft">{text("maximumsHint")}</p>
    </>
  );
}

function More({ form }: { form: Form }) {
  const { draft, set, channel } = form;
  return (
    <>
      <div className="fields">
        <ChoiceIn
          label={text("redemptionMethod")}
          texts="method"
          value={draft.redemptionMethod}
          values={["DISCOUNT", "PAYMENT"]}
          onChange={(redemptionMethod) => set({ redemptionMethod })}
        />
        <ChoiceIn
          label={text("negativeBalance")}
          texts="negative"
          value={draft.negativeBalance}
          values={["ALLOW", "CLAMP"]}
          onChange={(negativeBalance) => set({ negativeBalance })}
        />
      </div>
      <SwitchIn form={form} name="excludeReducedItems" label={text("excludeReducedItems")} />
      {channel && (
        <Switch
          label={text("channelSpends", { channel: channel.name })}
          value={channel.spendingActive}
          onChange={(spendingActive) => form.setChannel({ spendingActive })}
        />
      )}
      <Goods form={form} />
      <Sentence
        words={text("hold")}
        fields={{
          minutes: <NumberIn form={form} name="holdMinutes" label={text("holdMinutes")} />,
        }}
      />
      <Sentence
        words={text("restored")}
        fields={{
          days: <NumberIn form={form} name="restoredPointsDays" label={text("restoredDays")} />,
        }}
      />
      <Sentence
        words={text("rewardFactor")}
        fields={{
          factor: (
            <NumberIn
              form={form}
              name="rewardPriceFactor"
              label={text("rewardPriceFactor")}
              decimals={3}
            />
          ),
        }}
      />
    </>
  );
}

const GOODS = [
  { name: "productIds", title: "goodsProducts", source: products },
  { name: "variantIds", title: "goodsVariants", source: variants },
  { name: "categoryIds", title: "goodsCategories", source: categories },
  { name: "collectionIds", title: "goodsCollections", source: collections },
  { name: "productTypeIds", title: "goodsProductTypes", source: productTypes },
] as const;

function Goods({ form }: { form: Form }) {
  const goods = form.draft.spendableGoods;
  const change = (values: Partial<Draft["spendableGoods"]>) =>
    form.set({ spendableGoods: { ...goods, ...values } });
  return (
    <div className="fields">
      <ChoiceIn
        label={text("goods")}
        texts="goods"
        value={goods.mode}
        values={["ALL", "ONLY", "ALL_BUT"]}
        error={form.problemOf("spendableGoods.mode")}
        onChange={(mode) => change({ mode })}
      />
      {goods.mode !== "ALL" &&
        GOODS.map(({ name, title, source }) => (
          <Picker
            key={name}
            label={text(title)}
            source={source}
            ids={goods[name]}
            error={form.problemOf(`spendableGoods.${name}`)}
            onChange={(ids) => change({ [name]: ids })}
          />
        ))}
    </div>
  );
}
