import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { contractOf, file, typeOf, written, type JsonSchema } from './contract.ts';

const sent = (schema: z.ZodType): string => typeOf(z.toJSONSchema(schema, { io: 'input' }) as JsonSchema, 'sent');
const answered = (schema: z.ZodType): string => typeOf(z.toJSONSchema(schema, { io: 'input' }) as JsonSchema, 'answered');

test.each([
  [z.iso.datetime(), 'string'],
  [z.number().int().nullable(), 'number | null'],
  [z.array(z.enum(['a', 'b'])), 'readonly ("a" | "b")[]'],
  [
    z.union([z.object({ state: z.literal('waiting') }), z.object({ n: z.number() })]),
    '{ readonly state: "waiting" } | { readonly n: number }',
  ],
  [z.record(z.string(), z.unknown()), 'Readonly<Record<string, unknown>>'],
  [z.record(z.enum(['a', 'b']), z.boolean()), 'Readonly<Record<"a" | "b", boolean>>'],
  [z.partialRecord(z.enum(['a', 'b']), z.boolean()), 'Readonly<Partial<Record<"a" | "b", boolean>>>'],
])('an answer is printed as what it is (%#)', (schema, type) => {
  expect(answered(schema)).toBe(type);
});

test('what may be left out may be undefined where it is sent, and is never undefined where it is read', () => {
  const schema = z.object({ a: z.string().optional(), b: z.number().nullish(), c: z.array(z.string()).default([]) });
  expect(sent(schema)).toBe(
    '{ readonly a?: string | undefined; readonly b?: number | null | undefined; readonly c?: readonly (string)[] | undefined }',
  );
  expect(answered(schema)).toBe('{ readonly a?: string; readonly b?: number | null; readonly c?: readonly (string)[] }');
});

test('what the front ends compile against is what the routes say: else `npm run contract`', async () => {
  expect(await written()).toBe(readFileSync(file, 'utf8'));
});

test('a schema that is not understood stops the printing', () => {
  expect(() => answered(z.tuple([z.string(), z.number()]))).toThrow('no type for');
  expect(() => answered(z.object({ a: z.string() }).catchall(z.number()))).toThrow('no type for');
});

test('a route has its path in our own writing, and what it must be given; a file is none', () => {
  const json = { content: { 'application/json': { schema: { type: 'boolean' } } } };
  const printed = contractOf('HallApi', {
    components: {},
    paths: {
      '/api/items.csv': { get: { summary: 'A table', responses: { 200: { content: {} } } } },
      '/api/items/{id}': {
        post: {
          summary: 'An item',
          parameters: [
            { in: 'path', name: 'id', required: true, schema: { type: 'string' } },
            { in: 'query', name: 'q', schema: { type: 'integer' } },
            { in: 'header', name: 'Idempotency-Key', required: true, schema: { type: 'string' } },
          ],
          requestBody: json,
          responses: { 200: json },
        },
      },
    },
  });
  expect(printed.replaceAll(/\s+/g, ' ')).toBe(
    "export interface HallApi { /** An item */ 'POST /api/items/:id': { readonly param: { readonly id: string }; " +
      'readonly query?: { readonly q?: number | undefined }; readonly json: boolean; readonly answer: boolean }; }',
  );
});
