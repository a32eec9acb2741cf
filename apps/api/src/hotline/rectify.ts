import type { Sql, TransactionSql } from 'postgres';
import { v7 as uuidv7 } from 'uuid';
import { maskWords } from '@one-window/domain/masking';
import type { RatingLevel, RatingStage, RatingTag } from '@one-window/domain/ratings';
import type { ChangeContext } from '../db/change.ts';
import type { Deps } from '../deps.ts';
import { openPerson, putPerson } from '../people/persons.ts';
import { openOrder, orderPlace, reserveOrderNo, system } from './orders.ts';

/** Whose a step was and whom it served: for a bad rating goes to whoever did it (谁办理谁负责). */
export interface Served {
  readonly unitId: string | null;
  readonly personId: string | null;
}

export interface BadRating {
  readonly ratingId: string;
  readonly stage: RatingStage;
  readonly level: RatingLevel;
  readonly tags: readonly RatingTag[];
  readonly about: string;
  readonly text: string | null;
}

/** Of a case its department and applicant; of a visit the department of the item that it was for, where it was for one. */
export async function servedBy(sql: Sql | TransactionSql, stage: RatingStage, id: string): Promise<Served> {
  const [row] =
    stage === 'VISIT'
      ? await sql<Served[]>`
          select i.department_id as "unitId", t.person_id as "personId"
          from tickets t left join service_items i on i.id = t.item_id where t.id = ${id}`
      : await sql<Served[]>`select unit_id as "unitId", applicant_id as "personId" from cases where id = ${id}`;
  return row ?? { unitId: null, personId: null };
}

/**
 * 差评工单: what a bad rating makes, in the transaction of the rating. In confidence always: the unit learns what was said, with its
 * numbers starred, and not who says so. Made ready outside, where nothing is locked.
 */
export async function rectification(deps: Deps, stage: RatingStage, targetId: string) {
  const about = await orderPlace(deps);
  const served = await servedBy(deps.sql, stage, targetId);
  const [unit] = await deps.sql<{ id: string }[]>`select id from departments where id = ${served.unitId}`;
  const orderNo = await reserveOrderNo(deps, about.hall);
  const person = served.personId ? await openPerson(deps.sql, deps.keys, served.personId) : null;
  const callerId =
    person && served.personId ? served.personId : await putPerson(deps.sql, deps.keys, { name: null, idNo: null, phone: null });
  const phone = person?.phone ?? null;
  const id = uuidv7();
  return {
    ref: { kind: 'work_order', id, create: true } as const,
    open: (tx: ChangeContext, { text, ...rating }: BadRating) => {
      const begun = { orderNo, callId: null, callerId, type: 'rectify', category: 'other', urgency: 'ordinary', secret: true } as const;
      const said = { content: text === null ? '' : maskWords(text), reachable: phone !== null };
      const press = { action: 'open_rectification', ...begun, ...said, ...rating } as const;
      return openOrder(deps, tx, { id, press, by: system, unitId: unit?.id ?? null, phone, about });
    },
  };
}
