import { expect, test, type Browser, type Locator, type Page } from '../test.ts';
import { inHand, numberOn, phoneOf, press, takeByTile, takeHere, type Taken } from '../acting.ts';
import { hallOfItsOwn, type OwnHall } from '../hall-of-its-own.ts';
import { urls } from '../urls.ts';

/**
 * What happens to people in a hall, from the kiosk to the last screen: `npm run drill -- stories`. Each story has a hall of its
 * own, in which nobody is but its people.
 */
test.describe.configure({ timeout: 120_000 });

test('an elder takes a number in large letters, is called before who came earlier, and the other’s phone says why', async ({ browser }) => {
  const hall = await hallOfItsOwn(browser, { policy: { priorityRate: 1_000 } });
  const { kiosk, desk } = hall;
  const ordinary = await takeByTile(kiosk, '综合业务');
  const other = await slipOn(browser, ordinary);
  await kiosk.getByRole('button', { name: /好的，完成/ }).click();

  await kiosk.getByRole('button', { name: '大字版' }).click();
  await expect(kiosk.getByRole('heading', { level: 1 })).toHaveText('您好，请选一样');
  await kiosk.getByRole('button', { name: /取一个号/ }).click();
  await kiosk.getByRole('button', { name: /综合业务/ }).click();
  await expect(kiosk.getByText('不看证件，只记下原因')).toBeVisible();
  await expect(kiosk.getByText('优先的人等 1 分钟，算 10 分钟。')).toBeVisible();
  await expect(kiosk.locator('html')).toHaveAttribute('data-mode', 'elder');
  const elder = await takeHere(kiosk, '老年人');
  const elderPhone = await slipOn(browser, elder);
  await expect(elderPhone.locator('.chip.pri')).toHaveText('优先');

  await desk.goto(`${urls().desk}/window/${hall.id}/${hall.windowId}`);
  await expect(queueAt(desk)).toHaveText([elder.number, ordinary.number]);
  await expect(desk.locator('aside ol > li').first()).toContainText('老年人，优先');
  await calledAt(desk, elder.number);
  await expect(elderPhone.locator('main')).toContainText(/请到\s*1\s*号窗口/);

  await expect(other.locator('#ticket')).toHaveAttribute('data-state', 'WAITING');
  await expect(other.getByRole('heading', { name: '为什么有人比我晚来，先叫？' })).toBeVisible();
  await expect(other.locator('.why')).toContainText('优先的人等 1 分钟算 10 分钟');
  await expect(other.locator('.why')).toContainText('一个号最多被后来的人超过 6 次');
  await expect(other.locator('.before')).toContainText(`${elder.number}：优先号（1 号窗口）`);
  // who comes next finds the kiosk as it was
  await kiosk.getByRole('button', { name: /好的，完成/ }).click();
  await expect(kiosk.locator('html')).toHaveAttribute('data-mode', 'normal');
  await closed(hall, other, elderPhone);
});

test('who is not ready lets three pass from the phone, twice; the third time there is nothing to press', async ({ browser }) => {
  const hall = await hallOfItsOwn(browser);
  const { kiosk, desk } = hall;
  const [first, ...others] = await takeSome(kiosk, 5);
  await desk.goto(`${urls().desk}/window/${hall.id}/${hall.windowId}`);
  const phone = await slipOn(browser, first!);
  await expect(phone.locator('[data-text=queueSum]')).toHaveText('您前面没有人');

  const letPass = phone.getByRole('button', { name: '没准备好，让 3 个人先办' });
  await letPass.click();
  await expect(phone.locator('[data-text=ahead]')).toHaveText('3');
  const numbers = others.map(({ number }) => number);
  await expect(queueAt(desk)).toHaveText([...numbers.slice(0, 3), first!.number, ...numbers.slice(3)]);
  await calledAt(desk, numbers[0]!);
  await expect(phone.locator('[data-text=ahead]')).toHaveText('2');
  await expect(phone.locator('.calls')).toContainText(numbers[0]!);

  await letPass.click();
  await expect(phone.locator('[data-text=ahead]')).toHaveText('3');
  await expect(queueAt(desk)).toHaveText([...numbers.slice(1), first!.number]);
  await expect(letPass).toBeHidden();
  await closed(hall, phone);
});

test('missed, back at the kiosk under the same number three places on, missed again: now only a new number helps', async ({ browser }) => {
  const hall = await hallOfItsOwn(browser);
  const { kiosk, desk } = hall;
  const [first, ...others] = await takeSome(kiosk, 5);
  const numbers = others.map(({ number }) => number);
  const phone = await slipOn(browser, first!);
  await desk.goto(`${urls().desk}/window/${hall.id}/${hall.windowId}`);
  await missedAt(desk, first!.number);
  await expect(phone.getByRole('heading', { name: '叫过您，您不在' })).toBeVisible();
  await expect(phone.locator('main')).toContainText(/还能重排一次，到 \d\d:\d\d。号码不变。/);

  await rejoinAt(kiosk, first!.number);
  await expect(kiosk.getByRole('heading', { name: '重新排上了' })).toBeVisible();
  await expect(numberOn(kiosk)).toHaveText(first!.number);
  await expect(kiosk.getByRole('article', { name: '您的号' })).toContainText(/您前面还有\s*3\s*人/);
  await expect(phone.locator('[data-text=ahead]')).toHaveText('3');
  await expect(queueAt(desk)).toHaveText([...numbers.slice(0, 3), first!.number, ...numbers.slice(3)]);
  await kiosk.getByRole('button', { name: '好的，完成' }).click();

  for (const number of numbers.slice(0, 3)) await servedAt(desk, number);
  await missedAt(desk, first!.number);
  await expect(phone.locator('main')).toContainText('已经重排过一次，请在大厅重新取号。');
  await expect(phone.getByRole('button', { name: '重排一次' })).toBeHidden();
  await expect(desk.getByRole('listitem').filter({ hasText: first!.number })).toContainText('已重排过一次，要重新取号');
  await rejoinAt(kiosk, first!.number);
  await expect(kiosk.getByRole('heading', { name: '这个号已经重排过一次' })).toBeVisible();
  await expect(kiosk.getByText('请重新取一个号，或者到导办台说明情况。')).toBeVisible();
  await closed(hall, phone);
});

test('who stands in the wrong queue is sent to the right one by the guide: the number stays, and so does the place by arrival', async ({
  browser,
}) => {
  const hall = await hallOfItsOwn(browser, { other: { name: '不动产登记', place: '二楼 1 号窗口' } });
  const { kiosk, desk, manager: guide } = hall;
  const lost = await takeByTile(kiosk, '综合业务');
  await kiosk.getByRole('button', { name: '再取一个号' }).click();
  const later = await takeByTile(kiosk, '不动产登记');
  const [phone, other] = [await slipOn(browser, lost), await slipOn(browser, later)];
  await expect(phone.locator('main')).toContainText('一楼 1 号窗口');
  await expect(other.locator('[data-text=queueSum]')).toHaveText('您前面没有人');
  await desk.goto(`${urls().desk}/window/${hall.id}/${hall.windowId}`);
  await expect(queueAt(desk)).toHaveText([later.number]);

  await guide.goto(`${urls().desk}/guide/${hall.id}`);
  await guide.getByRole('searchbox', { name: '找号码' }).fill(lost.number);
  await guide.getByRole('button', { name: new RegExp(lost.number) }).click();
  await guide.getByLabel('改到').selectOption('Q 不动产登记');

  await expect(phone.getByRole('heading', { level: 1 })).toHaveText(lost.number);
  await expect(phone.locator('[data-text=series]')).toHaveText('不动产登记');
  await expect(phone.locator('main')).toContainText('二楼 1 号窗口');
  await expect(phone.locator('[data-text=queueSum]')).toHaveText('您前面没有人');
  await expect(other.locator('[data-text=queueSum]')).toHaveText('您前面 1 人');
  await expect(queueAt(desk)).toHaveText([lost.number, later.number]);
  await calledAt(desk, lost.number);
  await expect(phone.locator('#ticket')).toHaveAttribute('data-state', 'CALLED');
  await closed(hall, phone, other);
});

/** The page behind the slip, live. */
async function slipOn(browser: Browser, { page, number }: Pick<Taken, 'page' | 'number'>): Promise<Page> {
  const phone = await phoneOf(browser);
  await phone.goto(page);
  await expect(phone.getByRole('heading', { level: 1 })).toHaveText(number);
  await expect(phone.getByText('实时')).toBeVisible();
  return phone;
}

async function takeSome(kiosk: Page, n: number): Promise<Taken[]> {
  const taken: Taken[] = [];
  for (let i = 0; i < n; i += 1) {
    taken.push(await takeByTile(kiosk, '综合业务'));
    await kiosk.getByRole('button', { name: i < n - 1 ? '再取一个号' : /好的，完成/ }).click();
  }
  return taken;
}

/** From the kiosk's first page. */
async function rejoinAt(kiosk: Page, number: string): Promise<void> {
  await kiosk.getByRole('button', { name: '过号了，重新排上' }).click();
  for (const sign of number) await kiosk.locator('.rejoin').getByRole('button', { name: sign, exact: true }).click();
  await kiosk.getByRole('button', { name: '重新排上', exact: true }).click();
}

async function calledAt(desk: Page, number: string): Promise<void> {
  await press(desk, 'F2');
  await expect(inHand(desk)).toHaveText(number);
}

async function missedAt(desk: Page, number: string): Promise<void> {
  await calledAt(desk, number);
  await press(desk, 'F8');
  await expect(inHand(desk)).toHaveCount(0);
}

async function servedAt(desk: Page, number: string): Promise<void> {
  await calledAt(desk, number);
  await press(desk, 'F4');
  await press(desk, 'F9');
  await expect(inHand(desk)).toHaveCount(0);
}

/** The numbers that the window would call, in that order. */
const queueAt = (desk: Page): Locator => desk.locator('aside ol > li > .num');

async function closed({ kiosk, desk, manager }: OwnHall, ...pages: Page[]): Promise<void> {
  await Promise.all([kiosk, desk, manager, ...pages].map((page) => page.context().close()));
}
