import { createHash } from 'node:crypto';
import type { Sql } from 'postgres';
import { canonical } from '../log/chain.ts';
import type { QuotaRow } from './quotas.ts';
import { slotPlan, type SlotPlan } from '@one-window/domain/booking';
import { DomainError } from '@one-window/domain/errors';
import { businessDate, type DateText, type Instant } from '@one-window/domain/time';
import type { HallDay } from '@one-window/domain/hall-day';
import { skillsAt, type ClerkSkills, type WindowSkills } from '@one-window/domain/skills';
import type { Closure, Hours, Shift } from '@one-window/domain/opening';
import { targetsOf, type QueueTargets } from '@one-window/domain/targets';
import { defaultPolicy, type QueuePolicy } from '@one-window/domain/tickets';
import type { Direction, Name } from '@one-window/domain/views';
import type { HallVoice } from '@one-window/domain/voice';

export interface SeriesInfo {
  readonly id: string;
  readonly prefix: string;
  readonly name: Name;
  readonly hint: Name | null;
  readonly place: Name | null;
  readonly dailyMax: number | null;
  readonly targets: QueueTargets;
  /** How it is booked; null = it is not. */
  readonly booking: SlotPlan | null;
  /** Who comes to collect is given a number of this queue. */
  readonly results: boolean;
}

export interface WindowInfo {
  readonly id: string;
  readonly label: string;
  readonly name: Name;
  readonly zone: Name | null;
  readonly direction: Direction | null;
  /** As configured; what it serves now, with the clerk who sits there, is told by {@link servedAt}. */
  readonly skills: WindowSkills;
}

/** What a command needs to know of a hall and what changes a few times a year. */
export interface HallInfo {
  readonly id: string;
  readonly realmId: string;
  readonly areaId: string | null;
  readonly name: Name;
  readonly notice: Name | null;
  /** Where a person is to be found: told wherever a screen says "ask a person". */
  readonly guideDesk: Name | null;
  readonly phone: string | null;
  /** No chime and no voice on its boards. */
  readonly silent: boolean;
  /** How its boards speak; null = as ever. */
  readonly voice: HallVoice | null;
  readonly timeZone: string;
  readonly dayStartMinutes: number;
  readonly opensMinutes: number;
  readonly closesMinutes: number;
  readonly hours: readonly Hours[];
  /** Of yesterday and later. */
  readonly closures: readonly Closure[];
  readonly shifts: readonly Shift[];
  readonly quotas: readonly QuotaRow[];
  readonly policy: QueuePolicy;
  /** Names the policy by its content: a call keeps it, so that each can be held against the rule of its time. */
  readonly policyName: string;
  readonly series: ReadonlyMap<string, SeriesInfo>;
  readonly windows: ReadonlyMap<string, WindowInfo>;
  /** By member of staff: who does not do, or only helps with, some of what the windows serve. */
  readonly clerks: ReadonlyMap<string, ClerkSkills>;
}

export interface HallDirectory {
  /** Throws `not_found` for a hall that is not there or closed down. */
  hall(id: string): Promise<HallInfo>;
  hallOfWindow(windowId: string): Promise<HallInfo>;
  all(): Promise<readonly HallInfo[]>;
  /** After a change of configuration, here or in another process. */
  clear(): void;
}

/** Another process's change is seen after this at the latest, even if its hint was lost. */
const maxAgeMs = 10_000;

/** Reads the configuration of all halls in one statement and keeps it: every command needs it, it hardly ever changes. */
export function hallDirectory(sql: Sql, now: () => number = Date.now): HallDirectory {
  let loaded: { at: number; halls: Promise<ReadonlyMap<string, HallInfo>> } | null = null;
  const halls = (): Promise<ReadonlyMap<string, HallInfo>> => {
    if (!loaded || now() - loaded.at > maxAgeMs) {
      const reading = { at: now(), halls: readHalls(sql) };
      loaded = reading;
      reading.halls.catch(() => {
        if (loaded === reading) loaded = null;
      });
    }
    return loaded.halls;
  };
  return {
    async hall(id) {
      const found = (await halls()).get(id);
      if (!found) throw new DomainError('not_found');
      return found;
    },
    async hallOfWindow(windowId) {
      const found = [...(await halls()).values()].find((hall) => hall.windows.has(windowId));
      if (!found) throw new DomainError('not_found');
      return found;
    },
    async all() {
      return [...(await halls()).values()];
    },
    clear() {
      loaded = null;
    },
  };
}

/** The day to which this hall books an instant. */
export function businessDateOf(hall: HallInfo, at: Instant): DateText {
  return businessDate(at, hall.timeZone, hall.dayStartMinutes);
}

/** What of a hall-day decides who serves what. */
export type Sitting = Pick<HallDay, 'windows' | 'skills'>;

/** What is called at a window now: as configured or as the manager set it for today, less what the clerk who sits there does not do. */
export function servedAt(hall: HallInfo, day: Sitting, windowId: string): WindowSkills {
  const clerk = day.windows[windowId]?.staffId;
  return skillsAt(offeredAt(hall, day, windowId), clerk === undefined ? undefined : hall.clerks.get(clerk));
}

/** What a window is there for today, whoever sits there. A queue that was closed since is served nowhere. */
export function offeredAt(hall: HallInfo, day: Pick<HallDay, 'skills'>, windowId: string): WindowSkills {
  const today = day.skills[windowId];
  if (!today) return hall.windows.get(windowId)?.skills ?? { seriesIds: [], fallbackIds: [] };
  const active = (ids: readonly string[]): string[] => ids.filter((id) => hall.series.has(id));
  return { seriesIds: active(today.seriesIds), fallbackIds: active(today.fallbackIds) };
}

/** Ids of the windows where a queue is served, open or not; those that only help with it too. */
export function windowsServing(hall: HallInfo, day: Sitting, seriesId: string): string[] {
  return [...hall.windows.keys()].filter((id) => servedAt(hall, day, id).seriesIds.includes(seriesId));
}

const name = (zh: string | null, en: string | null): Name | null => (zh === null ? null : { zh, en });

interface HallRow {
  readonly id: string;
  readonly realm_id: string;
  readonly area_id: string | null;
  readonly name: string;
  readonly name_en: string | null;
  readonly notice: string | null;
  readonly notice_en: string | null;
  readonly guide_desk: string | null;
  readonly guide_desk_en: string | null;
  readonly phone: string | null;
  readonly silent: boolean;
  readonly voice: HallVoice | null;
  readonly time_zone: string;
  readonly day_start_minutes: number;
  readonly opens_minutes: number;
  readonly closes_minutes: number;
  readonly policy: Partial<QueuePolicy>;
  readonly hours: readonly Hours[];
  readonly closures: readonly Closure[];
  readonly shifts: readonly Shift[];
  readonly quotas: readonly QuotaRow[];
  readonly clerks: readonly (ClerkSkills & { readonly staffId: string })[];
  readonly series: readonly SeriesRow[];
  readonly windows: readonly WindowRow[];
}
interface SeriesRow {
  id: string;
  prefix: string;
  name: string;
  name_en: string | null;
  hint: string | null;
  hint_en: string | null;
  place: string | null;
  place_en: string | null;
  daily_max: number | null;
  target_minutes: number | null;
  warn_per_window: number | null;
  booking_quota: number | null;
  booking_minutes: number | null;
  booking_from_minutes: number | null;
  booking_to_minutes: number | null;
  booking_break_from_minutes: number | null;
  booking_break_to_minutes: number | null;
  results: boolean;
}
interface WindowRow {
  id: string;
  label: string;
  name: string;
  name_en: string | null;
  zone: string | null;
  zone_en: string | null;
  direction: Direction | null;
  series_ids: string[];
  fallback_ids: string[] | null;
}

async function readHalls(sql: Sql): Promise<ReadonlyMap<string, HallInfo>> {
  const rows = await sql<HallRow[]>`
    select h.id, h.realm_id, h.area_id, h.name, h.name_en, h.notice, h.notice_en, h.guide_desk, h.guide_desk_en, h.phone, h.silent, h.day_start_minutes, h.opens_minutes, h.closes_minutes, h.policy, r.time_zone,
      coalesce((select jsonb_agg(to_jsonb(s) order by s.sort, s.prefix) from series s where s.hall_id = h.id and s.active), '[]') as series,
      coalesce((select jsonb_agg(to_jsonb(w) || jsonb_build_object('series_ids',
          coalesce((select jsonb_agg(ws.series_id) from window_series ws join series s on s.id = ws.series_id and s.active where ws.window_id = w.id), '[]'))
        order by w.sort, w.label) from windows w where w.hall_id = h.id and w.active), '[]') as windows,
      coalesce((select jsonb_agg(jsonb_build_object('days', o.days, 'fromMinutes', o.from_minutes, 'toMinutes', o.to_minutes, 'lastNumberMinutes', o.last_number_minutes,
        'clearAfterMinutes', o.clear_after_minutes, 'extended', o.extended)) from hall_hours o where o.hall_id = h.id), '[]') as hours,
      coalesce((select jsonb_agg(jsonb_build_object('fromDate', c.from_date, 'toDate', c.to_date, 'reason', c.reason, 'reasonEn', c.reason_en) order by c.from_date)
        from hall_closures c where c.hall_id = h.id and c.to_date >= current_date - 2), '[]') as closures,
      coalesce((select jsonb_agg(jsonb_build_object('days', s.days, 'fromMinutes', s.from_minutes, 'toMinutes', s.to_minutes, 'windowIds', coalesce(to_jsonb(s.window_ids), '[]')))
        from hall_shifts s where s.hall_id = h.id), '[]') as shifts,
      coalesce((select jsonb_agg(jsonb_build_object('seriesId', q.series_id, 'days', q.days, 'fromMinutes', q.from_minutes, 'toMinutes', q.to_minutes, 'maxNumbers', q.max_numbers))
        from series_quotas q where q.hall_id = h.id), '[]') as quotas,
      coalesce((select jsonb_agg(jsonb_build_object('staffId', p.id, 'neverIds', coalesce(to_jsonb(k.never_ids), '[]'), 'fallbackIds', coalesce(to_jsonb(k.helps_ids), '[]')))
        from clerk_skills k join staff p on lower(p.staff_no) = lower(k.staff_no) and p.realm_id = h.realm_id where k.hall_id = h.id), '[]') as clerks,
      (select jsonb_build_object('speaks', v.speaks, 'languages', v.languages, 'speed', v.speed, 'yao', v.yao, 'pack', v.pack) from hall_voices v where v.hall_id = h.id) as voice
    from halls h join realms r on r.id = h.realm_id where h.active order by h.id`;
  return new Map(rows.map((row) => [row.id, hallInfo(row)]));
}

/** What stands in both lists is its own; what is closed is in neither. */
function skillsOf(w: WindowRow, active: ReadonlySet<string>): WindowSkills {
  const fallbackIds = (w.fallback_ids ?? []).filter((id) => active.has(id) && !w.series_ids.includes(id));
  return { seriesIds: [...w.series_ids, ...fallbackIds], fallbackIds };
}

const bookingOf = (s: SeriesRow, hall: HallRow): SlotPlan | null =>
  slotPlan(
    {
      bookingQuota: s.booking_quota,
      bookingMinutes: s.booking_minutes,
      bookingFromMinutes: s.booking_from_minutes,
      bookingToMinutes: s.booking_to_minutes,
      bookingBreakFromMinutes: s.booking_break_from_minutes,
      bookingBreakToMinutes: s.booking_break_to_minutes,
    },
    { opensMinutes: hall.opens_minutes, closesMinutes: hall.closes_minutes },
  );

function hallInfo(row: HallRow): HallInfo {
  const active = new Set(row.series.map((s) => s.id));
  const policy = { ...defaultPolicy, ...row.policy };
  return {
    id: row.id,
    realmId: row.realm_id,
    areaId: row.area_id,
    name: { zh: row.name, en: row.name_en },
    notice: name(row.notice, row.notice_en),
    guideDesk: name(row.guide_desk, row.guide_desk_en),
    phone: row.phone,
    silent: row.silent,
    voice: row.voice,
    timeZone: row.time_zone,
    dayStartMinutes: row.day_start_minutes,
    opensMinutes: row.opens_minutes,
    closesMinutes: row.closes_minutes,
    hours: row.hours,
    closures: row.closures,
    shifts: row.shifts,
    quotas: row.quotas,
    clerks: new Map(row.clerks.map(({ staffId, ...skills }) => [staffId, skills])),
    policy,
    policyName: createHash('sha256').update(canonical(policy)).digest('hex').slice(0, 12),
    series: new Map(
      row.series.map((s) => [
        s.id,
        {
          id: s.id,
          prefix: s.prefix,
          name: { zh: s.name, en: s.name_en },
          hint: name(s.hint, s.hint_en),
          place: name(s.place, s.place_en),
          dailyMax: s.daily_max,
          targets: targetsOf({ targetMinutes: s.target_minutes, warnPerWindow: s.warn_per_window }, policy),
          booking: bookingOf(s, row),
          results: s.results,
        },
      ]),
    ),
    windows: new Map(
      row.windows.map((w) => [
        w.id,
        {
          id: w.id,
          label: w.label,
          name: { zh: w.name, en: w.name_en },
          zone: name(w.zone, w.zone_en),
          direction: w.direction,
          skills: skillsOf(w, active),
        },
      ]),
    ),
  };
}
