import { expect, test, type Page } from '../test.ts';
import { callUntil, demoPassword, demoScreen, inHand, press, takeByTile, takeHere, windowRow } from '../acting.ts';
import { places, shifts, watchShifts } from '../standing.ts';
import { urls } from '../urls.ts';
import { heardOn, withVoice } from '../voice.ts';

const place = '1–2 号窗口';

/** Areas that have one place on the screen, whatever is taken, called, recalled, served, held or passed on. */
const areas = {
  board: ['header', '.hero', '.lower', 'footer'],
  kiosk: ['header', 'h1', 'main .tile', 'nav.bar'],
  desk: ['nav', 'aside', 'main', 'footer'],
  phone: ['.bar', '.tick .row', '.tick .no'],
} as const;

// nothing may move from its place while it slides and fades either
test.use({ contextOptions: { reducedMotion: 'no-preference' } });

test('a citizen takes a number, waits with the phone, is called on the board and by voice, and is served', async ({ browser }) => {
  test.setTimeout(180_000);
  const board = await demoScreen(browser, 'board-2', async (context) => {
    await withVoice(context);
    await watchShifts(context);
  });
  await expect(board.getByText('实时')).toBeVisible();
  const kiosk = await demoScreen(browser, 'kiosk-2', watchShifts);

  const first = await test.step('by the counter’s tile', () => takeByTile(kiosk, '综合服务'));
  await kiosk.getByRole('button', { name: '再取一个号' }).click();
  const second = await test.step('by an item’s name in pinyin, on the kiosk’s own keys', async () => {
    await kiosk.getByRole('button', { name: '写一写要办的事' }).click();
    const keys = kiosk.getByRole('group', { name: '键盘' });
    for (const letter of 'SFZ') await keys.getByRole('button', { name: letter, exact: true }).click();
    await kiosk
      .getByRole('button', { name: /居民身份证办理/ })
      .first()
      .click();
    // what to bring is told before the number
    await kiosk.getByRole('button', { name: '接着取号' }).click();
    return takeHere(kiosk);
  });
  expect(second.itemName).toContain('身份证');
  expect(second.number).not.toBe(first.number);

  await test.step('the page behind the slip tells number and place before any script', async () => {
    const plain = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 844 }, locale: 'zh-CN' });
    const phone = await plain.newPage();
    await phone.goto(first.page);
    await expect(phone.getByRole('heading', { level: 1 })).toHaveText(first.number);
    await expect(phone.getByText(place)).toBeVisible();
    await expect(phone.getByText('前面还有')).toBeVisible();
    await plain.close();
  });
  const phones = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
  await watchShifts(phones);
  const phone = await phones.newPage();
  await phone.goto(first.page);
  await expect(phone.locator('#ticket')).toHaveAttribute('data-state', 'WAITING');
  await expect(phone.getByText('实时')).toBeVisible();
  await expect(phone.getByText(place)).toBeVisible();

  const desks = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
  await watchShifts(desks);
  const desk = await desks.newPage();
  await test.step('the clerk signs in and opens a window', async () => {
    await desk.goto(urls().desk);
    await desk.getByLabel('工号').fill('2001');
    await desk.getByLabel('密码').fill(demoPassword);
    await desk.getByRole('button', { name: '登录' }).click();
    await windowRow(desk, '1').getByRole('button', { name: '开窗' }).click();
    await expect(desk.getByText('接着是')).toBeVisible();
  });

  const pad = await demoScreen(browser, 'pad-2');
  await expect(pad.getByRole('heading', { level: 1 })).toHaveText('办完以后，请您评一评');

  const screens = { board, kiosk, desk, phone };
  await kiosk.reload();
  await expect(kiosk.getByRole('heading', { name: '您好，今天办什么？' })).toBeVisible();
  const still = async (most: Partial<Record<keyof typeof screens, number>>): Promise<void> => {
    for (const [name, score] of Object.entries(most)) {
      const moved = await shifts(screens[name as keyof typeof screens]);
      expect.soft(moved.score, `${name}: ${moved.what.join('\n')}`).toBeLessThanOrEqual(score);
    }
  };
  const whereAll = async (): Promise<string[]> =>
    (
      await Promise.all(Object.entries(screens).map(([name, page]: [string, Page]) => places(page, areas[name as keyof typeof areas])))
    ).flat();
  // letters that arrive late move a word by a pixel or two; a phone on a slow network prints before its letters are there
  await test.step('nothing moved while the screens opened', () => still({ board: 0.01, kiosk: 0.01, desk: 0.01 }));
  const atFirst = await whereAll();
  const stands = (): Promise<void> => expect.poll(whereAll, { message: 'every area keeps its place' }).toEqual(atFirst);

  const calls = await callUntil(desk, first.number);
  await stands();
  await expect(desk.locator('main')).toContainText('已叫号');
  // each is shown while it is spoken, twice, up to 4 s: the board is at this one when those before it were heard
  await expect(board.locator('.hero.lit .ticket')).toHaveText(first.number, { timeout: 10_000 + calls * 8_000 });
  await expect(board.locator('.hero .win')).toHaveText('1');
  await expect(phone.locator('#ticket')).toHaveAttribute('data-state', 'CALLED');
  await expect(phone.locator('main')).toContainText(/请到\s*1\s*号窗口/);
  const call = `请 ${spelled(first.number)}号，到一号窗口。`;
  await expect.poll(async () => (await heardOn(board)).filter((said) => said === call).length, { timeout: 40_000 }).toBe(2);
  // what the board reported of itself: it has shown and spoken the call
  await expect(desk.locator('main')).toContainText('1 块已显示，1 块已播报', { timeout: 20_000 });

  await test.step('recall, when twenty seconds have passed', async () => {
    await press(desk, 'F3');
    await expect(board.locator('.hero.lit')).toContainText('再叫一次');
    await expect.poll(async () => (await heardOn(board)).filter((said) => said === `再${call}`).length, { timeout: 20_000 }).toBe(2);
  });
  await press(desk, 'F4');
  await expect(desk.locator('main')).toContainText('办理中');
  await expect(phone.locator('#ticket')).toHaveAttribute('data-state', 'SERVING');

  await stands();
  await test.step('finish, and take it back', async () => {
    await press(desk, 'F9');
    await expect(phone.locator('#ticket')).toHaveAttribute('data-state', 'DONE');
    await expect(desk.getByText(`${first.number} 已办结`)).toBeVisible();
    await expect(phone.getByRole('heading', { name: '这次办得怎么样？' })).toBeVisible();
    await rateAt(pad, desk, first.number);
    await press(desk, 'Control+Z');
    await expect(inHand(desk)).toHaveText(first.number);
    await expect(phone.locator('#ticket')).toHaveAttribute('data-state', 'SERVING');
    // what was rated stays rated, whatever became of the number
    await expect(pad.getByRole('heading', { level: 1 })).toHaveText('办完以后，请您评一评');
  });
  // once per call: twice said, never a third time, in no other words
  const about = async (): Promise<string[]> => (await heardOn(board)).filter((said) => said.includes(spelled(first.number)));
  expect(await about()).toEqual([call, call, `再${call}`, `再${call}`]);

  await stands();
  await test.step('hold for five minutes, and call back', async () => {
    await press(desk, 'F6');
    await expect(desk.getByRole('dialog')).toContainText(`${first.number} 挂起多久`);
    await expect(desk.getByRole('dialog').getByRole('listitem').first().getByRole('button')).toBeFocused();
    await desk.keyboard.press('1');
    await expect(phone.locator('#ticket')).toHaveAttribute('data-state', 'HELD');
    await desk.getByRole('listitem').filter({ hasText: first.number }).getByRole('button', { name: '叫回' }).click();
    await expect(inHand(desk)).toHaveText(first.number);
    // a new call, and so said anew
    await expect.poll(async () => (await about()).slice(4), { timeout: 20_000 }).toEqual([call, call]);
  });
  await stands();
  await test.step('transfer to the other counter: the number stays', async () => {
    await press(desk, 'F7');
    await expect(desk.getByRole('dialog')).toContainText(`${first.number} 转到哪里`);
    await expect(desk.getByRole('dialog').getByRole('listitem').first().getByRole('button')).toBeFocused();
    await desk.keyboard.press('1');
    await expect(phone.locator('#ticket')).toHaveAttribute('data-state', 'WAITING');
    await expect(phone.getByRole('heading', { level: 1 })).toHaveText(first.number);
    await expect(phone.locator('main')).toContainText('社保医保');
    await expect(inHand(desk)).toHaveCount(0);
  });
  await stands();
  // the phone shows another card in each state; the rest is one screen all day
  await test.step('nothing jumped all the while', () => still({ board: 0.01, kiosk: 0.01, desk: 0.01 }));
});

/** The pad asks, the citizen changes the mind once; the clerk sees that it asked and nothing else; a second rating is none. */
async function rateAt(pad: Page, desk: Page, number: string): Promise<void> {
  await expect(pad.locator('aside')).toContainText(number);
  await expect(desk.getByText(`评价器正请 ${number} 号评价`)).toBeVisible();
  const level = (name: string): Promise<void> => pad.getByRole('radio', { name, exact: true }).check();
  await level('非常满意');
  await pad.getByRole('button', { name: '交上去' }).click();
  await pad.getByRole('button', { name: '改一改' }).click();
  await level('不满意');
  await pad.getByRole('checkbox', { name: '等得太久' }).check();
  const sent = pad.waitForRequest((request) => request.url().endsWith('/api/ratings'));
  await pad.getByRole('button', { name: '交上去' }).click();
  expect((await sent).postDataJSON()).toMatchObject({ level: 2, tags: ['long_wait'] });
  await expect(pad.getByRole('heading', { level: 1 })).toHaveText('收到了，谢谢您');
  await expect(desk.locator('body')).not.toContainText('等得太久');
}

/** A ticket number as Mandarin says it, sign by sign; letters stand alone. */
function spelled(number: string): string {
  const digits = '零一二三四五六七八九';
  return number.replace(/[0-9]/g, (digit) => digits[Number(digit)] ?? '').replace(/^([A-Z]+)/, (letters) => `${[...letters].join(' ')} `);
}
