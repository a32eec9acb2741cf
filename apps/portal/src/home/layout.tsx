import { revalidate, useLocation, useNavigate } from '@solidjs/router';
import ArrowLeft from 'lucide-solid/icons/arrow-left';
import Phone from 'lucide-solid/icons/phone';
import { createEffect, createSignal, ErrorBoundary, onCleanup, Show, Suspense, untrack, type JSX } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { ApiError } from '@one-window/ui/api';
import { Mark } from '@one-window/ui/parts/Mark';
import { contrast, elder, english, t } from './words.ts';
import css from './layout.module.css';

interface PageProps {
  readonly title: string;
  /** A page below the first one: an arrow back instead of the mark. */
  readonly back?: boolean;
  /** The page has a longer heading of its own. */
  readonly bare?: boolean;
  /** The page itself offers a person to call. */
  readonly callable?: boolean;
  readonly children: JSX.Element;
}

/** The frame of every page: where one is, other looks of the page, and a person to ask. */
export function Page(props: PageProps): JSX.Element {
  opened += 1;
  createEffect(() => {
    document.title = `${props.title} · ${t('portal.brand')}`;
  });
  return (
    <>
      <header class={css.bar}>
        <Show
          when={props.back}
          fallback={
            <>
              <span class={css.mark}>
                <Mark />
              </span>
              <b>{elder() ? t('portal.elder') : t('portal.brand')}</b>
            </>
          }
        >
          <Back />
        </Show>
        <Views />
      </header>
      <main class={css.page}>
        <Show when={!props.bare}>
          <h1>{props.title}</h1>
        </Show>
        <Part page={props.bare === true}>{props.children}</Part>
      </main>
      <footer class={css.foot}>
        <Show when={!props.callable}>
          <a class={css.tel} href="tel:12345">
            <Phone aria-hidden="true" />
            <span class="num">12345</span>
            <span>{t('portal.home.person')}</span>
          </a>
        </Show>
        <p>{t('portal.home.sameAnywhere')}</p>
        <ContrastLink />
      </footer>
    </>
  );
}

/** Pages opened since the portal was entered: with only one there is nothing of ours to go back to. */
let opened = 0;

/** Back to the results or the first page, whichever one came from. */
function Back(): JSX.Element {
  const navigate = useNavigate();
  return (
    <a
      class={css.back}
      href="/"
      aria-label={t('portal.back')}
      onClick={(event) => {
        if (opened < 2) return;
        event.preventDefault();
        navigate(-1);
      }}
    >
      <ArrowLeft aria-hidden="true" />
    </a>
  );
}

/** What waits or fails by itself: the rest of the page stays usable. `page`: there is no rest, so its words are the heading. */
export function Part(props: { fallback?: JSX.Element; page?: boolean; children: JSX.Element }): JSX.Element {
  const waiting = (): JSX.Element => (
    <Dynamic component={props.page ? 'h1' : 'p'} class={css.loading}>
      {t('portal.loading')}
    </Dynamic>
  );
  return (
    <ErrorBoundary fallback={(error, reset) => props.fallback ?? <Trouble error={error} retry={reset} page={props.page === true} />}>
      <Suspense fallback={props.fallback ?? waiting()}>{props.children}</Suspense>
    </ErrorBoundary>
  );
}

/** The same address with another look: the server remembers it in a cookie. */
function lookHref(path: string, search: string, name: string, value: string): string {
  const query = new URLSearchParams(search);
  query.set(name, value);
  return `${path}?${query.toString()}`;
}

function Views(): JSX.Element {
  const location = useLocation();
  const href = (name: string, value: string): string => lookHref(location.pathname, location.search, name, value);
  return (
    <nav class={css.views} aria-label={t('portal.views')}>
      <a rel="external" href={href('lang', english() ? 'zh-CN' : 'en')} lang={english() ? 'zh-CN' : 'en'}>
        {t('portal.other')}
      </a>
      <a class={css.look} rel="external" href={href('mode', elder() ? 'normal' : 'elder')}>
        {elder() ? t('portal.normal') : t('portal.elder')}
      </a>
    </nav>
  );
}

function ContrastLink(): JSX.Element {
  const location = useLocation();
  return (
    <a class={css.contrast} rel="external" href={lookHref(location.pathname, location.search, 'theme', contrast() ? 'auto' : 'contrast')}>
      {contrast() ? t('portal.colours') : t('portal.contrast')}
    </a>
  );
}

/** What failed, in the ways that want different words; `refused` says its own reason. */
function kindOf(error: unknown): 'offline' | 'busy' | 'down' | 'gone' | 'refused' {
  if (!(error instanceof ApiError)) return 'down';
  if (error.offline) return 'offline';
  if (error.status >= 500) return 'down';
  if (error.code === 'limit.too_many') return 'busy';
  // an address that names nothing, and one that cannot name anything, are the same to a reader
  return error.code === 'not_found' || error.code === 'request.invalid' ? 'gone' : 'refused';
}

/** Says what failed. Where it may come back by itself it is tried again; what was refused would be refused again. */
function Trouble(props: { error: unknown; retry: () => void; page: boolean }): JSX.Element {
  // it stands for one failure; another one is drawn anew
  const error = untrack(() => props.error);
  const kind = kindOf(error);
  const [why, setWhy] = createSignal('');
  // the sentences of all refusals come only when one is needed
  if (kind === 'refused') void import('@one-window/ui/errors').then((words) => setWhy(words.errorText(error)));
  // first ask anew, then draw anew: drawn the other way round it would meet the old failure
  const again = (): void => {
    const { retry } = props;
    void revalidate().then(retry);
  };
  if (kind === 'offline' || kind === 'down') {
    const timer = setInterval(again, 15_000);
    onCleanup(() => clearInterval(timer));
  }
  return (
    <div class={css.trouble} role="alert">
      <Dynamic component={props.page ? 'h1' : 'b'}>{t(`portal.error.${kind}`)}</Dynamic>
      <p>{why() || t(`portal.error.${kind === 'refused' ? 'busy' : kind}Text`)}</p>
      <Show when={kind !== 'gone'}>
        <button type="button" class={css.btn} onClick={again}>
          {t('portal.error.retry')}
        </button>
      </Show>
    </div>
  );
}
