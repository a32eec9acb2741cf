import {
  configName,
  configOrder,
  definitionOf,
  emptySet,
  fieldsOf,
  rowOf,
  rowsOf,
  textOf,
  type AnyRow,
  type AnySet,
  type ConfigData,
  type ConfigDiff,
  type ConfigEntity,
  type ConfigField,
  type ConfigProblem,
  type ConfigValue,
  type ConfigWish,
} from './config.ts';
import { policyFields, policyValue } from './config-policy.ts';
import type { ConfigProblemCode } from './config-problems.ts';

/** What is going on in the halls while somebody changes them. */
export interface ConfigFacts {
  /** Numbers that are not done yet and clerks who sit there, by hall, series and window. */
  readonly open: ReadonlyMap<string, number>;
  /** Halls, series and windows that gave a number today. */
  readonly today: ReadonlySet<string>;
  /** Whatever something else in the database refers to: it can be closed, not taken away. */
  readonly ever: ReadonlySet<string>;
  /** Staff numbers that exist, of those that are wished for; absent where only the service knows. */
  readonly staffNos?: ReadonlySet<string>;
  /** `<hall> <digest>` of recordings that are kept, of those that are wished for; absent where only the service knows. */
  readonly voicePacks?: ReadonlySet<string>;
}

export const quiet: ConfigFacts = { open: new Map(), today: new Set(), ever: new Set() };

/** One entity before and after. */
export interface ConfigChange {
  readonly entity: ConfigEntity;
  readonly id: string;
  readonly before: AnySet | null;
  readonly set: AnySet | null;
}

export interface ConfigPlan {
  /** Only what really changes. */
  readonly changes: readonly ConfigChange[];
  readonly after: ConfigData;
  readonly diff: readonly ConfigDiff[];
  readonly problems: readonly ConfigProblem[];
}

/** What wishes would do to the configuration, and what is wrong with them. Preview, apply and undo are all this one function. */
export function planConfig(all: ConfigData, wishes: readonly ConfigWish[], facts: ConfigFacts, newId: () => string): ConfigPlan {
  const problems: ConfigProblem[] = [];
  const wanted = new Map<string, ConfigChange>();
  for (const wish of wishes) {
    const id = wish.id ?? newId();
    const found = rowOf(all, wish.entity, id);
    const report = reporter(problems, wish.entity, id);
    if (wanted.has(id)) report(null, 'twice');
    else if (!found && wish.set === null) report(null, 'not_found');
    else
      wanted.set(id, {
        entity: wish.entity,
        id,
        before: found && withoutId(found),
        set: wish.set && parseSet(wish.entity, wish.set, report),
      });
  }
  const changes = [...wanted.values()].filter((change) => !sameValue(change.before, change.set));
  const after = withChanges(all, changes);
  for (const change of changes) problems.push(...configProblems(change, after, facts));
  return { changes, after, diff: changes.flatMap(configDiff), problems };
}

/** The field by field difference that one change makes. */
export function configDiff({ entity, id, before, set }: ConfigChange): ConfigDiff[] {
  const name = configName(entity, set ?? before ?? {});
  return Object.keys(fieldsOf(entity))
    .map((field) => ({ entity, id, name, field, before: before?.[field] ?? null, after: set?.[field] ?? null }))
    .filter((line) => !sameValue(line.before, line.after) && !(isEmpty(line.before) && isEmpty(line.after)));
}

/** The wishes that take changes back: last first, as what was made later may refer to what was made before. */
export function inverseOf(changes: readonly ConfigChange[]): ConfigWish[] {
  return [...changes].reverse().map(({ entity, id, before }) => ({ entity, id, set: before }));
}

/** What is wrong with one change, given everything as it would be afterwards. */
export function configProblems(change: ConfigChange, after: ConfigData, facts: ConfigFacts): ConfigProblem[] {
  const { entity, id, before, set } = change;
  const problems: ConfigProblem[] = [];
  const report = reporter(problems, entity, id);
  const definition = definitionOf(entity);
  if (set === null) removalProblems(change, after, facts, report);
  else {
    for (const [field, kind] of Object.entries(definition.fields)) {
      valueProblems(kind, field, set[field] ?? null, report);
      refProblems(kind, field, set, after, report);
      if (kind.fixed && before && !sameValue(before[field] ?? null, set[field] ?? null)) report(field, 'fixed');
    }
    for (const fields of definition.unique) duplicateProblems(entity, id, set, fields, after, report);
    ruleProblems(change, set, facts, after, report);
  }
  return problems;
}

type Report = (field: string | null, code: ConfigProblemCode, details?: Readonly<Record<string, string | number>>) => void;

const reporter =
  (problems: ConfigProblem[], entity: ConfigEntity, id: string): Report =>
  (field, code, details = {}) => {
    problems.push({ entity, id, field, code, details });
  };

/** What a client sent → a whole row: unknown fields are refused, absent ones get their default, texts lose outer blanks. */
function parseSet(entity: ConfigEntity, raw: Readonly<Record<string, unknown>>, report: Report): AnySet {
  const fields = fieldsOf(entity);
  for (const field of Object.keys(raw)) if (!Object.hasOwn(fields, field) && field !== 'id') report(field, 'unknown_field');
  const set: Record<string, ConfigValue> = { ...emptySet(entity) };
  for (const [field, definition] of Object.entries(fields)) {
    const value = Object.hasOwn(raw, field) ? raw[field] : undefined;
    if (value === undefined) continue;
    const parsed = parseValue(definition, value);
    if (parsed === undefined) report(field, 'wrong_type');
    else set[field] = parsed;
  }
  return set;
}

function parseValue(field: ConfigField, value: unknown): ConfigValue | undefined {
  if (field.kind === 'refs' && field.inline && (value === null || (Array.isArray(value) && value.length === 0))) return null;
  if (field.kind === 'refs')
    return Array.isArray(value) && value.length <= 500 && value.every((v) => typeof v === 'string')
      ? [...new Set(value)].sort()
      : undefined;
  if (field.kind === 'policy') return parsePolicy(value);
  if (value === null) return null;
  if (field.kind === 'flag') return typeof value === 'boolean' ? value : undefined;
  if (field.kind === 'number' || field.kind === 'minutes') return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string') return undefined;
  const text = value.normalize('NFC').trim().replace(/\s+/g, ' ');
  return text === '' ? null : text;
}

function parsePolicy(value: unknown): ConfigValue | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const entries = Object.entries(value).filter(([, v]) => v !== null && v !== undefined);
  return entries.every(([rule, v]) => policyValue(rule, v) !== 'wrong_type')
    ? Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
    : undefined;
}

const isDate = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text;

const forms = {
  prefix: (text: string) => /^[A-Z]{1,2}$/.test(text),
  time_zone: isTimeZone,
  phone: (text: string) => /^\+?[0-9](?:[ -]?[0-9]){2,}$/.test(text),
  area_code: (text: string) => /^[0-9]{12}$/.test(text),
  date: isDate,
  staff_no: (text: string) => /^[A-Za-z0-9._-]+$/.test(text),
  voice_pack: (text: string) => /^[0-9a-f]{64}$/.test(text),
};

function isTimeZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== '' && /^[A-Z]/.test(text);
  } catch {
    return false;
  }
}

function valueProblems(field: ConfigField, name: string, value: ConfigValue, report: Report): void {
  if (value === null) {
    if (field.required) report(name, 'required');
    return;
  }
  switch (field.kind) {
    case 'text': {
      const text = textOf(value);
      if ([...text].length > field.max) report(name, 'too_long', { max: field.max });
      // a control character or half a surrogate pair cannot be stored as it was written
      else if (/[\p{Cc}\p{Cs}]/u.test(text) || (field.form && !forms[field.form](text))) report(name, 'bad_form');
      return;
    }
    case 'number':
    case 'minutes':
      if (!isWithin(value, field)) report(name, 'out_of_bounds', { min: field.min, max: field.max });
      return;
    case 'choice':
      if (!field.choices.includes(textOf(value))) report(name, 'not_a_choice');
      return;
    case 'policy':
      for (const [rule, amount] of Object.entries(value))
        if (policyValue(rule, amount) !== 'fine') report(name, 'out_of_bounds', { rule, ...policyFields[rule as 'recallMax'] });
      return;
    case 'flag':
    case 'ref':
    case 'refs':
      return;
  }
}

const isWithin = (value: ConfigValue, { min, max }: { min: number; max: number }): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max;

function refProblems(field: ConfigField, name: string, set: AnySet, after: ConfigData, report: Report): void {
  if (field.kind !== 'ref' && field.kind !== 'refs') return;
  const value = set[name];
  const ids = typeof value === 'string' ? [value] : Array.isArray(value) ? (value as readonly string[]) : [];
  for (const id of ids) {
    const row = rowOf(after, field.to, id);
    if (!row) report(name, 'unknown_ref', { ref: id.slice(0, 40) });
    else if (field.sameHall && row['hallId'] !== set['hallId']) report(name, 'other_hall', { ref: id });
  }
}

function duplicateProblems(
  entity: ConfigEntity,
  id: string,
  set: AnySet,
  fields: readonly string[],
  after: ConfigData,
  report: Report,
): void {
  const twin = rowsOf(after, entity).find((row) => row.id !== id && fields.every((field) => row[field] === set[field]));
  if (twin) report(fields.at(-1)!, 'duplicate', { other: configName(entity, twin) });
}

/** What no single field can say. */
function ruleProblems({ entity, id, before }: ConfigChange, set: AnySet, facts: ConfigFacts, after: ConfigData, report: Report): void {
  const changed = (field: string): boolean => before !== null && !sameValue(before[field] ?? null, set[field] ?? null);
  const open = facts.open.get(id) ?? 0;
  if (open > 0 && before?.['active'] === true && set['active'] === false) report('active', 'in_use', { open });
  if (entity === 'halls' && Number(set['opensMinutes']) >= Number(set['closesMinutes'])) report('closesMinutes', 'opens_after_closes');
  const stretches = entity === 'hours' || entity === 'shifts' || entity === 'quotas';
  if (stretches && Number(set['fromMinutes']) >= Number(set['toMinutes'])) report('toMinutes', 'opens_after_closes');
  if (entity === 'closures' && textOf(set['fromDate']) > textOf(set['toDate'])) report('toDate', 'opens_after_closes');
  const alone = entity === 'hours' || entity === 'quotas';
  const beside = alone ? rowsOf(after, entity).find((row) => row.id !== id && overlap(row, set)) : undefined;
  if (beside) report('fromMinutes', 'overlaps', { other: configName(entity, beside) });
  if (entity === 'series') for (const [from, to] of bookingSpans) if (isBackwards(set, from, to)) report(to, 'opens_after_closes');
  const above = entity === 'areas' && set['parentId'] !== null ? rowOf(after, 'areas', textOf(set['parentId'])) : null;
  if (above && Number(set['level']) <= Number(above['level']))
    report('level', 'out_of_bounds', { min: Number(above['level']) + 1, max: 5 });
  // another day would begin under the numbers of this one
  if (entity === 'halls' && open > 0 && changed('dayStartMinutes')) report('dayStartMinutes', 'in_use', { open });
  if (entity === 'realm' && changed('timeZone')) {
    const busy = after.halls.reduce((sum, hall) => sum + (facts.open.get(hall.id) ?? 0), 0);
    if (busy > 0) report('timeZone', 'in_use', { open: busy });
  }
  // the number of a slip is unique for a day: a prefix cannot pass from one queue to another within it
  if (entity === 'series' && changed('prefix') && facts.today.has(id)) report('prefix', 'in_use');
  if (entity === 'skills') skillProblems(set, facts, report);
  if (entity === 'voices') voiceProblems(set, facts, report);
  if (entity === 'windows' && set['active'] === true && (set['seriesIds'] as readonly string[]).length === 0)
    report('seriesIds', 'no_queue');
}

/** Skills of nobody would look like a rule and bind no one. */
function skillProblems(set: AnySet, { staffNos }: ConfigFacts, report: Report): void {
  const staffNo = textOf(set['staffNo']);
  if (staffNo !== '' && staffNos && !staffNos.has(staffNo)) report('staffNo', 'unknown_ref', { ref: staffNo });
}

/** A hall speaks by recordings that are its own and still kept; an older undo may name some that are not. */
function voiceProblems(set: AnySet, { voicePacks }: ConfigFacts, report: Report): void {
  const pack = textOf(set['pack']);
  if (set['speaks'] === 'own' && pack === '') report('pack', 'required');
  if (pack !== '' && voicePacks && !voicePacks.has(`${textOf(set['hallId'])} ${pack}`))
    report('pack', 'unknown_ref', { ref: pack.slice(0, 12) });
}

/** Two stretches of the same days of one hall, or of one of its queues: a minute must not be in both. */
const overlap = (a: AnySet, b: AnySet): boolean =>
  a['hallId'] === b['hallId'] &&
  a['seriesId'] === b['seriesId'] &&
  a['days'] === b['days'] &&
  Number(a['fromMinutes']) < Number(b['toMinutes']) &&
  Number(b['fromMinutes']) < Number(a['toMinutes']);

const bookingSpans = [
  ['bookingFromMinutes', 'bookingToMinutes'],
  ['bookingBreakFromMinutes', 'bookingBreakToMinutes'],
] as const;
const isBackwards = (set: AnySet, from: string, to: string): boolean =>
  typeof set[from] === 'number' && typeof set[to] === 'number' && set[from] >= set[to];

function removalProblems({ entity, id }: ConfigChange, after: ConfigData, facts: ConfigFacts, report: Report): void {
  for (const other of configOrder) {
    const refs = Object.entries(fieldsOf(other)).filter(
      ([, field]) => (field.kind === 'ref' || field.kind === 'refs') && field.to === entity,
    );
    const holder = rowsOf(after, other).find((row) => refs.some(([field]) => [row[field]].flat().includes(id)));
    if (holder) return report(null, 'referred_to', { other: configName(other, holder) });
  }
  if (definitionOf(entity).single || facts.ever.has(id)) report(null, 'in_use', { open: facts.open.get(id) ?? 0 });
}

function withChanges(all: ConfigData, changes: readonly ConfigChange[]): ConfigData {
  const after: Record<string, readonly AnyRow[]> = { ...(all as unknown as Record<string, readonly AnyRow[]>) };
  for (const { entity, id, set } of changes) {
    const rows = after[entity] ?? [];
    const at = rows.findIndex((row) => row.id === id);
    const next = set === null ? [] : [{ ...set, id }];
    after[entity] = at < 0 ? [...rows, ...next] : [...rows.slice(0, at), ...next, ...rows.slice(at + 1)];
  }
  return after as unknown as ConfigData;
}

function withoutId({ id: _id, ...set }: AnyRow): AnySet {
  return set;
}

const isEmpty = (value: ConfigValue): boolean => value === null || (typeof value === 'object' && Object.keys(value).length === 0);

/** Equal in content, whatever the order of keys. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const keys = Object.keys(a);
  return (
    Array.isArray(a) === Array.isArray(b) &&
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && sameValue((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]))
  );
}
