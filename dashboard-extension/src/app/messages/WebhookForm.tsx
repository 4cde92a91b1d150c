import { useEffect, useRef, useState } from "react";

import {
  LoyaltyWebhookCreateDocument,
  type LoyaltyWebhookEventEnum,
} from "../../api/operations/LoyaltyWebhookCreate";
import { LoyaltyWebhookUpdateDocument } from "../../api/operations/LoyaltyWebhookUpdate";
import { FormProblems, SelectField, TextField } from "../../ui/form/fields";
import { focusInvalid } from "../../ui/form/focusInvalid";
import { kindName } from "../../ui/messages/words";
import { useSave } from "../../ui/useSave";
import { text } from "./texts";
import type { Webhook } from "./Webhooks";

const FIELDS = ["name", "url", "programId"];
// No program: what happens in any.
const ALL = "";

const EVENTS: readonly LoyaltyWebhookEventEnum[] = [
  "POINTS_POSTED",
  "POINTS_ACTIVATED",
  "TIER_RAISED",
  "TIER_LOWERED",
  "BADGE_UNLOCKED",
  "BADGE_LOST",
  "REWARD_CLAIMED",
  "REWARD_GIVEN",
  "REWARD_USED",
  "REWARD_FREED",
  "REWARD_CANCELLED",
  "REWARD_EXPIRED",
  "CARD_ISSUED",
  "CARD_BLOCKED",
  "CARD_REPLACED",
  "OPTED_IN",
  "OPTED_OUT",
  "ACCOUNT_FROZEN",
  "ACCOUNT_BANNED",
  "ACCOUNT_ACTIVATED",
];

interface Props {
  /** Null for a new one. */
  webhook: Webhook | null;
  programs: readonly { id: string; name: string }[];
  onSaved: (message: string, secret?: { webhookId: string; value: string }) => void;
  onClose: () => void;
}

/** Name, address, program and events of a webhook. */
export function WebhookForm({ webhook, programs, onSaved, onClose }: Props) {
  const [name, setName] = useState(webhook?.name ?? "");
  const [url, setUrl] = useState(webhook?.url ?? "");
  const [programId, setProgramId] = useState(webhook?.program?.id ?? ALL);
  const [events, setEvents] = useState<ReadonlySet<LoyaltyWebhookEventEnum>>(
    new Set(webhook?.events),
  );
  const [refusals, setRefusals] = useState(0);
  const creation = useSave(LoyaltyWebhookCreateDocument, (data) => data.loyaltyWebhookCreate, FIELDS);
  const update = useSave(LoyaltyWebhookUpdateDocument, (data) => data.loyaltyWebhookUpdate, FIELDS);
  const { isSaving, problemOf, others, clearField } = webhook ? update : creation;
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector("input")?.focus(), []);
  useEffect(() => {
    if (refusals > 0) focusInvalid(form.current);
  }, [refusals]);
  const hasChoice = programs.length > 1;

  async function save() {
    const input = {
      name,
      url,
      events: EVENTS.filter((event) => events.has(event)),
      ...(hasChoice && { programId: programId === ALL ? null : programId }),
    };
    if (webhook) {
      const payload = await update.save({ id: webhook.id, input });
      if (payload) onSaved(text("webhookSaved", { name }));
      else setRefusals(refusals + 1);
      return;
    }
    const payload = await creation.save({ input });
    if (payload?.webhook && payload.secret) {
      onSaved(text("webhookSaved", { name }), {
        webhookId: payload.webhook.id,
        value: payload.secret,
      });
    } else setRefusals(refusals + 1);
  }

  function toggle(event: LoyaltyWebhookEventEnum) {
    const next = new Set(events);
    if (!next.delete(event)) next.add(event);
    setEvents(next);
    clearField("events");
  }

  return (
    <form
      ref={form}
      className="panel whole"
      noValidate
      aria-label={webhook ? webhook.name : text("addWebhook")}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isSaving) void save();
      }}
    >
      <h2>{webhook ? webhook.name : text("addWebhook")}</h2>
      <div className="fields">
        <TextField
          label={text("webhookName")}
          value={name}
          onChange={(value) => {
            clearField("name");
            setName(value);
          }}
          error={problemOf("name")}
          maxLength={255}
          isRequired
        />
        <div className="wide">
          <TextField
            label={text("webhookUrl")}
            hint={text("webhookUrlHint")}
            type="url"
            value={url}
            onChange={(value) => {
              clearField("url");
              setUrl(value);
            }}
            error={problemOf("url")}
            maxLength={2000}
            isRequired
          />
        </div>
        {hasChoice && (
          <SelectField
            label={text("webhookProgram")}
            value={programId}
            onChange={(value) => {
              clearField("programId");
              setProgramId(value);
            }}
            error={problemOf("programId")}
            choices={[
              { value: ALL, label: text("allPrograms") },
              ...programs.map(({ id, name: label }) => ({ value: id, label })),
            ]}
          />
        )}
      </div>
      <fieldset>
        <legend>{text("events")}</legend>
        <p className="soft">{text("eventsHint")}</p>
        <div className="events">
          {EVENTS.map((event) => (
            <label key={event}>
              <input type="checkbox" checked={events.has(event)} onChange={() => toggle(event)} />
              {kindName(event)}
            </label>
          ))}
        </div>
      </fieldset>
      <FormProblems messages={others} />
      <div className="actions">
        <button type="submit" className="primary" disabled={isSaving}>
          {text(isSaving ? "saving" : "save")}
        </button>
        <button type="button" className="plain" onClick={onClose}>
          {text("cancel")}
        </button>
      </div>
    </form>
  );
}
