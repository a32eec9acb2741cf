import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { expect, test } from '../test.ts';
import { signedIn, takeByTile } from '../acting.ts';
import { hallOfItsOwn } from '../hall-of-its-own.ts';
import { urls } from '../urls.ts';

/** A third of a second of a tone, as a recorder would save it: 16 bits, 8 kHz. */
function recording(name: string) {
  const samples = 2_667;
  const wav = Buffer.alloc(44 + samples * 2);
  wav.write('RIFF', 0);
  wav.writeUInt32LE(wav.length - 8, 4);
  wav.write('WAVEfmt ', 8);
  for (const [at, value] of [
    [16, 16],
    [24, 8_000],
    [28, 16_000],
    [40, samples * 2],
  ] as const)
    wav.writeUInt32LE(value, at);
  for (const [at, value] of [
    [20, 1],
    [22, 1],
    [32, 2],
    [34, 16],
  ] as const)
    wav.writeUInt16LE(value, at);
  wav.write('data', 36);
  for (let i = 0; i < samples; i += 1) wav.writeInt16LE(Math.round(9_000 * Math.sin(i / 3)), 44 + i * 2);
  return { name, mimeType: 'audio/wav', buffer: wav };
}
const tooLong = readFileSync(fileURLToPath(new URL('../../apps/hall/public/voice/zh.mp3', import.meta.url)));

/** What the board says of itself until it says this. */
const says = (board: Page, sound: string, spokenSeq = 0) =>
  board.waitForResponse((r) => {
    if (!r.url().endsWith('/api/screen')) return false;
    const said = r.request().postDataJSON() as { sound: string; spokenSeq: number };
    return said.sound === sound && said.spokenSeq >= spokenSeq;
  });

test('a hall gets a voice of its own: recordings are chosen, judged, heard and saved, and its board speaks by them without a reload', async ({
  browser,
}) => {
  const hall = await hallOfItsOwn(browser);
  const board = await hall.board(async () => undefined);
  await board.mouse.click(10, 10);
  const admin = await signedIn(browser, '9001');
  await admin.goto(`${urls().desk}/admin/voices`);
  await admin.getByLabel('大厅').selectOption({ label: hall.name });
  await admin.getByRole('button', { name: '新增播报方式' }).click();
  const form = admin.getByRole('region', { name: '新的叫号播报' });
  const files = form.getByLabel('选录音（一个词一个文件）');
  await files.setInputFiles([{ name: 'zh-零.mp3', mimeType: 'audio/mpeg', buffer: tooLong }]);
  await expect(form.getByRole('alert')).toContainText('不在 0.1 到 2.5 秒之间：zh/零');
  await files.setInputFiles(['zh-请.wav', 'zh-0.wav', 'zh-1.wav', 'zh-P.wav', 'zh-号.wav', '封面.wav'].map(recording));
  await expect(form).toContainText('普通话 5/44 个词，英语 0/58 个词');
  await expect(form).toContainText('这些文件名不在单子上，没有传：封面.wav');
  await expect(form).toContainText('普通话缺：再请 到 号窗口');
  await form.getByLabel('说哪几种话').selectOption({ label: '只说普通话' });
  await form.getByRole('button', { name: '听一遍' }).click();
  await expect(form).toContainText('刚才是自备录音', { timeout: 15_000 });
  const own = says(board, 'own');
  await admin.getByRole('button', { name: '预览' }).click();
  await admin.getByRole('dialog').getByRole('button', { name: '应用' }).click();
  await own;
  const spoken = says(board, 'own', 1);
  await takeByTile(hall.kiosk, '综合业务');
  await hall.press('next');
  await spoken;
  await admin.goto(`${urls().desk}/admin/devices`);
  await expect(admin.getByRole('row').filter({ hasText: hall.name }).filter({ hasText: '大厅屏' })).toContainText('自备录音');
});
