import type { PendingQuery, Row } from 'postgres';
import type { CaseStatus } from '@one-window/domain/case-words';
import { DomainError } from '@one-window/domain/errors';
import { canSomewhere } from '@one-window/domain/permissions';
import type { Deps } from '../deps.ts';
import { normaliseCode } from '../devices/tokens.ts';
import type { StaffMemberActor } from '../staff/sessions.ts';
import { listed, reachWays, rowOf, type CaseDeps, type ListedCase } from './queries.ts';
import type { boxes } from './schemas.ts';

type Fragment = PendingQuery<Row[]>;

/** What lies in each box of those that are open. */
const inBox = {
  intake: ['DRAFT', 'SUBMITTED', 'RECEIVED', 'SUPPLEMENT'],
  review: ['ACCEPTED', 'IN_REVIEW', 'STOPPED', 'DECIDED', 'PRODUCING'],
  delivery: ['READY', 'NOT_ACCEPTED', 'TERMINATED'],
} as const satisfies Partial<Record<(typeof boxes)[number], readonly CaseStatus[]>>;

export interface ListInput {
  readonly box: (typeof boxes)[number];
  readonly hall?: string | undefined;
  readonly q?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

/**
 * First which ones, out of an index that has all that is asked, then what stands in them: at 100,000 cases a page is read in
 * 1 ms, where the joined `or` read all 12,500 open ones. By due order; what is due at no time comes last. A search is by number or by the name of the item: nobody is browsed by name. */
export async function listCases(deps: CaseDeps, actor: StaffMemberActor, input: ListInput) {
  const { sql } = deps;
  // an empty list would say that there are no cases
  if (!canSomewhere(actor, 'case.view', new Date(deps.now()).toISOString())) throw new DomainError('auth.forbidden', { reason: 'no_role' });
  const ways = reachWays(deps, actor).map((way) => sql`${way} ${input.hall ? sql`and c.hall_id = ${input.hall}` : sql``}`);
  const boxed = input.box === 'all' ? sql`true` : sql`c.open and c.status in ${sql(inBox[input.box])}`;
  const matches = sql`${boxed} ${found(deps, input.q)} ${pageAfter(deps, input.after)}`;
  const page = ways.map(
    (way) => sql`(select c.id, c.due_at from cases c where ${way} and ${matches} order by c.due_at, c.id limit ${input.limit + 1})`,
  );
  const [rows, [counts]] = await Promise.all([
    sql<ListedCase[]>`
      with page as (select id, due_at from (${page.reduce((a, b) => sql`${a} union ${b}`)}) w order by due_at, id limit ${input.limit + 1})
      ${listed(deps)} where c.id in (select id from page) order by c.due_at, c.id`,
    sql<BoxCounts[]>`
      select sum(intake)::int as intake, sum(review)::int as review, sum(delivery)::int as delivery, sum(overdue)::int as overdue
      from (${ways.map((way, i) => countsOf(deps, way, ways.slice(0, i))).reduce((a, b) => sql`${a} union all ${b}`)}) w`,
  ]);
  const shown = rows.slice(0, input.limit);
  const last = shown.at(-1);
  return {
    cases: shown.map((row) => rowOf(deps, row)),
    next: rows.length > input.limit && last ? `${last.due_at ?? ''}_${last.id}` : null,
    counts: counts!,
  };
}

type BoxCounts = Record<'intake' | 'review' | 'delivery' | 'overdue', number>;

/** What is open by this way and by none before it: 12,500 are counted in 4 ms, where dropping doubles from a union took 13. */
function countsOf({ sql, now }: Deps, way: Fragment, before: readonly Fragment[]): Fragment {
  const among = (statuses: readonly CaseStatus[]): Fragment => sql`count(*) filter (where c.status in ${sql(statuses)})`;
  return sql`
    select ${among(inBox.intake)} as intake, ${among(inBox.review)} as review, ${among(inBox.delivery)} as delivery,
      count(*) filter (where c.due_at < ${new Date(now())}) as overdue
    from cases c where c.open and ${before.reduce((a, b) => sql`${a} and (${b}) is not true`, way)}`;
}

const found = ({ sql }: Deps, q: string | undefined): Fragment =>
  !q
    ? sql``
    : sql`and (c.case_no = ${q} or c.ref = ${normaliseCode(q)} or c.item_version_id in (
        select v.id from item_versions v join service_items i on i.id = v.item_id where i.name ilike ${`%${q.replaceAll(/[%_\\]/g, '\\$&')}%`}))`;

/** Where the page before ended; an empty date is one of those that are due at no time, which stand last. */
function pageAfter({ sql }: Deps, after: string | undefined): Fragment {
  if (after === undefined) return sql``;
  const [at = '', id = ''] = after.split('_');
  if (at === '') return sql`and c.due_at is null and c.id > ${id}::uuid`;
  return sql`and ((c.due_at, c.id) > (${at}::timestamptz, ${id}::uuid) or c.due_at is null)`;
}
