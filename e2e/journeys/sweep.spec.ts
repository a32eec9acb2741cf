import { expect, test, type Page } from '../test.ts';
import { axeFindings, overflowFindings, withAxe } from '../findings.ts';
import { open } from '../looking.ts';
import { focusFindings, leastTarget, targetFindings, underBarFindings } from '../pressing.ts';
import { allScreens, looksOf, type Look, type Screen, type Surface } from '../registry.ts';
import { seeingFindings } from '../seeing.ts';

/**
 * Every registered screen. In `npm test` each stands at least once, in a look that moves on with each, so that all looks are
 * met; `npm run drill -- sweep` takes every look of every state. What only waits, fails, is refused or grows old is drawn by the
 * same few parts on every screen of a surface, and a huge list repeats the row of a busy one: `npm test` takes one of these five
 * from every third screen, in turn, and of every third the empty state. What stands only after a press is the drill's, too, and
 * of the pictures that are left the first of each screen, and of others every third.
 */
const full = process.env['OW_SWEEP'] === 'full';
const screens = allScreens();
const surfaces: readonly Surface[] = ['board', 'kiosk', 'pad', 'desk', 'portal'];
/** So many screens share a page: a new one for each would cost more than looking. */
const share = full ? 12 : 15;

const alike = ['huge', 'loading', 'error', 'denied', 'stale'];
const names = [...new Set(screens.map((screen) => screen.name))];

/** What this screen leaves to the drill: the states that look alike everywhere, but for one of them on every third screen. */
function repeated({ name, state, turns }: Screen): boolean {
  if (turns) return true;
  const turn = names.indexOf(name);
  if (state === 'empty') return turn % 3 !== 1;
  return alike.includes(state) && (turn % 3 !== 0 || alike[(turn / 3) % alike.length] !== state);
}

test.describe.configure({ mode: 'parallel' });

for (const surface of surfaces) {
  const left = screens.filter((screen) => screen.surface === surface && (full || !repeated(screen)));
  const isFirst = (screen: Screen, i: number): boolean => left[i - 1]?.name.split(' ')[0] !== screen.name.split(' ')[0];
  const own = full ? left : left.filter((screen, i) => isFirst(screen, i) || i % 3 === 0);
  const looks = looksOf(surface);
  const visits = own.flatMap((screen, i) =>
    full ? looks.map((look) => ({ screen, look })) : [{ screen, look: looks[i % looks.length]! }],
  );
  // those in one look after each other: then a page of the portal shows them without being loaded anew
  if (!full && surface === 'portal') visits.sort((a, b) => looks.indexOf(a.look) - looks.indexOf(b.look));
  for (let from = 0; from < visits.length; from += share) {
    const part = visits.slice(from, from + share);
    test(`nothing is cut and axe is content on ${surface} screens ${from + 1} to ${from + part.length}`, async ({ page }) => {
      test.setTimeout(full ? 300_000 : 90_000);
      await withAxe(page);
      for (const visit of part) expect.soft(await findings(page, visit.screen, visit.look), titleOf(visit.screen, visit.look)).toEqual([]);
    });
  }
}

async function findings(page: Page, screen: Screen, look: Look): Promise<string[]> {
  const thrown: string[] = [];
  const note = (error: Error): number => thrown.push(`thrown: ${error.message}`);
  page.on('pageerror', note);
  // whether each loads from nothing is asked by the drill; here one page shows them one after the other
  await open(page, screen, look, { again: !full });
  const nothing = screen.state !== 'loading' && (await page.evaluate(() => document.body.innerText.trim() === ''));
  // what a busy screen shows in one row a huge one repeats a thousand times: its colours were measured there
  const heard = await axeFindings(page, full || screen.state !== 'huge');
  const seen = await seeingFindings(page);
  const pressed = await targetFindings(page, leastTarget(screen, look.mode));
  const under = screen.surface === 'kiosk' ? await underBarFindings(page) : [];
  const walked = screen.surface === 'board' ? [] : await focusFindings(page);
  page.off('pageerror', note);
  return [
    ...thrown,
    ...(nothing ? ['the screen is empty'] : []),
    ...(await wordFindings(page, screen)),
    ...(await overflowFindings(page)),
    ...heard,
    ...seen,
    ...pressed,
    ...under,
    ...walked,
  ];
}

/** No sentence has a hole, and whoever looks at a demonstration is told so on every screen that has something to show. */
async function wordFindings(page: Page, { state }: Screen): Promise<string[]> {
  const { text, demo } = await page.evaluate(() => ({
    text: document.body.innerText,
    demo: [...document.querySelectorAll('.demo, header [role=note]')].some((mark) => mark.checkVisibility()),
  }));
  const holes = (text.match(/\{\w+\}/g) ?? []).map((hole) => `a sentence with a hole: ${hole}`);
  return demo || state !== 'busy' ? holes : [...holes, 'nothing says that this is a demonstration'];
}

function titleOf(screen: Screen, look: Look): string {
  return [screen.name, screen.state, look.lang, look.theme, look.mode === 'elder' ? 'elder' : ''].filter(Boolean).join(' · ');
}
