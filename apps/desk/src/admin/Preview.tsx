import { createMemo, For, Show } from 'solid-js';
import { fieldsOf, type ConfigDiff } from '@one-window/domain/config';
import { Button } from '@one-window/ui/parts/Button';
import { Chip } from '@one-window/ui/parts/Chip';
import { Dialog } from '@one-window/ui/parts/Dialog';
import { useConfig } from './config.ts';
import type { Preview } from './config-api.ts';
import { problemText, t } from './i18n.ts';
import { nameOfRow, nameOfThing, valueText } from './values.ts';
import css from './preview.module.css';
import shared from './admin.module.css';
import { Problem } from './Problem.tsx';

/** How many changes wait, at the foot of every table. */
export function Pending() {
  const config = useConfig();
  const n = () => config.drafts().size;
  return (
    <footer class={shared['foot']}>
      <Show
        when={n() > 0}
        fallback={
          <p classList={{ [shared['done'] ?? '']: config.applied() }} role="status">
            {config.applied() ? t('admin.applied') : t('admin.draft.none')}
          </p>
        }
      >
        <p class={shared['strong']}>{t('admin.draft.count', { n: n() })}</p>
        <Show when={config.asked() && config.problems().length > 0} fallback={<p>{t('admin.form.unsaved')}</p>}>
          <p class={shared['error']}>{t('admin.preview.problems', { n: config.problems().length })}</p>
        </Show>
        <Problem of={config.preview() === null ? config.error() : null} />
        <span class={shared['end']}>
          <Button variant="quiet" onPress={config.discard}>
            {t('admin.discard')}
          </Button>
          <Button variant="primary" busy={config.busy() === 'preview'} busyText={t('admin.previewing')} onPress={() => void config.ask()}>
            {t('admin.preview')}
          </Button>
        </span>
      </Show>
    </footer>
  );
}

/** What would change, line by line, and what has to be mended first. */
export function PreviewDialog() {
  const config = useConfig();
  const problems = () => config.preview()?.problems ?? [];
  const blocked = () => (problems().length > 0 ? t('admin.preview.blocked', { n: problems().length }) : undefined);
  return (
    <Dialog
      open={config.preview() !== null}
      title={problems().length > 0 ? t('admin.preview.problems', { n: problems().length }) : t('admin.preview.title')}
      body={problems().length > 0 ? undefined : t('admin.preview.body')}
      onClose={config.closePreview}
      actions={
        <>
          <Button onPress={config.closePreview}>{t('admin.preview.back')}</Button>
          <Button
            variant="primary"
            reason={blocked()}
            busy={config.busy() === 'apply'}
            busyText={t('admin.preview.applying')}
            onPress={() => blocked() === undefined && void config.apply()}
          >
            {blocked() ?? t('admin.preview.apply')}
          </Button>
        </>
      }
    >
      <div class={css['diff']} tabindex="0" role="region" aria-label={t('admin.preview')}>
        <WouldBe preview={config.preview()} />
      </div>
      <Problem of={config.error()} />
    </Dialog>
  );
}

/** What has to be mended first, or what would change. */
export function WouldBe(props: { preview: Preview | null }) {
  const config = useConfig();
  const problems = () => props.preview?.problems ?? [];
  return (
    <>
      <For each={problems()}>
        {(problem) => (
          <p class={shared['problem']}>
            {t(`admin.entity.${problem.entity}`)}{' '}
            {nameOfRow(problem.entity, config.rows(problem.entity).find((r) => r.row.id === problem.id)?.row ?? null)}
            {problem.field ? `，${t(`admin.field.${problem.field as 'name'}`)}` : ''}：{problemText(problem)}
          </p>
        )}
      </For>
      <Show when={problems().length === 0}>
        <DiffList diff={props.preview?.diff ?? []} />
      </Show>
    </>
  );
}

/** Lines of a preview or of the history, by thing. */
export function DiffList(props: { diff: readonly ConfigDiff[] }) {
  const config = useConfig();
  const things = createMemo(() => {
    const byId = new Map<string, ConfigDiff[]>();
    for (const line of props.diff) byId.set(line.id, [...(byId.get(line.id) ?? []), line]);
    return [...byId.values()];
  });
  const text = (line: ConfigDiff, value: ConfigDiff['before']): string => {
    const all = config.config();
    return all ? valueText(value, fieldsOf(line.entity)[line.field], all) : '';
  };
  return (
    <For each={things()} fallback={<p class="dim">{t('admin.preview.nothing')}</p>}>
      {(lines) => (
        <details class={css['thing']} open={things().length <= 3 || lines.some((line) => line.before !== null && line.after !== null)}>
          <summary>
            {t(`admin.entity.${lines[0]?.entity ?? 'halls'}`)} {nameOfThing(lines[0]?.entity ?? 'halls', lines[0]?.name ?? '')}{' '}
            <Show when={lines.every((line) => line.before === null)}>
              <Chip state="info">{t('admin.preview.made')}</Chip>
            </Show>
            <Show when={lines.every((line) => line.after === null)}>
              <Chip state="red">{t('admin.preview.removed')}</Chip>
            </Show>
          </summary>
          <dl class={css['lines']}>
            <For each={lines}>
              {(line) => (
                <>
                  <dt>{t(`admin.field.${line.field as 'name'}`)}</dt>
                  <dd>
                    <Show when={line.before !== null}>
                      <s>{text(line, line.before)}</s>
                      {' → '}
                    </Show>
                    {line.after === null && line.before !== null ? t('admin.value.none') : text(line, line.after)}
                  </dd>
                </>
              )}
            </For>
          </dl>
        </details>
      )}
    </For>
  );
}
