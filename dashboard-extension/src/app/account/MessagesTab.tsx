import {
  LoyaltyAccountDeliveriesDocument,
  type LoyaltyAccountDeliveriesQuery,
} from "../../api/operations/LoyaltyAccountDeliveries";
import { LoyaltyDeliveryRetryDocument } from "../../api/operations/LoyaltyDeliveryRetry";
import { LoyaltyAccountPreferencesUpdateDocument } from "../../api/operations/LoyaltyAccountPreferencesUpdate";
import { number } from "../../texts";
import { Failed } from "../../ui/Failed";
import { Switch } from "../../ui/form/fields";
import { DeliveryList } from "../../ui/messages/DeliveryList";
import { kindName } from "../../ui/messages/words";
import { Pager } from "../../ui/Pager";
import { usePages } from "../../ui/paging";
import { send } from "../../ui/send";
import { useAnswer } from "../../ui/useAnswer";
import { Loading } from "../Loading";
import type { TabProps } from "./AccountPage";
import { StatementForm } from "./StatementForm";
import { text } from "./texts";

type Found = NonNullable<LoyaltyAccountDeliveriesQuery["loyaltyAccount"]>;
type Preference = Found["messagePreferences"][number];

const PAGE_SIZE = 20;

/** What the customer was sent, which kinds they want, and their statement. */
export default function MessagesTab({ account, onDone }: TabProps) {
  const { after, turns } = usePages(account.id);
  const { answer, isBusy, again } = useAnswer(LoyaltyAccountDeliveriesDocument, {
    id: account.id,
    filter: { means: "EMAIL" },
    first: PAGE_SIZE,
    after,
  });
  if (answer.state === "failed") return <Failed failure={answer.failure} again={again} />;
  if (answer.state === "loading") return <Loading />;
  const found = answer.data.loyaltyAccount;
  if (!found) return null;
  const { deliveries, messagePreferences } = found;
  const count = deliveries.totalCount ?? 0;

  async function retry(id: string) {
    const problem = await send(
      LoyaltyDeliveryRetryDocument,
      { ids: [id] },
      (data) => data.loyaltyDeliveryRetry,
    );
    again();
    onDone({ message: problem || text("sentAgain") });
  }

  async function want({ kind }: Preference, isWanted: boolean): Promise<string> {
    const problem = await send(
      LoyaltyAccountPreferencesUpdateDocument,
      { accountId: account.id, preferences: [{ kind, isWanted }] },
      (data) => data.loyaltyMessagePreferencesUpdate,
    );
    again();
    return problem;
  }

  return (
    <>
      <section className="part" aria-labelledby="sent-heading">
        <h2 id="sent-heading">{text("sentMails")}</h2>
        {count === 0 ? (
          <p className="soft">{text("noMails")}</p>
        ) : (
          <p className="soft">{text("mails", { count, number: number(count) })}</p>
        )}
        <DeliveryList
          deliveries={deliveries.edges.map(({ node }) => node)}
          isBusy={isBusy}
          label={text("sentMails")}
          actions={({ id, isRetryable }, name) =>
            isRetryable && (
              <button
                type="button"
                aria-label={`${text("tryAgain")}: ${name}`}
                onClick={() => void retry(id)}
              >
                {text("tryAgain")}
              </button>
            )
          }
        />
        <Pager isBusy={isBusy} {...turns(deliveries.pageInfo)} />
      </section>
      <section className="part" aria-labelledby="wanted-heading">
        <h2 id="wanted-heading">{text("wantedMails")}</h2>
        <p className="soft">{text("wantedMailsWhy")}</p>
        {messagePreferences.map((preference) => (
          <Switch
            key={preference.kind}
            label={kindName(preference.kind)}
            hint={preference.isSent ? undefined : text("kindIsOff")}
            value={preference.isWanted}
            onChange={(isWanted) =>
              void want(preference, isWanted).then((problem) =>
                onDone(
                  problem
                    ? { message: problem }
                    : { message: text("saved"), undo: () => want(preference, !isWanted) },
                ),
              )
            }
          />
        ))}
      </section>
      <StatementForm account={account} onDone={onDone} again={again} />
    </>
  );
}
