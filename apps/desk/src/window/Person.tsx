import Eye from 'lucide-solid/icons/eye';
import EyeOff from 'lucide-solid/icons/eye-off';
import { createEffect, createMemo, createSignal, on, Show } from 'solid-js';
import { purposes, type Purpose } from '@one-window/domain/permissions';
import { addMs, type Instant } from '@one-window/domain/time';
import type { StaffTicket } from '@one-window/domain/views';
import { errorText } from '@one-window/ui/errors';
import { Button } from '@one-window/ui/parts/Button';
import { revealPerson, type RevealedPerson } from '../api.ts';
import { secondsSince } from '../format.ts';
import { t } from '../i18n.ts';
import { useDesk } from './desk.ts';
import { Options } from './Options.tsx';
import css from './person.module.css';
import shared from './window.module.css';

export const REVEAL_SECONDS = 60;

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
  const [shown, setShown] = createSignal<{ person: RevealedPerson; until: Instant } | null>(null);
  const [error, setError] = createSignal<unknown>(null);
  const [busy, setBusy] = createSignal(false);
  const left = createMemo(() => Math.ceil(secondsSince(desk.now(), shown()?.until ?? desk.now())));
  const clear = createMemo(() => (left() > 0 ? (shown()?.person ?? null) : null));
  // nobody's data outlives the person at the window, nor the minute, even in memory
  createEffect(
    on(
      () => [props.personId, left() > 0],
      () => left() <= 0 && setShown(null),
      { defer: true },
    ),
  );
  createEffect(
    on(
      () => props.personId,
      () => setShown(null),
      { defer: true },
    ),
  );

  async function reveal(purpose: Purpose): Promise<void> {
    desk.ask(null);
    setBusy(true);
    setError(null);
    try {
      const person = await revealPerson(props.personId, purpose);
      setShown({ person, until: addMs(desk.now(), REVEAL_SECONDS * 1000) });
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(false);
    }
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
          <Button variant="quiet" small onPress={() => setShown(null)}>
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
      <Options
        open={desk.question() === 'reveal'}
        title={t('desk.reveal.title')}
        body={t('desk.reveal.note', { name: props.masked })}
        options={purposes.map((purpose) => ({ id: purpose, label: t(`desk.reveal.${purpose}`) }))}
        cancel={t('desk.reveal.cancel')}
        onChoose={(purpose) => void reveal(purpose)}
        onCancel={() => desk.ask(null)}
      />
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
