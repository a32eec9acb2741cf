import { A } from '@solidjs/router';
import { For, Show } from 'solid-js';
import type { Instant } from '@one-window/domain/time';
import { count } from '@one-window/ui/format';
import { errorText } from '@one-window/ui/errors';
import { Button } from '@one-window/ui/parts/Button';
import { Chip } from '@one-window/ui/parts/Chip';
import { Empty } from '@one-window/ui/parts/Empty';
import { ErrorState } from '@one-window/ui/parts/ErrorState';
import type { Pages } from '../log/pages.ts';
import type { Box, CaseRow } from './api.ts';
import { createNow } from './now.ts';
import { StatusChip } from './StatusChip.tsx';
import { dueText, dueWords, t } from './words.ts';
import css from './cases.module.css';

/** What is due first stands first. Arrows go from row to row, ↵ opens. */
export function CaseList(props: {
  rows: readonly CaseRow[];
  pages: Pages<CaseRow>;
  box: Box;
  q: string | undefined;
  selected: string | undefined;
  href: (id: string) => string;
}) {
  const now = createNow();
  let list: HTMLUListElement | undefined;
  const move = (event: KeyboardEvent): void => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by || !list) return;
    const links = [...list.querySelectorAll<HTMLElement>('a')];
    const next = links[links.findIndex((link) => link === document.activeElement) + by];
    if (!next) return;
    event.preventDefault();
    next.focus();
  };
  return (
    <Show when={props.rows.length > 0} fallback={<Nothing box={props.box} q={props.q} />}>
      <ul ref={list} onKeyDown={move} aria-busy={props.pages.busy() === 'first'}>
        <For each={props.rows}>{(row) => <Row row={row} now={now()} here={props.selected === row.id} href={props.href(row.id)} />}</For>
      </ul>
      <Rest pages={props.pages} />
    </Show>
  );
}

function Row(props: { row: CaseRow; now: Instant; here: boolean; href: string }) {
  const due = () => dueWords(props.row, props.now);
  return (
    <li>
      <A class={css['row']} href={props.href} aria-current={props.here ? 'true' : undefined}>
        <span class={css['item']}>
          <b>{props.row.item.name}</b>
          <span>
            <span class={css['no']}>{props.row.caseNo ?? props.row.ref}</span>
            <span class="masked">{props.row.applicant.name ?? t('desk.case.nobody')}</span>
          </span>
        </span>
        <span>
          <StatusChip status={props.row.status} />
        </span>
        <span class={css['unit']}>{props.row.unit.name || props.row.department.name}</span>
        <span class={css['due']}>
          <Show when={due()}>{(said) => <Chip state={said().look}>{said().text}</Chip>}</Show>
          <Show when={due() && props.row.dueAt}>{(at) => <span class={css['date']}>{dueText(at(), props.row.timeZone)}</span>}</Show>
        </span>
      </A>
    </li>
  );
}

function Nothing(props: { box: Box; q: string | undefined }) {
  return (
    <Show when={props.q} fallback={<Empty title={t(`desk.case.empty.${props.box}`)} next={t(`desk.case.empty_next.${props.box}`)} />}>
      {(q) => <Empty title={t('desk.case.not_found', { q: q() })} next={t('desk.case.not_found_next')} />}
    </Show>
  );
}

/** What stands below a list that goes on: the next ones, the end, or what went wrong. */
function Rest(props: { pages: Pages<CaseRow> }) {
  return (
    <div class={css['rest']}>
      <Show when={props.pages.error() !== null}>
        <ErrorState
          text={errorText(props.pages.error())}
          onRetry={() => (props.pages.next() === null ? props.pages.reload() : props.pages.more())}
        />
      </Show>
      <Show when={props.pages.next() !== null} fallback={<p>{t('desk.case.end', { n: count(props.pages.rows()?.length ?? 0) })}</p>}>
        <Button busy={props.pages.busy() === 'more'} busyText={t('desk.case.more_going')} onPress={props.pages.more}>
          {t('desk.case.more')}
        </Button>
      </Show>
    </div>
  );
}
