import { z } from 'zod';
import { allEventTypes, damages, streamKinds } from '@one-window/domain/log';
import { purposes } from '@one-window/domain/permissions';
import { name } from '../schemas.ts';
import { cursorForm } from './search.ts';
import { sealVerdicts } from './roots.ts';

const instant = z.iso.datetime({ precision: 3 });
const word = z.string().trim().min(1).max(64);
const eventType = z.enum(allEventTypes as [(typeof allEventTypes)[number], ...(typeof allEventTypes)[number][]]).meta({ id: 'EventType' });
const limit = z.coerce.number().int().min(1).max(200).default(50);

export const eventQuery = z.object({
  kind: z.enum(streamKinds).optional(),
  type: eventType.optional(),
  hall: z.uuid().optional(),
  about: word.optional().describe('A ticket number, staff number, device or hall by its name, or an id'),
  by: word.optional().describe('Who did it: staff number, device, or the name of a job'),
  from: instant.optional(),
  to: instant.optional(),
  looks: z.enum(['yes', 'no']).default('no').describe('Also what was read in the log'),
});
export const eventPage = eventQuery.extend({ before: z.string().regex(cursorForm).optional(), limit });
export const exportQuery = eventQuery.extend({ lang: z.enum(['zh', 'en']).default('zh') });

const labels = z
  .record(
    z.string(),
    z.object({
      kind: z.enum([
        'ticket',
        'window',
        'series',
        'hall',
        'hall_day',
        'booking_day',
        'staff',
        'staff_day',
        'device',
        'department',
        'area',
        'item',
        'case',
        'realm',
      ]),
      name,
    }),
  )
  .meta({ id: 'Labels' });
const row = z.object({
  stream: z.uuid(),
  version: z.number().int(),
  kind: z.enum(streamKinds),
  type: eventType,
  subject: z.uuid(),
  actorKind: z.string(),
  actorId: z.string(),
  recordedAt: z.string(),
});
export const events = z.object({
  events: z.array(row),
  labels,
  next: z.string().nullable().describe('Give it as `before` for the next page'),
});
export const event = z.object({
  event: row.extend({
    commandKey: z.string().nullable(),
    effectiveAt: z.string().nullable(),
    body: z.string().describe('Canonical text: what was hashed'),
    alg: z.string(),
    contentHash: z.string(),
    prevHash: z.string(),
    hash: z.string(),
    xid: z.string(),
  }),
  last: z.number().int().describe('Newest version of the stream'),
  labels,
});
const finding = z.object({
  damage: z.enum(damages).meta({ id: 'Damage' }),
  stream: z.uuid(),
  kind: z.string(),
  version: z.number().int(),
  detail: z.string(),
});
export const check = z.object({ stream: z.uuid(), kind: z.string(), events: z.number().int(), finding: finding.nullable() });

export const readsQuery = z.object({
  hall: z.uuid().optional(),
  by: word.optional(),
  purpose: z.enum(purposes).optional(),
  person: z.uuid().optional(),
  from: instant.optional(),
  to: instant.optional(),
  before: z
    .string()
    .regex(/^[\d:.TZ-]{24}_[0-9a-f-]{36}$/)
    .optional(),
  limit,
});
export const reads = z.object({
  reads: z.array(
    z.object({
      id: z.uuid(),
      personId: z.uuid(),
      staffNo: z.string(),
      ticket: z.string(),
      hallId: z.uuid(),
      purpose: z.enum(purposes),
      readAt: z.string(),
    }),
  ),
  labels,
  next: z.string().nullable(),
});

export const sealsQuery = z.object({
  before: z.iso.date().optional(),
  limit: z.coerce.number().int().min(1).max(60).default(14),
});
export const seals = z.object({
  seals: z.array(
    z.object({
      day: z.string(),
      heads: z.number().int(),
      root: z.string(),
      keyId: z.string(),
      createdAt: z.string(),
      verdict: z.enum(sealVerdicts),
      finding: finding.nullable(),
    }),
  ),
  next: z.string().nullable(),
});
export const places = z.object({ timeZone: z.string(), halls: z.array(z.object({ id: z.uuid(), name })) });
