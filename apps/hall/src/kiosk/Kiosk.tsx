import { createEffect, createSignal, Match, on, onCleanup, onMount, Show, Switch, untrack, type JSX } from 'solid-js';
import { Portal } from 'solid-js/web';
import type { PriorityReason } from '@one-window/domain/tickets';
import { newKey } from '@one-window/ui/api';
import type { Live } from '@one-window/ui/live';
import { lang, mode, resetLook, theme } from '@one-window/ui/theme';
import { clock, nameOf } from '@one-window/ui/format';
import { Mark } from '@one-window/ui/parts/Mark';
import type { Device } from '../device.ts';
import { call } from '../api.ts';
import { fit } from '../fit.ts';
import { makeReporter } from '../board/report.ts';
import { Bar } from './Bar.tsx';
import { Bring } from './Bring.tsx';
import { Closed } from './Closed.tsx';
import { Collect, collect } from './Collect.tsx';
import { Connecting, Stale } from './Stale.tsx';
import { CheckIn, checkIn } from './CheckIn.tsx';
import { createHelp } from './help.ts';
import { Help } from './Help.tsx';
import { Home } from './Home.tsx';
import { idleAt, idleRule } from './idle.ts';
import { IdleBand } from './IdleBand.tsx';
import { createWedge, scannedOf } from './lines.ts';
import { home, type Choice, type Step } from './model.ts';
import { Priority, Taking } from './Priority.tsx';
import { problemOf, slotsOf } from './problems.ts';
import { ProblemScreen } from './ProblemScreen.tsx';
import { browserSerial, createReader, type Reader } from './reader.ts';
import { Readers } from './Readers.tsx';
import { Rejoin, rejoin, Rejoined } from './Rejoin.tsx';
import { Search } from './Search.tsx';
import { Slip } from './Slip.tsx';
import { t } from './t.ts';
import { Ticket } from './Ticket.tsx';
import './kiosk.css';
import './home.css';
import './typing.css';
import './ticket.css';
import './states.css';
import './slip.css';

export interface KioskProps {
  readonly live: Live<'hall.public'>;
  readonly device: Device | null;
  /** The step to begin with; another than home only in development builds. */
  readonly first?: Step;
  /** Begins with the help key pressed; only in development builds. */
  readonly helping?: boolean;
}

/** The self-service kiosk: one question a screen, and everything forgotten when the citizen leaves. */
export function Kiosk(props: KioskProps): JSX.Element {
  const [step, setStep] = createSignal<Step>(untrack(() => props.first) ?? home);
  const [low, setLow] = createSignal(false);
  const [helping, setHelping] = createSignal(false);
  const [copies, setCopies] = createSignal(0);
  const touched = createTouched();

  const view = () => props.live.view();
  const help = createHelp(
    view,
    () => props.device?.id ?? null,
    () => setHelping(false),
  );
  const stale = (): boolean => props.live.state() === 'stale' || props.live.state() === 'error';
  const [plain, own] = untrack(() => [theme(), lang()] as const);
  const changed = (): boolean => step() !== home || low() || helping() || mode() === 'elder' || lang() !== own || theme() !== plain;
  const forget = (): void => {
    resetLook();
    setLow(false);
    setHelping(false);
    setStep(home);
    touched.now();
  };
  const ticket = () => (step().at === 'ticket' ? (step() as Extract<Step, { at: 'ticket' }>) : null);
  const idle = () =>
    changed() ? idleAt(touched.ago(), idleRule(mode() === 'elder' || helping(), ticket() !== null)) : ({ phase: 'active' } as const);
  const callStaff = (): void => {
    setHelping(true);
    help.ask();
  };
  createEffect(() => {
    if (idle().phase === 'over' && step().at !== 'taking') forget();
  });

  // it shows no calls: what it reports is that it lives
  const reporter = makeReporter(undefined, () => untrack(() => !changed()));
  onCleanup(reporter.stop);
  createEffect(() => view() && props.device && reporter.report({ shownSeq: 0, spokenSeq: 0, sound: 'off' }));

  const go = (next: Step): void => {
    touched.now();
    setCopies(0);
    setStep(next);
  };
  onMount(() => {
    if (props.helping) callStaff();
  });
  const take = takeFlow(go);
  const read = (line: string): void => {
    // an answer is on its way
    if (step().at !== 'taking' && !stale()) scanned(line, step(), go);
  };
  const reader = createReader(browserSerial(), read);
  const keys = createWedge(read);
  // before any other: it keeps the enter of a reader from them
  document.addEventListener('keydown', keys, true);
  onCleanup(() => document.removeEventListener('keydown', keys, true));
  createEffect(on(() => step().at, focusHeading, { defer: true }));

  return (
    <>
      <div
        class="kiosk"
        classList={{ 'is-low': low(), 'is-elder': mode() === 'elder' }}
        onPointerDown={touched.now}
        onKeyDown={touched.now}
      >
        <Header {...props} onHeld={() => go({ at: 'readers' })} />
        <main>
          <Switch>
            <Match when={helping()}>
              <Help help={help} hall={view()?.hall ?? null} stale={stale()} onBack={() => setHelping(false)} />
            </Match>
            <Match when={ticket()}>
              {(taken) => (
                <Ticket
                  {...taken()}
                  openWindows={view()?.series.find((s) => s.id === taken().choice.seriesId)?.openWindows ?? null}
                  prints={props.device?.demo === false}
                  idle={idle()}
                  onPrint={() => setCopies((n) => n + 1)}
                  onAnother={() => go(home)}
                  onFinish={forget}
                />
              )}
            </Match>
            <Match when={stale()}>
              <Stale live={props.live} />
            </Match>
            <Match when={view()} keyed={false}>
              {(hall) => (
                <Steps
                  portal={props.device?.portalUrl ?? ''}
                  hall={hall()}
                  step={step()}
                  low={low()}
                  go={go}
                  take={take}
                  forget={forget}
                  onHelp={callStaff}
                  reader={reader}
                />
              )}
            </Match>
            <Match when={true}>
              <Connecting />
            </Match>
          </Switch>
        </main>
        <Show when={(helping() || !ticket()) && idle()}>{(now) => <IdleBand idle={now()} onStay={touched.now} />}</Show>
        <Bar
          low={low()}
          helping={helping()}
          asked={help.open() ? help.state().at : null}
          onLow={() => setLow(!low())}
          onHelp={() => (helping() ? setHelping(false) : callStaff())}
        />
      </div>
      <Show when={ticket()}>
        {(taken) => (
          <Portal>
            <Slip taken={taken()} view={view()} device={props.device} copy={copies()} />
          </Portal>
        )}
      </Show>
    </>
  );
}

interface StepsProps {
  readonly hall: NonNullable<ReturnType<Live<'hall.public'>['view']>>;
  readonly step: Step;
  readonly low: boolean;
  readonly go: (step: Step) => void;
  readonly take: (choice: Choice, priority: PriorityReason | null) => void;
  readonly forget: () => void;
  readonly onHelp: () => void;
  readonly reader: Reader;
  readonly portal: string;
}

/** Steps that end in a new number. */
const asks: readonly Step['at'][] = ['home', 'series', 'search', 'bring', 'priority', 'collect'];

function Steps(props: StepsProps): JSX.Element {
  const at = <K extends Step['at']>(kind: K): Extract<Step, { at: K }> | null =>
    props.step.at === kind ? (props.step as Extract<Step, { at: K }>) : null;
  const choose = (choice: Choice): void => props.go({ at: choice.items.length > 0 ? 'bring' : 'priority', choice });
  // who comes for a result may say for which; who will not is asked nothing
  const queue = (seriesId: string): void => {
    const series = props.hall.series.find((s) => s.id === seriesId);
    if (series?.full) later(seriesId);
    else if (series?.results) props.go({ at: 'collect', seriesId });
    else choose({ seriesId, items: [] });
  };
  // the refusal tells when a place can be booked; if one was given up just now, it is a number
  const later = (seriesId: string): void => props.take({ seriesId, items: [] }, null);
  return (
    <Switch
      fallback={
        <Home hall={props.hall} low={props.low} onSeries={queue} go={props.go} onHelp={props.onHelp} list={props.step.at === 'series'} />
      }
    >
      <Match when={asks.includes(props.step.at) ? props.hall.opening.none : null}>
        {(none) => <Closed none={none()} hall={props.hall} go={props.go} />}
      </Match>
      <Match when={at('search')}>
        {(step) => (
          <Search
            hall={props.hall}
            low={props.low}
            to={step().to ?? null}
            onFull={later}
            onItem={(item, seriesId) => choose({ seriesId, items: [...(step().to?.items ?? []), item] })}
            onBack={() => props.go(step().to ? { at: 'priority', choice: step().to! } : home)}
          />
        )}
      </Match>
      <Match when={at('bring')}>
        {(step) => (
          <Bring
            choice={step().choice}
            low={props.low}
            most={props.hall.policy.itemsMax}
            onMore={() => props.go({ at: 'search', to: step().choice })}
            onGo={() => props.go({ at: 'priority', choice: step().choice })}
            onBack={() => props.go(home)}
          />
        )}
      </Match>
      <Match when={at('priority')}>
        {(step) => (
          <Priority
            hall={props.hall}
            choice={step().choice}
            onMore={() => props.go({ at: 'search', to: step().choice })}
            onTake={(reason) => props.take(step().choice, reason)}
            onBack={() => props.go(home)}
          />
        )}
      </Match>
      <Match when={at('taking')}>
        <Taking />
      </Match>
      <Match when={at('collect')}>
        {(step) => (
          <Collect
            broken={props.reader.state() === 'lost'}
            go={props.go}
            onWithout={() => choose({ seriesId: step().seriesId, items: [] })}
          />
        )}
      </Match>
      <Match when={at('check-in')}>
        <CheckIn go={props.go} broken={props.reader.state() === 'lost'} />
      </Match>
      <Match when={at('readers')}>
        <Readers reader={props.reader} onBack={() => props.go(home)} />
      </Match>
      <Match when={at('rejoin')}>
        <Rejoin hall={props.hall} go={props.go} />
      </Match>
      <Match when={at('rejoined')}>{(step) => <Rejoined hall={props.hall} ticket={step().ticket} onFinish={props.forget} />}</Match>
      <Match when={at('problem')}>
        {(step) => (
          <ProblemScreen
            {...step()}
            book={`${props.portal}/book?hall=${props.hall.hall.id}&series=`}
            onBack={() => props.go(step().back)}
            onHome={props.forget}
          />
        )}
      </Match>
    </Switch>
  );
}

/** Whoever holds a code to the scanner need not find the key for it first. */
function scanned(line: string, at: Step, go: (step: Step) => void): void {
  // staff try it out
  if (at.at === 'readers') return;
  const read = scannedOf(line);
  if (read.is === 'booking') checkIn({ code: read.code }, go);
  else if (read.is === 'card') checkIn({ idNo: read.idNo }, go);
  else if (read.is === 'number') rejoin(read.number, go);
  else if (read.is === 'paper') collect(read.code, go);
  else go({ at: 'problem', problem: { code: 'scan.unknown', details: {}, requestId: null }, back: { at: 'check-in' }, again: null });
}

/** Takes a number under one key: what a lost reply may have taken is given again, never a second one. */
function takeFlow(go: (step: Step) => void): (choice: Choice, priority: PriorityReason | null) => void {
  return (choice, priority) => {
    const key = newKey();
    const run = async (): Promise<void> => {
      go({ at: 'taking', choice });
      try {
        const { seriesId, items } = choice;
        const json = { seriesId, itemIds: items.map(({ id }) => id), priority };
        const { ticket } = await call('POST /api/tickets', { json, key });
        go({ at: 'ticket', ticket, priority, choice });
      } catch (error) {
        const problem = problemOf(error);
        go({ at: 'problem', problem, back: slotsOf(problem)[0] ? home : { at: 'priority', choice }, again: () => void run() });
      }
    };
    void run();
  };
}

/** How long ago somebody touched, by one stopwatch that ticks twice a second. */
function createTouched(): { now: () => void; ago: () => number } {
  let at = performance.now();
  const [ago, setAgo] = createSignal(0);
  const timer = setInterval(() => setAgo(performance.now() - at), 500);
  onCleanup(() => clearInterval(timer));
  return {
    now: () => {
      at = performance.now();
      setAgo(0);
    },
    ago,
  };
}

/** A new question is announced, and the keyboard starts at it. */
function focusHeading(): void {
  queueMicrotask(() => document.querySelector<HTMLElement>('main h1')?.focus());
}

const holdMs = 3_000;

function Header(props: KioskProps & { onHeld: () => void }): JSX.Element {
  let held: ReturnType<typeof setTimeout> | undefined;
  const letGo = (): void => clearTimeout(held);
  onCleanup(letGo);
  const hall = () => props.live.view()?.hall;
  const name = (): string => {
    const known = hall();
    return known ? nameOf(known.name) : '';
  };
  const largest = (): number => (mode() === 'elder' ? 42 : 30);
  return (
    <header>
      <Mark />
      <b
        class="strong"
        onPointerDown={() => (held = setTimeout(() => props.onHeld(), holdMs))}
        onPointerUp={letGo}
        onPointerLeave={letGo}
        style={{ 'font-size': `${fit(name(), { width: props.device?.demo ? 440 : 640, height: 92, max: largest(), min: 24 }).size}px` }}
      >
        {name()}
      </b>
      <Show when={props.device?.demo}>
        <span class="demo">{t('kiosk.demo')}</span>
      </Show>
      <Show when={hall()}>
        {(known) => (
          <time class="num" datetime={props.live.serverNow()}>
            {clock(props.live.serverNow(), known().timeZone)}
          </time>
        )}
      </Show>
    </header>
  );
}
