import { randomInt } from 'node:crypto';
import { idCheckDigit } from '@one-window/domain/identity';
import { expect, test, type Browser, type Locator, type Page } from '../test.ts';
import { citizenSignsIn, inHand, numberOn, phoneOf, press, takeByTile, takeHere, windowRow, type Taken } from '../acting.ts';
import { hallOfItsOwn, type OwnHall } from '../hall-of-its-own.ts';
import { urls } from '../urls.ts';
import { heardOn, withVoice } from '../voice.ts';

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

test('a silent hall: the board shows number, window and masked name and speaks nothing; who asked is told by message', async ({
  browser,
}) => {
  const hall = await hallOfItsOwn(browser, {
    hall: { silent: true },
    policy: { bookAheadDays: 0, bookEarlyMinutes: 120 },
    series: { bookingQuota: 5 },
  });
  const { kiosk, desk } = hall;
  const board = await hall.board(withVoice);
  await expect(board.locator('.hero')).toContainText('静音叫号，请看屏幕');
  const citizen = await booker(browser, hall);
  test.skip(!(await bookable(citizen.page, hall)), 'no place of today can be booked any more, or today is no working day');
  await booked(citizen, hall);
  await checkedInAt(kiosk, await codeOn(citizen.page));
  const number = await numberOn(kiosk).innerText();

  await citizen.page.reload();
  await citizen.page.getByRole('link', { name: '看排到哪了' }).click();
  await expect(citizen.page.getByRole('heading', { level: 1 })).toHaveText(number);
  await citizen.page.getByRole('link', { name: '剩 3 人时发短信告诉我' }).click();
  await expect(citizen.page.locator('main')).toContainText('这个大厅不出声叫号，叫到您时也发一条。');
  await citizen.page.getByRole('checkbox', { name: /同意把这个手机号用在这次排队提醒上/ }).check();
  await citizen.page.getByRole('button', { name: '发短信提醒我' }).click();
  await expect(citizen.page.getByRole('status')).toContainText(`${citizen.phone.slice(0, 3)}****${citizen.phone.slice(-4)}`);

  await desk.goto(`${urls().desk}/window/${hall.id}/${hall.windowId}`);
  await calledAt(desk, number);
  await expect(board.locator('.hero .ticket')).toHaveText(number);
  await expect(board.locator('.hero .win')).toHaveText('1');
  await expect(board.locator('.hero .who')).toHaveText('严*明');
  await expect(board.locator('body')).not.toContainText('严小明');
  await citizen.page.goto(`${urls().portal}/outbox`);
  const told = citizen.page.getByRole('listitem').filter({ hasText: hall.name });
  await expect(told.filter({ hasText: `叫到 ${number} 了，请到 1 号窗口` })).toContainText(`发给 ${citizen.phone}`, { timeout: 20_000 });
  // the desk hears from the board that it has shown the call; by then a hall with a voice would have spoken
  await expect(desk.locator('main')).toContainText('1 块已显示');
  expect(await heardOn(board)).toEqual([]);
  await closed(hall, board, citizen.page);
});

test('at the change of shifts the next clerk takes the window with the number that is being served; its citizen sees no difference', async ({
  browser,
}) => {
  const hall = await hallOfItsOwn(browser);
  const { kiosk, desk: before } = hall;
  const [served, next] = await takeSome(kiosk, 2);
  const phone = await slipOn(browser, served!);
  await before.goto(`${urls().desk}/window/${hall.id}/${hall.windowId}`);
  await calledAt(before, served!.number);
  await press(before, 'F4');
  await expect(phone.locator('#ticket')).toHaveAttribute('data-state', 'SERVING');

  const after = await hall.joins('严秀英', 'clerk');
  await after.goto(urls().desk);
  const row = windowRow(after, '1');
  await expect(row).toContainText('何小满 在');
  await expect(row).toContainText(`${served!.number} 还没办完`);
  await row.getByRole('button', { name: '接替' }).click();
  const question = after.getByRole('dialog');
  await expect(question).toContainText(served!.number);
  await question.getByRole('button', { name: '接替', exact: true }).click();
  await expect(inHand(after)).toHaveText(served!.number);
  await expect(after.locator('main')).toContainText('办理中');
  await expect(before.getByRole('heading', { name: '严秀英 接替了这个窗口' })).toBeVisible();
  await expect(inHand(before)).toHaveCount(0);
  await expect(phone.locator('#ticket')).toHaveAttribute('data-state', 'SERVING');
  await expect(phone.locator('main')).toContainText(/您在\s*1\s*号窗口/);

  await press(after, 'F9');
  await expect(phone.locator('#ticket')).toHaveAttribute('data-state', 'DONE');
  await calledAt(after, next!.number);
  await closed(hall, after, phone);
});

test('booked and late: the kiosk says until when it would have been, and gives an ordinary number instead', async ({ browser }) => {
  test.setTimeout(300_000);
  // a slot that begins in a minute or two, and is missed as soon as it has begun
  const minute = Math.ceil((Date.now() + 45_000 + 8 * 3_600_000) / 60_000) % 1_440;
  const hall = await hallOfItsOwn(browser, {
    policy: { bookAheadDays: 0, bookLateMinutes: 0 },
    series: { bookingQuota: 5, bookingMinutes: 5, bookingFromMinutes: minute },
  });
  const { kiosk } = hall;
  const citizen = await booker(browser, hall);
  test.skip(!(await bookable(citizen.page, hall)), 'no place of today can be booked any more, or today is no working day');
  await booked(citizen, hall);
  const code = await codeOn(citizen.page);
  // the time that must pass: the page says by itself when it is over
  await expect(
    citizen.page.getByRole('heading', { name: '签到的时间过了' }).or(citizen.page.getByRole('heading', { name: '没有来' })),
  ).toBeVisible({
    timeout: 150_000,
  });

  await checkedInAt(kiosk, code);
  await expect(kiosk.getByRole('heading', { level: 1 })).toHaveText('签到的时间过了');
  const until = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  await expect(kiosk.getByRole('alert')).toContainText(`最晚 ${until}。可以取一个普通号，照样今天办`);
  await kiosk.getByRole('button', { name: '取一个普通号' }).click();
  await expect(kiosk.getByRole('heading', { name: '您需要优先吗？' })).toBeVisible();
  const ordinary = await takeHere(kiosk);
  const phone = await slipOn(browser, ordinary);
  await expect(phone.locator('[data-text=queueSum]')).toHaveText('您前面没有人');
  await expect(phone.locator('.chip.pri')).toBeHidden();
  await closed(hall, citizen.page, phone);
});

test('from the phone to the other hall: both queues are seen, a number there for the one here, and no second time', async ({ browser }) => {
  const here = await hallOfItsOwn(browser);
  const there = await hallOfItsOwn(browser);
  const [, , mine] = await takeSome(here.kiosk, 3);
  const [before] = await takeSome(there.kiosk, 1);
  await here.desk.goto(`${urls().desk}/window/${here.id}/${here.windowId}`);
  await there.desk.goto(`${urls().desk}/window/${there.id}/${there.windowId}`);
  const phone = await slipOn(browser, mine!);
  await expect(queueAt(here.desk)).toHaveCount(3);

  await phone.getByRole('link', { name: '看看别的大厅' }).click();
  await expect(phone.locator('main')).toContainText(`您在这里：${mine!.number}，前面 2 人。`);
  const other = phone.locator('section').filter({ hasText: there.name });
  await expect(other).toContainText('等候 1 人。');
  await other.getByText('换到这里').click();
  await expect(other).toContainText(`${mine!.number} 取消以后不能恢复。`);
  await other.getByRole('button', { name: `取消 ${mine!.number}，去那边排` }).click();

  await expect(phone.locator('.foot')).toContainText(there.name);
  await expect(phone.locator('[data-text=ahead]')).toHaveText('1');
  const number = await phone.getByRole('heading', { level: 1 }).innerText();
  await expect(queueAt(there.desk)).toHaveText([before!.number, number]);
  await expect(queueAt(here.desk)).toHaveCount(2);
  // the code on the paper slip leads to the new number, too
  const old = await phoneOf(browser);
  await old.goto(mine!.page);
  await expect(old.getByRole('heading', { level: 1 })).toHaveText(number);
  await expect(old.locator('.foot')).toContainText(there.name);

  // to and fro would use up the numbers of two halls
  await expect(phone.getByRole('link', { name: '看看别的大厅' })).toHaveCount(0);
  await closed(here, there.kiosk, there.desk, there.manager, phone, old);
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

interface Booker {
  readonly page: Page;
  readonly phone: string;
}

/** Somebody new, signed in, on the page where this hall is booked. */
async function booker(browser: Browser, { id }: OwnHall): Promise<Booker> {
  const page = await phoneOf(browser);
  const phone = `139${String(randomInt(100_000_000)).padStart(8, '0')}`;
  await page.goto(`${urls().portal}/sign-in?to=${encodeURIComponent(`/book?hall=${id}`)}`);
  await citizenSignsIn(page, phone);
  await expect(page.getByRole('heading', { name: '预约到大厅办' })).toBeVisible();
  return { page, phone };
}

/** Can a place of today be had? On a day of rest nothing is booked, and late in the evening nothing is left. */
async function bookable({ request }: Page, { id }: OwnHall): Promise<boolean> {
  const { halls } = (await (await request.get(`${urls().portal}/api/booking-halls`)).json()) as {
    halls: { id: string; series: { id: string }[] }[];
  };
  const series = halls.find((hall) => hall.id === id)!.series[0]!;
  const { days } = (await (await request.get(`${urls().portal}/api/booking-halls/${id}/${series.id}`)).json()) as {
    days: { date: string; slots: { free: number }[] }[];
  };
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  return days[0]?.date === today && days[0].slots.some(({ free }) => free > 0);
}

/** The first time of today. */
async function booked({ page }: Booker, { name }: OwnHall): Promise<void> {
  await expect(page.getByText(`${name} · 综合业务`)).toBeVisible();
  await page
    .getByRole('button', { name: /\d\d:\d\d\s*剩 \d/ })
    .first()
    .click();
  await page.getByLabel('姓名').fill('严小明');
  await page.getByLabel('身份证号').fill(idNumber());
  await page.getByRole('button', { name: /^约 .+\d\d:\d\d$/ }).click();
  await expect(page.getByRole('heading', { name: '约好了' })).toBeVisible();
}

/** Of somebody who has booked nowhere yet; the last sign is that of GB 11643. */
function idNumber(): string {
  const first = `511602${1950 + randomInt(50)}0307${String(randomInt(1_000)).padStart(3, '0')}`;
  return first + idCheckDigit(first);
}

const codeOn = async (page: Page): Promise<string> => (await page.getByText(/^\d{4} \d{4}$/).innerText()).replace(' ', '');

/** From the kiosk's first page. */
async function checkedInAt(kiosk: Page, code: string): Promise<void> {
  await kiosk.getByRole('button', { name: '预约签到' }).click();
  for (const sign of code) await kiosk.locator('.rejoin').getByRole('button', { name: sign, exact: true }).click();
  await kiosk.getByRole('button', { name: '签到取号' }).click();
}

/** The numbers that the window would call, in that order. */
const queueAt = (desk: Page): Locator => desk.locator('aside ol > li > .num');

async function closed({ kiosk, desk, manager }: OwnHall, ...pages: Page[]): Promise<void> {
  await Promise.all([kiosk, desk, manager, ...pages].map((page) => page.context().close()));
}
