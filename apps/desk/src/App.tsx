import { Navigate, Route, Router, useLocation, useNavigate, type RouteSectionProps } from '@solidjs/router';
import { createEffect, ErrorBoundary, lazy, Match, on, Suspense, Switch } from 'solid-js';
import type { Action } from '@one-window/domain/permissions';
import { errorText } from '@one-window/ui/errors';
import { Button } from '@one-window/ui/parts/Button';
import { ToastRegion } from '@one-window/ui/parts/Toast';
import { Frame } from './frame/Frame.tsx';
import { Message } from './frame/LiveStates.tsx';
import { t } from './i18n.ts';
import { lastPlace } from './place.ts';
import { holds, sits } from './roles.ts';
import { createSession, SessionProvider, useMe, useSession } from './session.ts';
import SignIn from './sign-in/SignIn.tsx';
import { OfHall } from './windows/OfHall.tsx';

const WindowScreen = lazy(() => import('./window/WindowScreen.tsx'));
const ChooseWindow = lazy(() => import('./windows/ChooseWindow.tsx'));
const CasesScreen = lazy(() => import('./cases/CasesScreen.tsx'));
const LicencesScreen = lazy(() => import('./licences/LicencesScreen.tsx'));
const IntakeScreen = lazy(() => import('./cases/IntakeScreen.tsx'));
const CallsScreen = lazy(() => import('./hotline/CallsScreen.tsx'));
const KnowledgeScreen = lazy(() => import('./hotline/KnowledgeScreen.tsx'));
const RulesScreen = lazy(() => import('./hotline/RulesScreen.tsx'));
const OrdersScreen = lazy(() => import('./hotline/OrdersScreen.tsx'));
const HallScreen = lazy(() => import('./hall/HallScreen.tsx'));
const GuideScreen = lazy(() => import('./guide/GuideScreen.tsx'));
const BookingsScreen = lazy(() => import('./hall/BookingsScreen.tsx'));
const ReplayScreen = lazy(() => import('./hall/ReplayScreen.tsx'));
const ReportScreen = lazy(() => import('./report/ReportScreen.tsx'));
const AdminScreen = lazy(() => import('./admin/AdminScreen.tsx'));
const SetupScreen = lazy(() => import('./admin/SetupScreen.tsx'));
const LogScreen = lazy(() => import('./log/LogScreen.tsx'));
const RatingsScreen = lazy(() => import('./ratings/RatingsScreen.tsx'));
const OwnPassword = lazy(() => import('./password/OwnPassword.tsx'));

/** The staff app: whoever is signed in gets the routes, everybody else the sign-in. Set-up is reachable before anybody exists. */
export function App() {
  const session = createSession();
  void session.load();
  return (
    <SessionProvider value={session}>
      <Router root={Root}>
        <Route path="/setup" component={SetupScreen} />
        <Route path="/" component={Gate}>
          <Route path="/" component={Home} />
          <Route path="/sign-in" component={Home} />
          <Route path="/windows/:hallId?" component={() => <OfHall to={(id) => `/windows/${id}`} screen={ChooseWindow} />} />
          <Route path="/window/:hallId/:windowId" component={WindowScreen} />
          <Route path="/cases/:box?/:caseId?" component={CasesScreen} />
          <Route path="/licences/:licenceId?" component={LicencesScreen} />
          <Route path="/intake/:hallId/:itemId?" component={IntakeScreen} />
          <Route path="/hotline/:callId?" component={CallsScreen} />
          <Route path="/knowledge/:entryId?" component={KnowledgeScreen} />
          <Route path="/rules" component={RulesScreen} />
          <Route path="/orders/:box?/:orderId?" component={OrdersScreen} />
          <Route path="/guide/:hallId?" component={() => <OfHall to={(id) => `/guide/${id}`} screen={GuideScreen} />} />
          <Route path="/hall/:hallId/bookings" component={BookingsScreen} />
          <Route path="/hall/:hallId/replay" component={ReplayScreen} />
          <Route path="/hall/:hallId?" component={() => <OfHall to={(id) => `/hall/${id}`} screen={HallScreen} />} />
          <Route path="/hall/:hallId/report/:figure?/:group?" component={ReportScreen} />
          <Route path="/ratings/:hallId?" component={() => <OfHall to={(id) => `/ratings/${id}`} screen={RatingsScreen} />} />
          <Route path="/admin/:section?/:id?" component={AdminScreen} />
          <Route path="/log/:section?/:stream?/:version?" component={LogScreen} />
          <Route path="/password" component={OwnPassword} />
          <Route path="*" component={Lost} />
        </Route>
      </Router>
    </SessionProvider>
  );
}

function Root(props: RouteSectionProps) {
  return (
    <>
      <ErrorBoundary fallback={(_error, reset) => <Broken onRetry={reset} />}>
        <Suspense>{props.children}</Suspense>
      </ErrorBoundary>
      <ToastRegion />
    </>
  );
}

/** Signed in or not; a session that ends in mid-work keeps the address, so the sign-in leads back to it. */
function Gate(props: RouteSectionProps) {
  const session = useSession();
  const state = session.state;
  return (
    <Switch>
      <Match when={state().kind === 'out' || isUnready(state())}>
        <SignIn />
      </Match>
      <Match when={state().kind === 'in'}>{props.children}</Match>
      <Match when={failure(state())}>
        {(failed) => (
          <Message title={t('desk.load.failed')} body={errorText(failed().error)}>
            <Button variant="primary" onPress={() => void session.load()}>
              {t('desk.load.retry')}
            </Button>
          </Message>
        )}
      </Match>
    </Switch>
  );
}

type State = ReturnType<ReturnType<typeof createSession>['state']>;
const failure = (state: State) => (state.kind === 'failed' ? state : null);
/** Signed in, and yet a password of one's own or a second factor is missing. */
const isUnready = (state: State): boolean =>
  state.kind === 'in' && (state.me.oneTimePassword || (state.me.secondFactor.required && !state.me.secondFactor.enrolled));

/** Where the day starts: the window one sat at last, else the list; who has no window goes where they work. */
function Home() {
  const me = useMe();
  const href = (): string => {
    const place = lastPlace();
    const may = (action: Action): boolean => holds(me().staff.roles, action);
    const seated = sits(me().staff.roles);
    if (seated && place?.windowId) return `/window/${place.hallId}/${place.windowId}`;
    if (may('hall.manage')) return '/hall';
    if (may('hall.guide') && !seated) return '/guide';
    if (seated) return '/windows';
    if (may('hotline.take')) return '/hotline';
    if (may('case.view')) return '/cases';
    if (may('hotline.dispatch') || may('hotline.call_back')) return '/orders';
    return may('log.read') && !may('config.view') ? '/log' : '/admin';
  };
  return <Navigate href={href()} />;
}

function Lost() {
  const navigate = useNavigate();
  return (
    <Frame here="window" title={t('desk.lost.title')}>
      <Message title={t('desk.lost.title')} body={t('desk.lost.body')}>
        <Button variant="primary" onPress={() => navigate('/')}>
          {t('desk.lost.home')}
        </Button>
      </Message>
    </Frame>
  );
}

function Broken(props: { onRetry: () => void }) {
  const location = useLocation();
  createEffect(
    on(
      () => location.pathname,
      () => props.onRetry(),
      { defer: true },
    ),
  );
  return (
    <Message title={t('desk.broken.title')} body={t('desk.broken.body')}>
      <Button variant="primary" onPress={() => props.onRetry()}>
        {t('desk.load.retry')}
      </Button>
    </Message>
  );
}
