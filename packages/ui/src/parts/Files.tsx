import { createSignal, For, onCleanup, Show, type JSX } from 'solid-js';
import type { CaseFile } from '@one-window/domain/case-events';
import { createI18n } from '../i18n.ts';
import * as files from '../i18n/files.ts';
import type { Upload, Uploads } from '../uploads.ts';
import css from './Files.module.css';

const { t } = createI18n(files);

export type KeptFile = Pick<CaseFile, 'id' | 'kind' | 'bytes' | 'trust'>;

interface FilesProps {
  readonly material: { readonly code: string; readonly name: string };
  readonly kept: readonly KeptFile[];
  readonly uploads: Uploads;
  readonly hrefOf: (fileId: string) => string;
  /** No more is taken now. */
  readonly closed?: boolean;
  readonly removable?: (file: KeptFile) => boolean;
  readonly onRemove?: (file: KeptFile) => void;
  /** Opens a file otherwise than in a new tab. */
  readonly onOpen?: (file: KeptFile) => void;
  /** More ways beside choosing a file. */
  readonly children?: JSX.Element;
  /** What stands beside a file that was kept. */
  readonly beside?: (file: KeptFile) => JSX.Element;
}

/** What was added to one material, what is on its way, and the ways to add more. */
export function Files(props: FilesProps): JSX.Element {
  const named = (file: KeptFile, i: number): string => t(`files.kind.${file.kind}`, { n: i + 1 });
  return (
    <div class={css['files']}>
      <ul class={css['list']}>
        <For each={props.kept}>
          {(file, i) => (
            <li class={css['tile']}>
              <Opening file={file} name={named(file, i())} href={props.hrefOf(file.id)} onOpen={props.onOpen} />
              <small>
                <span class="num">{sizeOf(file.bytes)}</span> · {t(`files.trust.${file.trust}`)}
              </small>
              {props.beside?.(file)}
              <Show when={props.onRemove && (props.removable?.(file) ?? true)}>
                <button
                  type="button"
                  class={css['act']}
                  aria-label={t('files.remove', { what: named(file, i()) })}
                  onClick={() => props.onRemove?.(file)}
                >
                  {t('files.remove_short')}
                </button>
              </Show>
            </li>
          )}
        </For>
        <For each={props.uploads.of(props.material.code)}>{(one) => <OnItsWay one={one} uploads={props.uploads} />}</For>
      </ul>
      <Show when={!props.closed}>
        <div class={css['ways']}>
          <Show when={touch}>
            <Pick text={t('files.take')} label={t('files.take_of', { material: props.material.name })} camera {...props} />
          </Show>
          <Pick text={t('files.choose')} label={t('files.choose_of', { material: props.material.name })} {...props} />
          {props.children}
        </div>
      </Show>
    </div>
  );
}

function Opening(props: { file: KeptFile; name: string; href: string; onOpen: ((file: KeptFile) => void) | undefined }): JSX.Element {
  return (
    <Show
      when={props.onOpen}
      fallback={
        <a class={css['name']} href={props.href} target="_blank" aria-label={t('files.open', { what: props.name })}>
          {props.name}
        </a>
      }
    >
      {(open) => (
        <button type="button" class={css['act']} aria-label={t('files.open', { what: props.name })} onClick={() => open()(props.file)}>
          {props.name}
        </button>
      )}
    </Show>
  );
}

/** On a phone the camera is a way of its own; elsewhere the two would open the same window. */
const touch = typeof matchMedia === 'function' && matchMedia('(pointer: coarse)').matches;

function Pick(props: { text: string; label: string; camera?: boolean; material: { code: string }; uploads: Uploads }): JSX.Element {
  const added = (input: HTMLInputElement): void => {
    void props.uploads.add(props.material.code, [...(input.files ?? [])]);
    // the same photo can be chosen again
    input.value = '';
  };
  return (
    <label class={css['pick']}>
      <span aria-hidden="true">{props.text}</span>
      <input
        type="file"
        aria-label={props.label}
        accept={props.camera ? 'image/*' : 'image/jpeg,image/png,application/pdf'}
        capture={props.camera ? 'environment' : undefined}
        multiple={!props.camera}
        onChange={(event) => added(event.currentTarget)}
      />
    </label>
  );
}

function OnItsWay(props: { one: Upload; uploads: Uploads }): JSX.Element {
  const words = (): string => {
    const { state, part, problem } = props.one;
    if (state === 'refused') return problem;
    return t(`files.state.${state}`, { percent: Math.round(part * 100) });
  };
  return (
    <li class={css['tile']} data-state={props.one.state}>
      <Preview blob={props.one.blob} />
      <span class={css['file']}>{props.one.name}</span>
      <small role={props.one.state === 'refused' ? 'alert' : 'status'} class={css['said']}>
        {words()}
      </small>
      <Show when={props.one.state === 'sending'}>
        <progress max="1" value={props.one.part} aria-label={words()} />
      </Show>
      <Show when={props.one.state === 'refused' || props.one.state === 'offline'}>
        <button type="button" class={css['act']} onClick={() => props.uploads.retry(props.one.id)}>
          {t('files.retry')}
        </button>
      </Show>
      <button type="button" class={css['act']} onClick={() => props.uploads.remove(props.one.id)}>
        {t('files.away')}
      </button>
    </li>
  );
}

const thumb = 96;

/** Small and drawn by hand: pages may show no pictures but their own. */
function Preview(props: { blob: Blob }): JSX.Element {
  const [seen, setSeen] = createSignal(false);
  let gone = false;
  onCleanup(() => (gone = true));
  const draw = async (canvas: HTMLCanvasElement): Promise<void> => {
    if (!props.blob.type.startsWith('image/')) return;
    const image = await createImageBitmap(props.blob).catch(() => null);
    if (!image || gone) return;
    const scale = thumb / Math.max(image.width, image.height);
    canvas.width = Math.max(1, Math.round(image.width * scale));
    canvas.height = Math.max(1, Math.round(image.height * scale));
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    setSeen(true);
  };
  return <canvas class={css['thumb']} hidden={!seen()} aria-hidden="true" ref={(canvas) => void draw(canvas)} />;
}

/** `2.4 MB`, `310 KB`. */
const sizeOf = (bytes: number): string =>
  bytes >= 1024 * 1024 ? `${(bytes / 1024 / 1024).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1024))} KB`;
