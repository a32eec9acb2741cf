import { useNavigate, useParams } from '@solidjs/router';
import { onMount, Show, untrack, type JSX } from 'solid-js';
import { Button } from '@one-window/ui/parts/Button';
import { Page } from '../home/layout.tsx';
import { press, type MyCase } from './data.ts';
import { createDoing } from './doing.ts';
import { Filled } from './filled.tsx';
import { forget, kept } from './kept.ts';
import { Needed } from './needed.tsx';
import { createOwnUploads, OwnFiles } from './own-files.tsx';
import { Problem } from './problem.tsx';
import { OwnCase } from './signed.tsx';
import { t } from './words.ts';
import css from './form.module.css';

/** Second step: what the system really has, before it is handed in. A draft that was left lying goes on here too. */
export default function Check(): JSX.Element {
  const params = useParams<{ id: string }>();
  return (
    <Page title={t('mine.check.title')} back bare>
      <OwnCase id={params.id} to={`/my/${params.id}/check`}>
        {(view) => (
          <Show when={view().status === 'DRAFT'} fallback={<Already view={view()} />}>
            <Draft view={view()} />
          </Show>
        )}
      </OwnCase>
    </Page>
  );
}

/** What was typed for it, and the attempt to begin it: over as soon as it is handed in. */
function forgetTyped(itemId: string): void {
  forget(`apply.${itemId}`);
  forget(`draft.${itemId}`);
}

function Already(props: { view: MyCase }): JSX.Element {
  onMount(() => forgetTyped(props.view.item.id));
  return (
    <>
      <h1 class={css['head']}>{props.view.caseNo ? t('mine.check.done') : t('mine.check.over')}</h1>
      <a class={css['go']} href={`/my/${props.view.id}`}>
        <b>{t('mine.check.see')}</b>
      </a>
    </>
  );
}

function Draft(props: { view: MyCase }): JSX.Element {
  const navigate = useNavigate();
  const doing = createDoing();
  const uploads = createOwnUploads(untrack(() => props.view.id));
  const submit = (): void => {
    const { view } = props;
    void doing.run(async () => {
      await press(view, { action: 'submit' });
      forgetTyped(view.item.id);
      navigate(`/my/${view.id}/receipt`, { replace: true });
    });
  };
  // only who typed it in this tab can go back to it: a draft is not changed, another one is begun
  const typedHere = (): string | undefined => kept(`apply.${props.view.item.id}`)['search'];
  return (
    <div class={css['form']}>
      <p class={css['step']}>{t('mine.apply.steps', { n: 2 })}</p>
      <h1 class={css['head']}>{t('mine.check.title')}</h1>
      <p class={css['lead']}>{t('mine.check.lead')}</p>
      <Filled view={props.view} />
      <Needed materials={props.view.materials}>{(material) => <OwnFiles view={props.view} material={material} uploads={uploads} />}</Needed>
      <div class={css['acts']}>
        <Problem text={doing.problem()} />
        <p class={css['fine']}>{t('mine.check.truth')}</p>
        <Button
          variant="primary"
          block
          busy={doing.busy()}
          busyText={t('mine.check.submitting')}
          reason={uploads.busy() ? t('mine.check.stillSending') : undefined}
          onPress={() => !uploads.busy() && submit()}
        >
          {uploads.busy() ? t('mine.check.stillSending') : t('mine.check.submit')}
        </Button>
        <Show when={typedHere() !== undefined}>
          <a class={css['row']} href={`/apply/${props.view.item.id}${typedHere()}`}>
            {t('mine.check.change')}
          </a>
        </Show>
      </div>
    </div>
  );
}
