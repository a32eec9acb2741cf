import { createAsync, useParams } from '@solidjs/router';
import Printer from 'lucide-solid/icons/printer';
import { Show, type JSX } from 'solid-js';
import { moment } from '@one-window/ui/format';
import { Button } from '@one-window/ui/parts/Button';
import { Fact } from '../home/fact.tsx';
import { itemGuide } from '../home/data.ts';
import { Page, Part } from '../home/layout.tsx';
import { timeWords } from '../home/worked.tsx';
import type { MyCase } from './data.ts';
import { leadingClock } from './due.ts';
import { OwnCase } from './signed.tsx';
import { dueWords, grouped, t, zone } from './words.ts';
import css from './form.module.css';
import guide from '../home/guide.module.css';

/** Last step: that it arrived, under which number, and what comes when, by whom. */
export default function Receipt(): JSX.Element {
  const params = useParams<{ id: string }>();
  return (
    <Page title={t('mine.receipt.title')} back bare>
      <OwnCase id={params.id} to={`/my/${params.id}/receipt`}>
        {(view) => <Slip view={view()} />}
      </OwnCase>
    </Page>
  );
}

function Slip(props: { view: MyCase }): JSX.Element {
  const due = (): string | null => leadingClock(props.view)?.at ?? null;
  const handedIn = (): string | null => (props.view.startedAt ? moment(props.view.startedAt, new Date().toISOString(), zone) : null);
  return (
    <article class={css['form']}>
      <p class={css['step']}>{t('mine.apply.steps', { n: 3 })}</p>
      <h1 class={css['head']}>{t('mine.receipt.title')}</h1>
      <Show when={due()}>{(at) => <p class={css['by']}>{t('mine.receipt.by', { date: dueWords(at()) })}</p>}</Show>
      <section class={css['window']}>
        <p class="dim">{t('mine.receipt.number')}</p>
        <p class={`num ${css['caseNo']}`}>{grouped(props.view.caseNo ?? '')}</p>
        <dl class={`${guide['facts']} ${css['facts']}`}>
          <Fact name={t('mine.check.item')} value={props.view.item.name} data />
          <Fact name={t('mine.check.name')} value={props.view.applicant.name} data />
          <Fact name={t('mine.receipt.ref')} value={props.view.ref} number />
          <Fact name={t('mine.receipt.when')} value={handedIn()} />
          <Show when={due() === null}>
            <Part fallback={<></>}>
              <After itemId={props.view.item.id} />
            </Part>
          </Show>
          <Fact name={t('mine.receipt.who')} value={props.view.unit.name} data />
        </dl>
      </section>
      <section class={css['window']}>
        <h2>{t('mine.receipt.next')}</h2>
        <p>{t('mine.receipt.nextText', { unit: props.view.unit.name, department: props.view.department.name })}</p>
        <p class={css['fine']}>{t('mine.receipt.keep')}</p>
      </section>
      <div class={css['acts']}>
        <a class={css['go']} href={`/my/${props.view.id}`}>
          <b>{t('mine.receipt.open')}</b>
        </a>
        <Button block onPress={() => window.print()}>
          <Printer class="i" aria-hidden="true" />
          {t('mine.receipt.print')}
        </Button>
      </div>
    </article>
  );
}

/** Before acceptance no limit runs for many items: then what the guide promises for afterwards. */
function After(props: { itemId: string }): JSX.Element {
  const item = createAsync(() => itemGuide(props.itemId));
  return <Show when={item.latest?.version}>{(version) => <Fact name={t('mine.receipt.after')} value={timeWords(version())} />}</Show>;
}
