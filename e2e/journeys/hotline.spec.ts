import { expect, test, type Page } from '../test.ts';
import { signedIn } from '../acting.ts';
import { urls } from '../urls.ts';

test('a call rings, is answered, shows the caller’s case, and becomes an order that is dispatched, signed, answered, called back and closed', async ({
  browser,
}) => {
  test.setTimeout(90_000);
  const operator = await signedIn(browser, '6001');
  await operator.goto(`${urls().desk}/hotline`);
  await operator.getByRole('button', { name: '开始接听' }).click();
  await expect(operator.getByRole('button', { name: '暂停接听' })).toBeVisible();
  // somebody whose case the demo knows, from a telephone exchange in a process of its own
  await operator.getByRole('textbox', { name: /^演示电话/ }).fill('+86 138-1234-6207');
  await operator.getByRole('button', { name: '拨打' }).click();
  await expect(operator.getByRole('alert').getByText('138****6207')).toBeVisible();
  await operator.keyboard.press('F2');

  // 我的件办到哪了: answered without leaving the call
  const call = operator.getByRole('region', { name: '来电', exact: true });
  await call
    .getByRole('link', { name: /居住证/ })
    .first()
    .click();
  const file = call.getByRole('region', { name: /居住证/ });
  await expect(file.getByText(/^现在由.*办$/)).toBeVisible();
  await expect(file.getByText('怎么算的').first()).toBeVisible();
  await call.getByRole('link', { name: '回到诉求' }).click();

  const content = call.getByLabel('来电人说的');
  await content.fill('楼下烧烤摊半夜还在放音响');
  await expect(call.getByText('都存好了')).toBeVisible();
  await operator.reload();
  await expect(content).toHaveValue('楼下烧烤摊半夜还在放音响');
  await call.getByRole('radio', { name: '投诉' }).click();
  await expect(call.getByRole('checkbox', { name: /^保密/ })).toBeChecked();
  await call.getByLabel('类别').selectOption({ label: '噪音' });
  await call.getByRole('checkbox', { name: /^念给/ }).check();
  await operator.keyboard.press('Control+Enter');
  const logged = call.getByRole('link', { name: /投诉 · 噪音/ });
  await expect(logged).toBeVisible();
  const order = ((await logged.getAttribute('href')) ?? '').split('/').at(-1)!;

  // 居住证要不要钱: answered at once, by what the guide says, and dispatched to nobody
  await content.fill('居住证办理');
  await call.getByRole('radio', { name: '直接答复' }).click();
  await call.getByRole('button', { name: /^居住证办理/ }).click();
  await call.getByRole('button', { name: '引用费用' }).click();
  await expect(call.getByLabel('怎么答复的')).toHaveValue('居住证办理：不要钱。');
  await operator.keyboard.press('Control+Enter');
  await expect(call.getByText('答复记好了')).toBeVisible();
  await expect(call.getByText('直接答复', { exact: true })).toHaveCount(2);
  await call.getByRole('button', { name: '挂断' }).click();
  await call.getByRole('button', { name: '办完，收起' }).click();
  await expect(operator.getByText('没有电话')).toBeVisible();

  const dispatcher = await signedIn(browser, '6002');
  await opened(dispatcher, 'dispatch', order);
  await expect(dispatcher.getByText('区公安分局（派单规则：噪音）')).toBeVisible();
  await pressed(dispatcher, '派单', '派单', '待签收');

  const unit = await signedIn(browser, '4001');
  await opened(unit, 'unit', order);
  await expect(unit.getByText('保密，不显示')).toBeVisible();
  await pressed(unit, '签收', null, '已签收');
  await pressed(unit, '开始办', null, '办理中');
  await key(unit, '答复').click();
  const reply = unit.getByRole('form', { name: '答复' });
  await reply.getByLabel('查到的情况').fill('到场查看，确有音响扰民');
  await reply.getByLabel('办理结果').fill('已责令关停');
  await reply.getByLabel('依据').fill('噪声污染防治法第六十四条');
  await unit.keyboard.press('Control+Enter');
  await expect(stands(unit, '已答复')).toBeVisible();

  const caller = await signedIn(browser, '6003');
  await opened(caller, 'callback', order);
  await pressed(caller, '答复通过', null, '待回访');
  await pressed(caller, '记回访', '记回访', '待回访');
  await pressed(caller, '办结', null, '已办结');
  for (const page of [operator, dispatcher, unit, caller]) await page.context().close();
});

async function opened(page: Page, box: string, order: string): Promise<void> {
  await page.goto(`${urls().desk}/orders/${box}/${order}`);
  await expect(page.getByRole('region', { name: '工单', exact: true })).toBeVisible();
}

const panel = (page: Page) => page.getByRole('region', { name: '工单', exact: true });
const key = (page: Page, name: string) => panel(page).getByRole('button', { name: new RegExp(`^${name}`) });
const stands = (page: Page, word: string) => panel(page).locator('header').getByText(word, { exact: true });

/** Presses a key, sends its form as it stands where it has one, and waits for what the order is then. */
async function pressed(page: Page, name: string, form: string | null, then: string): Promise<void> {
  await key(page, name).click();
  if (form)
    await page
      .getByRole('form', { name: form })
      .getByRole('button', { name: new RegExp(`^${form}`) })
      .click();
  await expect(panel(page).getByRole('status').getByText(`${name}，办好了`)).toBeVisible();
  await expect(stands(page, then)).toBeVisible();
}
