import { Switch } from "../../ui/form/fields";
import type { Form } from "./form";
import { ChannelNumberIn, ChoiceIn, NumberIn, SwitchIn, TextIn } from "./inputs";
import { Sentence } from "../../ui/form/Sentence";
import { text } from "./texts";

export function EarningCard({ form }: { form: Form }) {
  const { draft, set, channel } = form;
  return (
    <section className="settings" aria-labelledby="earning">
      <h2 id="earning">{text("earning")}</h2>
      <SwitchIn form={form} name="earningActive" label={text("earningActive")} />
      {channel && (
        <Sentence
          words={text("earnRate")}
          fields={{
            points: <ChannelNumberIn form={form} name="earnPoints" label={text("earnPoints")} />,
            amount: (
              <ChannelNumberIn
                form={form}
                name="earnAmount"
                label={text("earnAmount")}
                decimals={3}
              />
            ),
            currency: channel.currency,
            trigger: (
              <ChoiceIn
                isBare
                label={text("earnTrigger")}
                texts="trigger"
                value={draft.earnTrigger}
                values={["ORDER_CREATED", "ORDER_PAID", "ORDER_FULFILLED"]}
                onChange={(earnTrigger) => set({ earnTrigger })}
              />
            ),
          }}
        />
      )}
      <details>
        <summary>{text("more")}</summary>
        <div className="fields">
          <ChoiceIn
            label={text("earnBasis")}
            texts="basis"
            value={draft.earnBasis}
            values={["GROSS", "NET"]}
            onChange={(earnBasis) => set({ earnBasis })}
          />
          <ChoiceIn
            label={text("earnMode")}
            texts="mode"
            value={draft.earnMode}
            values={["PROPORTIONAL", "PER_FULL_AMOUNT"]}
            onChange={(earnMode) => set({ earnMode })}
          />
          <ChoiceIn
            label={text("rounding")}
            texts="rounding"
            value={draft.rounding}
            values={["DOWN", "HALF_UP", "UP"]}
            onChange={(rounding) => set({ rounding })}
          />
        </div>
        <SwitchIn form={form} name="earnOnShipping" label={text("earnOnShipping")} />
        <SwitchIn form={form} name="earnOnReducedItems" label={text("earnOnReducedItems")} />
        <SwitchIn form={form} name="earnOnPointsPaidPart" label={text("earnOnPointsPaidPart")} />
        {channel && (
          <Switch
            label={text("channelEarns", { channel: channel.name })}
            value={channel.earningActive}
            onChange={(earningActive) => form.setChannel({ earningActive })}
          />
        )}
      </details>
      <details>
        <summary>{text("gifts")}</summary>
        <Gifts form={form} />
      </details>
    </section>
  );
}

function Gifts({ form }: { form: Form }) {
  const points = (name: "registrationPoints" | "newsletterPoints" | "reviewPoints") => (
    <NumberIn form={form} name={name} label={text(name)} />
  );
  const key = { form, hint: text("keyHint") };
  return (
    <>
      <Sentence words={text("registration")} fields={{ points: points("registrationPoints") }} />
      <Sentence words={text("newsletter")} fields={{ points: points("newsletterPoints") }} />
      <Sentence
        words={text("review")}
        fields={{
          points: points("reviewPoints"),
          limit: (
            <ChoiceIn
              isBare
              label={text("reviewLimit")}
              texts="reviewLimit"
              value={form.draft.reviewLimit}
              values={["PER_PRODUCT", "ONCE"]}
              onChange={(reviewLimit) => form.set({ reviewLimit })}
            />
          ),
        }}
      />
      <Sentence
        words={text("referral")}
        fields={{
          referrer: <NumberIn form={form} name="referrerPoints" label={text("referrerPoints")} />,
          referee: <NumberIn form={form} name="refereePoints" label={text("refereePoints")} />,
          amount: (
            <NumberIn
              form={form}
              name="referralOrderValueFrom"
              label={text("referralAmount")}
              decimals={3}
            />
          ),
        }}
      />
      <div className="fields">
        <TextIn {...key} name="newsletterMetadataKey" label={text("newsletterKey")} />
        <TextIn {...key} name="referralMetadataKey" label={text("referralKey")} />
        <TextIn {...key} name="birthdayMetadataKey" label={text("birthdayKey")} />
      </div>
    </>
  );
}
