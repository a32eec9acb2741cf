import { createAsync, revalidate } from '@solidjs/router';
import { createSignal, For, Show, type JSX } from 'solid-js';
import { isBad, ratingLevels, ratingTags, type RatingLevel } from '@one-window/domain/ratings';
import { en, zh, type RatingKey } from '@one-window/ui/i18n/rating';
import { Button } from '@one-window/ui/parts/Button';
import { mouths } from '@one-window/ui/ticket/faces';
import { english } from '../home/words.ts';
import { Part } from '../home/layout.tsx';
import { rate, ratables, type MyCase, type Ratable } from './data.ts';
import { createDoing } from './doing.ts';
import { Problem } from './problem.tsx';
import css from './rate.module.css';
import form from './form.module.css';

const t = (key: RatingKey): string => (english() ? en : zh)[key];
const why = (level: RatingLevel): RatingKey => (isBad(level) ? 'rating.whyBad' : level === 3 ? 'rating.whyMiddle' : 'rating.whyGood');

/** Asked once it is accepted and once it has ended, the later first; the page does without where that cannot be read. */
export function Rate(props: { view: MyCase }): JSX.Element {
  return (
    <Part fallback={<></>}>
      <Newest view={props.view} />
    </Part>
  );
}

function Newest(props: { view: MyCase }): JSX.Element {
  // read anew when the case moved: a step may have been finished
  const steps = createAsync(() => ratables(props.view.id, props.view.version));
  const newest = (): Ratable | undefined => steps()?.findLast(({ state }) => state === 'open' || state === 'given');
  return (
    <Show when={newest()}>
      {(step) => (
        <section class={form['window']} aria-live="polite">
          <Show
            when={step().state === 'open'}
            fallback={
              <>
                <h2>{t('rating.thanks')}</h2>
                <p class="dim">{t('rating.thanksText')}</p>
              </>
            }
          >
            <Question caseId={props.view.id} stage={step().stage as 'ACCEPTED' | 'CONCLUDED'} />
          </Show>
        </section>
      )}
    </Show>
  );
}

function Question(props: { caseId: string; stage: 'ACCEPTED' | 'CONCLUDED' }): JSX.Element {
  const doing = createDoing();
  const [level, setLevel] = createSignal<RatingLevel | null>(null);
  const asked = performance.now();
  const send = (event: SubmitEvent): void => {
    event.preventDefault();
    const chosen = level();
    if (chosen === null) return void doing.setProblem(t('rating.refused'));
    const data = new FormData(event.currentTarget as HTMLFormElement);
    const words = (name: string): string[] => data.getAll(name).filter((value): value is string => typeof value === 'string');
    const rating = { level: chosen, tags: words('tag'), text: words('text').join(' '), tookMs: Math.round(performance.now() - asked) };
    const { caseId, stage } = props;
    void doing.run(async () => {
      await rate(caseId, { stage, ...rating });
      await revalidate('my-ratables');
    });
  };
  return (
    <form class={css['rate']} onSubmit={send} novalidate>
      <h2>{t(`rating.ask.${props.stage}`)}</h2>
      <p class="dim">{t('rating.unseen')}</p>
      <div class={css['levels']} role="radiogroup" aria-label={t('rating.levels')}>
        <For each={ratingLevels}>
          {(one) => (
            <label>
              <input type="radio" name="level" value={one} checked={level() === one} onChange={() => setLevel(one)} />
              <svg class="i" viewBox="0 0 24 24" aria-hidden="true">
                <circle cx="12" cy="12" r="10" />
                <For each={mouths[one]}>{(d) => <path d={d} />}</For>
              </svg>
              <span>{t(`rating.level.${one}`)}</span>
            </label>
          )}
        </For>
      </div>
      <Show when={level()} keyed>
        {(chosen) => (
          <>
            <fieldset class={css['tags']}>
              <legend>{t(why(chosen))}</legend>
              <For each={ratingTags[chosen]}>
                {(tag) => (
                  <label>
                    <input type="checkbox" name="tag" value={tag} />
                    <span>{t(`rating.tag.${tag}`)}</span>
                  </label>
                )}
              </For>
            </fieldset>
            <label class={css['say']}>
              <span>{t('rating.say')}</span>
              <textarea class="input" name="text" rows="2" maxlength="500" />
              <small class="dim">{t('rating.sayHint')}</small>
            </label>
          </>
        )}
      </Show>
      <Problem text={doing.problem()} />
      <Button type="submit" variant={level() === null ? 'plain' : 'primary'} block busy={doing.busy()} busyText={t('rating.sending')}>
        {t('rating.send')}
      </Button>
    </form>
  );
}
