import type { QueuePolicy } from '@one-window/domain/tickets';
import type { TurnRule } from '@one-window/domain/turns';
import {
  clock,
  configName,
  rowOf,
  textOf,
  type AnyRow,
  type ChoiceWords,
  type ConfigData,
  type ConfigEntity,
  type ConfigField,
  type ConfigValue,
} from '@one-window/domain/config';
import { t } from './i18n.ts';

/** `9:00`, `0900` or `09：00` → 540; null where it is no time of the day. */
export function minutesOf(text: string): number | null {
  const found = /^(\d{1,2})[:：.]?(\d{2})$/.exec(text.trim());
  if (!found) return null;
  const [hours, minutes] = [Number(found[1]), Number(found[2])];
  return minutes < 60 && hours * 60 + minutes <= 1_440 ? hours * 60 + minutes : null;
}

/** `12` → 12, empty → null; anything else stays text, and is told as a problem of its field. */
export function numberOf(text: string): number | string | null {
  const plain = text.normalize('NFKC').trim();
  if (plain === '') return null;
  return /^-?\d{1,9}$/.test(plain) ? Number(plain) : plain;
}

export function nameOfRow(entity: ConfigEntity, row: AnyRow | null): string {
  return row ? nameOfThing(entity, configName(entity, row)) || t(`admin.draft.new`) : '–';
}

/** What is called by a code has its word here. */
export function nameOfThing(entity: ConfigEntity, name: string): string {
  if (name === '') return '';
  if (entity === 'orderRoutes') return choiceWord('category', name);
  if (entity === 'voices') return choiceWord('voice', name);
  return entity === 'orderLimits' ? choiceWord('limit', name) : name;
}

const choiceWords: Readonly<Record<ChoiceWords, (choice: string) => string>> = {
  option: (choice) => t(`admin.option.${choice as 'left'}`),
  category: (choice) => t(`admin.category.${choice as 'other'}`),
  limit: (choice) => t(`admin.limit.${choice as 'other'}`),
  unit: (choice) => t(`admin.unit.${choice as 'hour'}`),
  voice: (choice) => t(`admin.voice.${choice as 'own'}`),
};
/** The word of a choice, from the list that its field names. */
export const choiceWord = (words: ChoiceWords, choice: string): string => choiceWords[words](choice);

/** A value in a table or in a preview. */
export function valueText(value: ConfigValue | undefined, field: ConfigField | undefined, data: ConfigData): string {
  if (value === null || value === undefined || value === '') return t('admin.value.none');
  if (typeof value === 'boolean') return t(value ? 'admin.flag.yes' : 'admin.flag.no');
  if (field?.kind === 'minutes' && typeof value === 'number') return clock(value);
  if (field?.kind === 'choice' && typeof value === 'string') return choiceWord(field.words ?? 'option', value);
  // nobody reads a digest; its beginning tells one set of recordings from another
  if (field?.kind === 'text' && field.form === 'voice_pack') return textOf(value).slice(0, 8);
  if (field?.kind === 'ref' && typeof value === 'string') return nameOfRow(field.to, rowOf(data, field.to, value));
  if (Array.isArray(value) && field?.kind === 'refs') return names(value as readonly string[], field.to, data);
  if (typeof value === 'object' && !Array.isArray(value)) return policyText(value as Readonly<Partial<QueuePolicy>>);
  return String(value as string | number);
}

function names(ids: readonly string[], to: ConfigEntity, data: ConfigData): string {
  return ids.length === 0 ? t('admin.value.none') : ids.map((id) => nameOfRow(to, rowOf(data, to, id))).join('、');
}

function policyText(policy: Readonly<Partial<QueuePolicy>>): string {
  const parts = Object.entries(policy).map(([rule, value]) => {
    const said = rule === 'rule' ? t(`admin.rule.${value as TurnRule}`) : String(value);
    return `${t(`admin.policy.${rule as keyof QueuePolicy}`)} ${said}`;
  });
  return parts.length === 0 ? t('admin.value.none') : parts.join('；');
}
