import { Show } from 'solid-js';
import { errorText } from '@one-window/ui/errors';
import { Button } from '@one-window/ui/parts/Button';
import { Dialog } from '@one-window/ui/parts/Dialog';
import { t } from '../i18n.ts';
import { useHall } from './context.ts';
import type { Question } from './manage.ts';
import css from './hall.module.css';

/** One question with its consequence and two verbs; a refusal is told inside it. */
export function Ask() {
  const hall = useHall();
  return <Show when={hall.manage.question()}>{(question) => <Asked question={question()} />}</Show>;
}

function Asked(props: { question: Question }) {
  const { manage } = useHall();
  const kind = () => (props.question.action === 'rejoin' ? 'return' : props.question.action);
  const values = () => ({ number: props.question.number, n: props.question.action === 'clear' ? props.question.count : 0 });
  const harmless = () => kind() === 'return';
  return (
    <Dialog
      open
      title={t(`desk.hall.ask.${kind()}.title`, values())}
      body={t(`desk.hall.ask.${kind()}.body`, values())}
      onClose={() => manage.ask(null)}
      actions={
        <>
          <Button autofocus onPress={() => manage.ask(null)}>
            {t('desk.hall.ask.no')}
          </Button>
          <Button
            variant={harmless() ? 'primary' : 'danger'}
            busy={manage.busy() !== null}
            busyText={t('desk.hall.ask.busy')}
            onPress={() => void manage.send(props.question)}
          >
            {t(`desk.hall.ask.${kind()}.yes`)}
          </Button>
        </>
      }
    >
      <Show when={manage.error()}>
        <p class={css['refusal']} role="alert">
          {errorText(manage.error())}
        </p>
      </Show>
    </Dialog>
  );
}
