import { useParams } from '@solidjs/router';
import { For, Show, type JSX } from 'solid-js';
import { localTime } from '@one-window/domain/time';
import { Page } from '../home/layout.tsx';
import type { MyCase as View } from './data.ts';
import { Due } from './due-card.tsx';
import { Filled } from './filled.tsx';
import { Rate } from './rate.tsx';
import { OwnCase } from './signed.tsx';
import { Papers } from './papers.tsx';
import { Stages } from './stages.tsx';
import { archivedWord, authoritiesWord, authorityText, branchesWord, branchWord, keptWord, statusWord } from './office.ts';
import { Todo } from './todo.tsx';
import { Trace, Visits } from './trace.tsx';
import { Withdraw } from './withdraw.tsx';
import { grouped, t, zone } from './words.ts';
import css from './case.module.css';
import form from './form.module.css';

/** One own case: where it stands, who answers and until when, what one has to do, what happened. */
export default function MyCase(): JSX.Element {
  const params = useParams<{ id: string }>();
  return (
    <Page title={t('mine.case.title')} back bare>
      <OwnCase id={params.id} to={`/my/${params.id}`}>
        {(view) => <Case view={view()} />}
      </OwnCase>
    </Page>
  );
}

function Case(props: { view: View }): JSX.Element {
  return (
    <div class={css['case']}>
      <h1 class={form['head']} lang="zh-CN">
        {props.view.item.name}
      </h1>
      <p class={css['under']}>
        <span lang="zh-CN">{props.view.applicant.name}</span>
        <span class="num">{props.view.caseNo ? grouped(props.view.caseNo) : ''}</span>
        <span>{t('mine.my.ref', { ref: props.view.ref })}</span>
      </p>
      <section class={form['window']}>
        <p class="dim">{t('mine.case.now')}</p>
        <h2 class={css['now']}>{statusWord(props.view)}</h2>
        <p class="dim">{t('mine.case.who', { unit: props.view.unit.name })}</p>
        <Show when={props.view.archived}>
          {(it) => (
            <p class="dim">
              {archivedWord(localTime(it().at, zone).date)} {keptWord(it())}
            </p>
          )}
        </Show>
        <Stages view={props.view} />
        <Due view={props.view} />
      </section>
      <Pickup view={props.view} />
      <Todo view={props.view} />
      <Remedies view={props.view} />
      <Rate view={props.view} />
      <Branches view={props.view} />
      <Authorities view={props.view} />
      <Papers view={props.view} />
      <Trace view={props.view} />
      <Visits view={props.view} />
      <Materials view={props.view} />
      <details class={css['more']}>
        <summary class="explain">{t('mine.case.filled')}</summary>
        <Filled view={props.view} />
      </details>
      <Withdraw view={props.view} />
    </div>
  );
}

/** Only where something was turned down; the words are the item's own. */
function Remedies(props: { view: View }): JSX.Element {
  const against = (): boolean =>
    props.view.decision === 'refused' || props.view.status === 'NOT_ACCEPTED' || props.view.status === 'TERMINATED';
  return (
    <Show when={against()}>
      <section class={form['window']}>
        <h2>{t('mine.case.remedies')}</h2>
        <Show when={props.view.remedies} fallback={<p>{t('mine.case.remediesUnknown')}</p>}>
          {(remedies) => <p lang="zh-CN">{remedies()}</p>}
        </Show>
      </section>
    </Show>
  );
}

/** By this the result is collected without a card: large, to be read out over a counter. */
function Pickup(props: { view: View }): JSX.Element {
  return (
    <Show when={props.view.pickupCode}>
      {(code) => (
        <section class={form['window']}>
          <h2>{t('mine.case.pickup')}</h2>
          <p class={`${css['pickup']} num`}>{code()}</p>
          <p>{t('mine.case.pickupHint', { hall: props.view.hall.name })}</p>
        </section>
      )}
    </Show>
  );
}

/** Whom the window has on record as acting for the applicant: nobody acts unseen. */
function Authorities(props: { view: View }): JSX.Element {
  return (
    <Show when={props.view.authorities.length > 0}>
      <section class={form['window']}>
        <h2>{authoritiesWord()}</h2>
        <ul class={css['materials']}>
          <For each={props.view.authorities}>
            {(one) => (
              <li>
                <span lang="zh-CN">{one.name}</span>
                <small>{authorityText(one)}</small>
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  );
}

/** Several departments decide together: which of them has answered. */
function Branches(props: { view: View }): JSX.Element {
  return (
    <Show when={props.view.branches.length > 0}>
      <section class={form['window']}>
        <h2>{branchesWord()}</h2>
        <ul class={css['materials']}>
          <For each={props.view.branches}>
            {(branch) => (
              <li>
                <span lang="zh-CN">{branch.department}</span>
                <small>{branchWord(branch.state)}</small>
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  );
}

function Materials(props: { view: View }): JSX.Element {
  const word = (material: View['materials'][number]): string => {
    if (material.state === 'missing' || props.view.missing.includes(material.code)) return t('mine.case.material.missing');
    if (material.state === 'present') return t('mine.case.material.present');
    return t(material.from === 'self' ? 'mine.case.material.unseen' : 'mine.case.material.known');
  };
  return (
    <Show when={props.view.materials.length > 0}>
      <section class={form['window']}>
        <h2>{t('mine.case.materials')}</h2>
        <ul class={css['materials']}>
          <For each={props.view.materials}>
            {(material) => (
              <li data-missing={word(material) === t('mine.case.material.missing') ? '' : undefined}>
                <span lang="zh-CN">{material.name}</span>
                <small>{word(material)}</small>
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  );
}
