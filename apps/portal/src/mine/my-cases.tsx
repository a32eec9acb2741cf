import { createAsync, useNavigate } from '@solidjs/router';
import { For, Show, type JSX } from 'solid-js';
import { Button } from '@one-window/ui/parts/Button';
import { call } from '../home/data.ts';
import { Empty } from '../home/halls.tsx';
import { MyBookings } from '../book/list.tsx';
import { Page, Part } from '../home/layout.tsx';
import { me, myCases, whoChanged, type MyCaseRow } from './data.ts';
import { createDoing } from './doing.ts';
import { forgetAll } from './kept.ts';
import { Problem } from './problem.tsx';
import { SignInFirst } from './signed.tsx';
import { statusWord } from './office.ts';
import { dueWords, grouped, t } from './words.ts';
import css from './my.module.css';
import form from './form.module.css';

/** Own cases by whichever door they began, the newest first. */
export default function MyCases(): JSX.Element {
  const cases = createAsync(() => myCases());
  return (
    <Page title={t('mine.my.title')} back bare>
      <Show when={cases.latest !== undefined}>
        <Show when={cases.latest} fallback={<SignInFirst to="/my" />}>
          {(found) => (
            <>
              <h1 class={form['head']}>{t('mine.my.title')}</h1>
              <Who />
              <Show when={found().length > 0} fallback={<None />}>
                <ul class={css['list']}>
                  <For each={found()}>{(row) => <Row row={row} />}</For>
                </ul>
              </Show>
              <Part fallback={<></>}>
                <MyBookings />
              </Part>
              <a class={`${form['row']} ${css['after']}`} href="/my/licences">
                {t('mine.licences.title')}
              </a>
              <a class={`${form['row']} ${css['after']}`} href="/my/reads">
                {t('mine.reads.title')}
              </a>
            </>
          )}
        </Show>
      </Show>
    </Page>
  );
}

function None(): JSX.Element {
  return (
    <>
      <Empty head={t('mine.my.none')} text={t('mine.my.noneHint')} />
      <a class={form['row']} href="/search">
        {t('mine.my.find')}
      </a>
    </>
  );
}

/** On a phone that several use it has to be seen who is signed in, and one has to be able to leave. */
function Who(): JSX.Element {
  const who = createAsync(() => me());
  const navigate = useNavigate();
  const doing = createDoing();
  const leave = (): void => {
    void doing.run(async () => {
      await call('POST /api/sign-out');
      forgetAll();
      await whoChanged();
      navigate('/', { replace: true });
    });
  };
  return (
    <>
      <div class={css['who']}>
        <span>{t('mine.my.as', { phone: who.latest?.phone ?? '…' })}</span>
        <Button variant="quiet" busy={doing.busy()} onPress={leave}>
          {t('mine.my.signOut')}
        </Button>
      </div>
      <Problem text={doing.problem()} />
    </>
  );
}

function Row(props: { row: MyCaseRow }): JSX.Element {
  const asked = (): string | null => {
    const { status, flags } = props.row;
    if (status === 'DRAFT') return t('mine.my.draft');
    if (status === 'READY') return t('mine.my.collect');
    return status === 'SUPPLEMENT' || flags.supplementInReview || flags.deficit ? t('mine.my.asked') : null;
  };
  return (
    <li>
      <a href={props.row.status === 'DRAFT' ? `/my/${props.row.id}/check` : `/my/${props.row.id}`}>
        <b lang="zh-CN">{props.row.item.name}</b>
        <span class={css['state']} data-asked={asked() ? '' : undefined}>
          {asked() ?? statusWord(props.row)}
        </span>
        <small class="num">{props.row.caseNo ? grouped(props.row.caseNo) : ''}</small>
        <small>{props.row.caseNo ? '' : t('mine.my.ref', { ref: props.row.ref })}</small>
        <Show when={props.row.dueAt}>{(at) => <small>{t('mine.my.due', { date: dueWords(at()) })}</small>}</Show>
      </a>
    </li>
  );
}
