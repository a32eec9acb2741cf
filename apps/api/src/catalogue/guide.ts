import { z } from 'zod';
import { itemTypeCodes } from '@one-window/domain/catalogue';
import { clockUnits } from '@one-window/domain/clock';
import { validityUnits } from '@one-window/domain/licences';
import { guideProcedures, handlingScopes, materialSources } from '@one-window/domain/item-guide';

const allowance = z.object({ amount: z.int().positive(), unit: z.enum(clockUnits) });
const when = z.record(z.string(), z.array(z.string())).optional().meta({ description: 'Question → answers under which it holds' });
const option = z.object({ id: z.string(), text: z.string() });

/** A listed material, by its code: one code city-wide. */
export const listedMaterial = z.object({
  code: z.string(),
  need: z.enum(['required', 'deferrable']),
  from: z
    .enum(materialSources)
    .meta({ description: 'shared = from another office, nothing to bring; commitment = a written promise; here = made at the window' }),
  when,
});

/** What one version of an item tells a citizen; see `ItemGuideVersion`. */
export const guideFields = z.object({
  caseKind: z.enum(['INSTANT', 'PROMISE']),
  taskType: z.enum(itemTypeCodes),
  legal: allowance.nullable(),
  promise: allowance.nullable().meta({ description: 'null = while one waits' }),
  visits: z.object({ least: z.int().min(0), most: z.int().min(0) }),
  fees: z.array(z.object({ fen: z.int().positive(), when })),
  result: z
    .object({
      name: z.string(),
      kind: z.enum(['certificate', 'document']),
      validity: z
        .object({ amount: z.int().positive(), unit: z.enum(validityUnits) })
        .optional()
        .meta({ description: 'How long a certificate counts; without it, for good' }),
    })
    .nullable(),
  scope: z.enum(handlingScopes).nullable(),
  procedures: z.array(z.enum(guideProcedures)),
  assists: z
    .array(z.string())
    .optional()
    .meta({ description: 'Departments that give an opinion of their own beside the one that decides' }),
  questions: z.array(z.object({ id: z.string(), text: z.string(), options: z.array(option).min(2) })),
  materials: z.array(listedMaterial.extend({ name: z.string() })).min(1),
  lapseBasis: z.string().optional().meta({ description: 'By what a supplement that never comes counts as giving up' }),
  remedies: z.string().optional().meta({ description: 'Where one may complain of a refusal' }),
});
