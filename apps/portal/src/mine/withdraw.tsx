import { createSignal, Show, type JSX } from 'solid-js';
import { normaliseName } from '@one-window/domain/identity';
import { Button } from '@one-window/ui/parts/Button';
import { Field } from '@one-window/ui/parts/Field';
import { press, type MyCase } from './data.ts';
import { createDoing } from './doing.ts';
import { Problem } from './problem.tsx';
import { t } from './words.ts';
import css from './case.module.css';
import form from './form.module.css';

/** Asked on the page itself and not over it; the safe answer stands first and has the focus. */
export function Withdraw(props: { view: MyCase }): JSX.Element {
  const doing = createDoing();
  const [asking, setAsking] = createSignal(false);
  const [name, setName] = createSignal('');
  const [tried, setTried] = createSignal(false);
  const may = (): boolean => props.view.actions.some((a) => a.action === 'withdraw' && a.refusal === null);
  const withdraw = (event: SubmitEvent): void => {
    event.preventDefault();
    setTried(true);
    const signature = normaliseName(name());
    if (signature === '') return;
    const { view } = props;
    void doing.run(async () => {
      await press(view, { action: 'withdraw', signature });
      setAsking(false);
    });
  };
  return (
    <Show when={may()}>
      <Show
        when={asking()}
        fallback={
          <div class={form['acts']}>
            <Button variant="quiet" block onPress={() => setAsking(true)}>
              {t('mine.case.withdraw')}
            </Button>
          </div>
        }
      >
        <form class={form['window']} onSubmit={withdraw} novalidate>
          <h2>{t('mine.case.withdrawTitle')}</h2>
          <p>{t('mine.case.withdrawText')}</p>
          <Field label={t('mine.case.withdrawName')} error={tried() && normaliseName(name()) === '' ? t('mine.apply.nameBad') : undefined}>
            {(f) => (
              <input
                {...f}
                class="input"
                autocomplete="name"
                maxlength="100"
                value={name()}
                onInput={(event) => setName(event.currentTarget.value)}
              />
            )}
          </Field>
          <Problem text={doing.problem()} />
          <div class={css['two']}>
            <Button ref={(el) => queueMicrotask(() => el.focus())} onPress={() => setAsking(false)}>
              {t('mine.case.withdrawNot')}
            </Button>
            <Button type="submit" variant="danger" busy={doing.busy()} busyText={t('mine.case.withdrawing')}>
              {t('mine.case.withdrawYes')}
            </Button>
          </div>
        </form>
      </Show>
    </Show>
  );
}
