import { test } from '../test.ts';
import { open } from '../looking.ts';
import { allScreens } from '../registry.ts';

test('pictures', async ({ browser }) => {
  test.setTimeout(180_000);
  for (const lang of ['zh-CN', 'en'] as const) {
    const page = await browser.newPage({ locale: lang, reducedMotion: 'reduce' });
    for (const screen of allScreens().filter((s) => (s.app === 'portal' && ['change', 'check'].includes(s.name) && ['busy', 'huge', 'empty'].includes(s.state)) || (s.app === 'desk' && s.name === 'case' && s.state === 'empty'))) {
      await open(page, screen, { lang, theme: 'light', mode: 'normal' });
      const to = (more: string) => ({ path: `/tmp/amendshots/${lang}-${screen.name}-${screen.state}${more}.png`, fullPage: screen.app === 'portal' });
      await page.screenshot(to(''));
      if (screen.name === 'change' && screen.state === 'busy') {
        await page.getByRole('button', { name: lang === 'en' ? 'Type name and ID number anew' : '重新填姓名和证件号' }).click();
        await page.locator('button[type=submit]').click();
        await page.screenshot(to('-anew'));
      }
      if (screen.app === 'desk') {
        await page.getByRole('button', { name: lang === 'en' ? 'Change the draft' : '改草稿' }).click();
        await page.screenshot(to('-form'));
        await page.getByLabel(lang === 'en' ? 'Applicant' : '申请人', { exact: true }).selectOption('anew');
        await page.keyboard.press('Control+Enter');
        await page.screenshot(to('-anew'));
      }
    }
    await page.close();
  }
});
