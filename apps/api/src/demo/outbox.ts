import { Hono } from 'hono';
import { z } from 'zod';
import { DomainError } from '@one-window/domain/errors';
import type { Deps } from '../deps.ts';
import { route, type Env } from '../http.ts';
import { decryptField } from '../security/fields.ts';

const shown = 40;

/** What would have gone out to phones, the newest first. In the demo only: anywhere else it does not exist. */
export function outboxRoutes(deps: Deps) {
  return new Hono<Env>().get(
    '/demo/outbox',
    route('readOutbox', {
      summary: 'Messages that the demo would have sent',
      tag: 'demo',
      public: true,
      result: z.object({
        messages: z.array(
          z.object({
            id: z.uuid(),
            to: z.string(),
            text: z.string(),
            about: z.string(),
            createdAt: z.string(),
            sentAt: z.string().nullable(),
          }),
        ),
      }),
      errors: ['not_found'],
    }),
    async (c) => {
      if (!deps.demo) throw new DomainError('not_found');
      const rows = await deps.sql<
        { id: string; to_enc: string; text_enc: string; about: string; created_at: string; sent_at: string | null }[]
      >`select id, to_enc, text_enc, about, created_at, sent_at from messages order by id desc limit ${shown}`;
      const messages = rows.map((row) => {
        const open = (column: 'to_enc' | 'text_enc'): string =>
          decryptField(deps.keys, { table: 'messages', column, row: row.id }, row[column]);
        return { id: row.id, to: open('to_enc'), text: open('text_enc'), about: row.about, createdAt: row.created_at, sentAt: row.sent_at };
      });
      return c.json({ messages });
    },
  );
}
