import { Component, lazy, Suspense, useEffect, useState, type ReactNode } from "react";
import { Link, Route, Router, Switch, useLocation } from "wouter";

import {
  BADGES,
  CLAIMS,
  MEMBERS,
  MESSAGES,
  OVERVIEW,
  PROGRAM,
  REWARDS,
  RULES,
  TIERS,
} from "../bridge/routes";
import { mayProbably, type Right } from "../bridge/session";
import { useSession } from "../bridge/useSession";
import { text, type Text } from "../texts";
import ClaimCount from "./claims/ClaimCount";
import { Loading } from "./Loading";
import { EVERYBODY, type Listing } from "./members/listing";
import { BASE, useRoute } from "./useRoute";

const OverviewPage = lazy(() => import("./overview/OverviewPage"));
const MembersPage = lazy(() => import("./members/MembersPage"));
const AccountPage = lazy(() => import("./account/AccountPage"));
const ProgramPage = lazy(() => import("./program/ProgramPage"));
const RulesPage = lazy(() => import("./rules/RulesPage"));
const RewardsPage = lazy(() => import("./rewards/RewardsPage"));
const RewardPage = lazy(() => import("./rewards/RewardPage"));
const ClaimsPage = lazy(() => import("./claims/ClaimsPage"));
const TiersPage = lazy(() => import("./tiers/TiersPage"));
const BadgesPage = lazy(() => import("./badges/BadgesPage"));
const MessagesPage = lazy(() => import("./messages/MessagesPage"));
const TemplatePage = lazy(() => import("./messages/TemplatePage"));

const HANDSHAKE_MAX = 10_000;

interface Entry {
  route: string;
  title: Text;
  /** Who has none of these doesn't see the entry. */
  rights: readonly Right[];
  /** Stands beside the title. */
  Count?: () => ReactNode;
}

const NAVIGATION: readonly Entry[] = [
  { route: OVERVIEW, title: "overviewTitle", rights: ["MANAGE_USERS"] },
  { route: MEMBERS, title: "membersTitle", rights: ["MANAGE_USERS"] },
  { route: PROGRAM, title: "programTitle", rights: ["MANAGE_DISCOUNTS"] },
  { route: RULES, title: "rulesTitle", rights: ["MANAGE_DISCOUNTS"] },
  { route: TIERS, title: "tiersTitle", rights: ["MANAGE_DISCOUNTS"] },
  { route: BADGES, title: "badgesTitle", rights: ["MANAGE_DISCOUNTS"] },
  { route: REWARDS, title: "rewardsTitle", rights: ["MANAGE_DISCOUNTS"] },
  { route: CLAIMS, title: "claimsTitle", rights: ["MANAGE_USERS"], Count: ClaimCount },
  { route: MESSAGES, title: "messagesTitle", rights: ["MANAGE_DISCOUNTS", "MANAGE_USERS"] },
];

/** All pages of the app, one of them at a time. */
export function App() {
  // Here, so that who comes back from an account finds the list as it was.
  const [listing, setListing] = useState<Listing>(EVERYBODY);
  return (
    <Router base={BASE} hook={useRoute}>
      <Navigation />
      <Main>
        <Boundary>
          <Suspense fallback={<Loading />}>
            <Connected>
              <Switch>
                <Route path={`${MEMBERS}/:id/:tab?`}>
                  {({ id, tab }) => <AccountPage key={id} accountId={decoded(id)} tab={tab} />}
                </Route>
                <Route path={MEMBERS}>
                  <MembersPage listing={listing} onListing={setListing} />
                </Route>
                <Route path={PROGRAM}>
                  <ProgramPage />
                </Route>
                <Route path={RULES}>
                  <RulesPage />
                </Route>
                <Route path={`${REWARDS}/new/:kind?`}>
                  {({ kind }) => <RewardPage rewardId={null} kind={kind} />}
                </Route>
                <Route path={`${REWARDS}/:id`}>
                  {({ id }) => <RewardPage key={id} rewardId={decoded(id)} />}
                </Route>
                <Route path={REWARDS}>
                  <RewardsPage />
                </Route>
                <Route path={`${CLAIMS}/reward/:id`}>
                  {({ id }) => <ClaimsPage key={id} rewardId={decoded(id)} />}
                </Route>
                <Route path={CLAIMS}>
                  <ClaimsPage rewardId={null} />
                </Route>
                <Route path={`${MESSAGES}/template/:programId/:kind/:languageCode`}>
                  {({ programId, kind, languageCode }) => (
                    <TemplatePage
                      key={`${programId} ${kind} ${languageCode}`}
                      programId={decoded(programId)}
                      kind={kind}
                      languageCode={languageCode}
                    />
                  )}
                </Route>
                <Route path={`${MESSAGES}/:tab?`}>{({ tab }) => <MessagesPage tab={tab} />}</Route>
                <Route path={TIERS}>
                  <TiersPage />
                </Route>
                <Route path={BADGES}>
                  <BadgesPage />
                </Route>
                <Route path={OVERVIEW}>
                  <OverviewPage />
                </Route>
                <Route>
                  <NoSuchPage />
                </Route>
              </Switch>
            </Connected>
          </Suspense>
        </Boundary>
      </Main>
    </Router>
  );
}

/** Styles of a page hold for that page alone, though they stay loaded: they name `data-page`. */
function Main({ children }: { children: ReactNode }) {
  const [path] = useLocation();
  const [, page, ...rest] = path.split("/");
  return (
    <div data-page={page === "members" && rest[0] ? "account" : page || "overview"}>
      <main className="page">{children}</main>
    </div>
  );
}

function Navigation() {
  const [path] = useLocation();
  const { ready } = useSession();
  if (!ready) return null;
  return (
    <nav className="navigation" aria-label={text("welcome")}>
      <strong>{text("welcome")}</strong>
      {NAVIGATION.filter(({ rights }) => rights.some(mayProbably)).map(({ route, title, Count }) => (
        <Link key={route} href={route} aria-current={isWithin(path, route) ? "page" : undefined}>
          {text(title)}
          {Count && <Count />}
        </Link>
      ))}
    </nav>
  );
}

function isWithin(path: string, route: string): boolean {
  return path === route || (route !== "/" && path.startsWith(`${route}/`));
}

/** Says so where there is no dashboard around the page to sign in with. */
function Connected({ children }: { children: ReactNode }) {
  const { ready } = useSession();
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    if (ready) return;
    const timer = setTimeout(() => setLate(true), HANDSHAKE_MAX);
    return () => clearTimeout(timer);
  }, [ready]);
  if (!ready && isLate) {
    return (
      <div role="alert" className="empty">
        <p>{text("notInDashboard")}</p>
      </div>
    );
  }
  return children;
}

function NoSuchPage() {
  return (
    <div className="empty">
      <h1>{text("noSuchPage")}</h1>
      <Link href={MEMBERS}>{text("allMembers")}</Link>
    </div>
  );
}

/** A page whose code didn't arrive, as while the shop is away. */
class Boundary extends Component<{ children: ReactNode }, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override render() {
    if (!this.state.hasFailed) return this.props.children;
    return (
      <div role="alert" className="empty">
        <p>{text("pageBroken")}</p>
      </div>
    );
  }
}

function decoded(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}
