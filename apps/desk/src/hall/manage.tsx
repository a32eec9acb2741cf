import { createSignal, Show, type Accessor } from 'solid-js';
import { Button } from '@one-window/ui/parts/Button';
import { Dialog } from '@one-window/ui/parts/Dialog';
import { isUnanswered, newKey, sendManage, type ManageAction } from '../api.ts';
import { errorText, t } from '../i18n.ts';
import type { StaffLive } from '../live.ts';
import { useSession } from '../session.tsx';
import { makePresses } from '../window/press.ts';
import { useHall } from './HallScreen.tsx';
import css from './hall.module.css';

/** What the manager is about to do; each is asked with its consequence, because none of them is a clerk's press to undo. */
export type Question =
  | { readonly action: 'clear'; readonly number: ''; readonly count: number }
  | { readonly action: 'cancel' | 'abandon' | 'return' | 'rejoin'; readonly ticketId: string; readonly number: string };

export function createManage(hallId: Accessor<string>, live: StaffLive) {
  const session = useSession();
  const [question, setQuestion] = createSignal<Question | null>(null);
  const [busy, setBusy] = createSignal<string | null>(null);
  const [error, setError] = createSignal<unknown>(null);
  const presses = makePresses({ onBusy: setBusy, newKey, isUnanswered });

  async function send(what: Question): Promise<void> {
    setError(null);
    const body: ManageAction = what.action === 'clear' ? { action: 'clear' } : { action: what.action, ticketId: what.ticketId };
    const result = await presses.run(what.action, body, async (key) => {
      await sendManage(hallId(), body, key);
      await live.refresh();
    });
    if (result.kind === 'done') setQuestion(null);
    if (result.kind === 'refused') {
      session.note(result.error);
      setError(result.error);
    }
  }
  const ask = (what: Question | null): void => {
    setError(null);
    setQuestion(what);
  };
  return { question, busy, error, ask, send };
}

export type Manage = ReturnType<typeof createManage>;

/** One question with its consequence and two verbs; a refusal is told inside it. */
export function Ask() {
  const hall = useHall();
  return <Show when={hall.manage.question()}>{(question) => <Question question={question()} />}</Show>;
}

function Question(props: { question: Question }) {
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
          <Button variant={harmless() ? 'primary' : 'danger'} busy={manage.busy() !== null} busyText={t('desk.hall.ask.busy')} onPress={() => void manage.send(props.question)}>
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
