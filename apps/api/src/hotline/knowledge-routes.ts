import { Hono, type Context } from 'hono';
import { z } from 'zod';
import type { CaseDeps } from '../cases/queries.ts';
import { loadSynonyms } from '../catalogue/synonyms.ts';
import { commandOf, route, valid, type Env } from '../http.ts';
import type { StaffMemberActor } from '../staff/sessions.ts';
import { listEntries, searchKnowledge, withdrawEntry, writeEntry } from './knowledge.ts';
import { orderPlace } from './orders.ts';
import * as s from './schemas.ts';

const entryId = z.object({ entryId: z.uuid() });

/** 知识库: found by operators during a call, written by the units whose answers they are. */
export function knowledgeRoutes(deps: CaseDeps) {
  const synonyms = loadSynonyms();
  const staff = async (c: Context<Env>): Promise<StaffMemberActor> => (await deps.people.requireStaff((name) => c.req.header(name))).actor;
  return new Hono<Env>()
    .get(
      '/hotline/knowledge',
      route('searchKnowledge', {
        summary: 'What may be read out to a caller today: entries of the knowledge base, then guides of items',
        tag: 'hotline',
        result: z.object({ found: z.array(s.found) }),
        errors: ['auth.forbidden'],
      }),
      valid('query', z.object({ q: z.string().trim().max(200).default('') })),
      async (c) => {
        const { hall } = await orderPlace(deps);
        deps.people.assertCan(await staff(c), 'hotline.take', await deps.people.hallSubject(hall));
        return c.json({ found: await searchKnowledge(deps, synonyms, c.req.valid('query').q) });
      },
    )
    .get(
      '/hotline/entries',
      route('listEntries', {
        summary: 'Entries of the knowledge base in reach, by title; 200 at most',
        tag: 'hotline',
        result: z.object({ entries: z.array(s.entryRow) }),
        errors: ['auth.forbidden'],
      }),
      valid('query', z.object({ q: z.string().trim().max(200).optional() })),
      async (c) => c.json({ entries: await listEntries(deps, await staff(c), c.req.valid('query').q) }),
    )
    .post(
      '/hotline/entries',
      route('writeEntry', {
        summary: 'Write an entry for a department, good until a day',
        tag: 'hotline',
        command: true,
        result: s.pressed,
        errors: ['auth.forbidden', 'knowledge.term_wrong'],
      }),
      valid('json', s.entryBody),
      async (c) => {
        const body = c.req.valid('json');
        return c.json(await writeEntry(deps, await staff(c), null, body, commandOf(c, 'knowledge.write', body)));
      },
    )
    .post(
      '/hotline/entries/:entryId',
      route('rewriteEntry', {
        summary: 'A new version of an entry; what was read out stays as it was',
        tag: 'hotline',
        command: true,
        result: s.pressed,
        errors: ['not_found', 'auth.forbidden', 'stale', 'knowledge.term_wrong'],
      }),
      valid('param', entryId),
      valid('json', s.entryBody.extend({ version: z.int().min(1) })),
      async (c) => {
        const { entryId: id } = c.req.valid('param');
        const { version, ...body } = c.req.valid('json');
        return c.json(await writeEntry(deps, await staff(c), { id, version }, body, commandOf(c, `knowledge.${id}`, { version, body })));
      },
    )
    .post(
      '/hotline/entries/:entryId/withdraw',
      route('withdrawEntry', {
        summary: 'Offer an entry to nobody from now on, until it is written anew',
        tag: 'hotline',
        command: true,
        result: s.pressed,
        errors: ['not_found', 'auth.forbidden', 'stale'],
      }),
      valid('param', entryId),
      valid('json', z.object({ version: z.int().min(1) })),
      async (c) => {
        const { entryId: id } = c.req.valid('param');
        const { version } = c.req.valid('json');
        return c.json(await withdrawEntry(deps, await staff(c), id, version, commandOf(c, `knowledge.${id}.withdraw`, { version })));
      },
    );
}
