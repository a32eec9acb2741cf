import { z } from 'zod';
import { policy as queuePolicy } from '../schemas.ts';
import { configProblemCodes } from '@one-window/domain/config-problems';
import { configEntities, configOrder, type ConfigEntity, type ConfigField } from '@one-window/domain/config';

/** Bodies and answers of the configuration, for validation and for the API's description; made from the one definition of each entity. */
const entity = z.enum(configOrder);
const uuid = z.uuid().toLowerCase();

export const entityParam = z.object({ entity });
export const areaQuery = z.object({ q: z.string().trim().min(1).max(60).optional() });
export const historyQuery = z.object({
  before: z.coerce.number().int().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

/** Loose on purpose: a wrong field is a problem with its place in the form, not a refused request. */
const wish = z.object({ entity, id: uuid.nullable(), set: z.record(z.string().max(60), z.unknown()).nullable() }).meta({
  description: 'id null makes a new one; set null takes it away; otherwise set is the whole row',
});
const changes = z.array(wish).min(1).max(500);
export const previewBody = z.object({ changes });
export const applyBody = z.object({ changes, expectedVersion: z.number().int().min(0) });
export const undoBody = z.object({ version: z.number().int().min(1) });

const policy = queuePolicy.partial();
const value = z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), policy, z.null()]);

const diff = z.array(z.object({ entity, id: z.string(), name: z.string(), field: z.string(), before: value, after: value }));
const problems = z.array(
  z.object({
    entity,
    id: z.string(),
    field: z.string().nullable(),
    code: z.enum(configProblemCodes),
    details: z.record(z.string(), z.union([z.string(), z.number()])),
  }),
);

export const preview = z.object({ diff, problems });
export const applied = z.object({ version: z.number().int(), ids: z.array(z.string()), diff });
export const history = z.object({
  entries: z.array(
    z.object({
      version: z.number().int(),
      at: z.string(),
      by: z.string(),
      undoes: z.number().int().nullable(),
      undoable: z.boolean(),
      diff,
    }),
  ),
  next: z.number().int().nullable(),
});

const rowOf = (of: ConfigEntity) =>
  z.object({
    id: z.uuid(),
    ...Object.fromEntries(Object.entries(configEntities[of].fields).map(([name, field]) => [name, fieldSchema(field)])),
  });

function fieldSchema(field: ConfigField): z.ZodType {
  const schema = {
    text: z.string(),
    ref: z.string(),
    number: z.number(),
    minutes: z.number(),
    flag: z.boolean(),
    refs: z.array(z.string()),
    policy,
    choice: z.enum(field.kind === 'choice' ? [...field.choices] : ['']),
  }[field.kind];
  return field.required || (field.kind === 'refs' && !field.inline) ? schema : schema.nullable();
}

export const configData = z.object({ version: z.number().int(), ...Object.fromEntries(configOrder.map((of) => [of, z.array(rowOf(of))])) });
export const entityRows = z.object({ version: z.number().int(), rows: z.array(z.union(configOrder.map((of) => rowOf(of).strict()))) });
