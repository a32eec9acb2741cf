import { createMemo, For, Show } from 'solid-js';
import { pauseReasons } from '@one-window/domain/hall-day';
import { nameOf } from '@one-window/ui/format';
import { Button } from '@one-window/ui/parts/Button';
import { Dialog } from '@one-window/ui/parts/Dialog';
import { Kbd } from '@one-window/ui/parts/Kbd';
import { t } from '../i18n.ts';
import { lang } from '@one-window/ui/theme';
import { CommandButton, commandWord } from './CommandButton.tsx';
import { useDesk } from './desk.ts';
import { commandKeys, commands, transferTargets } from './model.ts';
import { Options } from './Options.tsx';
import css from './options.module.css';

const holdMinutes = [5, 10, 15, 30, 60] as const;

/** The questions that keys ask before they act, and the list of all keys. */
export default function Questions() {
  const desk = useDesk();
  const close = (): void => desk.ask(null);
  const number = () => desk.current()?.number ?? '';
  const targets = createMemo(() => (desk.window() ? transferTargets(desk.view(), desk.window()!) : { series: [], windows: [] }));
  const isWindow = (id: string): boolean => targets().windows.some((w) => w.id === id);
  return (
    <>
      <Options
        open={desk.question() === 'hold'}
        title={t('desk.hold.title', { number: number() })}
        body={t('desk.hold.body')}
        columns={2}
        options={[
          ...holdMinutes.map((n) => ({ id: String(n), label: t('desk.hold.minutes', { n }) })),
          { id: 'open', label: t('desk.hold.open') },
        ]}
        cancel={t('desk.hold.cancel')}
        onChoose={(id) => desk.hold(id === 'open' ? null : Number(id))}
        onCancel={close}
      />
      <Options
        open={desk.question() === 'transfer'}
        title={t('desk.transfer.title', { number: number() })}
        body={t('desk.transfer.body')}
        options={[
          ...targets().series.map((s) => ({
            id: s.id,
            label: `${s.prefix}　${nameOf(s.name)}`,
            note: s.openWindows > 0 ? t('desk.transfer.waiting', { n: s.waiting }) : t('desk.transfer.closed'),
          })),
          ...targets().windows.map((w) => ({
            id: w.id,
            label: t('desk.transfer.window', { label: w.label, name: nameOf(w.name) }),
            note: t('desk.transfer.sits', { name: w.staffName ?? '' }),
          })),
        ]}
        cancel={t('desk.transfer.cancel')}
        onChoose={(id) => desk.transfer(isWindow(id) ? { windowId: id } : { seriesId: id })}
        onCancel={close}
      />
      <Options
        open={desk.question() === 'pause'}
        title={t('desk.pause.title')}
        body={t('desk.pause.body')}
        columns={2}
        options={pauseReasons.map((reason) => ({ id: reason, label: t(`desk.pause.${reason}`) }))}
        cancel={t('desk.pause.cancel')}
        onChoose={(reason) => desk.pause(reason)}
        onCancel={close}
      />
      <Options
        open={desk.question() === 'left'}
        title={t('desk.left.title', { n: desk.left().length })}
        body={desk
          .left()
          .map(({ name }) => name)
          .join(lang() === 'en' ? ', ' : '、')}
        options={[{ id: 'end', label: t('desk.left.end', { number: number() }) }]}
        cancel={t('desk.left.cancel')}
        safe
        onChoose={() => desk.endAnyway()}
        onCancel={close}
      />
      <Options
        open={desk.question() === 'mark_inaccurate'}
        title={t('desk.inaccurate.title', { number: desk.inaccurate()?.number ?? '' })}
        body={t('desk.inaccurate.body')}
        options={[{ id: desk.inaccurate()?.id ?? '', label: t('desk.inaccurate.yes') }]}
        cancel={t('desk.inaccurate.cancel')}
        safe
        onChoose={(id) => desk.markInaccurate(id)}
        onCancel={close}
      />
      <Dialog
        open={desk.question() === 'help'}
        title={t('desk.help.title')}
        body={t('desk.help.body')}
        onClose={close}
        actions={
          <Button variant="primary" onPress={close}>
            {t('desk.help.close')}
          </Button>
        }
      >
        <dl class={css['keylist']}>
          <For each={commands}>
            {(command) => (
              <>
                <dt>
                  <Kbd>{commandKeys[command]}</Kbd>
                </dt>
                <dd>
                  <Show when={command === 'mark_inaccurate'} fallback={commandWord(command, desk)}>
                    <CommandButton command={command} quiet />
                  </Show>
                </dd>
              </>
            )}
          </For>
          <dt>
            <Kbd>1</Kbd> – <Kbd>9</Kbd>
          </dt>
          <dd>{t('desk.help.digits')}</dd>
          <dt>
            <Kbd>Esc</Kbd>
          </dt>
          <dd>{t('desk.help.escape')}</dd>
        </dl>
      </Dialog>
    </>
  );
}
