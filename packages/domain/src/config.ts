import { clockUnits } from './clock.ts';
import type { ConfigProblemCode } from './config-problems.ts';
import { policyFields } from './config-policy.ts';
import { openDays } from './opening.ts';
import { limitKinds, orderCategories } from './order-words.ts';
import { directions } from './views.ts';
import type { QueuePolicy } from './tickets.ts';
import { spokenOrders, voices, voiceSpeed } from './voice.ts';

/** What can be set up on a screen. The desk draws every form and table of it from `configEntities`, the API checks by it. */
export type ConfigEntity =
  | 'realm'
  | 'areas'
  | 'departments'
  | 'halls'
  | 'series'
  | 'windows'
  | 'hours'
  | 'closures'
  | 'shifts'
  | 'quotas'
  | 'skills'
  | 'voices'
  | 'orderRoutes'
  | 'orderLimits';

export type ChoiceWords = 'option' | 'category' | 'limit' | 'unit' | 'voice';

/** `voice_pack`: digest of recordings that were sent before (see `voice.ts`). */
export type TextForm = 'prefix' | 'time_zone' | 'area_code' | 'phone' | 'date' | 'staff_no' | 'voice_pack';

interface Common {
  readonly required?: true;
  /** Set once, when the thing is made. */
  readonly fixed?: true;
  /** A column of the table, not only a line of the form. */
  readonly column?: true;
}

export type ConfigField = Common &
  (
    | { readonly kind: 'text'; readonly max: number; readonly form?: TextForm }
    | { readonly kind: 'number'; readonly min: number; readonly max: number; readonly default?: number }
    /** Minutes after midnight; shown as HH:MM. */
    | { readonly kind: 'minutes'; readonly min: number; readonly max: number; readonly default?: number }
    /** `words`: the list of words that screens have for the choices, where it is not `option`. */
    | { readonly kind: 'choice'; readonly choices: readonly string[]; readonly words?: ChoiceWords }
    | { readonly kind: 'ref'; readonly to: ConfigEntity; readonly sameHall?: true }
    /** `sameHall`: only what stands in the hall of this row can be chosen. `inline`: a column of the row, no table of its own. */
    | { readonly kind: 'refs'; readonly to: ConfigEntity; readonly sameHall?: true; readonly inline?: true }
    | { readonly kind: 'flag'; readonly default: boolean }
    /** Only the rules that differ from `defaultPolicy`; see `policyFields`. */
    | { readonly kind: 'policy' }
  );

interface EntityDefinition {
  readonly fields: Readonly<Record<string, ConfigField>>;
  /** No two rows agree in all of these. The database has the same index. */
  readonly unique: readonly (readonly string[])[];
  /** There is exactly one, and it stays. */
  readonly single?: true;
}

const name = { kind: 'text', max: 60, required: true, column: true } as const;
const nameEn = { kind: 'text', max: 120 } as const;
const sort = { kind: 'number', min: 0, max: 9_999, default: 0, required: true } as const;
const active = { kind: 'flag', default: true, required: true, column: true } as const;
const days = { kind: 'choice', choices: openDays, required: true, column: true } as const;
const fromMinutes = { kind: 'minutes', min: 0, max: 1_440, default: 540, required: true, column: true } as const;
const toMinutes = { kind: 'minutes', min: 0, max: 1_440, default: 1_050, required: true, column: true } as const;
/** Empty: see `slotPlan` of `booking.ts`. */
const timeOfDay = { kind: 'minutes', min: 0, max: 1_440 } as const;
const hallId = { kind: 'ref', to: 'halls', required: true, fixed: true, column: true } as const;

/** One definition of each entity; fields stand in the order of the form. */
export const configEntities = {
  realm: {
    fields: {
      name,
      nameEn,
      timeZone: { kind: 'text', max: 60, required: true, form: 'time_zone', column: true },
      secondFactorRequired: { kind: 'flag', default: false, required: true, column: true },
    },
    unique: [],
    single: true,
  },
  areas: {
    fields: {
      name: { ...name, max: 200 },
      code: { kind: 'text', max: 12, required: true, fixed: true, form: 'area_code', column: true },
      level: { kind: 'number', min: 1, max: 5, required: true, fixed: true, column: true },
      parentId: { kind: 'ref', to: 'areas', fixed: true },
    },
    unique: [['code']],
  },
  departments: {
    fields: {
      name: { ...name, max: 120 },
      nameEn,
      areaId: { kind: 'ref', to: 'areas', required: true, fixed: true, column: true },
      active,
    },
    unique: [['areaId', 'name']],
  },
  halls: {
    fields: {
      name,
      nameEn,
      areaId: { kind: 'ref', to: 'areas', column: true },
      opensMinutes: { kind: 'minutes', min: 0, max: 1_440, default: 540, required: true, column: true },
      closesMinutes: { kind: 'minutes', min: 0, max: 1_440, default: 1_050, required: true, column: true },
      dayStartMinutes: { kind: 'minutes', min: 0, max: 720, default: 0, required: true },
      notice: { kind: 'text', max: 200 },
      noticeEn: { kind: 'text', max: 400 },
      guideDesk: { kind: 'text', max: 60 },
      guideDeskEn: { kind: 'text', max: 120 },
      phone: { kind: 'text', max: 30, form: 'phone' },
      silent: { kind: 'flag', default: false, required: true },
      policy: { kind: 'policy', required: true },
      active,
    },
    unique: [['name']],
  },
  series: {
    fields: {
      hallId,
      prefix: { kind: 'text', max: 2, required: true, form: 'prefix', column: true },
      name,
      nameEn,
      hint: { kind: 'text', max: 120 },
      hintEn: { kind: 'text', max: 240 },
      place: { kind: 'text', max: 60, column: true },
      placeEn: { kind: 'text', max: 120 },
      dailyMax: { kind: 'number', min: 1, max: 9_999, column: true },
      targetMinutes: { kind: 'number', ...policyFields.targetMinutes },
      warnPerWindow: { kind: 'number', ...policyFields.warnPerWindow },
      bookingQuota: { kind: 'number', min: 1, max: 500, column: true },
      bookingMinutes: { kind: 'number', min: 5, max: 240 },
      bookingFromMinutes: timeOfDay,
      bookingToMinutes: timeOfDay,
      bookingBreakFromMinutes: timeOfDay,
      bookingBreakToMinutes: timeOfDay,
      departmentIds: { kind: 'refs', to: 'departments' },
      results: { kind: 'flag', default: false, required: true },
      sort,
      active,
    },
    unique: [['hallId', 'prefix']],
  },
  windows: {
    fields: {
      hallId,
      label: { kind: 'text', max: 6, required: true, column: true },
      name,
      nameEn,
      zone: { kind: 'text', max: 30, column: true },
      zoneEn: { kind: 'text', max: 60 },
      direction: { kind: 'choice', choices: directions },
      seriesIds: { kind: 'refs', to: 'series', sameHall: true, column: true },
      fallbackIds: { kind: 'refs', to: 'series', sameHall: true, inline: true },
      sort,
      active,
    },
    unique: [['hallId', 'label']],
  },
  /** When numbers are given; see `opening.ts`. */
  hours: {
    fields: {
      hallId,
      days,
      fromMinutes,
      toMinutes,
      lastNumberMinutes: { kind: 'number', min: 0, max: 240, default: 0, required: true, column: true },
      clearAfterMinutes: { kind: 'number', min: 0, max: 240, column: true },
      extended: { kind: 'flag', default: false, required: true, column: true },
    },
    unique: [['hallId', 'days', 'fromMinutes']],
  },
  closures: {
    fields: {
      hallId,
      fromDate: { kind: 'text', max: 10, required: true, form: 'date', column: true },
      toDate: { kind: 'text', max: 10, required: true, form: 'date', column: true },
      reason: { kind: 'text', max: 60, required: true, column: true },
      reasonEn: { kind: 'text', max: 120 },
    },
    unique: [['hallId', 'fromDate']],
  },
  /** Which windows are to be open when: noon duty, late duty, weekends. */
  shifts: {
    fields: {
      hallId,
      days,
      fromMinutes,
      toMinutes,
      windowIds: { kind: 'refs', to: 'windows', sameHall: true, inline: true, column: true },
    },
    unique: [],
  },
  /** How many numbers a queue gives in a part of a day; see `quotas.ts`. */
  quotas: {
    fields: {
      hallId,
      seriesId: { kind: 'ref', to: 'series', sameHall: true, required: true, fixed: true, column: true },
      days,
      fromMinutes,
      toMinutes,
      maxNumbers: { kind: 'number', min: 1, max: 9_999, required: true, column: true },
    },
    unique: [['seriesId', 'days', 'fromMinutes']],
  },
  /** What a clerk does not do, or only helps with, of what the windows of a hall serve; see `skills.ts`. */
  skills: {
    fields: {
      hallId,
      staffNo: { kind: 'text', max: 32, required: true, fixed: true, form: 'staff_no', column: true },
      neverIds: { kind: 'refs', to: 'series', sameHall: true, inline: true, column: true },
      helpsIds: { kind: 'refs', to: 'series', sameHall: true, inline: true, column: true },
    },
    unique: [['hallId', 'staffNo']],
  },
  /** How the boards of a hall speak; without a row as the board's address says, in the browser's voice. See `voice.ts`. */
  voices: {
    fields: {
      hallId,
      speaks: { kind: 'choice', choices: voices, words: 'voice', required: true, column: true },
      languages: { kind: 'choice', choices: spokenOrders, words: 'voice', required: true, column: true },
      speed: { kind: 'number', min: voiceSpeed.min, max: voiceSpeed.max, default: voiceSpeed.usual, required: true, column: true },
      yao: { kind: 'flag', default: false, required: true },
      pack: { kind: 'text', max: 64, form: 'voice_pack', column: true },
    },
    unique: [['hallId']],
  },
  // 派单规则: which unit has which kind of request; without one a dispatcher decides
  orderRoutes: {
    fields: {
      category: { kind: 'choice', choices: orderCategories, words: 'category', required: true, fixed: true, column: true },
      unitId: { kind: 'ref', to: 'departments', required: true, column: true },
    },
    unique: [['category']],
  },
  // 工单时限: only those that differ from the usual; see `defaultLimits`
  orderLimits: {
    fields: {
      limit: { kind: 'choice', choices: limitKinds, words: 'limit', required: true, fixed: true, column: true },
      amount: { kind: 'number', min: 1, max: 999, required: true, column: true },
      unit: { kind: 'choice', choices: clockUnits, words: 'unit', required: true, column: true },
    },
    unique: [['limit']],
  },
} as const satisfies Record<ConfigEntity, EntityDefinition>;

/** In the order in which they depend on each other. */
export const configOrder = [
  'realm',
  'areas',
  'departments',
  'halls',
  'series',
  'windows',
  'hours',
  'closures',
  'shifts',
  'quotas',
  'skills',
  'voices',
  'orderRoutes',
  'orderLimits',
] as const satisfies readonly ConfigEntity[];
export const noConfig: ConfigData = {
  realm: [],
  areas: [],
  departments: [],
  halls: [],
  series: [],
  windows: [],
  hours: [],
  closures: [],
  shifts: [],
  quotas: [],
  skills: [],
  voices: [],
  orderRoutes: [],
  orderLimits: [],
};
export const isConfigEntity = (text: string): text is ConfigEntity => Object.hasOwn(configEntities, text);

type Base<F> = F extends { kind: 'text' | 'ref' }
  ? string
  : F extends { kind: 'number' | 'minutes' }
    ? number
    : F extends { kind: 'flag' }
      ? boolean
      : F extends { kind: 'choice'; choices: readonly (infer C)[] }
        ? C
        : never;
type ValueOf<F> = F extends { kind: 'refs'; inline: true }
  ? readonly string[] | null
  : F extends { kind: 'refs' }
    ? readonly string[]
    : F extends { kind: 'policy' }
      ? Readonly<Partial<QueuePolicy>>
      : Base<F> | (F extends { required: true } ? never : null);

/** The whole of one entity, without its id. */
export type ConfigSet<E extends ConfigEntity> = {
  readonly [N in keyof (typeof configEntities)[E]['fields']]: ValueOf<(typeof configEntities)[E]['fields'][N]>;
};
export type ConfigRow<E extends ConfigEntity> = { readonly id: string } & ConfigSet<E>;
export type ConfigData = { readonly [E in ConfigEntity]: readonly ConfigRow<E>[] };

export type ConfigValue = string | number | boolean | null | readonly string[] | Readonly<Partial<QueuePolicy>>;
/** A row where the code does not care which entity it is. */
export type AnySet = Readonly<Record<string, ConfigValue>>;
export type AnyRow = AnySet & { readonly id: string };

export const fieldsOf = (entity: ConfigEntity): Readonly<Record<string, ConfigField>> => configEntities[entity].fields;
export const definitionOf = (entity: ConfigEntity): EntityDefinition => configEntities[entity];
export const rowsOf = (all: ConfigData, entity: ConfigEntity): readonly AnyRow[] => all[entity];
export const rowOf = (all: ConfigData, entity: ConfigEntity, id: string): AnyRow | null =>
  rowsOf(all, entity).find((row) => row.id === id) ?? null;

/** A wish: `id` null makes a new one, `set` null takes it away. A client may choose the id of a new one, so that others can refer to it. */
export interface ConfigWish {
  readonly entity: ConfigEntity;
  readonly id: string | null;
  readonly set: Readonly<Record<string, unknown>> | null;
}

/** What is wrong, for the field that it stands beside; `field` null: with the thing as a whole. Screens translate `config.problem.<code>`. */
export interface ConfigProblem {
  readonly entity: ConfigEntity;
  readonly id: string;
  readonly field: string | null;
  readonly code: ConfigProblemCode;
  readonly details: Readonly<Record<string, string | number>>;
}

/** One line of a preview or of the history. */
export interface ConfigDiff {
  readonly entity: ConfigEntity;
  readonly id: string;
  readonly name: string;
  readonly field: string;
  /** null before a thing is made and after it is taken away. */
  readonly before: ConfigValue;
  readonly after: ConfigValue;
}

export const textOf = (value: ConfigValue | undefined): string => (typeof value === 'string' ? value : '');

/** How a person calls it. */
export function configName(entity: ConfigEntity, set: AnySet): string {
  const own = textOf(set['name']);
  // a code, for which screens have the word
  if (entity === 'orderRoutes') return textOf(set['category']);
  if (entity === 'orderLimits') return textOf(set['limit']);
  if (entity === 'windows') return `${textOf(set['label'])} ${own}`.trim();
  if (entity === 'hours' || entity === 'shifts' || entity === 'quotas') return `${clock(set['fromMinutes'])}–${clock(set['toMinutes'])}`;
  if (entity === 'skills') return textOf(set['staffNo']);
  // a code, for which screens have the word
  if (entity === 'voices') return textOf(set['speaks']);
  if (entity === 'closures') return `${textOf(set['fromDate'])} ${textOf(set['reason'])}`.trim();
  return entity === 'series' ? `${textOf(set['prefix'])} ${own}`.trim() : own;
}

/** `540` → `09:00`. */
export function clock(minutes: ConfigValue | undefined): string {
  return typeof minutes === 'number' ? `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}` : '';
}

/** What the form of a new one begins with. */
export function emptySet(entity: ConfigEntity): AnySet {
  return Object.fromEntries(Object.entries(fieldsOf(entity)).map(([field, definition]) => [field, emptyValue(definition)]));
}

function emptyValue(field: ConfigField): ConfigValue {
  // a list in a column of the row is null while it is empty: so rows of before it was there look alike
  if (field.kind === 'refs') return field.inline ? null : [];
  if (field.kind === 'policy') return {};
  return 'default' in field && field.default !== undefined ? field.default : null;
}
