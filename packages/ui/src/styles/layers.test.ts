import { expect, test } from 'vitest';
import { appConfig } from '../../vite.ts';

type Bundle = Record<string, { type: 'asset' | 'chunk'; fileName: string; source: string }>;

test('whichever styles a browser reads first, the reset is the weakest layer and a screen the strongest', () => {
  const bundle: Bundle = {
    'a.css': { type: 'asset', fileName: 'assets/a.css', source: '@layer components{.b{padding:8px}}' },
    'a.js': { type: 'chunk', fileName: 'assets/a.js', source: '' },
  };
  for (const plugin of (appConfig({ surface: 'desk', entries: {}, port: 1 }).plugins ?? []).flat(3)) {
    if (plugin && 'generateBundle' in plugin && plugin.name === 'layers-in-order')
      (plugin.generateBundle as (options: unknown, bundle: Bundle) => void)({}, bundle);
  }
  expect(bundle['a.css']?.source).toBe('@layer reset,tokens,base,components,screens;@layer components{.b{padding:8px}}');
  expect(bundle['a.js']?.source).toBe('');
});
