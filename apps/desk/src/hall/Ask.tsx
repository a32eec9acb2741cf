import { For, Show } from 'solid-js';
import type { TicketState } from '@one-window/domain/tickets';
import { errorText } from '@one-window/ui/errors';
import { Button } from '@one-window/ui/parts/Button';
import { Dialog } from '@one-window/ui/parts/Dialog';
import { t } from './words.ts';
import { useHall } from './context.ts';
import type { Manage, Question } from './manage.ts';
import css from './day.module.css';

/** One question with its consequence and two verbs; a refusal is told inside it. */
export function Ask() {
  const hall = useHall();
  return (
    <Show when={hall.manage}>
      {(manage) => <Show when={manage().question()}>{(question) => <Asked question={question()} manage={manage()} />}</Show>}
    </Show>
  );
}

/** Whose numbers an answer takes away: read before it is given. */
const clears: Readonly<Record<string, readonly TicketState[]>> = { clear: ['WAITING', 'CALLED', 'HELD'], sweep: ['WAITING'] };

function Asked(props: { question: Question; manage: Manage }) {
  const hall = useHall();
  const kind = () => (props.question.action === 'rejoin' ? 'return' : props.question.action);
  const values = () => ({ number: props.question.number, n: 'count' in props.question ? props.question.count : 0 });
  const gone = () => hall.view().tickets.filter((ticket) => clears[props.question.action]?.includes(ticket.state));
  const harmless = () => kind() === 'return';
  return (
    <Dialog
      open
      title={t(`desk.hall.ask.${kind()}.title`, values())}
      body={t(`desk.hall.ask.${kind()}.body`, values())}
      onClose={() => props.manage.ask(null)}
      actions={
        <>
          <Button autofocus onPress={() => props.manage.ask(null)}>
            {t('desk.hall.ask.no')}
          </Button>
          <Button
            variant={harmless() ? 'primary' : 'danger'}
            busy={props.manage.busy() !== null}
            busyText={t('desk.hall.ask.busy')}
            onPress={() => void props.manage.send(props.question)}
          >
            {t(`desk.hall.ask.${kind()}.yes`)}
          </Button>
        </>
      }
    >
      <Show when={gone().length > 0}>
        <ul class={css['gone']} tabindex="0" aria-label={t('desk.hall.ask.who')}>
          <For each={gone()}>{(ticket) => <li class="num">{ticket.number}</li>}</For>
        </ul>
      </Show>
      <Show when={props.manage.error()}>
        <p class={css['refusal']} role="alert">
          {errorText(props.manage.error())}
        </p>
      </Show>
    </Dialog>
  );
}
