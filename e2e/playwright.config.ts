import { defineConfig } from '@playwright/test';
import { launchOptions } from './browser.ts';

export default defineConfig({
  testDir: 'journeys',
  // a drill of its own: `npm run drill -- stories`
  testIgnore: process.env['OW_STORIES'] === 'full' ? [] : ['stories*.spec.ts'],
  globalSetup: './global-setup.ts',
  // a journey that passes only the second time is a broken journey
  retries: 0,
  // journeys wait a good part of their time, for a voice or for a beat that fails to come: three keep two cores busy
  workers: 3,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  outputDir: '../.test/browser',
  // no trace: recording every step takes a third of the stage's time; a failure is walked again with `--trace on`
  use: {
    launchOptions: await launchOptions(),
    // as for somebody who asked for less motion: drawing what slides and fades took a fifth of the browsers' processor; what moves has tests of its own
    contextOptions: { reducedMotion: 'reduce' },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    screenshot: 'only-on-failure',
  },
});
