import { useCallback, useState } from "react";

import { LoyaltyCustomerWidgetDocument } from "../../api/operations/LoyaltyCustomerWidget";
import { tellPointsChanged } from "../../bridge/changes";
import { refreshPage } from "../../bridge/session";
import { text } from "../../texts";
import { languageCode } from "../../texts/languageCode";
import { AdjustForm } from "../../ui/AdjustForm";
import { Failed } from "../../ui/Failed";
import { Loading } from "../../ui/Loading";
import { Balance, TierBar } from "../../ui/Standing";
import { useAnswer } from "../../ui/useAnswer";

/**
 * Credit and debit over a customer's page. The dashboard alone closes it: what was saved, and the
 * way back, stay in it.
 */
export function AdjustPopup({ customerId }: { customerId: string }) {
  const { answer, again } = useAnswer(LoyaltyCustomerWidgetDocument, {
    customerId,
    languageCode: languageCode(),
  });
  const [round, setRound] = useState(0);
  const begin = useCallback(() => setRound((value) => value + 1), []);
  if (answer.state === "failed") return <Failed failure={answer.failure} again={again} />;
  if (answer.state === "loading") return <Loading />;
  const account = answer.data.loyaltyAccount;
  return (
    <main className="popup">
      <h1 className="visually-hidden">{text("adjust")}</h1>
      {account ? (
        <>
          <Balance account={account} />
          {account.status !== "ACTIVE" && (
            <p className="warning">{text(`status_${account.status}`)}</p>
          )}
          {account.tier && <TierBar progress={account.tier} />}
        </>
      ) : (
        <p className="soft">{text("notAMember")}</p>
      )}
      <AdjustForm
        key={round}
        whose={{ customerId }}
        isAlone
        onSaved={() => {
          again();
          tellPointsChanged(customerId);
          refreshPage();
        }}
        onClose={begin}
      />
    </main>
  );
}
