import { randomUUID } from 'node:crypto';
import { expect, test, type Page } from '../test.ts';
import { signedIn } from '../acting.ts';
import { urls } from '../urls.ts';

const own = 'Yu-Hua-Shi-9';

/** A colleague of this journey alone; the others of the demo have work to do. */
async function newColleague(admin: Page, staffNo: string): Promise<void> {
  const post = (path: string, data: object) =>
    admin.request.post(`${urls().desk}/api${path}`, { data, headers: { 'idempotency-key': randomUUID() } });
  const config = (await (await admin.request.get(`${urls().desk}/api/config`)).json()) as { halls: { id: string; name: string }[] };
  const hallId = config.halls.find((hall) => hall.name.includes('政务服务中心'))?.id;
  const made = await post('/staff', { staffNo, name: '余化时', assignments: [{ roleId: 'clerk', hallId }] });
  expect(made.status(), await made.text()).toBe(200);
}

test('who forgot the password is given one for once, chooses an own one at the sign-in, and later another', async ({ browser }) => {
  const admin = await signedIn(browser, '9001');
  await newColleague(admin, 'J-1');
  await admin.goto(`${urls().desk}/admin/staff`);
  await admin.getByRole('button', { name: 'J-1' }).click();
  const person = admin.getByRole('region', { name: '余化时' });
  await person.getByRole('button', { name: '设新密码' }).click();
  await person.getByLabel('临时密码').fill('J-1-short');
  await admin.keyboard.press('Enter');
  await expect(person.getByRole('alert')).toContainText('不到 10 个字符');
  await person.getByRole('button', { name: '换一个' }).click();
  const password = await person.getByLabel('临时密码').inputValue();
  await person.getByRole('button', { name: '设好' }).click();
  await expect(person.getByRole('status')).toContainText(password);
  await admin.context().close();

  const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
  const desk = await context.newPage();
  await desk.goto(urls().desk);
  await expect(desk.getByLabel('工号')).toBeFocused();
  await desk.keyboard.type('J-1');
  await desk.keyboard.press('Tab');
  await desk.keyboard.type(password);
  await desk.keyboard.press('Enter');
  await expect(desk.getByRole('heading', { name: '换成自己的密码' })).toBeVisible();
  // the one just typed is not asked for again
  await expect(desk.getByLabel('新密码', { exact: true })).toBeFocused();
  await desk.keyboard.type(own);
  await desk.keyboard.press('Tab');
  await desk.keyboard.type(`${own}!`);
  await desk.keyboard.press('Enter');
  await expect(desk.getByLabel('新密码再输一次')).toBeFocused();
  await expect(desk.getByRole('alert')).toContainText('两次输的不一样');
  await desk.keyboard.press('Control+A');
  await desk.keyboard.type(own);
  await desk.keyboard.press('Enter');
  await expect(desk.getByRole('heading', { name: '今天坐哪个窗口' })).toBeVisible();

  await desk.getByRole('button', { name: '显示和账号' }).click();
  await desk.getByRole('dialog').getByRole('button', { name: '换密码' }).click();
  await expect(desk.getByLabel('现在的密码')).toBeFocused();
  await desk.keyboard.type('not mine');
  await desk.keyboard.press('Tab');
  await desk.keyboard.type('Xin-Mi-Ma-10');
  await desk.keyboard.press('Tab');
  await desk.keyboard.type('Xin-Mi-Ma-10');
  await desk.keyboard.press('Enter');
  await expect(desk.getByRole('alert')).toContainText('现在的密码不对');
  await expect(desk.getByLabel('现在的密码')).toBeFocused();
  await desk.keyboard.press('Control+A');
  await desk.keyboard.type(own);
  await desk.keyboard.press('Enter');
  await expect(desk.getByRole('heading', { name: '密码换好了' })).toBeVisible();
  await desk.keyboard.press('Enter');
  await expect(desk.getByRole('heading', { name: '今天坐哪个窗口' })).toBeVisible();
  await context.close();
});

test('roles of a colleague are given with a look at what they allow, withdrawn with a look at what is lost, and back', async ({
  browser,
}) => {
  const admin = await signedIn(browser, '9001');
  await newColleague(admin, 'J-2');
  await admin.goto(`${urls().desk}/admin/staff`);
  await admin.getByRole('button', { name: 'J-2' }).click();
  const person = admin.getByRole('region', { name: '余化时' });
  await person.getByRole('button', { name: '给一个岗位' }).click();
  await person.getByLabel('岗位', { exact: true }).selectOption({ label: '大厅主管' });
  await person.getByLabel('大厅', { exact: true }).selectOption({ label: '浓洄街道便民服务中心' });
  await expect(person.getByRole('form')).toContainText('给了以后，余化时 就能');
  await expect(person.getByRole('form')).toContainText('管排队');
  await person.getByRole('button', { name: '给', exact: true }).click();
  const given = person.getByRole('button', { name: '收回“大厅主管”，浓洄街道便民服务中心' });
  await given.click();
  const question = admin.getByRole('dialog');
  await expect(question).toContainText('收回以后，余化时 不能再');
  await expect(question).toContainText('管排队');
  await question.getByRole('button', { name: '收回', exact: true }).click();
  await expect(given).toHaveCount(0);
  await admin.getByRole('region', { name: '提示' }).getByRole('button', { name: /撤回/ }).click();
  await expect(given).toBeVisible();

  // who is alone in managing everything keeps it
  await admin.getByRole('button', { name: '9001' }).click();
  await admin.getByRole('button', { name: /^收回“系统管理员”/ }).click();
  await expect(question).toContainText('这个岗位只剩这一个人');
  await expect(question.getByRole('button', { name: '收回' })).toHaveAttribute('aria-disabled', 'true');
  await admin.context().close();
});
