import { For, type JSX } from 'solid-js';
import { t } from './words.ts';
import css from './form.module.css';

const parts = ['what', 'why', 'who', 'long', 'rights'] as const;

/** What happens to the data of a person, told as it is. A change of these words is a new version of the notice. */
export function Notice(props: { version: string }): JSX.Element {
  return (
    <section class={css['window']} aria-labelledby="notice-head">
      <h2 id="notice-head">
        {t('mine.signIn.notice')}
        <small>{t('mine.notice.version', { version: props.version })}</small>
      </h2>
      <dl class={css['told']}>
        <For each={parts}>
          {(part) => (
            <div>
              <dt>{t(`mine.notice.${part}`)}</dt>
              <dd>{t(`mine.notice.${part}Text`)}</dd>
            </div>
          )}
        </For>
      </dl>
    </section>
  );
}
