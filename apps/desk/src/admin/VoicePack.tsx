import { createResource, createSignal, For, onMount, Show } from 'solid-js';
import type { DeskApi } from '@one-window/api/client';
import { textOf, type AnyRow, type ConfigValue } from '@one-window/domain/config';
import type { ScreenSound } from '@one-window/domain/views';
import {
  clipNames,
  clipOf,
  lackingIn,
  packLimits,
  spokenOrders,
  voiceLanguages,
  voices,
  voiceSpeed,
  voiceWords,
  type HallVoice,
} from '@one-window/domain/voice';
import { joinPack, splitPack } from '@one-window/domain/voice-pack';
import { ApiError, loadFile, sendFile } from '@one-window/ui/api';
import { errorText } from '@one-window/ui/errors';
import { Button } from '@one-window/ui/parts/Button';
import { Field } from '@one-window/ui/parts/Field';
import { useSession } from '../session.ts';
import { settled } from '../settled.ts';
import { t } from './i18n.ts';
import css from './form.module.css';
import shared from './admin.module.css';
import { Problem } from './Problem.tsx';

type Sent = DeskApi['POST /api/halls/:hallId/voice-packs']['answer'];

const loadPack = async (hallId: string, digest: string): Promise<ArrayBuffer> =>
  (await loadFile(`/api/halls/${hallId}/voice-packs/${digest}`, {})).arrayBuffer();

/** A call that has letters, a zero and a window of two words. */
const example = { number: 'A0086', window: '12', calls: 1 } as const;

/** What is typed so far, as a board would speak by it; what is missing or wrong is usual. */
function voiceOf(row: AnyRow): HallVoice {
  const speed = Number(row['speed']);
  return {
    speaks: voices.find((one) => one === row['speaks']) ?? 'browser',
    languages: spokenOrders.find((one) => one === row['languages']) ?? 'zh',
    speed: speed >= voiceSpeed.min && speed <= voiceSpeed.max ? speed : voiceSpeed.usual,
    yao: row['yao'] === true,
    pack: textOf(row['pack']) || null,
  };
}

/** Sorts files into a pack: by the word that each name tells, and what has to stay behind. */
async function sortFiles(files: readonly File[]) {
  const clips = new Map<string, Uint8Array>();
  const [unnamed, twice]: [string[], string[]] = [[], []];
  for (const file of files) {
    const name = clipOf(file.webkitRelativePath || file.name);
    if (name === null) unnamed.push(file.name);
    else if (clips.has(name)) twice.push(file.name);
    else clips.set(name, new Uint8Array(await file.arrayBuffer()));
  }
  return { clips, unnamed, twice };
}

/** The recordings of a hall: chosen, judged, sent, heard. Nothing speaks by them before the change is saved. */
export function VoicePack(props: {
  row: AnyRow;
  label: string;
  error: string | undefined;
  onChange: (value: ConfigValue) => void;
  /** Recordings that were just sent are meant to be heard. */
  onSent: () => void;
}) {
  const session = useSession();
  const hallId = () => textOf(props.row['hallId']);
  const digest = () => textOf(props.row['pack']);
  const [left, setLeft] = createSignal<{ unnamed: readonly string[]; twice: readonly string[] }>({ unnamed: [], twice: [] });
  const [error, setError] = createSignal<unknown>(null);
  const [busy, setBusy] = createSignal(false);
  const [sent, setSent] = createSignal<Sent | null>(null);
  const [stored] = createResource(
    () => (digest() !== '' && digest() !== sent()?.digest ? { hall: hallId(), digest: digest() } : null),
    async (of) => [...(splitPack(new Uint8Array(await loadPack(of.hall, of.digest))) ?? new Map<string, unknown>()).keys()],
  );
  const clips = (): ReadonlySet<string> | null => {
    if (digest() === '') return null;
    const names = digest() === sent()?.digest ? sent()?.clips : settled(stored);
    return names ? new Set(names) : null;
  };
  async function send(input: HTMLInputElement): Promise<void> {
    setError(null);
    setBusy(true);
    try {
      const sorted = await sortFiles([...(input.files ?? [])]);
      setLeft(sorted);
      if (sorted.clips.size === 0) throw new ApiError('voice.empty', 422);
      const pack = joinPack(sorted.clips);
      if (pack.length > packLimits.packBytes) throw new ApiError('voice.too_large', 413, { mb: packLimits.packBytes / 1024 / 1024 });
      const route = 'POST /api/halls/:hallId/voice-packs' satisfies keyof DeskApi;
      const answer = (await sendFile(route, { param: { hallId: hallId() }, body: new Blob([pack]) })) as Sent;
      setSent(answer);
      props.onChange(answer.digest);
      props.onSent();
    } catch (refusal) {
      session.note(refusal);
      setError(refusal);
    }
    // so that the same files can be chosen again
    input.value = '';
    setBusy(false);
  }
  return (
    <fieldset class={css['group']}>
      <legend>{props.label}</legend>
      <Show when={hallId() !== ''} fallback={<p class="dim sm">{t('admin.voice.need_hall')}</p>}>
        <Show when={digest() !== ''} fallback={<p class="dim sm">{t('admin.voice.none')}</p>}>
          <Show when={clips()}>{(names) => <Kept clips={names()} />}</Show>
          <Show when={stored.error !== undefined}>
            <p class={shared['error']}>{errorText(stored.error)}</p>
          </Show>
        </Show>
        <Field label={t('admin.voice.choose')} help={busy() ? t('admin.voice.sending') : t('admin.voice.how')} error={props.error}>
          {(f) => (
            <input
              {...f}
              class="input"
              type="file"
              multiple
              accept=".wav,.mp3"
              disabled={busy()}
              onChange={(e) => void send(e.currentTarget)}
            />
          )}
        </Field>
        <Show when={left().unnamed.length > 0}>
          <p class={shared['error']}>{t('admin.voice.unnamed', { files: left().unnamed.slice(0, 8).join('、') })}</p>
        </Show>
        <Show when={left().twice.length > 0}>
          <p class={shared['error']}>{t('admin.voice.twice', { files: left().twice.slice(0, 8).join('、') })}</p>
        </Show>
        <Problem of={error()} />
        <Show when={sent() !== null && sent()?.digest === digest()}>
          <p class={shared['done']} role="status">
            {t('admin.voice.sent')}
          </p>
        </Show>
        <div class={css['row']}>
          <Listen voice={voiceOf(props.row)} hallId={hallId()} />
          <Show when={digest() !== ''}>
            <Button small variant="quiet" onPress={() => props.onChange(null)}>
              {t('admin.voice.remove')}
            </Button>
          </Show>
        </div>
        <WordList />
      </Show>
    </fieldset>
  );
}

/** How much is recorded, and word by word what the built-in pack has to say. */
function Kept(props: { clips: ReadonlySet<string> }) {
  const n = (language: 'zh' | 'en'): number => clipNames.filter((name) => name.startsWith(language) && props.clips.has(name)).length;
  return (
    <>
      <p>{t('admin.voice.kept', { zh: n('zh'), zhAll: voiceWords.zh.length, en: n('en'), enAll: voiceWords.en.length })}</p>
      <For each={voiceLanguages}>
        {(language) => (
          <Show when={lackingIn(props.clips, language).length > 0}>
            <p class="dim sm">
              {n(language) === 0
                ? t(`admin.voice.all_${language}`)
                : t(`admin.voice.lacks_${language}`, { words: lackingIn(props.clips, language).join(' ') })}
            </p>
          </Show>
        )}
      </For>
    </>
  );
}

function WordList() {
  return (
    <details class={css['words']}>
      <summary>{t('admin.voice.list')}</summary>
      <For each={voiceLanguages}>
        {(language) => (
          <p>
            <b>{t(`admin.voice.words_${language}`)}</b> {voiceWords[language].join(' ')}
          </p>
        )}
      </For>
    </details>
  );
}

/** Says a call here as the boards will say it, and by whom it was said. */
function Listen(props: { voice: HallVoice; hallId: string }) {
  const [busy, setBusy] = createSignal(false);
  const [heard, setHeard] = createSignal<ScreenSound | null>(null);
  // some browsers list their voices only after somebody asked
  onMount(() => 'speechSynthesis' in globalThis && speechSynthesis.getVoices());
  async function listen(): Promise<void> {
    setBusy(true);
    setHeard(null);
    const { voice, hallId } = props;
    const audio = new AudioContext();
    let sound: ScreenSound = 'off';
    try {
      const { createPlayer } = await import('@one-window/ui/voice/player');
      const player = createPlayer({ audio, ownPack: (digest) => loadPack(hallId, digest), onSpeaks: (now) => (sound = now) }, voice);
      await player.use(voice);
      await player.say(example);
      player.stop();
    } catch {
      sound = 'off';
    }
    await audio.close().catch(() => undefined);
    setHeard(sound);
    setBusy(false);
  }
  return (
    <>
      <Button small busy={busy()} busyText={t('admin.voice.listening')} onPress={() => void listen()}>
        {t('admin.voice.listen')}
      </Button>
      <span role="status" class="dim sm">
        <Show when={heard()}>{(sound) => t(`admin.voice.heard_${sound()}`)}</Show>
      </span>
    </>
  );
}
