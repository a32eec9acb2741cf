import type { Damage, EventType, StreamKind } from '@one-window/domain/log';
import { localTime, type Instant } from '@one-window/domain/time';
import { createI18n } from '@one-window/ui/i18n';
import * as admin from '@one-window/ui/i18n/admin';
import * as desk from '@one-window/ui/i18n/desk';
import * as log from '@one-window/ui/i18n/log';
import { day, nameOf } from '@one-window/ui/format';
import { roleWord } from '../i18n.ts';
import type { Labels } from './api.ts';

const dictionary = createI18n(log);
const others = createI18n(desk, admin);

/** Words of the log; they come with its own chunk. */
export const { t } = dictionary;

export const kindWord = (kind: StreamKind): string => t(`log.kind.${kind}`);
export const typeWord = (type: EventType): string => t(`log.type.${type}`);
export const damageWord = (damage: Damage): string => t(`log.damage.${damage.replace(/[ -]/g, '_') as 'cut_tail'}`);

/** To the second, in the realm's time: who audits compares. */
export function secondOf(at: Instant, timeZone: string): string {
  const { minute } = localTime(at, timeZone);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${day(at, new Date().toISOString(), timeZone)} ${two(Math.floor(minute / 60))}:${two(minute % 60)}:${at.slice(17, 19)}`;
}

/** The end of an id, on one line: its beginning is the time, and alike for all of an hour. */
export const shortId = (id: string): string => (id.length === 36 ? `…\u2060${id.slice(-8)}` : id);

/** What an id is called, else its end. */
export function labelText(id: string, labels: Labels): string {
  const label = labels[id];
  if (!label) return shortId(id);
  return label.kind === 'window' ? t('log.label.window', { name: nameOf(label.name) }) : nameOf(label.name);
}

/** What an event is about; persons have no name here. */
export function subjectText(
  {
    type,
    kind,
    subject,
    stream,
  }: { readonly type: EventType; readonly kind: StreamKind; readonly subject: string; readonly stream: string },
  labels: Labels,
): string {
  if (type.startsWith('person.')) return t('log.label.person', { id: shortId(subject) });
  // a role that was given is nothing by itself: it is about whose it is
  return labelText(kind === 'staff' && !labels[subject] ? stream : subject, labels);
}

/** Who did it: a staff number, a device, a job of the system. */
export function actorText(event: { readonly actorKind: string; readonly actorId: string }, labels: Labels): string {
  const kind = `log.actor.${event.actorKind}`;
  const word = dictionary.has(kind) ? t(kind) : event.actorKind;
  const job = `log.job.${event.actorId}`;
  return `${word} ${dictionary.has(job) ? t(job) : labelText(event.actorId, labels)}`;
}

/** A field of a body, by its word where it has one. */
export function fieldWord(path: readonly string[]): string {
  return path
    .map((name, depth) => {
      const own = `log.field.${name}`;
      const set = [`admin.field.${name}`, `admin.policy.${name}`].find((key) => others.has(key));
      if (depth > 0 && set && others.has(set)) return others.t(set);
      return dictionary.has(own) ? t(own) : name;
    })
    .join(' · ');
}

/** Families of words that stand in bodies as identifiers, by the field in which they stand. */
const families: Readonly<Record<string, readonly string[]>> = {
  priority: ['desk.priority.'],
  purpose: ['desk.reveal.'],
  reason: ['desk.pause.'],
  entity: ['admin.entity.'],
  kind: ['admin.device.kind.'],
};

/** A value of a body in words. Ids that are known by a name are told by it, with the end of the id. */
export function valueText(name: string, value: unknown, labels: Labels, timeZone: string): string {
  if (value === null || value === undefined || value === '') return t('log.field.none');
  if (typeof value === 'boolean') return t(value ? 'log.field.yes' : 'log.field.no');
  if (typeof value !== 'string') return typeof value === 'number' ? String(value) : JSON.stringify(value);
  if (labels[value]) return `${labelText(value, labels)} ${shortId(value)}`;
  if (/^\d{4}-\d\d-\d\dT.*Z$/.test(value)) return secondOf(value, timeZone);
  if (name === 'roleId' || name === 'role') return roleWord(value);
  const key = (families[name] ?? []).map((family) => `${family}${value}`).find((found) => others.has(found));
  return key && others.has(key) ? others.t(key) : value;
}
