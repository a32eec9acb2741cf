import { z } from 'zod';
import { headActions, licenceEventTypes, licenceStatuses } from '@one-window/domain/licences';

const words = z.string().trim().min(1).max(2_000);
const day = z.iso.date();

export const licenceQuery = z.object({
  q: z.string().trim().max(64).optional().meta({ description: 'The whole number, or a word of the name of the licence' }),
  after: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(100).optional(),
});

export const myLicence = z.object({
  id: z.uuid(),
  caseId: z.uuid(),
  number: z.string(),
  name: z.string(),
  department: z.string(),
  status: z.enum(licenceStatuses).meta({ description: 'As of today: what ran out in the night is not in force this morning' }),
  validFrom: day,
  validTo: day.nullable().meta({ description: 'The last day; null where it has no end' }),
  code: z.string().meta({ description: 'Of the page /verify/<code>, which says whether it counts today' }),
  sample: z.boolean(),
  why: z
    .object({ basis: z.string(), reason: z.string().nullable() })
    .nullable()
    .meta({ description: 'By what and why it was ended or corrected' }),
});
export const myLicences = z.object({ licences: z.array(myLicence) });

const row = myLicence.omit({ why: true, code: true }).extend({
  version: z.int(),
  holder: z.string().nullable().meta({ description: 'Masked' }),
});
export const licenceList = z.object({
  licences: z.array(row),
  next: z.uuid().nullable().meta({ description: 'Give it as `after` for the next page' }),
});
export const licenceView = row.extend({
  code: z.string(),
  verify: z.string().meta({ description: 'The address that says whether it counts' }),
  actions: z.array(z.enum(headActions)),
  steps: z.array(
    z.object({
      version: z.int(),
      type: z.enum(licenceEventTypes),
      at: z.string(),
      by: z.string().nullable(),
      basis: z.string().nullable(),
      reason: z.string().nullable(),
    }),
  ),
});

const grounds = { basis: words, reason: words };
export const licencePress = z.object({
  version: z.int().min(1).meta({ description: 'As the screen showed it' }),
  press: z.discriminatedUnion('action', [
    z.object({ action: z.enum(['withdraw', 'cancel', 'forfeit']), ...grounds }),
    z.object({ action: z.literal('correct'), ...grounds, validFrom: day, validTo: day.nullable() }),
  ]),
});

export type LicenceRow = z.infer<typeof row>;
export type LicenceView = z.infer<typeof licenceView>;
export type MyLicence = z.infer<typeof myLicence>;
