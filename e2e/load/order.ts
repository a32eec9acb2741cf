import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { seededRandom } from '@one-window/api/testing';
import { defaultPolicy, type QueuePolicy } from '@one-window/domain/tickets';
import { classOf, nextTurn, type Waiting } from '@one-window/domain/turns';

/**
 * `npm run bench -- order`: the rule of who is next against rules of other systems, re-made from what they publish, on the same
 * generated days. A table for the docs is written into the domain's README; one JSON line a figure.
 *
 * A day: six windows from 9:00 to 17:00, 250 citizens by a morning and a weaker afternoon peak, a matter takes 8 minutes in the
 * mean (log-normal, σ 0.7), 18 % have priority, 20 % booked a time and check in from 15 minutes before to 10 after it, 3 % are
 * held once and come back after 5 to 20 minutes. Seven tenths of the windows' time are needed over the day, more than all of it
 * at the morning's peak: that is when a rule matters.
 */
const days = 40;
const windowCount = 6;
const citizens = 250;
const openMinutes = 480;
const opened = Date.parse('2026-11-24T01:00:00.000Z');
const minuteOf = (at: string): number => (Date.parse(at) - opened) / 60_000;
const instant = (minute: number): string => new Date(opened + Math.round(minute * 60_000)).toISOString();

type Kind = 'ordinary' | 'priority' | 'booked';
interface Citizen {
  readonly kind: Kind;
  readonly arrives: number;
  /** The booked minute. */
  readonly booked: number | null;
  readonly serves: number;
  /** Minutes away, for who is held in the middle. */
  readonly held: number | null;
}

function day(seed: number): Citizen[] {
  const next = seededRandom(seed);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  const peak = (): number => {
    const at = next() < 0.62 ? 75 + 45 * normal() : 330 + 60 * normal();
    return at >= 0 && at < openMinutes - 30 ? at : peak();
  };
  const one = (): Citizen => {
    const of = next();
    const kind: Kind = of < 0.18 ? 'priority' : of < 0.38 ? 'booked' : 'ordinary';
    const booked = kind === 'booked' ? 15 * Math.floor(1 + next() * (openMinutes / 15 - 3)) : null;
    return {
      kind,
      booked,
      arrives: booked === null ? peak() : Math.max(0, booked - 15 + next() * 25),
      serves: Math.min(60, Math.exp(Math.log(8) - 0.245 + 0.7 * normal())),
      held: next() < 0.03 ? 5 + next() * 15 : null,
    };
  };
  return Array.from({ length: citizens }, one).toSorted((a, b) => a.arrives - b.arrives);
}

interface Waits extends Waiting {
  readonly citizen: Citizen;
  readonly left: number;
}
type Rule = (waiting: readonly Waits[], now: number, memory: { since: number }) => Waits;

const first = (list: readonly Waits[], by: (w: Waits) => number): Waits => list.reduce((a, b) => (by(b) < by(a) ? b : a));
const arrival = (w: Waits): number => w.order;

/** Ours, with a rule of its own data. */
const ours =
  (policy: Partial<QueuePolicy>): Rule =>
  (waiting, now, memory) =>
    nextTurn(waiting, { policy: { ...defaultPolicy, ...policy }, now: instant(now), ordinarySincePriority: memory.since })!.ticket;

/** Priority, then the rest by arrival: the oldest rule of all. */
const strict: Rule = (waiting) => first(waiting, (w) => (w.priority === null ? 1e9 : 0) + w.order);

/** After one favoured number two ordinary ones. */
const twoToOne: Rule = (waiting, now, memory) => {
  const favoured = waiting.filter((w) => classOf(w, instant(now)) !== 'ordinary');
  const ordinary = waiting.filter((w) => classOf(w, instant(now)) === 'ordinary');
  if (favoured.length === 0 || ordinary.length === 0) return first(waiting, arrival);
  return first(memory.since >= 2 ? favoured : ordinary, arrival);
};

/** NovoSGA 1.x/2.0, its default ordering: (weight + 1) × whole minutes of waiting, then the number. */
const weightTimesWait: Rule = (waiting, now) =>
  first(waiting, (w) => -(w.priority === null ? 1 : 2) * Math.floor(now - minuteOf(w.waitsFrom)) + w.order / 1e9);

/**
 * ZMS (Berlin, Munich): two lists; a walk-in of the middle priority goes before an appointment that is later than its arrival,
 * else an appointment whose time is within two minutes, else the first walk-in.
 */
const interleaving: Rule = (waiting, now) => {
  const level = (w: Waits): number => (w.priority === null ? 3 : 2);
  const booked = waiting.filter((w) => w.bookedAt !== null);
  const walkIn = waiting.filter((w) => w.bookedAt === null);
  const appointment = booked.length > 0 ? first(booked, (w) => minuteOf(w.bookedAt!)) : null;
  const other = walkIn.length > 0 ? first(walkIn, (w) => level(w) * 1e9 + w.order) : null;
  if (!appointment || !other) return (appointment ?? other)!;
  if (level(other) === 2 && minuteOf(other.waitsFrom) < minuteOf(appointment.bookedAt!)) return other;
  return minuteOf(appointment.bookedAt!) <= now + 2 ? appointment : other;
};

interface Served {
  readonly kind: Kind;
  readonly waited: number;
  readonly overtaken: number;
}

/** One day by one rule: windows take whoever the rule names as soon as they are free. */
function play(all: readonly Citizen[], rule: Rule): Served[] {
  const served: Served[] = [];
  const free = Array.from({ length: windowCount }, () => ({ at: 0, memory: { since: 2 } }));
  const comes = all.map((citizen, i) => ({ at: citizen.arrives, order: (i + 1) * 1000, citizen, returned: false, left: citizen.serves }));
  let waiting: Waits[] = [];
  while (comes.length > 0 || waiting.length > 0) {
    const window = free.reduce((a, b) => (b.at < a.at ? b : a));
    const now = waiting.length > 0 ? window.at : Math.max(window.at, comes[0]!.at);
    while (comes.length > 0 && comes[0]!.at <= now) {
      const { citizen, order, at, returned, left } = comes.shift()!;
      waiting.push({
        id: String(order),
        seriesId: 'a',
        order,
        waitsFrom: instant(returned ? citizen.arrives : at),
        priority: citizen.kind === 'priority' ? 'elderly' : null,
        bookedAt: citizen.booked === null ? null : instant(citizen.booked),
        returned,
        overtaken: 0,
        citizen,
        left,
      });
    }
    if (waiting.length === 0) continue;
    const chosen = rule(waiting, now, window.memory);
    window.memory.since = classOf(chosen, instant(now)) === 'ordinary' ? window.memory.since + 1 : 0;
    waiting = waiting.filter((w) => w !== chosen).map((w) => (w.order < chosen.order ? { ...w, overtaken: w.overtaken + 1 } : w));
    const { citizen } = chosen;
    // who booked waits from the booked time on, if it was kept: to come early is nobody's fault
    const since = Math.max(citizen.arrives, citizen.booked ?? 0);
    if (!chosen.returned) served.push({ kind: citizen.kind, waited: Math.max(0, now - since), overtaken: chosen.overtaken });
    const held = citizen.held !== null && !chosen.returned;
    const takes = held ? chosen.left / 2 : chosen.left;
    window.at = now + takes;
    if (held) {
      const back = { at: window.at + citizen.held, order: chosen.order, citizen, returned: true, left: takes };
      comes.splice(comes.findIndex((c) => c.at > back.at) >>> 0, 0, back);
    }
  }
  return served;
}

const rules: readonly (readonly [string, Rule])[] = [
  ['One Window, 按等候时间累计 (default)', ours({})],
  ['One Window, 按比例穿插 2 : 1', ours({ rule: 'ratio' })],
  ['One Window, 优先号总在前', ours({ rule: 'strict' })],
  ['One Window, 先来先办', ours({ rule: 'arrival' })],
  ['Strict priority', strict],
  ['2 ordinary : 1 priority', twoToOne],
  ['NovoSGA, weight × wait', weightTimesWait],
  ['ZMS, interleaving', interleaving],
];

const p90 = (list: readonly number[]): number => list.toSorted((a, b) => a - b)[Math.floor(list.length * 0.9)] ?? 0;
const fixed = (n: number): string => n.toFixed(1);

const rows = rules.map(([name, rule]) => {
  const all = Array.from({ length: days }, (_, i) => play(day(20_261_124 + i), rule)).flat();
  const of = (kind: Kind): number[] => all.filter((s) => s.kind === kind).map((s) => s.waited);
  const figures = {
    p90_ordinary: p90(of('ordinary')),
    p90_priority: p90(of('priority')),
    p90_booked: p90(of('booked')),
    worst_overtaking: Math.max(...all.map((s) => s.overtaken)),
    beyond_30_minutes: (100 * all.filter((s) => s.waited > 30).length) / all.length,
    longest: Math.max(...all.map((s) => s.waited)),
  };
  for (const [metric, value] of Object.entries(figures))
    console.log(JSON.stringify({ bench: 'order', rule: name, metric, value: Math.round(value * 10) / 10 }));
  return `| ${name} | ${fixed(figures.p90_ordinary)} | ${fixed(figures.p90_priority)} | ${fixed(figures.p90_booked)} | ${figures.worst_overtaking} | ${fixed(figures.beyond_30_minutes)} % | ${fixed(figures.longest)} |`;
});

const table = [
  '| rule | P90 wait, ordinary | priority | booked | most often overtaken | waited over 30 min | longest |',
  '|---|---|---|---|---|---|---|',
  ...rows,
].join('\n');
const readme = fileURLToPath(new URL('../../packages/domain/README.md', import.meta.url));
const text = await readFile(readme, 'utf8');
const [begin, end] = ['<!-- npm run bench -- order -->', '<!-- end -->'];
const [before, after] = [text.indexOf(begin), text.indexOf(end)];
if (before < 0 || after < before) throw new Error('the README of the domain has no place for the table');
await writeFile(readme, `${text.slice(0, before + begin.length)}\n\n${table}\n\n${text.slice(after)}`);
