import type { RetentionClass } from '@one-window/domain/archive';
import type { Case, Service } from '@one-window/domain/case-events';
import { caseClocks, type CaseClock } from '@one-window/domain/case-clocks';
import { applyCase } from '@one-window/domain/case-fold';
import type { CaseStatus } from '@one-window/domain/case-words';
import type { Allowance } from '@one-window/domain/clock';
import type { MaterialSource } from '@one-window/domain/item-guide';
import type { PaperSignature, Strokes } from '@one-window/domain/signatures';
import { localTime, type Instant } from '@one-window/domain/time';
import { eventOf, type StoredCaseEvent } from '../cases/aggregate.ts';
import { archiveEntries } from '../cases/package.ts';
import { caseHead } from '../cases/commands.ts';
import type { Deps } from '../deps.ts';
import { openPerson } from '../people/persons.ts';
import { decryptField } from '../security/fields.ts';
import { strokesOf } from '../signatures/drawn.ts';
import { staffNameOf } from '../staff/accounts.ts';
import { paperOf, type PaperKind } from './kinds.ts';
import { paperLink } from './link.ts';

export interface PaperMaterial {
  readonly name: string;
  readonly from: MaterialSource;
  readonly state: 'present' | 'missing' | null;
  /** Uploaded pages, and how many of them were compared with the original. */
  readonly uploads: number;
  readonly compared: number;
}

/** How something was handed over: who took it, by what they were known, how they signed; and who of the hall gave it. */
export interface PaperService {
  readonly way: string;
  readonly recipientBy: string | null;
  readonly signed: { readonly by: 'pad'; readonly strokes: Strokes } | { readonly by: 'paper'; readonly why: PaperSignature } | null;
  readonly server: { readonly name: string; readonly staffNo: string } | null;
}

/**
 * All that a paper says: out of the log up to its event, the item's version and the person. Whoever has the same facts has
 * the same paper, byte by byte.
 */
export interface PaperFacts {
  readonly kind: PaperKind;
  readonly number: string;
  readonly caseNo: string | null;
  readonly ref: string;
  readonly at: Instant;
  readonly date: string;
  readonly time: string;
  readonly hall: string;
  /** Who speaks: the hall until acceptance, then the department. */
  readonly organ: string;
  readonly item: string;
  readonly sample: boolean;
  readonly permit: boolean;
  readonly applicant: string;
  readonly online: boolean;
  readonly materials: readonly PaperMaterial[];
  readonly named: readonly string[];
  readonly limit: { readonly date: string; readonly allowance: Allowance; readonly provisional: boolean } | null;
  readonly legal: Allowance | null;
  readonly deficit: { readonly date: string; readonly names: readonly string[] } | null;
  readonly lapseBasis: string | null;
  readonly result: string | null;
  readonly code: string | null;
  readonly reason: string | null;
  readonly basis: string | null;
  readonly direction: string | null;
  readonly remedies: string | null;
  readonly service: PaperService | null;
  readonly status: CaseStatus;
  readonly decided: string | null;
  /** Of an archived case: how long it is kept, and what lies in it. */
  readonly archive: {
    readonly retention: RetentionClass;
    readonly until: string | null;
    readonly ended: string;
    readonly entries: readonly { readonly kind: PaperKind | null; readonly name: string; readonly date: string; readonly digest: string }[];
  } | null;
  readonly link: string;
}

/** Null where the case has no such event, or the event has no paper. */
export async function paperFacts(deps: Deps, caseId: string, version: number): Promise<PaperFacts | null> {
  const found = await asOf(deps, caseId, version);
  const kind = found && paperOf(found.event.type);
  if (!found || !kind) return null;
  const { file, event, at } = found;
  const { hall, item, place } = await caseHead(deps, caseId);
  const [person, texts] = await Promise.all([openPerson(deps.sql, deps.keys, file.applicantId), textsOf(deps, caseId, version)]);
  const clocks = caseClocks(file, item.version, place);
  const zone = place.timeZone;
  const local = localTime(at, zone);
  const nameOf = (code: string): string => item.guide.materials.find((m) => m.code === code)?.name ?? code;
  const body = event.body as unknown as Readonly<Record<string, unknown>>;
  const clear = (field: string): string | null => (typeof body[field] === 'string' ? body[field] : null);
  const asked = (body['defects'] ?? body['materials'] ?? []) as readonly string[];
  const checks = found.checks;
  return {
    kind,
    number: `${file.caseNo ?? found.ref}-${version}`,
    caseNo: file.caseNo,
    ref: found.ref,
    at,
    date: local.date,
    time: clockText(local.minute),
    hall: hall.name.zh,
    organ: file.acceptedAt === null || kind === 'non_acceptance_notice' ? hall.name.zh : item.department.name,
    item: item.name,
    sample: item.sample,
    permit: item.version.taskType === '01',
    applicant: person?.name ?? '',
    online: found.channel === 'online',
    materials: item.situation.materials.map((m) => {
      const own = (file.files ?? []).filter((one) => one.material === m.code);
      const compared = own.filter(({ trust }) => trust === 'B').length;
      return { name: m.name, from: m.from, state: checks[m.code] ?? null, uploads: own.length, compared };
    }),
    named: asked.map(nameOf),
    limit: limitOf(kind, clocks, zone),
    legal: item.version.legalLimit,
    deficit: file.deficit && clocks.deficit ? { date: dueDate(clocks.deficit, zone) ?? '', names: file.missing.map(nameOf) } : null,
    lapseBasis: item.version.lapseBasis,
    result: item.guide.result?.name ?? null,
    code: clear('code'),
    reason: texts.get('reason') ?? null,
    basis: clear('basis'),
    direction: clear('direction'),
    remedies: item.guide.remedies ?? null,
    service: await serviceOf(deps, caseId, version, body, found.actorId),
    status: file.status,
    decided: file.decision,
    archive: found.event.type === 'case.archived' ? await archiveOf(deps, caseId, version, file, { nameOf, zone }) : null,
    link: `${deps.urls.portal}/verify/${paperLink(deps.keys.link, caseId, version)}`,
  };
}

async function serviceOf(
  deps: Deps,
  caseId: string,
  version: number,
  { way, recipientBy = null, signed }: Partial<Service>,
  actorId: string,
): Promise<PaperService | null> {
  if (!way) return null;
  const strokes = signed?.by === 'pad' ? await strokesOf(deps, caseId, version) : null;
  const [staff] = await deps.sql<{ id: string; staff_no: string; name_enc: string }[]>`
    select id, staff_no, name_enc from staff where id::text = ${actorId}`;
  return {
    way,
    recipientBy,
    signed: strokes ? { by: 'pad', strokes } : signed?.by === 'paper' ? signed : null,
    server: staff ? { name: staffNameOf(deps.keys, staff), staffNo: staff.staff_no } : null,
  };
}

/** The index as it was when the case went to the archive: what its event has the digest of. */
async function archiveOf(
  deps: Deps,
  caseId: string,
  version: number,
  { retention, endedAt }: Case,
  { nameOf, zone }: { readonly nameOf: (code: string) => string; readonly zone: string },
): Promise<PaperFacts['archive']> {
  if (!retention || !endedAt) return null;
  const entries = (await archiveEntries(deps.sql, caseId, version - 1)).map((entry) => ({
    kind: entry.what === 'paper' ? entry.kind : null,
    name: entry.what === 'file' ? nameOf(entry.material) : '',
    date: localTime(entry.at, zone).date,
    digest: entry.digest,
  }));
  return { retention: retention.class, until: retention.until, ended: localTime(endedAt, zone).date, entries };
}

const clockText = (minutes: number): string => [minutes / 60, minutes % 60].map((n) => String(Math.floor(n)).padStart(2, '0')).join(':');

function dueDate(clock: CaseClock | null, zone: string): string | null {
  return clock?.due.state === 'running' ? localTime(clock.due.at, zone).date : null;
}

/** The day by which something happens that this paper promises. */
function limitOf(kind: PaperKind, clocks: ReturnType<typeof caseClocks>, zone: string): PaperFacts['limit'] {
  const clock = clockOf(kind, clocks);
  const date = dueDate(clock, zone);
  if (!clock || date === null) return null;
  return { date, allowance: clock.input.allowance, provisional: clock.due.state === 'running' && clock.due.provisional };
}

function clockOf(kind: PaperKind, clocks: ReturnType<typeof caseClocks>): CaseClock | null {
  switch (kind) {
    case 'submission_receipt':
    case 'receipt':
    case 'supplement_receipt':
      return clocks.promise ?? clocks.intake;
    case 'one_time_notice':
      return clocks.applicant;
    case 'acceptance_notice':
    case 'deficit_acceptance_notice':
      return clocks.promise;
    case 'grant_decision':
      return clocks.delivery;
    default:
      return null;
  }
}

interface AsOf {
  readonly file: Case;
  readonly event: StoredCaseEvent;
  readonly at: Instant;
  readonly actorId: string;
  readonly ref: string;
  readonly channel: string;
  readonly checks: Readonly<Record<string, 'present' | 'missing'>>;
}

/** The case as it was when this event had happened: later ones are not looked at. */
async function asOf(deps: Deps, caseId: string, version: number): Promise<AsOf | null> {
  const rows = await deps.sql<{ version: number; type: string; actor_id: string; recorded_at: Instant; body: string }[]>`
    select version, type, actor_id, recorded_at, body from events where stream = ${caseId} and version <= ${version} order by version`;
  const last = rows.at(-1);
  if (last?.version !== version) return null;
  let file: Case | null = null;
  let checks: AsOf['checks'] = {};
  let [ref, channel] = ['', ''];
  for (const row of rows) {
    const stored = { type: row.type, subject: caseId, body: JSON.parse(row.body) as StoredCaseEvent['body'] } as StoredCaseEvent;
    file = applyCase(file, eventOf(stored, { at: row.recorded_at, actorId: row.actor_id, streamId: caseId }));
    if (stored.body.intake) ({ ref, channel } = stored.body.intake);
    if ('checks' in stored.body) checks = stored.body.checks;
    if ('materials' in stored.body)
      checks = { ...checks, ...Object.fromEntries(stored.body.materials.map((code) => [code, 'present' as const])) };
  }
  const body = JSON.parse(last.body) as StoredCaseEvent['body'];
  const at = body.effectiveAt ?? last.recorded_at;
  return {
    file: file!,
    event: { type: last.type, subject: caseId, body } as StoredCaseEvent,
    at,
    actorId: last.actor_id,
    ref,
    channel,
    checks,
  };
}

async function textsOf(deps: Deps, caseId: string, version: number): Promise<ReadonlyMap<string, string>> {
  const rows = await deps.sql<{ id: string; field: string; text_enc: string }[]>`
    select id, field, text_enc from case_texts where case_id = ${caseId} and version = ${version}`;
  return new Map(
    rows.map(({ id, field, text_enc }) => [field, decryptField(deps.keys, { table: 'case_texts', column: 'text_enc', row: id }, text_enc)]),
  );
}
