import { useNavigate, useParams } from '@solidjs/router';
import Minus from 'lucide-solid/icons/minus';
import { For, onMount, Show, untrack, type JSX } from 'solid-js';
import { Button } from '@one-window/ui/parts/Button';
import type { Uploads } from '@one-window/ui/uploads';
import { Page } from '../home/layout.tsx';
import { press, type MyCase } from './data.ts';
import { createDoing } from './doing.ts';
import { Filled } from './filled.tsx';
import { forget } from './kept.ts';
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
function forgetTyped({ id, item }: MyCase): void {
  forget(`apply.${item.id}`);
  forget(`draft.${item.id}`);
  forget(`change.${id}`);
}

export function Already(props: { view: MyCase }): JSX.Element {
  onMount(() => forgetTyped(props.view));
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
      forgetTyped(view);
      navigate(`/my/${view.id}/receipt`, { replace: true });
    });
  };
  return (
    <div class={css['form']}>
      <p class={css['step']}>{t('mine.apply.steps', { n: 2 })}</p>
      <h1 class={css['head']}>{t('mine.check.title')}</h1>
      <p class={css['lead']}>{t('mine.check.lead')}</p>
      <Filled view={props.view} />
      <Needed materials={props.view.materials}>{(material) => <OwnFiles view={props.view} material={material} uploads={uploads} />}</Needed>
      <Unneeded view={props.view} uploads={uploads} />
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
        <Show when={props.view.form}>
          <a class={css['row']} href={`/my/${props.view.id}/change`}>
            {t('mine.check.change')}
          </a>
        </Show>
      </div>
    </div>
  );
}

/** Sent before the answers were changed: not asked for now, and taken away by nobody but whoever sent it. */
function Unneeded(props: { view: MyCase; uploads: Uploads }): JSX.Element {
  return (
    <Show when={props.view.unneeded.length > 0}>
      <section class={css['window']}>
        <h2>{t('mine.check.unneeded')}</h2>
        <p class="dim">{t('mine.check.unneededHint')}</p>
        <ul class={css['need']}>
          <For each={props.view.unneeded}>
            {(material) => (
              <li>
                <Minus aria-hidden="true" />
                <span>
                  <span lang="zh-CN">{material.name}</span>
                  <OwnFiles view={props.view} material={material} uploads={props.uploads} closed />
                </span>
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  );
}
