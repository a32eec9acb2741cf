import { expect, test, type Browser, type Page } from '../test.ts';
import { demoPassword, demoScreen, signedIn } from '../acting.ts';
import { urls } from '../urls.ts';

test('a case goes all its way: begun, received and accepted at a window, examined, checked and decided in its department, handed over at one counter', async ({
  browser,
}) => {
  test.setTimeout(90_000);
  const clerk = await signedIn(browser, '1005');
  await clerk.goto(`${urls().desk}/cases`);
  await clerk.getByRole('link', { name: '新收件' }).click();
  await clerk.getByLabel('办什么事').fill('居住证');
  await clerk.getByRole('link', { name: /^居住证办理/ }).click();
  await clerk.getByLabel('姓名').fill('严小满');
  await clerk.getByLabel('身份证号').fill('5116021990030712');
  await expect(clerk.getByText('还差 2 位')).toBeVisible();
  await clerk.getByLabel('身份证号').fill(idNo);
  await expect(clerk.getByText('号码对得上')).toBeVisible();
  await clerk.getByRole('button', { name: '开始办理' }).click();

  const file = clerk.getByRole('region', { name: '居住证办理' });
  await expect(file.getByText('草稿', { exact: true })).toBeVisible();
  await clerk.keyboard.press('1');
  const form = file.getByRole('form', { name: '收件' });
  // what other offices have is there already; what is brought is ticked by hand
  for (const present of await form.getByRole('radio', { name: '有' }).all()) await present.check();
  await clerk.keyboard.press('Control+Enter');
  await expect(file.getByText('好了：收件')).toBeVisible();
  await expect(file.getByText('已收件', { exact: true }).first()).toBeVisible();
  await file.getByRole('button', { name: /^受理/ }).click();
  await expect(file.getByText('已受理', { exact: true }).first()).toBeVisible();
  const caseNo = (await file.locator('header [class*=no]').textContent()) ?? '';
  expect(caseNo).toMatch(/\d{6,}/);

  const handler = await signedIn(browser, '4001');
  await handler.goto(urls().desk);
  await expect(handler).toHaveURL(/\/cases$/);
  await handler.getByRole('searchbox').fill(caseNo);
  await handler.keyboard.press('Enter');
  await handler.getByRole('link', { name: new RegExp(caseNo) }).click();
  const theirs = handler.getByRole('region', { name: '居住证办理' });
  const older = await handler.context().newPage();
  await older.goto(handler.url());
  const sign = older.getByRole('button', { name: /^签收/ });
  await expect(sign).toBeVisible();
  await theirs.getByRole('button', { name: /^签收/ }).click();
  await expect(theirs.getByText('审查中', { exact: true })).toBeVisible();

  // who has it open beside sees it move without a reload, and the key that was pressed is gone
  await expect(older.getByRole('region', { name: '居住证办理' }).getByText('审查中', { exact: true })).toBeVisible();
  await expect(sign).toBeHidden();

  await theirs.getByRole('button', { name: /^同意，送下一步/ }).click();
  await theirs.getByLabel('意见').fill('材料齐全，情况属实');
  await handler.keyboard.press('Control+Enter');
  await expect(theirs.getByText('材料齐全，情况属实')).toBeVisible();

  const address = handler.url();
  const checker = await openedBy(browser, '4002', address);
  await pressed(checker, /^同意，送下一步/, { 意见: '同意' });
  const decider = await openedBy(browser, '4003', address);
  await pressed(decider, /^准予/, { 意见: '准予' });
  await expect(decider.getByRole('region', { name: '居住证办理' }).getByText('已决定', { exact: true })).toBeVisible();
  await handler.reload();
  await pressed(handler, /^开始制证/, {});
  await handler.getByRole('button', { name: /^送出件窗口/ }).click();
  // both count, and who takes it signs on the same screen
  await handler.getByLabel('送出几份').fill('1');
  await handler.getByLabel('点收几份').fill('1');
  await handler.getByLabel('工号').fill('5001');
  await handler.getByLabel('密码').fill(demoPassword);
  await handler.keyboard.press('Control+Enter');
  await expect(handler.getByRole('region', { name: '居住证办理' }).getByText('待领取', { exact: true })).toBeVisible();

  // whose card is another's gets nothing; whose it is signs, and the case is over
  const counter = await openedBy(browser, '5001', address);
  await counter.getByRole('button', { name: /^交给本人/ }).click();
  await counter.getByLabel('身份证号').fill('511602195207150022');
  await counter.getByLabel('送达回证').fill('本人签收');
  await counter.keyboard.press('Control+Enter');
  await expect(counter.getByText('还没有签字。请在签字屏上签')).toBeVisible();
  const pad = await demoScreen(browser, 'pad');
  const ask = counter.getByRole('button', { name: '请在签字屏上签' });
  await ask.click();
  await expect(counter.getByText('证件号和申请人对不上')).toBeVisible();
  await counter.getByLabel('身份证号').fill(idNo);
  await ask.click();
  await signedOn(pad, counter, caseNo);
  await counter.getByLabel('送达回证').press('Control+Enter');
  await expect(counter.getByRole('region', { name: '居住证办理' }).getByText('已办结', { exact: true }).first()).toBeVisible();

  // what was granted is a licence: its head of department withdraws it, and the page behind its code says so
  await decider.getByRole('link', { name: '证照', exact: true }).click();
  await decider
    .getByRole('link', { name: /^居住证\s*\d{16}/ })
    .first()
    .click();
  const licence = decider.getByRole('region', { name: '居住证', exact: true });
  const behind = await licence.getByRole('link', { name: '别人扫码看到的' }).getAttribute('href');
  await licence.getByRole('button', { name: '撤回' }).click();
  await expect(licence.getByText('损失要补偿')).toBeVisible();
  await licence.getByLabel('依据').fill('行政许可法第八条');
  await licence.getByLabel('理由').fill('规定改变');
  await licence.getByRole('button', { name: '确定撤回' }).click();
  await expect(licence.getByText('好了：撤回')).toBeVisible();
  await decider.goto(`${urls().portal}${new URL(behind ?? '').pathname}`);
  await expect(decider.getByRole('heading', { name: '这本证照现在无效' })).toBeVisible();
  for (const page of [checker, decider, counter, handler, clerk]) await page.context().close();
});

test('who may see no case has no way there', async ({ browser }) => {
  const auditor = await signedIn(browser, '9009');
  await auditor.goto(`${urls().desk}/cases`);
  await expect(auditor.getByRole('heading', { name: '这里不归您管' })).toBeVisible();
  await expect(auditor.getByRole('link', { name: '办件', exact: true })).toHaveCount(0);
  await auditor.context().close();
});

const idNo = '511602199003071232';

/** On the pad stands what is signed, and for whom, masked; a dot is no name. The desk sees each turn of it by itself. */
async function signedOn(pad: Page, counter: Page, caseNo: string): Promise<void> {
  await expect(counter.getByText('等签字：5 号窗口的屏上正显示')).toBeVisible();
  await expect(pad.getByRole('heading', { level: 1 })).toHaveText('请您签字');
  for (const words of [caseNo, '居住证', '严*满']) await expect(pad.getByText(words, { exact: true })).toBeVisible();
  const confirm = pad.getByRole('button', { name: '确认' });
  const field = pad.getByRole('img', { name: /^签字的格子/ });
  await confirm.click();
  await expect(pad.getByRole('status')).toHaveText('还没有签。请在格子里写上名字');
  await field.click();
  await confirm.click();
  await expect(pad.getByRole('status')).toHaveText('只画了一点。请把名字写完整');
  await pad.getByRole('button', { name: '清除' }).click();
  const box = (await field.boundingBox())!;
  await pad.mouse.move(box.x + box.width * 0.3, box.y + box.height * 0.3);
  await pad.mouse.down();
  await pad.mouse.move(box.x + box.width * 0.6, box.y + box.height * 0.7, { steps: 8 });
  await pad.mouse.up();
  await expect(pad.getByRole('status')).toHaveText('写了 1 笔');
  await confirm.click();
  await expect(pad.getByRole('heading', { level: 1 })).toHaveText('签好了');
  await expect(counter.getByText('已在屏上签字，可以交了')).toBeVisible();
  // nothing about the person stays
  await expect(pad.getByText(caseNo)).toHaveCount(0);
  await pad.context().close();
}

async function openedBy(browser: Browser, staffNo: string, address: string): Promise<Page> {
  const page = await signedIn(browser, staffNo);
  await page.goto(address);
  return page;
}

/** Presses a key of the open case, fills its form in and sends it. */
async function pressed(page: Page, name: RegExp, fields: Readonly<Record<string, string>>): Promise<void> {
  await page.getByRole('button', { name }).click();
  for (const [label, text] of Object.entries(fields)) await page.getByLabel(label).fill(text);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText(/^好了/)).toBeVisible();
}
