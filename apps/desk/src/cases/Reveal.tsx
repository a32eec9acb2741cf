import Eye from 'lucide-solid/icons/eye';
import EyeOff from 'lucide-solid/icons/eye-off';
import { createSignal, onCleanup, Show } from 'solid-js';
import { errorText } from '@one-window/ui/errors';
import { Button } from '@one-window/ui/parts/Button';
import { t as desk } from '../i18n.ts';
import { createReveal } from '../reveal.ts';
import { Options } from '../window/Options.tsx';
import { revealApplicant, type CaseView } from './api.ts';
import { nowInstant, t } from './words.ts';
import css from './case.module.css';

/** The applicant: masked, and for whoever has to act in clear for a purpose and a minute. */
export function Reveal(props: { file: CaseView }) {
  const [asking, setAsking] = createSignal(false);
  const [now, setNow] = createSignal(nowInstant());
  const timer = setInterval(() => setNow(nowInstant()), 1_000);
  onCleanup(() => clearInterval(timer));
  const name = (): string => props.file.applicant.name ?? '';
  const reveal = createReveal(
    now,
    () => props.file.id,
    (purpose) => revealApplicant(props.file.id, purpose),
  );
  return (
    <Show when={props.file.reveals.length > 0}>
      <div class={css['reveal']}>
        <Show
          when={reveal.clear()}
          fallback={
            <Button variant="quiet" small busy={reveal.busy()} busyText={desk('desk.reveal.busy')} onPress={() => setAsking(true)}>
              <Eye class="i" aria-hidden="true" /> {t('desk.case.reveal')}
            </Button>
          }
        >
          {(person) => (
            <>
              <dl class={css['facts']}>
                <dt>{desk('desk.person.title')}</dt>
                <dd>{person().name}</dd>
                <dt>{desk('desk.person.id')}</dt>
                <dd class="num">{person().idNo ?? desk('desk.stats.none')}</dd>
                <dt>{desk('desk.person.phone')}</dt>
                <dd class="num">{person().phone ?? desk('desk.stats.none')}</dd>
              </dl>
              <Button variant="quiet" small onPress={() => reveal.mask()}>
                <EyeOff class="i" aria-hidden="true" /> {desk('desk.person.mask')}
              </Button>
              <p class={css['note']}>{desk('desk.person.left', { n: reveal.left() })}</p>
            </>
          )}
        </Show>
        <Show when={reveal.error()}>
          <p class={css['note']} role="alert">
            {errorText(reveal.error())}
          </p>
        </Show>
      </div>
      <Options
        open={asking()}
        title={desk('desk.reveal.title')}
        body={desk('desk.reveal.note', { name: name() })}
        options={props.file.reveals.map((purpose) => ({ id: purpose, label: desk(`desk.reveal.${purpose}`) }))}
        cancel={desk('desk.reveal.cancel')}
        onChoose={(purpose) => {
          setAsking(false);
          void reveal.open(purpose);
        }}
        onCancel={() => setAsking(false)}
      />
    </Show>
  );
}
