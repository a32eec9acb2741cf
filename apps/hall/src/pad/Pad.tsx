import { For, Match, Show, Switch, type JSX } from 'solid-js';
import { isBad, ratingLevels, ratingTags, type RatingLevel } from '@one-window/domain/ratings';
import type { PadView } from '@one-window/domain/views';
import { nameOf } from '@one-window/ui/format';
import type { Live } from '@one-window/ui/live';
import { Mark } from '@one-window/ui/parts/Mark';
import { lang, setLang } from '@one-window/ui/theme';
import { mouths } from '@one-window/ui/ticket/faces';
import { fit } from '../fit.ts';
import type { Device } from '../device.ts';
import type { Asking, Phase } from './asking.ts';
import { Sign } from './Sign.tsx';
import type { Signing, SignPhase, SignWords } from './signing.ts';
import { t } from './t.ts';
import './pad.css';

const at = <K extends Phase['at']>(phase: Phase, kind: K): Extract<Phase, { at: K }> | null =>
  phase.at === kind ? (phase as Extract<Phase, { at: K }>) : null;

/** The worst on the left, as on every scale from little to much. */
const scale = ratingLevels.toReversed();

/** The rating pad: who asks on the left, the question on the right; at rest it says what it is for. */
export function Pad(props: { live: Live<'window.pad'>; device: Device | null; asking: Asking; signing: Signing }): JSX.Element {
  const phase = (): Phase => props.asking.phase();
  // what is handed over now goes before what is asked about a visit that is over
  const signs = (): Exclude<SignPhase, { at: 'none' }> | null => {
    const sign = props.signing.phase();
    return sign.at === 'none' ? null : sign;
  };
  const stale = (): boolean => ['stale', 'error'].includes(props.live.state());
  return (
    <div class="pad" onPointerDown={() => props.asking.touch()} onKeyDown={() => props.asking.touch()}>
      <Who live={props.live} device={props.device} phase={signs() ? { at: 'rest' } : phase()} />
      <main>
        <Switch fallback={<Plain title={t('rating.pad.rest')} text={t('rating.pad.restText')} />}>
          <Match when={!stale() && signs()}>{(sign) => <Signed phase={sign()} signing={props.signing} />}</Match>
          <Match when={at(phase(), 'noted')}>
            {(noted) => (
              <section class="plain" role="status">
                <h1>{t('rating.pad.noted')}</h1>
                <p>{t('rating.pad.undoIn', { n: noted().seconds })}</p>
                <button type="button" class="btn" onClick={() => props.asking.undo()}>
                  {t('rating.pad.undo')}
                </button>
              </section>
            )}
          </Match>
          <Match when={at(phase(), 'sending')}>
            <Plain title={t('rating.sending')} text={stale() ? t('rating.pad.offline') : ''} />
          </Match>
          <Match when={at(phase(), 'thanks')}>
            {(thanks) => (
              <Plain title={thanks().given ? t('rating.given') : t('rating.thanks')} text={thanks().given ? '' : t('rating.thanksText')} />
            )}
          </Match>
          <Match when={stale()}>
            <Plain title={t('rating.pad.stale')} text={t('rating.pad.staleText')} alert />
          </Match>
          <Match when={!props.live.view()}>
            <Plain title={t('rating.pad.connecting')} text="" />
          </Match>
          <Match when={at(phase(), 'asking')}>
            <Ask asking={props.asking} />
          </Match>
        </Switch>
      </main>
    </div>
  );
}

function Signed(props: { phase: Exclude<SignPhase, { at: 'none' }>; signing: Signing }): JSX.Element {
  const words = (): SignWords | null => (props.phase.at === 'signing' ? props.phase.words : null);
  const title = (): string => {
    if (props.phase.at === 'done') return t(`sign.done.${props.phase.how}`);
    return t(props.phase.at === 'sending' ? 'sign.sending' : 'sign.loading');
  };
  return (
    <Show when={words()} fallback={<Plain title={title()} text={props.phase.at === 'done' ? t(`sign.after.${props.phase.how}`) : ''} />}>
      {(shown) => <Sign words={shown()} signing={props.signing} />}
    </Show>
  );
}

function Plain(props: { title: string; text: string; alert?: boolean }): JSX.Element {
  return (
    <section class="plain" role={props.alert ? 'alert' : 'status'}>
      <h1>{props.title}</h1>
      <p>{props.text}</p>
    </section>
  );
}

function Who(props: { live: Live<'window.pad'>; device: Device | null; phase: Phase }): JSX.Element {
  const view = (): PadView | null => props.live.view();
  return (
    <aside class="who">
      <p class="top">
        <Mark />
        <span>{view() ? nameOf(view()!.hall.name) : ''}</span>
      </p>
      <Show when={view()} fallback={<span />}>
        {(shown) => (
          <div class="mid">
            <span
              class="win num"
              role="img"
              aria-label={t('rating.pad.window', { window: shown().window.label })}
              style={{ 'font-size': `${fit(shown().window.label, { width: 216, height: 86, max: 80, min: 32 }).size}px` }}
            >
              {shown().window.label}
            </span>
            <h2>{nameOf(shown().window.name)}</h2>
            <Show when={shown().clerk}>
              {(clerk) => (
                <p class="clerk">
                  {t('rating.pad.serves')}
                  <b lang="zh-CN" style={{ 'font-size': `${fit(clerk(), { width: 232, height: 42, max: 34, min: 16 }).size}px` }}>
                    {clerk()}
                  </b>
                </p>
              )}
            </Show>
          </div>
        )}
      </Show>
      <div class="job">
        <Show when={at(props.phase, 'asking')}>
          {(asking) => (
            <p>
              {t('rating.of')}
              <b lang={asking().prompt.itemName ? 'zh-CN' : undefined}>{asking().prompt.itemName ?? nameOf(asking().prompt.series)}</b>
              <span class="num">{t('rating.pad.number', { number: asking().prompt.number })}</span>
            </p>
          )}
        </Show>
        <Show when={props.device?.demo}>
          <p class="demo">{t('common.demo')}</p>
        </Show>
        <button
          type="button"
          class="lang"
          lang={lang() === 'en' ? 'zh-CN' : 'en'}
          onClick={() => setLang(lang() === 'en' ? 'zh-CN' : 'en')}
        >
          {lang() === 'en' ? '中文' : 'English'}
        </button>
      </div>
    </aside>
  );
}

function Ask(props: { asking: Asking }): JSX.Element {
  const why = (level: RatingLevel): string => t(isBad(level) ? 'rating.whyBad' : level === 3 ? 'rating.whyMiddle' : 'rating.whyGood');
  return (
    <form
      class="ask"
      onSubmit={(event) => {
        event.preventDefault();
        props.asking.submit();
      }}
    >
      <header>
        <h1>{t('rating.ask')}</h1>
        <p>{t('rating.unseen')}</p>
      </header>
      <div class="levels" role="radiogroup" aria-label={t('rating.levels')}>
        <For each={scale}>
          {(level) => (
            <label>
              <input
                type="radio"
                name="level"
                value={level}
                checked={props.asking.level() === level}
                onChange={() => props.asking.choose(level)}
              />
              <Face level={level} />
              <span>{t(`rating.level.${level}`)}</span>
            </label>
          )}
        </For>
      </div>
      <Show when={props.asking.level()} fallback={<div class="tags" />}>
        {(level) => (
          <fieldset class="tags">
            <legend>{why(level())}</legend>
            <div>
              <For each={ratingTags[level()]}>
                {(tag) => (
                  <label>
                    <input type="checkbox" name="tag" checked={props.asking.tags().has(tag)} onChange={() => props.asking.toggle(tag)} />
                    <span>{t(`rating.tag.${tag}`)}</span>
                  </label>
                )}
              </For>
            </div>
          </fieldset>
        )}
      </Show>
      <footer>
        <button type="button" class="btn" onClick={() => props.asking.skip()}>
          {t('rating.skip')}
        </button>
        <button type="submit" class="btn primary" aria-disabled={props.asking.level() === null}>
          {t(props.asking.level() === null ? 'rating.choose' : 'rating.send')}
        </button>
      </footer>
    </form>
  );
}

function Face(props: { level: RatingLevel }): JSX.Element {
  return (
    <svg class="i" viewBox="0 0 24 24" aria-hidden="true">
      <circle cx="12" cy="12" r="10" />
      <For each={mouths[props.level]}>{(d) => <path d={d} />}</For>
    </svg>
  );
}
