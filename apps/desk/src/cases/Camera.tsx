import { createSignal, Match, onCleanup, onMount, Show, Switch } from 'solid-js';
import { Button } from '@one-window/ui/parts/Button';
import { Dialog } from '@one-window/ui/parts/Dialog';
import { t } from './words.ts';
import css from './case.module.css';

interface CameraProps {
  readonly title: string;
  readonly onTaken: (photo: Blob) => void;
  readonly onClose: () => void;
}
type State = 'asking' | 'live' | 'refused' | 'missing';

/** The document camera: what lies under it is seen, and each press takes one page. It is off as soon as this closes. */
export function Camera(props: CameraProps) {
  const [state, setState] = createSignal<State>('asking');
  const [taken, setTaken] = createSignal(0);
  let video!: HTMLVideoElement;
  let stream: MediaStream | null = null;
  let gone = false;
  const stop = (): void => stream?.getTracks().forEach((track) => track.stop());
  const start = async (): Promise<void> => {
    // a page without TLS has no camera at all
    if (!navigator.mediaDevices) return void setState('missing');
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { width: { ideal: 2_592 }, height: { ideal: 1_944 } } });
      if (gone) return stop();
      video.srcObject = stream;
      await video.play();
      setState('live');
    } catch (error) {
      setState((error as DOMException).name === 'NotAllowedError' ? 'refused' : 'missing');
    }
  };
  onMount(() => void start());
  onCleanup(() => {
    gone = true;
    stop();
  });
  const kept = (photo: Blob | null): void => {
    if (!photo) return;
    props.onTaken(photo);
    setTaken(taken() + 1);
  };
  const take = (): void => {
    const still = document.createElement('canvas');
    still.width = video.videoWidth;
    still.height = video.videoHeight;
    still.getContext('2d')?.drawImage(video, 0, 0);
    still.toBlob(kept, 'image/jpeg', 0.9);
  };
  return (
    <Dialog
      open
      title={t('desk.case.files.camera_of', { material: props.title })}
      onClose={() => props.onClose()}
      actions={
        <>
          <Button onPress={() => props.onClose()}>{t('desk.case.files.close')}</Button>
          <Show when={state() === 'live'}>
            <Button variant="primary" autofocus onPress={take}>
              {t('desk.case.files.still')}
            </Button>
          </Show>
        </>
      }
    >
      <video ref={video} class={css['picture']} hidden={state() !== 'live'} muted playsinline aria-label={t('desk.case.files.camera')} />
      <p role="status">
        <Switch>
          <Match when={state() === 'asking'}>{t('desk.case.files.camera_asking')}</Match>
          <Match when={state() === 'refused'}>{t('desk.case.files.camera_refused')}</Match>
          <Match when={state() === 'missing'}>{t('desk.case.files.camera_missing')}</Match>
          <Match when={taken() > 0}>{t('desk.case.files.taken', { n: taken() })}</Match>
        </Switch>
      </p>
    </Dialog>
  );
}
