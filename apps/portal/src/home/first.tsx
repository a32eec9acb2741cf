import { createAsync, revalidate, useNavigate } from '@solidjs/router';
import FolderOpen from 'lucide-solid/icons/folder-open';
import Phone from 'lucide-solid/icons/phone';
import Search from 'lucide-solid/icons/search';
import Ticket from 'lucide-solid/icons/ticket';
import { For, onCleanup, Show, type JSX } from 'solid-js';
import type { TicketView } from '@one-window/domain/views';
import { myTicket, shortestWait } from './data.ts';
import { createHalls, HallList } from './halls.tsx';
import { Page, Part } from './layout.tsx';
import { elder, named, t, waitWords } from './words.ts';
import css from './first.module.css';
import layout from './layout.module.css';

/** The first page: one question, the own number, the waits now. */
export default function First(): JSX.Element {
  return (
    <Page title={elder() ? t('portal.elder.title') : t('portal.home.title')} callable={elder()}>
      <Show when={elder()} fallback={<Plain />}>
        <Elder />
      </Show>
    </Page>
  );
}

function Plain(): JSX.Element {
  const halls = createHalls();
  const words = (): string[] => t('portal.home.try').split(t('portal.home.trySeparator'));
  return (
    <div class={css.cols} data-wide="">
      <div>
        <SearchBox />
        <ul class={css.hot}>
          <For each={words()}>
            {(word) => (
              <li>
                <a lang="zh-CN" href={`/search?q=${encodeURIComponent(word)}`}>
                  {word}
                </a>
              </li>
            )}
          </For>
        </ul>
        <a class={css.cases} href="/my">
          <FolderOpen aria-hidden="true" />
          <span>
            <b>{t('portal.home.cases')}</b>
            <small>{t('portal.home.casesHint')}</small>
          </span>
        </a>
        <Part fallback={<></>}>
          <Mine />
        </Part>
      </div>
      <div>
        <h2 class={layout.h2}>
          {t('portal.home.halls')}
          <a href="/halls">{t('portal.home.allHalls')}</a>
        </h2>
        <Part>
          <HallList halls={halls()} level={3} />
        </Part>
      </div>
    </div>
  );
}

/** One field, one key. It is a plain form: the results page reads `q` from the address. */
export function SearchBox(props: { value?: string; onInput?: (q: string) => void; focus?: boolean }): JSX.Element {
  const navigate = useNavigate();
  return (
    <form
      class={css.search}
      role="search"
      action="/search"
      onSubmit={(event) => {
        event.preventDefault();
        const q = new FormData(event.currentTarget).get('q');
        navigate(`/search?q=${encodeURIComponent(typeof q === 'string' ? q.trim() : '')}`);
      }}
    >
      <Search aria-hidden="true" />
      <input
        name="q"
        type="search"
        maxlength="50"
        autocomplete="off"
        enterkeyhint="search"
        aria-label={t('portal.home.search')}
        placeholder={t('portal.home.example')}
        value={props.value ?? ''}
        autofocus={props.focus === true}
        onInput={(event) => props.onInput?.(event.currentTarget.value)}
      />
      <button type="submit">{t('portal.home.go')}</button>
    </form>
  );
}

/** One task a key, a person at the end. */
function Elder(): JSX.Element {
  const halls = createHalls();
  const hint = (): string => {
    const waits = (halls() ?? []).map(shortestWait).filter((w) => w.issuing && w.minutes !== null);
    if (waits.length === 0) return t('portal.elder.takeHint');
    const shortest = Math.min(...waits.map((w) => w.minutes ?? 0));
    return shortest === 0 ? t('portal.elder.takeNone') : t('portal.elder.takeShortest', { wait: waitWords(shortest) });
  };
  return (
    <>
      <nav class={css.doors}>
        <Door
          href="/search"
          icon={<Search aria-hidden="true" />}
          head={t('portal.elder.find')}
          text={t('portal.elder.findHint')}
          kind="first"
        />
        <Door
          href="/halls"
          icon={<Ticket aria-hidden="true" />}
          head={t('portal.elder.take')}
          text={<Part fallback={t('portal.elder.takeHint')}>{hint()}</Part>}
        />
        <Door href="/my" icon={<FolderOpen aria-hidden="true" />} head={t('portal.home.cases')} text={t('portal.home.casesHint')} />
        <Door href="tel:12345" icon={<Phone aria-hidden="true" />} head="12345" text={t('portal.elder.call')} kind="tel" />
      </nav>
      <Part fallback={<></>}>
        <Mine />
      </Part>
    </>
  );
}

function Door(props: { href: string; icon: JSX.Element; head: string; text: JSX.Element; kind?: 'first' | 'tel' }): JSX.Element {
  return (
    <a class={css.door} data-kind={props.kind} href={props.href}>
      {props.icon}
      <span>
        <b class={props.kind === 'tel' ? 'num' : undefined}>{props.head}</b>
        <small>{props.text}</small>
      </span>
    </a>
  );
}

/** The number that this phone opened last, while it is open. */
function Mine(): JSX.Element {
  const mine = createAsync(() => myTicket());
  const timer = setInterval(() => {
    if (!document.hidden) void revalidate('my-ticket');
  }, 20_000);
  onCleanup(() => clearInterval(timer));
  return (
    <Show when={mine.latest}>
      {(ticket) => (
        <a class={css.mine} rel="external" href={`/t/${ticket().link}`} data-state={ticket().view.state}>
          <span class={css.mineHead}>
            {t('portal.home.mine')} · <span lang={named(ticket().view.series.name).lang}>{named(ticket().view.series.name).text}</span>
          </span>
          <span class={`num ${css.mineNumber}`}>{ticket().view.number}</span>
          <span class={css.mineText}>{mineWords(ticket().view)}</span>
          <span class={css.mineOpen}>{t('portal.home.mineOpen')}</span>
        </a>
      )}
    </Show>
  );
}

function mineWords(view: TicketView): string {
  if (view.state === 'CALLED' && view.window) return t('portal.home.mineCalled', { window: view.window });
  if (view.state !== 'WAITING' || view.ahead === null) return named(view.hall.name).text;
  const ahead = view.ahead === 0 ? t('portal.home.mineNext') : t('portal.home.mineAhead', { n: view.ahead });
  return view.waitMinutes ? `${ahead} · ${t('portal.home.mineWait', { wait: waitWords(view.waitMinutes) })}` : ahead;
}
