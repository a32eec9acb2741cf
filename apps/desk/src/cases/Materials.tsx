import Circle from 'lucide-solid/icons/circle';
import { createSignal, For, Show } from 'solid-js';
import { errorText } from '@one-window/ui/errors';
import { Button } from '@one-window/ui/parts/Button';
import { Chip } from '@one-window/ui/parts/Chip';
import { Dialog } from '@one-window/ui/parts/Dialog';
import { Files, type KeptFile as File } from '@one-window/ui/parts/Files';
import { createUploads } from '@one-window/ui/uploads';
import { newKey } from '../api.ts';
import { useSession } from '../session.ts';
import { addFile, fileAddress, sendPress, type CaseMaterial, type CaseView } from './api.ts';
import { Camera } from './Camera.tsx';
import { materialNote } from './materials.ts';
import { Part } from './Part.tsx';
import { t } from './words.ts';
import css from './case.module.css';

/** What somebody has in hand; the rest comes from a register or is a promise, and has nothing to scan. */
const brought = ({ from }: CaseMaterial): boolean => from === 'self' || from === 'here';

/** The check list of a case: what is there, what was uploaded to it, and at the window the ways to add a scan. */
export function Materials(props: { file: CaseView; onChanged: () => Promise<void> }) {
  const session = useSession();
  const [checked, setChecked] = createSignal(false);
  const [camera, setCamera] = createSignal<CaseMaterial | null>(null);
  const [shown, setShown] = createSignal<File | null>(null);
  const [refusal, setRefusal] = createSignal<string | null>(null);
  const may = (action: 'add_file' | 'remove_file' | 'check_file'): boolean =>
    props.file.actions.some((key) => key.action === action && (key.refusal === null || action !== 'add_file'));
  const uploads = createUploads({
    send: (material, sent) => addFile(props.file.id, material, checked(), sent),
    onArrived: () => props.onChanged(),
  });
  const press = async (action: 'remove_file' | 'check_file', { id: fileId }: File): Promise<void> => {
    setRefusal(null);
    try {
      await sendPress(props.file.id, { version: props.file.version, press: { action, fileId } }, newKey());
    } catch (error) {
      session.note(error);
      setRefusal(errorText(error));
    }
    await props.onChanged();
  };
  const here = () => props.file.materials.filter(({ state }) => state === 'present').length;
  return (
    <Part title={t('desk.case.materials')} more={t('desk.case.materials_count', { n: here(), of: props.file.materials.length })}>
      <Show when={props.file.materials.length > 0} fallback={<p class={css['note']}>{t('desk.case.materials_none')}</p>}>
        <Show when={may('add_file')}>
          <label class={css['compared']}>
            <input type="checkbox" checked={checked()} onChange={(event) => setChecked(event.currentTarget.checked)} />
            {t('desk.case.files.compared')}
          </label>
        </Show>
        <Show when={refusal()}>
          <p class={css['refused']} role="alert">
            {refusal()}
          </p>
        </Show>
        <ul class={css['materials']}>
          <For each={props.file.materials}>
            {(material) => (
              <li>
                <span>
                  {material.name}
                  <small>{materialNote(material)}</small>
                </span>
                <MaterialState state={material.state} />
                <Show when={material.files.length > 0 || (may('add_file') && brought(material))}>
                  <div class={css['uploads']}>
                    <Files
                      material={material}
                      kept={material.files}
                      uploads={uploads}
                      closed={!may('add_file') || !brought(material)}
                      hrefOf={(id) => fileAddress(props.file.id, id)}
                      onOpen={setShown}
                      removable={() => may('remove_file')}
                      onRemove={(file) => void press('remove_file', file)}
                      beside={(file) => (
                        <Show when={file.trust === 'C' && may('check_file')}>
                          <Button small onPress={() => void press('check_file', file)}>
                            {t('desk.case.files.check')}
                          </Button>
                        </Show>
                      )}
                    >
                      <Button small onPress={() => setCamera(material)}>
                        {t('desk.case.files.camera')}
                      </Button>
                    </Files>
                  </div>
                </Show>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Show when={props.file.unneeded.length > 0}>
        <p class={css['note']}>{t('desk.case.unneeded')}</p>
        <ul class={css['materials']}>
          <For each={props.file.unneeded}>
            {(material) => (
              <li>
                <span>{material.name}</span>
                <div class={css['uploads']}>
                  <Files
                    material={material}
                    kept={material.files}
                    uploads={uploads}
                    closed
                    hrefOf={(id) => fileAddress(props.file.id, id)}
                    onOpen={setShown}
                    removable={() => may('remove_file')}
                    onRemove={(file) => void press('remove_file', file)}
                  />
                </div>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Show when={camera()} keyed>
        {(material) => (
          <Camera title={material.name} onTaken={(photo) => void uploads.add(material.code, [photo])} onClose={() => setCamera(null)} />
        )}
      </Show>
      <Viewer file={shown()} address={fileAddress(props.file.id, shown()?.id ?? '')} onClose={() => setShown(null)} />
    </Part>
  );
}

/** A picture is looked at here; a document is saved, because nothing that a stranger sent opens inside the desk. */
function Viewer(props: { file: File | null; address: string; onClose: () => void }) {
  const [broken, setBroken] = createSignal(false);
  const close = (): void => {
    setBroken(false);
    props.onClose();
  };
  return (
    <Dialog
      open={props.file !== null}
      title={t('desk.case.files.viewer')}
      body={t('desk.case.files.recorded')}
      onClose={close}
      actions={<Button onPress={close}>{t('desk.case.files.close')}</Button>}
    >
      <Show
        when={props.file?.kind !== 'pdf'}
        fallback={
          <a class="link" href={props.address} download="">
            {t('desk.case.files.save')}
          </a>
        }
      >
        <Show when={!broken()} fallback={<p role="alert">{t('desk.case.files.broken')}</p>}>
          <img class={css['picture']} src={props.address} alt={t('desk.case.files.viewer')} onError={() => setBroken(true)} />
        </Show>
      </Show>
    </Dialog>
  );
}

function MaterialState(props: { state: CaseMaterial['state'] }) {
  return (
    <Show
      when={props.state}
      fallback={
        <span class={css['unchecked']}>
          <Circle class="i" aria-hidden="true" />
          {t('desk.case.unchecked')}
        </span>
      }
    >
      {(state) => <Chip state={state() === 'present' ? 'done' : 'warn'}>{t(`desk.case.check.${state()}`)}</Chip>}
    </Show>
  );
}
