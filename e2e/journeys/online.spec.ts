import { join } from 'node:path';
import { openSql, startEmbedded } from '@one-window/api/testing';
import { expect, test, type APIRequestContext, type Page } from '../test.ts';
import { citizenSignsIn, phoneOf, signedIn } from '../acting.ts';
import { urls } from '../urls.ts';

const phone = '13800004321';
/** Two by two points. */
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEElEQVR4nGP4z8AARAwQCgAf7gP9i18U1AAAAABJRU5ErkJggg==',
  'base64',
);

test('the same matter by three doors: from a phone, at a window and by telephone it is the same file, with the same materials, dates and events', async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const citizen = await phoneOf(browser);
  const item = await itemId(citizen.request, '居住证办理');
  await citizen.goto(`${urls().portal}/items/${item}`);
  await citizen.getByRole('link', { name: '网上办' }).click();
  await citizen.getByLabel('姓名').fill('严小明');
  await citizen.getByLabel('身份证号').fill('511602199003071232');
  const several = citizen.getByRole('radio', { name: '广安区政务服务中心' });
  if (await several.count()) await several.check();
  await citizen.getByRole('button', { name: '下一步：看一遍' }).click();

  // who is not known yet signs in on the way, and finds what was typed
  await citizenSignsIn(citizen, phone);
  await expect(citizen.getByLabel('姓名')).toHaveValue('严小明');
  await citizen.getByRole('button', { name: '下一步：看一遍' }).click();
  await expect(citizen.getByText('严*明')).toBeVisible();

  // one draft for all doors: the window finds it by its number and mends the name, which the phone reads at once
  const clerk = await signedIn(browser, '1005');
  const { cases: begun } = (await (await citizen.request.get(`${urls().portal}/api/cases`)).json()) as { cases: { ref: string }[] };
  await opened(clerk, begun[0]!.ref);
  await clerk.getByRole('button', { name: /^改草稿/ }).click();
  await clerk.getByLabel('申请人', { exact: true }).selectOption('重新填');
  await clerk.getByLabel('姓名').fill('严小满');
  await clerk.getByLabel('身份证号').fill('511602199003071232');
  await clerk.keyboard.press('Control+Enter');
  await expect(clerk.getByText('草稿已改')).toBeVisible();
  await expect(citizen.getByText('严*满')).toBeVisible();
  // going back shows it as it is now, and begins no second one
  await citizen.getByRole('link', { name: '回去改' }).click();
  await expect(citizen.getByText('严*满')).toBeVisible();
  await citizen.getByRole('button', { name: '下一步：看一遍' }).click();
  // a photo goes with it; it is there before it is handed in
  await citizen
    .getByLabel(/^给“.*”选文件$/)
    .first()
    .setInputFiles({ name: 'photo.png', mimeType: 'image/png', buffer: picture });
  await expect(citizen.getByRole('link', { name: '打开图片 1' })).toBeVisible();
  await citizen.getByRole('button', { name: '交上去' }).click();
  // the number stands there in groups of four, as it is read out
  const shown = citizen.getByText(/^(\d{4} )+\d{1,4}$/);
  const caseNo = ((await shown.textContent()) ?? '').replaceAll(' ', '');
  // going back hands nothing in a second time
  await citizen.goBack();
  await expect(citizen.getByText('这件已经交上去了')).toBeVisible();
  await citizen.goForward();
  await expect(shown).toHaveText(/\d/);
  const mine = (await (await citizen.request.get(`${urls().portal}/api/cases`)).json()) as { cases: { status: string }[] };
  expect(mine.cases.map(({ status }) => status)).toEqual(['SUBMITTED']);

  await citizen.goto(`${urls().portal}/my`);
  await citizen.getByRole('link', { name: /居住证办理/ }).click();
  await expect(citizen.getByRole('heading', { name: '待收件' })).toBeVisible();

  await opened(clerk, caseNo);
  // the window opens the photo, which is written down, and compares it with the original
  await clerk.getByRole('button', { name: '打开图片 1' }).click();
  await expect.poll(() => clerk.getByRole('img', { name: '看材料' }).evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(2);
  await clerk.getByRole('button', { name: '关上' }).click();
  await clerk.getByRole('button', { name: '与原件核对无误' }).click();
  await expect(clerk.getByText('已与原件核对').first()).toBeVisible();
  const photographed = await takenIn(clerk);

  // the citizen sees it at once: number, who answers, by when
  await expect(citizen.getByText('已受理').first()).toBeVisible();
  await expect(citizen.getByText('区公安分局').first()).toBeVisible();
  // and the papers of it: each a document with its text in it
  const paper = citizen.getByRole('link', { name: /^受理通知书/ });
  const pdf = await citizen.request.get(`${urls().portal}${await paper.getAttribute('href')}`);
  expect([pdf.headers()['content-type'], (await pdf.body()).subarray(0, 5).toString()]).toEqual(['application/pdf', '%PDF-']);
  await citizen.goto(`${urls().portal}/outbox`);
  await expect(citizen.getByText(new RegExp(`${caseNo}.*已受理`)).first()).toBeVisible();

  await clerk.goto(`${urls().desk}/cases`);
  await clerk.getByRole('link', { name: '新收件' }).click();
  await clerk.getByLabel('办什么事').fill('居住证');
  await clerk.getByRole('link', { name: /^居住证办理/ }).click();
  await clerk.getByLabel('姓名').fill('严小满');
  await clerk.getByLabel('身份证号').fill('511602199003071232');
  await clerk.getByRole('button', { name: '开始办理' }).click();
  const window = await takenIn(clerk);

  // by telephone the operator begins it with the same form; a voice proves nobody, so the file waits for the card at a window
  const operator = await signedIn(browser, '6004');
  await operator.goto(`${urls().desk}/hotline`);
  await operator.getByRole('textbox', { name: '手工登记一个来电：号码' }).fill('13800004322');
  await operator.getByRole('button', { name: '登记来电' }).click();
  await operator.getByRole('link', { name: '替来电人开始办一件事' }).click();
  await operator.getByLabel('办什么事').fill('居住证');
  await operator.getByRole('link', { name: /^居住证办理/ }).click();
  await operator.getByRole('textbox', { name: '姓名' }).fill('严小满');
  await operator.getByRole('textbox', { name: '身份证号' }).fill('511602199003071232');
  await operator.getByRole('button', { name: '开始办理' }).click();
  await expect(operator.getByRole('region', { name: '居住证办理' }).getByText('草稿', { exact: true })).toBeVisible();
  await clerk.goto(`${urls().desk}/cases/intake/${new URL(operator.url()).searchParams.get('case')}`);
  const telephone = await takenIn(clerk);

  const files = await Promise.all([window, telephone, photographed].map((id) => dumped(clerk.request, id)));
  const [atWindow, byTelephone, fromPhone] = files as [Dumped, Dumped, Dumped];
  expect(atWindow.events.map(({ type }) => type)).toEqual(['case.drafted', 'case.received', 'case.accepted']);
  expect(byTelephone).toEqual(atWindow);
  // only online there are pictures, what the window mended on the way, and a submission, from which the law counts, before anybody has received it
  const ofThatDoor = ['case.amended', 'case.file_added', 'case.submitted', 'case.file_checked'];
  expect(fromPhone.events.filter(({ type }) => ofThatDoor.includes(type)).map(({ type }) => type)).toEqual(ofThatDoor);
  expect(fromPhone.state).toMatchObject({ submittedAt: 'a time', files: [{ material: 'photo', kind: 'png', trust: 'B' }] });
  const online = new Set(['submittedAt', 'files']);
  const events = fromPhone.events.filter(({ type }) => !ofThatDoor.includes(type));
  expect(without(online, { ...fromPhone, events })).toEqual(without(online, atWindow));
  for (const page of [citizen, clerk, operator]) await page.context().close();
});

async function itemId(request: APIRequestContext, name: string): Promise<string> {
  const found = (await (await request.get(`${urls().portal}/api/items?q=${encodeURIComponent(name)}`)).json()) as {
    items: { id: string; name: string }[];
  };
  return found.items.find((item) => item.name === name)!.id;
}

/** Finds a case at the window by its number, or by that of its draft. */
async function opened(clerk: Page, number: string): Promise<void> {
  await clerk.goto(`${urls().desk}/cases/intake`);
  await clerk.getByRole('searchbox').fill(number);
  await clerk.keyboard.press('Enter');
  await clerk.getByRole('link', { name: new RegExp(number) }).click();
}

/** Receives and accepts the case that is open at the desk; gives its id. */
async function takenIn(clerk: Page): Promise<string> {
  const file = clerk.getByRole('region', { name: '居住证办理' });
  await file.getByRole('button', { name: /^收件/ }).click();
  const form = file.getByRole('form', { name: '收件' });
  for (const present of await form.getByRole('radio', { name: '有' }).all()) await present.check();
  await clerk.keyboard.press('Control+Enter');
  await expect(file.getByText('已收件', { exact: true }).first()).toBeVisible();
  await file.getByRole('button', { name: /^受理/ }).click();
  await expect(file.getByText('已受理', { exact: true }).first()).toBeVisible();
  return new URL(clerk.url()).pathname.split('/').at(-1)!;
}

interface Dumped {
  readonly state: Readonly<Record<string, unknown>>;
  readonly events: readonly { readonly type: string; readonly body: unknown }[];
  readonly [part: string]: unknown;
}

/** A case as it lies in the database, without channel, actors, ids and times: what is the same by whichever door. */
async function dumped(request: APIRequestContext, id: string): Promise<Dumped> {
  const server = await startEmbedded({ dir: join(urls().data, 'postgres') });
  const sql = openSql(server.url, 1);
  const [row] = await sql`
    select status, decision, case_kind, item_version_id, dept_id, unit_id, hall_id, answers, open, state, intake -> 'checks' as checks
    from cases where id = ${id}`;
  const events = await sql<{ type: string; body: string }[]>`select type, body from events where stream = ${id} order by version`;
  await sql.end();
  // each due date with the lines that explain it, as it is worked out from the events
  const { clocks } = (await (await request.get(`${urls().desk}/api/cases/${id}`)).json()) as {
    clocks: { clock: string; at: string | null; amount: number; unit: string; state: string }[];
  };
  return {
    ...row,
    state: without(ofTheDoor, row!['state']) as Dumped['state'],
    events: events.map(({ type, body }) => ({ type, body: without(ofTheDoor, JSON.parse(body)) })),
    dates: clocks.map(({ clock, at, amount, unit, state }) => ({ clock, day: at?.slice(0, 10), amount, unit, state })),
  };
}

const ofTheDoor = new Set(['channel', 'by', 'id', 'caseId', 'caseNo', 'ref', 'applicantId', 'citizenId', 'intakeBy']);

function without(keys: ReadonlySet<string>, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => without(keys, one));
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value)) return 'a time';
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([key, of]) => (keys.has(key) ? [] : [[key, without(keys, of)]])));
}
