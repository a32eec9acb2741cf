import Eye from 'lucide-solid/icons/eye';
import EyeOff from 'lucide-solid/icons/eye-off';
import { lazy, Show, Suspense } from 'solid-js';
import { windowPurposes, type Purpose } from '@one-window/domain/permissions';
import type { StaffTicket } from '@one-window/domain/views';
import { errorText } from '@one-window/ui/errors';
import { Button } from '@one-window/ui/parts/Button';
import { revealPerson } from '../api.ts';
import { t } from '../i18n.ts';
import { createReveal, REVEAL_SECONDS } from '../reveal.ts';
import { useDesk } from './desk.ts';
import css from './person.module.css';
import shared from './window.module.css';

const Options = lazy(async () => ({ default: (await import('./Options.tsx')).Options }));

/** Masked by default; in clear for a purpose and a minute, then masked again. */
export function Person(props: { ticket: StaffTicket }) {
  return (
    <section class={css['person']} aria-label={t('desk.person.title')}>
      <Show
        when={props.ticket.personId}
        fallback={
          <>
            <h2>{t('desk.person.title')}</h2>
            <p class={css['name']}>{t('desk.person.anonymous')}</p>
            <p class={css['note']}>{t('desk.person.anonymous_next')}</p>
          </>
        }
      >
        {(personId) => <Known personId={personId()} masked={props.ticket.personName ?? ''} />}
      </Show>
    </section>
  );
}

function Known(props: { personId: string; masked: string }) {
  const desk = useDesk();
  const reveal = createReveal(
    desk.now,
    () => props.personId,
    (purpose) => revealPerson(props.personId, purpose),
  );
  const { clear, left, error, busy } = reveal;
  function choose(purpose: Purpose): void {
    desk.ask(null);
    void reveal.open(purpose);
  }

  return (
    <>
      <h2>
        {t('desk.person.title')}
        <Show
          when={clear()}
          fallback={
            <Button variant="quiet" small busy={busy()} busyText={t('desk.reveal.busy')} onPress={() => desk.ask('reveal')}>
              <Eye class="i" aria-hidden="true" /> {t('desk.person.show')}
            </Button>
          }
        >
          <Button variant="quiet" small onPress={() => reveal.mask()}>
            <EyeOff class="i" aria-hidden="true" /> {t('desk.person.mask')}
          </Button>
        </Show>
      </h2>
      <p class={`${css['name']} masked`}>{clear()?.name ?? props.masked}</p>
      <Show when={clear()}>
        {(person) => (
          <dl class={css['ids']}>
            <dt>{t('desk.person.id')}</dt>
            <dd>{person().idNo ?? t('desk.stats.none')}</dd>
            <dt>{t('desk.person.phone')}</dt>
            <dd>{person().phone ?? t('desk.stats.none')}</dd>
          </dl>
        )}
      </Show>
      <Show when={error()}>
        <p class={shared['refusal']} role="alert">
          {errorText(error())}
        </p>
      </Show>
      <p class={css['note']}>
        <Show when={clear()}>
          <Ring share={left() / REVEAL_SECONDS} />
          <span class="nowrap">{t('desk.person.left', { n: left() })}</span>
        </Show>
        {t('desk.person.watched', { name: props.masked })}
      </p>
      <Suspense>
        <Options
          open={desk.question() === 'reveal'}
          title={t('desk.reveal.title')}
          body={t('desk.reveal.note', { name: props.masked })}
          options={windowPurposes.map((purpose) => ({ id: purpose, label: t(`desk.reveal.${purpose}`) }))}
          cancel={t('desk.reveal.cancel')}
          onChoose={choose}
          onCancel={() => desk.ask(null)}
        />
      </Suspense>
    </>
  );
}

function Ring(props: { share: number }) {
  const length = 2 * Math.PI * 7;
  return (
    <svg class={css['ring']} viewBox="0 0 18 18" aria-hidden="true">
      <circle cx="9" cy="9" r="7" stroke="var(--line)" />
      <circle cx="9" cy="9" r="7" stroke="var(--qing)" stroke-dasharray={`${length * props.share} ${length}`} transform="rotate(-90 9 9)" />
    </svg>
  );
}
