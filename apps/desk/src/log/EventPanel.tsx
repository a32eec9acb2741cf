import X from 'lucide-solid/icons/x';
import { createEffect, createResource, createSignal, For, Match, onMount, Show, Switch } from 'solid-js';
import { errorText } from '@one-window/ui/errors';
import { Button } from '@one-window/ui/parts/Button';
import { Chip } from '@one-window/ui/parts/Chip';
import { ErrorState } from '@one-window/ui/parts/ErrorState';
import { Skeleton } from '@one-window/ui/parts/Skeleton';
import { Opening } from '../frame/Opening.tsx';
import { useSession } from '../session.ts';
import { settled } from '../settled.ts';
import { checkStream, loadEvent, type LogEvent, type OpenedEvent, type StreamCheck } from './api.ts';
import { fieldsOf } from './body.ts';
import { actorText, damageWord, fieldWord, kindWord, labelText, secondOf, subjectText, t, typeWord, valueText } from './words.ts';
import css from './event.module.css';

interface At {
  readonly stream: string;
  readonly version: number;
}

/** One event in full: what it says, the text that was hashed, its proof, its neighbours, and whether its chain holds. */
export function EventPanel(props: { at: At; timeZone: string; onOpen: (at: At | null) => void; onAbout: (id: string) => void }) {
  const session = useSession();
  const [found, { refetch }] = createResource(
    () => props.at,
    ({ stream, version }) => loadEvent(stream, version),
  );
  createEffect(() => found.error !== undefined && session.note(found.error));
  let panel!: HTMLElement;
  onMount(() => panel.focus());
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && !event.defaultPrevented) props.onOpen(null);
  };
  const neighbour = (by: -1 | 1): void => props.onOpen({ ...props.at, version: props.at.version + by });
  return (
    <section ref={panel} class={css['panel']} tabindex="-1" aria-label={t('log.event.what')} onKeyDown={onKey}>
      <header class={css['head']}>
        <Show when={settled(found)} fallback={<Opening failed={found.error !== undefined} />}>
          {(opened) => (
            <div>
              <h3>{typeWord(opened().event.type)}</h3>
              <p class={css['note']}>{t('log.event.place', { n: opened().event.version, of: opened().last })}</p>
            </div>
          )}
        </Show>
        <span class={css['end']}>
          <Show when={props.at.version > 1}>
            <Button small onPress={() => neighbour(-1)}>
              {t('log.event.earlier')}
            </Button>
          </Show>
          <Show when={(settled(found)?.last ?? 0) > props.at.version}>
            <Button small onPress={() => neighbour(1)}>
              {t('log.event.later')}
            </Button>
          </Show>
          <Button small variant="quiet" aria-label={t('log.event.close')} title={t('log.event.close')} onPress={() => props.onOpen(null)}>
            <X class="i" aria-hidden="true" />
          </Button>
        </span>
      </header>
      <div class={css['scroll']} tabindex="0" role="region" aria-label={t('log.event.proof')}>
        <Switch>
          <Match when={found.error !== undefined}>
            <ErrorState text={errorText(found.error)} onRetry={() => void refetch()} />
          </Match>
          <Match when={settled(found)}>
            {(opened) => <Opened opened={opened()} timeZone={props.timeZone} onAbout={(id) => props.onAbout(id)} />}
          </Match>
          <Match when={found.loading}>
            <Skeleton lines={8} />
          </Match>
        </Switch>
      </div>
    </section>
  );
}

function Opened(props: { opened: OpenedEvent; timeZone: string; onAbout: (id: string) => void }) {
  const event = (): LogEvent => props.opened.event;
  const labels = () => props.opened.labels;
  const fields = () => fieldsOf(event().body);
  const proof = (): readonly (readonly [string, string])[] => [
    [t('log.column.hash'), event().hash],
    [t('log.event.content_hash'), event().contentHash],
    [t('log.event.prev_hash'), event().prevHash],
    [t('log.event.alg'), event().alg],
    [t('log.column.stream'), event().stream],
    [t('log.column.subject'), event().subject],
    [t('log.column.actor'), event().actorId],
    [t('log.column.key'), event().commandKey ?? t('log.event.no_key')],
    [t('log.event.xid'), event().xid],
  ];
  return (
    <>
      <dl class={css['facts']}>
        <dt>{t('log.event.recorded')}</dt>
        <dd class={css['time']}>{secondOf(event().recordedAt, props.timeZone)}</dd>
        <Show when={event().effectiveAt}>
          {(at) => (
            <>
              <dt>{t('log.event.effective')}</dt>
              <dd class={css['time']}>{secondOf(at(), props.timeZone)}</dd>
            </>
          )}
        </Show>
        <dt>{t('log.column.by')}</dt>
        <dd>{actorText(event(), labels())}</dd>
        <dt>{t('log.column.about')}</dt>
        <dd>{subjectText(event(), labels())}</dd>
        <dt>{t('log.column.stream')}</dt>
        <dd>
          {kindWord(event().kind)} {labelText(event().stream, labels())}
        </dd>
      </dl>
      <span>
        <Button small onPress={() => props.onAbout(event().subject)}>
          {t('log.event.same_subject')}
        </Button>
      </span>
      <section class={css['part']}>
        <h4>{t('log.event.what')}</h4>
        <Show when={fields().length > 0} fallback={<p class={css['note']}>{t('log.event.nothing')}</p>}>
          <dl class={css['facts']}>
            <For each={fields()}>
              {(field) => (
                <>
                  <dt>{fieldWord(field.path)}</dt>
                  <dd>{valueText(field.path.at(-1) ?? '', field.value, labels(), props.timeZone)}</dd>
                </>
              )}
            </For>
          </dl>
        </Show>
        <details>
          <summary>{t('log.event.text')}</summary>
          <pre class={css['mono']}>{event().body}</pre>
        </details>
      </section>
      <section class={css['part']}>
        <h4>{t('log.event.proof')}</h4>
        <Check stream={event().stream} />
        <dl class={css['proof']}>
          <For each={proof()}>
            {([name, value]) => (
              <>
                <dt>{name}</dt>
                <dd class={css['mono']}>{value}</dd>
              </>
            )}
          </For>
        </dl>
      </section>
    </>
  );
}

/** Walks the whole chain now, and says in words whether it holds. */
function Check(props: { stream: string }) {
  const session = useSession();
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<unknown>(null);
  const [verdict, setVerdict] = createSignal<StreamCheck | null>(null);
  async function run(): Promise<void> {
    if (busy()) return;
    setBusy(true);
    setError(null);
    try {
      setVerdict(await checkStream(props.stream));
    } catch (refused) {
      setError(refused);
      session.note(refused);
    }
    setBusy(false);
  }
  return (
    <div class={css['check']}>
      <Button small busy={busy()} busyText={t('log.check.going')} onPress={() => void run()}>
        {t('log.check.go')}
      </Button>
      <div role="status">
        <Show when={verdict()}>
          {(v) => (
            <Show when={v().finding} fallback={<Verdict holds text={t('log.check.fits', { n: v().events })} />}>
              {(f) => (
                <>
                  <Verdict holds={false} text={t('log.check.broken', { n: f().version, what: damageWord(f().damage) })} />
                  <p class={css['mono']}>{f().detail}</p>
                </>
              )}
            </Show>
          )}
        </Show>
      </div>
      <Show when={error() !== null}>
        <p class={css['wrong']} role="alert">
          {errorText(error())}
        </p>
      </Show>
    </div>
  );
}

function Verdict(props: { holds: boolean; text: string }) {
  return (
    <p class={css['verdict']}>
      <Chip state={props.holds ? 'ok' : 'red'}>{t(props.holds ? 'log.verdict.fits' : 'log.verdict.broken')}</Chip> {props.text}
    </p>
  );
}
