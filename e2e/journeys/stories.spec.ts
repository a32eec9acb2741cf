import { expect, test, type Browser, type Locator, type Page } from '../test.ts';
import { inHand, phoneOf, press, takeByTile, takeHere, type Taken } from '../acting.ts';
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
  await press(desk, 'F2');
  await expect(inHand(desk)).toHaveText(elder.number);
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

/** The page behind the slip, live. */
async function slipOn(browser: Browser, { page, number }: Pick<Taken, 'page' | 'number'>): Promise<Page> {
  const phone = await phoneOf(browser);
  await phone.goto(page);
  await expect(phone.getByRole('heading', { level: 1 })).toHaveText(number);
  await expect(phone.getByText('实时')).toBeVisible();
  return phone;
}

/** The numbers that the window would call, in that order. */
const queueAt = (desk: Page): Locator => desk.locator('aside ol > li > .num');

async function closed({ kiosk, desk, manager }: OwnHall, ...pages: Page[]): Promise<void> {
  await Promise.all([kiosk, desk, manager, ...pages].map((page) => page.context().close()));
}
