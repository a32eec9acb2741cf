import { Show } from 'solid-js';
import { errorText } from '@one-window/ui/errors';
import { Button } from '@one-window/ui/parts/Button';
import { Dialog } from '@one-window/ui/parts/Dialog';
import { t } from './words.ts';
import { useHall } from './context.ts';
import type { Manage, Question } from './manage.ts';
import css from './hall.module.css';

/** One question with its consequence and two verbs; a refusal is told inside it. */
export function Ask() {
  const hall = useHall();
  return (
    <Show when={hall.manage}>
      {(manage) => <Show when={manage().question()}>{(question) => <Asked question={question()} manage={manage()} />}</Show>}
    </Show>
  );
}

function Asked(props: { question: Question; manage: Manage }) {
  const kind = () => (props.question.action === 'rejoin' ? 'return' : props.question.action);
  const values = () => ({ number: props.question.number, n: props.question.action === 'clear' ? props.question.count : 0 });
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
      <Show when={props.manage.error()}>
        <p class={css['refusal']} role="alert">
          {errorText(props.manage.error())}
        </p>
      </Show>
    </Dialog>
  );
}
