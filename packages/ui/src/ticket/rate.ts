import { isBad, ratingLevels, ratingTags, type RatingLevel, type RatingState } from '@one-window/domain/ratings';
import { en, zh, type RatingKey } from '../i18n/rating.ts';
import { html, type Markup } from './html.ts';
import { mouths } from './faces.ts';
import type { TicketLocale } from './scene.ts';

/** What the server knows of the step that can be rated. */
export interface RateOptions {
  readonly locale: TicketLocale;
  /** Where the form goes: the address is the capability. */
  readonly path: string;
  readonly key: string;
  readonly question: 'rating.ask' | 'rating.ask.ACCEPTED' | 'rating.ask.CONCLUDED';
  readonly state: RatingState;
  /** It was sent without a level. */
  readonly refused: boolean;
}

type Words = (key: RatingKey) => string;

const why = (level: RatingLevel): RatingKey => (isBad(level) ? 'rating.whyBad' : level === 3 ? 'rating.whyMiddle' : 'rating.whyGood');

/**
 * The question of a rating as a plain form: tags show for the level that is chosen by style alone, so it is the same with
 * and without JavaScript. Nothing is chosen at first.
 */
export function rateForm(options: RateOptions, heading: 'h1' | 'h2'): Markup {
  const words: Record<RatingKey, string> = options.locale === 'en' ? en : zh;
  const t: Words = (key) => words[key];
  if (options.state !== 'open') return settled(options, heading, t);
  return html`<form class="rate" method="post" action="${options.path}">
    <input type="hidden" name="key" value="${options.key}" />
    ${title(heading, t(options.question))}
    <p class="unseen">${t('rating.unseen')}</p>
    ${options.refused && html`<p class="err" role="alert">${t('rating.refused')}</p>`}
    <fieldset class="levels">
      <legend class="sr">${t('rating.levels')}</legend>
      ${ratingLevels.map(
        (level) =>
          html`<label
            ><input type="radio" name="level" value="${level}" required />${face(level)}<span>${t(`rating.level.${level}`)}</span></label
          >`,
      )}
    </fieldset>
    ${ratingLevels.map(
      (level) =>
        html`<fieldset class="tags for-${level}">
          <legend>${t(why(level))}</legend>
          <div>
            ${ratingTags[level].map(
              (tag) =>
                html`<label><input type="checkbox" name="tag-${level}" value="${tag}" /><span>${t(`rating.tag.${tag}`)}</span></label>`,
            )}
          </div>
        </fieldset>`,
    )}
    <label class="say"
      ><span>${t('rating.say')}</span><textarea name="text" rows="2" maxlength="500"></textarea><small>${t('rating.sayHint')}</small></label
    >
    <button class="btn primary">${t('rating.send')}</button>
  </form>`;
}

function settled({ state, path }: RateOptions, heading: 'h1' | 'h2', t: Words): Markup {
  if (state === 'given')
    return html`<section class="rate" data-rated="${path}">
      ${title(heading, t('rating.thanks'))}
      <p>${t('rating.given')}</p>
      <p class="unseen">${t('rating.thanksText')}</p>
    </section>`;
  return html`<section class="rate">
    ${title(heading, t('rating.title'))}
    <p>${t(state === 'expired' ? 'rating.expired' : 'rating.not_yet')}</p>
  </section>`;
}

const title = (heading: 'h1' | 'h2', text: string): Markup => (heading === 'h1' ? html`<h1>${text}</h1>` : html`<h2>${text}</h2>`);

const face = (level: RatingLevel): Markup =>
  html`<svg class="i" viewBox="0 0 24 24" aria-hidden="true">
    <circle cx="12" cy="12" r="10" />
    ${mouths[level].map((d) => html`<path d="${d}" />`)}
  </svg>`;
