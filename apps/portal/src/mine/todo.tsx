import { createSignal, For, Show, untrack, type JSX } from 'solid-js';
import { Button } from '@one-window/ui/parts/Button';
import { press, type MyCase } from './data.ts';
import { createDoing } from './doing.ts';
import { createOwnUploads, OwnFiles } from './own-files.tsx';
import { Problem } from './problem.tsx';
import { t, yuan } from './words.ts';
import css from './case.module.css';
import form from './form.module.css';

const supplies = ['supplement', 'answer_supplement', 'supply_deficit'] as const;
type Supply = (typeof supplies)[number];
const askedBy = ['case.notice_given', 'case.returned_for_changes', 'case.supplement_asked'];

interface Owed {
  readonly action: Supply;
  readonly materials: MyCase['materials'];
  /** What was named and is no paper: a field of the form. */
  readonly other: readonly string[];
}

/** What the citizen owes now: what the newest notice named, or what was let pass to come later. */
export function owedOf(view: MyCase): Owed | null {
  const action = supplies.find((one) => view.actions.some((a) => a.action === one && a.refusal === null));
  if (!action) return null;
  const asked = view.steps.findLast(({ type }) => askedBy.includes(type))?.defects ?? [];
  const codes = action === 'supply_deficit' ? view.missing : asked;
  const listed = view.materials.filter(({ code }) => codes.includes(code));
  return { action, materials: listed, other: codes.filter((code) => !listed.some((m) => m.code === code)) };
}

/** A fee is taken at the window once it is granted; before that nobody is asked for money. */
export function owesFee({ decision, feeFen, paidFen, status }: MyCase): number | null {
  const granted = decision === 'granted' || decision === 'granted_with_deficit';
  return granted && status === 'DECIDED' && paidFen === null && feeFen !== null && feeFen > 0 ? feeFen : null;
}

/** The one yellow window: what is asked of the citizen. Nothing where nothing is. */
export function Todo(props: { view: MyCase }): JSX.Element {
  return (
    <>
      <Show when={props.view.status === 'DRAFT'}>
        <section class={css['todo']}>
          <h2>{t('mine.case.todoDraft')}</h2>
          <p>{t('mine.case.todoDraftText')}</p>
          <a class={form['go']} href={`/my/${props.view.id}/check`}>
            <b>{t('mine.check.title')}</b>
          </a>
        </section>
      </Show>
      <Show when={props.view.status === 'READY'}>
        <section class={css['todo']}>
          <h2>{t('mine.case.todoCollect')}</h2>
          <p>{t('mine.case.todoCollectText', { unit: props.view.unit.name })}</p>
        </section>
      </Show>
      <Show when={owesFee(props.view)}>
        {(fen) => (
          <section class={css['todo']}>
            <h2>{t('mine.case.todoFee', { yuan: yuan(fen()) })}</h2>
            <p>{t('mine.case.todoFeeText', { hall: props.view.hall.name, result: props.view.result?.name ?? '' })}</p>
          </section>
        )}
      </Show>
      <Supplement view={props.view} />
    </>
  );
}

/** It stays while what became of a press is to be read, even when nothing is owed any more. */
function Supplement(props: { view: MyCase }): JSX.Element {
  const doing = createDoing();
  const [ticked, setTicked] = createSignal<readonly string[]>([]);
  const [sent, setSent] = createSignal(false);
  const owed = (): Owed | null => owedOf(props.view);
  // a photo that has arrived is a paper that is there
  const uploads = createOwnUploads(
    untrack(() => props.view.id),
    (code) => tick(code, true),
  );
  const tick = (code: string, on: boolean): unknown =>
    setTicked(on ? [...new Set([...ticked(), code])] : ticked().filter((c) => c !== code));
  const chosen = (): string[] => (owed()?.materials ?? []).map(({ code }) => code).filter((code) => ticked().includes(code));
  const wait = (): string | undefined =>
    chosen().length === 0 ? t('mine.case.tickFirst') : uploads.busy() ? t('mine.check.stillSending') : undefined;
  const send = (event: SubmitEvent): void => {
    event.preventDefault();
    const now = owed();
    if (!now || wait() !== undefined) return;
    const { view } = props;
    const what = { action: now.action, materials: chosen() };
    void doing.run(async () => {
      await press(view, what);
      setTicked([]);
      setSent(true);
    });
  };
  return (
    <>
      <Show when={owed()}>
        {(now) => (
          <form class={css['todo']} onSubmit={send}>
            <h2>{t('mine.case.todo', { n: now().materials.length + now().other.length })}</h2>
            <p>{t('mine.case.todoText')}</p>
            <For each={now().materials}>
              {(material) => (
                <div class={css['owed']}>
                  <label class={form['tick']}>
                    <input
                      type="checkbox"
                      checked={ticked().includes(material.code)}
                      onChange={(event) => tick(material.code, event.currentTarget.checked)}
                    />
                    <span lang="zh-CN">{material.name}</span>
                  </label>
                  <OwnFiles view={props.view} material={material} uploads={uploads} />
                </div>
              )}
            </For>
            <Show when={now().other.length > 0}>
              <p>
                {t('mine.case.todoOther')}
                <span class={css['other']} lang="zh-CN">
                  {now().other.join('、')}
                </span>
              </p>
            </Show>
            <Show when={now().materials.length > 0}>
              <div class={form['acts']}>
                <Button type="submit" variant="primary" block busy={doing.busy()} busyText={t('mine.case.sending')} reason={wait()}>
                  {wait() ?? t('mine.case.send')}
                </Button>
              </div>
            </Show>
          </form>
        )}
      </Show>
      <Problem text={doing.problem()} />
      <p class={css['sent']} role="status">
        {sent() && !doing.problem() ? t('mine.case.sent') : ''}
      </p>
    </>
  );
}
