import "./app.css";
import { openInDashboard } from "../bridge/session";
import { text } from "../texts";
import { mount } from "../ui/Frame";

/** What staff see who open the app itself: where its pages are. */
function Welcome() {
  return (
    <main className="welcome">
      <h1>{text("welcome")}</h1>
      <p>{text("welcomeWhere")}</p>
      <button type="button" className="primary" onClick={() => openInDashboard("/customers")}>
        {text("openCustomers")}
      </button>
    </main>
  );
}

mount(<Welcome />);
