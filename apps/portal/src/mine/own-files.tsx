import { revalidate } from '@solidjs/router';
import { Show, type JSX } from 'solid-js';
import { Files, type KeptFile } from '@one-window/ui/parts/Files';
import { createUploads, type Uploads } from '@one-window/ui/uploads';
import { addFile, press, type MyCase } from './data.ts';
import { createDoing } from './doing.ts';
import { Problem } from './problem.tsx';
import css from './form.module.css';

type Material = MyCase['materials'][number];

/** What is on its way to the materials of an own case. The case is read again when one has arrived. */
export function createOwnUploads(caseId: string, onArrived: (material: string) => void = () => undefined): Uploads {
  return createUploads({
    send: (material, sent) => addFile(caseId, material, sent),
    async onArrived(material) {
      onArrived(material);
      await revalidate('my-case');
    },
  });
}

/** May the citizen add files to this case now? The service says so with the other keys. */
export const takesFiles = (view: MyCase): boolean => view.actions.some(({ action, refusal }) => action === 'add_file' && refusal === null);

/** Photos and documents of one material: what is there, what is on its way, and how to add more. */
export function OwnFiles(props: { view: MyCase; material: Material; uploads: Uploads; closed?: boolean }): JSX.Element {
  const doing = createDoing();
  const remove = ({ id: fileId }: KeptFile): void => {
    const { view } = props;
    void doing.run(() => press(view, { action: 'remove_file', fileId }));
  };
  return (
    <div class={css['files']}>
      <Files
        material={props.material}
        kept={props.material.files}
        uploads={props.uploads}
        closed={props.closed === true || !takesFiles(props.view)}
        hrefOf={(fileId) => `/api/cases/${props.view.id}/files/${fileId}`}
        removable={({ trust }) => trust === 'C' && props.view.actions.some(({ action }) => action === 'remove_file')}
        onRemove={remove}
      />
      <Show when={doing.problem()}>
        <Problem text={doing.problem()} />
      </Show>
    </div>
  );
}
