import { createUniqueId, For, Show, type JSX } from 'solid-js';
import { signatureField, type Strokes } from '@one-window/domain/signatures';
import type { Signing, SignWords } from './signing.ts';
import { plural, t } from './t.ts';
import './sign.css';

const { width, height } = signatureField;

/** What is signed, in words; a field to write in; three keys, each as large as the others. */
export function Sign(props: { words: SignWords; signing: Signing }): JSX.Element {
  const wrong = createUniqueId();
  const facts = (): readonly (readonly [string, string | null])[] => [
    [t('sign.item'), props.words.itemName],
    [t('sign.caseNo'), props.words.caseNo],
    [t(props.words.agent ? 'sign.agent' : 'sign.recipient'), props.words.recipient],
    [t('sign.date'), props.words.date],
  ];
  return (
    <form
      class="sign"
      onSubmit={(event) => {
        event.preventDefault();
        props.signing.confirm();
      }}
    >
      <header>
        <h1>{t('sign.title')}</h1>
        <p>{t('sign.means')}</p>
      </header>
      <div class="what">
        <p class="document">
          <span>{t('sign.document')}</span>
          <b lang="zh-CN">{props.words.document}</b>
        </p>
        <dl>
          <For each={facts()}>
            {([name, value]) => (
              <Show when={value}>
                <div>
                  <dt>{name}</dt>
                  <dd lang="zh-CN">{value}</dd>
                </div>
              </Show>
            )}
          </For>
        </dl>
      </div>
      <Field signing={props.signing} describedBy={wrong} />
      <p id={wrong} class="state" classList={{ wrong: props.signing.problem() !== null }} role="status">
        {told(props.signing)}
      </p>
      <footer class="three">
        <button type="button" class="btn" onClick={() => props.signing.decline()}>
          {t('sign.decline')}
        </button>
        <button type="button" class="btn" onClick={() => props.signing.clear()}>
          {t('sign.clear')}
        </button>
        <button type="submit" class="btn primary">
          {t('sign.confirm')}
        </button>
      </footer>
    </form>
  );
}

function told(signing: Signing): string {
  const problem = signing.problem();
  if (problem) return t(`sign.problem.${problem}`);
  const n = signing.strokes().length;
  return n === 0 ? t('sign.blank') : plural('sign.strokes', n);
}

/** One pointer draws at a time: a palm that lies beside the pen writes nothing. */
function Field(props: { signing: Signing; describedBy: string }): JSX.Element {
  let drawing: number | null = null;
  // the stage is scaled to the screen, so the field is asked where it lies and how large it is now
  const placeOf = (event: PointerEvent, field: Element): [number, number] => {
    const box = field.getBoundingClientRect();
    return [((event.clientX - box.left) / box.width) * width, ((event.clientY - box.top) / box.height) * height];
  };
  const up = (event: PointerEvent): void => {
    if (event.pointerId === drawing) drawing = null;
  };
  return (
    <svg
      class="field"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={t('sign.field')}
      aria-describedby={props.describedBy}
      onPointerDown={(event) => {
        if (drawing !== null || event.button !== 0) return;
        event.preventDefault();
        drawing = event.pointerId;
        event.currentTarget.setPointerCapture(event.pointerId);
        props.signing.begin(...placeOf(event, event.currentTarget));
      }}
      onPointerMove={(event) => {
        if (event.pointerId !== drawing) return;
        const all = event.getCoalescedEvents?.() ?? [];
        props.signing.draw((all.length > 0 ? all : [event]).map((one) => placeOf(one, event.currentTarget)));
      }}
      onPointerUp={up}
      onPointerCancel={up}
    >
      <line class="base" x1="40" y1={height - 70} x2={width - 40} y2={height - 70} />
      <Show when={props.signing.strokes().length === 0}>
        <text x={width / 2} y={height / 2}>
          {t('sign.here')}
        </text>
      </Show>
      <path class="ink" d={pathOf(props.signing.strokes())} />
    </svg>
  );
}

const pathOf = (strokes: Strokes): string =>
  strokes
    .map((stroke) => {
      const points: string[] = [];
      for (let i = 0; i < stroke.length; i += 2) points.push(`${stroke[i]} ${stroke[i + 1]}`);
      // a point alone is a dot, by its round ends
      return `M${points.length === 1 ? `${points[0]}L${points[0]}` : points.join('L')}`;
    })
    .join('');
