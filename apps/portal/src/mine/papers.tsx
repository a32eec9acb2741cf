import FileText from 'lucide-solid/icons/file-text';
import { For, Show, type JSX } from 'solid-js';
import type { MyCase } from './data.ts';
import { paperWord } from './office.ts';
import { t } from './words.ts';
import css from './case.module.css';
import form from './form.module.css';

/** What the office has written to the citizen, the newest first: each a document that prints and that others can verify. */
export function Papers(props: { view: MyCase }): JSX.Element {
  return (
    <Show when={props.view.papers.length > 0}>
      <section class={form['window']}>
        <h2>{t('mine.case.papers')}</h2>
        <ul class={css['papers']}>
          <For each={props.view.papers.toReversed()}>
            {({ version, kind, waits }) => (
              <li>
                <Show
                  when={!waits}
                  fallback={
                    <p class={css['waits']}>
                      <FileText aria-hidden="true" />
                      <span>
                        {paperWord(kind)}
                        <small>{t('mine.case.paper_waits')}</small>
                      </span>
                    </p>
                  }
                >
                  <a href={`/api/cases/${props.view.id}/papers/${version}`} target="_blank">
                    <FileText aria-hidden="true" />
                    <span>
                      {paperWord(kind)}
                      <small>{t('mine.case.paper')}</small>
                    </span>
                  </a>
                </Show>
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  );
}
