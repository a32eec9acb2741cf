import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { caseMachine } from '@one-window/domain/case-table';
import { caseActions } from '@one-window/domain/case-words';
import { errorStatus } from '@one-window/domain/errors';
import { licenceActions, licenceMachine } from '@one-window/domain/licences';
import { orderMachine } from '@one-window/domain/order-table';
import { orderActions } from '@one-window/domain/order-words';
import { ticketActions, ticketStates } from '@one-window/domain/tickets';

interface Dictionary {
  readonly zh: Readonly<Record<string, string>>;
  readonly en: Readonly<Record<string, string>>;
}
const dictionaries = Object.entries(import.meta.glob<Dictionary>(['./*.ts', '!./*.test.ts'], { eager: true }));
const root = fileURLToPath(new URL('../../../../', import.meta.url));

/** Everything that may say a sentence: sources of apps and packages, without dictionaries and tests. */
function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return /node_modules|dist|^\.|i18n$/.test(entry.name) ? [] : sources(path);
    return /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name) ? [readFileSync(join(root, path), 'utf8')] : [];
  });
}
const code = [...sources('apps'), ...sources('packages')].join('\n');
const literals = new Set([...code.matchAll(/(['"`])([\w.-]+)\1/g)].map(([, , text]) => text));

/** `desk.nav.${area}` uses every key of that form. `${…}` right after the surface's name would use them all: such ones are listed. */
const templates = [...code.matchAll(/`([a-z]+)\.([^`\s/]*\$\{[^`]*)`/g)]
  .map(([, surface = '', rest = '']) => ({ surface, rest }))
  .filter(({ rest }) => rest.replace(/\$\{[^}]*\}/g, '').replace(/[.\s]/g, '') !== '')
  .map(
    ({ surface, rest }) =>
      new RegExp(
        `^${surface}\\.${rest
          .split(/\$\{[^}]*\}/)
          .map((part) => part.replaceAll('.', '\\.'))
          .join('[\\w.-]*')}$`,
      ),
  );

/** Keys whose last word comes from the machine or from a table of words in the code. */
const listed: Readonly<Record<string, (rest: string) => boolean>> = {
  error: (rest) => rest in errorStatus || rest === 'offline' || ticketActions.some((action) => rest === `verb.${action}`),
  message: (rest) =>
    caseActions.some((action) => caseMachine[action].event === rest && caseMachine[action].notice) ||
    licenceActions.some((action) => licenceMachine[action].event === rest) ||
    orderActions.some((action) => orderMachine[action].event === rest && orderMachine[action].notice),
  board: (rest) => literals.has(rest),
  kiosk: (rest) => literals.has(rest),
};

function isUsed(key: string): boolean {
  const plain = key.replace(/\.(one|bare)$/, '');
  const [surface = '', ...rest] = plain.split('.');
  return literals.has(plain) || templates.some((form) => form.test(plain)) || listed[surface]?.(rest.join('.')) === true;
}
const holes = (sentence: string): string[] => [...new Set([...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ''))].sort();

describe.each(dictionaries)('%s', (_file, { zh, en }) => {
  test('every sentence is said somewhere', () => {
    expect(Object.keys(zh).filter((key) => !isUsed(key))).toEqual([]);
  });

  test('English says the same with the same figures', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort());
    for (const [key, sentence] of Object.entries(en)) expect(holes(zh[key] ?? ''), key).toEqual(expect.arrayContaining(holes(sentence)));
  });

  test('no sentence is empty, and none speaks like an office', () => {
    for (const [key, sentence] of Object.entries(zh)) {
      expect(sentence.trim(), key).not.toBe('');
      expect(sentence, key).not.toMatch(/烦请|敬请|予以|系统繁忙|操作失败|有关部门|相关|暂无|是否确认|确定要/);
      expect(sentence, key).not.toMatch(/[\u4e00-\u9fff][,;:?!]/);
    }
    for (const [key, sentence] of Object.entries(en)) {
      expect(sentence.trim(), key).not.toBe('');
      expect(sentence, key).not.toMatch(/kindly|system busy|operation failed|[，。：；？！（）]/i);
    }
  });
});

test('every state of the ticket machine has its word', () => {
  const common = dictionaries.find(([file]) => file.endsWith('/common.ts'))?.[1];
  for (const state of ticketStates) expect(common?.zh[`common.state.${state}`]).toBeTruthy();
});

test('no key belongs to two dictionaries, but where one lends its sentences to another', () => {
  const said = new Map<string, string>();
  const twice = dictionaries.flatMap(([, { zh }]) =>
    Object.entries(zh).filter(([key, text]) => {
      const before = said.get(key);
      said.set(key, text);
      return before !== undefined && before !== text;
    }),
  );
  expect(twice).toEqual([]);
});
